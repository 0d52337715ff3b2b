"""Names that a spreadsheet would run, through every export, each file opened again.

A district is filled with formulas wherever somebody can type; then everything that
writes a table does so. No cell of any of them may be one that is executed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.progress import Progress
from carbon_points.crediting.roll_export import export_roll
from carbon_points.exchange.corrections import Correction
from carbon_points.exchange.corrections import corrections_file
from carbon_points.storage.engine import open_database
from carbon_points.storage.files import write_whole
from drills import ground
from drills.forking import forker
from drills.tally import Tally
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import keep_busy
from tests.districts import AS_OF
from tests.districts import as_of
from tests.hostile.names import NAMES
from tests.hostile.tables import REGISTER
from tests.hostile.tables import register
from tests.hostile.tables import table
from tests.pool.bureau import keep_pool
from tests.scenarios.life import file_a_little

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from drills.forking import Forker

RUN: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that some spreadsheet computes."""

_FORMULAS: Final = [name for what, name in NAMES.items() if what.startswith("formula")]
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_RUN_IN_BOOK: Final = re.compile(rb"<f[ >/]|<hyperlink|<oleObject|<ddeLink")
_CELL: Final = re.compile(rb"<c ")
_RUN_IN_PAPER: Final = re.compile(
    rb"<w:instrText[^>]*>[^<]*(?:DDE|INCLUDE|HYPERLINK)|<w:fldSimple|<w:hyperlink"
)
"""Fields; the same words in a text are a text."""
_AS_TEXT: Final = 'mso-number-format:"\\@"'
_NUMBER: Final = re.compile(r"[+\-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Fill a district with formulas, export everything, count; full or short alike."""
    database, out = ground.made(folder / "district"), folder / "out"
    kinds = {suffix: Tally(f"formulas in {suffix}") for suffix in _LOOKS}
    told = kinds[".xlsx"]
    names = _FORMULAS if full else _FORMULAS[:3]
    with open_database(database) as db:
        keep_busy(db, folder)
        file_a_little(db)
        keep_pool(db, folder)
    with forker(folder / "said") as children:
        for problem in exported(children, database, out, names):
            told.problem("lost", problem)
    with open_database(database) as db:
        _by_the_window(db, out)
    for file in sorted(each for each in out.rglob("*") if each.is_file()):
        if file.suffix in kinds:
            tally = kinds[file.suffix]
            cells, run = looked_through(file)
            tally.tried += cells
            for cell in run:
                tally.problem("let_in", f"{file.name}: {cell!a}")
    yield from (tally.end() for tally in kinds.values())


def looked_through(file: Path) -> tuple[int, list[str]]:
    """How many cells an exported file has, and those that would be executed."""
    return _LOOKS[file.suffix](file.read_bytes())


def exported(
    children: Forker, database: Path, out: Path, names: list[str]
) -> Iterator[str]:
    """Write every table that a command writes; what went wrong."""
    out.mkdir()
    usual = ["--db", str(database), "--as-of", AS_OF.isoformat()]
    for command in (*_typed(out, names), *_written(out)):
        done = children.run([*usual, *command])
        if done.code not in {0, 1}:
            yield f"{' '.join(command)[:80]}: {done.code} {done.err[-200:]!a}"


def _typed(out: Path, names: list[str]) -> Iterator[list[str]]:
    """Formulas typed wherever one can type."""
    people = out.parent / "people.csv"
    people.write_bytes(register(*names))
    bad = out.parent / "refused.csv"
    bad.write_bytes(table(REGISTER, *([name] * len(REGISTER) for name in names)))
    drops = drops_file(
        out.parent, [Drop(n, point=names[n % len(names)]) for n in (1, 2)]
    )
    files = [str(people), str(bad), str(drops)]
    yield ["import", "auto", *files, "--rejects", str(out / "rejects.xlsx")]
    yield ["approve", "--policy", "all", "--second", "auditor2", "--as", "auditor"]
    for name in names:
        # Joined to its option: a text may begin like an option itself.
        said = [f"--{word}={name}" for word in ("source", "note", "department")]
        yield ["indicator", "set", "3", "--year", "2025", "--value", "7", *said]
        yield ["scenario", "set", "life", f"--host={name}", f"--contact={name}"]
    paper = out.parent / "=1+1.txt"
    paper.write_text("=1+1", "utf-8")
    yield [
        *("scenario", "document", "life", "add", str(paper), "--kind", "plan"),
        *("--title", names[0], "--number", names[-1], "--date", "2026-03-01"),
    ]


def _written(out: Path) -> Iterator[list[str]]:
    """Every command that writes a table, or a paper with one."""
    places = ["--by", "subdistrict,community,methodology,month,kind,grade"]
    yield ["stats", *places, "--out", str(out / "statistics.xlsx")]
    yield ["audit", "day", "--out", str(out / "day.xlsx")]
    yield [
        *("audit", "sample", "--scenario", "life", "--tolerable", "0.5"),
        *("--seed", _FORMULAS[0], "--out", str(out / "sample.xlsx")),
    ]
    yield [
        *("audit", "rehearse", "--factor", "cycling.baseline=41"),
        *("--from", "2026-01-01", "--out", str(out / "rehearsal.xlsx")),
    ]
    yield ["indicator", "export", str(out / "indicators.xlsx")]
    yield ["pool", "public", "--out", str(out / "pool.html"), str(out / "pool.xlsx")]
    yield ["dossier", "--scenario", "life", "--out", str(out / "dossier")]
    yield [
        *("report", "subdistrict", "--place", "明水街道", "--year", "2026"),
        *("--out", str(out / "report")),
    ]
    yield ["users", "log", "--out", str(out / "journal.xlsx")]


def _by_the_window(db: Database, out: Path) -> None:
    """What only the window writes."""
    with db.reading() as session:
        ids = list(session.scalars(text("SELECT id FROM participant")))
    export_roll(db, as_of("auditor"), ids, out / "roll.xlsx", Progress())
    said = [Correction(2, name, name, name) for name in _FORMULAS]
    write_whole(out / "corrections.csv", corrections_file(said))


def _book(content: bytes) -> tuple[int, list[str]]:
    cells, run = 0, []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in filter(_SHEET.fullmatch, packed.namelist()):
            sheet = packed.read(name)
            cells += len(_CELL.findall(sheet))
            run += [f"{name} {found.decode()}" for found in _RUN_IN_BOOK.findall(sheet)]
    return cells, run


def _lines(content: bytes) -> tuple[int, list[str]]:
    lines = io.StringIO(content.decode("utf-8-sig"))
    cells = [cell for row in csv.reader(lines) for cell in row]
    return len(cells), [cell for cell in cells if _is_run(cell)]


def _page(content: bytes) -> tuple[int, list[str]]:
    """A page may be opened in a spreadsheet, too, unless it says that all is text."""
    page = content.decode()
    cells = _Cells()
    cells.feed(page)
    run = [] if _AS_TEXT in page else [cell for cell in cells.texts if _is_run(cell)]
    return len(cells.texts), run + [
        tag for tag in cells.tags if tag in {"script", "img"}
    ]


def _paper(content: bytes) -> tuple[int, list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        document = packed.read("word/document.xml")
    fields = [found.decode() for found in _RUN_IN_PAPER.findall(document)]
    return document.count(b"<w:tc>"), fields


def _is_run(cell: str) -> bool:
    return cell.startswith(RUN) and not _NUMBER.fullmatch(cell)


class _Cells(HTMLParser):
    """The texts of a page's cells."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self._open = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  (as the parser calls it)
        """Begin a cell."""
        self.tags.add(tag)
        self._open = tag in {"td", "th"}
        if self._open:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        self._open = self._open and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        """What a cell says."""
        if self._open:
            self.texts[-1] += data


_LOOKS: Final = {".xlsx": _book, ".csv": _lines, ".html": _page, ".docx": _paper}
