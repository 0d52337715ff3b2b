"""Scenes of the application scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "scenarios"


@scene(PAGE, "empty", ground=Ground.EMPTY, role=Role.AUDITOR)
def nothing_yet(stage: Stage) -> None:
    """Nothing was approved yet."""
    stage.go(PAGE)


@scene(PAGE, "filled", role=Role.AUDITOR, in_manual=True)
def charts(stage: Stage) -> None:
    """The first scenario as charts."""
    stage.go(PAGE)


@scene(PAGE, "filled-second", role=Role.VIEWER)
def second(stage: Stage) -> None:
    """The second scenario, as a viewer sees it."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_Right)


@scene(PAGE, "filled-table", role=Role.AUDITOR)
def table(stage: Stage) -> None:
    """The same numbers as tables."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_T)


@scene(PAGE, "loading", role=Role.AUDITOR)
def loading(stage: Stage) -> None:
    """The figures are late."""
    stage.hold()
    stage.go(PAGE)


@scene(PAGE, "error", role=Role.AUDITOR)
def broken(stage: Stage) -> None:
    """The figures cannot be read."""
    stage.fail()
    stage.go(PAGE)
