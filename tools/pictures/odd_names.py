"""Scenes of names that would be orders elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.participants.registration import MODELS
from carbon_points.participants.service import register_many
from carbon_points.security import chain
from tests.districts import as_of
from tests.hostile.names import NAMES
from tests.participants.people import resident
from tools.pictures.scene import Ground
from tools.pictures.scene import scene

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "participants"
_LONGEST = 100
_SHOWN = ("bidi-", "escape-", "markup", "formula-command", "zero-", "combining", "rare")


@scene(PAGE, "odd-names", ground=Ground.EMPTY)
def odd_names(stage: Stage) -> None:
    """People whose names would be obeyed by another program."""
    names = [name[:_LONGEST] for what, name in NAMES.items() if what.startswith(_SHOWN)]
    if stage.db is None:
        return
    people = [resident(number, name) for number, name in enumerate(names, start=1)]
    with stage.db.writing() as session:
        position = chain.begin(session)
        register_many(session, stage.db, position, people)
        caller = as_of("worker", key="odd names")
        chain.seal(session, stage.db.desk, position, "register", caller, MODELS)
    stage.go(PAGE)
