"""Files are written whole or not at all, and nothing in them is executed."""

from __future__ import annotations

import errno
import stat
from typing import Any
from typing import BinaryIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from carbon_points.common.problems import UserError
from carbon_points.storage.files import csv_safe
from carbon_points.storage.files import new_workbook
from carbon_points.storage.files import write_row
from carbon_points.storage.files import write_whole
from carbon_points.storage.files import writing
from carbon_points.storage.scratch import leftovers

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_with_its_folder_and_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "new" / "文件.txt"

    write_whole(file, b"whole", mode=0o600)

    assert file.read_bytes() == b"whole"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_writer_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    write_whole(file, b"old")

    def fail(target: BinaryIO) -> None:
        target.write(b"half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(file, fail)

    assert file.read_bytes() == b"old"
    assert list(tmp_path.glob(".*")) == []


def test_a_folder_that_cannot_be_made_names_what_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wanted = tmp_path / "file" / "paper.pdf"

    with pytest.raises(UserError, match="OUT_UNWRITABLE") as refused, writing(wanted):
        write_whole(wanted, b"")

    assert refused.value.details["file"] == str(wanted)


def test_a_full_disk_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    wanted = tmp_path / "paper.pdf"

    def fill(_: BinaryIO) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space") as refused:
        write_whole(wanted, fill)

    assert refused.value.filename == str(wanted)


def test_a_workbook_that_finds_no_room_is_told_as_any_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "list.xlsx"

    def fill(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xlsxwriter.Workbook._store_workbook", fill)

    with (
        pytest.raises(UserError, match="OUT_UNWRITABLE") as refused,
        writing(wanted),
        new_workbook(wanted),
    ):
        pass

    assert refused.value.details["file"] == str(wanted)
    assert list(tmp_path.glob("*list*")) == []


def test_the_temporary_name_of_a_file_is_told_to_nobody(tmp_path: Path) -> None:
    wanted = tmp_path / ("n" * 256)

    with pytest.raises(OSError, match="too long") as refused:
        write_whole(wanted, b"")

    assert refused.value.filename == str(wanted)


@pytest.mark.parametrize(
    "name", ["=cmd|'/c calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1"]
)
def test_a_cell_that_a_spreadsheet_would_execute_is_quoted(name: str) -> None:
    assert csv_safe(name) == "'" + name


@given(st.text())
def test_no_csv_cell_starts_a_formula(cell: str) -> None:
    safe = csv_safe(cell)

    assert safe[:1] not in set("=+-@\t\r")
    assert safe.removeprefix("'") == cell.removeprefix("'")


def filled(path: Path, rows: list[tuple[str | int | None, ...]]) -> list[list[Any]]:
    with new_workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            write_row(sheet, number, row)
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_texts_of_a_workbook_stay_texts_and_numbers_exact(tmp_path: Path) -> None:
    file = tmp_path / "out" / "book.xlsx"
    long = 370_114_199_001_011_234

    rows = filled(file, [("=1+1", "https://x", "0012"), (7, long, None)])

    assert rows == [["=1+1", "https://x", "0012"], [7.0, str(long), ""]]
    sheet = ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_a_workbook_that_fails_is_not_there(tmp_path: Path) -> None:
    def fail() -> None:
        with new_workbook(tmp_path / "book.xlsx") as book:
            book.add_worksheet()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert list(tmp_path.iterdir()) == []


def test_what_a_workbook_is_made_of_lies_in_no_shared_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(shared))

    with new_workbook(tmp_path / "own" / "名单.xlsx") as book:
        write_row(book.add_worksheet(), 0, ("370114199001011234",))
        [parts] = [f for f in (tmp_path / "own").iterdir() if f.is_dir()]

        assert list(shared.iterdir()) == []
        assert parts.stat().st_mode & 0o077 == 0
        assert leftovers(tmp_path / "own" / "desk.db") == []  # of this process: in use

    assert [f.name for f in (tmp_path / "own").iterdir()] == ["名单.xlsx"]
