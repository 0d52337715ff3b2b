"""The frame as a whole: pages that stand alone, two windows, messages, news."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QMenu
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.security.people import change_operator
from carbon_points.security.people import Person
from tests.districts import as_of
from tests.ui.test_app import needs_name
from tests.ui.test_app import said
from tests.ui.windows import to_front
from ui import app
from ui.admin.restore_view import RestoreView
from ui.shared import desk
from ui.shared import language
from ui.shared.messages import Message
from ui.shared.page import Opened
from ui.shared.pictures import settle
from ui.shared.settings import Settings
from ui.shared.settings import Theme
from ui.shared.tokens import look
from ui.shared.tokens import TextSize
from ui.shared.tokens import Tone
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow

ALONE = ("first_run", "lock", "unlock", "restore")


@pytest.fixture
def window(
    qtbot: QtBot, program: MainWindow, tasks: TaskRunner, small: Database
) -> MainWindow:
    """The program over a handful of people."""
    program.show_opened(desk.opened(small))
    to_front(qtbot, program)
    settle(tasks, 0.01)
    return program


@pytest.mark.parametrize("page", ALONE)
def test_pages_that_stand_alone_have_names_for_everything(
    window: MainWindow, tasks: TaskRunner, page: str
) -> None:
    window.show_alone(page)
    settle(tasks, 0.01)

    nameless = [
        type(control).__name__
        for control in window.findChildren(QWidget)
        if needs_name(control) and not said(control)
    ]

    assert nameless == []


@pytest.mark.parametrize("page", ALONE)
def test_tab_walks_through_a_page_that_stands_alone_and_comes_back(
    window: MainWindow, tasks: TaskRunner, page: str
) -> None:
    window.show_alone(page)
    settle(tasks, 0.01)
    start = QApplication.focusWidget()
    seen = []

    for _ in range(40):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
        if focus is start:
            break

    assert QApplication.focusWidget() is start
    assert len(set(seen)) == len(seen) >= 2


@pytest.mark.parametrize("page", ALONE)
@pytest.mark.parametrize("spoken", [language.ZH, language.EN])
@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_pages_that_stand_alone_fit_in_every_look(  # noqa: PLR0913, PLR0917
    qtbot: QtBot,
    window: MainWindow,
    settings: Settings,
    page: str,
    spoken: str,
    size: TextSize,
    theme: Theme,
) -> None:
    window.show_alone(page)
    settings.theme, settings.text_size = theme, size
    settings.language = spoken
    qtbot.waitUntil(lambda: look.size == size)

    least = window.minimumSizeHint()

    assert least.width() <= 1366
    assert least.height() <= 690


def test_two_windows_of_different_languages_leave_each_other_alone(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner, tmp_path: Path
) -> None:
    other = Settings(tmp_path / "other.ini")
    other.language = language.EN
    second = app.make_window(other, tasks)
    qtbot.addWidget(second)
    rebuilt: list[int] = []
    for one in (window, second):
        one._look.due.connect(lambda: rebuilt.append(1))

    qtbot.wait(150)

    assert len(rebuilt) <= 4
    assert language.in_force() == language.EN


def test_the_language_changes_on_the_lock_page_too(
    qtbot: QtBot, window: MainWindow, settings: Settings, tasks: TaskRunner
) -> None:
    window.show_alone("lock")
    settle(tasks, 0.01)

    settings.language = language.EN
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Sign in"))
    settle(tasks, 0.01)

    assert window._alone == "lock"
    assert not window.around.rail.isVisible()


def test_what_is_committed_anywhere_is_the_saved_time(
    qtbot: QtBot, window: MainWindow, small: Database
) -> None:
    at = 1_790_050_000
    viewer = Person("viewer", "专班", frozenset({"viewer"}))

    change_operator(small, replace(as_of(), now=at), viewer)

    time = f"{local_moment(at):%H:%M}"
    qtbot.waitUntil(lambda: time in window.around.top._state.text())


def test_the_messages_are_listed_under_their_button(window: MainWindow) -> None:
    window.show_message(Message(Tone.INFO, "第一条。"))
    window.around.top._history.click()

    menu = QApplication.activePopupWidget()

    assert isinstance(menu, QMenu)
    assert "第一条。" in menu.actions()[0].text()
    menu.close()


def test_a_panel_that_closes_gives_the_focus_back(
    window: MainWindow, tasks: TaskRunner
) -> None:
    window.navigate("settings")
    settle(tasks, 0.01)
    before = QApplication.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    inside = QApplication.focusWidget()

    QTest.keyClick(window.around.palette_box.edit, Qt.Key.Key_Escape)

    assert inside is window.around.palette_box.edit
    assert QApplication.focusWidget() is before


def test_a_new_work_place_may_begin_without_the_demo(
    window: MainWindow, tasks: TaskRunner
) -> None:
    window.show_opened(Opened(None, (), alone="first_run"))
    settle(tasks, 0.01)

    assert window._alone == "first_run"
    assert window.navigate("settings") is None


def test_books_that_do_not_open_lead_to_a_backup(window: MainWindow) -> None:
    window.show_unopened(DatabaseUnusableError("DB_DAMAGED", path="a.db"))
    buttons = window.around.bar.findChildren(Button)

    next(b for b in buttons if b.accessibleName() == "从备份恢复").click()

    assert isinstance(window.page, RestoreView)
    assert window.page.presenter.operator is None
