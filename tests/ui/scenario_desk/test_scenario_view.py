"""The scenario page over real figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLabel

from carbon_points.audit.service import approve
from carbon_points.common.units import mass_text
from carbon_points.exchange.readers import read_table
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from tests.districts import as_of
from ui.scenario_desk.scenario_criteria import CriterionRow
from ui.shared.page import Role
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.statistics.tables import StatRow
    from carbon_points.storage.engine import Database
    from tests.ui.scenario_desk.page import Page
    from ui.shared.settings import Settings
    from ui.shared.table import Table


def totals(db: Database, scenario: str = "life") -> StatRow:
    with db.reading() as session:
        return table(session, StatQuery(scenario=scenario)).totals


def cells(shown: Table) -> list[list[str]]:
    model = shown.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_figures_are_those_of_the_statistics(page: Page, lively: Database) -> None:
    total = totals(lively)
    mass = " ".join(mass_text(total.reduction_mg or 0))

    people, deeds, reduction, points = page.figures

    assert people.startswith(f"参与人数 {total.participants} 人（户）")
    assert deeds == f"核定行为 {total.actions} 笔 待审核 1 笔"
    assert reduction.startswith(f"核定减排量 {mass}CO₂e")
    assert "未经核证" in reduction
    assert points.startswith(f"发放积分 {total.points:,} 分")


def test_an_arrow_goes_to_the_other_scenario_which_says_that_it_is_empty(
    page: Page,
) -> None:
    page.press(Qt.Key.Key_Right)
    empty = page.view._empty
    [label.text() for label in empty.findChildren(QLabel)]

    assert page.view.presenter.scenario_id == "energy"
    assert empty.isVisible()
    assert any(
        "本场景还没有已核定的行为" in label.text()
        for label in empty.findChildren(QLabel)
    )
    assert not page.view.export.isEnabled()

    page.press(Qt.Key.Key_Left)

    assert page.view.figures.isVisible()


def test_the_empty_state_leads_to_the_import(page: Page) -> None:
    page.click(page.shell.tabs.button(1))

    page.click(page.view._empty.findChildren(QAbstractButton)[0])

    assert type(page.window.page).__name__ == "ImportView"


def test_t_shows_the_numbers_of_the_charts(page: Page) -> None:
    page.press(Qt.Key.Key_T)
    shown = page.view.monthly.table
    assert shown is not None
    numbers = cells(shown)
    page.press(Qt.Key.Key_T)

    spec = page.view.monthly._specs[0]
    assert numbers == [list(row) for row in spec.table()[1:]]
    assert [row[0] for row in numbers] == ["3月", "4月", "5月", "6月"]
    assert page.view.monthly.table is None


def test_each_chart_of_a_card_can_be_chosen(page: Page) -> None:
    titles: dict[str, list[str]] = {}
    for name in ("monthly", "tiles", "ranking"):
        card = getattr(page.view, name)
        titles[name] = []
        for choice in card.choices:
            page.click(choice)
            titles[name].append(card.spec.title)

    assert titles == {
        "monthly": [
            "逐月核定减排量，按方法学",
            "逐月核定减排量，按证据等级",
            "逐月核定减排量，按参与者类别",
        ],
        "tiles": ["各街道（镇）核定减排量", "各街道（镇）参与者"],
        "ranking": ["各街道（镇）核定减排量", "各街道（镇）参与者"],
    }


def test_the_map_and_the_ranking_have_all_eighteen_places(page: Page) -> None:
    tiles, ranking = page.view.tiles.spec, page.view.ranking.spec

    assert tiles is not None
    assert ranking is not None
    assert len(set(tiles.cells)) == 18
    assert sorted(tiles.categories) == sorted(ranking.categories)
    assert sum(ranking.series[0].values) == sum(tiles.series[0].values)


def test_a_period_changes_every_figure_but_the_acceptance(
    page: Page, lively: Database
) -> None:
    before = page.view.acceptance._count.text()

    page.pick(page.view.period.kind, "chosen")
    page.pick(page.view.period.first, "2026-05")
    page.pick(page.view.period.last, "2026-06")
    deeds = page.figures[1]
    page.pick(page.view.period.kind, "last3")
    last_three = page.figures[1]
    page.pick(page.view.period.kind, "2026")

    assert deeds.startswith("核定行为 12 笔")
    assert last_three == deeds
    assert page.figures[1].startswith(f"核定行为 {totals(lively).actions} 笔")
    assert page.view.acceptance._count.text() == before


def test_each_criterion_says_what_is_there_and_what_is_assumed(page: Page) -> None:
    rows = page.view.acceptance.findChildren(CriterionRow)
    spoken = [row.accessibleName() for row in rows]

    assert len(spoken) == 9
    assert all("假定" in words and "目标的来源：" in words for words in spoken)
    assert "差 10 个月，2 个月 / ≥ 12 个月" in spoken[0]
    assert page.view.acceptance._count.text().endswith("/ 9")
    assert "场景实施方案" in page.view.acceptance._missing.text()


def test_an_approval_is_seen_at_once(page: Page, lively: Database) -> None:
    before = totals(lively).actions

    run = approve(lively, as_of(), "all")
    page.opened.events.publish(run)
    page.wait()

    assert run.approved == 1
    assert page.figures[1] == f"核定行为 {(before or 0) + 1} 笔 待审核 0 笔"


@pytest.mark.parametrize("suffix", [".xlsx", ".svg"])
def test_what_is_seen_is_exported(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    target = tmp_path / f"低碳生活{suffix}"
    answer = (str(target), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)

    page.click(page.view.export)

    assert target.stat().st_size > 1000
    assert page.view.export.isEnabled()
    assert page.window.around.toast.text == f"已导出到 {target}"
    if suffix == ".svg":
        assert "从登记到核定" in target.read_text("utf-8")
    if suffix == ".xlsx":
        assert "减排量" in "".join(read_table(target).header.names)


def test_the_chosen_form_ends_the_name_of_an_exported_file(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = (str(tmp_path / "场景"), "SVG (*.svg)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)

    page.click(page.view.export)

    assert (tmp_path / "场景.svg").exists()


def test_a_place_that_cannot_be_written_is_said(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    answer = (str(tmp_path / "file" / "a.xlsx"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)

    page.click(page.view.export)

    assert page.view.bar.isVisible()
    assert "a.xlsx" in page.view.bar.text
    assert page.view.figures.isVisible()


def test_a_viewer_sees_no_figures_of_small_groups(
    seat: Callable[[Database, Role], Page], lively: Database
) -> None:
    page = seat(lively, Role.VIEWER)

    assert page.figures[1].endswith("待审核 不足 5 人")
    assert not page.view._empty.findChildren(QAbstractButton)


def test_a_change_of_the_look_keeps_scenario_period_and_table(
    page: Page, settings: Settings
) -> None:
    page.pick(page.view.period.kind, "2026")
    page.press(Qt.Key.Key_T)

    settings.theme = Theme.DARK
    page.wait()
    page.wait()

    assert page.view.period.kind.code == "2026"
    assert page.view.presenter.period.first == "2026-01"
    assert page.view.monthly.table is not None
    settings.theme = Theme.LIGHT
    page.wait()


def test_every_control_has_a_name(page: Page) -> None:
    page.pick(page.view.period.kind, "chosen")

    controls = [
        widget
        for kind in (QAbstractButton, QComboBox)
        for widget in page.shell.findChildren(kind)
        if widget.isVisibleTo(page.shell)
    ]

    assert len(controls) >= 10
    assert [each for each in controls if not each.accessibleName()] == []


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_the_page_fits_on_a_small_screen(
    page: Page, settings: Settings, size: TextSize
) -> None:
    settings.text_size = size
    page.wait()
    page.wait()

    least = page.window.minimumSizeHint()

    assert least.width() <= 1366
    assert least.height() <= 690
    settings.text_size = TextSize.NORMAL
    page.wait()
