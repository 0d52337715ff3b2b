"""Who was erased, noted beside the database: a backup of before brings them back.

Only record ids stand in it. After a restore those who are there again are named, and
the next retention run erases them once more, signed by two.
"""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.common.ids import parse_id
from carbon_points.participants.erasure import ERASED
from carbon_points.participants.models import Erasure
from carbon_points.participants.models import Participant
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

FORMAT: Final = "carbon-points/erased/1"
_MOST_BYTES: Final = 100_000_000
_CHUNK: Final = 10_000
"""A query takes so many numbers, and 32,766 at most where SQLite is Python's own."""


class _Noted(msgspec.Struct, forbid_unknown_fields=True):
    format: str = FORMAT
    people: list[str] = []


def note_erased(db: Database) -> int:
    """Remember everybody who was erased here; answers how many were not noted yet.

    A crash right after an erasure leaves that for the next start.
    """
    with db.reading() as session:
        erased = session.scalars(select(Erasure.participant_id).order_by(Erasure.id))
        here = list(map(id_text, erased))
    known = _read(_file(db))
    fresh = set(here).difference(known.people)
    if fresh:
        known.people += [which for which in here if which in fresh]
        write_whole(_file(db), msgspec.json.encode(known), mode=0o600)
    return len(fresh)


def back_again(session: Session, db: Database) -> dict[int, str]:
    """Name by id of those who were erased and whom a restore brought back."""
    noted = sorted({parse_id(which) for which in _read(_file(db)).people})
    query = select(Participant.id, Participant.name).where(Participant.state != ERASED)
    found: dict[int, str] = {}
    for start in range(0, len(noted), _CHUNK):
        some = query.where(Participant.id.in_(noted[start : start + _CHUNK]))
        ordered = session.execute(some.order_by(Participant.id))
        found.update({row.id: row.name for row in ordered})
    return found


def _file(db: Database) -> Path:
    return db.path.with_name(f"{db.path.name}.erased.json")


def _read(file: Path) -> _Noted:
    """What is noted; an unreadable note says nothing."""
    try:
        with file.open("rb") as source:
            found = msgspec.json.decode(source.read(_MOST_BYTES), type=_Noted)
        sound = [which for which in found.people if _is_id(which)]
    except (OSError, ValueError, RecursionError):
        return _Noted()
    return _Noted(people=sound)


def _is_id(which: str) -> bool:
    try:
        return parse_id(which) > 0
    except ValueError:
        return False
