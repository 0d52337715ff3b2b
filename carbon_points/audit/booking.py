"""Booking signed decisions, inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions import sums
from carbon_points.actions.installations import open_periods
from carbon_points.actions.models import Decision
from carbon_points.actions.models import DecisionBatch
from carbon_points.actions.rules import Shown
from carbon_points.actions.service import decide
from carbon_points.actions.service import NewDecision
from carbon_points.audit.judging import VERBS
from carbon_points.crediting.service import credit
from carbon_points.crediting.service import Reversal
from carbon_points.crediting.service import take_back
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import MonthCorrection
from carbon_points.ledger.models import Posting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.service import Signature
    from carbon_points.audit.judging import Judged
    from carbon_points.rulebook.service import Rulebook

CREDIT_MODELS: Final = (DecisionBatch, Decision, Entry, Posting, MonthCorrection)


def book_decisions(
    session: Session,
    desk: int,
    position: int,
    means: tuple[Rulebook, Signature],
    ready: Sequence[Judged],
) -> None:
    """Book every decision of a signed batch.

    Args:
        session: inside a writing transaction.
        desk: whose ids are given.
        position: of the chain record that will cover the rows.
        means: the rulebook, and who signs on which day.
        ready: what may be booked; each action once.
    """
    by_verb: dict[str, list[Judged]] = defaultdict(list)
    for each in ready:
        by_verb[each.wish.verb].append(each)
    for verb in ("release", "freeze", "reject"):
        if by_verb[verb]:
            _move(session, desk, position, (verb, means[1]), by_verb[verb])
    _approve(session, desk, position, means, by_verb["approve"])
    reversals = [Reversal(e.approved, e.wish.reason) for e in by_verb["reverse"]]
    take_back(session, position, *_alone(means), reversals)


def _alone(means: tuple[Rulebook, Signature]) -> tuple[Rulebook, Signature]:
    """A reversal is signed by who decides it."""
    return means[0], replace(means[1], second_operator="")


def _move(
    session: Session,
    desk: int,
    position: int,
    what: tuple[str, Signature],
    wanted: Sequence[Judged],
) -> None:
    """Freeze, release or reject: nothing is booked in the ledger."""
    verb, signed = what
    taken = [NewDecision(e.wish.action_id, 0, e.wish.reason) for e in wanted]
    alone = replace(signed, second_operator="")
    batch = decide(session, desk, position, VERBS[verb], alone, taken)
    if verb == "reject":
        sums.moved(session, batch, Shown.WAITING, None)
        open_periods(session, [each.action_id for each in taken])


def _approve(
    session: Session,
    desk: int,
    position: int,
    means: tuple[Rulebook, Signature],
    wanted: Sequence[Judged],
) -> None:
    """One credit for each pair of signers, in the order of registration."""
    book, signed = means
    by_signers: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for each in sorted(wanted, key=lambda each: each.wish.action_id):
        by_signers[each.signers].append(each)
    for (first, second), group in sorted(by_signers.items()):
        by = replace(signed, operator=first, second_operator=second)
        actions = [each.creditable for each in group]
        credit(session, desk, position, book, by, actions)
