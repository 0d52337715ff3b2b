"""Scenes of the list of participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "participants"


@scene(PAGE, "empty", ground=Ground.EMPTY)
def nobody(stage: Stage) -> None:
    """Nobody is registered."""
    stage.go(PAGE)


@scene(PAGE, "filled", in_manual=True)
def everybody(stage: Stage) -> None:
    """Everybody, one of them looked at."""
    stage.go(PAGE, participant_id=stage.somebody())


@scene(PAGE, "filled-ledger", in_manual=True)
def ledger(stage: Stage) -> None:
    """The movements of somebody's points."""
    _turn(stage, "ledger")


@scene(PAGE, "filled-installations")
def installations(stage: Stage) -> None:
    """Somebody's installations."""
    _turn(stage, "installations")


@scene(PAGE, "filled-certificates")
def certificates(stage: Stage) -> None:
    """Somebody's certificates."""
    _turn(stage, "certificates")


@scene(PAGE, "filled-consents")
def consents(stage: Stage) -> None:
    """What somebody agreed to."""
    _turn(stage, "consents")


@scene(PAGE, "filled-twins")
def twins(stage: Stage) -> None:
    """Pairs that may be the same person."""
    stage.go(PAGE)
    stage.click(stage.page.filter.kinds["marked"])


@scene(PAGE, "filled-auditor", role=Role.AUDITOR)
def for_auditors(stage: Stage) -> None:
    """As an auditor sees the list."""
    stage.go(PAGE)


@scene(PAGE, "filled-no-match")
def nobody_left(stage: Stage) -> None:
    """The filter leaves nobody."""
    stage.go(PAGE).take_focus()
    stage.type("qqqq")


@scene(PAGE, "loading")
def loading(stage: Stage) -> None:
    """The list is late."""
    stage.hold()
    stage.go(PAGE)


@scene(PAGE, "error")
def broken(stage: Stage) -> None:
    """The list cannot be read."""
    stage.fail()
    stage.go(PAGE)


def _turn(stage: Stage, leaf: str) -> None:
    """Open a leaf of somebody who has done something."""
    stage.go(PAGE, participant_id=stage.somebody())
    stage.page.file.turn(leaf)
    stage.wait()
