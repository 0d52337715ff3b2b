"""Objections to a notice and the bureau's answers."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.pool.models import Answer
from carbon_points.pool.models import Objection
from carbon_points.pool.notices import open_notice
from carbon_points.pool.rules import CHANNELS
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.pool.models import Notice
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class ObjectionForm:
    """What somebody said against a notice; never who."""

    notice_id: int
    content: str
    channel: str = "letter"
    received_on: dt.date | None = None
    """By default the day it is recorded."""


def raise_objection(db: Database, caller: Caller, form: ObjectionForm) -> int:
    """Record an objection to a notice that is not registered; answers its id.

    Raises:
        UserError: OBJECTION_CHANNEL.
        RefusedError: OBJECTION_TEXT_MISSING, OBJECTION_DATE, and those of
            `notices.open_notice`.
    """
    if not form.content.strip():
        raise RefusedError("OBJECTION_TEXT_MISSING")
    if form.channel not in CHANNELS:
        raise UserError("OBJECTION_CHANNEL", value=form.channel)
    with db.writing() as session:
        by = replace(permitted(session, "pool object", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        received = _received(open_notice(session, form.notice_id), by, form)
        position = chain.begin(session)
        objection_id = next_id(session, Objection, db.desk)
        session.execute(
            insert(Objection).values(
                id=objection_id,
                notice_id=form.notice_id,
                received_on=day_number(received),
                channel=form.channel,
                content=form.content.strip(),
                operator=by.operator,
                at=by.now,
                chain_position=position,
            )
        )
        chain.seal(session, db.desk, position, "pool-objection", by, (Objection,))
    return objection_id


def answer(
    db: Database, caller: Caller, objection_id: int, text: str, *, upheld: bool
) -> None:
    """Answer an objection, once.

    One that is upheld holds nothing up by itself: what it says is wrong is reversed,
    or the notice is cancelled, and the answer says which.

    Raises:
        RefusedError: ANSWER_MISSING, OBJECTION_UNKNOWN, OBJECTION_ANSWERED.
    """
    if not text.strip():
        raise RefusedError("ANSWER_MISSING")
    with db.writing() as session:
        by = replace(permitted(session, "pool answer", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        _refuse_answered(session, objection_id)
        position = chain.begin(session)
        session.execute(
            insert(Answer).values(
                id=next_id(session, Answer, db.desk),
                objection_id=objection_id,
                answered_on=day_number(by.as_of),
                upheld=int(upheld),
                text=text.strip(),
                operator=by.operator,
                at=by.now,
                chain_position=position,
            )
        )
        chain.seal(session, db.desk, position, "pool-answer", by, (Answer,))


def open_objections(session: Session, notice_id: int) -> int:
    """How many objections to a notice have no answer."""
    answered = select(Answer.objection_id)
    query = select(func.count(Objection.id)).where(
        Objection.notice_id == notice_id, Objection.id.not_in(answered)
    )
    return session.scalar(query) or 0


def _received(notice: Notice, by: Caller, form: ObjectionForm) -> dt.date:
    received = form.received_on or by.as_of
    if not from_day_number(notice.starts_on) <= received <= by.as_of:
        raise RefusedError("OBJECTION_DATE", value=received.isoformat())
    return received


def _refuse_answered(session: Session, objection_id: int) -> None:
    if session.get(Objection, objection_id) is None:
        raise RefusedError("OBJECTION_UNKNOWN", value=id_text(objection_id))
    known = select(Answer.id).where(Answer.objection_id == objection_id)
    if session.scalar(known) is not None:
        raise RefusedError("OBJECTION_ANSWERED")
