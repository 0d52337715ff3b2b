"""A district in which people sign in, and the program before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from carbon_points.security import passwords
from carbon_points.security.people import set_password
from tests.districts import as_of
from tests.ui.windows import to_front
from ui.shared import desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
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
def window(qtbot: QtBot, program: MainWindow, district: Database) -> MainWindow:
    """The program as it starts there."""
    program.show_opened(desk.opened(district))
    return to_front(qtbot, program)
