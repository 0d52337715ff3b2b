"""A large file is understood by its first rows, then read some rows at a time."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import files
from carbon_points.exchange.readers import joining
from carbon_points.exchange.readers import large_workbook
from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.exchange.readers import sheet_slices
from carbon_points.exchange.readers import text
from carbon_points.exchange.readers import webpage
from carbon_points.exchange.readers import workbook_guard
from carbon_points.exchange.readers.folded import Folded
from carbon_points.exchange.readers.sheet_area import Area
from tests.exchange.readers.support import AS_OF
from tests.exchange.readers.support import csv_file
from tests.exchange.readers.support import HOSTILE
from tests.exchange.readers.support import outcome
from tests.exchange.readers.support import RIC
from tests.exchange.readers.support import RIDE
from tests.exchange.readers.support import RIDE_HEADER
from tests.exchange.readers.support import SAMPLE
from tests.exchange.readers.support import xlsx_file
from tests.hostile.workbooks import book
from tests.hostile.workbooks import workbook_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.exchange.readers import Table

BOOKS = sorted([*SAMPLE.rglob("*.xlsx"), *HOSTILE.rglob("*.xlsx")])
DROPS = ("证件号码", "投放日期", "重量（公斤）")


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every workbook is a large one, and every stretch a small one."""
    monkeypatch.setattr(workbook_guard, "LARGE", 0)
    monkeypatch.setattr(workbook_guard, "_BLOCK", 500)
    monkeypatch.setattr(sheet_slices, "STRETCH", 2_000)
    monkeypatch.setattr(joining, "CELLS", 50)


def rows_of(table: Table) -> list[list[Any]]:
    """Rows without the blank cells at their ends, and without blank rows at the end."""
    rows = []
    for row in table.rows:
        cells = [*row]
        while cells and cells[-1] in ("", None):
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Table | str]:
    """A workbook read at once, and in stretches."""
    found: list[Table | str] = []
    for large in (1 << 40, 0):
        monkeypatch.setattr(workbook_guard, "LARGE", large)
        try:
            found.append(read_table(path))
        except UserError as error:
            found.append(error.code)
    return found


def assert_same(at_once: Table | str, in_stretches: Table | str) -> None:
    if isinstance(at_once, str) or isinstance(in_stretches, str):
        assert at_once == in_stretches
        return
    assert isinstance(in_stretches.body, Folded)
    assert in_stretches.header == at_once.header
    assert in_stretches.merges == at_once.merges
    assert in_stretches.other_sheets == at_once.other_sheets
    assert rows_of(in_stretches) == rows_of(at_once)
    for row, other in zip(at_once.rows, in_stretches.rows, strict=False):
        for one, cell in zip(row, other, strict=False):
            assert type(one) is type(cell)
    length = len(rows_of(at_once))
    assert [*in_stretches.numbers[:length]] == [*at_once.numbers[:length]]


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_large_workbook_says_the_same_as_a_small_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, in_stretches = both_ways(path, monkeypatch)

    assert_same(at_once, in_stretches)
    if not isinstance(at_once, str) and not isinstance(in_stretches, str):
        assert understood(in_stretches) == understood(at_once)


def understood(table: Table) -> object:
    try:
        found = parse(table, recognise(table), AS_OF)
    except UserError as error:
        return error.code
    columns = {name: [*column] for name, column in found.columns.items()}
    return columns, found.problems, found.rows, found.notices, outcome(found)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9),
    st.text("张三<&>\"' x1\n", max_size=12),
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1)),  # noqa: DTZ001
    st.just(RIC),
)


@pytest.mark.usefixtures("small_steps")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=60))
def test_any_cells_are_the_same_in_stretches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[list[Any]]
) -> None:
    path = xlsx_file(tmp_path, DROPS, *rows)

    assert_same(*both_ways(path, monkeypatch))


@pytest.mark.usefixtures("small_steps")
def test_rows_that_have_no_number_follow_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in DROPS)
    row = f"<row><c><v>1</v></c><c><v>46083</v></c><c><v>3</v></c></row>{' ' * 200}"
    rows = f"<row>{head}</row>{row * 20}<row r='40'><c><v>2</v></c></row>{row * 20}"
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(rows))

    at_once, in_stretches = both_ways(path, monkeypatch)

    assert_same(at_once, in_stretches)
    assert not isinstance(in_stretches, str)
    assert in_stretches.numbers[-1] == 60


@pytest.mark.usefixtures("small_steps")
def test_a_workbook_with_another_prefix_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        f'<x:row r="{n}"><x:c r="A{n}"><x:v>{n}</x:v></x:c></x:row>'
        for n in range(1, 200)
    )
    xml = f'<x:worksheet xmlns:x="{name}"><x:sheetData>{cells}</x:sheetData>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(sheet_xml=xml + "</x:worksheet>"))

    assert_same(*both_ways(path, monkeypatch))


@pytest.mark.usefixtures("small_steps")
def test_a_mended_row_of_a_large_workbook_says_what_was_mended(tmp_path: Path) -> None:
    table = read_table(xlsx_file(tmp_path, DROPS, *[(RIC, "2026-03-05", 3.5)] * 700))

    mended = table.body.mended({602: {2: "4.5"}})

    assert mended.row(600)[2] == "4.5"
    assert mended.column(2)[599:602] == [3.5, "4.5", 3.5]
    assert mended.subset([600]).cells == [[RIC, "2026-03-05", "4.5"]]


@pytest.mark.usefixtures("small_steps")
def test_a_workbook_that_says_nothing_is_refused_by_its_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    path = xlsx_file(tmp_path, *[(1, 2, 3)] * 2_000)
    monkeypatch.setattr(large_workbook, "Folded", never)

    with pytest.raises(UserError, match="FILE_KIND_UNKNOWN"):
        read_table(path, kind="auto")


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize(
    ("name", "value"), [("MOST_CELLS", 1_000), ("MOST_AT_ONCE", 30)]
)
def test_more_cells_than_there_is_room_for_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    path = xlsx_file(tmp_path, RIDE_HEADER, *[RIDE] * 400)
    monkeypatch.setattr(large_workbook, name, value)

    with pytest.raises(UserError, match="FILE_TOO_LARGE"):
        read_table(path)


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("<worksheet><sheetData>" + '<row r="1">' + " " * 20_000, "FILE_TOO_LARGE"),
        ("<worksheet><sheetData><row r='1'/>", "FILE_DAMAGED"),
        (" " * 20_000, "FILE_TOO_LARGE"),
        ("<worksheet/>", "FILE_EMPTY"),
        ("<worksheet><sheetData/></worksheet>", "FILE_EMPTY"),
    ],
)
def test_a_sheet_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: str, code: str
) -> None:
    monkeypatch.setattr(sheet_slices, "MOST", 10_000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(sheet_xml=sheet))

    with pytest.raises(UserError, match=code):
        read_table(path)


@pytest.mark.parametrize("name", ["a.xlsx", "甲_订单.csv"])
@pytest.mark.usefixtures("small_steps")
def test_a_large_file_of_bad_rows_alone_is_given_up_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(joining, "HOPELESS", 100)
    make = xlsx_file if name.endswith("xlsx") else csv_file
    bad = ("A1", "", *RIDE[2:])
    none_good = make(tmp_path, RIDE_HEADER, *[bad] * 150, name=name)
    none = read_table(none_good)

    with pytest.raises(UserError, match="FILE_HOPELESS") as caught:
        parse(none, recognise(none), AS_OF)
    one_good = read_table(make(tmp_path, RIDE_HEADER, RIDE, *[bad] * 150, name=name))
    result = parse(one_good, recognise(one_good), AS_OF)

    assert caught.value.details["row"] == "2"
    assert caught.value.details["file"] == name
    assert (len(result.numbers), len(result.problems)) == (1, 150)


@pytest.mark.usefixtures("small_steps")
def test_joined_cells_reach_over_the_stretches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[tuple[Any, ...]] = [(RIC, "2026-03-05", 1.5)]
    rows += [(None, "2026-03-05", 1.5)] * 600
    merges = [(1, 0, 400, 0)]
    path = xlsx_file(tmp_path, DROPS, *rows, merges=merges)

    at_once, in_stretches = both_ways(path, monkeypatch)

    assert not isinstance(at_once, str)
    assert not isinstance(in_stretches, str)
    assert understood(in_stretches) == understood(at_once)
    result = parse(in_stretches, recognise(in_stretches), AS_OF)
    assert (len(result.numbers), len(result.notices)) == (400, 399)


def test_cells_that_are_joined_twice_keep_nobody_busy(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="C{0}"><v>1</v></c></row>'
    head = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for letter, name in zip("ABC", DROPS, strict=True)
    )
    first = f'<c r="A2" t="inlineStr"><is><t>{RIC}</t></is></c>'
    rows = f'<row r="1">{head}</row><row r="2">{first}</row>'
    rows += "".join(row.format(n) for n in range(3, 3_000))
    joined = "".join(f'<mergeCell ref="A2:A{n}"/>' for n in range(3_000, 8_000))
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData><mergeCells>{joined}</mergeCells></worksheet>"
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(sheet_xml=xml))
    started = time.process_time()

    table = read_table(path)
    parse(table, recognise(table), AS_OF)

    assert time.process_time() - started < 5


@pytest.mark.usefixtures("small_steps")
def test_rows_that_go_back_are_damage(tmp_path: Path) -> None:
    def row(number: int) -> str:
        cell = f'<c r="A{number}"><v>1</v></c>{" " * 3_000}'
        return f'<row r="{number}">{cell}</row>'

    path = tmp_path / "a.xlsx"
    path.write_bytes(book(row(1) + row(500) + row(7)))

    with pytest.raises(UserError, match="FILE_DAMAGED"):
        read_table(path)


@pytest.mark.usefixtures("small_steps")
def test_one_part_that_is_many_sheets_is_looked_at_once(tmp_path: Path) -> None:
    sheets = "".join(
        f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 40)
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(book=workbook_of(sheets)))

    table = read_table(path)

    assert (table.sheet, len(table.other_sheets)) == ("1", 38)


def test_a_large_text_is_refused_by_its_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    monkeypatch.setattr(files, "_TOP", 1_000)
    for content, code in {
        "1,2\n" * 1_000: "FILE_KIND_UNKNOWN",
        "x" * 5_000: "FILE_ROW_TOO_LONG",
        " \n" * 2_000: "FILE_EMPTY",
        "\x00," * 2_000: "FILE_ENCODING",
    }.items():
        path.write_text(content, "utf-8")

        with pytest.raises(UserError, match=code):
            read_table(path, kind="auto")


@given(st.integers(3, 2_500), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_a_text_is_cut_for_a_first_look_at_any_place(cut: int, encoding: str) -> None:
    line = "证件号码,投放日期,\"重量（公斤）\"\n张三,2026-03-05,'x'\n"
    data = (line * 30).encode(encoding)[: cut + 200]

    found = text.read_head(data)

    assert found.header.names == ("证件号码", "投放日期", "重量（公斤）")


def test_a_row_without_end_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    for end, name in (("," * 50, "_WIDEST_ROW"), ("x" * 50, "_LONGEST_ROW")):
        path.write_text(",".join(RIDE_HEADER) + "\n" + end + "\n", "utf-8")
        with monkeypatch.context() as small:
            small.setattr(text, name, 45 if name == "_WIDEST_ROW" else 105)
            small.setattr(text, "_LONGEST_ROW", 45 if end[0] == "x" else 10**6)

            with pytest.raises(UserError, match="FILE_ROW_TOO_LONG") as caught:
                read_table(path)
        assert caught.value.details["row"] in ("1", "2")


def test_cells_over_lines_in_a_large_text_keep_their_line_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f'{RIC},2026-03-05,"{n}\n公斤"\n' for n in range(1, 400))
    path.write_text(",".join(DROPS) + "\n" + rows, "utf-8")
    plain = read_table(path)
    monkeypatch.setattr(text, "_LARGE", 100)
    monkeypatch.setattr(joining, "CELLS", 50)

    large = read_table(path)

    assert isinstance(large.body, Folded)
    assert [*large.numbers] == [*plain.numbers] == [*range(2, 800, 2)]
    assert rows_of(large) == rows_of(plain)
    assert understood(large) == understood(plain)


@given(
    st.lists(
        st.sampled_from(
            ['<c r="AB7"/>', '<row r="9">', "</row>", '<c r="C12" t="s"><v>0</v></c>']
        ),
        min_size=1,
    )
)
def test_xml_as_usual_and_xml_as_unusual_reach_as_far(parts: list[str]) -> None:
    usual, unusual = Area(), Area()

    usual.add("".join(parts).encode())
    unusual.add("".join(parts).replace('"', "'").encode())

    assert usual == unusual


@given(st.lists(st.sampled_from(["<b>", "<td>", "张三", "&amp;", "<!-- x -->", "<"])))
def test_a_page_is_the_same_in_parts(parts: list[str]) -> None:
    page = "<table><tr><td>甲" + "".join(parts) + "</table>"
    whole = webpage.read_page(page.encode())

    with pytest.MonkeyPatch.context() as small:
        small.setattr(webpage, "_PART", 4)
        in_parts = webpage.read_page(page.encode())

    assert in_parts == whole
