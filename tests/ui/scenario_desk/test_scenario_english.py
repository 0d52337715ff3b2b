"""Charts and criteria speak the language of the window."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.scenarios.criteria import Criterion
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import Series
from ui.scenario_desk.scenario_english import spoken_chart
from ui.scenario_desk.scenario_english import spoken_criterion
from ui.shared import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.ui.scenario_desk.page import Page
    from ui.shared.settings import Settings

CHART = ChartSpec(
    ChartKind.LINE,
    "逐月",
    ("2025.12", "1月", "明水街道"),
    (Series("自行车骑行", (1, 2, 3)), Series("实测", (1, 2, 3))),
    "kgCO₂e",
    target=Series("目标", (4,)),
)
MONTHS = Criterion(
    "running_months", "连续运行月数", "个月", 12, Fraction(3), False, True, "深圳"
)


def test_a_chart_has_english_names_and_the_same_numbers(
    application: QApplication,
) -> None:
    del application
    in_chinese = spoken_chart(CHART)
    language.use(language.EN)

    spoken = spoken_chart(CHART)

    assert in_chinese is CHART
    assert spoken.categories == ("2025.12", "Jan", "明水街道")
    assert [one.name for one in spoken.series] == ["Cycling", "measured"]
    assert [one.values for one in spoken.series] == [(1, 2, 3), (1, 2, 3)]
    assert spoken.target is not None
    assert spoken.target.name == "target"


def test_a_criterion_has_an_english_unit(application: QApplication) -> None:
    del application
    in_chinese = spoken_criterion(MONTHS)
    language.use(language.EN)

    spoken = spoken_criterion(MONTHS)

    assert in_chinese.target_text == "≥ 12 个月"
    assert spoken.target_text == "≥ 12 months"


def test_the_page_changes_its_language_while_it_is_open(
    page: Page, settings: Settings
) -> None:
    settings.language = language.EN
    page.wait()
    page.wait()
    words = page.figures[0]

    settings.language = language.ZH
    page.wait()
    page.wait()

    assert words.startswith("Participants 6")
    assert page.figures[0].startswith("参与人数 6")
