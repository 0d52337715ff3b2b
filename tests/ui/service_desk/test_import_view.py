"""The import page as a hand works it: real files over a real, small district."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtCore import QPointF
from PySide6.QtCore import Qt
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit

from carbon_points.evidence.queries import files_of
from carbon_points.exchange.queries import recent_imports
from carbon_points.exchange.readers import load_mapping
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.report import FileReport
from carbon_points.exchange.sentences import problem_sentence
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import AS_OF
from tests.districts import DATA
from tests.logged import logged
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from ui.service_desk import import_columns_work
from ui.service_desk import import_wording
from ui.service_desk import import_work
from ui.service_desk.import_state import Step
from ui.service_desk.import_view import ImportView
from ui.shared.drops import SheetDrops
from ui.shared.settings import Theme
from ui.shared.table_model import Flawed
from ui.shared.tokens import TextSize
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.common.progress import Progress
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.shared.settings import Settings
    from ui.shared.table_model import TableModel

HOSTILE = DATA / "hostile"
REGISTER = HOSTILE / "00_register.csv"
ODD_HEADINGS = "甲,乙,丙,丁,戊\nA1,13900000001,2026-03-02 09:00,2026-03-02 09:15,3000\n"


class Page:
    """The import page and the hand that works it."""

    def __init__(self, hand: Hand, patch: pytest.MonkeyPatch) -> None:
        self.hand = hand
        self._patch = patch
        hand.window.navigate("import")
        hand.wait()
        self.view.presenter._today = lambda: AS_OF

    @property
    def view(self) -> ImportView:
        """The page, which is another one after a change of the look."""
        found = self.hand.window.page
        assert isinstance(found, ImportView)
        return found

    @property
    def step(self) -> Step:
        return self.view.presenter.step

    @property
    def message(self) -> str:
        return self.view.bar.text if self.view.bar.isVisible() else ""

    def choose(self, *paths: Path) -> None:
        """Open the dialog with its key and take these files."""
        self._patch.setattr(
            QFileDialog, "getOpenFileNames", lambda *_: ([str(p) for p in paths], "")
        )
        self.hand.press(Qt.Key.Key_O, CTRL)

    def save_as(self, path: Path) -> None:
        """What every question for a place will be answered with."""
        self._patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    def click(self, button: Button | None) -> None:
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.hand.wait()

    def cells(self, row: int) -> list[str]:
        model = self.model
        return [
            str(model.index(row, column).data())
            for column in range(model.columnCount())
        ]

    @property
    def model(self) -> TableModel:
        found = self.view.review._model
        assert found is not None
        return found

    @property
    def row(self) -> int:
        """The number, in the file, of the row that is looked at."""
        table = self.view.review.table
        assert table is not None
        return int(self.cells(table.current)[0])


@pytest.fixture(autouse=True)
def _own_mappings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test remembers of a header, no other one knows."""
    monkeypatch.setattr(
        import_columns_work, "user_config_path", lambda *_a, **_k: tmp_path / "config"
    )


@pytest.fixture
def page(
    seat: Callable[[Database], Hand], empty: Database, monkeypatch: pytest.MonkeyPatch
) -> Page:
    """The import page of a worker in a district without people."""
    return Page(seat(empty), monkeypatch)


@pytest.fixture
def small_page(
    seat: Callable[[Database], Hand], small: Database, monkeypatch: pytest.MonkeyPatch
) -> Page:
    """The same in a district with a handful of people."""
    return Page(seat(small), monkeypatch)


def imports(db: Database) -> list[str]:
    with db.reading() as session:
        return [each.file_name for each in recent_imports(session)]


def rides(tmp_path: Path) -> Path:
    """Three rides: a good one, the same again, and one of nobody."""
    return rides_file(tmp_path, [Ride("A1"), Ride("A1"), Ride("A3", person=77)])


def test_a_file_is_checked_before_anything_is_written(
    page: Page, empty: Database
) -> None:
    page.choose(REGISTER)

    assert page.step is Step.REVIEW
    assert page.view.review.counts.good.accessibleName() == "可导入 12 行"
    assert page.view.review.counts.people.accessibleName() == "新建档案 12 人（户）"
    assert page.model.rowCount() == 12
    assert imports(empty) == []


def test_ctrl_enter_writes_what_is_good_and_says_how_much(
    page: Page, empty: Database
) -> None:
    heard: list[FileReport] = []
    opened = page.hand.window._opened
    assert opened is not None
    opened.events.subscribe(FileReport, heard.append)
    page.choose(REGISTER)

    page.hand.commit()

    assert page.step is Step.DONE
    assert page.view.done.accessibleName().startswith("已写入 12 行，跳过 0 行。")
    assert imports(empty) == ["00_register.csv"]
    assert [report.accepted for report in heard] == [12]


def test_ctrl_enter_after_writing_begins_the_next_import(page: Page) -> None:
    page.choose(REGISTER)
    page.hand.commit()

    page.hand.commit()

    assert page.step is Step.CHOOSE
    assert page.hand.focus is page.view.choose.zone.choose


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


def test_a_batch_is_taken_back_with_a_reason(page: Page, empty: Database) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.click(page.view.done.back)

    page.hand.press(Qt.Key.Key_Return)
    still = imports(empty)
    page.hand.enter("导错了文件")

    assert still == ["00_register.csv"]
    assert imports(empty) == []
    assert page.step is Step.CHOOSE


def test_an_earlier_batch_is_taken_back_from_the_list(
    page: Page, empty: Database
) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.hand.commit()
    back = next(
        button
        for button in page.view.choose.recent.findChildren(Button)
        if button.accessibleName() == "整批撤回 00_register.csv"
    )

    page.click(back)
    page.hand.enter("重复登记")

    assert imports(empty) == []


def test_a_batch_that_is_in_use_stays(page: Page, empty: Database) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.choose(HOSTILE / "mixed_newlines.csv")
    page.hand.commit()
    page.hand.commit()
    with empty.reading() as session:
        register = recent_imports(session)[-1]

    page.view.presenter.take_back([register.batch_id], "试一试")
    page.hand.wait()

    assert "已有行为或设施" in page.message
    assert len(imports(empty)) == 2


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


def test_two_columns_of_one_name_are_settled_by_hand(page: Page) -> None:
    page.choose(HOSTILE / "duplicate_header.csv")
    was, said = page.step, page.message
    second = next(
        field
        for field in page.view.columns.fields
        if field.accessibleName() == "手机号#2 当作"
    )

    second.setFocus()
    page.hand.press(Qt.Key.Key_Home)
    second.activated.emit(second.currentIndex())
    code = second.code
    page.hand.commit()

    assert was is Step.COLUMNS
    assert "两列都像“手机号”" in said
    assert code == ""
    assert page.step is Step.REVIEW


def test_strange_headings_are_understood_once_they_are_named_and_remembered(
    small_page: Page, tmp_path: Path, small: Database
) -> None:
    odd = tmp_path / "甲_导出.csv"
    odd.write_text(ODD_HEADINGS, "utf-8")
    small_page.choose(odd)
    columns = small_page.view.columns
    columns.kind.choose("rides")
    columns.kind.activated.emit(columns.kind.currentIndex())
    lacking = columns._note.text()

    for at, name in enumerate(("order_no", "phone", "start", "end", "distance")):
        columns.fields[at].choose(name)
        columns.fields[at].activated.emit(columns.fields[at].currentIndex())
    columns.units[4].choose("m")
    columns.units[4].activated.emit(columns.units[4].currentIndex())
    small_page.hand.commit()
    found = small_page.step, small_page.view.presenter.good
    odd.write_text(ODD_HEADINGS.replace("A1", "A2"), "utf-8")
    small_page.choose(odd)

    assert lacking.startswith("还差：")
    assert found == (Step.REVIEW, 1)
    assert (small_page.step, small_page.view.presenter.good) == (Step.REVIEW, 1)
    assert imports(small) == []


def test_what_the_columns_hold_is_saved_as_a_file(page: Page, tmp_path: Path) -> None:
    page.choose(REGISTER)
    page.click(page.view.review.columns)
    page.save_as(tmp_path / "列对应.json")

    page.click(page.view.columns.save)
    page.click(page.view.columns.back)

    mapping = load_mapping(tmp_path / "列对应.json")
    assert mapping.kind == "residents"
    assert mapping.columns["身份证号"] == "ric"
    assert json.loads((tmp_path / "列对应.json").read_text("utf-8"))["header"]
    assert page.step is Step.REVIEW


def test_the_rows_with_problems_are_saved_as_a_workbook(
    small_page: Page, small: Database, tmp_path: Path
) -> None:
    small_page.choose(rides(tmp_path))
    small_page.save_as(tmp_path / "问题行.xlsx")

    small_page.click(small_page.view.review.rejects)

    table = read_table(tmp_path / "问题行.xlsx")
    assert table.header.names[-4:] == ("行号", "问题代码", "问题", "建议")
    assert [row[0] for row in table.rows] == ["A3"]
    assert logged(small, "export-rejects") == [("worker", "问题行.xlsx")]


def test_a_place_that_cannot_be_written_is_said(
    small_page: Page, small: Database, tmp_path: Path
) -> None:
    small_page.choose(rides(tmp_path))
    (tmp_path / "file").write_text("")
    small_page.save_as(tmp_path / "file" / "问题行.xlsx")

    small_page.click(small_page.view.review.rejects)

    assert "问题行.xlsx" in small_page.message
    assert logged(small, "export-rejects") == []


def test_files_and_folders_are_dropped_on_the_page(page: Page, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "b.csv").write_bytes(REGISTER.read_bytes())
    (tmp_path / "inside" / "notes.txt").write_text("nothing")
    dropped = QMimeData()
    paths = (REGISTER, tmp_path / "inside")
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), action, dropped, button, none)

    page.view.dropEvent(event)
    page.hand.wait()

    assert [f.path.name for f in page.view.presenter.files] == [
        "00_register.csv",
        "b.csv",
    ]


def test_registers_go_first_so_that_the_rows_of_new_people_are_taken(
    page: Page, empty: Database
) -> None:
    page.choose(HOSTILE / "mixed_newlines.csv", REGISTER, HOSTILE / "empty.csv")
    expected = page.view.presenter.good

    page.hand.commit()

    assert expected == 12
    assert page.view.done.accessibleName().startswith("已写入 18 行")
    assert sorted(imports(empty)) == ["00_register.csv", "mixed_newlines.csv"]


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


def test_after_writing_the_rows_can_still_be_looked_at(
    small_page: Page, tmp_path: Path
) -> None:
    small_page.choose(rides(tmp_path))
    small_page.hand.commit()

    small_page.click(small_page.view.done.rows)
    badges = [small_page.cells(row)[-2] for row in range(3)]
    can_write = small_page.view.review.commit.isVisible()
    small_page.click(small_page.view.review.abandon)

    assert badges == ["已写入", "重复", "待登记"]
    assert not can_write
    assert small_page.step is Step.DONE


def endless(*arguments: object) -> None:
    """Work that only a cancel ends."""
    progress: Progress = arguments[-1]  # type: ignore[assignment]
    for done in range(1_000_000):
        progress.step(done, 1_000_000)
        time.sleep(0.001)


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


def test_quitting_while_writing_is_warned_of_and_a_cancel_writes_nothing(
    page: Page, empty: Database, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose(REGISTER)
    before = page.view.before_quit()
    monkeypatch.setattr(import_work, "take", endless)
    page.view.commit()
    qtbot.waitUntil(page.view.progress.isVisible)

    during = page.view.before_quit()
    page.view.presenter.cancel()
    page.hand.wait()

    assert before is None
    assert during is not None
    assert during.code == "M54"
    assert "一行也没有写入" in page.message
    assert imports(empty) == []


def test_a_change_of_the_look_keeps_the_work(page: Page, settings: Settings) -> None:
    page.choose(REGISTER)
    presenter = page.view.presenter

    settings.theme = Theme.DARK
    page.hand.wait()
    QApplication.processEvents()

    assert page.view.presenter is presenter
    assert page.step is Step.REVIEW
    assert page.model.rowCount() == 12
    settings.theme = Theme.LIGHT
    page.hand.wait()


def test_the_focus_stands_where_the_step_begins(page: Page) -> None:
    page.choose(REGISTER)
    in_review = page.hand.focus
    table = page.view.review.table
    page.hand.commit()

    assert in_review is table
    assert page.hand.focus is page.view.done.next


def test_esc_closes_what_is_open_and_loses_nothing(page: Page) -> None:
    page.choose(HOSTILE / "empty.csv")

    page.hand.press(Qt.Key.Key_Escape)
    closed = page.message
    page.choose(REGISTER)
    page.hand.press(Qt.Key.Key_Escape)

    assert closed == ""
    assert page.step is Step.REVIEW


def test_every_control_of_every_step_has_a_name(page: Page) -> None:
    found = nameless(page.view)
    page.choose(HOSTILE / "duplicate_header.csv", REGISTER)
    found += nameless(page.view)
    page.view.review.files.list.setCurrentRow(1)
    page.view.presenter.look_at(1)
    found += nameless(page.view)
    page.hand.commit()
    page.view.done._ask()
    found += nameless(page.view)

    assert found == []


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_the_page_fits_on_a_small_screen(
    page: Page, settings: Settings, size: TextSize
) -> None:
    settings.text_size = size
    page.hand.wait()
    page.choose(REGISTER, HOSTILE / "dates.csv")

    least = page.hand.window.minimumSizeHint()

    assert least.width() <= 1366
    assert least.height() <= 690
    settings.text_size = TextSize.NORMAL
    page.hand.wait()


def one_bad_ride(tmp_path: Path) -> Path:
    return rides_file(tmp_path, [Ride("A1"), Ride("A2", person=2, metres=0)])


def test_a_bad_cell_is_mended_in_place_with_keys_and_written(
    small_page: Page, small: Database, tmp_path: Path
) -> None:
    page = small_page
    page.choose(one_bad_ride(tmp_path))
    assert page.row == 3

    page.hand.press(Qt.Key.Key_Return)
    page.hand.press(Qt.Key.Key_A, CTRL)
    page.hand.type("2500")
    page.hand.press(Qt.Key.Key_Return)

    assert page.view.review.counts.good.accessibleName() == "可导入 2 行"
    assert page.view.review.counts.bad.accessibleName() == "需修正 0 行"
    assert "已改 1 格" in page.view.review._changed.text()
    page.hand.commit()
    assert page.step is Step.DONE
    with small.reading() as session:
        [batch] = recent_imports(session)
        names = [each.name for each in files_of(session, "batch", batch.batch_id)]
    assert any(name.endswith("_更正.csv") for name in names)


def test_a_cell_under_the_editor_shows_what_it_really_says(page: Page) -> None:
    page.choose(REGISTER)
    model = page.model
    identity = next(
        at
        for at in range(model.columnCount())
        if "身份证" in str(model.headerData(at, Qt.Orientation.Horizontal))
    )

    here = model.index(0, identity)

    assert "*" in str(here.data())
    assert "*" not in str(here.data(Qt.ItemDataRole.EditRole))


def test_mended_cells_come_back_after_a_crash(
    seat: Callable[[Database], Hand],
    small: Database,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    before = Page(seat(small), monkeypatch)
    before.choose(one_bad_ride(tmp_path))
    before.hand.press(Qt.Key.Key_Return)
    before.hand.press(Qt.Key.Key_A, CTRL)
    before.hand.type("2500")
    before.hand.press(Qt.Key.Key_Return)
    before.view._keeper.flush()
    before.hand.wait()

    page = Page(seat(small), monkeypatch)
    assert "已改 1 格" in page.message
    found = page.view.bar.findChildren(Button)
    page.click(next(button for button in found if "继续" in button.text()))

    assert page.view.review.counts.good.accessibleName() == "可导入 2 行"


def test_a_sheet_dropped_on_another_page_is_checked_here(page: Page) -> None:
    window = page.hand.window
    window.navigate("service")
    page.hand.wait()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(REGISTER))])
    event = QDropEvent(
        QPointF(600, 400),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    # Qt sends a drop only to where a drag entered; the filter is what it would meet.
    drops = window.findChild(SheetDrops)
    assert drops is not None
    assert drops.eventFilter(window, event)
    page.hand.wait()

    assert page.step is Step.REVIEW
    assert [file.path for file in page.view.presenter.files] == [REGISTER]


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


def mend_here(page: Page, text: str) -> None:
    """Write the cell under the caret anew, with keys alone."""
    page.hand.press(Qt.Key.Key_Return)
    page.hand.press(Qt.Key.Key_A, CTRL)
    page.hand.type(text)
    page.hand.press(Qt.Key.Key_Return)


def test_ctrl_z_takes_back_what_was_mended_last(
    small_page: Page, tmp_path: Path
) -> None:
    page = small_page
    page.choose(one_bad_ride(tmp_path))
    mend_here(page, "2500")
    mended = page.cells(1)[-2]

    page.hand.press(Qt.Key.Key_Z, CTRL)
    undone = page.cells(1)[-2]
    page.hand.press(Qt.Key.Key_Z, CTRL)

    assert (mended, undone) == ("可导入", "需修正")
    assert page.view.presenter.unfinished is None


def test_other_columns_keep_what_was_mended(small_page: Page, tmp_path: Path) -> None:
    page = small_page
    page.choose(one_bad_ride(tmp_path))
    mend_here(page, "2500")
    page.click(page.view.review.columns)

    page.hand.commit()

    assert page.step is Step.REVIEW
    assert page.view.review.counts.good.accessibleName() == "可导入 2 行"


def test_who_is_missing_is_registered_with_f3_and_then_known(
    small_page: Page, small: Database, tmp_path: Path
) -> None:
    page = small_page
    number = "110101199003070038"
    page.choose(drops_file(tmp_path, [Drop()]))
    page.view.presenter.mend(2, 0, number)
    page.hand.wait()
    page.view.review.next_problem()
    offered = page.view.review.register.isVisible()
    badge = page.cells(0)[-2]

    page.hand.press(Qt.Key.Key_F3)
    typed = page.hand.desk.register.form
    shown = [line.text() for line in typed.findChildren(QLineEdit)]
    register = tmp_path / "居民登记表.csv"
    header = "姓名,身份证号,手机号,所属街道（镇）,是否签署授权书\n"
    register.write_text(f"{header}王芳,{number},,明水街道,是\n", "utf-8")
    take_one(small, register)
    page.hand.window.navigate("import")
    page.hand.wait()

    assert (offered, badge) == (True, "待登记")
    assert number in shown
    assert page.cells(0)[-2] == "可导入"


def test_writing_says_how_many_rows_a_second(page: Page) -> None:
    paces: list[str] = []
    page.view.presenter.paced.connect(paces.append)
    page.choose(REGISTER)
    silent = list(paces)

    page.view.presenter._writes = True
    page.view.presenter._report(1, 2)

    assert silent == []
    assert paces[-1].startswith("正在写入…第 6 / 12 行，每秒 ")
