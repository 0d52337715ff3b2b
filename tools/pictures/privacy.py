"""Scenes of a person's own rights and of keeping times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.ids import first_id
from carbon_points.crediting.account import account
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PEOPLE = "participants"
SETTINGS = "settings"


@scene(PEOPLE, "filled-rights", role=Role.AUDITOR, in_manual=True)
def rights(stage: Stage) -> None:
    """What erasing somebody would do, before two people sign it."""
    page = stage.go(PEOPLE, participant_id=_settled(stage))
    page.file.turn("consents")
    stage.wait()
    stage.click(page.file.rights.foresee)
    stage.type("本人书面申请注销")


@scene(PEOPLE, "error-rights", role=Role.AUDITOR)
def waiting(stage: Stage) -> None:
    """Somebody of whom something still waits for a decision is not erased."""
    page = stage.go(PEOPLE, participant_id=stage.somebody())
    page.file.turn("consents")
    stage.wait()
    stage.click(page.file.rights.foresee)


def _settled(stage: Stage) -> int:
    """Somebody who has points and of whom nothing waits."""
    if stage.db is None:
        return 0
    first = first_id(stage.db.desk)
    with stage.db.reading() as session:
        held = ((n, account(session, n)) for n in range(first + 1, first + 200))
        return next(n for n, one in held if one.points and not one.waiting)


@scene(PEOPLE, "filled-rights-worker")
def copy(stage: Stage) -> None:
    """A worker is asked why a copy is made."""
    page = stage.go(PEOPLE, participant_id=stage.somebody())
    page.file.turn("consents")
    stage.wait()
    stage.click(page.file.rights.copy)


@scene(SETTINGS, "filled-retention", role=Role.ADMIN, in_manual=True)
def retention(stage: Stage) -> None:
    """How long what is kept, and what is past its time."""
    page = stage.go(SETTINGS)
    # Once the sections above it have their height.
    page.arrive(section="retention")
    stage.wait()
