"""Approval runs and reversals: the bureau's decisions, each one transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.replacing import LOGGED_AT
from carbon_points.actions.rules import State
from carbon_points.actions.service import batch_action_ids
from carbon_points.actions.service import signature
from carbon_points.actions.service import withdraw_batch_records
from carbon_points.actions.service import withdraw_waiting
from carbon_points.audit.booking import CREDIT_MODELS
from carbon_points.audit.rules import Left
from carbon_points.audit.rules import left_because
from carbon_points.audit.rules import Waiting
from carbon_points.audit.sample_results import after_approval
from carbon_points.audit.screening import screen
from carbon_points.common.days import day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.service import Approved
from carbon_points.crediting.service import credit
from carbon_points.crediting.service import Creditable
from carbon_points.crediting.service import Reversal
from carbon_points.crediting.service import take_back
from carbon_points.participants.service import close_batch
from carbon_points.rulebook.service import current
from carbon_points.rulebook.shipped import policies
from carbon_points.security import chain
from carbon_points.security import service as security
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.service import Signature
    from carbon_points.common.progress import Progress
    from carbon_points.rulebook.rules import Policy
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_WAITING = text(f"""
SELECT a.id, a.participant_id, a.version_id, a.day, a.reduction_mg, a.flags, a.grade,
       c.operator, p.state = 'frozen',
       a.batch_id IS NOT NULL OR EXISTS (SELECT 1 FROM evidence_link e
         WHERE e.subject_kind = 'action' AND e.subject_id = a.id)
FROM action a INDEXED BY ix_action_waiting
JOIN chain_record c ON c.position = {LOGGED_AT}
JOIN participant p ON p.id = a.participant_id
WHERE a.state IN (1, 2) AND a.state = 1 AND a.day <= :until
ORDER BY a.id""")  # noqa: S608  (constants)


@dataclass(frozen=True, slots=True)
class ApprovalRun:
    """What an approval run took and what it left."""

    approved: int
    flagged: int
    """Left in the queue because of a flag."""

    left: int
    points: int
    reduction_mg: int
    sampled: tuple[int, ...] = ()
    """What the policy wants looked at again, of what was taken."""


def approve(
    db: Database,
    caller: Caller,
    policy_id: str,
    methodologies: Sequence[str] | None = None,
    until: dt.date | None = None,
    progress: Progress | None = None,
) -> ApprovalRun:
    """Approve and book everything that a policy allows; the rest stays waiting.

    Args:
        db: the programme database.
        caller: an auditor; for a policy that two must sign, with a second one.
        policy_id: ``careful`` or ``all``.
        methodologies: only these; all if None.
        until: statistics days up to this one.
        progress: reports and cancels between the steps.
    """
    policy = policies()[policy_id]
    book = current(db, caller)
    with db.writing() as session:
        by = permitted(session, "approve", caller)
        if policy.second_person_mg is not None:
            by = replace(by, second="")
        signers = _signers(policy, by)
        taken, reasons = _choose(
            session, book, policy, signers, _Scope(methodologies, until or caller.as_of)
        )
        if progress is not None:
            progress.step(0, len(taken))
        if not taken:
            return ApprovalRun(0, reasons[Left.FLAG], reasons.total(), 0, 0)
        position = chain.begin(session)
        signed = signature(by, policy.id)
        result = credit(session, db.desk, position, book, signed, taken)
        chain.seal(session, db.desk, position, "approve", by, CREDIT_MODELS)
        sampled = [
            action_id
            for batch_id in result.batch_ids
            for action_id in after_approval(session, batch_id, policy.sample_share)
        ]
    return ApprovalRun(
        len(taken),
        reasons[Left.FLAG],
        reasons.total(),
        result.points,
        result.reduction_mg,
        tuple(sampled),
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    methodologies: Sequence[str] | None
    until: dt.date


def _signers(policy: Policy, by: Caller) -> frozenset[str]:
    if policy.second_person_mg is not None:
        return frozenset({by.operator})
    if not by.second or by.second == by.operator:
        raise RefusedError("SECOND_PERSON", policy=policy.id)
    return frozenset({by.operator, by.second})


def _choose(
    session: Session,
    book: Rulebook,
    policy: Policy,
    signers: frozenset[str],
    scope: _Scope,
) -> tuple[list[Creditable], Counter[Left]]:
    taken: list[Creditable] = []
    reasons: Counter[Left] = Counter()
    asked = screen(session, book) if policy.flags != "any" else {}
    rows = session.execute(_WAITING, {"until": day_number(scope.until)})
    for row_id, person, version_id, day, mg, flags, grade, by, frozen, proof in rows:
        methodology, _ = book.versions[version_id]
        if (
            scope.methodologies is not None
            and methodology.id not in scope.methodologies
        ):
            continue
        questioned = row_id in asked
        waiting = Waiting(flags, grade, mg, by, bool(proof), bool(frozen), questioned)
        reason = left_because(policy, methodology, waiting, signers)
        if reason is Left.TAKEN:
            taken.append(Creditable(row_id, person, version_id, day, mg))
        else:
            reasons[reason] += 1
    return taken, reasons


@dataclass(frozen=True, slots=True)
class Taken:
    """What a withdrawal or reversal changed."""

    actions: int
    points: int
    """Taken back, as a negative number."""

    reversed: bool


_APPROVED = text("""
SELECT a.id, a.participant_id, a.version_id, a.day, a.reduction_mg, a.points,
       b.booked_on, a.state
FROM action a JOIN decision_batch b ON b.id = a.decision_batch_id
WHERE a.id = :id AND a.state IN (0, 3)""")


def reverse_actions(
    db: Database, caller: Caller, action_ids: Sequence[int], reason: str
) -> Taken:
    """Reverse approved actions, each by a new entry, in one transaction.

    Raises:
        RefusedError: REASON_MISSING, WRONG_STATE.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    book = current(db, caller)
    with db.writing() as session:
        by = permitted(session, "audit decide", caller)
        position = chain.begin(session)
        points = reverse_all(
            session, position, book, signature(by), (action_ids, reason)
        )
        chain.seal(session, db.desk, position, "reverse", by, CREDIT_MODELS)
    return Taken(len(action_ids), points, reversed=True)


def reverse_all(
    session: Session,
    position: int,
    book: Rulebook,
    signed: Signature,
    wanted: tuple[Sequence[int], str],
) -> int:
    """Reverse approved actions inside the caller's transaction; answers the points.

    Raises:
        RefusedError: WRONG_STATE, if one is not approved any more.
    """
    action_ids, reason = wanted
    reversals = [Reversal(_approved(session, each), reason) for each in action_ids]
    return take_back(session, position, book, signed, reversals)


def _approved(session: Session, action_id: int) -> Approved:
    row = session.execute(_APPROVED, {"id": action_id}).first()
    if row is None:
        raise RefusedError("WRONG_STATE", action=str(action_id))
    stocktaken = row[7] == State.STOCKTAKEN
    return Approved(Creditable(*row[:5]), row[5], row[6], stocktaken)


def withdraw_import(db: Database, caller: Caller, batch_id: int, reason: str) -> Taken:
    """Take a whole import back: its waiting actions are withdrawn.

    Once something of it is approved only an auditor may do so, and what is approved
    is reversed.

    A register closes the accounts that it opened, as long as nothing was logged for
    them.

    Raises:
        RefusedError: REASON_MISSING, BATCH_UNKNOWN, ALREADY_WITHDRAWN, BATCH_IN_USE.
        NotAllowedError: for a worker, once something is approved.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    book = current(db, caller)
    with db.writing() as session:
        approved = batch_action_ids(
            session, batch_id, (State.APPROVED, State.STOCKTAKEN)
        )
        waiting = batch_action_ids(session, batch_id, (State.WAITING, State.FROZEN))
        command = "withdraw approved" if approved else "withdraw"
        by = permitted(session, command, caller)
        register = _is_register(session, batch_id)
        position = chain.begin(session)
        signed = signature(by)
        withdraw_waiting(session, db.desk, position, signed, (waiting, reason))
        points = reverse_all(session, position, book, signed, (approved, reason))
        withdraw_batch_records(session, batch_id)
        if register:
            close_batch(session, batch_id)
        security.log(session, by, "withdraw-import", id_text(batch_id), reason.strip())
        chain.seal(session, db.desk, position, "withdraw", by, CREDIT_MODELS)
    return Taken(len(waiting) + len(approved), points, reversed=bool(approved))


_IN_USE = text("""
SELECT COUNT(*) FROM participant p WHERE p.batch_id = :id AND (
  EXISTS (SELECT 1 FROM action a WHERE a.participant_id = p.id AND a.state <= 3)
  OR EXISTS (SELECT 1 FROM installation i WHERE i.participant_id = p.id
             AND i.state = 'live'))""")


def _is_register(session: Session, batch_id: int) -> bool:
    """Whether an import that may be taken back registered participants."""
    statement = text("SELECT withdrawn, kind FROM import_batch WHERE id = :id")
    batch = session.execute(statement, {"id": batch_id}).first()
    if batch is None:
        raise RefusedError("BATCH_UNKNOWN")
    if batch.withdrawn:
        raise RefusedError("ALREADY_WITHDRAWN")
    if batch.kind not in {"residents", "smes"}:
        return False
    if used := session.scalar(_IN_USE, {"id": batch_id}):
        raise RefusedError("BATCH_IN_USE", count=str(used))
    return True
