"""Small groups stay hidden, whatever is subtracted from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.actions.rules import State
from carbon_points.statistics.queries import table
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.statistics.tables import DIMENSIONS
from carbon_points.statistics.tables import StatQuery
from tests.statistics.records import COMMUNITIES
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import METHODOLOGIES

if TYPE_CHECKING:
    from carbon_points.statistics.tables import StatRow
    from carbon_points.statistics.tables import StatTable

deeds = st.builds(
    Deed,
    participant=st.integers(1, 12),
    day=st.sampled_from((FIRST_DAY, FIRST_DAY + 31)),
    methodology=st.sampled_from(METHODOLOGIES),
    mg=st.integers(0, 5_000),
    community=st.sampled_from((21, 22)),
)
groupings = st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True)


def key_of(row: StatRow) -> tuple[tuple[str, ...], bool]:
    return row.key, row.draft


def people_behind(found: StatTable, logged: list[Deed], *, draft: bool) -> set[int]:
    """Whoever did something in one of the withheld groups of one kind."""
    withheld = {row.key for row in found.rows if row.withheld and row.draft is draft}
    return {deed.participant for deed in logged if key(deed, found.by) in withheld}


def key(deed: Deed, by: tuple[str, ...]) -> tuple[str, ...]:
    words = {
        "subdistrict": "明水街道",
        "community": COMMUNITIES[deed.community or 0][1],
        "methodology": deed.methodology,
        "month": "2026-01" if deed.day == FIRST_DAY else "2026-02",
        "kind": "resident",
        "grade": "measured",
    }
    return tuple(words[name] for name in by)


@settings(max_examples=80, deadline=None)
@given(st.lists(deeds, max_size=40), st.lists(deeds, max_size=10), groupings)
def test_what_is_withheld_cannot_be_derived_for_fewer_than_five_people(
    approved: list[Deed], stocktaken: list[Deed], by: list[str]
) -> None:
    with district() as records:
        for logged, state in (
            (approved, State.APPROVED),
            (stocktaken, State.STOCKTAKEN),
        ):
            if logged:
                records.decide(records.log(*logged), state)

        found = table(records.session, StatQuery(tuple(by)), suppress=True)

        for draft, logged, total in (
            (False, approved, found.totals),
            (True, stocktaken, found.draft_totals),
        ):
            rows = [row for row in found.rows if row.draft is draft]
            hidden = [row for row in rows if row.withheld]
            assert all(row.participants != 0 or not logged for row in rows)
            assert not any(0 < (row.participants or 0) < SMALLEST for row in rows)
            if hidden and total is not None and not total.withheld:
                assert len(hidden) >= 2
                assert len(people_behind(found, logged, draft=draft)) >= SMALLEST


@settings(max_examples=30, deadline=None)
@given(st.lists(deeds, max_size=40), groupings)
def test_what_is_shown_is_shown_unchanged(approved: list[Deed], by: list[str]) -> None:
    with district() as records:
        records.approve(*approved) if approved else None

        shown = table(records.session, StatQuery(tuple(by)), suppress=True)

        whole = table(records.session, StatQuery(tuple(by)))
        full = {key_of(row): row for row in whole.rows}
        assert [key_of(row) for row in shown.rows] == list(full)
        for row in shown.rows:
            assert row in {full[key_of(row)], full[key_of(row)].without_figures()}


def test_one_small_group_takes_the_smallest_large_one_with_it() -> None:
    with district() as records:
        records.approve(*[Deed(n) for n in range(1, 10)])
        records.approve(*[Deed(n, methodology="rooftop_pv") for n in range(1, 6)])
        records.approve(Deed(1, methodology="heat_pump"))

        found = table(records.session, StatQuery(("methodology",)), suppress=True)

    assert [row.withheld for row in found.rows] == [False, True, True]
    assert found.has_withheld
    assert found.totals.participants == 9
    assert found.records()[2]["reduction_mg"] is None
