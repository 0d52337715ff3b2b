"""The window around the pages: who sees what, keys, rebuilds, messages."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QMessageBox
from PySide6.QtWidgets import QToolButton
from PySide6.QtWidgets import QVBoxLayout
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import ZONE
from carbon_points.common.problems import DatabaseUnusableError
from ui.shared import language
from ui.shared.guards import EventGuards
from ui.shared.messages import Message
from ui.shared.page import Command
from ui.shared.page import EVERYONE
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import PageSpec
from ui.shared.page import Role
from ui.shared.palette import matching
from ui.shared.settings import Theme
from ui.shared.tokens import look
from ui.shared.tokens import TextSize
from ui.shared.tokens import Tone
from ui.shared.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.shared.background import TaskRunner
    from ui.shared.page import Context
    from ui.shared.settings import Settings

WANG = Operator("worker", "王芳", (Role.WORKER,))
LIU = Operator("auditor", "刘洋", (Role.AUDITOR,))
OPENED = Opened(
    "database",
    (WANG, LIU),
    demo=True,
    set_up_mode=True,
    service_point="双山街道便民服务中心 · 2 号窗口",
    saved_at=dt.datetime(2026, 11, 20, 10, 42, tzinfo=ZONE),
)


class Page(QWidget):
    """A page that notes what it is asked for."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.context = context
        self.name = name
        self.calls: list[object] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("备注")
        self.setLayout(layout := QVBoxLayout())
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)

    def arrive(self, **kwargs: Any) -> None:
        if kwargs:
            self.calls.append(kwargs)

    def leave(self) -> None:
        self.calls.append("leave")

    def snapshot(self) -> object:
        return self.field.text()

    def restore(self, state: object) -> None:
        self.field.setText(str(state))


class ServicePage(Page):
    """The service desk of a test: it has every key."""

    def scan(self, text: str) -> None:
        self.calls.append(text)

    def find_participant(self) -> None:
        self.calls.append("find")

    def commit(self) -> None:
        self.calls.append("commit")

    def undo(self) -> None:
        self.calls.append("undo")

    def escape(self) -> bool:
        self.calls.append("escape")
        return len(self.calls) < 2

    def commands(self) -> list[Command]:
        return [Command("打印证书", self.print_page, "dyzs")]

    def print_page(self) -> None:
        self.calls.append("print")


class LastingPage(Page):
    """A page that writes its texts anew by itself."""

    def retranslate(self) -> None:
        self.calls.append("retranslate")


def broken(_context: Context) -> QWidget:
    raise ZeroDivisionError


BOTH = frozenset({Role.WORKER, Role.AUDITOR})


def spec(
    id_: str,
    title: str,
    roles: frozenset[Role],
    kind: type[Page] = Page,
    initials: str = "",
    *,
    alone: bool = False,
) -> PageSpec:
    return PageSpec(
        id_,
        title,
        "leaf",
        roles,
        lambda context: kind(context, id_),
        initials,
        needs_database=not alone,
    )


PAGES = (
    spec("service", "服务台", frozenset({Role.WORKER}), ServicePage, "fwt"),
    spec("audit", "审核", frozenset({Role.AUDITOR})),
    spec("verify", "证书核验", BOTH, LastingPage, "zshy"),
    PageSpec("broken", "坏页", "x", BOTH, broken),
    spec("settings", "设置", EVERYONE, alone=True),
    spec("lock", "锁屏", frozenset(), alone=True),
)


def rail_of(roles: Sequence[Role]) -> Sequence[str]:
    return [page.id for page in PAGES if page.roles.intersection(roles)]


@pytest.fixture
def window(
    qtbot: QtBot, application: QApplication, settings: Settings, tasks: TaskRunner
) -> MainWindow:
    """The window on screen, nothing opened yet."""
    del application
    made = MainWindow(settings, tasks, PAGES, rail_of)
    qtbot.addWidget(made)
    made.resize(1366, 690)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def desk(window: MainWindow) -> MainWindow:
    """The window with the demo open and a desk worker before it."""
    window.show_opened(OPENED)
    return window


def shown(window: MainWindow) -> Page:
    page = window.page
    assert isinstance(page, Page)
    return page


def press(window: QWidget, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier
    held = modifier.ControlModifier if control else modifier.NoModifier
    QTest.keyClick(window, key, held)


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


def test_keys_and_clicks_change_the_page_and_keep_its_state(
    desk: MainWindow,
) -> None:
    shown(desk).field.setText("写到一半")

    press(desk, Qt.Key.Key_2, control=True)
    second = shown(desk).name
    entry = next(
        e for e in desk.findChildren(QToolButton) if e.accessibleName() == "服务台"
    )
    entry.click()

    assert second == "verify"
    assert shown(desk).field.text() == "写到一半"


def test_a_page_is_handed_what_it_is_sent(desk: MainWindow) -> None:
    desk.navigate("verify", serial="ZQ-1")

    assert shown(desk).calls == [{"serial": "ZQ-1"}]
    assert desk.navigate("audit") is None
    assert shown(desk).context.navigate("settings") is not None


def test_keys_reach_the_shown_page(desk: MainWindow) -> None:
    press(desk, Qt.Key.Key_Return, control=True)
    press(desk, Qt.Key.Key_Z, control=True)
    press(desk, Qt.Key.Key_F1)

    assert shown(desk).calls == ["commit", "undo"]


def test_finding_a_participant_leads_to_the_service_desk(desk: MainWindow) -> None:
    desk.navigate("verify")

    press(desk, Qt.Key.Key_F2)

    assert shown(desk).name == "service"
    assert "find" in shown(desk).calls


def test_esc_closes_the_panel_first_and_then_the_message(desk: MainWindow) -> None:
    desk.show_message(Message(Tone.INFO, "一条消息。"))

    press(desk, Qt.Key.Key_Escape)
    still = desk.message
    press(desk, Qt.Key.Key_Escape)

    assert still == "一条消息。"
    assert desk.message == ""


def test_undo_takes_back_what_the_toast_names(desk: MainWindow) -> None:
    undone: list[int] = []
    desk.toast("已记入：骑行", lambda: undone.append(1))

    press(desk, Qt.Key.Key_Z, control=True)
    press(desk, Qt.Key.Key_Z, control=True)

    assert undone == [1]
    assert shown(desk).calls == ["undo"]
    assert desk.history.texts == ["已记入：骑行"]


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


def test_keys_change_the_size_of_the_text(
    qtbot: QtBot, desk: MainWindow, settings: Settings
) -> None:
    press(desk, Qt.Key.Key_Equal, control=True)
    press(desk, Qt.Key.Key_Equal, control=True)
    press(desk, Qt.Key.Key_Equal, control=True)
    largest = settings.text_size
    press(desk, Qt.Key.Key_Minus, control=True)
    smaller = settings.text_size
    press(desk, Qt.Key.Key_0, control=True)
    qtbot.waitUntil(lambda: look.size == TextSize.NORMAL)

    assert (largest, smaller) == (TextSize.HUGE, TextSize.LARGE)


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


def test_the_palette_finds_pages_and_commands_by_their_initials(
    desk: MainWindow,
) -> None:
    press(desk, Qt.Key.Key_K, control=True)
    palette = desk.around.palette_box

    QTest.keyClicks(palette.edit, "dy")
    press(palette.edit, Qt.Key.Key_Down)
    press(palette.edit, Qt.Key.Key_Return)
    press(desk, Qt.Key.Key_K, control=True)
    QTest.keyClicks(palette.edit, "zs")
    press(palette.edit, Qt.Key.Key_Return)

    assert shown(desk).name == "verify"
    desk.navigate("service")
    assert "print" in shown(desk).calls
    assert not palette.isVisible()


def test_esc_leaves_the_palette_and_gives_the_caret_back(desk: MainWindow) -> None:
    shown(desk).field.setFocus()
    press(desk, Qt.Key.Key_K, control=True)
    palette = desk.around.palette_box

    press(palette.edit, Qt.Key.Key_Escape)

    assert not palette.isVisible()
    assert shown(desk).field.hasFocus()


def test_commands_match_words_anywhere_and_initials_first() -> None:
    commands = [Command("证书核验", print, "zshy"), Command("打印证书", print, "dyzs")]

    assert [c.title for c in matching(commands, "证书")] == ["证书核验", "打印证书"]
    assert [c.title for c in matching(commands, "dy")] == ["打印证书"]
    assert matching(commands, "xyz") == []
    assert matching(commands, "") == commands


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
