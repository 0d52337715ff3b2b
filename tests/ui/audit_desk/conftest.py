"""The window with the audit page over a handful of waiting actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.districts import AS_OF
from ui.app import make_window
from ui.audit_desk.audit_view import AuditView
from ui.audit_desk.queue_view import QueueView
from ui.shared.desk import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


@pytest.fixture
def busy(small: Database, tmp_path: Path) -> Database:
    """Three rides and two bags of clothing wait, one of them unusually heavy."""
    rides = [Ride(f"A{n}", person=n) for n in (1, 2, 3)]
    drops = [Drop(person=1), Drop(person=2, grams=24_000)]
    take(small, rides_file(tmp_path, rides), drops_file(tmp_path, drops))
    return small


@pytest.fixture
def wait(tasks: TaskRunner, qtbot: QtBot) -> Callable[[], None]:
    """Wait until everything has been answered and shown."""

    def until_quiet() -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not tasks.busy)
            qtbot.wait(1)

    return until_quiet


@pytest.fixture
def seat(
    settings: Settings, tasks: TaskRunner, qtbot: QtBot, wait: Callable[[], None]
) -> Iterator[Callable[..., MainWindow]]:
    """An auditor who looks at the queue of a database."""
    windows = []

    def take_seat(db: Database, login: str = "auditor") -> MainWindow:
        window = make_window(settings, tasks)
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        whole = opened(db)
        auditor = next(o for o in whole.operators if o.login == login)
        window.enter(whole, auditor)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        shown = window.navigate("audit")
        assert isinstance(shown, AuditView)
        page = shown.leaf
        assert isinstance(page, QueueView)
        page.presenter.today = lambda: AS_OF
        page.presenter.refresh()
        wait()
        return window

    yield take_seat
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(seat: Callable[..., MainWindow], busy: Database) -> MainWindow:
    """The auditor's window over what waits."""
    return seat(busy)


@pytest.fixture
def page(window: MainWindow) -> QueueView:
    """The page in it."""
    assert isinstance(window.page, AuditView)
    assert isinstance(window.page.leaf, QueueView)
    return window.page.leaf
