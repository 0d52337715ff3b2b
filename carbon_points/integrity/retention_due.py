"""What is kept longer than its time, rule by rule; nothing is deleted here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.days import day_number
from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S
from carbon_points.integrity import retention_rules as rules
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.integrity.backup_rotation import own_backups
from carbon_points.integrity.backup_runs import proven
from carbon_points.integrity.erased_list import back_again
from carbon_points.integrity.retention_rules import rules_on
from carbon_points.security.log_seals import releasable
from carbon_points.security.models import FormDraft
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.backup_places import folder_of
from carbon_points.storage.bringing_up import BEFORE
from carbon_points.storage.names import all_marked
from carbon_points.storage.restoring import evidence_aside
from carbon_points.storage.restoring import set_aside

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from carbon_points.integrity.retention_rules import RetentionRule
    from carbon_points.storage.engine import Database

_FILES: Final = """
SELECT e.id, e.name FROM evidence e
WHERE e.stored_as != '' AND e.added_at < :before
  AND EXISTS (SELECT 1 FROM evidence_link l
    WHERE l.evidence_id = e.id AND l.subject_kind IN ({kinds}))
  AND NOT EXISTS (SELECT 1 FROM evidence_link l
    WHERE l.evidence_id = e.id AND l.subject_kind NOT IN ({kinds}))
  AND NOT EXISTS (SELECT 1 FROM scenario_document_file s WHERE s.evidence_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM evidence_link l WHERE l.evidence_id = e.id AND (
    l.subject_kind = 'action' AND l.subject_id IN
      (SELECT id FROM action WHERE state IN (1, 2))
    OR l.subject_kind = 'batch' AND l.subject_id IN
      (SELECT batch_id FROM action WHERE state IN (1, 2))
    OR l.subject_kind = 'installation' AND l.subject_id IN
      (SELECT installation_id FROM action WHERE state IN (1, 2))))
ORDER BY e.id"""
"""What waits is listed once, not gone through for each file: it may be a million."""

_PHOTOS: Final = text(_FILES.format(kinds="'action', 'installation', 'participant'"))
_IMPORTS: Final = text(_FILES.format(kinds="'batch'"))

_PEOPLE: Final = text("""
SELECT p.id, p.name FROM participant p
WHERE p.state NOT IN ('erased', 'frozen')
  AND (p.state IN ('closed', 'merged') OR NOT EXISTS
    (SELECT 1 FROM consent c
     WHERE c.participant_id = p.id AND c.withdrawn_on IS NULL))
  AND MAX(p.registered_on,
    COALESCE((SELECT MAX(c.withdrawn_on) FROM consent c
      WHERE c.participant_id = p.id), 0),
    COALESCE((SELECT MAX(a.as_of) FROM action a WHERE a.participant_id = p.id), 0),
    COALESCE((SELECT MAX(e.booked_on) FROM ledger_account k
      JOIN ledger_posting s ON s.account_id = k.id
      JOIN ledger_entry e ON e.id = s.entry_id
      WHERE k.kind = 'participant' AND k.owner = p.id), 0)) < :before
  AND NOT EXISTS (SELECT 1 FROM action a
    WHERE a.participant_id = p.id AND a.state IN (1, 2))
ORDER BY p.id""")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing whose time is over."""

    key: Any
    """Record id, file, or operator and form."""

    name: str


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule lets go now."""

    rule: RetentionRule
    before: dt.date
    """What is older than this day goes."""

    number: int
    items: tuple[Item, ...] = ()

    @property
    def moment(self) -> int:
        """`before` as true time."""
        return _moment_of(self.before)


def due_now(session: Session, db: Database, today: dt.date) -> tuple[Due, ...]:
    """Every rule with what is past its time, in the order of a run."""
    found = []
    for rule in rules_on(today).values():
        before = today - dt.timedelta(days=rule.days)
        number, items = _FINDERS[rule.id](session, db, before)
        found.append(Due(rule, before, number, tuple(items)))
    return tuple(found)


Found = tuple[int, list[Item]]


def _photos(session: Session, _db: Database, before: dt.date) -> Found:
    return _listed(session, _PHOTOS, _moment_of(before))


def _imports(session: Session, _db: Database, before: dt.date) -> Found:
    return _listed(session, _IMPORTS, _moment_of(before))


def _people(session: Session, db: Database, before: dt.date) -> Found:
    """Who left long ago, and who was erased before and came back with a backup."""
    _, items = _listed(session, _PEOPLE, day_number(before))
    known = {item.key for item in items}
    again = back_again(session, db)
    items += [Item(key, name) for key, name in again.items() if key not in known]
    return len(items), items


def _listed(session: Session, query: Any, before: int) -> Found:
    rows = session.execute(query, {"before": before})
    items = [Item(key, name) for key, name in rows]
    return len(items), items


def _log(session: Session, _db: Database, before: dt.date) -> Found:
    return releasable(session, _moment_of(before)), []


def _drafts(session: Session, _db: Database, before: dt.date) -> Found:
    query = select(FormDraft.operator, FormDraft.form).where(
        FormDraft.at < _moment_of(before)
    )
    items = [Item((by, form), f"{by} {form}") for by, form in session.execute(query)]
    return len(items), items


def _backups(session: Session, db: Database, before: dt.date) -> Found:
    """Backups of this database in the planned places, but never the newest one."""
    places = [folder_of(db.path, place) for place in plan_of(session).places]
    found = [
        one
        for folder in places
        if folder.is_dir()
        for one in own_backups(folder, db.database_id)
    ]
    newest = max(found, key=lambda one: one.position, default=None)
    spared = {Path(run.file) for run in proven(session)[:1]}
    spared |= {newest.file} if newest else set()
    old = [one.file for one in found if one.made_at < _moment_of(before)]
    return _as_files([file for file in old if file not in spared])


def _set_aside(_session: Session, db: Database, before: dt.date) -> Found:
    """Databases, or parts, that a restore or a migration left beside this one."""
    found = [*set_aside(db.path), *sorted(all_marked(db.path, BEFORE))]
    written = {file: file.stat().st_mtime for file in found}
    for name in evidence_aside(db.path):
        written[name] = evidence_folder(name).stat().st_mtime
    limit = _moment_of(before)
    return _as_files([file for file, at in written.items() if at < limit])


def _moment_of(day: dt.date) -> int:
    """True time of its first second."""
    return day_number(day) * DAY_S - OFFSET_S


def _as_files(files: list[Path]) -> Found:
    return len(files), [Item(file, str(file)) for file in files]


_FINDERS: Final[dict[str, Callable[[Session, Database, dt.date], Found]]] = {
    rules.PHOTOS: _photos,
    rules.OPERATOR_FILES: _imports,
    rules.OPERATION_LOG: _log,
    rules.DRAFTS: _drafts,
    rules.CLOSED_PEOPLE: _people,
    rules.BACKUPS: _backups,
    rules.SET_ASIDE: _set_aside,
}
