"""Scenes of the register of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tools.pictures.scene import absent
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "indicators"

absent(PAGE, "empty", "the plan's own tables are always there")


@scene(PAGE, "filled", role=Role.AUDITOR, in_manual=True)
def table(stage: Stage) -> None:
    """The plan's indicators by category."""
    stage.go(PAGE)


@scene(PAGE, "filled-history", role=Role.VIEWER)
def history(stage: Stage) -> None:
    """What was reported of one indicator, with its evidence, as a viewer sees it."""
    stage.go(PAGE, subject="9")
    stage.page.open_detail()
    stage.wait()


@scene(PAGE, "filled-counted", role=Role.AUDITOR)
def counted(stage: Stage) -> None:
    """Indicator 6 and what it is counted from."""
    stage.go(PAGE, subject="6")
    stage.page.open_detail()
    stage.wait()


@scene(PAGE, "filled-form", role=Role.AUDITOR)
def form(stage: Stage) -> None:
    """A new value is being reported."""
    stage.go(PAGE, subject="28a")
    stage.press(Qt.Key.Key_Return)
    stage.type("42,900.5")


@scene(PAGE, "filled-open", role=Role.AUDITOR)
def still_open(stage: Stage) -> None:
    """Only what is still to be reached."""
    stage.go(PAGE)
    stage.click(stage.page.head.filters["open"])


@scene(PAGE, "filled-projects", role=Role.AUDITOR)
def projects(stage: Stage) -> None:
    """The key projects."""
    stage.go(PAGE)
    stage.click(stage.page.head.tabs.button(1))


@scene(PAGE, "loading", role=Role.AUDITOR)
def loading(stage: Stage) -> None:
    """The register is late."""
    stage.hold()
    stage.go(PAGE)


@scene(PAGE, "error", role=Role.AUDITOR)
def broken(stage: Stage) -> None:
    """The register cannot be read."""
    stage.fail()
    stage.go(PAGE)


@scene(PAGE, "error-refused", role=Role.AUDITOR)
def refused(stage: Stage) -> None:
    """A value that is no number is refused, and everything typed stays."""
    stage.go(PAGE, subject="28a")
    stage.press(Qt.Key.Key_Return)
    stage.type("两家")
    written = stage.page.detail.form
    written.source.setText("区农业农村局台账")
    stage.click(written.still_open)
    stage.commit()
