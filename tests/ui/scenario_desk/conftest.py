"""The window with the scenario page over a handful of approved actions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from carbon_points.audit.service import approve
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.districts import as_of
from tests.districts import copied
from tests.ui.scenario_desk.page import Page
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow

DAYS = (dt.date(2026, 3, 2), dt.date(2026, 5, 4), dt.date(2026, 6, 1))


@pytest.fixture(scope="session")
def lively_district(
    small_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Rides and clothing of three months, all but the last file approved."""
    folder = tmp_path_factory.mktemp("lively")
    with copied(small_district, folder / "copy") as db:
        rides = [Ride(f"A{n}", person=n) for n in range(1, 7)]
        drops = [Drop(person=n, day=day) for n in range(1, 7) for day in DAYS]
        take(db, rides_file(folder, rides), drops_file(folder, drops))
        approve(db, as_of(), "all")
        take(db, rides_file(folder, [Ride("B1", start=Ride("").start + 7200)]))
    return folder / "copy"


@pytest.fixture
def lively(lively_district: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it."""
    with copied(lively_district, tmp_path / "copy") as db:
        yield db


@pytest.fixture
def seat(
    seated: Callable[[Database, str], MainWindow], wait: Callable[[], None]
) -> Callable[[Database, Role], Page]:
    """Somebody who looks at the scenarios of a database."""

    def take_seat(db: Database, role: Role = Role.AUDITOR) -> Page:
        return Page(seated(db, role), wait)

    return take_seat


@pytest.fixture
def page(seat: Callable[[Database, Role], Page], lively: Database) -> Page:
    """An auditor's page."""
    return seat(lively, Role.AUDITOR)
