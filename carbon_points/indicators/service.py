"""Reporting values of the plan: one row each, a correction is a row of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert

from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.evidence import service as evidence
from carbon_points.evidence.models import Evidence
from carbon_points.indicators import queries
from carbon_points.indicators.models import PlanValue
from carbon_points.indicators.plan import Indicator
from carbon_points.indicators.plan import subject as subject_of
from carbon_points.indicators.rules import DONE
from carbon_points.indicators.rules import FIRST_YEAR
from carbon_points.indicators.rules import LONGEST
from carbon_points.indicators.rules import number
from carbon_points.indicators.rules import number_text
from carbon_points.indicators.rules import OPEN
from carbon_points.indicators.rules import STATUSES
from carbon_points.indicators.rules import tidy
from carbon_points.indicators.rules import verdict
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.indicators.plan import Project
    from carbon_points.indicators.queries import Value
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

EVIDENCE_KIND: Final = "plan_value"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a department says of one indicator or project and year."""

    subject: str
    year: int
    value: str
    source: str
    status: str = ""
    """``完成`` or ``未完成``; empty lets arithmetic say it where it can."""

    note: str = ""
    department: str = ""
    """By default who answers for it in the plan."""

    evidence: Path | None = None


@dataclass(frozen=True, slots=True)
class ValueRecorded:
    """What `report` wrote."""

    value_id: int
    subject: str
    year: int
    value: str
    status: str
    corrects: int | None
    """The row that it puts right, if there was one."""


def report(db: Database, caller: Caller, said: Reported) -> ValueRecorded:
    """Record a value; one that is there already is corrected, with a reason.

    Raises:
        NotAllowedError: if the caller may not.
        UserError: INDICATOR_UNKNOWN, EVIDENCE_UNREADABLE.
        RefusedError: INDICATOR_COMPUTED, INDICATOR_YEAR, INDICATOR_VALUE,
            INDICATOR_NUMBER, INDICATOR_PERCENT, INDICATOR_SOURCE, INDICATOR_STATUS,
            INDICATOR_REASON, INDICATOR_SAME.
    """
    row = subject_of(said.subject)
    value = _checked(row, said, caller.as_of)
    with db.reading() as session:
        # Before the file is sealed: who may not must not fill the disk.
        permitted(session, "indicator set", caller)
    stored = None if said.evidence is None else evidence.store(db, said.evidence)
    with db.writing() as session:
        by = permitted(session, "indicator set", caller)
        chain.refuse_repetition(session, by.operation_id)
        status = said.status or _derived(session, row, said.year, value)
        position = chain.begin(session)
        kept = None
        if stored is not None:
            kept = evidence.keep(session, db, position, by.now, stored)
        before = queries.present(session, row.subject, said.year)
        content = _content(said, row, value, status)
        content["evidence_id"] = _file_id(kept, before)
        content["corrects"] = None if before is None else before.value_id
        _refuse_idle(before, content)
        value_id = _insert(session, db.desk, by, position, content)
        if kept is not None:
            evidence.link(session, kept.evidence_id, EVIDENCE_KIND, [value_id])
        models = (PlanValue, Evidence) if kept and kept.fresh else (PlanValue,)
        chain.seal(session, db.desk, position, "indicator", by, models)
    corrects = None if before is None else before.value_id
    return ValueRecorded(value_id, row.subject, said.year, value, status, corrects)


def _content(
    said: Reported, row: Indicator | Project, value: str, status: str
) -> dict[str, Any]:
    return {
        "subject": row.subject,
        "year": said.year,
        "value": value,
        "status": status,
        "source": tidy(said.source),
        "note": tidy(said.note),
        "department": tidy(said.department) or row.departments,
    }


def _insert(
    session: Session, desk: int, by: Caller, position: int, content: dict[str, Any]
) -> int:
    value_id = next_id(session, PlanValue, desk)
    noted = {"operator": by.operator, "at": by.now, "chain_position": position}
    session.execute(insert(PlanValue).values(id=value_id, **noted, **content))
    return value_id


def _checked(row: Indicator | Project, said: Reported, today: dt.date) -> str:
    """The value as it is kept, after everything that needs no database."""
    if isinstance(row, Indicator) and row.is_computed:
        raise RefusedError("INDICATOR_COMPUTED", value=row.subject)
    if not FIRST_YEAR <= said.year <= today.year:
        raise RefusedError("INDICATOR_YEAR", value=str(said.year))
    if said.status and said.status not in STATUSES:
        raise RefusedError("INDICATOR_STATUS", value=said.status)
    if not said.source.strip():
        raise RefusedError("INDICATOR_SOURCE")
    value = tidy(said.value)
    if not 0 < len(value) <= LONGEST:
        raise RefusedError("INDICATOR_VALUE", limit=str(LONGEST))
    if isinstance(row, Indicator) and row.is_measured:
        return _measured(row, value)
    return value


def _measured(row: Indicator, value: str) -> str:
    found = number(value)
    if found is None:
        raise RefusedError("INDICATOR_NUMBER", value=value, unit=row.unit)
    if row.unit == "%" and not 0 <= found <= 100:
        raise RefusedError("INDICATOR_PERCENT", value=value)
    return number_text(value)


def _derived(session: Session, row: Indicator | Project, year: int, value: str) -> str:
    """The status that follows from the target, where that is arithmetic."""
    if not isinstance(row, Indicator):
        raise RefusedError("INDICATOR_STATUS")
    figures = dict(row.figures)
    for each in reversed(queries.history(session, row.subject)):
        figures[each.year] = each.text
    figures[year] = value
    reached = verdict(row.target, figures)
    if reached is None:
        raise RefusedError("INDICATOR_STATUS")
    return DONE if reached else OPEN


def _file_id(kept: evidence.Kept | None, before: Value | None) -> int | None:
    """The new file; a correction without one keeps the file that was there."""
    if kept is not None:
        return kept.evidence_id
    return None if before is None else before.evidence_id


def _refuse_idle(before: Value | None, values: dict[str, Any]) -> None:
    """A correction says something else, and why."""
    if before is None:
        return
    year = str(before.year)
    was = (before.text, before.status, before.source, before.department)
    now = (values["value"], values["status"], values["source"], values["department"])
    if was == now and before.evidence_id == values["evidence_id"]:
        raise RefusedError("INDICATOR_SAME", year=year)
    if not values["note"]:
        raise RefusedError("INDICATOR_REASON", year=year, value=before.text)


def read_evidence(db: Database, caller: Caller, value_id: int) -> tuple[str, bytes]:
    """Name and content of the file behind a reported value.

    Raises:
        NotAllowedError: if the caller may not see the register.
        UserError: EVIDENCE_UNKNOWN, EVIDENCE_MISSING, EVIDENCE_DAMAGED.
    """
    with db.reading() as session:
        permitted(session, "indicator show", caller)
        row = session.get(PlanValue, value_id)
        number_of_file = None if row is None else row.evidence_id
        file = None if number_of_file is None else session.get(Evidence, number_of_file)
        if file is None:
            raise UserError("EVIDENCE_UNKNOWN")
        file_id, name = file.id, file.name
    return name, evidence.read(db, file_id)
