"""Looking through a workbook before it is read: sizes, damage, error values."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from contextlib import contextmanager
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.sheet_area import Area
from carbon_points.exchange.readers.sheet_area import column_number
from carbon_points.exchange.readers.sheet_area import SharedTexts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.common.progress import Progress

MOST_INFLATED: Final = 300_000_000
MOST_TIMES: Final = 100
"""A workbook that grows more than this when unpacked is no desk's workbook."""

MOST_CELLS: Final = 8_000_000
_FEW_CELLS: Final = 1_000_000
"""So many a small file may have, a larger one half as many as it has bytes."""

LITTLE_TEXT: Final = 64_000_000
"""Bytes of shared texts once each cell has its own; a larger file may have more."""

_MORE_TEXT: Final = 8

_BROKEN: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, ValueError, OSError, KeyError),
)
"""What unpacking a damaged archive raises."""

ErrorCells = dict[tuple[int, int], str]
"""``#VALUE!`` and its like by row and column from 0; a reader shows them as blank."""

LARGE: Final = 16_000_000
"""Bytes of all sheets unpacked from which a workbook is read a stretch at a time."""

MOST_TEXTS: Final = 200_000_000
_TEXT_ROOM: Final = 32
"""What all shared texts may take, each with so much around it."""

_SMALL: Final = 20_000_000
"""Up to here a workbook may be as repetitive as it likes."""

_BLOCK: Final = 1 << 20
_OVERLAP: Final = 1024
_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?"""
    rb"""<v>(\#[^<]{1,20})</v>"""
)
ONLY_STYLED: Final = re.compile(
    rb"""<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")?(?:/>|></c>)|<row [^>]*/>"""
)
_PLACE: Final = re.compile(rb"""\br="([A-Z]{1,3})([0-9]{1,7})\"""")
_SHEET: Final = re.compile(rb"""<(?:\w+:)?sheet\b[^>]*?\bid="([^"]+)\"""")
_ANY_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b")
STRINGS: Final = "sharedstrings.xml"
_RELATION: Final = re.compile(rb"<Relationship\b[^>]*>")
_ID: Final = re.compile(rb"""\bId="([^"]+)\"""")
_TARGET: Final = re.compile(rb"""\bTarget="([^"]+)\"""")
_OTHERS: Final = {
    "word/": "Word (.docx)",
    "ppt/": "PowerPoint (.pptx)",
    "xl/workbook.bin": "Excel (.xlsb)",
    "content.xml": "OpenDocument (.ods)",
}


def look_through(data: bytes, progress: Progress | None = None) -> list[ErrorCells]:
    """Refuse what is damaged, no workbook, or larger inside than it may be.

    Returns:
        The error values of each sheet, in the order of the workbook.

    Raises:
        UserError: FILE_DAMAGED, FILE_TOO_LARGE, FILE_PASSWORD or FILE_FORMAT.
    """
    with opened(data) as archive:
        sheets, more = sheet_parts(archive)
        found = {
            entry.filename: _unpacked(archive, entry, progress, len(data))
            for entry in archive.infolist()
        }
        _check_room(archive, found, [*sheets, *[""] * more], len(data))
    return [found[part].errors if part in found else {} for part in sheets]


def is_large(data: bytes) -> bool:
    """Whether a workbook is read a stretch at a time.

    Raises:
        UserError: FILE_DAMAGED, FILE_TOO_LARGE, FILE_PASSWORD or FILE_FORMAT.
    """
    with opened(data) as archive:
        parts = {name.lower() for name in sheet_parts(archive)[0]}
        inside = [e for e in archive.infolist() if e.filename.lower() in parts]
        return sum(entry.file_size for entry in inside) > LARGE


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """A workbook's parts; what is wrong with one that is unpacked is said in words.

    Raises:
        UserError: FILE_DAMAGED, FILE_TOO_LARGE, FILE_PASSWORD or FILE_FORMAT.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_content(archive)
            _check_size(archive, len(data))
            yield archive
    except RuntimeError as error:
        # zipfile's word for an encrypted entry; a method it lacks is a subclass.
        code = (
            "FILE_DAMAGED"
            if isinstance(error, NotImplementedError)
            else "FILE_PASSWORD"
        )
        raise UserError(code) from None
    except _BROKEN:
        raise UserError("FILE_DAMAGED") from None


def _check_content(archive: zipfile.ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.xml" in names:
        return
    for part, actual in _OTHERS.items():
        if any(name.startswith(part) for name in names):
            raise UserError("FILE_FORMAT", actual=actual)
    raise UserError("FILE_FORMAT", actual="ZIP")


def _check_size(archive: zipfile.ZipFile, size: int) -> None:
    inflated = sum(entry.file_size for entry in archive.infolist())
    if inflated > MOST_INFLATED or inflated > max(size * MOST_TIMES, _SMALL):
        raise UserError("FILE_TOO_LARGE", size=f"{inflated // 1_000_000} MB")
    _check_texts(archive)


def _check_texts(archive: zipfile.ZipFile) -> None:
    """Refuse more shared texts than a reader has room for; it holds all at once."""
    count = length = 0
    for entry in archive.infolist():
        if entry.filename.lower().endswith(STRINGS):
            length += entry.file_size
            for block in blocks_of(archive, entry):
                count += block.count(b"<si") + block.count(b":si")
    if length + count * _TEXT_ROOM > MOST_TEXTS:
        raise UserError("FILE_TOO_LARGE", size=f"{count:,}")


def sheet_parts(archive: zipfile.ZipFile) -> tuple[list[str], int]:
    """The parts of the sheets as a reader numbers them, and how many are unclear."""
    names = {name.lower(): name for name in archive.namelist()}
    book = archive.read(names["xl/workbook.xml"])
    relations = names.get("xl/_rels/workbook.xml.rels")
    targets: dict[bytes, str] = {}
    for relation in _RELATION.findall(archive.read(relations) if relations else b""):
        name, target = _ID.search(relation), _TARGET.search(relation)
        if name and target:
            path = target[1].decode("utf-8", "replace")
            targets[name[1]] = path[1:] if path.startswith("/") else f"xl/{path}"
    parts = [targets.get(name, "") for name in _SHEET.findall(book)]
    return parts, len(_ANY_SHEET.findall(book)) - len(parts)


class _Part(NamedTuple):
    """One part of a workbook that was unpacked once."""

    errors: ErrorCells
    area: Area


def _unpacked(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    progress: Progress | None,
    size: int,
) -> _Part:
    """Unpack once: a wrong size or checksum shows here and not in the reader."""
    errors: ErrorCells = {}
    area = Area()
    for block in _blocks(archive, entry, progress):
        area.add(block)
        errors.update(errors_in(block))
    if area.cells > most_cells(size):
        # Formatting alone makes no reader take room; count what holds something.
        area = Area()
        for block in _blocks(archive, entry, progress):
            area.add(ONLY_STYLED.sub(b"", block))
    if area.cells > most_cells(size):
        raise UserError("FILE_TOO_LARGE", size=f"{area.last_row} × {area.last_column}")
    return _Part(errors, area)


def most_cells(size: int) -> int:
    """So many places a workbook of this size may have."""
    return min(MOST_CELLS, max(_FEW_CELLS, size // 2))


def _check_room(
    archive: zipfile.ZipFile, parts: dict[str, _Part], sheets: list[str], size: int
) -> None:
    """Refuse what only all sheets together make too large: a part may be used often."""
    largest = max((part.area for part in parts.values()), key=lambda area: area.cells)
    areas = [parts[name].area if name in parts else largest for name in sheets]
    cells = sum(area.cells for area in areas)
    if cells > most_cells(size):
        raise UserError("FILE_TOO_LARGE", size=f"{cells:,}")
    texts = shared_texts(archive)
    most = max(LITTLE_TEXT, _MORE_TEXT * size)
    if sum(area.shared for area in areas) * texts.longest <= most:
        return
    total = 0
    for name, area in zip(sheets, areas, strict=True):
        if name in parts:
            blocks = _blocks(archive, archive.getinfo(name), None)
            total += texts.named_in(blocks, area.shared)
        else:
            total += area.shared * texts.longest
    if total > most:
        raise UserError("FILE_TOO_LARGE", size=f"{total // 1_000_000} MB")


def shared_texts(archive: zipfile.ZipFile) -> SharedTexts:
    """How long each shared text is."""
    texts = SharedTexts()
    for entry in archive.infolist():
        if entry.filename.lower().endswith(STRINGS):
            overlap = 0
            for block in _blocks(archive, entry, None):
                texts.add(block, overlap)
                overlap = min(_OVERLAP, len(block))
    texts.close()
    return texts


def blocks_of(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, progress: Progress | None = None
) -> Iterator[bytes]:
    """A part of a workbook, some of it at a time."""
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            if progress is not None:
                progress.step(stream.tell(), entry.file_size)
            yield block


def _blocks(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, progress: Progress | None
) -> Iterator[bytes]:
    """Overlapping blocks, so that no cell is cut in two."""
    tail = b""
    for block in blocks_of(archive, entry, progress):
        yield tail + block
        tail = block[-_OVERLAP:]


def errors_in(block: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """The error values in some cells."""
    if b'"e"' not in block:
        return
    for attributes, text in _ERROR.findall(block):
        place = _PLACE.search(attributes)
        if place:
            row, column = int(place[2]) - 1, column_number(place[1]) - 1
            yield (row, column), text.decode("ascii", "replace")
