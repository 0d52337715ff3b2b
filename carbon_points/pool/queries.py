"""Questions about the pool, answered with values that name no participant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.days import from_day_number
from carbon_points.ledger.models import Account
from carbon_points.ledger.models import Posting
from carbon_points.ledger.rules import Commodity
from carbon_points.pool.holdings import in_pool
from carbon_points.pool.holdings import reserved
from carbon_points.pool.models import Batch as BatchRow
from carbon_points.pool.models import Lot
from carbon_points.pool.models import Member
from carbon_points.pool.models import Notice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the reductions of one methodology and vintage lie; all in mg."""

    methodology: str
    vintage: int
    accrued_mg: int
    """Approved and not registered (待登记)."""

    registered_mg: int
    """What ever came into the pool."""

    pool_mg: int
    reserved_mg: int
    """Wanted by proposals that nobody confirmed yet (待复核)."""

    disposed_mg: int
    """With enterprises and not used."""

    retired_mg: int
    owed_mg: int
    """Reversed after they were disposed of (待补足); not negative."""

    @property
    def available_mg(self) -> int:
        """What may be disposed of now (可划拨)."""
        return max(0, self.pool_mg - self.reserved_mg)


@dataclass(frozen=True, slots=True)
class Overview:
    """The same for everything together."""

    accrued_mg: int
    pool_mg: int
    reserved_mg: int
    available_mg: int
    disposed_mg: int
    retired_mg: int
    owed_mg: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A registered batch, and where it went."""

    batch_id: int
    number: str
    notice_id: int
    methodology: str
    vintage: int
    first: dt.date
    last: dt.date
    """Statistics days of its notice."""

    registered_on: dt.date
    registered_by: str
    actions: int
    participants: int
    """Different ones, when it was registered."""

    registered_mg: int
    made_good_mg: int
    reversed_mg: int
    """Taken out of it again by reversals."""

    disposed_mg: int
    """Ever disposed of, whether used or not."""

    used_mg: int
    balance_mg: int
    reserved_mg: int

    @property
    def available_mg(self) -> int:
        """What may be disposed of now."""
        return max(0, self.balance_mg - self.reserved_mg)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One movement of a batch in the pool."""

    entry_id: int
    booked_on: dt.date
    kind: str
    """``register``, ``dispose``, ``reversal`` or ``correction``."""

    cause: str
    batch_id: int
    batch_number: str
    methodology: str
    vintage: int
    amount_mg: int
    balance_mg: int
    """Of the whole pool after it."""


def overview(session: Session) -> Overview:
    """How much lies where."""
    rows = balances(session)
    return Overview(
        sum(row.accrued_mg for row in rows),
        sum(row.pool_mg for row in rows),
        sum(row.reserved_mg for row in rows),
        sum(row.available_mg for row in rows),
        sum(row.disposed_mg for row in rows),
        sum(row.retired_mg for row in rows),
        sum(row.owed_mg for row in rows),
    )


def balances(session: Session) -> tuple[Balance, ...]:
    """Where reductions lie, by methodology and vintage."""
    sums: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for methodology, vintage, kind, mg in _sums(session):
        sums[methodology, vintage][kind] += int(mg)
    for batch in batches(session):
        found = sums[batch.methodology, batch.vintage]
        found["registered"] += batch.registered_mg
        found["reserved"] += batch.reserved_mg
    return tuple(_balance(key, kinds) for key, kinds in sorted(sums.items()))


def _balance(key: tuple[str, int], mg: Mapping[str, int]) -> Balance:
    """The sums of one methodology and vintage, by the kind of account."""
    return Balance(
        *key,
        mg["accrued"],
        mg["registered"],
        mg["pool"],
        mg["reserved"],
        mg["enterprise"],
        mg["retired"],
        -mg["owed"],
    )


def batches(session: Session) -> tuple[Batch, ...]:
    """Every registered batch in the order of registration."""
    held, wanted = in_pool(session), reserved(session)
    disposed, used = _gone(session)
    rows = session.execute(
        select(BatchRow, Lot, Notice)
        .join(Lot, Lot.id == BatchRow.lot_id)
        .join(Notice, Notice.id == Lot.notice_id)
        .order_by(BatchRow.id)
    )
    return tuple(
        Batch(
            batch.id,
            batch.number,
            notice.id,
            lot.methodology,
            lot.vintage,
            from_day_number(notice.first_day),
            from_day_number(notice.last_day),
            from_day_number(batch.registered_on),
            batch.operator,
            batch.actions,
            batch.participants,
            batch.reduction_mg,
            batch.made_good_mg,
            batch.reduction_mg - disposed[batch.id] - held.get(batch.id, 0),
            disposed[batch.id],
            used[batch.id],
            held.get(batch.id, 0),
            wanted.get(batch.id, 0),
        )
        for batch, lot, notice in rows
    )


def ledger(session: Session, limit: int = 200) -> tuple[LedgerLine, ...]:
    """The movements of the pool, the newest first."""
    rows = session.execute(_MOVES, {"limit": limit})
    return tuple(
        LedgerLine(
            row.entry_id,
            from_day_number(row.booked_on),
            _kind(row.cause),
            row.cause,
            row.batch_id,
            row.number,
            row.methodology,
            row.vintage,
            row.amount,
            row.balance,
        )
        for row in rows
    )


def actions_behind(
    session: Session, batch_id: int, limit: int = 200, after: int = 0
) -> tuple[int, ...]:
    """The actions of a batch, in id order, from the one after `after` on."""
    query = (
        select(Member.action_id)
        .join(BatchRow, BatchRow.lot_id == Member.lot_id)
        .where(BatchRow.id == batch_id, Member.action_id > after)
        .order_by(Member.action_id)
        .limit(limit)
    )
    return tuple(session.scalars(query))


_MOVES = text("""
SELECT * FROM (
  SELECT e.id AS entry_id, p.id AS posting_id, e.booked_on, e.cause,
         b.id AS batch_id, b.number, k.methodology, k.vintage, p.amount,
         SUM(p.amount) OVER (ORDER BY p.id) AS balance
  FROM ledger_account k
  JOIN ledger_posting p ON p.account_id = k.id AND p.commodity = 2
  JOIN ledger_entry e ON e.id = p.entry_id
  JOIN pool_batch b ON b.id = k.owner
  WHERE k.kind = 'pool')
ORDER BY posting_id DESC LIMIT :limit""")


def _kind(cause: str) -> str:
    """``pool:register/12-1`` is a registration, ``correction:12-3/…`` a correction."""
    step, _, rest = cause.partition(":")
    return rest.partition("/")[0] if step == "pool" else step


def _sums(session: Session) -> Iterable[tuple[str, int, str, int]]:
    rows = session.execute(
        select(
            Account.methodology, Account.vintage, Account.kind, func.sum(Posting.amount)
        )
        .join(Posting, Posting.account_id == Account.id)
        .where(Account.kind != "issue", Posting.commodity == Commodity.REDUCTION_MG)
        .group_by(Account.methodology, Account.vintage, Account.kind)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


_GONE = text("""
SELECT l.batch_id, SUM(l.reduction_mg), SUM(COALESCE(u.mg, 0))
FROM pool_disposal_line l
JOIN pool_disposal_step s ON s.disposal_id = l.disposal_id AND s.step = 'confirmed'
LEFT JOIN (SELECT line_id, SUM(reduction_mg) AS mg FROM pool_use_line GROUP BY 1) u
  ON u.line_id = l.id
GROUP BY 1""")


def _gone(session: Session) -> tuple[dict[int, int], dict[int, int]]:
    """What was disposed of and what was used of each batch."""
    disposed: dict[int, int] = defaultdict(int)
    used: dict[int, int] = defaultdict(int)
    for batch_id, given, ended in session.execute(_GONE):
        disposed[batch_id], used[batch_id] = int(given), int(ended)
    return disposed, used
