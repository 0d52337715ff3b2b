"""Why this number: the trace of a stored action, rebuilt from what was stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from sqlalchemy import or_
from sqlalchemy import select

from carbon_points.actions.intake import unpack_context
from carbon_points.actions.intake import UNREADABLE
from carbon_points.actions.models import Action
from carbon_points.actions.models import ActionCorrection
from carbon_points.actions.models import DecisionBatch
from carbon_points.actions.rows_path import base_context
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.rulebook.rules import NoPointsRuleError
from carbon_points.rulebook.rules import rule_on
from carbon_points.rulebook.service import stored_factor_set
from carbon_points.rulebook.shipped import points_rules

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.methodology.contract import Rejection
    from carbon_points.rulebook.rules import PointsRule
    from carbon_points.rulebook.service import Rulebook


@dataclass(frozen=True, slots=True)
class Corrected:
    """How a signed change of the rules corrected an action."""

    change_id: int
    action_id: int
    """The one that counts no more."""

    replacement_id: int
    before_mg: int
    after_mg: int
    points: int
    """Of the replacement less those of the old one."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One stored action and its calculation, made anew from the record."""

    action_id: int
    participant_id: int
    methodology: Methodology
    version: MethodologyVersion
    factor_set_digest: bytes
    inputs: Mapping[str, Any]
    context: Mapping[str, Any]
    answer: Calculation | Rejection
    reduction_mg: int
    flags: tuple[str, ...]
    code: str
    state: int
    points: int
    booked_on: dt.date | None
    rate: PointsRule | None
    """The rate of the approval day; none while it waits."""

    corrections: tuple[Corrected, ...] = ()
    """The one that made this action, and the one that took its place."""


def explain(session: Session, rulebook: Rulebook, action_id: int) -> Explained:
    """The rebuilt calculation of one action.

    Raises:
        UserError: ACTION_UNKNOWN, ACTION_DAMAGED, METHODOLOGY_NOT_INSTALLED.
    """
    row = session.get(Action, action_id)
    if row is None:
        raise UserError("ACTION_UNKNOWN")
    if row.version_id not in rulebook.versions:
        raise UserError("METHODOLOGY_NOT_INSTALLED")
    methodology, version = rulebook.versions[row.version_id]
    factor_set = stored_factor_set(session, row.factor_set_id)
    try:
        inputs, context = _read(row, methodology, version)
    except UNREADABLE:
        raise UserError("ACTION_DAMAGED", value=id_text(action_id)) from None
    answer = version.assess(inputs, context, factor_set.register(methodology.id))
    booked_on = _booked_on(session, row)
    return Explained(
        row.id,
        row.participant_id,
        methodology,
        version,
        factor_set.digest,
        inputs,
        context,
        answer,
        row.reduction_mg,
        tuple(row.flags.split(",")) if row.flags else (),
        row.code,
        row.state,
        row.points,
        booked_on,
        _rate(methodology.points_group, booked_on),
        _corrections(session, action_id),
    )


def _corrections(session: Session, action_id: int) -> tuple[Corrected, ...]:
    rows = session.execute(
        select(
            ActionCorrection.change_id,
            ActionCorrection.action_id,
            ActionCorrection.replacement_id,
            ActionCorrection.before_mg,
            ActionCorrection.after_mg,
            ActionCorrection.points,
        )
        .where(
            or_(
                ActionCorrection.action_id == action_id,
                ActionCorrection.replacement_id == action_id,
            )
        )
        .order_by(ActionCorrection.id)
    )
    return tuple(Corrected(*row) for row in rows)


def _read(
    row: Action, methodology: Methodology, version: MethodologyVersion
) -> tuple[dict[str, Any], dict[str, Any]]:
    context = {
        **base_context(from_day_number(row.as_of), row.participant_kind),
        **unpack_context(methodology.tallies, row.context),
    }
    return unpack_inputs(version, row.inputs), context


def _booked_on(session: Session, row: Action) -> dt.date | None:
    if row.decision_batch_id is None:
        return None
    day = session.scalar(
        select(DecisionBatch.booked_on).where(DecisionBatch.id == row.decision_batch_id)
    )
    return None if day is None else from_day_number(day)


def _rate(group: str, booked_on: dt.date | None) -> PointsRule | None:
    if booked_on is None:
        return None
    try:
        return rule_on(points_rules(), group, booked_on)
    except NoPointsRuleError:
        return None
