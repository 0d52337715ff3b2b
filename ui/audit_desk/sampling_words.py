"""How the sampling leaf says things: states, shares, samples, typed amounts."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.scenarios.definitions import scenarios
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from carbon_points.audit.sample_results import SampleResult

_MG_OF_KG: Final = 1_000_000
_STEPS: Final = {
    "": (tr_later("sampling", "待核查"), Tone.MUTE, "circle"),
    "right": (tr_later("sampling", "无误"), Tone.OK, ""),
    "wrong": (tr_later("sampling", "有误"), Tone.BAD, ""),
    "open": (tr_later("sampling", "待整改"), Tone.BAD, ""),
    "corrected": (tr_later("sampling", "待关闭"), Tone.WARN, "clock"),
    "closed": (tr_later("sampling", "已关闭"), Tone.OK, ""),
    "dismissed": (tr_later("sampling", "改判无误"), Tone.MUTE, "circle-x"),
}
_GRADES: Final = {
    "measured": tr_later("sampling", "实测"),
    "documented": tr_later("sampling", "有凭证"),
    "declared": tr_later("sampling", "自述"),
}


def step_badge(step: str) -> Badge:
    """What was found of an action, or how far a finding is."""
    text, tone, shape = _STEPS[step]
    return Badge(translated("sampling", text), tone, shape)


def grade_word(grade: str) -> str:
    """How strong the evidence is."""
    return translated("sampling", _GRADES[grade])


def scenario_name(scenario_id: str) -> str:
    """The name in the language in force."""
    found = {each.id: each for each in scenarios()}.get(scenario_id)
    if found is None:
        return scenario_id
    return found.name_en if language.in_force() == language.EN else found.name_zh


def sample_name(sample: SampleResult) -> str:
    """``12-3 · 12/57 · 低碳生活``."""
    number, name = id_text(sample.sample_id), scenario_name(sample.scenario)
    return f"{number} · {sample.outcome.checked}/{sample.size} · {name}"


def percent(share: Fraction, places: int = 2) -> str:
    """``6.59 %``."""
    return f"{decimal_text(100 * share, places)} %"


def day_of(seconds: int) -> str:
    """The local day of a moment."""
    return local_moment(seconds).date().isoformat()


def number_of(text: str) -> Fraction | None:
    """A decimal number as it is typed; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".")
    return Fraction(plain) if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", plain) else None


def milligrams(text: str) -> int | None:
    """Kilograms as they are typed, in milligrams; None for anything else."""
    kilograms = number_of(text)
    return None if kilograms is None else int(kilograms * _MG_OF_KG)


def kilograms(milligrams_: int) -> str:
    """Exact to the milligram where that is needed, else to the gram."""
    value = Fraction(milligrams_, _MG_OF_KG)
    whole_grams = milligrams_ % 1000 == 0
    return decimal_text(value, 3 if whole_grams else 6).replace(",", "")
