"""How a reduction was computed, line by line, for whoever recomputes it by hand.

Source: methodologies README, section 11.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.units import decimal_text
from carbon_points.common.units import exact_text
from carbon_points.common.units import mass_text
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.texts import texts_of

if TYPE_CHECKING:
    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Factor
    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.methodology.contract import Step
    from carbon_points.methodology.texts import Texts

_PLACES: Final = 6


def trace(
    methodology: Methodology,
    version: MethodologyVersion,
    calculation: Calculation,
    language: str,
    inputs: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Each input and each step with its value, formula and factors.

    Args:
        methodology: names the texts.
        version: declares the inputs.
        calculation: the steps.
        language: ``zh`` or ``en``.
        inputs: as in a vector; without them the trace starts at the first step.
    """
    texts = texts_of(methodology, language)
    lines = [
        _input_line(field, inputs[field.name], texts)
        for field in version.fields
        if inputs and inputs.get(field.name) is not None and _applies(field, inputs)
    ]
    lines += [_step_line(step, texts) for step in calculation.steps]
    return [*lines, _last_line(calculation, texts)]


def trace_lines(
    methodology: Methodology,
    version: MethodologyVersion,
    calculation: Calculation,
    language: str,
    inputs: Mapping[str, Any] | None = None,
) -> list[str]:
    """The trace as text to read or print; assumed factors are named as such."""
    texts = texts_of(methodology, language)
    says = texts.says
    lines = [f"{texts.name} {version.version}  {texts.formula}"]
    rows = trace(methodology, version, calculation, language, inputs)
    for kind in ("input", "step", "result"):
        chosen = [row for row in rows if row["kind"] == kind]
        if chosen:
            lines.append(says(f"{kind}s"))
        for row in chosen:
            lines += _row_lines(row, says)
    assumed = assumed_factors(calculation)
    if assumed:
        names = says("separator").join(_name(row, language) for row in assumed)
        lines.append(says("assumed_are") + names)
    lines += [
        f"{says('flag')} {flag}: {texts.flag(flag)}" for flag in calculation.flags
    ]
    return lines


def assumed_factors(calculation: Calculation) -> list[Factor]:
    """The assumed factors that a calculation used, each once."""
    used = {
        (row.id, row.valid_from): row
        for step in calculation.steps
        for row in step.factors
        if row.confidence == "assumed"
    }
    return list(used.values())


def _line(kind: str, name: str, label: str, **more: Any) -> dict[str, Any]:
    line: dict[str, Any] = {"kind": kind, "name": name, "symbol": "", "label": label}
    rest = {"formula": "", "unit": "", "exact": "", "shown": "", "factors": []}
    return line | rest | more


def _applies(field: Field, inputs: Mapping[str, Any]) -> bool:
    """Whether the other inputs leave a meaning to this one."""
    if field.shown_when is None:
        return True
    other, words = field.shown_when
    return inputs.get(other) in words


def _input_line(field: Field, value: Any, texts: Texts) -> dict[str, Any]:
    return _line(
        "input",
        field.name,
        texts.field(field.name),
        unit=texts.unit(field.name) or field.unit,
        exact=_input_text(value),
        shown=_input_shown(field, value, texts),
    )


def _input_text(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_input_text(each) for each in value)
    return str(value)


def _input_shown(field: Field, value: Any, texts: Texts) -> str:
    if field.type is FieldType.CHOICE:
        return texts.choice(field.name, str(value))
    if field.type is FieldType.SHARES:
        shares = value.items()
        return ", ".join(f"{texts.choice(field.name, k)} {v}" for k, v in shares)
    if field.type is FieldType.SEGMENTS:
        return "; ".join(_segment(each) for each in value)
    return _input_text(value)


def _segment(segment: Mapping[str, Any]) -> str:
    rest = [f"{name} {segment[name]}" for name in ("ct", "max") if segment.get(name)]
    readings = f"{segment['meter_id']}: {segment['start']} → {segment['end']}"
    return ", ".join((readings, *rest))


def _step_line(step: Step, texts: Texts) -> dict[str, Any]:
    return _line(
        "step",
        step.name,
        texts.step(step.name),
        symbol=step.symbol,
        formula=step.formula,
        unit=step.unit,
        exact=_exact(step.value),
        shown=_shown(step.value),
        factors=[_factor(row, texts.language) for row in step.factors],
    )


def _last_line(calculation: Calculation, texts: Texts) -> dict[str, Any]:
    amount, unit = mass_text(calculation.reduction)
    return _line(
        "result",
        "reduction_mg",
        texts.step("reduction_mg"),
        formula=texts.says("rounding"),
        unit="mg",
        exact=str(calculation.reduction),
        shown=f"{amount} {unit}",
    )


def _exact(value: Any) -> str:
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, tuple):
        return "; ".join(
            f"{each.vintage}: {each.days} d x {exact_text(each.value)}"
            for each in value
        )
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _shown(value: Any) -> str:
    if isinstance(value, int):
        return decimal_text(Fraction(value), 0)
    if not isinstance(value, Fraction):
        return _exact(value)
    rounded = round(value, _PLACES)
    whole, _, part = decimal_text(rounded, _PLACES).partition(".")
    digits = part.rstrip("0")
    text = f"{whole}.{digits}" if digits else whole
    return text if rounded == value else f"≈ {text}"


def _factor(row: Factor, language: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": _name(row, language),
        "value": row.value,
        "unit": row.unit,
        "vintage": row.vintage,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "source": row.source,
        "source_title": row.source_title,
        "clause": row.clause,
        "confidence": row.confidence,
        "assumed": row.confidence == "assumed",
    }


def _name(row: Factor, language: str) -> str:
    return (row.name_zh if language == "zh" else row.name_en) or row.id


def _row_lines(row: Mapping[str, Any], says: Any) -> list[str]:
    symbol = row["name"] if row["kind"] == "input" else row["symbol"]
    label = f"{row['label']} {symbol}".rstrip()
    formula = f" = {row['formula']}" if row["formula"] else ""
    unit = "" if row["unit"] in {"", "1"} else f" {row['unit']}"
    shown = row["shown"]
    if row["exact"] and row["shown"].startswith("≈"):
        shown = f"{row['exact']} {row['shown']}"
    if row["kind"] == "result":
        shown, unit = f"{row['exact']} mg", f" = {row['shown']}"
    lines = [f"  {label}{formula} = {shown}{unit}"]
    return lines + [f"    {_factor_text(each, says)}" for each in row["factors"]]


def _factor_text(row: Mapping[str, Any], says: Any) -> str:
    window = f"[{row['valid_from']}, {row['valid_to'] or '…'})"
    confidence = says(row["confidence"])
    vintage = f" {row['vintage']}" if row["vintage"] else ""
    unit = "" if row["unit"] == "1" else f" {row['unit']}"
    source = f"{row['source_title']} {row['clause']}".rstrip()
    value = f"{row['name']} {row['id']} = {row['value']}{unit}"
    return f"{value}{vintage} {window} {source} [{confidence}]"
