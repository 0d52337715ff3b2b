"""What came of each backup, and which one is due: read, never written, here."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.integrity.backup_plan import last_occasion
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.security.acts import permitted
from carbon_points.storage.backup import chain_head
from carbon_points.storage.backup_places import state_of
from carbon_points.storage.models import BackupRun

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.integrity.backup_plan import BackupPlan
    from carbon_points.security.chain import Caller
    from carbon_points.storage.backup_places import Place
    from carbon_points.storage.backup_places import PlaceState
    from carbon_points.storage.engine import Database

PROVEN: Final = "PROVEN"
ABSENT: Final = "BACKUP_PLACE_ABSENT"
FAILED: Final = "BACKUP_PLACE_FAILED"
NO_ROOM: Final = "BACKUP_NO_ROOM"
SPOILT: Final = ("BACKUP_DAMAGED", "BACKUP_DIFFERS")
"""What a trial may find out about a backup that was proven once."""

ASKED: Final = "asked"
HOUR: Final = "hour"
CLOSING: Final = "closing"
TRIAL: Final = "trial"
_AGAIN_S: Final = 3_600
"""After so long the daily backup is tried once more where it failed."""


@dataclass(frozen=True, slots=True)
class PlaceRun:
    """What came of one place."""

    at: int
    """True time of its beginning."""

    why: str
    operator: str
    """Empty for the plan itself."""

    place: str
    """As the plan names it; empty for the one beside the database."""

    file: str = ""
    size: int = 0
    result: str = ABSENT
    """``PROVEN``, or the code of what stood in the way."""

    missing_mb: int = 0
    took_ms: int = 0
    position: int = 0
    sha256: str = ""
    reason: str = ""
    """In the system's words, where it gave one; not kept."""

    evidence_files: int = 0
    """How many it holds; not kept."""

    is_there: bool = False
    """Whether its file lies there now, where somebody looked; not kept."""

    gaps: tuple[str, ...] = ()
    """Evidence that the books themselves had lost or that was damaged; not kept."""

    rotated: tuple[str, ...] = ()
    """Older backups that went because this one was made; not kept."""

    @property
    def ok(self) -> bool:
        """Whether a backup was made there and proven."""
        return self.result == PROVEN


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A place of the plan with what came of it last."""

    state: PlaceState
    tried: PlaceRun | None
    proven: PlaceRun | None
    trial: PlaceRun | None
    """When its newest backup was restored into a scratch copy once more."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The plan, its places as they are now, and the last tries."""

    plan: BackupPlan
    places: tuple[PlaceSeen, ...]
    runs: tuple[PlaceRun, ...]


def overview(db: Database, caller: Caller) -> Overview:
    """How the backups stand.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.reading() as session:
        permitted(session, "backup list", caller)
        plan = plan_of(session)
        tries = [
            replace(one, is_there=bool(one.file) and Path(one.file).is_file())
            for one in runs(session)
        ]
        places = [seen(session, db, place) for place in plan.places]
    return Overview(plan, tuple(places), tuple(tries))


def seen(session: Session, db: Database, place: Place) -> PlaceSeen:
    """One place of the plan."""
    state = state_of(db.path, place)
    made = last_proven(session, state)
    trial = None if made is None else last_trial(session, made.sha256)
    return PlaceSeen(state, last_try(session, place), made, trial)


def runs(session: Session, limit: int = 50) -> list[PlaceRun]:
    """The last tries, the newest first."""
    query = select(BackupRun).order_by(BackupRun.id.desc()).limit(limit)
    return [_known(row) for row in session.scalars(query)]


def proven(session: Session) -> list[PlaceRun]:
    """Every backup that was made and proven, the newest first."""
    query = select(BackupRun).where(BackupRun.result == PROVEN, BackupRun.why != TRIAL)
    rows = session.scalars(query.order_by(BackupRun.id.desc()))
    return [_known(row) for row in rows]


def last_try(session: Session, place: Place) -> PlaceRun | None:
    """The newest try in a place of the plan."""
    query = select(BackupRun).where(
        BackupRun.place == place.path, BackupRun.why != TRIAL
    )
    row = session.scalar(query.order_by(BackupRun.id.desc()).limit(1))
    return None if row is None else _known(row)


def last_proven(session: Session, state: PlaceState) -> PlaceRun | None:
    """The newest proven backup in a place of the plan that stands there still.

    One that somebody deleted is none, nor one that a later trial found damaged. While
    the place is not plugged in, it is taken to hold what it held.
    """
    spoilt = select(BackupRun.sha256).where(
        BackupRun.why == TRIAL, BackupRun.result.in_(SPOILT)
    )
    query = select(BackupRun).where(
        BackupRun.place == state.place.path,
        BackupRun.why != TRIAL,
        BackupRun.result == PROVEN,
        BackupRun.sha256.not_in(spoilt),
    )
    for row in session.scalars(query.order_by(BackupRun.id.desc())):
        if not state.present or (state.folder / Path(row.file).name).is_file():
            return _known(row)
    return None


def last_trial(session: Session, sha256: str) -> PlaceRun | None:
    """When a backup was last restored into a scratch copy beside its first time."""
    query = select(BackupRun).where(
        BackupRun.sha256 == sha256, BackupRun.why == TRIAL, BackupRun.result == PROVEN
    )
    row = session.scalar(query.order_by(BackupRun.id.desc()).limit(1))
    return None if row is None else _known(row)


def due(db: Database, now: int) -> list[Place]:
    """The places where the daily backup is to be made now; a missed one is made up."""
    with db.reading() as session:
        plan = plan_of(session)
        if plan.hour is None:
            return []
        since = last_occasion(plan.hour, now)
        if db.created_at > since:
            return []
        states = [state_of(db.path, place) for place in plan.places]
        there = [state for state in states if state.present]
        return [one.place for one in there if _waits(session, one, since, now)]


def due_at_closing(db: Database) -> bool:
    """Whether something was recorded that a place which is there does not hold yet."""
    with db.reading() as session:
        plan = plan_of(session)
        if not plan.at_closing:
            return False
        states = [state_of(db.path, place) for place in plan.places]
        known = [last_proven(session, state) for state in states if state.present]
    with closing(db.connect()) as connection:
        position, _ = chain_head(connection)
    return any(one is None or one.position < position for one in known)


def _waits(session: Session, state: PlaceState, since: int, now: int) -> bool:
    made = last_proven(session, state)
    if made is not None and since <= made.at <= now:
        return False
    tried = last_try(session, state.place)
    if tried is None or tried.ok or tried.result == ABSENT:
        return True
    return not 0 <= now - tried.at < _AGAIN_S


def _known(row: BackupRun) -> PlaceRun:
    return PlaceRun(
        at=row.at,
        why=row.why,
        operator=row.operator,
        place=row.place,
        file=row.file,
        size=row.size,
        result=row.result,
        missing_mb=row.missing_mb,
        took_ms=row.took_ms,
        position=row.position,
        sha256=row.sha256,
    )
