"""A small file never asks for much room, whatever it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers.sheet_area import SharedTexts
from tests.hostile.tables import corpus as tables
from tests.hostile.workbooks import book
from tests.hostile.workbooks import corpus as workbooks
from tests.hostile.workbooks import workbook_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.kinds import Hostile

BOMBS = {file.name: file for file in workbooks() if file.name.startswith("bomb-")}
PAGES = {file.name: file for file in tables() if file.name.startswith("page-")}
REFUSED = (
    *("bomb-shared-string.xlsx", "bomb-spaces.xlsx", "bomb-far-corner.xlsx"),
    *("bomb-last-corner.xlsx", "bomb-beyond.xlsx", "bomb-many-cells.xlsx"),
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, BOMBS[name]) == "FILE_TOO_LARGE"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_keeps_a_parser_busy_is_soon_done_with(
    tmp_path: Path, name: str
) -> None:
    wanted = {"page-spans.xls": "FILE_TOO_LARGE", "page-xhtml.xls": ""}

    code = refusal(tmp_path, PAGES[name])

    assert code == wanted.get(name, code)


def test_a_part_that_is_many_sheets_counts_each_time(tmp_path: Path) -> None:
    corner = '<row r="50"><c r="XFD50"><v>1</v></c></row>'
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row>{corner}'
    sheets = "".join(
        f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 9)
    )
    one, many = tmp_path / "one.xlsx", tmp_path / "many.xlsx"
    one.write_bytes(book(cells))
    many.write_bytes(book(cells, book=workbook_of(sheets)))

    read_table(one)
    with pytest.raises(UserError, match="FILE_TOO_LARGE"):
        read_table(many)


@given(st.lists(st.text("长<>si ", max_size=40), max_size=30), st.integers(16, 90))
def test_the_lengths_of_texts_do_not_depend_on_the_blocks(
    texts: list[str], step: int
) -> None:
    data = "".join(
        f"<si><t>{text.replace('<', '')}</t></si>" for text in texts
    ).encode()
    whole, pieces = SharedTexts(), SharedTexts()

    whole.add(data, 0)
    for at in range(0, len(data), step):
        tail = min(at, 16)
        pieces.add(data[at - tail : at + step], tail)
    for each in (whole, pieces):
        each.close()

    assert pieces.lengths == whole.lengths
    assert sum(whole.lengths) == len(data)
    assert len(whole.lengths) == len(texts)


def refusal(folder: Path, file: Hostile) -> str:
    path = folder / file.name
    path.write_bytes(file.make())
    try:
        read_table(path)
    except UserError as error:
        return error.code
    return ""
