"""A file is checked before anything is written, and every row says what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from carbon_points.exchange.sentences import problem_sentence
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.ui.service_desk.importing.page import endless
from tests.ui.service_desk.importing.page import HOSTILE
from tests.ui.service_desk.importing.page import imports
from tests.ui.service_desk.importing.page import REGISTER
from tests.ui.service_desk.importing.page import rides
from ui.service_desk import import_wording
from ui.service_desk import import_work
from ui.service_desk.import_state import Step
from ui.shared.table_model import Flawed
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.importing.page import Page


def test_a_file_is_checked_before_anything_is_written(
    page: Page, empty: Database
) -> None:
    page.choose(REGISTER)

    assert page.step is Step.REVIEW
    assert page.view.review.counts.good.accessibleName() == "可导入 12 行"
    assert page.view.review.counts.people.accessibleName() == "新建档案 12 人（户）"
    assert page.model.rowCount() == 12
    assert imports(empty) == []


def test_the_same_file_is_recognised(page: Page) -> None:
    page.choose(REGISTER)
    page.hand.commit()

    page.choose(REGISTER)

    assert "已导入过（12 行）" in page.message
    assert "只会处理新出现的行" in page.message
    assert page.cells(0)[-2] == "重复"
    assert not page.view.review.commit.isEnabled()


def test_f8_goes_from_problem_to_problem_and_round(page: Page) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.choose(HOSTILE / "dates.csv")
    first = page.row

    page.hand.press(Qt.Key.Key_F8)
    second = page.row
    page.hand.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    back = page.row
    page.hand.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    last = page.row

    assert (first, second, back) == (2, 3, 2)
    assert last == max(page.view.presenter.files[0].problems)


def test_what_is_wrong_is_framed_named_and_explained(page: Page) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.choose(HOSTILE / "dates.csv")
    table = page.view.review.table
    assert table is not None

    here = table.currentIndex()
    cell = page.model.cell(here.row(), here.column())

    assert isinstance(cell, Flawed)
    assert cell.text == "2026-02-30 08:00:00"
    spoken = here.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("第 2 行“开锁时间”：")
    assert page.view.review._row.accessibleName() == spoken
    assert page.model.flags(here) & Qt.ItemFlag.ItemIsEditable
    assert page.cells(0)[-2:] == ["需修正", "时间“2026-02-30 08:00:00”看不懂或不存在"]
    assert "行有问题，尚未写入任何数据。" in page.message


def test_only_the_rows_with_problems_are_shown_if_wanted(
    small_page: Page, tmp_path: Path
) -> None:
    small_page.choose(rides(tmp_path))
    everything = small_page.model.rowCount()

    small_page.click(small_page.view.review.only_bad)
    bad = [small_page.cells(row)[0] for row in range(small_page.model.rowCount())]
    small_page.hand.press(Qt.Key.Key_F8)

    assert (everything, bad, small_page.row) == (3, ["4"], 4)


def test_people_are_masked_but_for_the_cell_that_is_wrong(
    small_page: Page, tmp_path: Path
) -> None:
    small_page.choose(rides(tmp_path))

    assert small_page.cells(0)[2] == "139****0001"
    assert small_page.cells(2)[2] == "13900000077"


def test_rows_that_stay_without_credit_are_told_apart(
    small_page: Page, tmp_path: Path, small: Database
) -> None:
    small_page.choose(drops_file(tmp_path, [Drop(grams=10)]))
    label = small_page.view.review.commit.accessibleName()
    badge, reason = small_page.cells(0)[-2:]
    (problem,) = small_page.view.presenter.files[0].problems.values()

    small_page.hand.commit()

    assert badge == "不予计入"
    assert problem_sentence(problem) == f"第 2 行：{reason}"
    assert import_wording.whole_sentence(problem) == problem_sentence(problem)
    assert label == "留存 1 行（不予计入）"
    assert len(imports(small)) == 1


@pytest.mark.parametrize("name", ["empty.csv", "truncated.xlsx"])
def test_an_unreadable_file_gives_one_sentence_and_the_page_goes_on(
    page: Page, name: str
) -> None:
    page.choose(HOSTILE / name)
    said = page.message

    page.choose(REGISTER)

    assert said.startswith(f"打不开“{name}”：")
    assert page.step is Step.REVIEW
    assert page.message == ""


def test_another_of_the_files_is_looked_at(page: Page) -> None:
    page.choose(REGISTER, HOSTILE / "duplicate_header.csv", HOSTILE / "empty.csv")
    files = page.view.review.files.list

    files.setCurrentRow(2)
    unreadable = page.message
    files.setCurrentRow(1)
    strange = page.message
    page.click(page.view.review.columns)
    asked = page.step
    page.click(page.view.columns.back)

    assert unreadable.startswith("打不开“empty.csv”")
    assert "请在“对应列”里指明每一列是什么" in strange
    assert (asked, page.step) == (Step.COLUMNS, Step.REVIEW)


def test_a_check_that_is_cancelled_says_that_nothing_was_written(
    page: Page, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_work, "check_all", endless)
    page.view.presenter.choose([REGISTER])
    strip = page.view.progress
    qtbot.waitUntil(strip.isVisible)

    page.click(strip.findChild(Button))

    assert page.message == "已取消，一行也没有写入，账本与导入前一致。"
    assert page.step is Step.CHOOSE
    assert not strip.isVisible()


def test_every_row_says_what_would_become_of_it_and_why(
    small_page: Page, tmp_path: Path
) -> None:
    page = small_page
    page.choose(rides(tmp_path))
    first = [page.cells(row)[-2:] for row in range(3)]
    page.hand.commit()

    page.choose(tmp_path / page.view.presenter.files[0].path.name)
    again = page.cells(0)[-2:]
    page.choose(drops_file(tmp_path, [Drop(grams=30_000)]))
    doubtful = page.cells(0)[-2:]

    assert first[:2] == [["可导入", ""], ["重复", "与第 2 行相同，将跳过"]]
    assert first[2][0] == "待登记"
    assert again == ["重复", "以前已登记过，将跳过"]
    assert doubtful[0] == "存疑"
    assert doubtful[1]
