"""Backups to every place of the plan: each proven, noted, and older ones rotated."""

from __future__ import annotations

import time
import uuid
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert

from carbon_points.certificates.checkpoints import note
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.evidence.service import tidy
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.integrity.backup_proof import against
from carbon_points.integrity.backup_proof import check_against
from carbon_points.integrity.backup_rotation import holding
from carbon_points.integrity.backup_rotation import rotate
from carbon_points.integrity.backup_runs import ASKED
from carbon_points.integrity.backup_runs import FAILED
from carbon_points.integrity.backup_runs import PlaceRun
from carbon_points.integrity.backup_runs import PROVEN
from carbon_points.integrity.backup_runs import proven
from carbon_points.integrity.backup_runs import SPOILT
from carbon_points.integrity.backup_runs import TRIAL
from carbon_points.security.acts import permitted
from carbon_points.security.chain import Caller
from carbon_points.security.log_seals import seal_log
from carbon_points.security.service import log
from carbon_points.storage.backup import backup
from carbon_points.storage.backup_places import state_of
from carbon_points.storage.engine import next_id
from carbon_points.storage.models import BackupRun

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.storage.backup_places import Place
    from carbon_points.storage.engine import Database

BACKUP_TRIAL: Final = "backup-trial"


def run(
    db: Database, caller: Caller, progress: Progress | None = None
) -> tuple[PlaceRun, ...]:
    """Back up to every place of the plan because somebody asked for it.

    A place that fails is named and does not keep the others from theirs.

    Raises:
        NotAllowedError: ROLE.
        Cancelled: if nobody waits for it any more; finished places stay.
    """
    with db.reading() as session:
        by = permitted(session, "backup", caller)
        places = plan_of(session).places
    return _run(db, by, PlaceRun(0, ASKED, by.operator, ""), places, progress)


def run_planned(
    db: Database,
    why: str,
    places: Sequence[Place] | None = None,
    progress: Progress | None = None,
) -> tuple[PlaceRun, ...]:
    """What an administrator has planned; nobody asks for it.

    Args:
        db: the books.
        why: ``hour`` or ``closing``.
        places: of the plan; by default all.
        progress: told over all places together.

    Raises:
        Cancelled: as `run`.
    """
    if places is None:
        with db.reading() as session:
            places = plan_of(session).places
    now = int(time.time())
    plan = Caller("", from_day_number(local_day(now)), now, uuid.uuid4().hex)
    return _run(db, plan, PlaceRun(0, why, "", ""), places, progress)


def run_once(
    db: Database,
    caller: Caller,
    target: Path | None = None,
    progress: Progress | None = None,
) -> PlaceRun:
    """Back up to a file or folder that somebody names; nothing is rotated there.

    Raises:
        NotAllowedError: ROLE.
        DatabaseUnusableError, UserError: as `storage.backup.backup`.
    """
    with db.reading() as session:
        by = permitted(session, "backup", caller)
    _prepare(db, by)
    begun = PlaceRun(int(time.time()), ASKED, by.operator, "")
    done = _timed(lambda: _made(db, target, begun, progress or Progress()))
    place = str(Path(done.file).parent)
    return _kept(db, by, replace(done, place=place))


def try_out(db: Database, caller: Caller, progress: Progress | None = None) -> PlaceRun:
    """Restore the newest backup into a scratch copy once more, and compare.

    Raises:
        NotAllowedError: ROLE.
        UserError: BACKUP_NONE, BACKUP_UNREADABLE, BACKUP_DAMAGED, BACKUP_DIFFERS.
    """
    with db.reading() as session:
        by = permitted(session, "backup", caller)
        there = (one for one in proven(session) if Path(one.file).is_file())
        newest = next(there, None)
    if newest is None:
        raise UserError("BACKUP_NONE")
    again = replace(
        newest, at=int(time.time()), why=TRIAL, operator=by.operator, took_ms=0
    )

    def tried() -> PlaceRun:
        gaps: list[str] = []
        found = check_against(db, Path(again.file), progress or Progress(), gaps)
        known = replace(again, position=found.chain_position, sha256=found.sha256)
        return replace(known, gaps=tuple(gaps))

    try:
        return _kept(db, by, _timed(tried))
    except UserError as error:
        if error.code in SPOILT:
            _kept(db, by, replace(again, result=error.code))  # it counts no longer
        raise


def _run(
    db: Database,
    by: Caller,
    begun: PlaceRun,
    places: Sequence[Place],
    progress: Progress | None,
) -> tuple[PlaceRun, ...]:
    _prepare(db, by)
    found = []
    for number, place in enumerate(places):
        part = _Share(progress or Progress(), number, len(places))
        here = replace(begun, at=int(time.time()), place=place.path)
        found.append(_kept(db, by, _one(db, place, here, part)))
    return tuple(found)


def _one(db: Database, place: Place, begun: PlaceRun, progress: Progress) -> PlaceRun:
    """One place, whatever comes of it."""
    state = state_of(db.path, place)
    if not state.present:
        return begun
    try:
        state.folder.mkdir(parents=True, exist_ok=True)
        done = _timed(lambda: _made(db, state.folder, begun, progress))
        return _rotated(db, done)
    except UserError as error:
        missing = int(error.details.get("missing_mb", "0"))
        return replace(begun, result=error.code, missing_mb=missing)
    except OSError as error:  # a stick that was pulled out in the middle
        words = error.strerror or type(error).__name__
        return replace(begun, result=FAILED, reason=words)


def _made(
    db: Database, target: Path | None, begun: PlaceRun, progress: Progress
) -> PlaceRun:
    reading, proving = _Share(progress, 0, 2), _Share(progress, 1, 2)
    gaps: list[str] = []
    made = backup(db, target, against(db, proving, gaps), reading)
    progress.step(1, 1)
    return replace(
        begun,
        file=str(made.file.absolute()),
        size=made.size,
        result=PROVEN,
        position=made.chain_position,
        sha256=made.sha256,
        evidence_files=made.evidence_files,
        is_there=True,
        gaps=tuple(gaps),
    )


def _rotated(db: Database, done: PlaceRun) -> PlaceRun:
    """A proven backup lets older ones go; one that cannot go harms nobody."""
    if db.read_only:
        return done  # these books may be broken, and an older backup the better one
    with db.reading() as session:
        keep = plan_of(session).keep
    file = Path(done.file)
    with suppress(OSError, UserError):
        spared = {file, *holding(file, db.database_id, done.gaps)}
        gone = rotate(file.parent, db.database_id, keep, spared)
        return replace(done, rotated=tuple(map(str, gone)))
    return done


def _prepare(db: Database, by: Caller) -> None:
    """Clear what no record names, and let the chain cover what was looked at."""
    if db.read_only:
        return
    try:
        tidy(db)
        seal_log(db, by)
    except DatabaseUnusableError:
        # Books whose chain is broken are not written, but copied as they are.
        if db.stopped is None:
            raise


def _timed(work: Callable[[], PlaceRun]) -> PlaceRun:
    began = time.monotonic_ns()
    done = work()
    return replace(done, took_ms=(time.monotonic_ns() - began) // 1_000_000)


def _kept(db: Database, by: Caller, done: PlaceRun) -> PlaceRun:
    """Note what came of a place, and how far the chain is that it holds."""
    if done.ok and done.why != TRIAL and db.stopped is None:
        # Else it would speak for a chain that is broken. A user's folder that cannot be
        # written does not make a proven backup a failed one.
        with suppress(OSError):
            note(db)
    if db.read_only:
        return done
    with db.writing() as session:
        session.execute(
            insert(BackupRun).values(
                id=next_id(session, BackupRun, db.desk),
                at=done.at,
                why=done.why,
                operator=done.operator,
                place=done.place,
                file=done.file,
                size=done.size,
                result=done.result,
                missing_mb=done.missing_mb,
                took_ms=done.took_ms,
                position=done.position,
                sha256=done.sha256,
            )
        )
        act = BACKUP_TRIAL if done.why == TRIAL else "backup"
        log(session, by, act, done.file or done.place, done.result)
    return done


class _Share(Progress):
    """The progress of one part of a whole, told to who waits for the whole."""

    def __init__(self, whole: Progress, number: int, parts: int) -> None:
        super().__init__()
        self._whole, self._number, self._parts = whole, number, parts

    def check(self) -> None:
        """Stop with the whole."""
        self._whole.check()

    def step(self, done: int, total: int) -> None:
        """Report this part as its share of the whole."""
        share = 1_000 * done // total if total else 0
        self._whole.step(1_000 * self._number + share, 1_000 * self._parts)
