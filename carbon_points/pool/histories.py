"""Notices with their objections, disposals and uses, as they stand on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import from_day_number
from carbon_points.evidence.queries import files_of
from carbon_points.pool.disposing import SUBJECT
from carbon_points.pool.holdings import used_of_lines
from carbon_points.pool.lots import Lot
from carbon_points.pool.models import Answer
from carbon_points.pool.models import Batch
from carbon_points.pool.models import Cancelling
from carbon_points.pool.models import Disposal as DisposalRow
from carbon_points.pool.models import DisposalLine
from carbon_points.pool.models import DisposalStep
from carbon_points.pool.models import Enterprise
from carbon_points.pool.models import Lot as LotRow
from carbon_points.pool.models import Notice as NoticeRow
from carbon_points.pool.models import Objection as ObjectionRow
from carbon_points.pool.models import Use as UseRow
from carbon_points.pool.models import UseLine
from carbon_points.pool.rules import DisposalState
from carbon_points.pool.rules import NoticeState
from carbon_points.pool.rules import working_days
from carbon_points.pool.using import SUBJECT as USE_SUBJECT

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.evidence.queries import File


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection, and its answer if there is one."""

    objection_id: int
    received_on: dt.date
    channel: str
    content: str
    answered_on: dt.date | None
    upheld: bool
    answer: str
    answered_by: str

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_on is None


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice as it stands on a day."""

    notice_id: int
    text: str
    starts: dt.date
    ends: dt.date
    working_days: int
    first: dt.date
    last: dt.date
    state: NoticeState
    lots: tuple[Lot, ...]
    objections: tuple[Objection, ...]
    announced_by: str
    cancelled_reason: str
    batches: tuple[str, ...]
    """Numbers, once it is registered."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a disposal took from one batch."""

    batch_id: int
    number: str
    methodology: str
    vintage: int
    reduction_mg: int
    used_mg: int


@dataclass(frozen=True, slots=True)
class Disposal:
    """A disposal with its enterprise, signatures and files."""

    disposal_id: int
    number: str
    uscc: str
    enterprise: str
    purpose: str
    document: str
    proposed_on: dt.date
    proposed_by: str
    state: DisposalState
    decided_on: dt.date | None
    decided_by: str
    reason: str
    lines: tuple[Line, ...]
    files: tuple[File, ...]

    @property
    def reduction_mg(self) -> int:
        """All its lines together."""
        return sum(line.reduction_mg for line in self.lines)

    @property
    def used_mg(self) -> int:
        """What was used of it."""
        return sum(line.used_mg for line in self.lines)


@dataclass(frozen=True, slots=True)
class Use:
    """A use of disposed reductions."""

    use_id: int
    number: str
    disposal_id: int
    disposal_number: str
    enterprise: str
    purpose: str
    document: str
    used_on: dt.date
    used_by: str
    reduction_mg: int
    files: tuple[File, ...]


def notices(session: Session, today: dt.date) -> tuple[Notice, ...]:
    """Every notice, the newest first."""
    lots, objections, numbers = _lots(session), _objections(session), _numbers(session)
    cancelled = session.scalars(select(Cancelling))
    reasons = {row.notice_id: row.reason for row in cancelled}
    found = []
    for row in session.scalars(select(NoticeRow).order_by(NoticeRow.id.desc())):
        starts, ends = from_day_number(row.starts_on), from_day_number(row.ends_on)
        said = objections[row.id]
        marks = (row.id in reasons, row.id in numbers, today <= ends)
        found.append(
            Notice(
                row.id,
                row.text,
                starts,
                ends,
                working_days(starts, ends),
                from_day_number(row.first_day),
                from_day_number(row.last_day),
                _notice_state(*marks, objected=any(each.is_open for each in said)),
                tuple(lots[row.id]),
                tuple(said),
                row.operator,
                reasons.get(row.id, ""),
                tuple(numbers.get(row.id, ())),
            )
        )
    return tuple(found)


def _notice_state(*marks: bool, objected: bool) -> NoticeState:
    """By the first mark that is set: cancelled, registered, running."""
    states = (NoticeState.CANCELLED, NoticeState.REGISTERED, NoticeState.RUNNING)
    left = NoticeState.OBJECTED if objected else NoticeState.READY
    return next((s for s, mark in zip(states, marks, strict=True) if mark), left)


def disposals(session: Session) -> tuple[Disposal, ...]:
    """Every disposal, the newest first."""
    lines = _lines(session)
    steps = {row.disposal_id: row for row in session.scalars(select(DisposalStep))}
    rows = session.execute(
        select(DisposalRow, Enterprise)
        .join(Enterprise, Enterprise.id == DisposalRow.enterprise_id)
        .order_by(DisposalRow.id.desc())
    )
    return tuple(
        Disposal(
            row.id,
            row.number,
            enterprise.uscc,
            enterprise.name,
            row.purpose,
            row.document,
            from_day_number(row.proposed_on),
            row.operator,
            *_decided(steps.get(row.id)),
            tuple(lines[row.id]),
            tuple(files_of(session, SUBJECT, row.id)),
        )
        for row, enterprise in rows
    )


def _decided(
    step: DisposalStep | None,
) -> tuple[DisposalState, dt.date | None, str, str]:
    """How a disposal stands, since when, by whom and why."""
    if step is None:
        return DisposalState.PROPOSED, None, "", ""
    decided_on = from_day_number(step.decided_on)
    return DisposalState(step.step), decided_on, step.operator, step.reason


def uses(session: Session) -> tuple[Use, ...]:
    """Every use, the newest first."""
    sums: dict[int, int] = defaultdict(int)
    for use_id, mg in session.execute(select(UseLine.use_id, UseLine.reduction_mg)):
        sums[use_id] += mg
    rows = session.execute(
        select(UseRow, DisposalRow.number, Enterprise.name)
        .join(DisposalRow, DisposalRow.id == UseRow.disposal_id)
        .join(Enterprise, Enterprise.id == DisposalRow.enterprise_id)
        .order_by(UseRow.id.desc())
    )
    return tuple(
        Use(
            row.id,
            row.number,
            row.disposal_id,
            number,
            name,
            row.purpose,
            row.document,
            from_day_number(row.used_on),
            row.operator,
            sums[row.id],
            tuple(files_of(session, USE_SUBJECT, row.id)),
        )
        for row, number, name in rows
    )


def _lots(session: Session) -> dict[int, list[Lot]]:
    found: dict[int, list[Lot]] = defaultdict(list)
    for row in session.scalars(select(LotRow).order_by(LotRow.id)):
        found[row.notice_id].append(
            Lot(
                row.methodology,
                row.vintage,
                row.actions,
                row.participants,
                row.reduction_mg,
            )
        )
    return found


def _objections(session: Session) -> dict[int, list[Objection]]:
    answers = {row.objection_id: row for row in session.scalars(select(Answer))}
    found: dict[int, list[Objection]] = defaultdict(list)
    for row in session.scalars(select(ObjectionRow).order_by(ObjectionRow.id)):
        found[row.notice_id].append(
            Objection(
                row.id,
                from_day_number(row.received_on),
                row.channel,
                row.content,
                *_answered(answers.get(row.id)),
            )
        )
    return found


def _answered(said: Answer | None) -> tuple[dt.date | None, bool, str, str]:
    """When it was answered, whether upheld, how and by whom."""
    if said is None:
        return None, False, "", ""
    answered_on = from_day_number(said.answered_on)
    return answered_on, bool(said.upheld), said.text, said.operator


def _numbers(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(LotRow.notice_id, Batch.number)
        .join(LotRow, LotRow.id == Batch.lot_id)
        .order_by(Batch.id)
    )
    for notice_id, number in rows:
        found.setdefault(notice_id, []).append(number)
    return found


def _lines(session: Session) -> dict[int, list[Line]]:
    used = used_of_lines(session)
    found: dict[int, list[Line]] = defaultdict(list)
    rows = session.execute(
        select(DisposalLine, Batch, LotRow)
        .join(Batch, Batch.id == DisposalLine.batch_id)
        .join(LotRow, LotRow.id == Batch.lot_id)
        .order_by(DisposalLine.id)
    )
    for row, batch, lot in rows:
        found[row.disposal_id].append(
            Line(
                batch.id,
                batch.number,
                lot.methodology,
                lot.vintage,
                row.reduction_mg,
                used.get(row.id, 0),
            )
        )
    return found
