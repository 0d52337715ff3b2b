"""The window with the service desk over a district of a handful of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.audit.service import approve
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import Wanted
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import Hand
from tests.ui.service_desk.tray import Tray
from ui.service_desk import papers_presenter
from ui.shared.dates import today
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow


@pytest.fixture
def seat(
    seated: Callable[[Database, str], MainWindow], tasks: TaskRunner, qtbot: QtBot
) -> Callable[[Database], Hand]:
    """Somebody at the window over a database, by default a worker."""

    def take(db: Database, role: Role = Role.WORKER) -> Hand:
        hand = Hand(seated(db, role), tasks, qtbot)
        hand.wait()
        return hand

    return take


@pytest.fixture
def hand(seat: Callable[[Database], Hand], small: Database) -> Hand:
    """A worker at the desk of the district with a handful of people."""
    return seat(small)


@pytest.fixture
def certified(small: Database) -> Database:
    """The district in which the first resident has an approved drop-off."""
    by = as_of("worker", day=today())
    inputs = {
        "date": today().isoformat(),
        "weighing": "scale",
        "mass_g": 4200,
        "destination": "mixed",
    }
    log(small, by, Wanted("clothing_reuse", person(1), inputs))
    approve(small, as_of(day=today()), "all")
    return small


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Tray:
    """The printer of the page; no name is no printer."""
    made = Tray("激光打印机")
    monkeypatch.setattr(papers_presenter, "Printers", lambda: made.printers)
    return made
