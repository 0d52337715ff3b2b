"""The running sums equal a plain recount whatever happens."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import cast
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.actions import counting
from carbon_points.actions import sums
from carbon_points.actions.cuts import Grouping
from carbon_points.actions.cuts import shipped_membership
from carbon_points.actions.cuts import STANDARD_CUTS
from carbon_points.actions.rules import Shown
from carbon_points.actions.rules import State
from carbon_points.actions.rules import STEPS
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.days import month_number
from carbon_points.statistics.checks import compare
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import METHODOLOGIES

if TYPE_CHECKING:
    from tests.statistics.records import Records

deeds = st.builds(
    Deed,
    participant=st.integers(1, 6),
    day=st.integers(FIRST_DAY, FIRST_DAY + 70),
    methodology=st.sampled_from(METHODOLOGIES),
    mg=st.integers(0, 5_000),
    subdistrict=st.sampled_from((11, 12)),
    community=st.sampled_from((None, 21, 22)),
    kind=st.integers(0, 1),
    grade=st.integers(0, 1),
)
steps = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.sets(st.integers(0, 30))), max_size=8
)

RECOUNT = {
    "subdistrict": "a.subdistrict_id",
    "community": "COALESCE(a.community_id, 0)",
    "month": sums.MONTH,
    "kind": "a.participant_kind",
    "grade": "a.grade",
    "methodology": "v.methodology",
    "scenario": "CASE {} ELSE '' END".format(
        " ".join(
            f"WHEN v.methodology = '{name}' THEN '{scenario}'"
            for name, scenario in shipped_membership().items()
        )
    ),
}


def recounted(records: Records, cut: tuple[str, ...]) -> dict[tuple[int, str], int]:
    """Different participants of a cut, straight from the action rows."""
    key = " || '|' || ".join(RECOUNT[name] for name in cut) or "''"
    query = f"""
        SELECT a.state, {key}, COUNT(DISTINCT a.participant_id)
        FROM action a JOIN methodology_version v ON v.id = a.version_id
        WHERE a.state IN (0, 3) GROUP BY 1, 2"""  # noqa: S608
    shown = {0: Shown.APPROVED_DRAFT, 3: Shown.APPROVED}
    rows = records.session.execute(text(query))
    return {(shown[state], str(value)): people for state, value, people in rows}


def kept(records: Records, cut: tuple[str, ...]) -> dict[tuple[int, str], int]:
    query = text("SELECT state, key, people FROM stat_people WHERE cut = :cut")
    rows = records.session.execute(query, {"cut": ",".join(cut)})
    return {(state, key): people for state, key, people in rows}


def cells(records: Records) -> list[Any]:
    query = "SELECT * FROM stat_cell ORDER BY 1, 2, 3, 4, 5, 6, 7"
    return list(records.session.execute(text(query)))


def play(
    records: Records, logged: list[list[Deed]], walk: list[tuple[str, set[int]]]
) -> None:
    """Log everything, then take the steps that the states of the actions allow."""
    states: dict[int, State] = {}
    for batch in logged:
        states |= dict.fromkeys(records.log(*batch), State.WAITING)
    for kind, picked in walk:
        allowed, target = STEPS[kind]
        for left in allowed:
            ids = [i for i in sorted(states) if i in picked and states[i] is left]
            if ids:
                records.decide(ids, target)
                states |= dict.fromkeys(ids, target)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(deeds, min_size=1, max_size=8), max_size=4), steps)
def test_whatever_is_decided_the_sums_equal_a_recount(
    logged: list[list[Deed]], walk: list[tuple[str, set[int]]]
) -> None:
    with district() as records:
        play(records, logged, walk)

        assert compare(records.session).problems == ()
        for cut in STANDARD_CUTS:
            assert kept(records, cut) == recounted(records, cut)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(deeds, min_size=1, max_size=8), max_size=4), steps)
def test_sums_made_anew_are_the_sums_that_were_kept(
    logged: list[list[Deed]], walk: list[tuple[str, set[int]]]
) -> None:
    with district() as records:
        play(records, logged, walk)
        before = cells(records), kept(records, ("month", "methodology"))

        sums.rebuild(records.session, 99)

        assert (cells(records), kept(records, ("month", "methodology"))) == before
        assert records.session.scalar(text("SELECT position FROM stat_position")) == 99


def test_many_people_are_counted_as_a_few_are() -> None:
    with district() as records:
        for number in range(1, 81):
            deed = Deed(number, FIRST_DAY + number, METHODOLOGIES[number % 5])
            records.approve(deed, Deed(number % 7 + 1, deed.day, community=None))
        query = f"SELECT {', '.join(counting.PRESENCE_COLUMNS)} FROM stat_presence"  # noqa: S608
        presence = counting.as_columns(
            cast("Any", records.session.execute(text(query))).cursor,
            len(counting.PRESENCE_COLUMNS),
        )
        grouping = Grouping.of(records.session)
        rows = zip(*[column.tolist() for column in presence], strict=True)

        few = counting._few_people(rows, grouping)

        assert len(presence[0]) > counting._FEW
        assert counting.people(presence, grouping) == few


def test_a_reversal_of_both_kinds_takes_each_from_its_own_cell() -> None:
    with district() as records:
        approved = records.approve(Deed(1))
        taken = records.stocktake(Deed(2, methodology="heat_pump"))
        kept_one = records.approve(Deed(3))

        records.decide([*approved, *taken], State.REVERSED)
        sums.moved(records.session, 4, Shown.APPROVED_DRAFT, None)

        assert compare(records.session).problems == ()
        assert len(kept_one) == len(cells(records))


def test_a_frozen_action_still_waits() -> None:
    with district() as records:
        ids = records.log(Deed(1), Deed(2))
        before = cells(records)

        records.decide(ids[:1], State.FROZEN)

        assert cells(records) == before


def test_the_position_never_goes_back() -> None:
    with district() as records:
        sums.at_position(records.session, 7)

        sums.at_position(records.session, 5)

        assert records.session.scalar(text("SELECT position FROM stat_position")) == 7


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("stat_cell", "reduction_mg = reduction_mg + 1"),
        ("stat_cell", "points = points + 1"),
        ("stat_people", "people = people + 1"),
        ("stat_presence", "actions = actions + 1"),
        ("stat_presence", "community_id = 987654"),
        ("action", "reduction_mg = reduction_mg + 1"),
        ("action", "subdistrict_id = 987654"),
        ("action", "day = day + 31"),
    ],
)
def test_a_changed_number_is_found(table: str, change: str) -> None:
    with district() as records:
        records.approve(Deed(1), Deed(2, methodology="rooftop_pv"))

        records.session.execute(text(f"UPDATE {table} SET {change}"))  # noqa: S608

        problems = compare(records.session).problems
        assert problems
        assert all("recounted" in problem for problem in problems)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2100, 2, 28)))
def test_the_month_of_a_day_in_sql_is_that_of_the_calendar(day: dt.date) -> None:
    with district() as records:
        rows = f"(SELECT {day_number(day)} AS day) a"

        found = records.session.scalar(
            select(literal_column(sums.MONTH)).select_from(text(rows))
        )

        assert found == month_number(day)
        assert from_day_number(day_number(day)) == day
