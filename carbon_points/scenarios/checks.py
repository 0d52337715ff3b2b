"""What must always be true of the files of the scenarios."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.scenarios.definitions import scenarios
from carbon_points.scenarios.models import ScenarioAnswer
from carbon_points.scenarios.models import ScenarioNotice
from carbon_points.scenarios.models import ScenarioObjection
from carbon_points.scenarios.models import ScenarioTarget
from carbon_points.scenarios.stages import ALLOWED
from carbon_points.scenarios.stages import stages_of
from carbon_points.scenarios.targets import targets_by_step
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_SIGNERS: Final = 2


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _steps(session)
    yield _two(session)
    yield _days(session)


def _steps(session: Session) -> Check:
    """A scenario went from stage to stage only as it may."""
    name = "scenarios_took_allowed_steps_only"
    counted = 0
    for each in scenarios():
        so_far, last = "", None
        for stage in stages_of(session, each.id):
            counted += 1
            early = last is not None and stage.day < last
            if stage.stage not in ALLOWED[so_far] or early:
                return Check(name, counted, _out_of_order(id_text(stage.id), each.id))
            so_far, last = stage.stage, stage.day
    return Check(name, counted)


def _out_of_order(where: str, scenario_id: str) -> Finding:
    return Finding(
        "STAGE_OUT_OF_ORDER",
        f"场景 {scenario_id} 的阶段记录 {where} 不符合顺序。",
        f"The stage {where} of the scenario {scenario_id} is out of order.",
        {"scenario": scenario_id, "stage": where},
    )


def _two(session: Session) -> Check:
    """A target of the bureau counts by the signatures of two persons."""
    name = "targets_were_confirmed_by_another_person"
    counted = session.scalar(select(func.count(ScenarioTarget.id))) or 0
    for each in scenarios():
        for target in targets_by_step(session, each.id, "confirmed"):
            if len(set(target.operators)) < _SIGNERS:
                where = id_text(target.row_id)
                return Check(name, counted, _alone(where, each.id))
    return Check(name, counted)


def _alone(where: str, scenario_id: str) -> Finding:
    return Finding(
        "TARGET_CONFIRMED_ALONE",
        f"场景 {scenario_id} 的目标 {where} 由提出人自己确认。",
        f"The target {where} of {scenario_id} was confirmed by who proposed it.",
        {"scenario": scenario_id, "target": where},
    )


def _days(session: Session) -> Check:
    """Objections and answers came after what they speak of."""
    name = "objections_follow_their_notice_and_answers_follow_them"
    counted = session.scalar(select(func.count(ScenarioObjection.id))) or 0
    early = session.scalar(
        select(ScenarioObjection.id)
        .join(ScenarioNotice, ScenarioNotice.id == ScenarioObjection.notice_id)
        .outerjoin(ScenarioAnswer, ScenarioAnswer.objection_id == ScenarioObjection.id)
        .where(
            (ScenarioObjection.received_on < ScenarioNotice.first_day)
            | (ScenarioAnswer.answered_on < ScenarioObjection.received_on)
        )
        .order_by(ScenarioObjection.id)
        .limit(1)
    )
    if early is None:
        return Check(name, counted)
    where = id_text(early)
    finding = Finding(
        "OBJECTION_EARLY",
        f"异议 {where} 早于它的公示，或答复早于异议。",
        f"The objection {where} or its answer comes before what it speaks of.",
        {"objection": where},
    )
    return Check(name, counted, finding)
