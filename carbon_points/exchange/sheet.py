"""A file open at the desk: each row's fate, cells mended in place, then taken in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.common.progress import Progress
from carbon_points.exchange.corrections import Correction
from carbon_points.exchange.corrections import corrections_file
from carbon_points.exchange.kin import Kin
from carbon_points.exchange.queries import earlier_import
from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import write_rejects
from carbon_points.exchange.readers.values import line
from carbon_points.exchange.report import FileReport
from carbon_points.exchange.service import desk_of
from carbon_points.exchange.service import Incoming
from carbon_points.exchange.service import judged
from carbon_points.exchange.service import Options
from carbon_points.exchange.service import take_in
from carbon_points.storage.files import writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from carbon_points.common.problems import Problem
    from carbon_points.exchange.plan import Desk
    from carbon_points.exchange.queries import Imported
    from carbon_points.exchange.readers import Parsed
    from carbon_points.exchange.readers import Recognised
    from carbon_points.exchange.readers import Table
    from carbon_points.exchange.readers.table import Merge
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_UNREGISTERED: Final = frozenset({"UNKNOWN_USER", "UNKNOWN_PERSON", "UNKNOWN_OWNER"})
_row_of = attrgetter("row")
_FIGURES: Final = (
    *("rows", "accepted", "duplicates", "rejected", "not_creditable", "flagged"),
    *("actions", "reduction_mg"),
)


class Fate(StrEnum):
    """What would become of a row."""

    READY = "ready"
    DOUBTFUL = "doubtful"
    """Taken, but an auditor will look at it."""

    UNCREDITED = "uncredited"
    """Recorded, earns nothing."""

    FAULTY = "faulty"
    UNREGISTERED = "unregistered"
    """Nobody is registered under its number yet."""

    REPEATED = "repeated"
    EMPTY = "empty"
    """Its cells were emptied: it is no row any more."""


@dataclass(frozen=True, slots=True)
class RowState:
    """One row as the latest check found it."""

    fate: Fate
    problem: Problem | None = None
    flags: tuple[str, ...] = ()
    """Codes of the methodology."""

    same_as: int | None = None
    """The row above that a repeated one repeats; None if it was recorded earlier."""


class Sheet:
    """The rows of one file; cells can be mended, nothing is written before `take`."""

    def __init__(
        self, desk: Desk, table: Table, recognised: Recognised, parsed: Parsed
    ) -> None:
        """See `open_sheet`."""
        self._desk = desk
        self.original = table
        self.recognised = recognised
        self.report = _new_report(table, recognised.kind)
        self.earlier: Imported | None = None
        """The latest import of the same content."""

        bad = [problem.row for problem in parsed.problems]
        self.rows: NDArray[np.int64] = np.union1d(parsed.numbers, np.array(bad, int))
        """The numbers of the rows that count: no titles, totals, blank rows."""

        self._mends: dict[int, dict[int, str]] = {}
        self._kin = Kin(recognised.kind, self.rows)
        self._judge_all(parsed)

    # What is the case.

    @property
    def path(self) -> Path:
        """Of the file."""
        return self.original.path

    @property
    def table(self) -> Table:
        """The file as it is now, with what was mended."""
        if not self._mends:
            return self.original
        return replace(self.original, body=self.original.body.mended(self._mends))

    @property
    def problems(self) -> Mapping[int, Problem]:
        """By row number."""
        return self._problems

    @property
    def fates(self) -> Counter[Fate]:
        """How many rows there are of each fate."""
        kinds = Counter(_fate_of(problem) for problem in self._problems.values())
        kinds[Fate.REPEATED] = len(self._repeated)
        kinds[Fate.DOUBTFUL] = len(self._flags)
        kinds[Fate.EMPTY] = len(self._empty)
        kinds[Fate.READY] = len(self.rows) - kinds.total()
        return kinds

    @property
    def corrections(self) -> list[Correction]:
        """Every mended cell, in the order of the rows."""
        names = self.original.header.names
        return [
            Correction(row, names[column], self.written(row, column), text)
            for row, column, text in self.mends
        ]

    @property
    def mends(self) -> list[tuple[int, int, str]]:
        """Row number, column and text of every mended cell: what `mend` takes."""
        return [
            (row, column, text)
            for row, cells in sorted(self._mends.items())
            for column, text in sorted(cells.items())
        ]

    def state(self, row: int) -> RowState:
        """What would become of a row."""
        problem = self._problems.get(row)
        if problem is not None:
            return RowState(_fate_of(problem), problem)
        if row in self._repeated:
            return RowState(Fate.REPEATED, same_as=self._kin.first_like(row))
        if row in self._flags:
            return RowState(Fate.DOUBTFUL, flags=tuple(self._flags[row].split(",")))
        return RowState(Fate.EMPTY if row in self._empty else Fate.READY)

    def cell(self, row: int, column: int) -> str:
        """What a cell says now."""
        mended = self._mends.get(row, {}).get(column)
        return self.written(row, column) if mended is None else mended

    def written(self, row: int, column: int) -> str:
        """What a cell says in the file."""
        cells = self.original.body.row(self._place(row))
        return line(cells[column]) if column < len(cells) else ""

    def is_mended(self, row: int, column: int) -> bool:
        """Whether a cell says something else than in the file."""
        return column in self._mends.get(row, {})

    # What can be done.

    def mend(self, row: int, column: int, text: str) -> list[int]:
        """Write a cell anew; answers the rows that were judged again, this one too."""
        before = self._mends
        after = self._with(row, column, text)
        touched = self._kin.around([row])
        self._mends = after
        self._kin.forget(row)
        self._kin.learn(self._read([row]))
        touched = self._kin.around(touched)
        self._mends = before
        was = self._judged(touched)
        self._mends = after
        self._replace(set(touched), was, self._judged(touched))
        return touched

    def check_again(self, progress: Progress | None = None) -> None:
        """Judge every row again: people were registered meanwhile, say."""
        table = self.table
        self._judge_all(parse(table, self.recognised, self._desk.as_of, progress))

    # How.

    def _judge_all(self, parsed: Parsed) -> None:
        report = _new_report(self.original, self.recognised.kind)
        with self._desk.db.staging() as session:
            judged(session, self._desk, parsed, report)
            self.earlier = earlier_import(session, report.sha256)
        report.seen_before = self.earlier is not None
        self.report = report
        self._problems = {problem.row: problem for problem in report.problems}
        self._repeated = _repeated(report)
        self._flags = dict(report.flags)
        # Only what was mended can have become blank.
        self._empty = set(self._mends) - _counted(parsed) if self._mends else set()
        self._kin.learn(parsed)

    def _judged(self, rows: Sequence[int]) -> _Judged:
        parsed = self._read(rows)
        report = _new_report(self.original, self.recognised.kind)
        with self._desk.db.staging() as session:
            judged(session, self._desk, parsed, report)
        return _Judged(report, _counted(parsed))

    def _replace(self, rows: set[int], was: _Judged, now: _Judged) -> None:
        """Put a new judgement in the place of an earlier one of the same rows."""
        for name in _FIGURES:
            change = getattr(now.report, name) - getattr(was.report, name)
            setattr(self.report, name, getattr(self.report, name) + change)
        for row in rows:
            self._problems.pop(row, None)
            self._flags.pop(row, None)
        self._problems.update({p.row: p for p in now.report.problems})
        self._flags.update(now.report.flags)
        self._empty = (self._empty - rows) | (rows - now.counted)
        self.report.problems = sorted(self._problems.values(), key=_row_of)
        self.report.flags = self._flags
        if _repeated(now.report) != _repeated(was.report):
            self._repeated = (self._repeated - rows) | _repeated(now.report)
            self.report.repeated = sorted(self._repeated)

    def _read(self, rows: Sequence[int]) -> Parsed:
        """Read some rows as they are now."""
        wanted = [self._place(row) for row in rows]
        joined = [m for m in self.original.merges if _meets(m, wanted)]
        places = sorted({*wanted, *(merge.first_row for merge in joined)})
        body = self.original.body.subset(places).mended(self._mends)
        table = replace(
            self.original,
            body=body,
            merges=tuple(_moved(merge, places) for merge in joined),
        )
        parsed = parse(table, self.recognised, self._desk.as_of)
        return parsed if len(places) == len(rows) else _only(parsed, rows)

    def _place(self, row: int) -> int:
        return bisect_left(self.original.numbers, row)

    def _with(self, row: int, column: int, text: str) -> dict[int, dict[int, str]]:
        """The mends with one more; a cell put back is none."""
        cells = {**self._mends.get(row, {}), column: text}
        if line(text) == self.written(row, column):
            del cells[column]
        mends = {**self._mends, row: cells}
        return {number: kept for number, kept in mends.items() if kept}


class _Judged(NamedTuple):
    """What judging some rows came to, and which of them are rows at all."""

    report: FileReport
    counted: set[int]


def open_sheet(
    db: Database,
    caller: Caller,
    table: Table,
    recognised: Recognised,
    progress: Progress | None = None,
) -> Sheet:
    """Check every row of a file that was read and understood; nothing is written.

    Raises:
        UserError: if the file as a whole says nothing that can be used.
        NotAllowedError: if the caller may not import.
        Cancelled: if it was asked to stop.
    """
    desk = desk_of(db, caller, progress or Progress())
    parsed = parse(table, recognised, caller.as_of, progress)
    return Sheet(desk, table, recognised, parsed)


def take(
    db: Database, caller: Caller, sheet: Sheet, progress: Progress | None = None
) -> FileReport:
    """Write all good rows as the import of a file does, in one transaction.

    The file stays the evidence; what was mended is kept beside it.

    Raises:
        UserError: the file is not any more what was opened; nothing is written.
        NotAllowedError, DatabaseUnusableError, Cancelled: neither.
    """
    desk = desk_of(db, caller, progress or Progress())
    parsed = parse(sheet.table, sheet.recognised, caller.as_of, progress)
    report = _new_report(sheet.original, sheet.recognised.kind)
    corrections = sheet.corrections
    mended = corrections_file(corrections) if corrections else b""
    take_in(desk, Incoming(parsed, report, mended), Options())
    return report


def rest(sheet: Sheet, path: Path, language: str = "zh") -> None:
    """Write the rows that would not be taken to a workbook, with the reasons.

    Raises:
        UserError: OUT_UNWRITABLE.
    """
    with writing(path):
        write_rejects(path, sheet.table, sheet.report.problems, language)


def _new_report(table: Table, kind: str) -> FileReport:
    return FileReport(
        table.path,
        str(table.path),
        kind,
        sha256=table.sha256,
        other_sheets=table.other_sheets,
    )


def _fate_of(problem: Problem) -> Fate:
    if "methodology" in problem.details:
        return Fate.UNCREDITED
    return Fate.UNREGISTERED if problem.code in _UNREGISTERED else Fate.FAULTY


def _repeated(report: FileReport) -> set[int]:
    rows: list[int] = np.asarray(report.repeated, np.int64).tolist()
    return set(rows)


def _counted(parsed: Parsed) -> set[int]:
    rows: list[int] = parsed.numbers.tolist()
    return {*rows, *(problem.row for problem in parsed.problems)}


def _meets(merge: Merge, places: Iterable[int]) -> bool:
    return any(merge.first_row <= place <= merge.last_row for place in places)


def _moved(merge: Merge, places: Sequence[int]) -> Merge:
    """Joined cells where only some of the rows are left; the first one always is."""
    left = [at for at, p in enumerate(places) if merge.first_row <= p <= merge.last_row]
    return replace(merge, first_row=left[0], last_row=left[-1])


def _only(parsed: Parsed, rows: Iterable[int]) -> Parsed:
    """Some of the rows that were read."""
    wanted = set(rows)
    kept = [at for at, row in enumerate(parsed.numbers.tolist()) if row in wanted]
    return replace(
        parsed,
        numbers=parsed.numbers[kept],
        columns={
            name: column[kept]
            if isinstance(column, np.ndarray)
            else [column[at] for at in kept]
            for name, column in parsed.columns.items()
        },
        problems=[problem for problem in parsed.problems if problem.row in wanted],
        rows=len(wanted),
    )
