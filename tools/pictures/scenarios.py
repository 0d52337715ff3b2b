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


@scene(PAGE, "filled-places", role=Role.AUDITOR, in_manual=True)
def places(stage: Stage) -> None:
    """The tile map of the places, their ranking, the evidence and the funnel."""
    stage.go(PAGE)
    leaf = stage.page.leaf
    leaf.scroll_to(leaf.funnel)
    stage.wait()


@scene(PAGE, "filled-records", role=Role.AUDITOR, in_manual=True)
def records(stage: Stage) -> None:
    """The records behind a part of a chart."""
    stage.go(PAGE)
    stage.page.leaf.monthly.chart.setFocus()
    stage.press(Qt.Key.Key_Right)
    stage.press(Qt.Key.Key_Return)


@scene(PAGE, "filled-records-why", role=Role.AUDITOR)
def why(stage: Stage) -> None:
    """Why one of the records is what it is."""
    records(stage)
    stage.press(Qt.Key.Key_Return)


@scene(PAGE, "filled-records-groups", role=Role.VIEWER)
def groups(stage: Stage) -> None:
    """What a viewer sees in the place of the records."""
    records(stage)


@scene(PAGE, "filled-records-people", role=Role.AUDITOR)
def people(stage: Stage) -> None:
    """Who registered and who came how far."""
    stage.go(PAGE)
    stage.page.leaf.scroll_to(stage.page.leaf.funnel)
    stage.wait()
    stage.page.leaf.funnel.chart.setFocus()
    stage.press(Qt.Key.Key_Return)


@scene(PAGE, "filled-print", role=Role.AUDITOR)
def printed(stage: Stage) -> None:
    """The paper of the scenario before it is printed."""
    stage.go(PAGE)
    stage.page.print_page()
    stage.settle()


@scene(PAGE, "filled-statistics", role=Role.AUDITOR, in_manual=True)
def crossed(stage: Stage) -> None:
    """Statistics by two dimensions."""
    stage.go(PAGE, leaf="statistics")


@scene(PAGE, "filled-statistics-drawn", role=Role.AUDITOR)
def crossed_drawn(stage: Stage) -> None:
    """The same, drawn."""
    stage.go(PAGE, leaf="statistics")
    picker = stage.page.leaf.picker
    for select, code in ((picker.down, "month"), (picker.across, "methodology")):
        select.choose(code)
        select.activated.emit(select.currentIndex())
    stage.wait()
    stage.press(Qt.Key.Key_T)


@scene(PAGE, "filled-acceptance", role=Role.AUDITOR, in_manual=True)
def acceptance(stage: Stage) -> None:
    """How far the scenario is from its acceptance."""
    stage.go(PAGE, leaf="acceptance")


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
