"""Booking entries inside the transaction of a higher use case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import tuple_

from carbon_points.common.days import from_day_number
from carbon_points.common.days import month_number
from carbon_points.common.days import month_text
from carbon_points.common.problems import RefusedError
from carbon_points.ledger.models import Account
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import Posting
from carbon_points.ledger.queries import closed_through
from carbon_points.ledger.rules import AccountKey
from carbon_points.ledger.rules import balances
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.ledger.rules import NewEntry

_CHUNK = 500


class UnbalancedEntryError(Exception):
    """The movements of an entry do not sum to zero: a bug in the caller."""


def book(
    session: Session,
    desk: int,
    position: int,
    booked_on: int,
    entries: Sequence[NewEntry],
) -> int:
    """Book entries under one chain record and answer how many.

    Args:
        session: inside a writing transaction.
        desk: whose ids are given.
        position: of the chain record that will cover the rows.
        booked_on: day number.
        entries: each with a cause of its own.

    Raises:
        UnbalancedEntryError: if an entry does not sum to zero in each commodity.
        RefusedError: MONTH_CLOSED, if the day lies in a closed month.
        IntegrityError: if a cause was booked before.
    """
    refuse_closed(session, booked_on)
    for entry in entries:
        if not balances(entry.movements):
            raise UnbalancedEntryError(entry.cause)
    accounts = account_ids(
        session, desk, {m.account for entry in entries for m in entry.movements}
    )
    entry_id = next_id(session, Entry, desk)
    posting_id = next_id(session, Posting, desk)
    heads: list[tuple[object, ...]] = []
    lines: list[tuple[object, ...]] = []
    for entry in entries:
        heads.append((entry_id, entry.cause, booked_on, position))
        for m in entry.movements:
            line = (entry_id, accounts[m.account], int(m.commodity), m.amount)
            lines.append((posting_id + len(lines), *line, position))
        entry_id += 1
    _insert(session, Entry, ("id", "cause", "booked_on", "chain_position"), heads)
    columns = ("id", "entry_id", "account_id", "commodity", "amount", "chain_position")
    _insert(session, Posting, columns, lines)
    return len(entries)


def refuse_closed(session: Session, day: int) -> None:
    """Say that nothing is booked in a month that is closed.

    Raises:
        RefusedError: MONTH_CLOSED.
    """
    closed = closed_through(session)
    if closed is not None and month_number(from_day_number(day)) <= closed:
        raise RefusedError("MONTH_CLOSED", value=month_text(closed))


def _insert(
    session: Session,
    model: type[Entry | Posting],
    columns: tuple[str, ...],
    rows: list[tuple[object, ...]],
) -> None:
    if rows:
        marks = ", ".join("?" * len(columns))
        names = ", ".join(columns)
        statement = f"INSERT INTO {model.__tablename__} ({names}) VALUES ({marks})"  # noqa: S608  (names of our own models)
        session.connection().exec_driver_sql(statement, rows)


def account_ids(
    session: Session, desk: int, keys: Iterable[AccountKey]
) -> dict[AccountKey, int]:
    """The id of each account; those that are new are opened."""
    wanted = sorted(keys, key=_order)
    found: dict[AccountKey, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        found.update(_existing(session, wanted[start : start + _CHUNK]))
    fresh = [key for key in wanted if key not in found]
    first = next_id(session, Account, desk)
    rows = []
    for offset, key in enumerate(fresh):
        found[key] = first + offset
        rows.append(
            {
                "id": first + offset,
                "kind": key.kind,
                "owner": key.owner,
                "methodology": key.methodology,
                "vintage": key.vintage,
            }
        )
    if rows:
        session.execute(insert(Account), rows)
    return found


def _existing(session: Session, keys: list[AccountKey]) -> dict[AccountKey, int]:
    columns = (Account.kind, Account.owner, Account.methodology, Account.vintage)
    rows = session.execute(
        select(Account.id, *columns).where(tuple_(*columns).in_(map(_order, keys)))
    )
    return {
        AccountKey(kind, owner, methodology, vintage): account_id
        for account_id, kind, owner, methodology, vintage in rows
    }


def _order(key: AccountKey) -> tuple[str, int, str, int]:
    return (key.kind, key.owner, key.methodology, key.vintage)
