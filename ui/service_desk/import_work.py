"""What the import page asks of the core; run in the long lane, so there is no Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.service import withdraw_import
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.exchange.queries import recent_imports
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.exchange.report import FileReport
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.exchange.service import REGISTERS
from carbon_points.exchange.sheet import open_sheet
from carbon_points.exchange.sheet import rest
from carbon_points.exchange.sheet import take as take_sheet
from carbon_points.security.acts import permitted
from carbon_points.security.taking import taken_along
from ui.service_desk.import_columns_work import remembered
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.audit.service import Taken
    from carbon_points.common.problems import Problem
    from carbon_points.exchange.queries import Imported
    from carbon_points.exchange.readers import Mapping
    from carbon_points.exchange.readers import Recognised
    from carbon_points.exchange.readers import Table
    from carbon_points.exchange.sheet import Sheet
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_RECENT: Final = 12
_PER_FILE: Final = 1000


@dataclass(frozen=True, eq=False)
class Checked:
    """One file as the check found it: what its rows are and what would become of it."""

    path: Path
    table: Table | None = None
    """None if the file could not be read at all."""

    recognised: Recognised | None = None
    """None if its columns are not understood."""

    mapping: Mapping | None = None
    report: FileReport | None = None
    error: UserError | None = None
    """Why there is no report."""

    earlier: Imported | None = None
    """The latest import of the same content."""

    sheet: Sheet | None = None
    """Its rows, to be mended in place; None if there is no report."""

    positions: Sequence[int] = ()
    """Where in the table the rows are that count: no titles, totals, blank rows."""

    milliseconds: int = field(default=0, compare=False)
    """How long the check took."""

    @cached_property
    def problems(self) -> dict[int, Problem]:
        """By row number."""
        found = self.report.problems if self.report else []
        return {problem.row: problem for problem in found}

    @property
    def good(self) -> int:
        """How many rows would be taken."""
        return self.report.accepted if self.report else 0

    @property
    def recorded(self) -> int:
        """How many rows would leave a record, credited or not."""
        return self.report.accepted + self.report.not_creditable if self.report else 0

    @property
    def is_register(self) -> bool:
        """Whether it holds people; others files' rows may be theirs."""
        return self.recognised is not None and self.recognised.kind in REGISTERS

    @property
    def is_written(self) -> bool:
        """Whether what is good of it was recorded."""
        return self.report is not None and self.report.batch_id is not None

    @property
    def bad(self) -> int:
        """How many rows have a problem."""
        return len(self.problems)

    def column_of(self, name: str) -> int | None:
        """The column that a problem names, by its heading or by its field."""
        if self.recognised is None or not name:
            return None
        if name in self.recognised.columns:
            return self.recognised.columns[name]
        names = self.recognised.header
        return names.index(name) if name in names else None


def check(
    db: Database,
    caller: Caller,
    path: Path,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Read a file and work out what an import would do; nothing is written.

    Without `mapping` the one that is remembered for its header counts, if any.

    Raises:
        NotAllowedError, DatabaseUnusableError: nothing can be imported at all.
        Cancelled: if it was asked to stop.
    """
    started = time.monotonic_ns()
    table = recognised = None
    try:
        table = read_table(path, progress, mapping)
        mapping = mapping or remembered(table)
        recognised = recognise(table, mapping=mapping)
        sheet = open_sheet(db, caller, table, recognised, progress)
    except UserError as error:
        if isinstance(error, NotAllowedError | DatabaseUnusableError):
            raise
        return Checked(path, table, recognised, mapping, error=error)
    return Checked(
        path,
        table,
        recognised,
        mapping,
        sheet.report,
        earlier=sheet.earlier,
        sheet=sheet,
        positions=_positions(table, sheet.rows.tolist()),
        milliseconds=(time.monotonic_ns() - started) // 1_000_000,
    )


def judge_again(file: Checked, progress: Progress) -> Checked:
    """The file with every row judged anew, what was mended included."""
    if file.sheet is None:
        return file
    file.sheet.check_again(progress)
    return replace(file, report=replace(file.sheet.report))


def mend(file: Checked, row: int, column: int, text: str) -> Checked:
    """The file with one cell written anew, judged again at once."""
    sheet = file.sheet
    if sheet is None:
        return file
    sheet.mend(row, column, text)
    return replace(file, report=replace(sheet.report))


def mend_all(file: Checked, mends: Sequence[tuple[int, int, str]]) -> Checked:
    """The same of many cells, e.g. those of a draft."""
    for row, column, text in mends:
        if file.sheet is not None and row in file.sheet.rows:
            file = mend(file, row, column, text)
    return file


def _positions(table: Table, rows: Sequence[int]) -> Sequence[int]:
    """Where row numbers are in a table."""
    numbers = table.numbers
    if isinstance(numbers, range):
        return [numbers.index(row) for row in rows]
    place = {number: position for position, number in enumerate(numbers)}
    return [place[row] for row in rows]


@dataclass(frozen=True, slots=True)
class Written:
    """What writing did: a report a file, in the order given; None if not reached."""

    reports: tuple[FileReport | None, ...]
    cancelled: bool = False


def check_all(
    db: Database, caller: Caller, paths: Sequence[Path], progress: Progress
) -> list[Checked]:
    """Check some files one after the other, each by itself."""
    found = []
    for at, path in enumerate(paths):
        share = _Share(progress, at, len(paths))
        found.append(check(db, caller, path, progress=share))
    return found


def take(
    db: Database, caller: Caller, files: Sequence[Checked], progress: Progress
) -> Written:
    """Write what is good of the files, registers first, one transaction a file.

    Told to stop, it leaves the files alone that are not written yet.
    """
    order = sorted(range(len(files)), key=lambda at: not files[at].is_register)
    reports: dict[int, FileReport] = {}
    cancelled = False
    try:
        for done, at in enumerate(order):
            share = _Share(progress, done, len(order))
            by = caller_of(caller.operator, caller.as_of)
            reports[at] = _taken(db, by, files[at], share)
    except Cancelled:
        cancelled = True
    return Written(tuple(reports.get(at) for at in range(len(files))), cancelled)


def _taken(
    db: Database, caller: Caller, file: Checked, progress: Progress
) -> FileReport:
    """One file written: as it lies there, or with what was mended."""
    if file.sheet is None or not file.sheet.corrections:
        options = Options(mapping=file.mapping)
        (report,) = import_files(db, caller, [file.path], options, progress)
        return report
    try:
        return take_sheet(db, caller, file.sheet, progress)
    except UserError as error:
        if isinstance(error, NotAllowedError | DatabaseUnusableError):
            raise
        return FileReport(file.path, str(file.path), error=error)


def take_back(
    db: Database,
    caller: Caller,
    batches: Sequence[int],
    reason: str,
    progress: Progress,
) -> list[Taken]:
    """Take whole imports back, the last one first, one transaction each.

    Raises:
        RefusedError, NotAllowedError: those before it are taken back.
    """
    gone = []
    for done, batch_id in enumerate(sorted(batches, reverse=True)):
        progress.step(done, len(batches))
        by = caller_of(caller.operator, caller.as_of)
        gone.append(withdraw_import(db, by, batch_id, reason))
    return gone


def recent(db: Database, caller: Caller) -> tuple[Imported, ...]:
    """The latest imports that stand; none for who may not import."""
    with db.reading() as session:
        try:
            permitted(session, "import", caller)
        except NotAllowedError:
            return ()
        return recent_imports(session, _RECENT)


def save_rejects(
    db: Database,
    caller: Caller,
    file: Checked,
    path: Path,
    language: str,
    progress: Progress,
) -> Path:
    """Write the rows with problems to a workbook, to be sent back; answers its place.

    Raises:
        UserError: OUT_UNWRITABLE.
    """
    progress.step(0, 0)
    if file.sheet is not None:
        with taken_along(db, caller, path, act="export-rejects"):
            rest(file.sheet, path, language)
    return path


class _Share(Progress):
    """The progress of one file among several, as a part of the whole."""

    def __init__(self, whole: Progress, at: int, files: int) -> None:
        super().__init__()
        self._whole = whole
        self._at = at
        self._files = files

    def step(self, done: int, total: int) -> None:
        """Pass it on, in thousandths of a file."""
        part = min(done * _PER_FILE // max(total, 1), _PER_FILE)
        self._whole.step(self._at * _PER_FILE + part, self._files * _PER_FILE)
