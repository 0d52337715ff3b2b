"""The page why this number, read from the trace of a stored action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.certificates import desk_words
from carbon_points.certificates import why_words
from carbon_points.certificates import words
from carbon_points.certificates.why_paper import FactorLine
from carbon_points.certificates.why_paper import StepLine
from carbon_points.certificates.why_paper import WhyPaper
from carbon_points.common.ids import id_text
from carbon_points.common.units import MilligramsCO2e
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import FlagKind
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.texts import texts_of
from carbon_points.methodology.trace import trace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Mapping
    from typing import Any

    from carbon_points.certificates.slip import Head
    from carbon_points.crediting.explain import Explained
    from carbon_points.methodology.contract import Status

_LANGUAGE = "zh"
_NOTHING = Calculation(MilligramsCO2e(0), (), ())
_REPEATED = frozenset({"reduction_mg_exact", "reduction_kg_exact"})
"""The last steps are the result, which is told in its own part."""


def why_paper(
    head: Head,
    explained: Explained,
    expected: int,
    told: tuple[dt.date, Status],
    reprints: int,
) -> WhyPaper:
    """The page of one action.

    Args:
        head: what stands over it.
        explained: the trace.
        expected: the points that it would give if it still waits.
        told: its day, and how binding the methodology was then.
        reprints: how often the page was printed before.
    """
    texts = texts_of(explained.methodology, _LANGUAGE)
    day, status = told
    waits = explained.state == State.WAITING
    points = expected if waits else explained.points
    amount = desk_words.amount_of(explained.methodology, explained.inputs)
    return WhyPaper(
        head=head,
        what=f"{texts.name} {amount}".strip(),
        day=day.isoformat(),
        mass=words.mass(explained.reduction_mg),
        points=desk_words.points(points),
        state=desk_words.state(explained.state),
        done=tuple(_inputs(explained)),
        compared=(texts.summary, texts.reading),
        steps=tuple(_steps(explained)),
        result=tuple(_result(explained, expected)),
        limits=why_words.limits(status),
        record=why_words.record(
            id_text(explained.action_id),
            f"{texts.name} {explained.version.version}",
            explained.factor_set_digest,
        ),
        reprints=reprints,
    )


def _rows(explained: Explained) -> list[dict[str, Any]]:
    """The trace; of what was refused there are the inputs alone."""
    answer = explained.answer
    calculation = _NOTHING if isinstance(answer, Rejection) else answer
    return trace(
        explained.methodology,
        explained.version,
        calculation,
        _LANGUAGE,
        explained.inputs,
    )


def _inputs(explained: Explained) -> Iterator[StepLine]:
    for row in _rows(explained):
        if row["kind"] == "input":
            shown = why_words.entered(row["shown"], row["unit"])
            yield StepLine(row["label"], shown)


def _steps(explained: Explained) -> Iterator[StepLine]:
    if isinstance(explained.answer, Rejection):
        return
    asides = {step.name for step in explained.answer.steps if step.aside}
    for row in _rows(explained):
        hidden = row["kind"] != "step" or row["name"] in asides | _REPEATED
        if not hidden:
            factors = tuple(_factor(each) for each in row["factors"])
            shown = why_words.step(row["shown"], row["unit"])
            yield StepLine(row["label"], shown, factors)


def _factor(row: Mapping[str, Any]) -> FactorLine:
    return FactorLine(*why_words.factor(row))


def _result(explained: Explained, expected: int) -> Iterator[str]:
    texts = texts_of(explained.methodology, _LANGUAGE)
    answer = explained.answer
    if isinstance(answer, Rejection):
        yield texts.error(answer.code, answer.details, answer.input)
    else:
        yield why_words.reduction(explained.reduction_mg)
    kinds = explained.methodology.flags
    for flag in explained.flags:
        if kinds.get(flag) is FlagKind.NOTE:
            yield f"{texts.flag(flag)}。"
    if explained.state == State.APPROVED and explained.rate and explained.booked_on:
        rate = explained.rate.mg_per_point
        yield why_words.booked(explained.points, rate, explained.booked_on)
    elif explained.state == State.WAITING:
        yield why_words.waiting(expected)
    else:
        yield why_words.state(explained.state)
