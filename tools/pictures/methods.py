"""Scenes of the methodologies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from tools.pictures.scene import absent
from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from tools.pictures.stage import CTRL
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "methodologies"
absent(PAGE, "empty", "the program ships methodologies")


@scene(PAGE, "filled", in_manual=True)
def cycling(stage: Stage) -> None:
    """A methodology with its formula and factors."""
    stage.go(PAGE, methodology="cycling")


@scene(PAGE, "filled-below")
def below(stage: Stage) -> None:
    """Factors and limits, further down."""
    page = stage.go(PAGE, methodology="heat_pump")
    stage.settle()
    bars = [each.verticalScrollBar() for each in page.findChildren(QScrollArea)]
    longest = max(bars, key=lambda bar: bar.maximum())
    longest.setValue(longest.maximum())


@scene(PAGE, "filled-pump")
def pump(stage: Stage) -> None:
    """The longest formula."""
    stage.go(PAGE, methodology="heat_pump")


@scene(PAGE, "filled-versions")
def versions(stage: Stage) -> None:
    """Versions and changes."""
    stage.go(PAGE, methodology="clothing_reuse")
    stage.press(Qt.Key.Key_D, CTRL)


@scene(PAGE, "filled-document")
def document(stage: Stage) -> None:
    """The whole text."""
    stage.go(PAGE, methodology="cycling").open_document()


@scene(PAGE, "filled-draft", ground=Ground.EMPTY, role=Role.AUDITOR)
def draft(stage: Stage) -> None:
    """A draft that an auditor may adopt."""
    stage.go(PAGE, methodology="public_transport")


@scene(PAGE, "loading")
def loading(stage: Stage) -> None:
    """The list is late."""
    stage.hold()
    stage.go(PAGE)


@scene(PAGE, "error")
def broken(stage: Stage) -> None:
    """The district's statuses cannot be read."""
    stage.fail()
    stage.go(PAGE)
