"""The scenario page and a hand that works it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.districts import AS_OF
from ui.scenario_desk.scenario_overview import OverviewLeaf
from ui.scenario_desk.scenario_view import ScenarioView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.shared.page import Opened
    from ui.shared.widgets import Select
    from ui.shared.window import MainWindow


class Page:
    """What the window shows, and the keys that go to it."""

    def __init__(self, window: MainWindow, wait: Callable[[], None]) -> None:
        self.window = window
        self.wait = wait
        window.navigate("scenarios")
        self.view.presenter._today = lambda: AS_OF
        window.navigate("scenarios")
        self.wait()

    @property
    def opened(self) -> Opened:
        """What the window has open."""
        found = self.window._opened
        assert found is not None
        return found

    @property
    def shell(self) -> ScenarioView:
        """The page, which is another one after a change of the look."""
        found = self.window.page
        assert isinstance(found, ScenarioView)
        return found

    @property
    def view(self) -> OverviewLeaf:
        """Its first leaf."""
        found = self.shell.leaf
        assert isinstance(found, OverviewLeaf)
        return found

    @property
    def figures(self) -> tuple[str, str, str, str]:
        """What the four cards say."""
        row = self.view.figures
        cards = (row.people, row.deeds, row.reduction, row.points)
        people, deeds, reduction, points = (card.accessibleName() for card in cards)
        return people, deeds, reduction, points

    def press(self, key: Qt.Key) -> None:
        """Press a key on the page."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        self.wait()

    def click(self, widget: QWidget) -> None:
        """Click on something."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.wait()

    def pick(self, select: Select, code: str) -> None:
        """Choose from a list."""
        select.choose(code)
        select.activated.emit(select.currentIndex())
        self.wait()
