"""The restore page: found, proven, compared, replaced, and the way back."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.crediting.desk import log
from carbon_points.integrity import putting_back
from carbon_points.integrity import restore_finding
from carbon_points.storage import keys
from carbon_points.storage.backup import backup
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import set_aside
from tests.deeds import drop_form
from tests.districts import as_of
from tests.ui.windows import to_front
from tests.ui.windows import UNDER_A_BAR
from ui.admin import restore_view
from ui.admin.key_work import KeyWay
from ui.admin.lock_view import LockView
from ui.admin.restore_view import RestoreView
from ui.shared import desk
from ui.shared.background import Lane
from ui.shared.page import Opened
from ui.shared.page import Role
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.messages import Message
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

Asked = list["Message"]


@pytest.fixture(autouse=True)
def _no_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore_finding, "volumes", lambda: iter(()))


@pytest.fixture
def books(district: Database, settings: Settings) -> Path:
    """Books with passwords and a backup; three actions were logged after it."""
    backup(district)
    for grams in (4_001, 4_002, 4_003):
        log(district, as_of("worker"), drop_form(1, grams))
    district.close()
    settings.database = district.path
    return district.path


@pytest.fixture
def window(qtbot: QtBot, program: MainWindow) -> MainWindow:
    """A window with nothing open."""
    program.show_opened(Opened(None, (), alone="first_run"))
    return to_front(qtbot, program, UNDER_A_BAR)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], Asked]:
    """Says what the one question is answered with; what was asked is kept."""

    def answer(go: bool) -> Asked:  # noqa: FBT001  (the answer itself)
        asked: Asked = []

        def goes_on(_window: object, reason: Message, *_verbs: str) -> bool:
            asked.append(reason)
            return go

        monkeypatch.setattr(restore_view, "goes_on", goes_on)
        return asked

    return answer


def page(window: MainWindow) -> RestoreView:
    shown = window.page
    assert isinstance(shown, RestoreView)
    return shown


def arrive(window: MainWindow, tasks: TaskRunner, **kwargs: object) -> RestoreView:
    window.show_alone("restore", back="" if kwargs else "first_run", **kwargs)
    settle(tasks, 0.01)
    return page(window)


def go_on(view: RestoreView, tasks: TaskRunner) -> None:
    """Compare what is chosen, or replace the books by what was compared."""
    view.go.click()
    settle(tasks, 0.01)


def sit(window: MainWindow, path: Path) -> None:
    """The administrator has signed in to the books."""
    opened = window._opened
    if opened is None or opened.handle is None:
        opened = desk.open_file(path)
    admin = next(one for one in opened.operators if Role.ADMIN in one.roles)
    window.show_opened(opened)
    window.enter(opened, admin)


def compared(
    window: MainWindow, tasks: TaskRunner, books: Path, **more: object
) -> RestoreView:
    """What the administrator of the books sees before anything is replaced."""
    sit(window, books)
    view = arrive(window, tasks, operator=window._operator, **more)
    go_on(view, tasks)
    return view


def close(window: MainWindow) -> None:
    window._opened.handle.close()  # type: ignore[union-attr]


def actions(path: Path) -> int:
    with open_database(path) as db, db.reading() as session:
        counted = session.connection().exec_driver_sql("SELECT COUNT(*) FROM action")
        return int(counted.scalar() or 0)


def test_what_was_found_is_offered_and_compared_with_the_focus_on_keeping(
    window: MainWindow, tasks: TaskRunner, books: Path
) -> None:
    view = arrive(window, tasks)
    offered = [card.text() for card in view.cards]

    go_on(view, tasks)

    assert len(offered) == 1
    assert view.keep.hasFocus()
    assert "少 3 笔、0 人" in view.verdict.text()
    assert actions(books) == 3


def test_nobody_who_has_not_signed_in_replaces_sound_books(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    answers: Callable[[bool], Asked],
) -> None:
    answers(True)
    view = arrive(window, tasks)
    go_on(view, tasks)

    go_on(view, tasks)

    assert "管理员" in view.bar.text
    assert actions(books) == 3
    assert set_aside(books) == ()


def test_an_administrator_replaces_them_and_can_take_it_back(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    answers: Callable[[bool], Asked],
) -> None:
    asked = answers(True)
    view = compared(window, tasks, books)
    go_on(view, tasks)
    restored = isinstance(window.page, LockView), actions(books)

    sit(window, books)
    view = arrive(window, tasks, operator=window._operator)
    aside = next(card for card in view.cards if card.found.is_aside)
    aside.click()
    go_on(view, tasks)
    gained = view.verdict.text()
    go_on(view, tasks)

    assert restored == (True, 0)
    assert [reason.code for reason in asked] == ["M40", "M40"]
    assert "什么也不少" in gained
    assert isinstance(window.page, LockView)
    assert actions(books) == 3
    close(window)


def test_keeping_leads_back_to_the_settings_with_everything_as_it_was(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    answers: Callable[[bool], Asked],
) -> None:
    asked = answers(False)
    view = compared(window, tasks, books)
    view.go.click()
    stayed = window.page is view

    QTest.keyClick(view.keep, Qt.Key.Key_Return)
    settle(tasks, 0.01)

    assert stayed
    assert len(asked) == 1
    assert window._stack.current_id == "settings"
    assert actions(books) == 3
    close(window)


def test_a_restore_that_fails_leaves_the_books_and_a_way_back(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    answers: Callable[[bool], Asked],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatabaseUnusableError("DB_DISK_FULL", path=str(books))

    answers(True)
    view = compared(window, tasks, books)
    monkeypatch.setattr(putting_back, "put_back", full)
    go_on(view, tasks)
    said = view.bar._code.text()

    view.back.click()
    settle(tasks, 0.01)

    assert said == "DB_DISK_FULL"
    assert isinstance(window.page, LockView)
    assert actions(books) == 3
    close(window)


def test_a_restore_of_the_demo_does_not_become_the_work_place(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    settings: Settings,
    answers: Callable[[bool], Asked],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk, "demo_path", lambda: books)
    settings.database = None
    answers(True)
    view = compared(window, tasks, books, target=books)

    go_on(view, tasks)

    assert isinstance(window.page, LockView)
    assert settings.database is None
    assert actions(books) == 0
    close(window)


def test_an_idle_administrator_is_locked_out_of_the_page(
    window: MainWindow, tasks: TaskRunner, books: Path
) -> None:
    sit(window, books)
    arrive(window, tasks, operator=window._operator)

    window.lock()

    assert isinstance(window.page, LockView)
    settle(tasks, 0.01)
    close(window)


def test_on_a_new_computer_the_key_is_asked_for_and_the_books_open(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with open_database(books) as db:
        first, second = keys.recovery_key(db)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(keys, "_held", {})
    stick = next(books.parent.glob("backups/*"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stick), ""))
    target = tmp_path / "new" / "a.db"
    view = arrive(window, tasks, target=target)
    empty = view._nothing.isVisible(), view.go.isVisible()
    view.pick.click()
    settle(tasks, 0.01)
    asked = view.form.isVisible(), view.form.passphrase.hasFocus()
    view.form.choose(KeyWay.HALVES)
    view.scan(first)
    view.scan(second)

    view.form.open.click()
    settle(tasks, 0.01)
    verdict = view.verdict.text()
    go_on(view, tasks)

    assert empty == (True, True)
    assert asked == (True, True)
    assert "不会丢失" in verdict
    assert isinstance(window.page, LockView)
    assert keys.remembered(window._opened.handle.vault.salt) == "file"  # type: ignore[union-attr]
    assert actions(target) == 0
    close(window)


def test_a_wrong_key_is_said_where_it_was_typed(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(keys, "_held", {})
    view = arrive(window, tasks)
    go_on(view, tasks)
    QTest.keyClicks(view.form.passphrase, "not this one")

    QTest.keyClick(view.form.passphrase, Qt.Key.Key_Return)
    settle(tasks, 0.01)

    assert "口令" in view.form.bar.text
    assert view.form.passphrase.hasFocus()
    assert books.exists()


def test_books_that_cannot_be_read_are_replaced_by_anybody(
    window: MainWindow,
    tasks: TaskRunner,
    books: Path,
    answers: Callable[[bool], Asked],
) -> None:
    asked = answers(True)
    books.write_bytes(bytes(16) + books.read_bytes()[16:9_000])
    view = arrive(window, tasks)
    go_on(view, tasks)
    verdict = view.verdict.text()

    go_on(view, tasks)

    assert "DB_DAMAGED" in verdict
    assert asked[0].code == "DB_DAMAGED"
    assert isinstance(window.page, LockView)
    assert len(set_aside(books)) == 1
    close(window)


def test_a_damaged_backup_is_told_and_another_can_be_chosen(
    window: MainWindow, tasks: TaskRunner, books: Path
) -> None:
    file = next(books.parent.glob("backups/*"))
    content = bytearray(file.read_bytes())
    content[9_000] ^= 1
    file.write_bytes(content)
    view = arrive(window, tasks)

    go_on(view, tasks)

    assert "BACKUP_DAMAGED" in view.bar._code.text()
    assert view._choosing.isVisible()
    assert view.go.isEnabled()


def test_escape_stops_what_runs_then_goes_back_step_by_step(
    window: MainWindow, tasks: TaskRunner, books: Path
) -> None:
    del books
    view = arrive(window, tasks)
    first = Event()
    tasks.start(lambda _progress: first.wait(10), lane=Lane.LONG)
    view.go.click()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    first.set()
    settle(tasks, 0.01)
    stopped = view.presenter.seen, view.go.isEnabled()
    go_on(view, tasks)

    QTest.keyClick(window, Qt.Key.Key_Escape)
    choosing = view._choosing.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert stopped == (None, True)
    assert choosing
    assert window._alone == "first_run"


def test_another_look_keeps_who_is_here_and_where_it_goes(
    window: MainWindow, tasks: TaskRunner, books: Path
) -> None:
    sit(window, books)
    arrive(window, tasks, operator=window._operator)

    window._rebuild()
    settle(tasks, 0.01)

    view = page(window)
    assert view.presenter.operator == window._operator
    assert view.back.isVisible()
    assert view.presenter.target == books
    close(window)
