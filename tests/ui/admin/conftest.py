"""A district in which people sign in, and the program before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from carbon_points.security import passwords
from carbon_points.security.people import set_password
from tests.districts import as_of
from ui import app
from ui.shared import desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

PIN = "246810"


@pytest.fixture(autouse=True)
def _light_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: light)


@pytest.fixture
def district(small: Database) -> Database:
    """Admin, worker and auditor have passwords."""
    set_password(small, as_of(), "admin", PIN)
    set_password(small, as_of("admin"), "worker", PIN)
    set_password(small, as_of("admin"), "auditor", PIN)
    return small


@pytest.fixture
def window(
    qtbot: QtBot,
    application: QApplication,
    settings: Settings,
    tasks: TaskRunner,
    district: Database,
) -> MainWindow:
    """The program as it starts there."""
    del application
    made = app.make_window(settings, tasks)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show_opened(desk.opened(district))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made
