"""The checks that all methodologies share, in their order.

Source: methodologies README, section 6.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import wraps
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.units import MilligramsCO2e
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import FactorNotFoundError
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.meters import check_meters
from carbon_points.methodology.periods import as_date
from carbon_points.methodology.periods import check_period
from carbon_points.methodology.periods import crediting_end
from carbon_points.methodology.periods import Period
from carbon_points.methodology.periods import prior_periods
from carbon_points.methodology.shapes import INT64_MAX
from carbon_points.methodology.shapes import number
from carbon_points.methodology.shapes import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Register
    from carbon_points.methodology.contract import Step
    from carbon_points.methodology.meters import Segment
    from carbon_points.methodology.shapes import Values

    Assess = Callable[
        [Mapping[str, Any], Mapping[str, Any], Register], Calculation | Rejection
    ]


class ReductionTooLargeError(ArithmeticError):
    """A reduction that no record can hold; `assess` answers INPUT_RANGE."""


def _nothing(_inputs: Mapping[str, Any]) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a version covers: its inputs, from when, for whom."""

    fields: tuple[Field, ...]
    valid_from: dt.date
    participants: tuple[str, ...]
    dated_by: str
    """The field of the event's day, or ``period_end``."""

    needed: Callable[[Mapping[str, Any]], Collection[str]] = _nothing
    """Fields that these inputs make required."""

    ignored: Callable[[Mapping[str, Any]], Collection[str]] = _nothing
    """Fields that these inputs make meaningless."""


@dataclass(frozen=True, slots=True)
class Case:
    """Inputs of the right shape, with what decides their limits."""

    values: Values
    day: dt.date
    """The event's day or the first day of the metered period."""

    end: dt.date
    """The event's day or the day of the period's last reading."""

    kind: str
    context: Mapping[str, Any]
    register: Register

    def limit(self, name: str) -> int | Fraction:
        """The limit in force on the day."""
        return number(self.register.limit(name, self.day))

    def limit_of_kind(self, name: str) -> int | Fraction:
        """The limit for residents or for SMEs."""
        return self.limit(f"{name}_{self.kind}")

    def tally(self, name: str) -> int:
        """What the context says about earlier credited actions; absent means 0."""
        return int(self.context.get(name) or 0)


def read_case(
    scope: Scope,
    inputs: Mapping[str, Any],
    context: Mapping[str, Any],
    register: Register,
) -> Case | Rejection:
    """INPUT_MISSING, INPUT_TYPE and INPUT_RANGE, as far as declared."""
    values = read_inputs(
        scope.fields, inputs, scope.needed(inputs), scope.ignored(inputs)
    )
    if isinstance(values, Rejection):
        return values
    if type(inputs.get("claimed_elsewhere")) not in {bool, type(None)}:
        return Rejection("INPUT_TYPE", "claimed_elsewhere")
    end = values[scope.dated_by]
    if isinstance(end, dt.datetime):
        end = end.date()
    day = values["period_start"] if scope.dated_by == "period_end" else end
    return Case(values, day, end, context["participant_kind"], context, register)


def check_common(
    scope: Scope, case: Case, inputs: Mapping[str, Any]
) -> Rejection | None:
    """DATE_FUTURE to DUPLICATE: who, when, and not twice."""
    return (
        _check_dates(scope, case)
        or _check_kind(scope, case)
        or _check_claims(case, inputs)
    )


def _check_dates(scope: Scope, case: Case) -> Rejection | None:
    as_of = as_date(case.context["as_of"])
    if case.end > as_of:
        return _late(scope.dated_by, "DATE_FUTURE", case.end, str(as_of))
    oldest = number(case.register.limit("backdate_days_max", as_of))
    if (as_of - case.end).days > oldest:
        return _late(scope.dated_by, "DATE_TOO_OLD", case.end, str(oldest))
    if case.day < scope.valid_from:
        first = str(scope.valid_from)
        return _late(scope.dated_by, "METHODOLOGY_NOT_IN_FORCE", case.day, first)
    return None


def _late(field: str, code: str, day: dt.date, limit: str) -> Rejection:
    return Rejection(code, field, {"value": str(day), "limit": limit})


def _check_kind(scope: Scope, case: Case) -> Rejection | None:
    if case.kind in scope.participants:
        return None
    return Rejection("PARTICIPANT_KIND", "", {"value": case.kind})


def _check_claims(case: Case, inputs: Mapping[str, Any]) -> Rejection | None:
    if inputs.get("claimed_elsewhere"):
        return Rejection("DOUBLE_CLAIM", "claimed_elsewhere")
    reference = case.values["evidence_ref"]
    if reference in (case.context.get("prior_refs") or ()):
        return Rejection("DUPLICATE", "evidence_ref", {"value": reference})
    return None


def metered_period(case: Case, valid_from: dt.date) -> Period:
    """The period that an installation's inputs describe.

    Args:
        case: with ``period_start``, ``period_end`` and ``commissioning_date``.
        valid_from: of the methodology; no crediting period starts before it.
    """
    commissioning = case.values["commissioning_date"]
    credit_from = max(commissioning, valid_from)
    last = crediting_end(credit_from, int(case.limit("crediting_years")))
    return Period(case.day, case.end, commissioning, last)


def check_installation(
    case: Case, period: Period, segments: Sequence[Segment]
) -> Rejection | None:
    """PERIOD_BEFORE_COMMISSIONING to METER_ROLLBACK; no segments, no meter checks."""
    refusal = check_period(period, prior_periods(case.context))
    if refusal or not segments:
        return refusal
    return check_meters(segments, case.context.get("last_reading"))


def above(
    code: str, field: str, value: int | Fraction, limit: int | Fraction
) -> Rejection | None:
    """A refusal if the value is more than the limit, which itself is allowed."""
    return _beyond(code, field, value, limit) if value > limit else None


def below(
    code: str, field: str, value: int | Fraction, limit: int | Fraction
) -> Rejection | None:
    """A refusal if the value is less than the limit, which itself is allowed."""
    return _beyond(code, field, value, limit) if value < limit else None


def _beyond(
    code: str, field: str, value: int | Fraction, limit: int | Fraction
) -> Rejection:
    return Rejection(code, field, {"value": plain(value), "limit": plain(limit)})


def plain(value: int | Fraction) -> str:
    """A number for a sentence: exact if it has at most 4 decimals, else rounded."""
    scaled = round(value * 10_000)
    whole, part = divmod(abs(scaled), 10_000)
    text = f"{whole}.{part:04d}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 else text


def conclude(
    reduction_mg: Fraction,
    steps: Iterable[Step],
    flags: Iterable[str],
    credited: int = 0,
) -> Calculation:
    """The reduction in whole mg: rounded once, half to even, never below zero.

    Args:
        reduction_mg: the exact reduction.
        steps: what it was made of.
        flags: in any order.
        credited: what counts against the caps of later actions.

    Raises:
        ReductionTooLargeError: if it does not fit an int64.

    Source:
        methodologies README, section 3.
    """
    if abs(reduction_mg) > INT64_MAX:
        raise ReductionTooLargeError
    negative = {"NEG_CLAMPED"} if reduction_mg < 0 else set()
    return Calculation(
        MilligramsCO2e(max(0, round(reduction_mg))),
        tuple(sorted({*flags, *negative})),
        tuple(steps),
        credited,
    )


def answering(assess: Assess) -> Assess:
    """Turn a missing factor and a reduction too large to record into refusals."""

    @wraps(assess)
    def answer(
        inputs: Mapping[str, Any], context: Mapping[str, Any], register: Register
    ) -> Calculation | Rejection:
        try:
            return assess(inputs, context, register)
        except FactorNotFoundError as error:
            details = {"factor": error.factor_id, "date": str(error.day)}
            return Rejection("FACTOR_NOT_FOUND", "", details)
        except ReductionTooLargeError:
            return Rejection("INPUT_RANGE")

    return answer
