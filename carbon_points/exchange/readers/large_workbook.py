"""A workbook too large to be read at once: its headings first, then some rows a time.

A reader makes room for a whole sheet, its texts and its cells, ten times what it hands
on. So it is given small workbooks: the parts that all sheets share, and of the sheet a
stretch of rows. A file whose headings say nothing is refused before its rows are read.
"""

from __future__ import annotations

import io
import zipfile
from itertools import islice
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers.folded import Folded
from carbon_points.exchange.readers.header import LOOK_AT
from carbon_points.exchange.readers.sheet_area import Area
from carbon_points.exchange.readers.sheet_slices import last_number
from carbon_points.exchange.readers.sheet_slices import SheetRows
from carbon_points.exchange.readers.sheet_slices import top_of
from carbon_points.exchange.readers.workbook import choose
from carbon_points.exchange.readers.workbook import reading
from carbon_points.exchange.readers.workbook import sheet_table
from carbon_points.exchange.readers.workbook import visible
from carbon_points.exchange.readers.workbook_guard import blocks_of
from carbon_points.exchange.readers.workbook_guard import errors_in
from carbon_points.exchange.readers.workbook_guard import LITTLE_TEXT
from carbon_points.exchange.readers.workbook_guard import MOST_CELLS
from carbon_points.exchange.readers.workbook_guard import ONLY_STYLED
from carbon_points.exchange.readers.workbook_guard import opened
from carbon_points.exchange.readers.workbook_guard import shared_texts
from carbon_points.exchange.readers.workbook_guard import sheet_parts
from carbon_points.exchange.readers.workbook_guard import STRINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from python_calamine import CalamineSheet

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.sheet_area import SharedTexts
    from carbon_points.exchange.readers.values import Cell
    from carbon_points.exchange.readers.workbook import SheetTable

MOST_AT_ONCE: Final = 2_000_000
"""Places of a stretch; most of them are blank."""

_LAST_ROW: Final = 1 << 20
_PARTS: Final = (
    *("_rels/.rels", "workbook.xml.rels"),
    *("workbook.xml", "styles.xml", STRINGS),
)


class _Stretch(NamedTuple):
    """Some rows of a sheet."""

    top: int
    cells: list[list[Cell]]


def read_large(
    data: bytes,
    wanted: Collection[str],
    understood: Callable[[SheetTable], object],
    progress: Progress | None = None,
) -> SheetTable:
    """The first visible sheet with headings that are understood.

    Args:
        data: the file.
        wanted: headings that a mapping names.
        understood: asked with the first rows before the others are read; may refuse.
        progress: told how far the reading is.

    Raises:
        UserError: FILE_PASSWORD, FILE_DAMAGED, FILE_EMPTY, FILE_TOO_LARGE, FILE_FORMAT,
            or what `understood` says.
    """
    with opened(data) as archive:
        book = _Book(archive)
        chosen, part = book.chosen(wanted)
        understood(chosen)
        start = chosen.header.last + 1
        rows = islice(book.rows(part, progress), start, None)
        return chosen._replace(body=Folded(rows, start + 1))


class _Book:
    """A large workbook of which small ones are made."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts, unclear = sheet_parts(archive)
        if unclear or not set(self._parts) <= set(archive.namelist()):
            raise UserError("FILE_DAMAGED")
        self._common = self._without_sheets()
        self._texts: SharedTexts | None = None

    def _without_sheets(self) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as small:
            for entry in self._archive.infolist():
                name = entry.filename
                if name in self._parts or not name.lower().endswith(_PARTS):
                    continue
                goes_in = zipfile.ZipInfo(name)
                goes_in.compress_type = zipfile.ZIP_DEFLATED
                with small.open(goes_in, "w") as goal:
                    for block in blocks_of(self._archive, entry):
                        goal.write(block)
        return made.getvalue()

    def _with(self, sheets: Mapping[str, bytes]) -> bytes:
        """A workbook of these sheets; the others are not there."""
        made = io.BytesIO(self._common)
        with zipfile.ZipFile(made, "a") as book:
            for name, sheet in sheets.items():
                book.writestr(zipfile.ZipInfo(name), sheet)
        return made.getvalue()

    def _blocks(self, part: str, progress: Progress | None = None) -> Iterator[bytes]:
        return blocks_of(self._archive, self._archive.getinfo(part), progress)

    def chosen(self, wanted: Collection[str]) -> tuple[SheetTable, str]:
        """The sheet to read with its first rows, and the part that it is."""
        with reading(self._common) as workbook:
            seen = {name: self._parts[index] for index, name in visible(workbook)}
        tops = {part: top_of(self._blocks(part)) for part in sorted(set(seen.values()))}
        tops = {part: top for part, top in tops.items() if top}
        room = {part: self._check(top) for part, top in tops.items()}
        if sum(room.get(part, 0) for part in seen.values()) > MOST_AT_ONCE // 2:
            raise UserError("FILE_TOO_LARGE", size=f"{len(seen):,}")
        found = []
        with reading(self._with(tops)) as workbook:
            for name in (name for name, part in seen.items() if part in tops):
                sheet = workbook.get_sheet_by_name(name)
                top, cells = _cells(sheet, tops[seen[name]])
                if cells:
                    above: list[list[Cell]] = [[] for _ in range(min(top, LOOK_AT))]
                    found.append(sheet_table(sheet, above + cells, wanted))
        chosen = choose(found)
        return chosen, seen[chosen.sheet]

    def rows(self, part: str, progress: Progress | None) -> Iterator[list[Cell]]:
        """All rows of a sheet from its first one on, blank ones included."""
        rows, above, taken, room = SheetRows(self._blocks(part, progress)), 0, 0, 0
        for each in rows.stretches():
            marked = rows.marked(each, above)
            sheet = b"".join((rows.before, marked, rows.closing))
            room += self._check(sheet)
            if room > MOST_CELLS:
                raise UserError("FILE_TOO_LARGE", size=f"> {MOST_CELLS:,}")
            found = self._read(part, sheet)
            if found.cells and found.top < taken:
                raise UserError("FILE_DAMAGED")
            yield from ([] for _ in range(found.top - taken))
            yield from found.cells
            taken = found.top + len(found.cells)
            above = last_number(each, above)

    def _read(self, part: str, sheet: bytes) -> _Stretch:
        with reading(self._with({part: sheet})) as workbook:
            index = self._parts.index(part)
            return _cells(workbook.get_sheet_by_index(index), sheet)

    def _check(self, sheet: bytes) -> int:
        """How many places a stretch takes, if that is not too many."""
        area = Area()
        area.add(sheet)
        if area.room > MOST_AT_ONCE:
            # Formatting alone makes no reader take room; count what holds something.
            area = Area()
            area.add(ONLY_STYLED.sub(b"", sheet))
        if area.last_row > _LAST_ROW or area.room > MOST_AT_ONCE:
            size = f"{area.last_row} × {area.last_column}"
            raise UserError("FILE_TOO_LARGE", size=size)
        self._check_text(area, sheet)
        return area.room

    def _check_text(self, area: Area, sheet: bytes) -> None:
        """Refuse a stretch in which too many cells name a long text."""
        if not area.shared:
            return
        if self._texts is None:
            self._texts = shared_texts(self._archive)
        if area.shared * self._texts.longest <= LITTLE_TEXT:
            return
        total = self._texts.named_in([sheet], area.shared)
        if total > LITTLE_TEXT:
            raise UserError("FILE_TOO_LARGE", size=f"{total // 1_000_000} MB")


def _cells(sheet: CalamineSheet, xml: bytes) -> _Stretch:
    """The rows of a sheet from the first one that holds something."""
    if sheet.start is None:
        return _Stretch(0, [])
    top, left = sheet.start
    margin: list[Cell] = [""] * left
    rows = sheet.to_python(skip_empty_area=True)
    cells: list[list[Cell]] = [[*margin, *row] for row in rows]
    for (row, column), text in errors_in(xml):
        place = cells[row - top] if 0 <= row - top < len(cells) else []
        if column < len(place) and place[column] == "":
            place[column] = text
    return _Stretch(top, cells)
