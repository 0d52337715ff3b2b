"""What a file is by its bytes: encodings, newlines, formats, sizes, damage."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.exchange.readers import error_message
from carbon_points.exchange.readers import files
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import webpage
from carbon_points.exchange.readers import workbook
from carbon_points.exchange.readers.packed import Packed
from carbon_points.exchange.readers.text import read_text
from tests.exchange.readers.old_xls import container
from tests.exchange.readers.old_xls import xls_bytes
from tests.exchange.readers.support import csv_file
from tests.exchange.readers.support import outcome
from tests.exchange.readers.support import parsed
from tests.exchange.readers.support import RIC
from tests.exchange.readers.support import RIDE
from tests.exchange.readers.support import RIDE_HEADER
from tests.exchange.readers.support import SAMPLE
from tests.exchange.readers.support import xlsx_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REGISTER = (
    "姓名,身份证号,街道,是否授权",
    f"张三,{RIC},圣井街道,是",
    f"李四,{RIC},圣井街道,否",
)


def written(folder: Path, content: bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_table(path)
    assert path.name in error_message(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_usual_way_to_write_a_text_table_is_read(
    tmp_path: Path, encoding: str, newline: str, delimiter: str
) -> None:
    text = newline.join(REGISTER).replace(",", delimiter)
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    path = written(tmp_path, mark + text.encode(encoding))

    result = parsed(path)

    assert outcome(result) == {2: "", 3: "NO_CONSENT"}
    assert result.columns["name"] == ["张三"]
    assert read_table(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\xef\xbb\xbf\r\n \r\n", "FILE_EMPTY"),
        ("姓名,身份证号".encode("utf-32"), "FILE_ENCODING"),
        (b"\xef\xbb\xbfname\xff\xfe,b", "FILE_ENCODING"),
        (b"\xff\xfea", "FILE_ENCODING"),
        (b"a,b\0c\n", "FILE_ENCODING"),
        (b"\xe5\xa7\x93,\xff\xff\xff\n", "FILE_ENCODING"),
        (b"%PDF-1.7", "FILE_FORMAT"),
        (b"\x89PNG\r\n\x1a\n", "FILE_FORMAT"),
        (b"SQLite format 3\0", "FILE_FORMAT"),
        (b"<?xml version='1.0'?><Workbook/>", "FILE_FORMAT"),
        (b"<html><body>no table</body></html>", "FILE_FORMAT"),
        (b"PK\x03\x04 broken", "FILE_DAMAGED"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "FILE_DAMAGED"),
        (b"a,b,c\n1,2\n" + b'x,"y,z\n' * 3, "FILE_QUOTES"),
    ],
)
def test_what_is_no_table_says_what_it_is(
    tmp_path: Path, content: bytes, code: str
) -> None:
    assert refusal(written(tmp_path, content)) == code


def test_a_missing_file_or_a_folder_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "FILE_NOT_FOUND"
    assert refusal(tmp_path) == "FILE_UNREADABLE"


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("EncryptedPackage", "FILE_PASSWORD"),
        ("WordDocument", "FILE_FORMAT"),
        ("Anything", "FILE_DAMAGED"),
    ],
)
@pytest.mark.parametrize("size", [100, 5000])
def test_an_old_container_says_what_is_inside(
    tmp_path: Path, stream: str, code: str, size: int
) -> None:
    assert refusal(written(tmp_path, container(stream, bytes(size)))) == code


@pytest.mark.parametrize(
    ("part", "actual"),
    [("word/document.xml", "Word"), ("content.xml", "OpenDocument"), ("a.txt", "ZIP")],
)
def test_another_zip_says_what_it_is(tmp_path: Path, part: str, actual: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")

    with pytest.raises(UserError) as caught:
        read_table(path)

    assert caught.value.code == "FILE_FORMAT"
    assert actual in caught.value.details["actual"]


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A workbook with some of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
    return path


def test_a_cell_far_out_is_refused_before_room_is_made_for_it(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, RIDE_HEADER, RIDE)

    def far(name: str, data: bytes) -> bytes:
        if "sheet1" not in name:
            return data
        end = b'<row r="900000"><c r="XFD900000"><v>1</v></c></row></sheetData>'
        return data.replace(b"</sheetData>", end)

    assert refusal(rewritten(path, far)) == "FILE_TOO_LARGE"


def test_cells_that_are_only_formatted_take_no_room(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, RIDE_HEADER, RIDE)

    def styled(name: str, data: bytes) -> bytes:
        rows = b"".join(
            b'<row r="%d"><c r="XFD%d" s="1"/></row>' % (i, i) for i in range(3, 1500)
        )
        end = rows + b"</sheetData>"
        return data.replace(b"</sheetData>", end) if "sheet1" in name else data

    assert outcome(parsed(rewritten(path, styled))) == {2: ""}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, RIDE_HEADER, RIDE)

    bomb = rewritten(path, lambda _, data: data + bytes(30_000_000))

    assert refusal(bomb) == "FILE_TOO_LARGE"


def test_a_workbook_cut_at_any_place_is_damaged(tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path, RIDE_HEADER, *[RIDE] * 50).read_bytes()

    for part in range(1, 10):
        cut = written(tmp_path, whole[: len(whole) * part // 10], "cut.xlsx")
        assert refusal(cut) == "FILE_DAMAGED"


def test_a_changed_byte_inside_a_workbook_is_noticed(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, RIDE_HEADER, *[RIDE] * 50)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    data[entry.header_offset + 200] ^= 0xFF

    assert refusal(written(tmp_path, bytes(data), "b.xlsx")) == "FILE_DAMAGED"


def test_error_values_of_a_workbook_are_told_from_blank_cells(tmp_path: Path) -> None:
    header = ("证件号码", "投放日期", "重量（公斤）")
    path = xlsx_file(tmp_path, header, *[(RIC, "2026-03-05", 3.5)] * 3)

    def broken(name: str, data: bytes) -> bytes:
        if "sheet1" not in name:
            return data
        data = data.replace(b'<c r="C2"><v>3.5</v>', b'<c r="C2" t="e"><v>#VALUE!</v>')
        return data.replace(b'<c r="C3"><v>3.5</v></c>', b'<c r="C3"/>')

    rows = outcome(parsed(rewritten(path, broken)))

    assert rows == {2: "WEIGHT_NOT_NUMBER", 3: "WEIGHT_MISSING", 4: ""}


def test_only_the_first_sheet_that_is_understood_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    xlsxwriter = importlib.import_module("xlsxwriter")
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("说明", "一月", "二月", "藏"):
            sheet = book.add_worksheet(name)
            rows = [("一行一条记录。",)] if name == "说明" else [RIDE_HEADER, RIDE]
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
            if name == "藏":
                sheet.hide()

    table = read_table(path)

    assert table.sheet == "一月"
    assert table.other_sheets == ("二月",)


def test_a_workbook_without_a_cell_is_empty(tmp_path: Path) -> None:
    assert refusal(xlsx_file(tmp_path)) == "FILE_EMPTY"


def test_rows_and_columns_before_the_table_keep_their_numbers(tmp_path: Path) -> None:
    blank: tuple[object, ...] = ()
    path = xlsx_file(
        tmp_path, blank, blank, (None, None, *RIDE_HEADER), (None, None, *RIDE)
    )

    assert outcome(parsed(path)) == {4: ""}


def test_joined_cells_of_a_page_are_one_person_s(tmp_path: Path) -> None:
    page = f"""<html><meta charset=utf-8><style>td {{x}}</style><table>
    <tr><th colspan=3>旧衣登记<tr><th>证件号码<th>投放日期<th>重量（公斤）
    <tr><td rowspan=2>{RIC}<td>2026-03-05<td>3.5<tr><td>2026-03-06<td>1<br>
    <tr><td>{RIC}<td>2026-03-07</table>"""
    path = written(tmp_path, page.encode(), "a.xls")

    result = parsed(path)

    assert outcome(result) == {3: "", 4: "", 5: "WEIGHT_MISSING"}
    assert [notice.row for notice in result.notices] == [4]


def test_the_table_of_a_page_that_is_understood_is_taken(tmp_path: Path) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in (RIDE_HEADER, RIDE)
    )
    page = f"<table><tr><td>菜单</td></tr></table><table>{rows}</table>"

    assert outcome(parsed(written(tmp_path, page.encode("gb18030"), "a.xls"))) == {
        2: ""
    }


def test_a_page_too_large_or_in_no_encoding_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(written(tmp_path, b"<table>\xff\xff")) == "FILE_ENCODING"
    monkeypatch.setattr(webpage, "LARGEST", 10)
    assert refusal(written(tmp_path, b"<table><tr><td>1")) == "FILE_TOO_LARGE"


def test_larger_files_than_anybody_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx_file(tmp_path, RIDE_HEADER, RIDE)

    monkeypatch.setattr(files, "LARGEST_WORKBOOK", 10)
    assert refusal(path) == "FILE_TOO_LARGE"
    monkeypatch.setattr(files, "LARGEST_TEXT", 10)
    assert refusal(path) == "FILE_TOO_LARGE"


cell_texts = st.text(
    st.characters(exclude_characters='",\r\n\x00\ufeff', exclude_categories=["Cs"]),
    max_size=8,
)


@settings(max_examples=60)
@given(
    st.lists(st.lists(cell_texts, min_size=1, max_size=6), max_size=8),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_both_ways_of_reading_text_see_the_same_cells(
    rows: list[list[str]], encoding: str
) -> None:
    lines = [",".join(RIDE_HEADER), *(",".join(row) for row in rows)]
    simple = "\n".join(lines).encode(encoding)
    quoted = "\n".join(['"订单编号"' + lines[0][4:], *lines[1:]]).encode(encoding)

    one, other = read_text(simple), read_text(quoted)

    assert one.header == other.header
    assert list(one.body.numbers) == list(other.body.numbers)
    rows_of_one = [one.body.row(i) for i in range(len(one.body))]
    assert rows_of_one == [other.body.row(i) for i in range(len(other.body))]
    for column in range(7):
        assert one.body.column(column) == other.body.column(column)


def test_damaged_utf_8_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    text = "name,id card,subdistrict,consent\n" + f"张三丰,{RIC},圣井街道,是\n" * 9
    data = text.encode()

    assert (
        refusal(written(tmp_path, data[:45] + b"\xb0" + data[45:])) == "FILE_ENCODING"
    )
    assert outcome(parsed(written(tmp_path, text.encode("gbk"))))[10] == ""


def test_an_old_workbook_with_any_byte_changed_is_read_or_refused(
    tmp_path: Path,
) -> None:
    rows: list[tuple[str | float, ...]] = [("证件号码", "投放日期", "重量（公斤）")]
    whole = xls_bytes([*rows, *[(RIC, "2026-03-05", 3.5)] * 3])

    for at in range(0, 2700, 7):
        for value in (0, 0xFF):
            changed = bytearray(whole)
            changed[at] = value
            path = written(tmp_path, bytes(changed), "a.xls")
            with contextlib.suppress(UserError):
                parsed(path)


def test_a_surprise_inside_the_reader_is_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        pass

    def surprise(*_: object) -> None:
        raise PanicException

    path = xlsx_file(tmp_path, RIDE_HEADER, RIDE)
    monkeypatch.setattr(workbook, "choose", surprise)

    assert refusal(path) == "FILE_DAMAGED"


def test_quoted_cells_may_hold_delimiters_and_newlines(tmp_path: Path) -> None:
    row = ('"A,1"', "16984970182", '"2026-03-02\n08:00:00"', RIDE[3], RIDE[4])
    path = csv_file(tmp_path, RIDE_HEADER, row, RIDE)

    assert outcome(parsed(path)) == {2: "", 4: ""}


def test_reading_says_how_far_it_is_and_stops_when_told(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    ride_file = next((SAMPLE / "03_骑行订单").iterdir())
    book = next((SAMPLE / "01_居民登记").iterdir())
    quoted = csv_file(tmp_path, ('"订单编号"', *RIDE_HEADER[1:]), *[RIDE] * 10_000)

    for path in (ride_file, book, quoted):
        read_table(path, Progress(lambda done, total: seen.append((done, total))))
        stopped = Progress()
        stopped.cancel()
        with pytest.raises(Cancelled):
            read_table(path, stopped)

    assert seen
    assert all(0 <= done <= total for done, total in seen)


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    rows: list[tuple[str | float, ...]] = [
        ("姓名", "证件号码", "投放日期", "投放点", "重量（公斤）"),
        ("张三", RIC, "2026-03-05", "点", 3.5),
        ("李四", 3.7e17, 46086.0, "点", 1),
    ]
    path = written(tmp_path, xls_bytes(rows), "a.xls")

    result = parsed(path)

    assert read_table(path).file_format == "xls"
    assert outcome(result) == {2: "", 3: "ID_AS_NUMBER"}
    assert list(result.columns["mass_g"]) == [3500]


def test_a_file_with_every_cell_in_quotes_is_read_by_column(tmp_path: Path) -> None:
    lines = [RIDE_HEADER, RIDE, (), ("A,2", *RIDE[1:]), RIDE[:3]]
    rows = [[f'"{cell}"' for cell in line] for line in lines]

    table = read_table(csv_file(tmp_path, *rows))

    assert isinstance(table.body, Packed)
    assert outcome(parsed(table.path)) == {2: "", 4: "", 5: "COLUMNS_MISSING"}
    assert table.body.row(2)[0] == "A,2"
