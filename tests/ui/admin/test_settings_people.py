"""Settings of people, passwords, devices and data, as somebody uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.security.service import operators
from carbon_points.security.sign_in import sign_in
from tests.ui.admin.conftest import PIN
from ui.admin.lock_view import LockView
from ui.admin.settings_data import DataSection
from ui.admin.settings_devices import DevicesSection
from ui.admin.settings_people import PeopleSection
from ui.admin.settings_security import SecuritySection
from ui.admin.settings_view import SettingsView
from ui.shared import desk
from ui.shared.desk import seats
from ui.shared.page import Role
from ui.shared.pictures import settle
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.admin.reader_test import KeyBox
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

T = TypeVar("T", bound=QWidget)
NOW = 1_790_000_000


def seat(window: MainWindow, tasks: TaskRunner, login: str) -> SettingsView:
    """Somebody is signed in and looks at the settings."""
    assert window._opened is not None
    books = window._opened.handle
    person = next(one for one in seats(books) if one.login == login)
    window.enter(window._opened, person)
    window.navigate("settings")
    settle(tasks, 0.01)
    assert isinstance(window.page, SettingsView)
    return window.page


def section(view: SettingsView, kind: type[T]) -> T:
    return next(one for one in view.sections if isinstance(one, kind))


def press(inside: QWidget, name: str) -> None:
    buttons = inside.findChildren(Button)
    next(b for b in buttons if b.accessibleName() == name).click()


def twice(field: QLineEdit, password: str, act: Button) -> None:
    """Type a new password, and once more when that is asked for."""
    for _ in range(2):
        field.setText(password)
        act.click()


def sign(people: PeopleSection) -> None:
    people.form.signature.setText(PIN)


def test_only_an_administrator_sees_the_people(
    window: MainWindow, tasks: TaskRunner
) -> None:
    worker = seat(window, tasks, "worker")
    of_worker = [one.name for one in worker.sections]

    admin = seat(window, tasks, "admin")

    assert "people" not in of_worker
    assert [one.name for one in admin.sections] == [
        "display",
        "devices",
        "people",
        "security",
        "data",
        "backup",
        "keys",
        "signing",
        "retention",
        "about",
    ]


def test_somebody_is_taken_on_with_an_auditor_signing(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    people.add.click()
    people.form.login.setText("wang")
    people.form.name.setText("王芳")
    sign(people)

    twice(people.form.password, "135790", people.form.save)
    settle(tasks, 0.01)

    assert sign_in(district, "wang", "135790", NOW).display_name == "王芳"
    assert people.form.isHidden()
    assert "已保存：王芳" in window.around.toast.text


def test_a_wrong_signature_keeps_what_was_typed(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    people.add.click()
    people.form.login.setText("wang")
    people.form.signature.setText("wrong!")

    people.form.save.click()
    settle(tasks, 0.01)

    assert "密码不对" in people.bar.text
    assert people.form.login.text() == "wang"
    assert "wang" not in [one.login for one in seats(district)]


def test_roles_change_and_an_auditor_takes_no_other(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    press(people, "修改 社区工作人员")
    people.form.roles[Role.AUDITOR].setChecked(True)
    sign(people)
    people.form.save.click()
    settle(tasks, 0.01)
    refused = people.bar.text
    people.form.roles[Role.AUDITOR].setChecked(False)
    people.form.roles[Role.ADMIN].setChecked(True)

    people.form.save.click()
    settle(tasks, 0.01)

    with district.reading() as session:
        worker = next(one for one in operators(session) if one.name == "worker")
    assert "审核员不能兼任" in refused
    assert worker.roles == {"worker", "admin"}


def test_a_password_is_reset_and_somebody_closed_and_taken_back(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    press(people, "设密码 社区工作人员")
    sign(people)
    twice(people.form.password, "579135", people.form.save)
    settle(tasks, 0.01)
    press(people, "停用此人 社区工作人员")
    sign(people)
    people.form.save.click()
    settle(tasks, 0.01)
    closed = [one.login for one in seats(district)]

    press(people, "恢复 社区工作人员")
    sign(people)
    people.form.save.click()
    settle(tasks, 0.01)

    assert "worker" not in closed
    assert sign_in(district, "worker", "579135", NOW).name == "worker"


def test_enter_leads_through_the_form_and_esc_closes_it(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    people.add.click()
    form = people.form
    for text in ("wang", "王芳"):
        here = window.focusWidget()
        assert isinstance(here, QLineEdit)
        here.setText(text)
        QTest.keyClick(here, Qt.Key.Key_Return)
    last = window.focusWidget()

    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert (form.login.text(), form.name.text()) == ("wang", "王芳")
    assert last is form.password
    assert form.isHidden()
    assert people.add.hasFocus()
    assert "wang" not in [one.login for one in seats(district)]


def test_who_is_closed_is_closed_by_a_button_that_says_so(
    window: MainWindow, tasks: TaskRunner
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    verbs = {}
    for name in ("停用此人", "修改"):
        press(people, f"{name} 社区工作人员")
        save = people.form.save
        verbs[name] = save.accessibleName(), save.property("kind")

    assert verbs == {"停用此人": ("停用此人", "danger"), "修改": ("保存", "primary")}


def test_a_form_that_opens_below_the_edge_is_scrolled_into_view(
    window: MainWindow, tasks: TaskRunner
) -> None:
    window.resize(1366, 690)
    view = seat(window, tasks, "admin")
    people = section(view, PeopleSection)

    people.add.click()
    settle(tasks, 0.05)

    for part in (people.form.login, people.form.save):
        middle = part.mapTo(view._scroll.viewport(), part.rect().center())
        assert view._scroll.viewport().rect().contains(middle)


def test_the_first_password_ends_set_up_mode_and_locks(
    program: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    program.show_opened(desk.opened(small))
    program.show()
    people = section(seat(program, tasks, "admin"), PeopleSection)
    press(people, "设密码 系统管理员")

    twice(people.form.password, PIN, people.form.save)
    settle(tasks, 0.01)

    assert isinstance(program.page, LockView)
    assert [one.login for one in seats(small)] == ["admin"]


def test_ones_own_password_changes_after_the_present_one(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    safety = section(seat(window, tasks, "worker"), SecuritySection)
    safety.present.setText("wrong!")
    twice(safety.fresh, "864200", safety.change)
    settle(tasks, 0.01)
    refused = safety.bar.text
    safety.present.setText(PIN)

    safety.change.click()
    settle(tasks, 0.01)

    assert "密码不对" in refused
    assert sign_in(district, "worker", "864200", NOW).name == "worker"
    assert safety.present.text() == ""


def test_the_lock_time_is_in_force_at_once_and_can_be_reset(
    window: MainWindow, tasks: TaskRunner, settings: Settings
) -> None:
    safety = section(seat(window, tasks, "worker"), SecuritySection)

    press(safety, "自动锁屏：10 分钟")
    minutes, running = settings.lock_minutes, window._idle.interval()
    assert safety.reset is not None
    safety.reset.click()

    assert (minutes, running) == (10, 600_000)
    assert settings.lock_minutes == 5


def test_printer_paper_and_folder_are_remembered(
    window: MainWindow,
    tasks: TaskRunner,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "ui.admin.settings_devices.printer_names", lambda: ["柜台热敏", "办公室"]
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    devices = section(seat(window, tasks, "worker"), DevicesSection)

    devices.printer.setCurrentIndex(2)
    devices.printer.activated.emit(2)
    press(devices, "凭条纸张：A5 单页")
    devices.choose.click()
    kept = settings.printer, settings.slip_size, settings.photo_folder
    assert devices.reset is not None
    devices.reset.click()

    assert kept == ("办公室", "a5", tmp_path)
    assert (settings.printer, settings.slip_size) == ("", "80mm")
    assert settings.photo_folder is None


def test_the_reader_test_tells_a_reader_from_a_hand(qtbot: QtBot) -> None:
    clock = [1_000_000]

    def tick() -> int:
        clock[0] += 4
        return clock[0]

    view = DevicesTest(qtbot, tick)
    QTest.keyClicks(view.box, "370181199001018817")
    quick = view.test.verdict.text()
    view.test.scanned("370181199001018817")
    sound = view.test.verdict.text()
    clock[0] += 200
    QTest.keyClicks(view.box, "1")

    assert "等待回车" in quick
    assert "读卡器正常：收到 18 个字符，最长间隔 4 毫秒" in sound
    assert "像是手工输入：最长间隔 204 毫秒" in view.test.verdict.text()
    assert "1 +204" in view.test.raw.toPlainText()
    view.test.clear()
    assert view.test.keys == []


class DevicesTest:
    """The reader's box alone, with a clock of its own."""

    def __init__(self, qtbot: QtBot, clock: object) -> None:
        from ui.admin.reader_test import ReaderTest  # noqa: PLC0415

        self.test = ReaderTest(clock)  # type: ignore[arg-type]
        qtbot.addWidget(self.test)
        self.test.show()

    @property
    def box(self) -> KeyBox:
        return self.test.box


def test_a_scan_on_the_page_goes_to_the_test_box(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = seat(window, tasks, "worker")

    window.scan("370181199001018817")

    assert "读卡器正常" in section(view, DevicesSection).reader.verdict.text()


def test_the_place_of_the_data_and_its_room_are_told(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    data = section(seat(window, tasks, "worker"), DataSection)

    assert "磁盘剩余" in data.told.text()
    assert str(district.path) == data.place.text()


def test_another_page_can_lead_to_a_section(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner
) -> None:
    view = seat(window, tasks, "admin")
    view.search.setText("打印机")

    window.navigate("settings", section="data")

    bar = view._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert view.search.text() == ""
    assert [c.title for c in view.commands()][:2] == ["显示", "设备"]
