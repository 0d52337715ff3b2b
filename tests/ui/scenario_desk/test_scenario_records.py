"""Every number of the page opens its records, and a record its calculation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.statistics.behind import behind
from carbon_points.statistics.behind import Slice
from carbon_points.statistics.queries import reached
from tests.ui.scenario_desk.test_scenario_view import cells
from tests.ui.scenario_desk.test_scenario_view import totals
from ui.scenario_desk import scenario_records
from ui.scenario_desk.scenario_acceptance import AcceptanceLeaf
from ui.scenario_desk.scenario_criteria import CriterionRow
from ui.shared.page import Role
from ui.shared.widgets import Button
from ui.shared.widgets import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.scenario_desk.page import Page
    from ui.scenario_desk.scenario_charts import ChartCard
    from ui.scenario_desk.scenario_drawer import RecordsDrawer


def open_first(page: Page, card: ChartCard) -> RecordsDrawer:
    """Enter on the first part of a chart."""
    card.chart.grab()
    card.chart.setFocus()
    page.press(Qt.Key.Key_Return)
    return page.view.drawer


def listed(drawer: RecordsDrawer) -> list[list[str]]:
    assert drawer.table is not None
    return cells(drawer.table)


def test_a_part_of_a_chart_opens_the_records_it_is_made_of(
    page: Page, lively: Database
) -> None:
    drawer = open_first(page, page.view.monthly)

    spec = page.view.monthly.spec
    assert spec is not None
    month, methodology = spec.keys[0], spec.series[0].key
    with lively.reading() as session:
        found = behind(session, Slice("life", month, month, methodology=methodology))
    assert drawer.isVisible()
    assert drawer._title.accessibleName() == f"低碳生活 · {month} · 自行车骑行"
    assert drawer._sums.text().startswith(f"{found.actions} 笔 · {found.participants}")
    assert len(listed(drawer)) == found.actions
    assert all(row[1].endswith("**") for row in listed(drawer))


@pytest.mark.parametrize(
    "card", ["monthly", "cumulative", "tiles", "ranking", "layers", "funnel"]
)
def test_every_chart_can_be_opened(page: Page, card: str) -> None:
    drawer = open_first(page, getattr(page.view, card))

    assert drawer.isVisible()
    assert listed(drawer)
    assert not drawer.bar.isVisible()


def test_a_record_opens_its_calculation_and_escape_goes_back(page: Page) -> None:
    drawer = open_first(page, page.view.monthly)

    page.press(Qt.Key.Key_Return)
    explained = drawer._stack.currentWidget() is drawer.why
    text = drawer.why._name.text()
    page.press(Qt.Key.Key_Escape)
    back = drawer.isVisible() and drawer._stack.currentWidget() is not drawer.why
    page.press(Qt.Key.Key_Escape)

    assert explained
    assert "ER =" in text
    assert back
    assert not drawer.isVisible()


def test_the_figures_at_the_top_open_their_records(
    page: Page, lively: Database
) -> None:
    sums = {}
    for name in ("people", "actions", "reduction", "points", "waiting"):
        page.view.figures.opened.emit(name)
        page.wait()
        sums[name] = (page.view.drawer._sums.text(), len(listed(page.view.drawer)))

    total = totals(lively)
    assert sums["people"][1] == total.participants
    for name in ("actions", "reduction", "points"):
        assert sums[name][1] == total.actions
        assert sums[name][0].endswith(f"{total.points:,} 分")
    assert sums["waiting"][1] == 1


def test_each_step_of_the_funnel_opens_its_people(page: Page, lively: Database) -> None:
    with lively.reading() as session:
        found = reached(session, "life")
    spec = page.view.funnel.spec
    assert spec is not None
    counts = []
    for at in range(3):
        page.view.funnel.opened.emit(spec, at, 0)
        page.wait()
        counts.append(len(listed(page.view.drawer)))

    assert counts == [found.registered, found.logged, found.approved]


def test_a_viewer_gets_groups_and_no_records(
    seat: Callable[[Database, Role], Page], lively: Database
) -> None:
    page = seat(lively, Role.VIEWER)

    drawer = open_first(page, page.view.cumulative)
    page.press(Qt.Key.Key_Return)

    assert "不足 5 人的组不显示" in drawer._hint.text()
    assert len(listed(drawer)[0]) == 5
    assert drawer._stack.currentWidget() is not drawer.why
    assert not drawer.explain_button.isVisible()


def test_a_viewer_is_told_how_many_registered_and_nothing_of_them(
    seat: Callable[[Database, Role], Page], lively: Database
) -> None:
    page = seat(lively, Role.VIEWER)
    with lively.reading() as session:
        found = reached(session, "life")

    drawer = open_first(page, page.view.funnel)

    assert drawer._sums.text() == f"{found.registered} 人（户）"
    assert listed(drawer) == []


def test_an_admin_sees_masked_records_without_their_calculation(
    seat: Callable[[Database, Role], Page], lively: Database
) -> None:
    page = seat(lively, Role.ADMIN)

    drawer = open_first(page, page.view.monthly)

    assert listed(drawer)
    assert "只对审核员开放" in drawer._hint.text()
    assert not drawer.explain_button.isVisible()


def test_records_that_cannot_be_read_can_be_asked_for_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise DatabaseUnusableError("DB_DISK_FULL")

    with monkeypatch.context() as broken_once:
        broken_once.setattr(scenario_records, "open_number", broken)
        drawer = open_first(page, page.view.monthly)
        said = drawer.bar.isVisible()
    retry = next(each for each in drawer.bar.findChildren(Button) if each.text())
    page.click(retry)

    assert said
    assert not drawer.bar.isVisible()
    assert listed(drawer)


def test_the_acceptance_leaf_says_where_every_target_comes_from(page: Page) -> None:
    page.shell.turn("acceptance")
    page.wait()
    leaf = page.shell.leaf
    assert isinstance(leaf, AcceptanceLeaf)
    rows = leaf.card.findChildren(CriterionRow)
    page.click(rows[0].findChildren(IconButton)[0])
    opened = leaf.drawer.isVisible()
    page.shell.escape()

    assert len(rows) == 9
    assert opened
    assert not leaf.drawer.isVisible()


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".xlsx"])
def test_each_chart_is_written_with_its_pedigree(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    target = tmp_path / f"map{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    page.view.tiles._want_export(ending)
    page.wait()

    assert target.stat().st_size > 1000
    if ending == ".svg":
        text = target.read_text("utf-8")
        assert "双山街道" in text
        assert "未经核证" in text
        assert "方法学" in text


def test_a_chart_is_looked_at_before_it_is_printed(page: Page) -> None:
    page.view.layers._want_export("")
    page.wait()
    shown = page.view.printing.isVisible()
    page.press(Qt.Key.Key_Escape)
    page.window._keys.press("print_page")
    page.wait()

    assert shown
    assert page.view.printing.isVisible()
    assert page.view.printing.preview.where.startswith("第 1 /")
