"""What a cell says: texts, names, numbers, identity numbers, freed of typing habits."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from decimal import ROUND_HALF_EVEN
from typing import Final
from typing import TYPE_CHECKING
from typing import TypeAlias

from carbon_points.participants.rules import normalise_id
from carbon_points.participants.rules import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Mapping

Cell: TypeAlias = (
    str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
)

MOST_DIGITS: Final = 24
"""Longer numbers are no measurement; up to here all arithmetic is exact."""

_FIRST_LOSSY: Final = 10**14
"""From 15 digits on a spreadsheet's number has lost some of an identity number."""

_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_SPACES: Final = re.compile(r"\s+")
_EDGES: Final = "".join(
    chr(mark)
    for first, last in (
        (0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x1680, 0x1680), (0x2000, 0x200F),
        (0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
    )
    for mark in range(first, last + 1)
)  # fmt: skip
"""Every space, control character and invisible mark."""

_NAME_DOTS: Final = str.maketrans(dict.fromkeys("•・．‧･⋅∙", "·"))
_MINUS: Final = str.maketrans({"−": "-", "﹣": "-", "‐": "-"})
_NUMBER: Final = re.compile(
    r"([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)(\D.*)?",
    re.DOTALL,
)
_SHORTENED: Final = re.compile(
    r"[0-9](?:\.[0-9]+)?E\+?(?:1[4-9]|2[0-9])|[0-9]{15,}\.0+"
)
_NOTHING: Final = frozenset(
    ["", "无", "没有", "暂无", "未知", "不详", "/", "\\", "-", "--", "—", "——",
     "n/a", "na", "none", "null", "nil", "#n/a"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell cannot be taken; becomes the `Problem` of its row."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number with the unit written behind it, if any."""

    value: Decimal
    unit: str


def cell_text(cell: Cell) -> str:
    """A cell as a person sees it, without the spaces around it."""
    if isinstance(cell, str):
        return cell.strip(_EDGES)
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    return str(cell)


def line(cell: Cell) -> str:
    """A short text on one line: nothing invisible, no spaces around it."""
    text = cell_text(cell)
    if text.isprintable():
        return text
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def name(cell: Cell) -> str:
    """The name of a person or company: only trimmed, with one kind of middle dot."""
    return line(cell).translate(_NAME_DOTS)


def optional(cell: Cell) -> str:
    """A short text, empty where the desk wrote that there is none."""
    text = line(cell)
    return "" if text.casefold() in _NOTHING else text


def code(cell: Cell) -> str:
    """An order, meter or device number: half width, without any space."""
    text = cell_text(cell)
    if text.isascii() and text.isalnum():
        return text
    return compact(text).lstrip("'")


def compact(text: str) -> str:
    """Half width and without spaces or invisible characters."""
    return _SPACES.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def identity(cell: Cell) -> str | Refusal:
    """A resident ID or company code; refused where a spreadsheet made it a number."""
    if isinstance(cell, str):
        text = normalise_id(cell)
        lossy = _SHORTENED.fullmatch(text) is not None
    else:
        text = cell_text(cell)
        lossy = _is_lossy(cell)
    if lossy:
        return Refusal("ID_AS_NUMBER")
    return "" if text.casefold() in _NOTHING else text


def _is_lossy(cell: Cell) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return bool(abs(cell) >= _FIRST_LOSSY)


def order_number(cell: Cell) -> str | Refusal:
    """The operator's number of an order; refused where a number lost its digits."""
    return Refusal("ID_AS_NUMBER") if _is_lossy(cell) else code(cell)


def phone(cell: Cell) -> str:
    """A telephone number as digits, empty where there is none."""
    text = cell_text(cell)
    return "" if text.casefold() in _NOTHING else normalise_phone(text)


def number(cell: Cell) -> Number | None:
    """The exact number in a cell and the unit behind it; None if it is not certain."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return _bounded(Decimal(cell), "")
    if isinstance(cell, float):
        # The shortest text that reads back as this float is what was typed: 4.2.
        return _bounded(Decimal(repr(cell)), "")
    return _number_in(cell) if isinstance(cell, str) else None


def _number_in(text: str) -> Number | None:
    plain = text if text.isascii() else compact(text).translate(_MINUS)
    found = _NUMBER.fullmatch("".join(plain.split()))
    if not found:
        return None
    sign, digits, unit = found.groups("")
    return _bounded(Decimal(sign + digits.replace(",", "")), unit)


def _bounded(value: Decimal, unit: str) -> Number | None:
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
        return None
    return Number(value, unit) if len(value.as_tuple().digits) <= MOST_DIGITS else None


def whole(value: Decimal) -> int:
    """The nearest integer, half to even."""
    return int(value.to_integral_value(ROUND_HALF_EVEN))


def canonical(value: Decimal) -> str:
    """A decimal as it is stored: no exponent, no trailing zeros, never ``-0``."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if not plain.strip("-0") else plain
