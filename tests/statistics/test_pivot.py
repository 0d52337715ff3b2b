"""The cross table says what the statistics say, and never more than it may."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.pivot import pivot
from carbon_points.statistics.pivot import pivot_chart
from carbon_points.statistics.pivot import PivotQuery
from carbon_points.statistics.queries import table
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.statistics.tables import StatQuery
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import SUBDISTRICTS

LIFE = StatQuery(scenario="life")

crowds = st.lists(
    st.builds(
        Deed,
        participant=st.integers(1, 14),
        day=st.integers(FIRST_DAY, FIRST_DAY + 60),
        methodology=st.sampled_from(("cycling", "clothing_reuse")),
        mg=st.integers(1, 10**9),
        subdistrict=st.sampled_from((11, 12, 13)),
        community=st.none(),
        kind=st.integers(0, 1),
        grade=st.integers(0, 2),
    ),
    min_size=1,
    max_size=30,
)
pairs = st.sampled_from(
    list(itertools.permutations(("subdistrict", "month", "grade", "methodology"), 2))
)


@settings(max_examples=25, deadline=None)
@given(crowds, pairs, st.sampled_from(("", "resident", "sme")))
def test_lines_and_columns_add_up_to_their_totals(
    deeds: list[Deed], dimensions: tuple[str, str], kind: str
) -> None:
    fixed = (("kind", kind),) if kind else ()
    with district() as records:
        records.approve(*deeds)

        made = pivot(records.session, PivotQuery(LIFE, *dimensions, fixed=fixed))
        by_kind = table(records.session, StatQuery(("kind",), "life"))

    whole = sum(r.reduction_mg or 0 for r in by_kind.rows if kind in {"", r.key[0]})
    for down in made.downs:
        line = [made.value(made.cells.get((down, key))) or 0 for key in made.acrosses]
        assert sum(line) == made.value(made.down_totals[down])
    for across in made.acrosses:
        column = [made.value(made.cells.get((key, across))) or 0 for key in made.downs]
        assert sum(column) == made.value(made.across_totals[across])
    assert made.value(made.total) == whole
    assert sum(pivot_chart(made).totals) == whole


@settings(max_examples=25, deadline=None)
@given(crowds, pairs)
def test_a_withheld_group_does_not_follow_from_the_totals(
    deeds: list[Deed], dimensions: tuple[str, str]
) -> None:
    with district() as records:
        records.approve(*deeds)

        made = pivot(records.session, PivotQuery(LIFE, *dimensions), suppress=True)
        chart = pivot_chart(made)

    hidden = [key for key, row in made.cells.items() if row.withheld]
    assert all(
        (row.participants or SMALLEST) >= SMALLEST for row in made.cells.values()
    )
    assert all(made.down_totals[down].withheld for down, _ in hidden)
    assert all(made.across_totals[across].withheld for _, across in hidden)
    for totals in (made.down_totals, made.across_totals):
        alone = sum(row.withheld for row in totals.values()) == 1
        assert made.total.withheld or not alone
    for at in chart.withheld:
        assert not any(one.values[at] for one in chart.series)


@settings(max_examples=15, deadline=None)
@given(crowds, st.sampled_from(("", "grade")))
def test_people_are_counted_once_in_every_total(deeds: list[Deed], across: str) -> None:
    with district() as records:
        records.approve(*deeds)

        query = PivotQuery(LIFE, "subdistrict", across, "participants")
        made = pivot(records.session, query)

    for down, row in made.down_totals.items():
        here = {deed.participant for deed in deeds if _place(deed) == down}
        assert made.value(row) == len(here)
    assert made.value(made.total) == len({deed.participant for deed in deeds})


def _place(deed: Deed) -> str:
    return SUBDISTRICTS[deed.subdistrict]


def test_one_dimension_is_a_ranking_and_months_are_bars() -> None:
    with district() as records:
        records.approve(Deed(1, FIRST_DAY), Deed(2, FIRST_DAY + 40, subdistrict=12))

        places = pivot(records.session, PivotQuery(LIFE, "subdistrict"))
        months = pivot(records.session, PivotQuery(LIFE, "month", measure="actions"))
        nobody = pivot(
            records.session, PivotQuery(LIFE, "month", fixed=(("kind", "sme"),))
        )

    by_place, by_month = pivot_chart(places), pivot_chart(months)
    assert by_place.kind is ChartKind.RANKING
    assert by_place.title == "核定减排量：街道（镇）"
    assert by_month.kind is ChartKind.STACKED
    assert (by_month.unit, by_month.totals) == ("笔", (1, 1))
    assert by_month.categories == ("1月", "2月")
    assert (nobody.downs, nobody.total.actions) == ((), 0)
    assert pivot_chart(nobody).is_empty


@pytest.mark.parametrize(
    ("down", "across", "code"),
    [("month", "month", "PIVOT_TWICE"), ("colour", "", "CUT_UNKNOWN")],
)
def test_a_dimension_that_cannot_be_is_refused(
    down: str, across: str, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        PivotQuery(LIFE, down, across)
