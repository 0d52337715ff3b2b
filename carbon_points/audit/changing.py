"""A change of the rules: rehearsed, proposed by one auditor, confirmed by another.

Nothing changes before the confirmation. With it the new value or version is in force
from its day on, and the live records of open months that come out otherwise are
corrected; those of closed months are listed and stay.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Any
from typing import NamedTuple
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.actions.models import Action
from carbon_points.actions.models import ActionCorrection
from carbon_points.actions.rules import State
from carbon_points.actions.service import Signature
from carbon_points.audit.booking import CREDIT_MODELS
from carbon_points.audit.change_results import TwinMaker
from carbon_points.audit.marks import forget_marks
from carbon_points.audit.sheets import write_differences
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.days import month_number
from carbon_points.common.days import month_text
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.crediting.correcting import correct
from carbon_points.crediting.correcting import Work
from carbon_points.crediting.rehearsal import points_of
from carbon_points.crediting.rehearsal import rehearse as assess_all
from carbon_points.evidence import service as evidence
from carbon_points.evidence.models import Evidence
from carbon_points.ledger.queries import closed_through
from carbon_points.rulebook.changes import change_of
from carbon_points.rulebook.changes import Decided
from carbon_points.rulebook.models import FactorSetRow
from carbon_points.rulebook.models import RuleChange
from carbon_points.rulebook.models import RuleChangeLine
from carbon_points.rulebook.models import RuleChangeStep
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.audit.rehearsing import Effect
    from carbon_points.common.progress import Progress
    from carbon_points.crediting.rehearsal import Differing
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_CONFIRM_MODELS = (RuleChangeStep, FactorSetRow, Action, ActionCorrection)


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """What belongs to a proposal besides its rehearsal."""

    document: str
    """The decision that it rests on: title and number."""

    file: Path | None = None
    """The document itself."""

    papers: Sequence[str] = ()
    """Certificates that would differ."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A change that is in force, and what its correction booked."""

    change_id: int
    corrected: int
    before_mg: int
    after_mg: int
    """Of the corrected records."""

    points: int
    entries: int
    closed_records: int
    """Of closed months: listed, not touched."""

    closed_months: tuple[str, ...]


class _Listed(NamedTuple):
    """One difference as it is stored and signed."""

    found: Differing
    closed: int


def propose(db: Database, caller: Caller, effect: Effect, form: ChangeForm) -> int:
    """Store a rehearsal with its difference list for another auditor; the change's id.

    Raises:
        RefusedError: DOCUMENT_MISSING, CHANGE_WITHOUT_EFFECT.
        UserError: EVIDENCE_UNREADABLE.
    """
    if not form.document.strip():
        raise RefusedError("DOCUMENT_MISSING")
    ask_first(db, "audit change", caller)
    book = current(db, caller)
    _require_new(book, effect)
    workbook = _workbook(db, effect, form)
    file = evidence.store(db, form.file) if form.file else None
    with db.writing() as session:
        by = permitted(session, "audit change", caller)
        position = chain.begin(session)
        kept = evidence.keep(session, db, position, by.now, workbook)
        papers = [kept.evidence_id, None]
        if file is not None:
            papers[1] = evidence.keep(session, db, position, by.now, file).evidence_id
        listed = _listed(session, effect.differences)
        change_id = next_id(session, RuleChange, db.desk)
        points = _points(session, book, listed, by)
        change = effect.change
        session.execute(
            insert(RuleChange).values(
                id=change_id,
                kind="factor" if change.of_factor else "version",
                name=change.name,
                value=change.value,
                valid_from=day_number(change.start),
                document=form.document.strip(),
                listed=len(listed),
                before_mg=effect.before_mg,
                after_mg=effect.after_mg,
                points=points,
                digest=_digest(listed),
                workbook_id=papers[0],
                file_id=papers[1],
                operator=by.operator,
                proposed_at=by.now,
                chain_position=position,
            )
        )
        _write_lines(session, db.desk, position, change_id, listed)
        models = (RuleChange, RuleChangeLine, Evidence)
        chain.seal(session, db.desk, position, "change-propose", by, models)
    return change_id


def _require_new(book: Rulebook, effect: Effect) -> None:
    """A change of nothing at all is no decision."""
    change = effect.change
    if effect.differences:
        return
    if change.of_factor:
        row = _in_force_on(book, change.name, change.start)
        same = row == change.value
    else:
        same = book.methodology(change.name).current.version == change.value
    if same:
        raise RefusedError("CHANGE_WITHOUT_EFFECT", value=change.name)


def _in_force_on(book: Rulebook, factor: str, day: Any) -> str | None:
    for row in book.factor_set.rows(factor):
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to):
            return row.value
    return None


def _workbook(db: Database, effect: Effect, form: ChangeForm) -> evidence.Stored:
    with tempfile.TemporaryDirectory() as folder:
        change = effect.change
        path = Path(folder) / f"{change.name}={change.value}.xlsx"
        write_differences(effect, form.papers, path)
        return evidence.store(db, path)


def _listed(session: Session, found: Sequence[Differing]) -> list[_Listed]:
    closed = closed_through(session) or 0
    return [
        _Listed(each, int(month_number(from_day_number(each.day)) <= closed))
        for each in sorted(found, key=lambda each: each.action_id)
    ]


def _digest(listed: Sequence[_Listed]) -> bytes:
    rows = [
        (each.action_id, each.state, each.before_mg, each.after_mg, each.code, closed)
        for each, closed in listed
    ]
    return hashlib.sha256(msgspec.msgpack.encode(rows)).digest()


def _points(
    session: Session, book: Rulebook, listed: Sequence[_Listed], by: Caller
) -> int:
    open_ones = [
        each for each, closed in listed if not closed and each.state == State.APPROVED
    ]
    return points_of(session, book, open_ones, by.as_of)


def _write_lines(
    session: Session,
    desk: int,
    position: int,
    change_id: int,
    listed: Sequence[_Listed],
) -> None:
    first = next_id(session, RuleChangeLine, desk)
    rows = [
        {
            "id": first + place,
            "change_id": change_id,
            "action_id": each.action_id,
            "day": each.day,
            "state": each.state,
            "before_mg": each.before_mg,
            "after_mg": each.after_mg,
            "code": each.code,
            "closed": closed,
            "chain_position": position,
        }
        for place, (each, closed) in enumerate(listed)
    ]
    if rows:
        session.execute(insert(RuleChangeLine), rows)


def confirm(
    db: Database, caller: Caller, change_id: int, progress: Progress | None = None
) -> Confirmed:
    """Put a proposed change in force and correct what it changes, in one transaction.

    Raises:
        UserError: CHANGE_UNKNOWN.
        RefusedError: CHANGE_DECIDED, SAME_PERSON; CHANGE_MOVED, if the records are
            not those of the rehearsal any more.
    """
    book = current(db, caller)
    with db.writing() as session:
        by = permitted(session, "audit change confirm", caller)
        row = _open_change(session, change_id)
        by = _signing(by, row.operator)
        change = change_of(row)
        found = assess_all(session, book, change, progress)
        listed = _listed(session, found.differences)
        if _digest(listed) != row.digest:
            raise RefusedError("CHANGE_MOVED", value=id_text(change_id))
        position = chain.begin(session)
        _step(session, db.desk, position, by, (change_id, "confirmed", ""))
        decided = Decided(change_id, change, row.document)
        maker = TwinMaker(session, db.desk, position, (book, by), decided)
        results = [maker.result(each) for each, closed in listed if not closed]
        signed = Signature(row.operator, by.operator, "", day_number(by.as_of), by.now)
        work = Work(book, signed, change_id)
        forget_marks(session, [each.action_id for each in results])
        done = correct(session, db.desk, position, work, results)
        models = (*_CONFIRM_MODELS, *CREDIT_MODELS)
        chain.seal(session, db.desk, position, "change-confirm", by, models)
    months = {month_number(from_day_number(e.day)) for e, closed in listed if closed}
    return Confirmed(
        change_id,
        done.records,
        done.before_mg,
        done.after_mg,
        done.points,
        done.entries,
        sum(closed for _, closed in listed),
        tuple(map(month_text, sorted(months))),
    )


def _open_change(session: Session, change_id: int) -> RuleChange:
    row = session.get(RuleChange, change_id)
    if row is None:
        raise UserError("CHANGE_UNKNOWN", value=id_text(change_id))
    query = select(RuleChangeStep.step).where(RuleChangeStep.change_id == change_id)
    if session.scalar(query) is not None:
        raise RefusedError("CHANGE_DECIDED", value=id_text(change_id))
    return row


def _signing(by: Caller, proposer: str) -> Caller:
    """The confirming person, who is not the proposer; they stand second."""
    if by.operator != proposer:
        return replace(by, second=proposer)
    if not by.second or by.second == proposer:
        raise RefusedError("SAME_PERSON", value=proposer)
    return replace(by, operator=by.second, second=proposer)


def _step(
    session: Session, desk: int, position: int, by: Caller, step: tuple[int, str, str]
) -> None:
    change_id, word, reason = step
    session.execute(
        insert(RuleChangeStep).values(
            id=next_id(session, RuleChangeStep, desk),
            change_id=change_id,
            step=word,
            operator=by.operator,
            reason=reason,
            at=by.now,
            chain_position=position,
        )
    )


def drop(db: Database, caller: Caller, change_id: int, reason: str) -> None:
    """Take a proposal back; it stays in the list with the reason.

    Raises:
        UserError: CHANGE_UNKNOWN.
        RefusedError: REASON_MISSING, CHANGE_DECIDED.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    with db.writing() as session:
        by = permitted(session, "audit change", caller)
        _open_change(session, change_id)
        position = chain.begin(session)
        _step(session, db.desk, position, by, (change_id, "dropped", reason.strip()))
        chain.seal(session, db.desk, position, "change-drop", by, (RuleChangeStep,))
