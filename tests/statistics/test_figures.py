"""Charts say what the table says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.statistics import figures
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.queries import reached
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import Reached
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.tables import StatRow
from carbon_points.statistics.tables import StatTable
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import register

TON = 1_000_000_000


def a_table(by: tuple[str, ...], *rows: StatRow) -> StatTable:
    total = StatRow((), 9, 9, sum(row.reduction_mg or 0 for row in rows), 0)
    return StatTable(StatQuery(by), rows, total, None, 7)


def row(*key: str, mg: int | None = 0, draft: bool = False) -> StatRow:
    return StatRow(key, None if mg is None else 9, 1, mg, 0, draft)


amounts = st.dictionaries(
    st.tuples(
        st.sampled_from(("明水街道", "双山街道")),
        st.sampled_from(("2025-11", "2025-12", "2026-03")),
        st.sampled_from(("cycling", "rooftop_pv")),
    ),
    st.integers(1, 10**13),
    min_size=1,
)


@given(amounts)
def test_every_chart_of_a_table_adds_up_to_the_table(
    found: dict[tuple[str, ...], int],
) -> None:
    rows = [row(*key, mg=mg) for key, mg in found.items()]
    by_three = a_table(("subdistrict", "month", "methodology"), *rows)

    charts = figures.charts(by_three)

    assert [chart.kind for chart in charts][:2] == [
        ChartKind.STACKED,
        ChartKind.RANKING,
    ]
    for chart in charts:
        assert sum(chart.totals) == sum(found.values())


def test_a_month_without_actions_has_its_place_on_the_axis() -> None:
    by_month = a_table(("month",), row("2025-11", mg=TON), row("2026-02", mg=TON))

    chart = figures.monthly(by_month)

    assert chart.categories == ("2025.11", "12月", "2026.1", "2月")
    assert chart.totals == (TON, 0, 0, TON)
    assert chart.title == "逐月核定减排量"


def test_months_of_one_year_are_named_without_it() -> None:
    by_month = a_table(("month",), row("2026-09", mg=5), row("2026-10", mg=5))

    assert figures.monthly(by_month).categories == ("9月", "10月")


def test_series_stand_in_the_order_of_their_declaration() -> None:
    by_two = a_table(
        ("month", "grade"),
        row("2026-01", "documented", mg=TON),
        row("2026-01", "measured", mg=TON),
    )

    chart = figures.monthly(by_two)

    assert [one.name for one in chart.series] == ["实测", "有凭证"]


def test_drafts_and_withheld_groups_are_in_no_chart() -> None:
    by_place = a_table(
        ("subdistrict",),
        row("明水街道", mg=3_000),
        row("双山街道", mg=None),
        row("垛庄镇", mg=9_000, draft=True),
    )

    chart = figures.ranking(by_place)

    assert chart.categories == ("明水街道",)
    assert chart.series[0].values == (3_000,)


@pytest.mark.parametrize(
    ("mg", "unit", "text"),
    [
        (203_231_651_182, "tCO₂e", "203"),
        (8_740_000_000, "tCO₂e", "8.7"),
        (75_600_000, "kgCO₂e", "76"),
        (75_600, "gCO₂e", "76"),
        (900, "gCO₂e", "0.90"),
    ],
)
def test_numbers_are_printed_in_the_unit_that_reads_easily(
    mg: int, unit: str, text: str
) -> None:
    chart = figures.ranking(a_table(("subdistrict",), row("明水街道", mg=mg)))

    assert (chart.unit, chart.text(mg)) == (unit, text)


def test_the_way_to_the_target_is_even_and_ends_there() -> None:
    months = [row(f"2026-{month:02d}", mg=TON) for month in range(1, 6)]

    chart = figures.cumulative(a_table(("month",), *months), 3 * TON, 3)

    assert chart.series[0].values == (TON, 2 * TON, 3 * TON, 4 * TON, 5 * TON)
    assert chart.targets == (TON, 2 * TON, 3 * TON, 3 * TON, 3 * TON)


def test_the_funnel_counts_people() -> None:
    with district() as records:
        for number in range(1, 5):
            register(records.session, number)
        records.approve(Deed(1), Deed(2))
        records.log(Deed(3, FIRST_DAY), Deed(1, FIRST_DAY + 1))

        found = reached(records.session, "life")
        empty = reached(records.session, "energy")

    assert found == Reached(4, 3, 2)
    assert empty == Reached(4, 0, 0)
    assert figures.funnel(found).series[0].values == (4, 3, 2)


def test_a_funnel_does_not_tell_a_viewer_of_few_people() -> None:
    found = Reached(40, 5, 4)

    chart = figures.funnel(found, suppress=True)

    assert chart.withheld == {2}
    assert [line[1] for line in chart.table()[1:]] == ["40", "5", "不足 5 人"]
    assert figures.funnel(found).withheld == frozenset()
    assert [chart.step_text(at) for at in range(3)] == ["", "12.5 %", "80.0 %"]


@given(amounts)
def test_the_shares_of_a_group_are_what_the_table_says_of_it(
    found: dict[tuple[str, ...], int],
) -> None:
    rows = [row(place, _, how, mg=mg) for (place, _, how), mg in found.items()]
    by_three = a_table(("subdistrict", "month", "methodology"), *rows)

    chart = figures.shares(by_three, "subdistrict", "methodology")

    assert chart.categories[0] == "合计"
    assert chart.totals[0] == sum(found.values()) == sum(chart.totals[1:])
    for at in range(len(chart.categories)):
        parts = [one.values[at] for one in chart.series]
        assert sum(parts) == chart.totals[at]


def test_a_share_is_said_in_whole_per_cent() -> None:
    by_two = a_table(
        ("methodology", "grade"),
        row("cycling", "measured", mg=2 * TON),
        row("cycling", "declared", mg=TON),
    )

    chart = figures.shares(by_two)

    assert [chart.share_text(0, number) for number in range(2)] == ["67 %", "33 %"]


def test_a_chart_that_the_table_cannot_give_is_refused() -> None:
    with pytest.raises(UserError, match="CHART_NEEDS"):
        figures.monthly(a_table(("subdistrict",), row("明水街道", mg=5)))


def test_an_empty_table_gives_no_chart() -> None:
    with district() as records:
        found = table(records.session, StatQuery(("month", "methodology")))

    assert figures.charts(found) == ()
    assert figures.cumulative(found, TON).is_empty
