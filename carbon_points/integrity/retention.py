"""Letting go what is past its time: shown first, then carried out and chained.

The sums stay: of a file its digest, of a person the actions and postings. People are
made nameless by two persons only; without a second one all else goes and they wait.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.evidence import dropping
from carbon_points.evidence.models import DroppedFile
from carbon_points.integrity import retention_rules as rules
from carbon_points.integrity.erasing import erase
from carbon_points.integrity.retention_due import due_now
from carbon_points.integrity.retention_rules import rules_digest
from carbon_points.participants.models import RetentionRun
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.security.log_seals import release_log
from carbon_points.security.models import FormDraft
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.cleaning import clean
from carbon_points.storage.cleaning import is_due
from carbon_points.storage.cleaning import mark_for_cleaning
from carbon_points.storage.engine import next_id
from carbon_points.storage.scratch import remove_database

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.common.progress import Progress
    from carbon_points.integrity.retention_due import Due
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

SHOW: Final = "retention show"
RUN: Final = "retention run"
KIND: Final = "retention"
WHY: Final = "保存期满"
"""The reason that the log and the chain keep."""

_DELETED_HERE: Final = (rules.PHOTOS, rules.OPERATOR_FILES)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The rules, what each of them lets go now, and the last run."""

    due: tuple[Due, ...]
    ran_on: dt.date | None
    sweep_due: bool
    """Deleted words may still stand in the file's free space."""

    @property
    def number(self) -> int:
        """How many things are past their time."""
        return sum(each.number for each in self.due)


@dataclass(frozen=True, slots=True)
class Ran:
    """What went."""

    went: Mapping[str, int]
    """By rule."""

    people_waiting: int
    """Who would be made nameless, but only one person signed."""

    cleaned: bool


def outlook(db: Database, caller: Caller) -> Outlook:
    """What a run would let go; nothing is changed.

    Raises:
        NotAllowedError: by role.
    """
    with db.reading() as session:
        permitted(session, SHOW, caller)
        last = session.scalar(select(func.max(RetentionRun.ran_on)))
        ran = None if last is None else from_day_number(last)
        return Outlook(due_now(session, db, caller.as_of), ran, is_due(session))


def run(db: Database, caller: Caller, progress: Progress | None = None) -> Ran:
    """Let everything go that is past its time.

    Args:
        db: the programme database.
        caller: the admin; an auditor as `second` lets people be made nameless, too.
        progress: told after each rule; cancelling leaves what was not begun.

    Raises:
        NotAllowedError: by role.
    """
    with db.reading() as session:
        by = permitted(session, RUN, caller)
        due = {each.rule.id: each for each in due_now(session, db, by.as_of)}
    went: dict[str, int] = {}
    steps = (_people, _log, _files, _records)
    for place, step in enumerate(steps):
        if progress is not None:
            progress.step(place, len(steps))
        went.update(step(db, by, due, went))
    waiting = 0 if by.second else due[rules.CLOSED_PEOPLE].number
    return Ran(went, waiting, cleaned=_swept(db))


Went = dict[str, int]


def _people(db: Database, by: Caller, due: Mapping[str, Due], _went: Went) -> Went:
    if not by.second:
        return {rules.CLOSED_PEOPLE: 0}
    number = 0
    for item in due[rules.CLOSED_PEOPLE].items:
        own = replace(by, operation_id=f"{by.operation_id}:{id_text(item.key)}")
        # Of whom something waits stays due: the outlook goes on naming them.
        with suppress(RefusedError):
            erase(db, own, item.key, WHY, sweep=False)
            number += 1
    return {rules.CLOSED_PEOPLE: number}


def _log(db: Database, by: Caller, due: Mapping[str, Due], _went: Went) -> Went:
    before = due[rules.OPERATION_LOG].moment
    own = replace(by, operation_id=f"{by.operation_id}:log")
    return {rules.OPERATION_LOG: release_log(db, own, before, WHY)}


def _files(_db: Database, _by: Caller, due: Mapping[str, Due], _went: Went) -> Went:
    names = (rules.BACKUPS, rules.SET_ASIDE)
    return {name: sum(_is_gone(item.key) for item in due[name].items) for name in names}


def _is_gone(file: Path) -> bool:
    """Delete a backup, or a database with its journals and evidence, if that can be.

    What cannot go, on a stick that is write-protected, stays due; so does a database
    until its evidence is gone.
    """
    try:
        if evidence_folder(file).exists():
            shutil.rmtree(evidence_folder(file))
        remove_database(file)
    except OSError:
        return False
    return True


def _records(db: Database, by: Caller, due: Mapping[str, Due], went: Went) -> Went:
    """Files of evidence, drafts, and the record of the whole run; one transaction."""
    with db.writing() as session:
        chain.refuse_repetition(session, by.operation_id)
        position = chain.begin(session)
        stored = [
            name
            for rule in _DELETED_HERE
            for name in _drop(session, db, position, (due[rule], by))
        ]
        _forget_drafts(session, [item.key for item in due[rules.DRAFTS].items])
        here = {name: due[name].number for name in (*_DELETED_HERE, rules.DRAFTS)}
        session.add(
            RetentionRun(
                id=next_id(session, RetentionRun, db.desk),
                ran_on=day_number(by.as_of),
                rules_digest=rules_digest(by.as_of),
                went=_spelled(went | here),
                chain_position=position,
            )
        )
        if any((went | here).values()):
            mark_for_cleaning(session)
        chain.seal(session, db.desk, position, KIND, by, (RetentionRun, DroppedFile))
    dropping.remove(db, stored)
    return here


def _drop(
    session: Session, db: Database, position: int, what: tuple[Due, Caller]
) -> list[str]:
    due, by = what
    ids = [item.key for item in due.items]
    return dropping.drop(
        session, db, position, ids, (day_number(by.as_of), due.rule.id)
    )


def _forget_drafts(session: Session, keys: Sequence[Any]) -> None:
    for operator, form in keys:
        own = FormDraft.operator == operator, FormDraft.form == form
        session.execute(delete(FormDraft).where(*own))


def _spelled(went: Mapping[str, int]) -> str:
    return ",".join(f"{name}={went[name]}" for name in rules.RULES if went.get(name))


def _swept(db: Database) -> bool:
    with db.reading() as session:
        due = is_due(session)
    return clean(db) if due else True
