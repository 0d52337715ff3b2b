"""Why a number is what it is: a calculation as rows to show and to copy."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.methodology.contract import Measure
from carbon_points.methodology.texts import texts_of
from carbon_points.methodology.trace import trace
from carbon_points.methodology.trace import trace_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.methodology.contract import Step


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One step: what, how much, and where the number comes from."""

    label: str
    value: str
    formula: str = ""
    sources: tuple[str, ...] = ()
    """The factors with the document and date that they come from."""

    assumed: tuple[str, ...] = ()
    """Factors that the bureau has yet to confirm."""

    aside: bool = False
    """Told for whoever recomputes; it enters no later step."""

    result: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """How much of a limit is used, this action included."""

    label: str
    used: int
    most: int
    unit: str


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that the panel shows of one calculation."""

    title: str
    formula: str
    rows: tuple[WhyRow, ...]
    caps: tuple[Cap, ...]
    flags: tuple[str, ...]
    text: str
    """All of it as lines to copy."""


def why(
    methodology: Methodology,
    version: MethodologyVersion,
    calculation: Calculation,
    language: str,
    inputs: Mapping[str, Any],
) -> Why:
    """The rows behind a calculation."""
    texts = texts_of(methodology, language)
    lines = trace_lines(methodology, version, calculation, language, inputs)
    return Why(
        f"{texts.name} {version.version}",
        texts.formula,
        tuple(_rows(methodology, version, calculation, language)),
        tuple(_caps(methodology, calculation, language)),
        tuple(texts.flag(flag) for flag in calculation.flags),
        "\n".join(lines),
    )


def _rows(
    methodology: Methodology,
    version: MethodologyVersion,
    calculation: Calculation,
    language: str,
) -> Iterator[WhyRow]:
    rows = trace(methodology, version, calculation, language)
    asides = [step.aside for step in calculation.steps]
    for row, aside in zip(rows, [*asides, False], strict=True):
        symbol = f"{row['symbol']} = " if row["symbol"] and row["formula"] else ""
        formula = f"{symbol}{row['formula']}" if row["formula"] else ""
        unit = "" if row["unit"] in {"", "1"} else f" {row['unit']}"
        is_result = row["kind"] == "result"
        factors = row["factors"]
        yield WhyRow(
            row["label"],
            row["shown"] if is_result else f"{row['shown']}{unit}",
            formula.replace(" x ", " × ").replace(" - ", " − "),
            tuple(_source(each) for each in factors if not each["assumed"]),
            tuple(_name(each) for each in factors if each["assumed"]),
            aside,
            is_result,
        )


def _name(factor: Mapping[str, Any]) -> str:
    unit = "" if factor["unit"] == "1" else f" {factor['unit']}"
    return f"{factor['name']} {factor['value']}{unit}"


def _source(factor: Mapping[str, Any]) -> str:
    title = f"{factor['source_title']} {factor['clause']}".strip()
    return f"{_name(factor)} · {title} · {factor['valid_from']}"


def _caps(
    methodology: Methodology, calculation: Calculation, language: str
) -> Iterator[Cap]:
    """The caps among the steps: each stands just before the tally that it limits."""
    texts = texts_of(methodology, language)
    tallies = {t.name for t in methodology.tallies if t.measure is Measure.AMOUNT}
    steps = calculation.steps
    for cap, tally in itertools.pairwise(steps):
        if tally.name in tallies and "_cap_" in cap.name and cap.unit == tally.unit:
            used = _whole(tally) + calculation.credited
            yield Cap(texts.step(cap.name), used, _whole(cap), cap.unit)


def _whole(step: Step) -> int:
    return int(step.value) if isinstance(step.value, int) else 0
