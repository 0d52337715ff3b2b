"""The unlock page: a passphrase, printed halves or a key file open the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from carbon_points.storage import keys
from carbon_points.storage.engine import open_database
from carbon_points.storage.keys import Protection
from tests.districts import as_of
from tests.ui.windows import to_front
from tests.ui.windows import UNDER_A_BAR
from ui.admin.key_work import KeyWay
from ui.admin.lock_view import LockView
from ui.admin.restore_view import RestoreView
from ui.admin.unlock_view import UnlockView
from ui.shared import desk
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration folder of somebody who keeps no key yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(keys, "_held", {})
    return tmp_path


@pytest.fixture
def window(qtbot: QtBot, program: MainWindow, district: Database) -> MainWindow:
    """The program where books cannot be opened for want of their key."""
    district.close()
    error = DatabaseUnusableError("DB_NO_KEY", path=str(district.path))
    program.show_unopened(error)
    return to_front(qtbot, program, UNDER_A_BAR)


def page(window: MainWindow) -> UnlockView:
    shown = window.page
    assert isinstance(shown, UnlockView)
    return shown


def halves(path: Path) -> tuple[str, str]:
    with open_database(path) as db:
        return keys.recovery_key(db)


def close(window: MainWindow) -> None:
    window._opened.handle.close()  # type: ignore[union-attr]


def test_the_passphrase_has_the_caret_and_nothing_else_is_shown(
    window: MainWindow, district: Database
) -> None:
    view = page(window)

    assert view.form.passphrase.hasFocus()
    assert not window.around.rail.isVisible()
    assert view.where.accessibleName() == str(district.path)


def test_a_passphrase_opens_the_books_and_is_remembered(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner, elsewhere: Path
) -> None:
    path = elsewhere / "own" / "desk.db"
    protection = Protection("correct horse", remember=False)
    found(path, as_of(), Founding(protection=protection)).close()
    keys._held.clear()
    view = page(window)
    view.arrive(path=str(path))
    QTest.keyClicks(view.form.passphrase, "correct")
    QTest.keyClick(view.form.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.form.bar.text))
    wrong = view.form.bar.text

    QTest.keyClicks(view.form.passphrase, "correct horse")
    QTest.keyClick(view.form.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isinstance(window.page, UnlockView), timeout=20_000)
    settle(tasks, 0.01)

    assert "口令" in wrong
    assert keys.remembered(window._opened.handle.vault.salt)  # type: ignore[union-attr]
    close(window)


def test_capitals_and_full_width_letters_are_said_below_the_passphrase(
    window: MainWindow,
) -> None:
    view = page(window)
    said = view.form._letters
    view.form.passphrase.setText("ａ")
    wide = said.text()
    view.form.passphrase.clear()

    QTest.keyClicks(view.form.passphrase, "B")

    assert "全角" in wide
    assert "大写锁定" in said.text()
    assert said.isVisible()


def test_printed_halves_open_them_without_being_kept(
    qtbot: QtBot,
    window: MainWindow,
    tasks: TaskRunner,
    district: Database,
    request: pytest.FixtureRequest,
) -> None:
    first, second = halves(district.path)
    request.getfixturevalue("elsewhere")
    view = page(window)
    view.form.remember.setChecked(False)
    view.scan(first)
    QTest.keyClicks(view.form.halves[1].edit, second.lower().replace("-", ""))

    way = view.form.way
    QTest.keyClick(view.form.halves[1].edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page, LockView), timeout=20_000)
    settle(tasks, 0.01)

    assert way is KeyWay.HALVES
    assert keys.remembered(district.vault.salt) == ""
    close(window)


def test_a_letter_that_was_misread_is_said_at_once(
    window: MainWindow, district: Database
) -> None:
    first, _ = halves(district.path)
    wrong = ("A" if first[0] != "A" else "B") + first[1:]
    field = page(window).form.halves[0]

    field.edit.setText(first[:9])
    few = field.state.text()
    field.edit.setText(wrong)
    misread = field.state.text()
    field.edit.setText(first)

    assert "24" in few
    assert "读错" in misread
    assert field.is_whole


def test_a_key_file_opens_them(
    qtbot: QtBot,
    window: MainWindow,
    district: Database,
    elsewhere: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = elsewhere / "away.key"
    keys.keep_key(keys.Key(district.vault.key, bytes(16)), file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    view = page(window)
    view.form.choose(KeyWay.FILE)
    view.form.open.click()
    missing = view.form.bar.text
    view.form.pick.click()

    view.form.open.click()
    qtbot.waitUntil(lambda: isinstance(window.page, LockView), timeout=20_000)

    assert "密钥文件" in missing
    close(window)


def test_another_files_key_is_refused(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "foreign.key"
    keys.keep_key(keys.Key(bytes(32), bytes(16)), file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    view = page(window)
    view.form.choose(KeyWay.FILE)
    view.form.pick.click()

    view.form.open.click()
    qtbot.waitUntil(lambda: bool(view.form.bar.text))

    assert "DB_WRONG_KEY" in view.form.bar._code.text()
    assert view.form.open.isEnabled()


def test_a_damaged_key_file_is_told_where_the_key_is_asked_for(
    window: MainWindow,
) -> None:
    window.show_unopened(DatabaseUnusableError("KEY_FILE_DAMAGED", key_file="a.key"))

    assert "a.key" in page(window).form.bar.text


def test_who_has_no_key_at_all_restores_or_verifies(window: MainWindow) -> None:
    page(window).backup.click()
    restoring = window.page
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert isinstance(restoring, RestoreView)
    assert isinstance(window.page, UnlockView)
    page(window).verify.click()
    assert not isinstance(window.page, UnlockView)


def test_books_that_were_unlocked_are_kept_up_like_others(
    window: MainWindow, district: Database
) -> None:
    opened: list[object] = []
    window.books_opened.connect(lambda found: opened.append(found.handle))

    window.show_opened(desk.opened(district))

    assert opened == [district]
