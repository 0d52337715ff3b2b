"""Every number opens the records that it is made of, and they add up to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.audit.deciding import decide
from carbon_points.integrity.closing import close_month
from carbon_points.statistics.behind import behind
from carbon_points.statistics.behind import rows_of
from carbon_points.statistics.behind import Slice
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import DIMENSIONS
from carbon_points.statistics.tables import StatQuery
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import METHODOLOGIES
from tests.statistics.records import register

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.statistics.tables import StatRow
    from carbon_points.storage.engine import Database

DAY = 86_400

deeds = st.builds(
    Deed,
    participant=st.integers(1, 4),
    day=st.integers(FIRST_DAY, FIRST_DAY + 100),
    methodology=st.sampled_from(METHODOLOGIES[:3]),
    mg=st.integers(1, 10**9),
    subdistrict=st.sampled_from((11, 12)),
    community=st.sampled_from((None, 21, 23)),
    kind=st.integers(0, 1),
    grade=st.integers(0, 2),
)


def slice_of(
    by: tuple[str, ...], row: StatRow, scenario: str, state: str = "approved"
) -> Slice:
    values = dict(zip(by, row.key, strict=True))
    month = values.get("month", "")
    return Slice(
        scenario,
        month,
        month,
        "draft" if row.draft else state,
        subdistrict=values.get("subdistrict", ""),
        community=values.get("community"),
        methodology=values.get("methodology", ""),
        kind=values.get("kind", ""),
        grade=values.get("grade", ""),
    )


def figures(row: StatRow) -> tuple[int | None, ...]:
    return row.participants, row.actions, row.reduction_mg, row.points


@settings(max_examples=30, deadline=None)
@given(
    st.lists(deeds, max_size=12),
    st.lists(deeds, max_size=6),
    st.lists(deeds, max_size=6),
    st.lists(st.sampled_from(DIMENSIONS), unique=True),
    st.sampled_from(("", "life")),
)
def test_the_records_behind_a_cell_add_up_to_it(
    approved: list[Deed],
    taken_stock: list[Deed],
    waiting: list[Deed],
    by: list[str],
    scenario: str,
) -> None:
    with district() as records:
        if approved:
            records.approve(*approved)
        if taken_stock:
            records.stocktake(*taken_stock)
        if waiting:
            records.log(*waiting)

        for state in ("approved", "waiting"):
            query = StatQuery(tuple(by), scenario or None, state=state)
            for row in table(records.session, query).rows:
                wanted = slice_of(query.by, row, scenario, state)
                found = behind(records.session, wanted)

                added = (
                    found.participants,
                    found.actions,
                    found.reduction_mg,
                    found.points,
                )
                assert added == figures(row)
                assert len(found.entries) == row.actions


def test_the_newest_record_is_listed_first_and_its_name_is_masked() -> None:
    with district() as records:
        register(records.session, 1)
        register(records.session, 2)
        first = records.approve(Deed(1, FIRST_DAY))
        last = records.approve(Deed(2, FIRST_DAY + 40, mg=7_000, kind=1))

        found = behind(records.session, Slice())
        rows = rows_of(records.session, found.entries)

    assert list(found.entries) == [*last, *first]
    assert [row.action_id for row in rows] == [*last, *first]
    newest = rows[0]
    assert (newest.day.isoformat(), newest.kind) == ("2026-02-10", "sme")
    assert (newest.methodology, newest.version) == ("cycling", "1.0")
    assert (newest.reduction_mg, newest.points) == (7_000, 7)
    assert newest.state is State.APPROVED


def test_what_was_reversed_is_behind_no_number() -> None:
    with district() as records:
        ids = records.approve(Deed(), Deed(2))
        records.decide(ids[:1], State.REVERSED)

        found = behind(records.session, Slice())

    assert list(found.entries) == ids[1:]
    assert found.participants == 1


def test_a_caller_who_is_confined_to_a_place_sees_its_records_only() -> None:
    with district() as records:
        records.approve(Deed(), Deed(2, subdistrict=12, community=None))

        found = behind(records.session, Slice(subdistrict_id=12))

    assert (found.actions, found.participants) == (1, 1)


def test_late_decisions_on_a_closed_month_stand_behind_the_open_one(
    small: Database, tmp_path: Path
) -> None:
    march = Ride("").start
    starts = (march, march + DAY, march + 31 * DAY)
    rides = [Ride(f"R{n}", n + 1, start) for n, start in enumerate(starts)]
    take_one(small, rides_file(tmp_path, rides))
    with small.reading() as session:
        first, second, third = session.scalars(
            text("SELECT id FROM action ORDER BY id")
        )
    day = dt.date(2026, 5, 20)
    decide(small, as_of("auditor", day=day), "approve", [first, third])
    close_month(small, as_of("auditor"), "2026-03")

    decide(small, as_of("auditor"), "approve", [second])
    decide(small, as_of("auditor"), "reverse", [first], "R3")

    with small.reading() as session:
        for by in ((), ("month",), ("month", "methodology")):
            for row in table(session, StatQuery(by)).rows:
                found = behind(session, slice_of(by, row, ""))
                added = (found.actions, found.reduction_mg, found.points)
                assert (found.participants, *added) == figures(row)
        april = behind(session, Slice(first="2026-04", last="2026-04"))
        listed = rows_of(session, april.entries)
    assert list(april.entries) == [third, second, -first]
    assert [row.sign for row in listed] == [1, 1, -1]
    assert listed[-1].reduction_mg < 0


@pytest.mark.parametrize("entries", [(), (404,)])
def test_no_row_is_made_up(entries: tuple[int, ...]) -> None:
    with district() as records:
        assert rows_of(records.session, entries) == []
