"""Recording, withdrawing: the parts of a use case that concern actions.

Each function works inside the caller's writing transaction; the highest room of a use
case opens it and seals the chain record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.actions import sums
from carbon_points.actions.corrections import correct_closed
from carbon_points.actions.installations import open_periods
from carbon_points.actions.installations import retire_idle
from carbon_points.actions.models import Action
from carbon_points.actions.models import Decision
from carbon_points.actions.models import DecisionBatch
from carbon_points.actions.models import ImportBatch
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.actions.rules import Shown
from carbon_points.actions.rules import STEPS
from carbon_points.common.days import day_number
from carbon_points.common.problems import RefusedError
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.rules import State
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_NO_OBJECTS = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """The counts of one import, as they are kept."""

    kind: str
    file_name: str
    file_sha256: bytes
    rows: int
    accepted: int
    duplicates: int
    rejected: int


def write_batch(
    session: Session, desk: int, position: int, figures: BatchFigures
) -> int:
    """Record an import batch; answers its id."""
    batch_id = next_id(session, ImportBatch, desk)
    session.execute(
        insert(ImportBatch).values(
            id=batch_id,
            kind=figures.kind,
            file_name=figures.file_name,
            file_sha256=figures.file_sha256,
            rows=figures.rows,
            accepted=figures.accepted,
            duplicates=figures.duplicates,
            rejected=figures.rejected,
            withdrawn=0,
            chain_position=position,
        )
    )
    return batch_id


@dataclass(frozen=True, slots=True)
class NewDecision:
    """One action's part of a decision batch."""

    action_id: int
    points: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, by which policy, on which day."""

    operator: str
    second_operator: str
    policy: str
    booked_on: int
    """Day number."""

    decided_at: int
    """Seconds since 1970-01-01 UTC."""


def signature(caller: Caller, policy: str = "") -> Signature:
    """The signature of an act of this caller."""
    return Signature(
        caller.operator, caller.second, policy, day_number(caller.as_of), caller.now
    )


def decide(
    session: Session,
    desk: int,
    position: int,
    kind: str,
    signed: Signature,
    decisions: Sequence[NewDecision],
) -> int:
    """Write one batch of decisions and move the actions on; answers its id.

    Args:
        session: inside a writing transaction.
        desk: whose ids are given.
        position: of the chain record.
        kind: a key of `rules.STEPS`.
        signed: who decides.
        decisions: every action must be in a state that this kind may start from.

    Raises:
        RefusedError: WRONG_STATE, with the number of actions that are not.
    """
    batch_id = _write_decision_batch(session, desk, position, kind, signed)
    allowed, target = STEPS[kind]
    first = next_id(session, Decision, desk)
    session.connection().exec_driver_sql(
        "INSERT INTO decision"
        " (id, batch_id, action_id, state, points, reason, chain_position)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                first + i,
                batch_id,
                d.action_id,
                int(target),
                d.points,
                d.reason,
                position,
            )
            for i, d in enumerate(decisions)
        ],
    )
    moved = _move(session, batch_id, kind, allowed, target)
    if moved != len(decisions):
        raise RefusedError("WRONG_STATE", count=str(len(decisions) - moved))
    correct_closed(session, desk, position, kind, batch_id)
    return batch_id


def _write_decision_batch(
    session: Session, desk: int, position: int, kind: str, signed: Signature
) -> int:
    batch_id = next_id(session, DecisionBatch, desk)
    session.execute(
        insert(DecisionBatch).values(
            id=batch_id,
            kind=kind,
            operator=signed.operator,
            second_operator=signed.second_operator,
            policy=signed.policy,
            decided_at=signed.decided_at,
            booked_on=signed.booked_on,
            chain_position=position,
        )
    )
    return batch_id


def _move(
    session: Session,
    batch_id: int,
    kind: str,
    allowed: frozenset[State],
    target: State,
) -> int:
    """Bring the batch's actions to their new state; answers how many could go."""
    # A reversal leaves the granted points on the row: they are what is taken back.
    points = "d.points" if kind == "approval" else "action.points"
    moved = session.connection().exec_driver_sql(
        f"UPDATE action SET state = ?, decision_batch_id = ?, points = {points}"  # noqa: S608  (numbers of an enum)
        " FROM decision d WHERE d.batch_id = ? AND d.action_id = action.id"
        f" AND action.state IN ({', '.join(str(int(s)) for s in allowed)})",
        (int(target), batch_id, batch_id),
    )
    return moved.rowcount


def withdraw_waiting(
    session: Session,
    desk: int,
    position: int,
    signed: Signature,
    wanted: tuple[Sequence[int], str],
) -> None:
    """Withdraw undecided actions for a reason; their readings start no period more.

    Raises:
        RefusedError: WRONG_STATE, if one of them was decided.
    """
    action_ids, reason = wanted
    if not action_ids:
        return
    decisions = [NewDecision(action_id, 0, reason) for action_id in action_ids]
    batch = decide(session, desk, position, "withdrawal", signed, decisions)
    sums.moved(session, batch, Shown.WAITING, None)
    open_periods(session, action_ids)


def withdraw(
    db: Database, caller: Caller, action_ids: Sequence[int], reason: str
) -> int:
    """Take back undecided actions; the records stay, marked as withdrawn.

    Returns:
        How many were withdrawn.

    Raises:
        RefusedError: REASON_MISSING, WRONG_STATE.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    with db.writing() as session:
        by = permitted(session, "withdraw", caller)
        position = chain.begin(session)
        withdraw_waiting(
            session, db.desk, position, signature(by), (action_ids, reason)
        )
        chain.seal(session, db.desk, position, "withdraw", by, DECISION_MODELS)
    return len(action_ids)


def withdraw_batch_records(session: Session, batch_id: int) -> None:
    """Mark an import's own records as taken back (its actions are decided apart)."""
    marked = update(ImportBatch).where(ImportBatch.id == batch_id).values(withdrawn=1)
    session.execute(marked, execution_options=_NO_OBJECTS)
    readings = update(Reading).where(
        Reading.batch_id == batch_id, Reading.action_id.is_(None)
    )
    session.execute(readings.values(counts=0), execution_options=_NO_OBJECTS)
    retire_idle(session, Installation.batch_id == batch_id)


def batch_action_ids(
    session: Session, batch_id: int, states: Sequence[State]
) -> list[int]:
    """The actions of an import that are in one of these states."""
    rows = session.scalars(
        select(Action.id)
        .where(Action.batch_id == batch_id, Action.state.in_([int(s) for s in states]))
        .order_by(Action.id)
    )
    return list(rows)


ROW_MODELS = (ImportBatch, Installation, Reading, Action)
"""The chained tables that an import fills."""

DECISION_MODELS = (DecisionBatch, Decision)
