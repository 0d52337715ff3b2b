"""The stages of a scenario's life, from the application to its end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.models import ScenarioStage
from carbon_points.scenarios.notices import notice_standing
from carbon_points.scenarios.recording import limited
from carbon_points.scenarios.recording import not_ahead
from carbon_points.scenarios.recording import recording
from carbon_points.scenarios.recording import said

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

STAGES: Final = (
    "applied",
    "review",
    "trial",
    "published",
    "running",
    "acceptance",
    "extended",
    "ended",
)
"""申报 审核 试运行 公布 运行 验收 延期 结束, in the order of a life without turns."""

ALLOWED: Final[dict[str, tuple[str, ...]]] = {
    "": ("applied",),
    "applied": ("review", "ended"),
    "review": ("trial", "applied", "ended"),
    "trial": ("published", "review", "ended"),
    "published": ("running", "ended"),
    "running": ("acceptance", "extended", "ended"),
    "acceptance": ("running", "extended", "ended"),
    "extended": ("running", "acceptance", "extended", "ended"),
    "ended": (),
}
"""Where a scenario may go; a review may send the application back."""

YEARS_VALID: Final = 3
MONTHS_BEFORE: Final = 3
"""So long before the end the extension is asked for."""

_NEEDS_NOTICE: Final = "published"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as it was recorded."""

    id: int
    stage: str
    day: dt.date
    responsible: str
    document: str
    note: str
    valid_to: dt.date | None
    operator: str
    at: int
    chain_position: int


@dataclass(frozen=True, slots=True)
class NewStage:
    """A stage as it is handed in."""

    stage: str
    day: dt.date
    responsible: str
    document: str
    note: str = ""
    valid_to: dt.date | None = None
    """Needed by an extension; a publication may name it too."""


def stages_of(session: Session, scenario_id: str) -> tuple[Stage, ...]:
    """Every stage of a scenario in the order in which it came."""
    rows = session.scalars(
        select(ScenarioStage)
        .where(ScenarioStage.scenario == scenario_id)
        .order_by(ScenarioStage.id)
    )
    return tuple(map(_stage, rows))


def next_stages(stages: tuple[Stage, ...]) -> tuple[str, ...]:
    """Where a scenario may go from here."""
    return ALLOWED[stages[-1].stage if stages else ""]


def valid_to(stages: tuple[Stage, ...]) -> dt.date | None:
    """The last day of a scenario, None before it was published.

    The day that a stage named, else 31 December of the third year after publication.
    """
    named = [each.valid_to for each in stages if each.valid_to is not None]
    if named:
        return named[-1]
    published = [each.day for each in stages if each.stage == "published"]
    return default_end(published[-1]) if published else None


def default_end(published: dt.date) -> dt.date:
    """31 December of the third year after publication."""
    return dt.date(published.year + YEARS_VALID, 12, 31)


def extension_day(end: dt.date) -> dt.date:
    """The day from which the extension is asked for, three months before the end.

    A month that has no such day answers its last one.
    """
    month = end.year * 12 + end.month - 1 - MONTHS_BEFORE
    first = dt.date(month // 12, month % 12 + 1, 1)
    after = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    length = (after - first).days
    return first.replace(day=min(end.day, length))


def enter_stage(
    db: Database, caller: Caller, scenario_id: str, new: NewStage
) -> tuple[Stage, ...]:
    """Record that a scenario reached a stage; answers all of them.

    Raises:
        UserError: SCENARIO_UNKNOWN, STAGE_UNKNOWN.
        RefusedError: STAGE_NOT_NEXT, STAGE_BEFORE_LAST, SCENARIO_DAY_AHEAD,
            SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG, SCENARIO_NOTICE_NOT_OVER,
            EXTENSION_NO_END, VALID_TO_EARLY.
    """
    found = scenario(scenario_id)
    if new.stage not in STAGES:
        raise UserError("STAGE_UNKNOWN", value=new.stage)
    with recording(db, caller, "scenario stage", (ScenarioStage,)) as act:
        so_far = stages_of(act.session, found.id)
        _refuse_wrong_step(so_far, new)
        not_ahead(new.day, act.by)
        _refuse_early_publication(act.session, found.id, new)
        _refuse_wrong_end(so_far, new)
        act.add(
            ScenarioStage,
            scenario=found.id,
            stage=new.stage,
            on_day=day_number(new.day),
            responsible=said(new.responsible, "responsible"),
            document=said(new.document, "document"),
            note=limited(new.note, "note"),
            valid_to=None if new.valid_to is None else day_number(new.valid_to),
        )
        return stages_of(act.session, found.id)


def _refuse_wrong_step(so_far: tuple[Stage, ...], new: NewStage) -> None:
    allowed = next_stages(so_far)
    if new.stage not in allowed:
        now = so_far[-1].stage if so_far else ""
        raise RefusedError("STAGE_NOT_NEXT", stage=new.stage, now=now)
    if so_far and new.day < so_far[-1].day:
        last = so_far[-1].day.isoformat()
        raise RefusedError("STAGE_BEFORE_LAST", value=new.day.isoformat(), last=last)


def _refuse_early_publication(
    session: Session, scenario_id: str, new: NewStage
) -> None:
    if new.stage != _NEEDS_NOTICE:
        return
    standing = notice_standing(session, scenario_id, new.day)
    if standing != "over":
        raise RefusedError("SCENARIO_NOTICE_NOT_OVER", why=standing)


def _refuse_wrong_end(so_far: tuple[Stage, ...], new: NewStage) -> None:
    if new.stage == "extended" and new.valid_to is None:
        raise RefusedError("EXTENSION_NO_END")
    if new.valid_to is None:
        return
    if new.stage not in {"published", "extended"}:
        raise RefusedError("VALID_TO_EARLY", value=new.valid_to.isoformat())
    end = valid_to(so_far) if new.stage == "extended" else None
    if new.valid_to <= max(end or new.day, new.day):
        raise RefusedError("VALID_TO_EARLY", value=new.valid_to.isoformat())


def _stage(row: ScenarioStage) -> Stage:
    return Stage(
        row.id,
        row.stage,
        from_day_number(row.on_day),
        row.responsible,
        row.document,
        row.note,
        None if row.valid_to is None else from_day_number(row.valid_to),
        row.operator,
        row.at,
        row.chain_position,
    )
