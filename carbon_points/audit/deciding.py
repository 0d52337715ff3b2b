"""The auditor's open batch: marks, what signing them would do, and signing."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.actions.models import DecisionBatch
from carbon_points.actions.service import signature
from carbon_points.audit.booking import book_decisions
from carbon_points.audit.booking import CREDIT_MODELS
from carbon_points.audit.judging import Judge
from carbon_points.audit.judging import VERBS
from carbon_points.audit.judging import Wish
from carbon_points.audit.marks import forget_marks
from carbon_points.audit.models import FirstSignature
from carbon_points.audit.models import Mark
from carbon_points.audit.reasons import checked_reason
from carbon_points.audit.screening import screen
from carbon_points.common.problems import UserError
from carbon_points.crediting.service import would_grant
from carbon_points.crediting.service import would_take_back
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.audit.judging import Judged
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

WITH_REASON: Final = frozenset({"reject", "freeze", "reverse"})


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of decisions: marked, previewed or booked."""

    decided: int
    """Marked or, once signed, booked."""

    refused: tuple[tuple[int, str], ...]
    """Action and code of each that a rule keeps out."""

    second: tuple[int, ...]
    """Approvals that another auditor must sign besides (待复核)."""

    points: int
    reduction_mg: int
    """What approvals give less what reversals take."""

    batch_ids: tuple[int, ...] = ()
    """Of the decisions, once signed."""

    by_verb: dict[str, int] = field(default_factory=dict)


def mark(
    db: Database, caller: Caller, verb: str, action_ids: Sequence[int], reason: str = ""
) -> Decided:
    """Put decisions into the caller's open batch; an earlier mark is replaced.

    Nothing is booked and nobody else sees it until it is signed.

    Raises:
        UserError: VERB_UNKNOWN, REASON_CODE.
        RefusedError: REASON_MISSING.
    """
    wishes = _wishes(verb, action_ids, reason)
    book = current(db, caller)
    with db.writing() as session:
        by = _signer(session, caller)
        judged = _judge(session, book, by, wishes)
        _write_marks(session, by, [each.wish for each in judged if not each.refusal])
        return _effect(session, book, by, judged)


def preview(
    db: Database, caller: Caller, verb: str, action_ids: Sequence[int], reason: str = ""
) -> Decided:
    """What these decisions would do if they were signed now; nothing is written.

    Raises:
        UserError: VERB_UNKNOWN, REASON_CODE.
        RefusedError: REASON_MISSING.
    """
    wishes = _wishes(verb, action_ids, reason)
    book = current(db, caller)
    with db.reading() as session:
        by = _signer(session, caller)
        return _effect(session, book, by, _judge(session, book, by, wishes))


def open_batch(db: Database, caller: Caller) -> tuple[tuple[Wish, ...], Decided]:
    """The caller's marks in the order of deciding, and what signing them would do."""
    book = current(db, caller)
    with db.reading() as session:
        by = _signer(session, caller)
        wishes = _marked(session, by.operator)
        return wishes, _effect(session, book, by, _judge(session, book, by, wishes))


def undo(db: Database, caller: Caller) -> tuple[int, ...]:
    """Take the last decision out of the open batch; answers its actions."""
    with db.writing() as session:
        by = _signer(session, caller)
        own = Mark.operator == by.operator
        last = session.scalar(select(func.max(Mark.place)).where(own))
        ids = session.scalars(
            select(Mark.action_id).where(own, Mark.place == last)
        ).all()
        session.execute(delete(Mark).where(own, Mark.place == last))
        return tuple(ids)


def sign(db: Database, caller: Caller) -> Decided:
    """Book everything in the caller's open batch, in one transaction.

    An approval with a doubt or a large amount is booked only with a second auditor's
    signature: the caller's `second`, or whoever signed it first; else it now waits for
    another one. What cannot be decided any more leaves the batch and is named.

    Raises:
        RefusedError: ALREADY_DONE, for an operation that was committed before.
    """
    return _sign(db, caller, ())


def decide(
    db: Database, caller: Caller, verb: str, action_ids: Sequence[int], reason: str = ""
) -> Decided:
    """Mark and sign in one go, together with what the open batch holds already.

    Raises:
        UserError: VERB_UNKNOWN, REASON_CODE.
        RefusedError: REASON_MISSING, ALREADY_DONE.
    """
    return _sign(db, caller, _wishes(verb, action_ids, reason))


def _sign(db: Database, caller: Caller, more: Sequence[Wish]) -> Decided:
    book = current(db, caller)
    with db.writing() as session:
        by = _signer(session, caller)
        chain.refuse_repetition(session, by.operation_id)
        wishes = {wish.action_id: wish for wish in _marked(session, by.operator)}
        wishes |= {wish.action_id: wish for wish in more}
        judged = _judge(session, book, by, list(wishes.values()))
        effect = _effect(session, book, by, judged)
        session.execute(delete(Mark).where(Mark.operator == by.operator))
        _sign_first(session, by, effect.second)
        ready = [each for each in judged if each.ready]
        if not ready:
            return replace(effect, decided=0)
        position = chain.begin(session)
        signed = signature(by)
        first = next_id(session, DecisionBatch, db.desk)
        book_decisions(session, db.desk, position, (book, signed), ready)
        batches = session.scalars(
            select(DecisionBatch.id).where(DecisionBatch.id >= first)
        ).all()
        forget_marks(session, [each.wish.action_id for each in ready])
        chain.seal(session, db.desk, position, "decide", by, CREDIT_MODELS)
    return replace(effect, decided=len(ready), batch_ids=tuple(batches))


def _signer(session: Session, caller: Caller) -> Caller:
    """Who decides; whoever gives their name signs alone unless they name a second.

    Set-up mode finds a second person for every command; a decision that two must sign
    would else never wait for the other one there.
    """
    by = permitted(session, "audit decide", caller)
    return replace(by, second=caller.second) if caller.operator else by


def _wishes(verb: str, action_ids: Sequence[int], reason: str) -> list[Wish]:
    if verb not in VERBS:
        raise UserError("VERB_UNKNOWN", value=verb)
    said = checked_reason(reason) if verb in WITH_REASON else reason.strip()
    return [Wish(number, verb, said) for number in dict.fromkeys(action_ids)]


def _judge(
    session: Session, book: Rulebook, by: Caller, wishes: Sequence[Wish]
) -> list[Judged]:
    approving = any(wish.verb == "approve" for wish in wishes)
    judge = Judge(book, by, screen(session, book) if approving else {})
    return judge.judged(session, wishes)


def _effect(
    session: Session, book: Rulebook, by: Caller, judged: Sequence[Judged]
) -> Decided:
    """What signing would do; refused and half-signed ones do nothing."""
    booked_on = signature(by).booked_on
    ready = [each for each in judged if each.ready]
    approved = [e.creditable for e in ready if e.wish.verb == "approve"]
    reversed_ = [e.approved for e in ready if e.wish.verb == "reverse"]
    points = would_grant(session, book, booked_on, sorted(approved, key=_id))
    points += would_take_back(session, book, booked_on, reversed_)
    by_verb: dict[str, int] = {}
    for each in ready:
        by_verb[each.wish.verb] = by_verb.get(each.wish.verb, 0) + 1
    given = sum(each.reduction_mg for each in approved)
    taken = sum(each.action.reduction_mg for each in reversed_)
    return Decided(
        sum(not each.refusal for each in judged),
        tuple((e.wish.action_id, e.refusal) for e in judged if e.refusal),
        tuple(e.wish.action_id for e in judged if e.waits_for_second),
        points,
        given - taken,
        by_verb=by_verb,
    )


def _id(each: Any) -> int:
    number: int = each.id
    return number


def _marked(session: Session, operator: str) -> tuple[Wish, ...]:
    rows = session.execute(
        select(Mark.action_id, Mark.verb, Mark.reason)
        .where(Mark.operator == operator)
        .order_by(Mark.place, Mark.action_id)
    )
    return tuple(Wish(*row) for row in rows)


def _write_marks(session: Session, by: Caller, wishes: Sequence[Wish]) -> None:
    """All of one call share a place, so that they are undone together."""
    if not wishes:
        return
    last = session.scalar(
        select(func.max(Mark.place)).where(Mark.operator == by.operator)
    )
    rows = [
        {
            "operator": by.operator,
            "action_id": wish.action_id,
            "place": (last or 0) + 1,
            "verb": wish.verb,
            "reason": wish.reason,
            "at": by.now,
        }
        for wish in wishes
    ]
    session.execute(insert(Mark).prefix_with("OR REPLACE"), rows)


def _sign_first(session: Session, by: Caller, action_ids: Sequence[int]) -> None:
    rows = [
        {"action_id": number, "operator": by.operator, "at": by.now}
        for number in action_ids
    ]
    if rows:
        session.execute(insert(FirstSignature), rows)
