"""What is wrong is mended in place or handed back as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from carbon_points.evidence.queries import files_of
from carbon_points.exchange.queries import recent_imports
from carbon_points.exchange.readers import read_table
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import take_one
from tests.logged import logged
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.importing.page import mend_here
from tests.ui.service_desk.importing.page import one_bad_ride
from tests.ui.service_desk.importing.page import Page
from tests.ui.service_desk.importing.page import REGISTER
from tests.ui.service_desk.importing.page import rides
from ui.service_desk.import_state import Step
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


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
