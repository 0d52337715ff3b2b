"""Runs a methodology on a document of vectors in the golden format."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.common.units import exact_text
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.shapes import read_date
from carbon_points.methodology.shapes import read_decimal
from carbon_points.methodology.shapes import read_moment
from carbon_points.methodology.shapes import ShapeError
from carbon_points.methodology.texts import texts_of
from carbon_points.methodology.trace import trace as trace_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.register import FactorSet
    from carbon_points.methodology.texts import Texts

_LAST_YEAR: Final = 9000
_KINDS: Final = ("resident", "sme")


def run_vectors(
    methodology: Methodology,
    document: Any,
    factor_set: FactorSet,
    *,
    trace: bool = False,
    language: str = "zh",
) -> list[dict[str, Any]]:
    """The result of each vector; a vector that is none is a rejected row.

    Args:
        methodology: its newest version runs, whatever its status.
        document: as parsed from JSON; ``expect`` is ignored.
        factor_set: the factors, before a vector's ``factor_overrides``.
        trace: whether to add the trace of each accepted vector.
        language: of messages and trace, ``zh`` or ``en``.

    Raises:
        UserError: if the document holds no list of vectors.
    """
    vectors = document.get("vectors") if isinstance(document, Mapping) else None
    if not isinstance(vectors, list):
        raise UserError("VECTORS_MISSING")
    texts = texts_of(methodology, language)
    return [
        _row(methodology, vector, factor_set, texts, trace=trace) for vector in vectors
    ]


def intermediate(calculation: Calculation) -> dict[str, Any]:
    """The named numbers of a calculation as exact text, as in the golden files."""
    return {
        step.name: _golden(step.value) for step in calculation.steps if not step.aside
    }


def _golden(value: Any) -> Any:
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, tuple):
        return [
            {
                "vintage": each.vintage,
                "days": each.days,
                "value": exact_text(each.value),
            }
            for each in value
        ]
    return str(value)


def _row(
    methodology: Methodology,
    vector: Any,
    factor_set: FactorSet,
    texts: Texts,
    *,
    trace: bool,
) -> dict[str, Any]:
    name = vector.get("id") if isinstance(vector, Mapping) else None
    head = {"id": name if isinstance(name, str | int) else ""}
    outcome = _outcome(methodology, vector, factor_set)
    if isinstance(outcome, Rejection):
        message = texts.error(outcome.code, outcome.details, outcome.input)
        error = {"code": outcome.code, "message": message}
        return head | {"status": "rejected", "error": error}
    row: dict[str, Any] = head | {
        "status": "accepted",
        "reduction_mg": int(outcome.reduction),
        "flags": list(outcome.flags),
        "intermediate": intermediate(outcome),
    }
    if trace:
        version = methodology.current
        inputs = vector["input"]
        row["trace"] = trace_of(methodology, version, outcome, texts.language, inputs)
    return row


def _outcome(
    methodology: Methodology, vector: Any, factor_set: FactorSet
) -> Calculation | Rejection:
    try:
        inputs, context, overrides = _parts(vector)
        _check_context(methodology, context)
        if overrides:
            factor_set = factor_set.with_values(overrides)
    except ShapeError as error:
        return Rejection(error.code, details=error.details)
    except MethodologyError:
        return Rejection("INPUT_RANGE", "factor_overrides")
    register = factor_set.register(methodology.id)
    return methodology.current.assess(inputs, context, register)


def _parts(vector: Any) -> tuple[Any, Any, Any]:
    if not isinstance(vector, Mapping):
        raise ShapeError("INPUT_TYPE")
    parts = [vector.get(name) for name in ("input", "context")]
    overrides = vector.get("factor_overrides") or {}
    if not all(isinstance(part, Mapping) for part in (*parts, overrides)):
        raise ShapeError("INPUT_TYPE")
    return parts[0], parts[1], overrides


def _check_context(methodology: Methodology, context: Any) -> None:
    if read_date(context.get("as_of")).year > _LAST_YEAR:
        raise ShapeError("INPUT_RANGE", value=context["as_of"])
    if context.get("participant_kind") not in _KINDS:
        raise ShapeError("INPUT_TYPE", value="participant_kind")
    for name in (tally.name for tally in methodology.tallies):
        count = context.get(name)
        if count is not None and (type(count) is not int or count < 0):
            raise ShapeError("INPUT_TYPE", value=name)
    _check_spans(context.get("prior_periods"), read_date)
    _check_spans(context.get("prior_trips"), read_moment)
    _check_reading(context.get("last_reading"))
    if not isinstance(context.get("prior_refs") or [], list | tuple):
        raise ShapeError("INPUT_TYPE", value="prior_refs")
    if type(context.get("recycler_registered")) not in {bool, type(None)}:
        raise ShapeError("INPUT_TYPE", value="recycler_registered")


def _check_spans(spans: Any, read: Callable[[Any], dt.date | dt.datetime]) -> None:
    if spans is None:
        return
    if not isinstance(spans, list | tuple):
        raise ShapeError("INPUT_TYPE")
    for span in spans:
        if not isinstance(span, Mapping):
            raise ShapeError("INPUT_TYPE")
        read(span.get("start"))
        read(span.get("end"))


def _check_reading(reading: Any) -> None:
    if reading is None:
        return
    if not isinstance(reading, Mapping) or not isinstance(reading.get("meter_id"), str):
        raise ShapeError("INPUT_TYPE", value="last_reading")
    read_decimal(reading.get("value"))
