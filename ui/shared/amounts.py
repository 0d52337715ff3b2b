"""Amounts as people say them: masses, distances, weights, and an action in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.units import exact_text
from carbon_points.common.units import mass_text
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.texts import texts_of
from ui.shared import language
from ui.shared.form_field import SHOWN_UNITS
from ui.shared.language import translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Methodology


def mass(reduction_mg: int) -> str:
    """``496 gCO₂e``."""
    amount, unit = mass_text(reduction_mg)
    return f"{amount} {unit}CO₂e"


def what(methodology: Methodology, inputs: Mapping[str, Any] | None) -> str:
    """An action in a few words: ``骑行 · 3.1 km``."""
    name = texts_of(methodology, language.in_force()).short_name
    amount = brief(methodology, inputs) if inputs else ""
    return f"{name} · {amount}" if amount else name


def brief(methodology: Methodology, inputs: Mapping[str, Any]) -> str:
    """What tells one action from another: the period, or the first amount."""
    if methodology.kind is Kind.INSTALLATION:
        return f"{inputs.get('period_start')} → {inputs.get('period_end')}"
    for field in methodology.current.fields:
        is_amount = field.type in {FieldType.INTEGER, FieldType.DECIMAL} and field.unit
        if is_amount and inputs.get(field.name) is not None:
            return amount_text(methodology, field, inputs[field.name])
    return ""


def amount_text(methodology: Methodology, field: Field, value: Any) -> str:
    """A value of a field as people say it, e.g. ``4.2 千克``."""
    if field.type is FieldType.INTEGER and field.unit in SHOWN_UNITS:
        return amount_of(Fraction(value), field.unit)
    texts = texts_of(methodology, language.in_force())
    shown = exact_text(value) if isinstance(value, Fraction) else str(value)
    return f"{shown} {texts.unit(field.name) or field.unit}".strip()


def amount_of(value: int | Fraction, unit: str) -> str:
    """An amount with its unit as people say it: ``12.4 千米`` for 12,400 m."""
    word, many = SHOWN_UNITS.get(unit, (unit, 1))
    shown = exact_text(Fraction(value) / many)
    return f"{shown} {translated('units', word)}".strip()
