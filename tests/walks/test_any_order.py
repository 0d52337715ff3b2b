"""Whatever the desks do, in whatever order: the books stay sound."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.actions.service import withdraw
from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.audit.service import withdraw_import
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.desk import log
from carbon_points.integrity.service import verify
from carbon_points.ledger.queries import balances
from tests.deeds import Drop
from tests.deeds import drop_form
from tests.deeds import drops_file
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import ride_form
from tests.deeds import rides_file
from tests.deeds import take
from tests.districts import as_of
from tests.districts import copied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from carbon_points.storage.engine import Database

    Act = Callable[["Desk", int], object]

HOUR = 3600


class Desk:
    """One district, and everything that its people may do next."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.folder = folder

    def import_rides(self, n: int) -> None:
        """A few orders, some of which other files hold, too."""
        start = Ride("").start
        rides = [
            Ride(f"A{(n + i) % 9}", i % 3 + 1, start + (n + i) % 9 * HOUR, metres=2999)
            for i in range(5)
        ]
        take(self.db, rides_file(self.folder, rides))

    def import_readings(self, n: int) -> None:
        """Two readings of one meter, perhaps some that are known."""
        days = [dt.date(2026, month, 1) for month in (n % 4 + 1, n % 4 + 2)]
        meters = [Meter(day, str(day.month * 500 + n % 2)) for day in days]
        take(self.db, meters_file(self.folder, meters))

    def import_drops(self, n: int) -> None:
        """Two bags of clothes."""
        drops = [Drop(7, grams=5000 + n), Drop(n % 6 + 1, grams=1999)]
        take(self.db, drops_file(self.folder, drops))

    def log(self, n: int) -> None:
        """A ride and a bag at the desk."""
        log(self.db, as_of("worker"), drop_form(n % 6 + 1, 1000 + n))
        log(self.db, as_of("worker"), ride_form(f"D{n % 3}"))

    def approve(self, n: int) -> None:
        """By one of the policies, up to some day."""
        policy = ("all", "careful")[n % 2]
        approve(self.db, as_of(), policy, until=dt.date(2026, 3, n % 28 + 1))

    def approve_all(self, n: int) -> None:
        """Everything."""
        del n
        approve(self.db, as_of(), "all")

    def withdraw(self, n: int) -> None:
        """One action of those there are."""
        withdraw(self.db, as_of("worker"), [self._pick("action", n)], "填错")

    def withdraw_import(self, n: int) -> None:
        """One import of those there are."""
        batch = self._pick("import_batch", n)
        withdraw_import(self.db, as_of(), batch, "选错了文件")

    def reverse(self, n: int) -> None:
        """One action of those there are."""
        reverse_actions(self.db, as_of("auditor"), [self._pick("action", n)], "重复")

    def _pick(self, table: str, n: int) -> int:
        with self.db.reading() as session:
            ids = session.scalars(text(f"SELECT id FROM {table} ORDER BY id")).all()  # noqa: S608
        return ids[n % len(ids)] if ids else 0


ACTS: list[Act] = [
    Desk.import_rides,
    Desk.import_readings,
    Desk.import_drops,
    Desk.log,
    Desk.approve,
    Desk.approve_all,
    Desk.withdraw,
    Desk.withdraw_import,
    Desk.reverse,
]
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 40)), min_size=3, max_size=14
)


@settings(max_examples=15, deadline=None)
@given(steps)
def test_every_check_stays_clean_whatever_is_done(
    small_district: Path,
    tmp_path_factory: pytest.TempPathFactory,
    acts: list[tuple[Act, int]],
) -> None:
    folder = tmp_path_factory.mktemp("any")

    with copied(small_district, folder / "copy") as db:
        desk = Desk(db, folder)
        for act, number in acts:
            with suppress(RefusedError):
                act(desk, number)

        problems = [
            c for c in verify(db, as_of(), recalculate=True).checks if c.problem
        ]
        assert problems == []
        assert _balances(db) == _earned(db)


def _balances(db: Database) -> dict[int, int]:
    with db.reading() as session:
        held = balances(session, [person(n) for n in range(1, 9)])
    return {owner: points for owner, points in held.items() if points}


def _earned(db: Database) -> dict[int, int]:
    """Whole points of what stands approved, reckoned from the milligrams alone."""
    query = """
        SELECT owner, SUM(points) FROM (
          SELECT a.participant_id AS owner, SUM(a.reduction_mg) /
            CASE WHEN a.installation_id IS NULL THEN 1000 ELSE 100000 END AS points
          FROM action a WHERE a.state = 3
          GROUP BY a.participant_id, a.installation_id IS NULL)
        GROUP BY owner"""
    with db.reading() as session:
        return {o: p for o, p in session.execute(text(query)) if p}
