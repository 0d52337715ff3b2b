"""Strange headings are settled by hand, once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.exchange.readers import load_mapping
from tests.ui.service_desk.importing.page import HOSTILE
from tests.ui.service_desk.importing.page import imports
from tests.ui.service_desk.importing.page import REGISTER
from ui.service_desk.import_state import Step

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.importing.page import Page


ODD_HEADINGS = "甲,乙,丙,丁,戊\nA1,13900000001,2026-03-02 09:00,2026-03-02 09:15,3000\n"


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
