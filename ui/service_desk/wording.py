"""How the service desk says things: amounts, states, what an action was, refusals."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.common.days import ZONE
from carbon_points.common.problems import UserError
from carbon_points.evidence.texts import TEXTS as EVIDENCE_TEXTS
from carbon_points.exchange.sentences import error_sentence
from carbon_points.participants.texts import TEXTS as PEOPLE_TEXTS
from ui.shared import language
from ui.shared.amounts import amount_of
from ui.shared.errors import message_for
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
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
