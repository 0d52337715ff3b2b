"""Balances and statements: sums of the postings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.ledger.models import Account
from carbon_points.ledger.models import ClosedMonth
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import Posting
from carbon_points.ledger.rules import Commodity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of a participant's points."""

    entry_id: int
    cause: str
    booked_on: int
    points: int
    balance: int


def balance(session: Session, participant_id: int) -> int:
    """Points of a participant."""
    return balances(session, [participant_id]).get(participant_id, 0)


def balances(session: Session, participant_ids: Sequence[int]) -> dict[int, int]:
    """Points of several participants; those without an account are left out."""
    found: dict[int, int] = {}
    for start in range(0, len(participant_ids), 500):
        rows = session.execute(
            select(Account.owner, func.sum(Posting.amount))
            .join(Posting, Posting.account_id == Account.id)
            .where(
                Account.kind == "participant",
                Account.owner.in_(participant_ids[start : start + 500]),
                Posting.commodity == Commodity.POINTS,
            )
            .group_by(Account.owner)
        )
        found.update({owner: int(total) for owner, total in rows})
    return found


def statement(session: Session, participant_id: int) -> list[StatementLine]:
    """Every movement of a participant's points, oldest first, with the balance."""
    rows = session.execute(
        select(Entry.id, Entry.cause, Entry.booked_on, Posting.amount)
        .join(Posting, Posting.entry_id == Entry.id)
        .join(Account, Account.id == Posting.account_id)
        .where(
            Account.kind == "participant",
            Account.owner == participant_id,
            Posting.commodity == Commodity.POINTS,
        )
        .order_by(Entry.id, Posting.id)
    )
    lines: list[StatementLine] = []
    total = 0
    for entry_id, cause, booked_on, amount in rows:
        total += amount
        lines.append(StatementLine(entry_id, cause, booked_on, amount, total))
    return lines


def entry_of(session: Session, entry_id: int) -> tuple[str, int | None]:
    """An entry's cause, and the participant it concerns, if it is one's."""
    row = session.execute(
        select(Entry.cause, func.max(Account.owner))
        .outerjoin(Posting, Posting.entry_id == Entry.id)
        .outerjoin(
            Account,
            (Account.id == Posting.account_id) & (Account.kind == "participant"),
        )
        .where(Entry.id == entry_id)
        .group_by(Entry.id)
    ).first()
    return ("", None) if row is None else (row[0], row[1])


def closed_through(session: Session) -> int | None:
    """The last closed month; all before it are closed, too. None if nothing is."""
    return session.scalar(select(func.max(ClosedMonth.month)))
