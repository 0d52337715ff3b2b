"""Scenes of the list of participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

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
    """Everybody, the second one looked at."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Down)


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
