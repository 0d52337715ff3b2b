"""How the service desk says things: amounts, states, what an action was, refusals."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.common.days import ZONE
from carbon_points.common.problems import UserError
from carbon_points.common.units import exact_text
from carbon_points.common.units import mass_text
from carbon_points.evidence.texts import TEXTS as EVIDENCE_TEXTS
from carbon_points.exchange.sentences import error_sentence
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.texts import texts_of
from carbon_points.participants.texts import TEXTS as PEOPLE_TEXTS
from ui.shared import language
from ui.shared.errors import message_for
from ui.shared.form_field import SHOWN_UNITS
from ui.shared.language import translated
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Methodology
    from ui.shared.messages import Message

_TEXTS: Final = PEOPLE_TEXTS | EVIDENCE_TEXTS
"""What the rooms say of codes that are not in the common list."""

_RAW_UNITS: Final = {"克": "g", "米": "m", "g": "g", "m": "m"}
_RAW_AMOUNT: Final = re.compile(r"(?<![\d.])(\d{4,}) (克|米|[gm]\b)")
"""A thousand grams or metres and more, as the methodologies' sentences name them."""

_BADGES: Final = {
    State.STOCKTAKEN: "draft",
    State.WAITING: "waiting",
    State.FROZEN: "frozen",
    State.APPROVED: "approved",
    State.REJECTED: "rejected",
    State.REVERSED: "reversed",
    State.NOT_CREDITABLE: "not_creditable",
}


def badge_of(state: int) -> str:
    """The name of the badge of an action's state."""
    return _BADGES.get(State(state), "withdrawn")


def is_undecided(state: int) -> bool:
    """Whether an action may still be withdrawn."""
    return State(state) is State.WAITING


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


def refusal(error: BaseException) -> Message:
    """What to tell the person at the desk about an error of the core."""
    if not isinstance(error, UserError):
        return message_for(error)
    spoken = language.in_force()
    known = _TEXTS.get(error.code)
    if known is not None and "methodology" not in error.details:
        sentence = known[0 if spoken == language.ZH else 1]
        return split(Tone.BAD, sentence.format_map(_Known(error.details)), error.code)
    sentence = _as_typed(error_sentence(error, spoken))
    return split(Tone.BAD, sentence, error.code)


def _as_typed(sentence: str) -> str:
    """Amounts in the unit that the form asks in: 31 kg was typed, not 31,000 g."""

    def amount(found: re.Match[str]) -> str:
        return amount_of(int(found[1]), _RAW_UNITS[found[2]])

    return _RAW_AMOUNT.sub(amount, sentence)


class _Known(dict[str, str]):
    """Details of an error; a name that is not among them stays out."""

    def __missing__(self, key: str) -> str:
        return ""


def clock(seconds: int) -> str:
    """``10:31``."""
    return f"{dt.datetime.fromtimestamp(seconds, ZONE):%H:%M}"
