"""Registration: what a notice announced becomes numbered batches of the pool."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.ledger.held import reduction_held
from carbon_points.ledger.models import Account
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import Posting
from carbon_points.ledger.rules import accrued_account
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import owed_account
from carbon_points.ledger.rules import pool_account
from carbon_points.ledger.service import book
from carbon_points.pool.lots import live
from carbon_points.pool.models import Batch
from carbon_points.pool.models import Lot
from carbon_points.pool.notices import notice_days
from carbon_points.pool.notices import open_notice
from carbon_points.pool.numbers import next_number
from carbon_points.pool.objections import open_objections
from carbon_points.pool.rules import shared_out
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch that was registered."""

    batch_id: int
    number: str
    methodology: str
    vintage: int
    reduction_mg: int
    """What came into the pool."""

    made_good_mg: int
    """What went into the debt of earlier reversals."""

    actions: int
    participants: int


@dataclass(frozen=True, slots=True)
class Registered:
    """A notice that was registered, one batch for each of its lots."""

    notice_id: int
    batches: tuple[NewBatch, ...]


def register(db: Database, caller: Caller, notice_id: int) -> Registered:
    """Register what a notice announced and what is still approved of it.

    Raises:
        RefusedError: NOTICE_RUNNING, OBJECTION_OPEN, POOL_NOTHING, MONTH_CLOSED, and
            those of `notices.open_notice`.
    """
    with db.writing() as session:
        by = replace(permitted(session, "pool register", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        _refuse_early(session, by, notice_id)
        position = chain.begin(session)
        lots = session.scalars(
            select(Lot).where(Lot.notice_id == notice_id).order_by(Lot.id)
        ).all()
        made = [_register(session, by, position, lot) for lot in lots]
        batches = tuple(each for each in made if each is not None)
        if not batches:
            raise RefusedError("POOL_NOTHING")
        models = (Batch, Entry, Posting)
        chain.seal(session, db.desk, position, "pool-register", by, models)
    return Registered(notice_id, batches)


def _refuse_early(session: Session, by: Caller, notice_id: int) -> None:
    _, ends = notice_days(open_notice(session, notice_id))
    if by.as_of <= ends:
        raise RefusedError("NOTICE_RUNNING", value=ends.isoformat())
    if number := open_objections(session, notice_id):
        raise RefusedError("OBJECTION_OPEN", count=str(number))


def _register(session: Session, by: Caller, position: int, lot: Lot) -> NewBatch | None:
    """A batch of what is left of a lot; none if all of it was reversed.

    Earlier reversals may have taken from what is accrued, so there may be less of it
    than the lot's actions sum to.
    """
    actions, participants, covered_mg = live(session, lot.id)
    if not actions:
        return None
    accrued = accrued_account(lot.methodology, lot.vintage)
    amount = min(covered_mg, reduction_held(session, accrued))
    made_good = shared_out(amount, _owed(session, lot))
    batch = NewBatch(
        next_id(session, Batch, desk_of(session)),
        next_number(session, Batch, lot.methodology, lot.vintage),
        lot.methodology,
        lot.vintage,
        amount - sum(mg for _, mg in made_good),
        sum(mg for _, mg in made_good),
        actions,
        participants,
    )
    _write(session, by, position, (lot, batch, covered_mg))
    movements = [
        Movement(accrued, Commodity.REDUCTION_MG, -amount),
        Movement(
            pool_account(batch.batch_id, lot.methodology, lot.vintage),
            Commodity.REDUCTION_MG,
            batch.reduction_mg,
        ),
        *(
            Movement(owed_account(lot.methodology, year), Commodity.REDUCTION_MG, mg)
            for year, mg in made_good
        ),
    ]
    moved = tuple(each for each in movements if each.amount)
    if moved:
        cause = f"pool:register/{id_text(batch.batch_id)}"
        day = day_number(by.as_of)
        book(session, desk_of(session), position, day, [NewEntry(cause, moved)])
    return batch


def _owed(session: Session, lot: Lot) -> dict[int, int]:
    """What is owed of a methodology by vintage, the lot's own first."""
    total = -func.sum(Posting.amount)
    rows = session.execute(
        select(Account.vintage, total)
        .join(Posting, Posting.account_id == Account.id)
        .where(Account.kind == "owed", Account.methodology == lot.methodology)
        .group_by(Account.vintage)
        .having(total > 0)
    )
    return {
        year: int(mg)
        for year, mg in sorted(rows, key=lambda row: (row[0] != lot.vintage, row[0]))
    }


def _write(
    session: Session, by: Caller, position: int, wanted: tuple[Lot, NewBatch, int]
) -> None:
    lot, batch, covered_mg = wanted
    session.execute(
        insert(Batch).values(
            id=batch.batch_id,
            lot_id=lot.id,
            number=batch.number,
            registered_on=day_number(by.as_of),
            actions=batch.actions,
            participants=batch.participants,
            covered_mg=covered_mg,
            reduction_mg=batch.reduction_mg,
            made_good_mg=batch.made_good_mg,
            operator=by.operator,
            at=by.now,
            chain_position=position,
        )
    )
