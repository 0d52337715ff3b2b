"""Findings: opened at a record, corrected by what was done about it, closed by another.

A finding never changes an amount itself. What was wrong is reversed by an entry of its
own and, where there is a right figure, logged anew; the finding's steps name both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.actions.service import signature
from carbon_points.audit.booking import CREDIT_MODELS
from carbon_points.audit.finding_rows import CLOSED
from carbon_points.audit.finding_rows import CORRECTED
from carbon_points.audit.finding_rows import DISMISSED
from carbon_points.audit.finding_rows import finding
from carbon_points.audit.finding_rows import FindingQuery
from carbon_points.audit.finding_rows import findings
from carbon_points.audit.finding_rows import OPEN
from carbon_points.audit.models import Finding
from carbon_points.audit.models import FindingStep
from carbon_points.audit.reasons import checked_reason
from carbon_points.audit.service import reverse_all
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

MODELS: Final = (Finding, FindingStep)
_RIGHT: Final = "audit finding"

_ACTION: Final = text("""
SELECT a.reduction_mg, a.state, a.participant_id, v.methodology
FROM action a JOIN methodology_version v ON v.id = a.version_id WHERE a.id = :id""")
_REVERSAL: Final = text("""
SELECT d.id FROM decision d JOIN decision_batch b ON b.id = d.batch_id
WHERE d.action_id = :id AND b.kind = 'reversal' ORDER BY d.id DESC LIMIT 1""")


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found wrong of an action."""

    action_id: int
    reason: str
    """R1 to R9."""

    note: str = ""
    overstated_mg: int | None = None
    """What it claims too much; all of it if nothing is said."""

    sample_id: int | None = None


def open_finding(db: Database, caller: Caller, opening: Opening) -> FindingRow:
    """Open a finding at an approved record, without a sample.

    Raises:
        UserError: ACTION_UNKNOWN, REASON_CODE.
        RefusedError: REASON_MISSING, FINDING_STATE, FINDING_OPEN, SAMPLE_OVERSTATED.
    """
    with db.writing() as session:
        by = permitted(session, _RIGHT, caller)
        whole, state = _action(session, opening.action_id)[:2]
        where = id_text(opening.action_id)
        if state not in {State.APPROVED, State.STOCKTAKEN}:
            raise RefusedError("FINDING_STATE", value=where)
        here = FindingQuery(action_id=opening.action_id, unsettled=True)
        if findings(session, here):
            raise RefusedError("FINDING_OPEN", value=where)
        position = chain.begin(session)
        number = next_id(session, Finding, db.desk)
        session.execute(insert(Finding), [opened(number, position, by, opening, whole)])
        chain.seal(session, db.desk, position, "finding", by, MODELS)
        return finding(session, number)


def opened(
    number: int, position: int, by: Caller, opening: Opening, whole_mg: int
) -> dict[str, object]:
    """The row of a new finding.

    Raises:
        UserError: REASON_CODE.
        RefusedError: REASON_MISSING, SAMPLE_OVERSTATED.
    """
    return {
        "id": number,
        "action_id": opening.action_id,
        "sample_id": opening.sample_id,
        "reason": checked_reason(opening.reason),
        "overstated_mg": overstated(opening, whole_mg),
        "note": opening.note.strip(),
        "operator": by.operator,
        "at": by.now,
        "chain_position": position,
    }


def overstated(opening: Opening, whole_mg: int) -> int:
    """What an action claims too much, at most all of it.

    Raises:
        RefusedError: SAMPLE_OVERSTATED.
    """
    said = opening.overstated_mg
    found = whole_mg if said is None else said
    if not 0 <= found <= whole_mg:
        raise RefusedError("SAMPLE_OVERSTATED", value=id_text(opening.action_id))
    return found


@dataclass(frozen=True, slots=True)
class Correction:
    """What is done about a finding."""

    note: str
    reverse: bool = False
    """Reverse the action now; else it was, or nothing was claimed too much."""

    replaced_by: int | None = None
    """The action that was logged in its place."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected finding, and what that took back."""

    finding: FindingRow
    points: int
    """Taken back now, as a negative number."""


def correct(
    db: Database, caller: Caller, finding_id: int, correction: Correction
) -> Corrected:
    """Record the correction of a finding, and reverse its action if that is wanted.

    Raises:
        UserError: FINDING_UNKNOWN, ACTION_UNKNOWN.
        RefusedError: FINDING_NOTE, FINDING_ORDER, FINDING_REPLACEMENT, WRONG_STATE;
            FINDING_NOT_REVERSED, if what was claimed too much still stands.
    """
    book = current(db, caller) if correction.reverse else None
    with db.writing() as session:
        by = permitted(session, _RIGHT, caller)
        found = _in_state(session, finding_id, OPEN, correction.note)
        _check_replacement(session, found, correction.replaced_by)
        position, points = chain.begin(session), 0
        if book is not None:
            permitted(session, "audit decide", caller)
            wanted = ((found.action_id,), found.reason)
            points = reverse_all(session, position, book, signature(by), wanted)
        reversal = session.scalar(_REVERSAL, {"id": found.action_id})
        if reversal is None and found.overstated_mg:
            where = id_text(found.action_id)
            raise RefusedError("FINDING_NOT_REVERSED", value=where)
        links = {"decision_id": reversal, "replaced_by": correction.replaced_by}
        what = (CORRECTED, correction.note, links)
        _write_step(session, db.desk, position, by, found, what)
        models = (*CREDIT_MODELS, *MODELS)
        chain.seal(session, db.desk, position, "finding-step", by, models)
        return Corrected(finding(session, finding_id), points)


def close(db: Database, caller: Caller, finding_id: int, note: str) -> FindingRow:
    """Close a corrected finding; whoever corrected it cannot.

    Raises:
        UserError: FINDING_UNKNOWN.
        RefusedError: FINDING_NOTE, FINDING_ORDER, FINDING_SAME_PERSON.
    """
    return _settle(db, caller, finding_id, (CORRECTED, CLOSED, note))


def dismiss(db: Database, caller: Caller, finding_id: int, note: str) -> FindingRow:
    """Say that nothing was wrong after all; whoever opened the finding cannot.

    Raises:
        UserError: FINDING_UNKNOWN.
        RefusedError: FINDING_NOTE, FINDING_ORDER, FINDING_SAME_PERSON.
    """
    return _settle(db, caller, finding_id, (OPEN, DISMISSED, note))


def _settle(
    db: Database, caller: Caller, finding_id: int, what: tuple[str, str, str]
) -> FindingRow:
    before, step, note = what
    with db.writing() as session:
        by = permitted(session, _RIGHT, caller)
        found = _in_state(session, finding_id, before, note)
        last = found.steps[-1].operator if found.steps else found.operator
        if by.operator == last:
            raise RefusedError("FINDING_SAME_PERSON", value=id_text(finding_id))
        position = chain.begin(session)
        _write_step(session, db.desk, position, by, found, (step, note, {}))
        chain.seal(session, db.desk, position, "finding-step", by, MODELS)
        return finding(session, finding_id)


def _in_state(session: Session, finding_id: int, state: str, note: str) -> FindingRow:
    found = finding(session, finding_id)
    if not note.strip():
        raise RefusedError("FINDING_NOTE")
    if found.state != state:
        raise RefusedError("FINDING_ORDER", value=id_text(finding_id))
    return found


def _check_replacement(
    session: Session, found: FindingRow, replaced_by: int | None
) -> None:
    """The action in the place of the wrong one is of the same person and kind."""
    if replaced_by is None:
        return
    _, state, *new = _action(session, replaced_by)
    _, _, *old = _action(session, found.action_id)
    stands = state in {State.WAITING, State.APPROVED, State.STOCKTAKEN}
    if new != old or replaced_by == found.action_id or not stands:
        raise RefusedError("FINDING_REPLACEMENT", value=id_text(replaced_by))


def _action(session: Session, action_id: int) -> tuple[int, int, int, str]:
    """Milligrams, state, participant and methodology of an action."""
    row = session.execute(_ACTION, {"id": action_id}).first()
    if row is None:
        raise UserError("ACTION_UNKNOWN", value=id_text(action_id))
    return row[0], row[1], row[2], row[3]


def _write_step(
    session: Session,
    desk: int,
    position: int,
    by: Caller,
    found: FindingRow,
    what: tuple[str, str, dict[str, int | None]],
) -> None:
    step, note, links = what
    session.execute(
        insert(FindingStep).values(
            id=next_id(session, FindingStep, desk),
            finding_id=found.finding_id,
            step=step,
            note=note.strip(),
            operator=by.operator,
            at=by.now,
            chain_position=position,
            decision_id=links.get("decision_id"),
            replaced_by=links.get("replaced_by"),
        )
    )
