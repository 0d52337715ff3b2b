"""The targets in force: those that are shipped, and the bureau's own dated ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.scenarios.definitions import definitions
from carbon_points.scenarios.definitions import rules
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.definitions import source_of
from carbon_points.scenarios.models import ScenarioTarget
from carbon_points.scenarios.recording import limited
from carbon_points.scenarios.recording import recording
from carbon_points.scenarios.recording import said

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.scenarios.definitions import Rule
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

CONFIDENCES: Final = ("published", "assumed")
_LARGEST: Final = 10**15
"""A million tonnes in milligrams: far over what a district can reach."""


@dataclass(frozen=True, slots=True)
class Target:
    """One dated row of a criterion in a scenario."""

    criterion: str
    target: int
    source: str
    document: str
    confidence: str
    valid_from: dt.date
    step: str
    """``shipped``, ``proposed``, ``confirmed`` or ``dropped``."""

    operators: tuple[str, ...] = ()
    """Who proposed it, and who confirmed or dropped it."""

    row_id: int = 0
    """Of the row that proposed or last decided it; 0 if it is shipped."""


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A row as it is handed in."""

    criterion: str
    target: int
    source: str
    valid_from: dt.date
    confidence: str = "assumed"
    document: str = ""
    """Needed where the target is not assumed."""


def targets_in_force(
    session: Session, scenario_id: str, day: dt.date
) -> dict[str, Target]:
    """What is wanted on a day, by criterion; of two rows the later start counts."""
    found = {rule.id: _shipped(rule, scenario_id) for rule in rules(day)}
    own = targets_by_step(session, scenario_id, "confirmed")
    for each in sorted(own, key=lambda row: (row.valid_from, row.row_id)):
        if each.valid_from <= day and each.criterion in found:
            found[each.criterion] = each
    return found


def target_history(
    session: Session, scenario_id: str, criterion: str
) -> tuple[Target, ...]:
    """Every row that a criterion ever had, the shipped ones first."""
    shipped = [rule for rule in definitions().criteria if rule.id == criterion]
    own = (each for each in _own(session, scenario_id) if each.criterion == criterion)
    return (*(_shipped(rule, scenario_id) for rule in shipped), *own)


def proposed_targets(session: Session, scenario_id: str) -> tuple[Target, ...]:
    """What waits for the second person."""
    return targets_by_step(session, scenario_id, "proposed")


def targets_by_step(
    session: Session, scenario_id: str, step: str
) -> tuple[Target, ...]:
    """The bureau's rows whose last step is this one."""
    return tuple(e for e in _own(session, scenario_id) if e.step == step)


def propose_target(
    db: Database, caller: Caller, scenario_id: str, new: NewTarget
) -> Target:
    """Propose a dated target with its source; another auditor confirms it.

    With a second operator named (set-up mode names one) both steps are done in one
    act. A row is never changed: another target is another row.

    Raises:
        UserError: SCENARIO_UNKNOWN, CRITERION_UNKNOWN, CONFIDENCE_UNKNOWN.
        RefusedError: TARGET_WAITS, TARGET_RANGE, TARGET_DOCUMENT, TARGET_EARLY,
            SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    scenario(scenario_id)
    row = _checked(new) | {"scenario": scenario_id}
    with recording(db, caller, "scenario criterion", (ScenarioTarget,)) as act:
        if _waiting(act.session, scenario_id, new.criterion) is not None:
            raise RefusedError("TARGET_WAITS", value=new.criterion)
        act.add(ScenarioTarget, **row, step="proposed")
        if act.by.second:
            act.add(
                ScenarioTarget, **row | {"operator": act.by.second}, step="confirmed"
            )
        return _own(act.session, scenario_id)[-1]


def confirm_target(
    db: Database, caller: Caller, scenario_id: str, criterion: str
) -> Target:
    """Sign, as another person, what was proposed for a criterion.

    Raises:
        RefusedError: TARGET_NOT_PROPOSED, SAME_PERSON.
    """
    with recording(db, caller, "scenario criterion", (ScenarioTarget,)) as act:
        waiting = _proposal(act.session, scenario_id, criterion)
        signer = act.by.operator
        if signer in waiting.operators:
            signer = act.by.second
        if not signer:
            raise RefusedError("SAME_PERSON", value=act.by.operator)
        row = _values(scenario_id, waiting) | {"operator": signer}
        act.add(ScenarioTarget, **row, step="confirmed")
        return _own(act.session, scenario_id)[-1]


def drop_target(
    db: Database, caller: Caller, scenario_id: str, criterion: str
) -> Target:
    """Take back what was proposed for a criterion and is not confirmed yet.

    Raises:
        RefusedError: TARGET_NOT_PROPOSED.
    """
    with recording(db, caller, "scenario criterion", (ScenarioTarget,)) as act:
        waiting = _proposal(act.session, scenario_id, criterion)
        act.add(ScenarioTarget, **_values(scenario_id, waiting), step="dropped")
        return _own(act.session, scenario_id)[-1]


def _checked(new: NewTarget) -> dict[str, object]:
    rule = _rule(new.criterion)
    if new.confidence not in CONFIDENCES:
        raise UserError("CONFIDENCE_UNKNOWN", value=new.confidence)
    most = _most(rule)
    if not 1 <= new.target <= most:
        raise RefusedError("TARGET_RANGE", value=str(new.target), most=str(most))
    if new.valid_from < rule.valid_from:
        first = rule.valid_from.isoformat()
        raise RefusedError("TARGET_EARLY", value=new.valid_from.isoformat(), day=first)
    document = limited(new.document, "document")
    if new.confidence == "published" and not document:
        raise RefusedError("TARGET_DOCUMENT")
    return {
        "criterion": new.criterion,
        "target": new.target,
        "source": said(new.source, "source"),
        "document": document,
        "confidence": new.confidence,
        "valid_from": day_number(new.valid_from),
    }


def _rule(criterion: str) -> Rule:
    for rule in definitions().criteria:
        if rule.id == criterion:
            return rule
    raise UserError("CRITERION_UNKNOWN", value=criterion)


def _most(rule: Rule) -> int:
    if rule.unit == "%":
        return 100
    if rule.id == "documents":
        return len(definitions().documents)
    return _LARGEST


def _waiting(session: Session, scenario_id: str, criterion: str) -> Target | None:
    waiting = proposed_targets(session, scenario_id)
    return next((each for each in waiting if each.criterion == criterion), None)


def _proposal(session: Session, scenario_id: str, criterion: str) -> Target:
    found = _waiting(session, scenario_id, criterion)
    if found is None:
        raise RefusedError("TARGET_NOT_PROPOSED", value=criterion)
    return found


def _own(session: Session, scenario_id: str) -> tuple[Target, ...]:
    """The bureau's rows, each as its last step left it, in the order of that step."""
    rows = session.scalars(
        select(ScenarioTarget)
        .where(ScenarioTarget.scenario == scenario_id)
        .order_by(ScenarioTarget.id)
    )
    waiting: dict[str, Target] = {}
    decided: list[Target] = []
    for row in rows:
        if row.step == "proposed":
            waiting[row.criterion] = _target(row, (row.operator,))
        else:
            proposed = waiting.pop(row.criterion, None)
            proposers = () if proposed is None else proposed.operators
            decided.append(_target(row, (*proposers, row.operator)))
    return tuple(sorted((*waiting.values(), *decided), key=lambda each: each.row_id))


def _target(row: ScenarioTarget, operators: tuple[str, ...]) -> Target:
    return Target(
        row.criterion,
        row.target,
        row.source,
        row.document,
        row.confidence,
        from_day_number(row.valid_from),
        row.step,
        operators,
        row.id,
    )


def _values(scenario_id: str, target: Target) -> dict[str, object]:
    return {
        "scenario": scenario_id,
        "criterion": target.criterion,
        "target": target.target,
        "source": target.source,
        "document": target.document,
        "confidence": target.confidence,
        "valid_from": day_number(target.valid_from),
    }


def _shipped(rule: Rule, scenario_id: str) -> Target:
    return Target(
        rule.id,
        rule.targets[scenario_id],
        source_of(rule, scenario_id).title_zh,
        "",
        rule.confidence,
        rule.valid_from,
        "shipped",
    )
