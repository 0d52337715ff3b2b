"""The public notice of a scenario: announced for a time, objected to, answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.pool.rules import working_days
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.models import ScenarioAnswer
from carbon_points.scenarios.models import ScenarioNotice
from carbon_points.scenarios.models import ScenarioObjection
from carbon_points.scenarios.recording import not_ahead
from carbon_points.scenarios.recording import recording
from carbon_points.scenarios.recording import said
from carbon_points.scenarios.withdrawals import withdrawn

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

SOURCES: Final = ("resident", "enterprise", "unit", "other")
OUTCOMES: Final = ("accepted", "declined", "withdrawn")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an objection was answered."""

    id: int
    day: dt.date
    outcome: str
    text: str
    operator: str
    chain_position: int


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody had against it; who it was stays unnamed."""

    id: int
    day: dt.date
    source: str
    text: str
    operator: str
    chain_position: int
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice with what came in."""

    id: int
    subject: str
    text: str
    published_in: str
    first: dt.date
    last: dt.date
    operator: str
    at: int
    chain_position: int
    objections: tuple[Objection, ...]
    withdrawn: str
    """Why it no longer counts; empty while it does."""

    @property
    def working_days(self) -> int:
        """How many of its days count; public holidays are not known."""
        return working_days(self.first, self.last)

    @property
    def open_objections(self) -> int:
        """How many wait for an answer."""
        return sum(each.answer is None for each in self.objections)

    def standing(self, day: dt.date) -> str:
        """``ahead``, ``running``, ``objected`` (over, an answer is due) or ``over``."""
        if day < self.first:
            return "ahead"
        if day <= self.last:
            return "running"
        return "objected" if self.open_objections else "over"


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice as it is handed in."""

    subject: str
    text: str
    published_in: str
    first: dt.date
    last: dt.date


def notices_of(session: Session, scenario_id: str) -> tuple[Notice, ...]:
    """The notices of a scenario, the newest first."""
    rows = session.scalars(
        select(ScenarioNotice)
        .where(ScenarioNotice.scenario == scenario_id)
        .order_by(ScenarioNotice.id.desc())
    ).all()
    gone = withdrawn(session, "notice")
    return tuple(_notice(session, row, gone.get(row.id, "")) for row in rows)


def notice_standing(session: Session, scenario_id: str, day: dt.date) -> str:
    """How the newest notice that counts stands on a day; ``none`` without one."""
    counting = (each for each in notices_of(session, scenario_id) if not each.withdrawn)
    newest = next(counting, None)
    return "none" if newest is None else newest.standing(day)


def announce(db: Database, caller: Caller, scenario_id: str, new: NewNotice) -> int:
    """Record a public notice; answers its id.

    Raises:
        UserError: SCENARIO_UNKNOWN.
        RefusedError: SCENARIO_NOTICE_DAYS, SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    found = scenario(scenario_id)
    if new.last < new.first:
        raise RefusedError("SCENARIO_NOTICE_DAYS", value=new.last.isoformat())
    with recording(db, caller, "scenario notice", (ScenarioNotice,)) as act:
        return act.add(
            ScenarioNotice,
            scenario=found.id,
            subject=said(new.subject, "subject"),
            text=said(new.text, "text"),
            published_in=said(new.published_in, "published_in"),
            first_day=day_number(new.first),
            last_day=day_number(new.last),
        )


def object_to(
    db: Database, caller: Caller, notice_id: int, day: dt.date, said_by: tuple[str, str]
) -> int:
    """Record an objection, (source, text); answers its id.

    Raises:
        UserError: SCENARIO_NOTICE_UNKNOWN, SCENARIO_SOURCE_UNKNOWN.
        RefusedError: SCENARIO_NOTICE_DAYS, SCENARIO_NOTICE_WITHDRAWN,
            SCENARIO_DAY_AHEAD, SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    source, text = said_by
    if source not in SOURCES:
        raise UserError("SCENARIO_SOURCE_UNKNOWN", value=source)
    with recording(db, caller, "scenario notice", (ScenarioObjection,)) as act:
        notice = _known(act.session, notice_id)
        not_ahead(day, act.by)
        if day_number(day) < notice.first_day:
            raise RefusedError("SCENARIO_NOTICE_DAYS", value=day.isoformat())
        return act.add(
            ScenarioObjection,
            notice_id=notice_id,
            received_on=day_number(day),
            source=source,
            text=said(text, "text"),
        )


def answer(
    db: Database,
    caller: Caller,
    objection_id: int,
    day: dt.date,
    answered: tuple[str, str],
) -> int:
    """Record the answer to an objection, (outcome, text); answers its id.

    Raises:
        UserError: SCENARIO_OBJECTION_UNKNOWN, SCENARIO_OUTCOME_UNKNOWN.
        RefusedError: SCENARIO_OBJECTION_ANSWERED, SCENARIO_NOTICE_DAYS,
            SCENARIO_DAY_AHEAD, SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    outcome, text = answered
    if outcome not in OUTCOMES:
        raise UserError("SCENARIO_OUTCOME_UNKNOWN", value=outcome)
    with recording(db, caller, "scenario notice", (ScenarioAnswer,)) as act:
        objection = act.session.get(ScenarioObjection, objection_id)
        if objection is None:
            raise UserError("SCENARIO_OBJECTION_UNKNOWN", value=id_text(objection_id))
        if _answer_to(act.session, objection_id) is not None:
            where = id_text(objection_id)
            raise RefusedError("SCENARIO_OBJECTION_ANSWERED", value=where)
        not_ahead(day, act.by)
        if day_number(day) < objection.received_on:
            raise RefusedError("SCENARIO_NOTICE_DAYS", value=day.isoformat())
        return act.add(
            ScenarioAnswer,
            objection_id=objection_id,
            answered_on=day_number(day),
            outcome=outcome,
            text=said(text, "text"),
        )


def _known(session: Session, notice_id: int) -> ScenarioNotice:
    row = session.get(ScenarioNotice, notice_id)
    if row is None:
        raise UserError("SCENARIO_NOTICE_UNKNOWN", value=id_text(notice_id))
    if notice_id in withdrawn(session, "notice"):
        raise RefusedError("SCENARIO_NOTICE_WITHDRAWN", value=id_text(notice_id))
    return row


def _notice(session: Session, row: ScenarioNotice, why: str) -> Notice:
    objections = session.scalars(
        select(ScenarioObjection)
        .where(ScenarioObjection.notice_id == row.id)
        .order_by(ScenarioObjection.id)
    ).all()
    return Notice(
        row.id,
        row.subject,
        row.text,
        row.published_in,
        from_day_number(row.first_day),
        from_day_number(row.last_day),
        row.operator,
        row.at,
        row.chain_position,
        tuple(_objection(session, each) for each in objections),
        why,
    )


def _objection(session: Session, row: ScenarioObjection) -> Objection:
    return Objection(
        row.id,
        from_day_number(row.received_on),
        row.source,
        row.text,
        row.operator,
        row.chain_position,
        _answer_to(session, row.id),
    )


def _answer_to(session: Session, objection_id: int) -> Answer | None:
    row = session.scalar(
        select(ScenarioAnswer).where(ScenarioAnswer.objection_id == objection_id)
    )
    if row is None:
        return None
    return Answer(
        row.id,
        from_day_number(row.answered_on),
        row.outcome,
        row.text,
        row.operator,
        row.chain_position,
    )
