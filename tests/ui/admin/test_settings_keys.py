"""The keys section: passphrase, remembering, printed halves, a new key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from carbon_points.security import file_keys
from carbon_points.storage import keys
from carbon_points.storage import unlocking
from carbon_points.storage.keys import Protection
from tests.districts import as_of
from tests.ui.windows import to_front
from ui.admin import settings_keys
from ui.admin.restore_view import RestoreView
from ui.admin.settings_keys import KeysSection
from ui.admin.settings_view import SettingsView
from ui.shared import desk
from ui.shared.page import Role
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow

PHRASE = "correct horse battery"


@pytest.fixture
def window(
    qtbot: QtBot, program: MainWindow, district: Database, tasks: TaskRunner
) -> MainWindow:
    """The settings, with an administrator before them."""
    opened = desk.opened(district)
    admin = next(one for one in opened.operators if Role.ADMIN in one.roles)
    program.enter(opened, admin)
    program.navigate("settings", section="keys")
    to_front(qtbot, program)
    settle(tasks, 0.01)
    return program


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the one question said; it is answered with yes."""
    said: list[str] = []

    def goes_on(_window: object, reason: object, *_verbs: str) -> bool:
        said.append(str(getattr(reason, "whole", "")))
        return True

    monkeypatch.setattr(settings_keys, "goes_on", goes_on)
    return said


def section(window: MainWindow) -> KeysSection:
    page = window.page
    assert isinstance(page, SettingsView)
    return next(one for one in page.sections if isinstance(one, KeysSection))


def set_phrase(view: KeysSection, tasks: TaskRunner, *words: str) -> None:
    view.change.click()
    form = view.form
    fields = (form.present, form.fresh, form.again)
    for field, text in zip(fields[-len(words) :], words, strict=True):
        QTest.keyClicks(field, text)
    QTest.keyClick(form.again, Qt.Key.Key_Return)
    settle(tasks, 0.01)


def test_a_random_key_is_told_until_its_halves_are_printed(
    window: MainWindow, tasks: TaskRunner, district: Database, asked: list[str]
) -> None:
    view = section(window)
    before = view.state.text()

    view.print_sheets.click()
    settle(tasks, 0.05)

    print_ = keys.fingerprint(district.vault.salt)
    assert print_ in before
    assert "还没有打印" in before
    assert "操作日志" in asked[0]
    assert "上次打印" in view.state.text()
    assert view._drawer is not None
    assert view._drawer.isVisible()


def test_the_first_passphrase_needs_no_present_one_and_opens_the_file(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    view = section(window)

    set_phrase(view, tasks, PHRASE, PHRASE)

    assert "重新打印恢复密钥" in view.bar.text
    assert not view.form.isVisible()
    district.close()
    salt = unlocking.salt_of(district.path)
    assert unlocking.by_passphrase(district.path, PHRASE).salt == salt


def test_the_window_goes_on_with_the_new_key(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = section(window)
    set_phrase(view, tasks, PHRASE, PHRASE)

    window.navigate("participants")
    settle(tasks, 0.01)

    assert window.message == ""
    assert "口令保护" in view.state.text()


def test_two_that_differ_and_a_wrong_present_one_are_said_in_the_form(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = section(window)
    set_phrase(view, tasks, PHRASE, PHRASE + "x")
    differ = view.form.bar.text
    view.form.leave.click()
    set_phrase(view, tasks, PHRASE, PHRASE)

    set_phrase(view, tasks, "not the present", PHRASE + "2", PHRASE + "2")

    assert "不一样" in differ
    assert "PASSPHRASE_WRONG" in view.form.bar._code.text()
    assert view.form.fresh.text() == PHRASE + "2"


def test_a_key_that_nothing_else_would_replace_stays_here(
    window: MainWindow, tasks: TaskRunner
) -> None:
    view = section(window)
    answers = view.keeping._answers

    answers[False].click()
    settle(tasks, 0.01)

    assert "KEY_ONLY_HERE" in view.bar._code.text()
    assert answers[True].isChecked()


def test_a_file_with_a_passphrase_need_not_be_remembered(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    view = section(window)
    set_phrase(view, tasks, PHRASE, PHRASE)

    view.keeping._answers[False].click()
    settle(tasks, 0.01)
    gone = keys.remembered(district.vault.salt)
    view.keeping._answers[True].click()
    settle(tasks, 0.01)

    assert gone == ""
    assert keys.remembered(district.vault.salt) == "file"


def test_the_halves_are_saved_as_two_files(
    window: MainWindow,
    tasks: TaskRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "纸"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    view = section(window)

    view.save_sheets.click()
    settle(tasks, 0.01)

    assert len(list(folder.glob("*.pdf"))) == 2
    assert "分开保管" in view.bar.text


def test_halves_that_could_not_be_written_do_not_count_as_printed(
    window: MainWindow,
    tasks: TaskRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = tmp_path / "no folder"
    there.write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(there))
    view = section(window)

    view.save_sheets.click()
    settle(tasks, 0.01)

    assert view.bar.text
    assert "还没有打印" in view.state.text()


def test_a_new_key_leaves_the_old_one_for_old_backups(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    before = district.vault.salt
    view = section(window)

    view.rotate.click()
    settle(tasks, 0.01)

    assert district.vault.salt != before
    assert keys.fingerprint(before) in view.bar.text
    assert keys.remembered(before) == "file"


def test_who_encrypts_the_books_is_told_that_older_backups_are_open(
    window: MainWindow, district: Database
) -> None:
    done = file_keys.rotate_key(district, as_of("admin"), keys.RANDOM)

    section(window).presenter.changed.emit(replace(done, was_encrypted=False))

    said = section(window).bar.text
    assert "以前的备份没有加密" in said
    assert done.now.fingerprint in said


def test_with_a_passphrase_a_new_key_asks_for_it(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    words = Protection("绿水青山 2026")
    admin = window._operator
    assert admin is not None
    file_keys.change_passphrase(district, as_of(admin.login), "", words)
    before = district.vault.salt
    view = section(window)
    view.presenter.load()
    settle(tasks, 0.01)

    view.rotate.click()
    settle(tasks, 0.01)

    assert not view.form.isHidden()
    assert district.vault.salt == before


def test_the_restore_page_is_reached_by_the_administrator(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    operator = window._operator

    section(window).restore.click()
    settle(tasks, 0.01)

    page = window.page
    assert isinstance(page, RestoreView)
    assert page.presenter.operator == operator
    assert page.presenter.target == district.path


def test_others_do_not_see_the_section(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    opened = desk.opened(district)
    worker = next(one for one in opened.operators if one.roles == (Role.WORKER,))

    window.enter(opened, worker)
    window.navigate("settings")
    settle(tasks, 0.01)

    page = window.page
    assert isinstance(page, SettingsView)
    assert "keys" not in [one.name for one in page.sections]
