"""Where and when backups are made, and how many are kept: the desk's plan."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S
from carbon_points.common.problems import UserError
from carbon_points.security.acts import permitted
from carbon_points.security.service import log
from carbon_points.storage.backup_places import chosen
from carbon_points.storage.backup_places import folder_of
from carbon_points.storage.backup_places import Place
from carbon_points.storage.backup_places import PLAN
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

MOST_PLACES: Final = 4
_MOST_KEPT: Final = 99
_HOUR_S: Final = 3_600


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many backups stay: the newest of so many days, weeks and months."""

    days: int = 7
    weeks: int = 5
    months: int = 12


class BackupPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an administrator has decided."""

    places: tuple[Place, ...] = (Place(),)
    hour: int | None = 12
    """Local hour of the daily backup; None for no daily one."""

    at_closing: bool = True
    keep: Keep = Keep()


def plan_of(session: Session) -> BackupPlan:
    """The plan in force; what nobody has decided is as the program proposes.

    So is one that cannot be read any more: a backup beside the database is better than
    none at all.
    """
    row = session.get(Setting, PLAN)
    if row is None:
        return BackupPlan()
    try:
        return msgspec.json.decode(row.value, type=BackupPlan)
    except msgspec.MsgspecError:
        return BackupPlan()


def set_plan(db: Database, caller: Caller, wanted: BackupPlan) -> BackupPlan:
    """Put another plan in force; folders that are new are made.

    Raises:
        NotAllowedError: ROLE.
        UserError: BACKUP_PLAN_WRONG, BACKUP_PLACE_WRONG.
    """
    _refuse_nonsense(wanted)
    with db.reading() as session:
        by = permitted(session, "backup plan", caller)
        known = {place.path: place for place in plan_of(session).places}
    places = [known.get(p.path) or chosen(db.path, p.path) for p in wanted.places]
    _refuse_twice(db.path, places)
    decided = msgspec.structs.replace(wanted, places=tuple(places))
    text = msgspec.json.encode(decided).decode()
    with db.writing() as session:
        session.merge(Setting(name=PLAN, value=text))
        log(session, by, "backup-plan", text)
    return decided


def last_occasion(hour: int, now: int) -> int:
    """True time when the clock last showed this local hour."""
    today = (now + OFFSET_S) // DAY_S * DAY_S - OFFSET_S + hour * _HOUR_S
    return today if today <= now else today - DAY_S


def _refuse_nonsense(wanted: BackupPlan) -> None:
    paths = [place.path for place in wanted.places]
    if not 0 < len(paths) <= MOST_PLACES or len(set(paths)) < len(paths):
        raise UserError("BACKUP_PLAN_WRONG", value=", ".join(paths))
    if wanted.hour is not None and not 0 <= wanted.hour < DAY_S // _HOUR_S:
        raise UserError("BACKUP_PLAN_WRONG", value=str(wanted.hour))
    for count in msgspec.structs.astuple(wanted.keep):
        if not 0 < count <= _MOST_KEPT:
            raise UserError("BACKUP_PLAN_WRONG", value=str(count))


def _refuse_twice(database: Path, places: Sequence[Place]) -> None:
    """Two names of one folder are one place, and no second copy."""
    folders = [folder_of(database, place).resolve() for place in places]
    for place, folder in zip(places, folders, strict=True):
        if folders.count(folder) > 1:
            raise UserError("BACKUP_PLAN_WRONG", value=place.path or str(folder))
