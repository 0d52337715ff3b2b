"""What `table` answers is what a plain recount in Python answers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.actions.cuts import shipped_membership
from carbon_points.actions.rules import State
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import UserError
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import DIMENSIONS
from carbon_points.statistics.tables import GRADES
from carbon_points.statistics.tables import KINDS
from carbon_points.statistics.tables import StatQuery
from tests.actions.test_sums import deeds
from tests.statistics.records import COMMUNITIES
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import SUBDISTRICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.statistics.tables import StatTable
    from tests.statistics.records import Records

Logged = list[tuple[Deed, State]]
Figures = dict[tuple[str, ...], tuple[int, int, int, int]]

fates = st.sampled_from(
    (State.WAITING, State.APPROVED, State.STOCKTAKEN, State.REVERSED, State.REJECTED)
)
days = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
month_starts = st.none() | st.sampled_from(
    [dt.date(2026, month, 1) for month in (1, 2, 3)]
)
month_ends = st.none() | st.sampled_from(
    [dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)]
)


@st.composite
def queries(draw: st.DrawFn) -> StatQuery:
    """Any sensible question, standard cut or not, whole months or not."""
    exact = draw(st.booleans())
    start = draw(days if exact else month_starts)
    end = draw(days if exact else month_ends)
    if start and end and start > end:
        start, end = end, start
        if not exact:
            start, end = None, None
    return StatQuery(
        tuple(draw(st.lists(st.sampled_from(DIMENSIONS), max_size=4, unique=True))),
        draw(st.sampled_from((None, "life", "energy"))),
        start,
        end,
        draw(st.sampled_from(("approved", "approved", "waiting", "all"))),
        draw(st.sampled_from((None, 11, 12))),
    )


def expected(logged: Logged, query: StatQuery, *, draft: bool) -> Figures:
    groups: defaultdict[tuple[str, ...], list[Deed]] = defaultdict(list)
    points: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for deed, state in logged:
        if counts(deed, state, query, draft=draft):
            key = tuple(word(deed, name) for name in query.by)
            groups[key].append(deed)
            points[key] += deed.mg // 1000 if state is State.APPROVED else 0
    return {
        key: (
            len({deed.participant for deed in found}),
            len(found),
            sum(deed.mg for deed in found),
            points[key],
        )
        for key, found in groups.items()
    }


def counts(deed: Deed, state: State, query: StatQuery, *, draft: bool) -> bool:
    day = from_day_number(deed.day)
    wanted = {
        "approved": {State.APPROVED, State.STOCKTAKEN},
        "waiting": {State.WAITING},
        "all": {State.APPROVED, State.STOCKTAKEN, State.WAITING},
    }[query.state]
    return (
        state in wanted
        and (state is State.STOCKTAKEN) is draft
        and query.scenario in {None, shipped_membership()[deed.methodology]}
        and (query.start or day) <= day <= (query.end or day)
        and query.subdistrict_id in {None, deed.subdistrict}
    )


def word(deed: Deed, dimension: str) -> str:
    community = COMMUNITIES[deed.community][1] if deed.community else ""
    return {
        "subdistrict": SUBDISTRICTS[deed.subdistrict],
        "community": f"{community}#{deed.community}",
        "month": from_day_number(deed.day).isoformat()[:7],
        "kind": KINDS[deed.kind],
        "grade": GRADES[deed.grade],
        "methodology": deed.methodology,
    }[dimension]


def answered(found: StatTable, *, draft: bool) -> list[tuple[object, ...]]:
    return sorted(
        (*row.key, row.participants, row.actions, row.reduction_mg, row.points)
        for row in found.rows
        if row.draft is draft and row.actions
    )


def as_shown(figures: Figures, by: Sequence[str]) -> list[tuple[object, ...]]:
    """Communities of one name stand apart, but are shown by that name."""
    return sorted(
        (*(part.split("#")[0] for part in key), *numbers)
        for key, numbers in figures.items()
        if len(key) == len(by)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(deeds, fates), max_size=25), queries())
def test_a_table_equals_a_plain_recount(logged: Logged, query: StatQuery) -> None:
    with district() as records:
        enter(records, logged)

        found = table(records.session, query)

        for draft in (False, True):
            wanted = expected(logged, query, draft=draft)
            assert answered(found, draft=draft) == as_shown(wanted, query.by)
        whole = expected(logged, without_groups(query), draft=False)
        row = found.totals
        totals = row.participants, row.actions, row.reduction_mg, row.points
        assert totals == whole.get((), (0, 0, 0, 0))


def without_groups(query: StatQuery) -> StatQuery:
    return StatQuery(
        (), query.scenario, query.start, query.end, query.state, query.subdistrict_id
    )


def enter(records: Records, logged: Logged) -> None:
    for deed, state in logged:
        ids = records.log(deed)
        if state is State.REVERSED:
            records.decide(ids, State.APPROVED)
        if state is not State.WAITING:
            records.decide(ids, state)


def test_standard_cuts_of_whole_months_read_neither_actions_nor_presence() -> None:
    with district() as records:
        records.approve(Deed(1), Deed(2, methodology="rooftop_pv"))
        records.session.execute(text("DELETE FROM action"))
        records.session.execute(text("DELETE FROM stat_presence"))
        by = ("subdistrict", "month", "methodology")

        found = table(
            records.session,
            StatQuery(by, "life", dt.date(2026, 1, 1), dt.date(2026, 1, 31)),
        )

        assert found.records() == [
            {
                "subdistrict": "明水街道",
                "month": "2026-01",
                "methodology": "cycling",
                "participants": 1,
                "actions": 1,
                "reduction_mg": 1_000,
                "points": 1,
            }
        ]


def test_people_of_a_changed_scenario_are_counted_anew() -> None:
    with district() as records:
        records.approve(Deed(1), Deed(2, methodology="rooftop_pv"))
        change = text("UPDATE setting SET value = :value")

        changed = records.session.execute(change, {"value": '{"rooftop_pv": "life"}'})
        found = table(records.session, StatQuery((), "life"))

        assert changed.rowcount == 1  # type: ignore[attr-defined]
        assert found.totals.participants == 1


def test_a_draft_stands_apart_without_points() -> None:
    with district() as records:
        records.approve(Deed(1, mg=5_000))
        records.stocktake(Deed(1, methodology="heat_pump", mg=9_000))

        found = table(records.session, StatQuery(("methodology",)))

        assert [row.get("draft", False) for row in found.records()] == [False, True]
        assert found.totals.reduction_mg == 5_000
        assert found.draft_totals is not None
        assert found.draft_totals.points == 0
        assert found.draft_totals.reduction_mg == 9_000


def test_rows_come_in_the_order_of_the_district_and_of_time() -> None:
    with district() as records:
        records.approve(
            Deed(1, FIRST_DAY + 40, subdistrict=13, community=None),
            Deed(1, FIRST_DAY, subdistrict=13, community=None),
            Deed(2, FIRST_DAY, subdistrict=11, community=None),
        )

        found = table(records.session, StatQuery(("subdistrict", "month")))

        keys = [row.key for row in found.rows]
        assert keys == [
            ("明水街道", "2026-01"),
            ("垛庄镇", "2026-01"),
            ("垛庄镇", "2026-02"),
        ]


def test_nothing_recorded_is_one_row_of_zeros() -> None:
    with district() as records:
        found = table(records.session, StatQuery())

    assert found.records() == [
        {"participants": 0, "actions": 0, "reduction_mg": 0, "points": 0}
    ]
    assert (found.position, found.counted_at, found.draft_totals) == (0, None, None)


def test_the_table_says_which_versions_and_which_position_it_rests_on() -> None:
    with district() as records:
        records.approve(Deed(1))

        found = table(records.session, StatQuery())

    assert found.versions == (("cycling", "1.0"),)
    assert found.position == 2


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("CUT_UNKNOWN", {"by": ("street",)}),
        ("STATE_UNKNOWN", {"state": "late"}),
        ("PERIOD_REVERSED", {"start": dt.date(2026, 2, 1), "end": dt.date(2026, 1, 1)}),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    code: str, arguments: dict[str, object]
) -> None:
    with pytest.raises(UserError, match=code):
        StatQuery(**arguments)  # type: ignore[arg-type]


def test_an_unknown_scenario_is_refused() -> None:
    with district() as records, pytest.raises(UserError, match="SCENARIO_UNKNOWN"):
        table(records.session, StatQuery(scenario="death"))
