"""Tables show any number of rows and only ask for what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QLineEdit

from ui.shared.badges import badge
from ui.shared.notices import EmptyState
from ui.shared.table import Table
from ui.shared.table_model import CELL
from ui.shared.table_model import Column
from ui.shared.table_model import Flawed
from ui.shared.table_model import PAGE_ROWS
from ui.shared.table_model import PAGES_KEPT
from ui.shared.table_model import TableModel
from ui.shared.table_model import Tick
from ui.shared.table_model import Trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from ui.shared.table_model import Cell

MILLION = 1_000_000
COLUMNS = (
    Column("姓名", 120, strong=True),
    Column("数量", 100, right=True),
    Column("状态", 120),
    Column("地点", 160, stretch=True),
    Column("等待", 90, quiet=True, optional=1),
    Column("单号", 120, optional=2),
)


class Numbers:
    """A million rows that are made when they are asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def count(self) -> int:
        return MILLION

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        self.asked.append(first)
        last = min(first + count, MILLION)
        return [
            (f"第 {n} 位", str(n), badge("waiting"), "双山", "2 天", "C")
            for n in range(first, last)
        ]


@pytest.fixture
def numbers() -> Numbers:
    """The source of a test."""
    return Numbers()


@pytest.fixture
def table(qtbot: QtBot, application: QApplication, numbers: Numbers) -> Table:
    """A table of a million rows on screen."""
    del application
    made = Table(TableModel(COLUMNS, numbers), "编号列表")
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_a_million_rows_are_shown_by_fetching_one_page(
    table: Table, numbers: Numbers
) -> None:
    table.grab()

    assert table.verticalScrollBar().maximum() > MILLION
    assert set(numbers.asked) == {0}


def test_any_place_is_one_jump_away(table: Table, numbers: Numbers) -> None:
    table.go_to(MILLION - 1)
    table.grab()

    assert table.current == MILLION - 1
    assert len(set(numbers.asked)) <= 4


def test_pages_seen_long_ago_are_forgotten(numbers: Numbers) -> None:
    model = TableModel(COLUMNS, numbers)
    for page in range(PAGES_KEPT + 1):
        model.cell(page * PAGE_ROWS, 0)
    numbers.asked.clear()

    model.cell(PAGES_KEPT * PAGE_ROWS, 0)
    model.cell(0, 0)

    assert numbers.asked == [0]


def test_a_changed_row_is_fetched_again(numbers: Numbers) -> None:
    model = TableModel(COLUMNS, numbers)
    model.cell(3, 0)

    model.renew(3)
    model.cell(3, 0)

    assert numbers.asked == [0, 0]


def test_rows_have_their_fixed_height(table: Table) -> None:
    assert {table.rowHeight(row) for row in (0, 7, MILLION - 1)} == {38}


def test_narrow_tables_hide_what_matters_least(table: Table) -> None:
    table.resize(620, 600)
    QApplication.processEvents()
    narrow = [table.isColumnHidden(at) for at in range(6)]
    table.resize(1000, 600)
    QApplication.processEvents()

    assert narrow == [False, False, False, False, False, True]
    assert not table.isColumnHidden(5)


def test_enter_opens_and_letters_are_left_to_the_page(
    qtbot: QtBot, table: Table
) -> None:
    table.go_to(4)
    QTest.keyClick(table, Qt.Key.Key_A)

    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [4]


def test_moving_on_is_told(qtbot: QtBot, table: Table) -> None:
    table.go_to(0)

    with qtbot.waitSignal(table.picked) as picked:
        QTest.keyClick(table, Qt.Key.Key_Down)

    assert picked.args == [1]


def test_every_kind_of_cell_is_painted_and_has_words(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    cells: tuple[Cell, ...] = (
        Tick(on=True),
        Flawed("188", "里程太长"),
        badge("rejected"),
        Trend((1, 3, 2, 5)),
        None,
        "文字",
    )
    model = TableModel(COLUMNS)
    table = Table(model, "各种格")
    qtbot.addWidget(table)
    table.resize(800, 200)
    table.show()
    empty = colours(table)

    model.show_rows([cells])
    table.selectRow(0)

    assert [model.index(0, at).data() for at in range(6)] == [
        "✓",
        "188",
        "已驳回",
        "↗",
        "—",
        "文字",
    ]
    assert model.index(0, 5).data(CELL) is None
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "里程太长"
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "状态 已驳回"
    assert colours(table) > empty + 20


def test_a_flawed_cell_is_edited_in_place(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    model = TableModel(COLUMNS)
    model.show_rows([("张", Flawed("188", "太长"), None, "", "", "")])
    table = Table(model, "问题行")
    qtbot.addWidget(table)
    table.show()
    table.activateWindow()
    table.setCurrentIndex(model.index(0, 1))

    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("18.8")
    with qtbot.waitSignal(model.edited) as edited:
        QTest.keyClick(editor, Qt.Key.Key_Return)

    assert edited.args == [0, 1, "18.8"]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_an_empty_table_says_so_until_there_are_rows(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    model = TableModel(COLUMNS)
    table = Table(model, "参与者列表")
    qtbot.addWidget(table)
    state = EmptyState("还没有参与者。", "users")
    table.show_when_empty(state)
    before = state.isVisibleTo(table)

    model.show_rows([("张", "1", None, "", "", "")])

    assert before
    assert not state.isVisibleTo(table)


def colours(table: Table) -> int:
    """How many different colours are on screen."""
    picture = table.grab().toImage()
    return len(
        {
            picture.pixel(x, y)
            for x in range(picture.width())
            for y in range(min(picture.height(), 90))
        }
    )
