"""The help drawer over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.app import PAGES
from ui.shared import help_text
from ui.shared import language
from ui.shared.help_panel import HelpPanel
from ui.shared.widgets import Button
from ui.shared.widgets import column

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shared.page import PageSpec
    from ui.shared.window import MainWindow

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def over(application: QApplication, qtbot: QtBot) -> QWidget:
    """A window with one field that has the caret."""
    made = QWidget()
    made.edit = QLineEdit()  # type: ignore[attr-defined]
    made.setLayout(column(made.edit))  # type: ignore[attr-defined]
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.edit.setFocus()  # type: ignore[attr-defined]
    assert application.focusWidget() is made.edit  # type: ignore[attr-defined]
    return made


@pytest.fixture
def panel(over: QWidget) -> HelpPanel:
    """The chapter of the service desk, opened."""
    made = HelpPanel(over)
    made.open("service")
    return made


@pytest.fixture
def window(program: MainWindow, qtbot: QtBot) -> MainWindow:
    """The main window as it is without a database."""
    program.show()
    program.show_unopened(OSError())
    program.activateWindow()
    qtbot.waitUntil(program.isActiveWindow)
    return program


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def help_of(window: MainWindow) -> HelpPanel:
    found = window.findChild(HelpPanel)
    assert found is not None
    return found


@pytest.mark.parametrize("spoken", [language.ZH, language.EN])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.id))
def test_each_page_has_a_chapter_that_can_be_read(
    page: PageSpec, spoken: str, over: QWidget
) -> None:
    language.use(spoken)

    panel = HelpPanel(over)
    panel.open(page.id)

    assert help_text.has_chapter(page.id, spoken)
    shown = panel.text.toPlainText()
    parts = help_text.headings(help_text.chapter(page.id, spoken))
    assert all(part in shown for part in parts)
    assert "|" not in shown
    assert "**" not in shown


def test_esc_closes_it_and_the_caret_goes_back(panel: HelpPanel, over: QWidget) -> None:
    assert focus() is panel.text

    QTest.keyClick(focus(), KEY.Key_Escape)

    assert not panel.isVisible()
    assert focus() is over.edit  # type: ignore[attr-defined]


def test_what_is_looked_for_is_counted_and_enter_goes_on(panel: HelpPanel) -> None:
    panel.edit.setFocus()
    panel.edit.setText("撤销")
    first = panel.text.textCursor().position()

    QTest.keyClick(panel.edit, KEY.Key_Return)

    found = panel.text.extraSelections()
    assert len(found) == panel.text.toPlainText().count("撤销")
    assert panel.text.textCursor().selectedText() == "撤销"
    assert panel.text.textCursor().position() > first


def test_a_heading_jumps_to_its_part(panel: HelpPanel) -> None:
    buttons = {each.text(): each for each in panel.findChildren(Button)}
    bar = panel.text.verticalScrollBar()

    QTest.mouseClick(buttons["出了问题怎么办"], Qt.MouseButton.LeftButton)
    QApplication.processEvents()

    assert bar.value() > bar.maximum() // 2


def test_shift_f1_opens_and_closes_the_help_of_the_page(window: MainWindow) -> None:
    QTest.keyClick(focus(), KEY.Key_F1, SHIFT)
    opened = help_of(window).isVisible()
    QTest.keyClick(focus(), KEY.Key_F1, SHIFT)

    assert opened
    assert not help_of(window).isVisible()


def test_f1_opens_the_help_where_the_page_explains_nothing(window: MainWindow) -> None:
    window.navigate("settings")

    QTest.keyClick(focus(), KEY.Key_F1)

    assert "设置" in help_of(window).text.toPlainText()


def test_the_open_help_follows_the_page(window: MainWindow) -> None:
    window.navigate("settings")
    QTest.keyClick(focus(), KEY.Key_F1, SHIFT)

    window.navigate("verify")

    assert "核验" in help_of(window).text.toPlainText()
