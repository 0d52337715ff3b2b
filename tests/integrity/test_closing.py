"""A closed month stays as it is; what comes late is counted in the open one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.actions import sums
from carbon_points.audit.deciding import decide
from carbon_points.audit.rehearsing import rehearse
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.closing import close_month
from carbon_points.integrity.service import verify
from carbon_points.ledger.queries import balance
from carbon_points.rulebook.changes import Change
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

MARCH = Ride("").start
DAY = 86_400
APRIL = MARCH + 31 * DAY


@pytest.fixture
def two_months(small: Database, tmp_path: Path) -> Database:
    """Three rides in March, two in April; the first of each month is approved."""
    rides = [
        Ride("A", 1, MARCH),
        Ride("B", 1, MARCH + DAY, metres=2500),
        Ride("C", 2, MARCH + 2 * DAY, metres=2600),
        Ride("D", 1, APRIL, metres=2700),
        Ride("E", 2, APRIL + DAY, metres=2800),
    ]
    take_one(small, rides_file(tmp_path, rides))
    first, _, _, fourth, _ = ids(small)
    day = dt.date(2026, 5, 20)
    decide(small, as_of("auditor", day=day), "approve", [first, fourth])
    return small


def ids(db: Database) -> list[int]:
    with db.reading() as session:
        return list(session.scalars(text("SELECT id FROM action ORDER BY id")))


def by_month(db: Database) -> dict[str, tuple[int | None, ...]]:
    """Actions, milligrams and points of each month, as statistics have it."""
    with db.reading() as session:
        rows = table(session, StatQuery(("month",))).rows
    return {
        str(r.key[0]): (r.actions, r.reduction_mg, r.points, r.participants)
        for r in rows
    }


def sound(db: Database) -> bool:
    found = verify(db, as_of("auditor"), recalculate=True)
    assert [c.first_problem for c in found.checks if not c.ok] == []
    return True


def rebuilt(db: Database) -> dict[str, tuple[int | None, ...]]:
    """The months after the running sums were made anew from the records."""
    with db.writing() as session:
        sums.rebuild(session, 1)
    return by_month(db)


def test_a_month_is_closed_with_its_entries(two_months: Database) -> None:
    done = close_month(two_months, as_of("auditor"), "2026-05")

    assert (done.month, done.entries) == ("2026-05", 1)
    assert sound(two_months)


def test_the_first_closing_closes_what_lies_before_it(two_months: Database) -> None:
    close_month(two_months, as_of("auditor"), "2026-05")

    with two_months.reading() as session:
        query = text("SELECT month - 2026 * 12 + 1 FROM ledger_closed_month ORDER BY 1")
        months = session.scalars(query).all()
    assert months == [3, 4, 5]
    with two_months.writing() as session:
        session.execute(text("UPDATE stat_cell SET points = 0 WHERE month = 24314"))
    found = verify(two_months, as_of("auditor")).checks
    assert "closed_months_have_not_changed" in [c.name for c in found if not c.ok]


def test_what_is_approved_late_is_counted_in_the_open_month(
    two_months: Database,
) -> None:
    _, second, third, _, fifth = ids(two_months)
    close_month(two_months, as_of("auditor"), "2026-03")
    before = by_month(two_months)

    decide(two_months, as_of("auditor"), "approve", [second, third, fifth])

    after = by_month(two_months)
    assert after["2026-03"] == before["2026-03"] == (1, 120_000, 120, 1)
    assert after["2026-04"] == (4, 424_000, 424, 2)
    with two_months.reading() as session:
        rows = session.execute(
            text(
                "SELECT action_id, belongs_to, counted_in FROM ledger_month_correction"
            )
        ).all()
        assert balance(session, person(1)) == 120 + 108 + 100
    march, april = 2026 * 12 + 2, 2026 * 12 + 3
    assert [tuple(row) for row in rows] == [
        (second, march, april),
        (third, march, april),
    ]
    assert sound(two_months)
    assert rebuilt(two_months) == after


def test_what_is_reversed_late_is_counted_back_in_the_open_month(
    two_months: Database,
) -> None:
    first, *_ = ids(two_months)
    close_month(two_months, as_of("auditor"), "2026-03")
    before = by_month(two_months)

    decide(two_months, as_of("auditor"), "reverse", [first], "R3")

    after = by_month(two_months)
    assert after["2026-03"] == before["2026-03"]
    assert before["2026-04"] == (1, 108_000, 108, 1)
    assert after["2026-04"] == (0, -12_000, -12, 1)
    with two_months.reading() as session:
        whole = table(session, StatQuery()).totals
        assert balance(session, person(1)) == 108
    assert (whole.actions, whole.reduction_mg, whole.points) == (1, 108_000, 108)
    assert sound(two_months)
    assert rebuilt(two_months) == after


def test_a_late_approval_may_be_reversed_before_and_after_its_own_closing(
    two_months: Database,
) -> None:
    _, second, third, *_ = ids(two_months)
    close_month(two_months, as_of("auditor"), "2026-03")
    decide(two_months, as_of("auditor"), "approve", [second, third])
    decide(two_months, as_of("auditor"), "reverse", [second], "R3")
    open_ = by_month(two_months)
    close_month(two_months, as_of("auditor"), "2026-04")
    decide(two_months, as_of("auditor"), "reverse", [third], "R3")

    after = by_month(two_months)
    assert open_["2026-04"] == after["2026-04"] == (2, 212_000, 212, 2)
    assert after["2026-05"][:3] == (-1, -104_000, -104)
    assert sound(two_months)
    assert rebuilt(two_months) == after


def test_nothing_is_booked_in_a_closed_month(two_months: Database) -> None:
    _, second, *_ = ids(two_months)
    close_month(two_months, as_of("auditor"), "2026-05")

    with pytest.raises(UserError, match="MONTH_CLOSED"):
        decide(
            two_months,
            as_of("auditor", day=dt.date(2026, 5, 31)),
            "approve",
            [second],
        )

    assert sound(two_months)
    late = as_of("auditor", day=dt.date(2026, 6, 1))
    assert decide(two_months, late, "approve", [second]).decided == 1


@pytest.mark.parametrize(
    ("closed", "month", "code"),
    [
        ((), "2026-06", "MONTH_NOT_OVER"),
        ((), "2027-01", "MONTH_NOT_OVER"),
        (("2026-03",), "2026-03", "MONTH_CLOSED"),
        (("2026-03",), "2026-02", "MONTH_CLOSED"),
        (("2026-03",), "2026-05", "MONTH_ORDER"),
    ],
)
def test_months_are_closed_when_they_are_over_and_in_order(
    two_months: Database, closed: tuple[str, ...], month: str, code: str
) -> None:
    for each in closed:
        close_month(two_months, as_of("auditor"), each)

    with pytest.raises(UserError, match=code):
        close_month(two_months, as_of("auditor"), month)


def test_a_month_is_not_closed_while_a_check_fails(two_months: Database) -> None:
    with two_months.writing() as session:
        session.execute(text("UPDATE stat_cell SET actions = actions + 1"))

    with pytest.raises(UserError, match="MONTH_NOT_CLEAN"):
        close_month(two_months, as_of("auditor"), "2026-03")


def test_a_closed_month_that_was_changed_is_found(two_months: Database) -> None:
    close_month(two_months, as_of("auditor"), "2026-03")
    with two_months.writing() as session:
        session.execute(text("UPDATE stat_cell SET points = points + 1"))

    found = verify(two_months, as_of("auditor")).checks

    assert "closed_months_have_not_changed" in [c.name for c in found if not c.ok]


def test_a_rehearsal_names_the_closed_months(two_months: Database) -> None:
    close_month(two_months, as_of("auditor"), "2026-03")
    change = Change("cycling.baseline", "50", dt.date(2026, 1, 1), of_factor=True)

    done = rehearse(two_months, as_of("auditor"), change)

    assert [(m.month, m.closed, m.records) for m in done.months] == [
        ("2026-03", True, 3),
        ("2026-04", False, 2),
    ]


@pytest.mark.parametrize("operator", ["worker", "admin", "viewer"])
def test_only_an_auditor_closes(two_months: Database, operator: str) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        close_month(two_months, as_of(operator), "2026-03")
