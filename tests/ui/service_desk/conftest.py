"""The window with the service desk over a district of a handful of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.service_desk.hand import Hand
from ui.app import make_window
from ui.shared.desk import opened
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings


@pytest.fixture
def seat(
    settings: Settings, tasks: TaskRunner, qtbot: QtBot
) -> Iterator[Callable[[Database], Hand]]:
    """Somebody at the window over a database, by default a worker."""
    windows = []

    def take(db: Database, role: Role = Role.WORKER) -> Hand:
        window = make_window(settings, tasks)
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        whole = opened(db)
        operator = next(o for o in whole.operators if role in o.roles)
        window.enter(whole, operator)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        hand = Hand(window, tasks, qtbot)
        hand.wait()
        return hand

    yield take
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def hand(seat: Callable[[Database], Hand], small: Database) -> Hand:
    """A worker at the desk of the district with a handful of people."""
    return seat(small)
