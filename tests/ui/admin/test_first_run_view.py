"""The first-run page: real use, the demo, a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit

from carbon_points.places.queries import own_desk
from carbon_points.security.service import in_set_up_mode
from carbon_points.storage import keys
from carbon_points.storage import unlocking
from tests.ui.windows import to_front
from tests.ui.windows import UNDER_A_BAR
from ui.admin.first_run_presenter import Way
from ui.admin.first_run_view import FirstRunView
from ui.admin.lock_view import LockView
from ui.admin.restore_view import RestoreView
from ui.admin.unlock_view import UnlockView
from ui.shared import desk
from ui.shared.page import Opened
from ui.shared.page import Role
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


@pytest.fixture
def window(
    qtbot: QtBot, program: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """A work place where nothing was begun yet."""
    monkeypatch.setattr(desk, "desk_path", lambda: tmp_path / "new" / "a.db")
    program.show_opened(Opened(None, (), alone="first_run"))
    return to_front(qtbot, program, UNDER_A_BAR)


def page(window: MainWindow) -> FirstRunView:
    shown = window.page
    assert isinstance(shown, FirstRunView)
    return shown


def finish(qtbot: QtBot, window: MainWindow, tasks: TaskRunner) -> None:
    qtbot.waitUntil(lambda: not isinstance(window.page, FirstRunView), timeout=20_000)
    settle(tasks, 0.01)


FIRST = "rides-2026"


def fill(view: FirstRunView) -> None:
    QTest.keyClicks(view.person, "wangfang")
    QTest.keyClick(view.person, Qt.Key.Key_Return)
    for again in (False, True):
        QTest.keyClicks(view.password, FIRST)
        if not again:
            QTest.keyClick(view.password, Qt.Key.Key_Return)


def test_a_name_a_password_and_enter_lead_to_a_usable_desk(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner, tmp_path: Path
) -> None:
    view = page(window)
    view.place.choose("双山街道")
    caret = view.person.hasFocus()
    fill(view)

    QTest.keyClick(view.password, Qt.Key.Key_Return)
    finish(qtbot, window, tasks)

    db: Database = window._opened.handle  # type: ignore[union-attr]
    with db.reading() as session:
        place = own_desk(session)
        assert not in_set_up_mode(session)
    assert caret
    assert window._operator.roles == (Role.WORKER, Role.ADMIN)
    assert window.page_ids[0] == "service"
    assert db.path == tmp_path / "new" / "a.db"
    assert place is not None
    assert place.name == "双山街道服务台"
    db.close()


def test_what_is_missing_is_said_and_nothing_is_lost(window: MainWindow) -> None:
    view = page(window)
    view.begin.click()
    nameless = view._bar.text
    view.person.setText("王芳")
    view.password.setText("12345")

    view.begin.click()

    assert "姓名" in nameless
    assert "至少 8 位" in view._bar.text
    assert view.person.text() == "王芳"
    assert view.password.hasFocus()
    assert not desk.desk_path().exists()


def test_a_password_that_is_easily_tried_out_is_refused(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = page(window)
    view.person.setText("王芳")
    view.password.setText("12345678")

    view.begin.click()
    qtbot.waitUntil(lambda: bool(view._bar.text))

    assert "PASSPHRASE_WEAK" in view._bar._code.text()
    assert not desk.desk_path().exists()


def test_the_demo_is_one_key_and_enter_away(
    qtbot: QtBot,
    window: MainWindow,
    tasks: TaskRunner,
    small: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk, "demo_path", lambda: small.path)
    view = page(window)

    QTest.keyClick(view, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    way = view.way
    QTest.keyClick(view.begin, Qt.Key.Key_Return)
    finish(qtbot, window, tasks)

    assert way is Way.DEMO
    assert window.page_ids[0] == "service"
    window._opened.handle.close()  # type: ignore[union-attr]


def test_a_backup_is_chosen_on_a_page_of_its_own(
    window: MainWindow, tasks: TaskRunner, tmp_path: Path
) -> None:
    view = page(window)
    view.choose(Way.RESTORE)

    QTest.keyClick(view.begin, Qt.Key.Key_Return)
    settle(tasks, 0.01)
    shown = window.page
    assert isinstance(shown, RestoreView)
    target = shown.presenter.target
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert target == tmp_path / "new" / "a.db"
    assert isinstance(window.page, FirstRunView)


def test_the_first_password_is_the_books_first_passphrase(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner
) -> None:
    view = page(window)
    view.remember.setChecked(False)
    fill(view)

    QTest.keyClick(view.password, Qt.Key.Key_Return)
    finish(qtbot, window, tasks)
    db: Database = window._opened.handle  # type: ignore[union-attr]
    db.close()

    salt = unlocking.salt_of(db.path)
    assert unlocking.by_passphrase(db.path, FIRST).salt == salt
    assert keys.remembered(salt) == ""


def test_books_whose_key_is_not_known_here_ask_for_it(
    qtbot: QtBot,
    window: MainWindow,
    district: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    district.close()
    monkeypatch.setattr(desk, "desk_path", lambda: district.path)
    monkeypatch.setattr(keys, "find_key", lambda _salt: None)
    monkeypatch.setattr(keys, "kept_keys", lambda: iter(()))
    window.show_alone("first_run")

    page(window).begin.click()
    qtbot.waitUntil(lambda: isinstance(window.page, UnlockView))

    assert isinstance(window.page, UnlockView)
    assert window.page.presenter.path == district.path


def test_another_place_for_the_data_is_remembered(
    qtbot: QtBot,
    window: MainWindow,
    tasks: TaskRunner,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "盘"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    view = page(window)
    view.moved.click()
    fill(view)

    view.begin.click()
    finish(qtbot, window, tasks)

    assert settings.database == other / "a.db"
    monkeypatch.setattr(desk, "Settings", lambda: settings)
    assert desk.kept_path() == other / "a.db"
    window._opened.handle.close()  # type: ignore[union-attr]


def test_books_that_lie_elsewhere_are_opened_where_they_are(
    qtbot: QtBot,
    window: MainWindow,
    tasks: TaskRunner,
    settings: Settings,
    district: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    district.close()
    kept = district.path.rename(district.path.with_name("a.db"))
    folders = [str(kept.parent), str(kept.parent / "empty")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folders.pop(0))
    view = page(window)

    view.moved.click()
    opens, asks = (
        "打开本机已有的账本" in view.cards[Way.REAL]._note,
        view.person.isVisible(),
    )
    view.moved.click()
    asks_again = view.person.isVisible()
    folders.append(str(kept.parent))
    view.moved.click()
    view.begin.click()
    finish(qtbot, window, tasks)

    assert (opens, asks, asks_again) == (True, False, True)
    assert isinstance(window.page, LockView)
    assert settings.database == kept
    window._opened.handle.close()  # type: ignore[union-attr]


def test_what_is_missing_is_seen_where_the_page_is_low(
    window: MainWindow, tasks: TaskRunner
) -> None:
    window.resize(1150, 520)
    view = page(window)
    view.begin.click()
    settle(tasks, 0.05)

    middle = view.person.mapTo(view._scroll.viewport(), view.person.rect().center())

    assert view._scroll.viewport().rect().contains(middle)


def test_from_the_demo_to_real_use_and_back(
    window: MainWindow, small: Database, tasks: TaskRunner
) -> None:
    found = desk.opened(small)
    demo = Opened(small, found.operators, demo=True, set_up_mode=True)
    window.show_opened(demo)
    window.around.top._real.click()
    view = page(window)
    first = view.way

    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle(tasks, 0.01)

    assert first is Way.REAL
    assert window.page_ids[0] == "service"


def test_books_that_are_there_are_opened_not_made_again(
    qtbot: QtBot,
    window: MainWindow,
    tasks: TaskRunner,
    district: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk, "desk_path", lambda: district.path)
    window.show_alone("first_run")
    view = page(window)
    fields = view.person.isVisible()

    view.begin.click()
    finish(qtbot, window, tasks)

    assert not fields
    assert isinstance(window.page, LockView)


def test_the_password_can_be_looked_at(window: MainWindow) -> None:
    field = page(window).password
    before = field.echoMode()

    field.actions()[0].trigger()

    assert before == QLineEdit.EchoMode.Password
    assert field.echoMode() == QLineEdit.EchoMode.Normal


def test_the_first_run_page_can_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(desk, "kept_path", lambda: tmp_path / "none.db")
    monkeypatch.setenv(desk.NO_DEMO, "1")

    assert desk.open_desk().alone == "first_run"
