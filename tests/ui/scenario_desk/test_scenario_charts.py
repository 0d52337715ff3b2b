"""What a chart's card says besides the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import Series
from ui.scenario_desk.scenario_charts import ahead_or_behind
from ui.scenario_desk.scenario_charts import ChartCard
from ui.scenario_desk.scenario_charts import ChartName
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def line(*, reached: int, aim: int) -> ChartSpec:
    series = (Series("累计", (0, reached)),)
    target = Series("目标", (aim, aim))
    months = ("1月", "2月")
    return ChartSpec(ChartKind.LINE, "累计", months, series, "kg", target=target)


@pytest.mark.parametrize(
    ("reached", "aim", "words", "tone"),
    [
        (1064, 1000, "领先目标进度 6.4%", Tone.OK),
        (1000, 1000, "领先目标进度 0.0%", Tone.OK),
        (2000, 1000, "领先目标进度 100.0%", Tone.OK),
        (2001, 1000, "远超目标进度", Tone.OK),
        (999, 1000, "落后目标进度 0.1%", Tone.WARN),
        (0, 1000, "落后目标进度 100.0%", Tone.WARN),
    ],
)
def test_a_line_stands_ahead_of_its_target_or_behind(
    reached: int, aim: int, words: str, tone: Tone
) -> None:
    found = ahead_or_behind(line(reached=reached, aim=aim))

    assert found is not None
    assert (found.text, found.tone) == (words, tone)


def test_bars_and_lines_without_a_target_stand_nowhere() -> None:
    bars = ChartSpec(ChartKind.STACKED, "逐月", ("1月",), (Series("a", (1,)),), "kg")

    assert ahead_or_behind(bars) is None
    assert ahead_or_behind(line(reached=1, aim=0)) is None


def test_a_long_ranking_has_room_for_every_name(
    application: QApplication, qtbot: QtBot
) -> None:
    del application
    places = tuple(f"{n} 街道" for n in range(18))
    numbers = Series("核定减排量", tuple(range(18, 0, -1)))
    card = ChartCard((ChartName("各街道"),))
    qtbot.addWidget(card)

    card.show_specs((ChartSpec(ChartKind.RANKING, "", places, (numbers,), "kg"),))

    assert card.chart.minimumHeight() >= 18 * 18
