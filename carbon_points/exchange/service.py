"""Importing files: read, judged and staged without a lock, then taken all at once."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.actions.models import ImportBatch
from carbon_points.actions.service import BatchFigures
from carbon_points.actions.service import write_batch
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.evidence import service as evidence
from carbon_points.evidence.models import Evidence
from carbon_points.exchange.corrections import corrections_name
from carbon_points.exchange.plan import Desk
from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.exchange.report import FileReport
from carbon_points.participants.registration import next_position
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import immediate
from carbon_points.storage.space import refuse_little_room

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.exchange.plan import Plan
    from carbon_points.exchange.plan import Planner
    from carbon_points.exchange.readers import Mapping
    from carbon_points.exchange.readers import Parsed
    from carbon_points.exchange.readers import Recognised
    from carbon_points.exchange.readers import Table
    from carbon_points.security.chain import Caller
    from carbon_points.storage.base import Base
    from carbon_points.storage.engine import Database

_PLANNERS = {
    "residents": "registers:plan_residents",
    "smes": "registers:plan_smes",
    "rides": "events:plan_rides",
    "clothing": "events:plan_clothing",
    "pv_readings": "meters:plan_pv",
    "heat_pump": "meters:plan_heat_pump",
    "air_conditioner": "meters:plan_air_conditioner",
}
"""Imported when a file of the kind is: rides need numpy, a register does not."""

KINDS = tuple(_PLANNERS)
REGISTERS = ("residents", "smes")
_HELD_BYTES = 32 * 1024 * 1024
"""Files read to learn their kind are kept up to this size, the others read again."""

_TRIES = 3
"""So often a plan is made anew when somebody else wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are imported."""

    kind: str = "auto"
    dry_run: bool = False
    strict: bool = False
    """Take nothing of a file that has a bad row."""

    mapping: Mapping | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file's rows on their way in, and what will be said of them."""

    parsed: Parsed
    report: FileReport
    corrections: bytes = b""
    """What was mended by hand, as a file; kept beside the file itself."""

    place: int = 0
    """Among the files of one call."""


class _File:
    """A file that was read and recognised."""

    def __init__(self, table: Table, recognised: Recognised) -> None:
        self._tables = [table]
        self._recognised = recognised

    def parsed(self, as_of: dt.date) -> Parsed:
        """Its rows, once: the table is let go, as its bytes may be a hundred million.

        Raises:
            UserError: if the file as a whole says nothing that can be used.
        """
        return parse(self._tables.pop(), self._recognised, as_of)


def import_files(
    db: Database,
    caller: Caller,
    paths: Sequence[Path],
    options: Options,
    progress: Progress | None = None,
) -> list[FileReport]:
    """Import files one transaction each; registers first with kind ``auto``.

    A file that cannot be understood has its reason in `FileReport.error`; the others
    are taken.

    Raises:
        NotAllowedError, DatabaseUnusableError: nothing more is tried.
        Cancelled: files already taken stay taken.
    """
    desk = desk_of(db, caller, progress or Progress())
    reports = [FileReport(path, str(path)) for path in paths]
    later: list[tuple[int, FileReport, _File | None]] = []
    held, alone = 0, len(reports) == 1
    for place, report in enumerate(reports):
        file = _recognised(desk, report, options, options.kind)
        if file is None:
            continue
        if alone or options.kind != "auto" or report.kind in REGISTERS:
            _import(desk, place, (file, report), options)
            continue
        held += report.path.stat().st_size
        later.append((place, report, file if held <= _HELD_BYTES else None))
    while later:
        place, report, file = later.pop(0)
        file = file or _recognised(desk, report, options, report.kind)
        if file is not None:
            _import(desk, place, (file, report), options)
    return reports


def desk_of(db: Database, caller: Caller, progress: Progress) -> Desk:
    """Where files of this caller are taken in, under the rules in force.

    Raises:
        NotAllowedError: if the caller may not import.
    """
    with db.reading() as session:
        by = permitted(session, "import", caller)
    return Desk(db, by, current(db, by), progress)


def _recognised(
    desk: Desk, report: FileReport, options: Options, kind: str
) -> _File | None:
    """The file read and its columns found; None with the reason in the report."""
    try:
        table = read_table(report.path, desk.progress, options.mapping, kind)
        report.sha256 = table.sha256
        recognised = recognise(table, kind, options.mapping)
        report.kind = recognised.kind
        report.other_sheets = table.other_sheets
    except (NotAllowedError, DatabaseUnusableError):
        raise
    except UserError as error:
        report.error = error
        return None
    return _File(table, recognised)


def _import(
    desk: Desk, place: int, work: tuple[_File, FileReport], options: Options
) -> None:
    file, report = work
    try:
        parsed = file.parsed(desk.as_of)
        take_in(desk, Incoming(parsed, report, place=place), options)
    except (NotAllowedError, DatabaseUnusableError):
        raise
    except UserError as error:
        report.error = error


def take_in(desk: Desk, incoming: Incoming, options: Options) -> None:
    """Judge one file and write what is good of it, in one transaction.

    Raises:
        UserError: the file is not any more what was read.
        DatabaseUnusableError: IMPORT_PAUSED, if the disk has little room.
    """
    report = incoming.report
    refuse_little_room(desk.db.path, report.path.stat().st_size)
    with desk.db.staging() as session:
        report.seen_before = _seen(session, report.sha256)
        for _ in range(_TRIES):
            if _taken(session, desk, incoming, options):
                return
    raise DatabaseUnusableError("DB_LOCKED", path=str(desk.db.path))


def _taken(session: Session, desk: Desk, incoming: Incoming, options: Options) -> bool:
    """Judge the file and write it; False if somebody else wrote meanwhile."""
    report = incoming.report
    position = next_position(session)
    plan = judged(session, desk, incoming.parsed, report)
    if options.strict and report.problems:
        _refuse_whole(report)
        return True
    if options.dry_run or not plan.counted.records:
        return True
    papers = _papers(desk.db, incoming)
    with immediate(session, references=plan.references):
        if chain.begin(session) != position:
            return False
        _write(session, desk, position, (plan, incoming, papers))
    return True


def _papers(db: Database, incoming: Incoming) -> list[evidence.Stored]:
    """The file, and what was mended in it, stored for the record that names them."""
    path = incoming.report.path
    stored = [evidence.store(db, path)]
    if stored[0].sha256.hex() != incoming.report.sha256:
        raise UserError("EVIDENCE_CHANGED", file=path.name)
    if incoming.corrections:
        name = corrections_name(path)
        stored.append(evidence.store(db, incoming.corrections, name))
    return stored


def _refuse_whole(report: FileReport) -> None:
    """Say that nothing is taken; the problems still name the bad rows alone."""
    report.accepted = report.flagged = report.actions = report.reduction_mg = 0
    report.not_creditable = 0
    report.rejected = report.rows - report.duplicates


def _write(
    session: Session,
    desk: Desk,
    position: int,
    work: tuple[Plan, Incoming, list[evidence.Stored]],
) -> None:
    plan, incoming, papers = work
    report = incoming.report
    figures = BatchFigures(
        report.kind,
        report.path.name,
        bytes.fromhex(report.sha256),
        report.rows,
        report.accepted,
        report.duplicates,
        report.rejected,
    )
    batch_id = write_batch(session, desk.db.desk, position, figures)
    for paper in papers:
        kept = evidence.keep(session, desk.db, position, desk.caller.now, paper)
        evidence.link(session, kept.evidence_id, "batch", [batch_id])
    written = plan.write(session, desk, position, batch_id)
    operation_id = f"{desk.caller.operation_id}/{incoming.place}"
    by = replace(desk.caller, operation_id=operation_id)
    models: list[type[Base]] = [ImportBatch, Evidence, *written.models]
    chain.seal(session, desk.db.desk, position, "import", by, models, written.ready)
    report.batch_id = batch_id


def _seen(session: Session, sha256: str) -> bool:
    known = select(ImportBatch.id).where(
        ImportBatch.file_sha256 == bytes.fromhex(sha256), ImportBatch.withdrawn == 0
    )
    return session.scalar(known.limit(1)) is not None


@cache
def planner(kind: str) -> Planner:
    """What makes the plan of a kind of file."""
    module, _, function = _PLANNERS[kind].partition(":")
    found: Planner = getattr(
        import_module(f"carbon_points.exchange.{module}"), function
    )
    return found


def judged(session: Session, desk: Desk, parsed: Parsed, report: FileReport) -> Plan:
    """What importing some rows would do; its figures and problems in the report."""
    plan = planner(report.kind)(session, desk, parsed)
    counted = plan.counted
    report.rows = parsed.rows
    report.accepted = counted.accepted
    report.duplicates = counted.duplicates
    report.not_creditable = counted.not_creditable
    report.flagged = counted.flagged
    report.actions = counted.actions
    report.reduction_mg = counted.reduction_mg
    report.repeated = counted.repeated
    report.flags = counted.flags
    report.problems = sorted(
        [*parsed.problems, *plan.problems], key=lambda problem: problem.row
    )
    report.rejected = len(report.problems)
    report.notices = list(parsed.notices)
    return plan
