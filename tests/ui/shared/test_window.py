"""The window around the pages: who sees what, rebuilds, messages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from PySide6.QtWidgets import QToolButton
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import ZONE
from carbon_points.common.problems import DatabaseUnusableError
from tests.ui.shared.window_pages import LIU
from tests.ui.shared.window_pages import OPENED
from tests.ui.shared.window_pages import press
from tests.ui.shared.window_pages import shown
from tests.ui.shared.window_pages import WANG
from ui.shared import idle_lock
from ui.shared import language
from ui.shared.guards import EventGuards
from ui.shared.messages import Message
from ui.shared.page import Opened
from ui.shared.settings import Theme
from ui.shared.tokens import look
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


def test_before_anything_is_open_only_what_needs_nothing_is_there(
    window: MainWindow,
) -> None:
    assert window.page_ids == ["settings"]
    assert window.page is None


def test_the_first_page_of_the_role_is_shown(desk: MainWindow) -> None:
    assert desk.page_ids == ["service", "verify", "broken", "settings"]
    assert shown(desk).name == "service"
    assert shown(desk).context.database == "database"
    assert desk.windowTitle() == "服务台 · 碳普惠"


def test_who_sat_here_last_sits_here_again(
    window: MainWindow, settings: Settings
) -> None:
    settings.last_operator = "auditor"

    window.show_opened(OPENED)

    assert shown(window).name == "audit"


def test_another_person_finds_nothing_of_the_first(desk: MainWindow) -> None:
    first = shown(desk)

    desk.enter(OPENED, LIU)

    assert first.calls == ["leave"]
    assert desk.page_ids == ["audit", "verify", "broken", "settings"]
    assert shown(desk).context.operator == LIU


def test_in_set_up_mode_the_name_opens_the_roles(desk: MainWindow) -> None:
    menu = desk.around.top._operator.menu()

    menu.actions()[1].trigger()

    assert [action.text() for action in menu.actions()] != []
    assert shown(desk).name == "audit"


def test_a_page_is_handed_what_it_is_sent(desk: MainWindow) -> None:
    desk.navigate("verify", serial="ZQ-1")

    assert shown(desk).calls == [{"serial": "ZQ-1"}]
    assert desk.navigate("audit") is None
    assert shown(desk).context.navigate("settings") is not None


def test_a_scan_goes_to_the_page_or_is_answered(desk: MainWindow) -> None:
    desk.scan("370181")
    calls = list(shown(desk).calls)
    desk.navigate("verify")

    desk.scan("370181")

    assert calls == ["370181"]
    assert "收到一次扫码" in desk.message


def test_a_page_that_cannot_be_made_leaves_the_others_alone(
    desk: MainWindow,
) -> None:
    desk.navigate("broken")
    said = desk.message
    desk.navigate("verify")

    assert "这一步没有做完" in said
    assert "Traceback" not in said
    assert shown(desk).name == "verify"


def test_a_database_that_does_not_open_is_said_over_the_settings(
    window: MainWindow,
) -> None:
    window.show_unopened(DatabaseUnusableError("DB_EXISTS", file="a.db"))

    assert shown(window).name == "settings"
    assert window.message


def test_another_look_rebuilds_every_page_with_its_state(
    qtbot: QtBot, desk: MainWindow, settings: Settings
) -> None:
    first = shown(desk)
    first.field.setText("写到一半")
    first.field.setFocus()

    settings.theme = Theme.DARK
    qtbot.waitUntil(lambda: look.dark)

    assert shown(desk) is not first
    assert shown(desk).field.text() == "写到一半"
    assert shown(desk).field.hasFocus()


def test_the_language_changes_while_the_window_is_open(
    qtbot: QtBot, desk: MainWindow, settings: Settings
) -> None:
    desk.navigate("verify")
    lasting = shown(desk)

    settings.language = language.EN
    qtbot.waitUntil(lambda: "retranslate" in lasting.calls)

    assert shown(desk) is lasting
    assert desk.windowTitle().endswith("Carbon Inclusion")
    words = [label.accessibleName() for label in desk.findChildren(QToolButton)]
    assert "Settings" in words


def test_a_page_can_stand_alone_and_the_screen_is_entered_again(
    desk: MainWindow,
) -> None:
    with_passwords = Opened("database", (WANG,))
    desk.enter(with_passwords, WANG)
    shown(desk).field.setText("写到一半")

    press(desk, Qt.Key.Key_L, control=True)
    alone = (
        shown(desk).name,
        desk.around.rail.isVisible(),
        desk.around.top.isVisible(),
    )
    press(desk, Qt.Key.Key_1, control=True)
    press(desk, Qt.Key.Key_K, control=True)
    locked = shown(desk).name
    desk.enter(with_passwords, WANG)

    assert alone == ("lock", False, False)
    assert locked == "lock"
    assert shown(desk).name == "service"
    assert shown(desk).field.text() == "写到一半"
    assert desk.around.rail.isVisible()


def test_the_first_page_may_stand_alone(window: MainWindow) -> None:
    window.show_opened(Opened(None, (), alone="lock"))

    assert shown(window).name == "lock"
    assert not window.around.rail.isVisible()


def test_nobody_is_locked_out_where_there_is_no_password(desk: MainWindow) -> None:
    desk.lock()

    assert shown(desk).name == "service"


def test_an_idle_desk_locks_itself(qtbot: QtBot, desk: MainWindow) -> None:
    desk.enter(Opened("database", (WANG,)), WANG)

    desk._idle.setInterval(1)
    desk._idle.start()
    qtbot.waitUntil(lambda: shown(desk).name == "lock")

    assert not desk.around.top.isVisible()


def test_who_wakes_a_computer_that_slept_must_sign_in(
    desk: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.enter(Opened("database", (WANG,)), WANG)
    slept_s = settings.lock_minutes * 60 + 1
    woken = idle_lock._seconds() + slept_s
    desk._idle.touch()
    assert shown(desk).name == "service"

    monkeypatch.setattr(idle_lock, "_seconds", lambda: woken)
    desk._idle.touch()

    assert shown(desk).name == "lock"


def test_the_guards_hand_over_scans(
    desk: MainWindow, application: QApplication
) -> None:
    guards = EventGuards(application)
    desk.guard(guards)

    guards.wedge.scanned.emit("ZQ1:x")
    guards.touched.emit()
    application.aboutToQuit.disconnect(guards.stop)
    guards.stop()

    assert shown(desk).calls == ["ZQ1:x"]


@pytest.mark.parametrize("leaves", [True, False])
def test_closing_while_something_is_written_asks_first(
    desk: MainWindow, monkeypatch: pytest.MonkeyPatch, *, leaves: bool
) -> None:
    reason = Message(Tone.WARN, "正在写入第 3/9 行。", "退出则一行也不写入。")
    shown(desk).before_quit = lambda: reason  # type: ignore[attr-defined]

    def answer(dialog: QMessageBox) -> int:
        assert dialog.defaultButton().text() == "继续写入"
        wanted = "退出" if leaves else "继续写入"
        next(b for b in dialog.buttons() if b.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)

    assert desk.close() is leaves


def test_the_top_bar_says_what_to_know(desk: MainWindow) -> None:
    texts = visible_texts(desk)
    desk.saved(dt.datetime(2026, 11, 20, 11, 5, tzinfo=ZONE))
    later = visible_texts(desk)
    desk.enter(Opened("d", (WANG,), encrypted=False), WANG)
    plain = desk.around.top._notice.accessibleName()
    desk.enter(Opened("d", (WANG,), read_only="被占用"), WANG)

    assert "本机已保存 10:42" in texts
    assert OPENED.service_point in texts
    assert "本机已保存 11:05" in later
    assert plain == "未加密"
    assert desk.around.top._notice.accessibleName() == "只读"


def visible_texts(window: MainWindow) -> list[str]:
    labels = window.around.top.findChildren(QWidget)
    return [label.text().strip() for label in labels if hasattr(label, "text")]
