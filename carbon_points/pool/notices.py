"""Public notices: what would be announced, announcing it, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.methodology.registry import discover
from carbon_points.pool.lots import claim
from carbon_points.pool.lots import free_lots
from carbon_points.pool.lots import free_members
from carbon_points.pool.lots import members_digest
from carbon_points.pool.models import Batch
from carbon_points.pool.models import Cancelling
from carbon_points.pool.models import Lot as LotRow
from carbon_points.pool.models import Member
from carbon_points.pool.models import Notice
from carbon_points.pool.rules import last_day
from carbon_points.pool.rules import working_days
from carbon_points.pool.wording import refuse_personal
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.pool.lots import Lot
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """What an auditor wants to publish."""

    text: str
    first: dt.date
    last: dt.date
    """Statistics days of the actions, both inclusive."""

    methodologies: tuple[str, ...] = ()
    """Only these; all if there are none."""

    starts: dt.date | None = None
    """First day of the notice; by default the day of publishing."""

    ends: dt.date | None = None
    """Its last day; by default the seventh working day, the first one counted."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a notice would announce, and how long it would run."""

    starts: dt.date
    ends: dt.date
    working_days: int
    """Weekends are counted out; public holidays are not known (assumed)."""

    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Announced:
    """A notice that was published."""

    notice_id: int
    starts: dt.date
    ends: dt.date
    lots: tuple[Lot, ...]


def proposed(db: Database, caller: Caller, form: NoticeForm) -> Proposed:
    """What a notice would announce; nothing is written.

    Raises:
        UserError: PERIOD_REVERSED, METHODOLOGY_UNKNOWN.
        RefusedError: NOTICE_STARTS, NOTICE_TOO_SHORT.
    """
    with db.reading() as session:
        by = permitted(session, "pool notice", caller)
        return _proposed(session, by, form)


def announce(db: Database, caller: Caller, form: NoticeForm) -> Announced:
    """Publish what is approved, not a draft, and in no other notice.

    Raises:
        UserError: PERIOD_REVERSED, METHODOLOGY_UNKNOWN.
        RefusedError: NOTICE_TEXT_MISSING, NOTICE_STARTS, NOTICE_TOO_SHORT,
            POOL_NOTHING, POOL_PERSONAL.
    """
    if not form.text.strip():
        raise RefusedError("NOTICE_TEXT_MISSING")
    refuse_personal(form.text)
    with db.writing() as session:
        by = replace(permitted(session, "pool notice", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        found = _proposed(session, by, form)
        if not found.lots:
            raise RefusedError("POOL_NOTHING")
        position = chain.begin(session)
        notice_id = _write(session, by, position, (form, found))
        chain.seal(session, db.desk, position, "pool-notice", by, (Notice, LotRow))
    return Announced(notice_id, found.starts, found.ends, found.lots)


def cancel(db: Database, caller: Caller, notice_id: int, reason: str) -> None:
    """Take a notice back that is not registered; its actions are free again.

    Raises:
        RefusedError: REASON_MISSING, NOTICE_UNKNOWN, NOTICE_REGISTERED,
            NOTICE_CANCELLED.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    with db.writing() as session:
        by = replace(permitted(session, "pool cancel", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        open_notice(session, notice_id)
        position = chain.begin(session)
        lots = select(LotRow.id).where(LotRow.notice_id == notice_id)
        session.execute(delete(Member).where(Member.lot_id.in_(lots)))
        session.execute(
            insert(Cancelling).values(
                id=next_id(session, Cancelling, db.desk),
                notice_id=notice_id,
                cancelled_on=day_number(by.as_of),
                reason=reason.strip(),
                operator=by.operator,
                at=by.now,
                chain_position=position,
            )
        )
        chain.seal(session, db.desk, position, "pool-cancel", by, (Cancelling,))


def open_notice(session: Session, notice_id: int) -> Notice:
    """A notice that is neither registered nor cancelled.

    Raises:
        RefusedError: NOTICE_UNKNOWN, NOTICE_REGISTERED, NOTICE_CANCELLED.
    """
    notice = session.get(Notice, notice_id)
    if notice is None:
        raise RefusedError("NOTICE_UNKNOWN", value=id_text(notice_id))
    cancelled = select(Cancelling.id).where(Cancelling.notice_id == notice_id)
    if session.scalar(cancelled) is not None:
        raise RefusedError("NOTICE_CANCELLED")
    registered = (
        select(Batch.id)
        .join(LotRow, LotRow.id == Batch.lot_id)
        .where(LotRow.notice_id == notice_id)
        .limit(1)
    )
    if session.scalar(registered) is not None:
        raise RefusedError("NOTICE_REGISTERED")
    return notice


def _proposed(session: Session, by: Caller, form: NoticeForm) -> Proposed:
    if form.first > form.last:
        raise UserError("PERIOD_REVERSED", start=str(form.first), end=str(form.last))
    for name in form.methodologies:
        if name not in discover():
            raise UserError("METHODOLOGY_UNKNOWN", value=name)
    starts = form.starts or by.as_of
    if starts < by.as_of:
        raise RefusedError("NOTICE_STARTS", value=by.as_of.isoformat())
    ends = form.ends or last_day(starts)
    if not (number := working_days(starts, ends)):
        raise RefusedError("NOTICE_TOO_SHORT", first=str(starts), last=str(ends))
    lots = free_lots(session, (form.first, form.last), form.methodologies)
    return Proposed(starts, ends, number, lots)


def _write(
    session: Session, by: Caller, position: int, wanted: tuple[NoticeForm, Proposed]
) -> int:
    form, found = wanted
    desk = desk_of(session)
    notice_id = next_id(session, Notice, desk)
    session.execute(
        insert(Notice).values(
            id=notice_id,
            text=form.text.strip(),
            starts_on=day_number(found.starts),
            ends_on=day_number(found.ends),
            first_day=day_number(form.first),
            last_day=day_number(form.last),
            operator=by.operator,
            at=by.now,
            chain_position=position,
        )
    )
    first = next_id(session, LotRow, desk)
    for lot_id, lot in enumerate(found.lots, start=first):
        members = free_members(session, lot, (form.first, form.last))
        session.execute(
            insert(LotRow).values(
                id=lot_id,
                notice_id=notice_id,
                methodology=lot.methodology,
                vintage=lot.vintage,
                actions=lot.actions,
                participants=lot.participants,
                reduction_mg=lot.reduction_mg,
                members_digest=members_digest(members),
                chain_position=position,
            )
        )
        claim(session, lot_id, members)
    return notice_id


def notice_days(notice: Notice) -> tuple[dt.date, dt.date]:
    """First and last day of a notice."""
    return from_day_number(notice.starts_on), from_day_number(notice.ends_on)
