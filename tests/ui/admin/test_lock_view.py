"""The lock page: people, passwords, waiting, and what stays behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.districts import as_of
from tests.logged import logged
from tests.ui.admin.conftest import PIN
from ui.admin.lock_view import LockView
from ui.service_desk.certificate_view import CertificateView
from ui.service_desk.desk_view import DeskView
from ui.shared.messages import Message
from ui.shared.page import Role
from ui.shared.pictures import settle
from ui.shared.tokens import TextSize
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def page(window: MainWindow) -> LockView:
    shown = window.page
    assert isinstance(shown, LockView)
    return shown


def ready(window: MainWindow, tasks: TaskRunner) -> LockView:
    settle(tasks, 0.01)
    return page(window)


def sign_in(window: MainWindow, tasks: TaskRunner, password: str = PIN) -> None:
    view = ready(window, tasks)
    QTest.keyClicks(view.password, password)
    QTest.keyClick(view.password, Qt.Key.Key_Return)
    settle(tasks, 0.01)


def chosen(view: LockView) -> str:
    return next(tile.login for tile in view.tiles if tile.isChecked())


def desk_of(window: MainWindow) -> DeskView:
    assert isinstance(window.page, DeskView)
    return window.page


def test_only_who_has_a_password_is_offered(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = ready(window, tasks)

    assert [tile.login for tile in view.tiles] == ["worker", "auditor", "admin"]
    assert view.password.hasFocus()
    assert not window.around.rail.isVisible()


def test_two_keys_and_the_password_let_another_one_in(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = ready(window, tasks)
    QTest.keyClick(view.password, Qt.Key.Key_Right)

    sign_in(window, tasks)

    assert window._operator.roles == (Role.AUDITOR,)
    assert window.page_ids[0] == "audit"


def test_arrows_go_round_and_a_click_chooses(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = ready(window, tasks)

    QTest.keyClick(view.password, Qt.Key.Key_Left)
    last = chosen(view)
    view.tiles[1].click()

    assert (last, chosen(view)) == ("admin", "auditor")
    assert view.password.hasFocus()


def test_who_sat_here_last_comes_first(
    window: MainWindow, tasks: TaskRunner, settings: Settings
) -> None:
    settings.note_operator("worker")
    settings.note_operator("admin")

    window.show_alone("lock")
    view = ready(window, tasks)

    assert [tile.login for tile in view.tiles] == ["admin", "worker", "auditor"]
    assert chosen(view) == "admin"


def test_a_wrong_password_says_how_many_tries_are_left(
    window: MainWindow, tasks: TaskRunner
) -> None:
    sign_in(window, tasks, "WRONG!")

    view = page(window)
    assert "密码不对，还可试 4 次" in view.hint.text()
    assert "大写锁定：开" in view.hint.text()
    assert view.password.selectedText()


def test_five_wrong_passwords_make_wait_and_others_go_on(
    window: MainWindow, tasks: TaskRunner
) -> None:
    for _ in range(5):
        sign_in(window, tasks, "wrong!")
    view = page(window)
    told, shut = view.hint.text(), view.password.isReadOnly()
    QTest.keyClick(view.password, Qt.Key.Key_Right)
    open_again = view.password.isReadOnly()

    sign_in(window, tasks)

    assert "请等" in told
    assert shut
    assert not open_again
    assert window._operator.login == "auditor"


def test_the_wait_is_told_when_the_person_is_chosen_and_ends(
    window: MainWindow, tasks: TaskRunner
) -> None:
    for _ in range(5):
        sign_in(window, tasks, "wrong!")
    view = page(window)
    view.tiles[1].click()

    view.tiles[0].click()
    settle(tasks, 0.01)
    again = view.password.isReadOnly()
    for _ in range(view.presenter.waiting):
        view.presenter._second_passed()

    assert again
    assert view.hint.text() == "现在可以再试。"
    assert not view.password.isReadOnly()


def test_who_types_before_the_list_of_people_has_come_loses_no_key(
    window: MainWindow, tasks: TaskRunner
) -> None:
    sign_in(window, tasks)
    window.lock()
    view = page(window)
    QTest.keyClicks(view.password, PIN[:3])
    settle(tasks, 0.01)
    QTest.keyClicks(view.password, PIN[3:])

    QTest.keyClick(view.password, Qt.Key.Key_Return)
    settle(tasks, 0.01)

    assert window._operator.login == "worker"
    assert not window.alone


def test_what_was_said_to_one_person_is_not_said_to_the_next(
    window: MainWindow, tasks: TaskRunner
) -> None:
    sign_in(window, tasks, "wrong!")
    view = page(window)

    QTest.keyClick(view.password, Qt.Key.Key_Right)
    settle(tasks, 0.01)
    after_wrong = view.hint.text()
    view.tiles[0].click()
    for _ in range(4):
        sign_in(window, tasks, "wrong!")
    QTest.keyClick(view.password, Qt.Key.Key_Right)
    settle(tasks, 0.01)

    assert after_wrong == view.hint.text() == "输入密码，按 Enter 登录。"


def test_who_has_few_tries_left_is_told_who_sets_a_new_password(
    window: MainWindow, tasks: TaskRunner
) -> None:
    told = []
    for _ in range(3):
        sign_in(window, tasks, "wrong!")
        told.append("请管理员" in page(window).hint.text())

    assert told == [False, False, True]


def test_a_long_wait_is_told_in_minutes(window: MainWindow, tasks: TaskRunner) -> None:
    view = ready(window, tasks)

    view.presenter.waits.emit(1_741)

    assert "请等 30 分钟再试" in view.hint.text()


def test_capitals_and_full_width_are_shown(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = ready(window, tasks)

    QTest.keyClicks(view.password, "a")
    plain = view.keys.text()
    QTest.keyClicks(view.password, "B")
    capitals = view.keys.text()
    view.password.setText("２４６８１０")

    assert plain == ""
    assert "大写锁定" in capitals
    assert "全角" in view.keys.text()


def test_full_width_digits_sign_in(window: MainWindow, tasks: TaskRunner) -> None:
    view = ready(window, tasks)
    view.password.setText("２４６８１０")

    QTest.keyClick(view.password, Qt.Key.Key_Return)
    settle(tasks, 0.01)

    assert window._operator.login == "worker"


def test_who_sat_before_a_screen_that_is_locked_is_noted(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    sign_in(window, tasks)
    before = logged(district, "lock")

    window.lock("auditor")
    ready(window, tasks)

    assert before == []
    assert logged(district, "lock") == [("worker", "worker")]


def test_locking_in_mid_form_keeps_every_key(
    window: MainWindow, tasks: TaskRunner
) -> None:
    sign_in(window, tasks)
    field = fields(desk_of(window))[0]
    field.setFocus()
    QTest.keyClicks(field, "zxm")

    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    view = ready(window, tasks)
    told = view.hint.text()
    sign_in(window, tasks)

    assert told == "已锁屏，正在填写的内容已保存，登录后继续。"
    assert fields(desk_of(window))[0].text() == "zxm"


def test_whoever_comes_in_between_does_not_lose_it(
    window: MainWindow, tasks: TaskRunner
) -> None:
    sign_in(window, tasks)
    fields(desk_of(window))[0].setText("zxm")
    window.lock("auditor")
    first = chosen(ready(window, tasks))
    sign_in(window, tasks)
    seen = window.page_ids

    window.lock("worker")
    sign_in(window, tasks)

    assert first == "auditor"
    assert "service" not in seen
    assert fields(desk_of(window))[0].text() == "zxm"


@pytest.mark.parametrize("key", ["F2", "F3", "1", "2", "K"])
def test_no_key_leads_past_the_lock(
    window: MainWindow, tasks: TaskRunner, key: str
) -> None:
    sign_in(window, tasks)
    window.lock()
    code = getattr(Qt.Key, f"Key_{key}")
    held = Qt.KeyboardModifier.NoModifier if key.startswith("F") else CTRL

    QTest.keyClick(window, code, held)

    assert isinstance(window.page, LockView)
    assert not window.around.palette_box.isVisible()
    assert window.navigate("service") is None


def test_what_is_told_while_locked_waits_in_the_list(
    window: MainWindow, tasks: TaskRunner
) -> None:
    sign_in(window, tasks)
    window.lock()

    window.show_message(Message(Tone.INFO, "张晓明 已登记。"))
    window.toast("已记入")

    assert window.message == ""
    assert not window.around.toast.isVisible()
    assert window.history.texts == ["已记入", "张晓明 已登记。"]


def test_a_certificate_is_verified_without_signing_in(
    window: MainWindow, tasks: TaskRunner
) -> None:
    sign_in(window, tasks)
    window.navigate("verify")
    window.lock()
    ready(window, tasks).verify.click()

    view = window.page
    assert isinstance(view, CertificateView)
    assert not view.presenter.may_issue
    QTest.keyClick(window, Qt.Key.Key_Escape)
    page(window)


def test_a_certificate_before_the_reader_is_verified_at_the_lock(
    window: MainWindow,
) -> None:
    window.scan("CP1:ABC")

    assert isinstance(window.page, CertificateView)


def test_a_person_who_was_closed_meanwhile_is_told(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    from carbon_points.security.people import close_operator  # noqa: PLC0415

    ready(window, tasks)
    close_operator(district, as_of("admin", second="auditor"), "worker")

    sign_in(window, tasks)

    assert "已停用" in page(window).hint.text()


@pytest.mark.parametrize("size", list(TextSize))
def test_it_fits_in_every_size(
    qtbot: QtBot, window: MainWindow, settings: Settings, size: TextSize
) -> None:
    settings.text_size = size
    highest = 810 if size is TextSize.HUGE else 690

    def fits() -> bool:
        least = window.minimumSizeHint()
        return least.width() <= 1366 and least.height() <= highest

    # Lines that are wrapped know their height once they have their width.
    qtbot.waitUntil(fits)


def fields(view: QWidget) -> list[QLineEdit]:
    return [f for f in view.findChildren(QLineEdit) if f.isVisibleTo(view)]
