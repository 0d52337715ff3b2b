"""Files written whole or not at all; cells that no spreadsheet executes."""

from __future__ import annotations

import importlib
import os
from contextlib import contextmanager
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage.scratch import part_folder
from carbon_points.storage.scratch import part_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_EXECUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a cell for a formula.

The wide ones count where the system's language is Chinese or Japanese.
"""

_LONGEST_CELL: Final = 32_767
"""Characters; a longer text makes a workbook that spreadsheets call damaged."""


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A temporary name in the same folder that becomes `path` if nothing fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = None
    try:
        with part_path(path) as temporary:
            yield temporary
            temporary.replace(path)
            sync_folder(path.parent)
    except OSError as error:
        # Nobody knows the temporary name, and a full disk tells none at all.
        if error.filename in {None, str(temporary)}:
            error.filename = str(path)
        raise


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into a sentence that names it.

    Raises:
        UserError: ``OUT_UNWRITABLE``.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UserError("OUT_UNWRITABLE", file=str(path), why=why) from error


def write_whole(
    path: Path, content: bytes | Callable[[BinaryIO], object], *, mode: int = 0o644
) -> None:
    """Write a file so that its name stands for all of it, even after a power cut."""
    with beside(path) as temporary:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123  (a descriptor has no path)
            if callable(content):
                content(file)
            else:
                file.write(content)
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def new_workbook(path: Path) -> Iterator[Any]:
    """A workbook whose texts stay texts, under its name once it is finished."""
    options: dict[str, bool | str] = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with beside(path) as temporary, part_folder(path) as own:
        # Sheets go through files of their own: not in a folder that everybody shares,
        # and what a crash leaves of them is cleared with the half-written workbook.
        options["tmpdir"] = str(own)
        # Loaded here: the command line starts without it, and it is not typed.
        book = importlib.import_module("xlsxwriter").Workbook(str(temporary), options)
        with _plain_errors(path):
            try:
                yield book
            finally:
                book.close()
        sync_file(temporary)


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """What keeps a workbook from being written, in the system's own terms."""
    known = importlib.import_module("xlsxwriter.exceptions").FileCreateError
    try:
        yield
    except known as error:
        why = error.args[0] if error.args else None
        if not isinstance(why, OSError):
            raise
        raise OSError(why.errno, why.strerror, str(path)) from error


def write_row(sheet: Any, row: int, cells: tuple[str | int | None, ...]) -> None:
    """One row of a worksheet: texts as texts, whole numbers as numbers.

    A number that Excel would round (over 15 digits) is written as text.
    """
    for column, cell in enumerate(cells):
        if isinstance(cell, int) and abs(cell) < 10**15:
            sheet.write_number(row, column, cell)
        elif cell is not None:
            sheet.write_string(row, column, str(cell)[:_LONGEST_CELL])


def csv_safe(cell: str) -> str:
    """A cell of a CSV file that a spreadsheet shows as it is."""
    return f"'{cell}" if cell.startswith(_EXECUTED) else cell


def sync_file(path: Path) -> None:
    """Have what was written to a file on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def forget_cached(path: Path) -> None:
    """Have a file that is on the disk read from there next, where the system can."""
    if not hasattr(os, "posix_fadvise"):
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system knows how."""
    if os.name == "nt":
        return  # NTFS journals names itself and opens no folders
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_closed(place: Path) -> None:
    """Refuse a file or folder that this user may not write to.

    Raises:
        DatabaseUnusableError: ``DB_READ_ONLY``.
    """
    if not os.access(place, os.W_OK):
        raise DatabaseUnusableError("DB_READ_ONLY", path=str(place))


def name_for_good(fresh: Path, path: Path) -> None:
    """Give a finished database its name, unless somebody was quicker.

    Raises:
        DatabaseUnusableError: ``DB_EXISTS``.
    """
    fresh.chmod(0o600)
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise DatabaseUnusableError("DB_EXISTS", path=str(path)) from None
    except OSError:  # a file system without links
        fresh.replace(path)
