"""The cross table: what is picked, what it says, and what a cell opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.ui.scenario_desk.test_scenario_view import cells
from tests.ui.scenario_desk.test_scenario_view import totals
from ui.scenario_desk.scenario_pivot import PivotLeaf
from ui.shared.page import Role
from ui.shared.settings import Theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.scenario_desk.page import Page
    from ui.shared.settings import Settings


def crossed(page: Page) -> PivotLeaf:
    """The leaf of the cross table."""
    if page.shell.leaf_id != "statistics":
        page.window.navigate("scenarios", leaf="statistics")
        page.wait()
    found = page.shell.leaf
    assert isinstance(found, PivotLeaf)
    return found


def lines(leaf: PivotLeaf) -> list[list[str]]:
    assert leaf.cross.table is not None
    return cells(leaf.cross.table)


def test_the_last_cell_is_the_total_of_the_statistics(
    page: Page, lively: Database
) -> None:
    leaf = crossed(page)

    page.pick(leaf.picker.measure, "actions")

    table = lines(leaf)
    assert table[-1][0] == "合计"
    assert table[-1][-1] == f"{totals(lively).actions:,}"
    assert "链位置" in leaf._foot.text()


def test_a_dimension_stands_in_one_place_only(page: Page) -> None:
    leaf = crossed(page)

    page.pick(leaf.picker.down, "month")
    after_lines = (leaf.picker.down.code, leaf.picker.across.code)
    page.pick(leaf.picker.across, "month")
    after_columns = (leaf.picker.down.code, leaf.picker.across.code)
    page.pick(leaf.picker.across, "kind")

    assert after_lines == ("month", "")
    assert after_columns == ("subdistrict", "month")
    assert not leaf.picker.fixed["kind"].isEnabled()
    assert leaf.picker.fixed["methodology"].isEnabled()


def test_what_is_held_fast_narrows_every_cell(page: Page, lively: Database) -> None:
    leaf = crossed(page)
    page.pick(leaf.picker.measure, "actions")
    page.pick(leaf.picker.fixed["methodology"], "cycling")

    rides = int(lines(leaf)[-1][-1])
    page.pick(leaf.picker.fixed["kind"], "sme")

    assert 0 < rides < (totals(lively).actions or 0)
    assert leaf._stack.currentWidget() is leaf._empty
    assert not leaf.export.isEnabled()


def test_a_cell_opens_its_records(page: Page) -> None:
    leaf = crossed(page)
    page.pick(leaf.picker.measure, "actions")
    assert leaf.cross.table is not None
    leaf.cross.table.setFocus()

    page.press(Qt.Key.Key_Right)
    page.press(Qt.Key.Key_Return)

    wanted = int(lines(leaf)[0][2])
    assert leaf.drawer.isVisible()
    assert leaf.drawer.table is not None
    assert len(cells(leaf.drawer.table)) == wanted


def test_t_draws_the_cross_table(page: Page) -> None:
    leaf = crossed(page)

    page.press(Qt.Key.Key_T)

    assert leaf._stack.currentWidget() is leaf._drawing
    assert leaf.card.spec is not None
    assert leaf.card.spec.title == "核定减排量：街道（镇） × 月份"


@pytest.mark.parametrize("suffix", [".xlsx", ".png"])
def test_the_cross_table_is_exported(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    leaf = crossed(page)
    target = tmp_path / f"cross{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    page.click(leaf.export)

    assert target.stat().st_size > 1000
    assert page.window.around.toast.text == f"已导出到 {target}"


def test_an_arrow_changes_the_scenario_of_the_cross_table(page: Page) -> None:
    leaf = crossed(page)
    members = leaf.picker.fixed["methodology"].count()

    page.press(Qt.Key.Key_Right)

    assert leaf._stack.currentWidget() is leaf._empty
    assert leaf.picker.fixed["methodology"].count() == members + 1


def test_a_viewer_sees_no_small_cell(
    seat: Callable[[Database, Role], Page], lively: Database
) -> None:
    leaf = crossed(seat(lively, Role.VIEWER))

    page_text = leaf._foot.text()

    assert "不足 5 人的组和能推出它们的合计不显示" in page_text


def test_a_change_of_the_look_keeps_what_is_picked(
    page: Page, settings: Settings
) -> None:
    leaf = crossed(page)
    page.pick(leaf.picker.measure, "points")
    page.pick(leaf.picker.fixed["grade"], "measured")

    settings.theme = Theme.DARK
    page.wait()
    page.wait()

    found = crossed(page).picker.value
    assert found.measure == "points"
    assert found.fixed == (("grade", "measured"),)
    settings.theme = Theme.LIGHT
    page.wait()
