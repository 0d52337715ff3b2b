"""Charts are drawn from a spec, in Chinese, in every size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import LEVELS
from carbon_points.statistics.charts import nice_step
from carbon_points.statistics.charts import Series
from ui.shared import theme
from ui.shared.chart_tiles import contrast
from ui.shared.chart_tiles import ink_on
from ui.shared.chart_tiles import shade
from ui.shared.charts import Chart

if TYPE_CHECKING:
    from fractions import Fraction

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ARROWS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
LEFT_BUTTON = Qt.MouseButton.LeftButton
TONNE = 1_000_000_000
MONTHS = ("1月", "2月", "3月")
RIDES = Series("自行车骑行", (1 * TONNE, 2 * TONNE, 4 * TONNE))
CLOTHES = Series("旧衣", (TONNE // 2, 0, TONNE))


def spec(kind: ChartKind, target: Series | None = None) -> ChartSpec:
    return ChartSpec(
        kind,
        "逐月核定减排量",
        MONTHS,
        (RIDES, CLOTHES),
        "tCO₂e",
        TONNE,
        1,
        target,
        cells=((0, 0), (1, 0), (0, 1)),
    )


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_is_painted(
    qtbot: QtBot, application: QApplication, kind: ChartKind, *, dark: bool
) -> None:
    theme.apply(application, dark=dark)
    chart = Chart(spec(kind, Series("目标", (3 * TONNE,))))
    qtbot.addWidget(chart)
    chart.resize(600, 240)

    picture = chart.grab().toImage()

    ground = picture.pixel(0, 0)
    ink = sum(
        picture.pixel(x, y) != ground
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    assert ink > 300


def test_numbers_can_be_read_without_eyes(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    chart = Chart(spec(ChartKind.STACKED))
    qtbot.addWidget(chart)

    assert chart.accessibleName() == "图表：逐月核定减排量，最高 5.0 tCO₂e"
    assert "3月，4.0，1.0，5.0" in chart.accessibleDescription()


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_of_nothing_is_painted_too(
    qtbot: QtBot, application: QApplication, kind: ChartKind
) -> None:
    del application
    nothing = ChartSpec(kind, "空", (), (Series("无", ()),), "kg")
    chart = Chart(nothing)
    qtbot.addWidget(chart)
    chart.resize(400, 200)

    assert nothing.is_empty
    assert not chart.grab().isNull()
    assert not Chart().grab().isNull()


def test_a_target_is_one_value_or_one_for_each_month() -> None:
    once = spec(ChartKind.LINE, Series("目标", (7,)))
    each = spec(ChartKind.LINE, Series("目标", (1, 2, 3)))

    assert once.targets == (7, 7, 7)
    assert each.targets == (1, 2, 3)
    assert spec(ChartKind.LINE).targets == ()


def test_ticks_are_round_and_reach_over_the_highest_bar() -> None:
    ticks = spec(ChartKind.STACKED).ticks()

    assert ticks == (0, 2 * TONNE, 4 * TONNE, 6 * TONNE)
    assert spec(ChartKind.STACKED).tick_text(ticks[1]) == "2"


@given(st.fractions(min_value=0, max_value=10**12))
def test_a_step_is_the_next_round_number(least: Fraction) -> None:
    step = nice_step(least)

    assert step >= least
    assert least == 0 or step < 3 * least
    assert {int(digit) for digit in f"{step.numerator}".strip("0")} <= {1, 2, 5}


@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=24))
def test_every_value_stands_below_the_last_tick(values: list[int]) -> None:
    months = tuple(str(month) for month in range(len(values)))
    one = ChartSpec(ChartKind.LINE, "", months, (Series("", tuple(values)),), "g")

    ticks = one.ticks()

    assert ticks[-1] >= max(values)
    assert len(set(ticks)) == len(ticks) > 1


def test_the_table_has_the_totals_and_the_target() -> None:
    table = spec(ChartKind.STACKED, Series("目标", (3 * TONNE,))).table()

    assert table[0][-2:] == ("Σ tCO₂e", "目标 tCO₂e")
    assert table[3] == ("3月", "4.0", "1.0", "5.0", "3.0")


@pytest.mark.parametrize("kind", list(ChartKind))
def test_the_arrows_go_over_every_part_and_enter_opens_it(
    qtbot: QtBot, application: QApplication, kind: ChartKind
) -> None:
    del application
    chart = Chart(spec(kind))
    chart.let_open()
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.show()
    chart.grab()
    chart.setFocus()
    opened: list[tuple[int, int]] = []
    chart.opened.connect(lambda at, number: opened.append((at, number)))

    reached = {0}
    while True:
        ways = [arrow for arrow in ARROWS for _ in reached]
        before = set(reached)
        for arrow in ways:
            QTest.keyClick(chart, arrow)
            reached.add(chart._current)
        if reached == before:
            break
    QTest.keyClick(chart, Qt.Key.Key_Return)

    last = chart.marks[chart._current]
    assert reached == set(range(len(chart.marks)))
    assert opened == [(last.at, last.number)]
    assert MONTHS[last.at] in chart.accessibleName()


def test_a_click_opens_the_part_under_it(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    chart = Chart(spec(ChartKind.STACKED))
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.show()
    chart.grab()
    last = chart.marks[-1]
    opened: list[tuple[int, int]] = []
    chart.opened.connect(lambda at, number: opened.append((at, number)))

    QTest.mouseClick(chart, LEFT_BUTTON, pos=last.room.center().toPoint())
    chart.let_open()
    QTest.mouseClick(chart, LEFT_BUTTON, pos=last.room.center().toPoint())
    QTest.mouseClick(chart, LEFT_BUTTON, pos=chart.rect().topLeft())

    assert opened == [(2, 1)]


def test_a_withheld_part_does_not_open(qtbot: QtBot, application: QApplication) -> None:
    del application
    chart = Chart(replace(spec(ChartKind.TILES), withheld=frozenset({0})))
    chart.let_open()
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.show()
    chart.grab()
    chart.setFocus()

    with qtbot.assertNotEmitted(chart.opened):
        QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Left)

    assert "不足 5 人" in chart.accessibleName()


@pytest.mark.parametrize("dark", [False, True])
def test_the_words_on_a_tile_can_be_read(
    application: QApplication, *, dark: bool
) -> None:
    theme.apply(application, dark=dark)

    for level in range(1, LEVELS + 1):
        ground = shade(level)
        assert contrast(ground, ink_on(ground)) >= 4.5
