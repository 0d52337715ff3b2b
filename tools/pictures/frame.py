"""Scenes of the window around the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from tools.pictures.stage import CTRL

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "window"


@scene(PAGE, "filled-palette", in_manual=True)
def palette(stage: Stage) -> None:
    """The search over everything."""
    stage.go("service")
    stage.press(Qt.Key.Key_K, CTRL)


@scene(PAGE, "filled-palette-search")
def palette_search(stage: Stage) -> None:
    """An action found by its initials."""
    stage.go("service")
    stage.press(Qt.Key.Key_K, CTRL)
    stage.type("dyzs")


@scene(PAGE, "error-scan")
def useless_scan(stage: Stage) -> None:
    """A code was read where it is of no use."""
    stage.go("settings")
    stage.window.scan("6901234567892")
    stage.wait()


@scene(PAGE, "error-unopened", ground=Ground.NONE)
def unopened(stage: Stage) -> None:
    """The database could not be opened: what works without it is shown."""


@scene(PAGE, "filled-help", in_manual=True)
def help_of_a_page(stage: Stage) -> None:
    """The manual's chapter of the page."""
    stage.go("service")
    stage.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
