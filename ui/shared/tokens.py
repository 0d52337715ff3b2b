"""The measures of the look: colours by name, light and dark, and the text size.

One `look` holds which set is in force; widgets read it when they are built or painted,
so a change of theme or size is a rebuild of the pages that live (``MainWindow``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSize

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "window": "#F3F6F4",
        "surface": "#FFFFFF",
        "sunken": "#EBF0ED",
        "hover": "#E3EBE6",
        "line": "#D3DCD7",
        "outline": "#76847D",
        "text": "#16211B",
        "text2": "#46544D",
        "text3": "#5A6861",
        "primary": "#0B6B46",
        "primary_hover": "#095A3B",
        "on_primary": "#FFFFFF",
        "primary_soft": "#DCF1E6",
        "primary_text": "#0A5F3E",
        "rail": "#10291F",
        "rail_hover": "#1B3D30",
        "rail_active": "#24533F",
        "rail_text": "#DCE9E2",
        "rail_text2": "#A9C2B5",
        "rail_mark": "#7ADBAE",
        "ok": "#17693C",
        "ok_soft": "#DDF2E5",
        "info": "#1A5A9E",
        "info_soft": "#E1EDF9",
        "warn": "#7F4C00",
        "warn_soft": "#FCEFD6",
        "bad": "#A8231B",
        "bad_soft": "#FBE5E3",
        "mute": "#515E58",
        "mute_soft": "#E6ECE9",
        "violet": "#5B3E96",
        "violet_soft": "#ECE6F8",
        "focus": "#1A6FD4",
        "c1": "#0B7A50",
        "c2": "#2F74C0",
        "c3": "#B86A00",
        "c4": "#7A55B5",
        "c5": "#B4487A",
    }
)

DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "window": "#111614",
        "surface": "#1A211E",
        "sunken": "#151B18",
        "hover": "#26302B",
        "line": "#34403A",
        "outline": "#7F8E86",
        "text": "#E9F0EC",
        "text2": "#B9C6BF",
        "text3": "#98A69F",
        "primary": "#4FC48C",
        "primary_hover": "#6AD3A1",
        "on_primary": "#05271A",
        "primary_soft": "#173A2B",
        "primary_text": "#7ADBAE",
        "rail": "#0B100E",
        "rail_hover": "#17211C",
        "rail_active": "#1D3A2D",
        "rail_text": "#DCE9E2",
        "rail_text2": "#93AA9E",
        "rail_mark": "#7ADBAE",
        "ok": "#76D69F",
        "ok_soft": "#17352A",
        "info": "#86BDF5",
        "info_soft": "#182D43",
        "warn": "#F1B85F",
        "warn_soft": "#3A2C12",
        "bad": "#FF9E95",
        "bad_soft": "#42201E",
        "mute": "#B3C0B9",
        "mute_soft": "#2A332F",
        "violet": "#C3ABF2",
        "violet_soft": "#2E2645",
        "focus": "#7FB8FF",
        "c1": "#4FC48C",
        "c2": "#6FAEF0",
        "c3": "#F0AE4E",
        "c4": "#B79AEE",
        "c5": "#EE8BB4",
    }
)

SERIES: Final = ("c1", "c2", "c3", "c4", "c5")


class TextSize(IntEnum):
    """How large everything is, in per cent of the normal size."""

    NORMAL = 100
    LARGE = 125
    HUGE = 150


class Tone(StrEnum):
    """What a colour says; always with a shape and a word beside it."""

    OK = "ok"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    MUTE = "mute"
    VIOLET = "violet"
    PRIMARY = "primary"

    @property
    def ink(self) -> str:
        """The token of its text and marks."""
        return "primary_text" if self is Tone.PRIMARY else self.value

    @property
    def ground(self) -> str:
        """The token of the soft ground under its text."""
        return f"{self.value}_soft"


@dataclass(slots=True)
class Look:
    """Which colours and which size are in force."""

    dark: bool = False
    size: TextSize = TextSize.NORMAL


look: Final = Look()


def px(length: int) -> int:
    """A length of the drawing board at the text size in force."""
    return (length * look.size + 50) // 100


def hex_of(token: str) -> str:
    """The colour of a token as ``#RRGGBB``."""
    return (DARK if look.dark else LIGHT)[token]


def color(token: str) -> QColor:
    """The colour of a token."""
    return QColor(hex_of(token))


class Width(IntEnum):
    """How much room a page has beside others; compare with ``<``."""

    NARROW = 0
    NORMAL = 1
    WIDE = 2


def width_of(size: QSize) -> Width:
    """Narrow pages fold their side columns, wide ones show the history too."""
    unscaled = size.width() * 100 // look.size
    if unscaled < 1250:
        return Width.NARROW
    return Width.WIDE if unscaled >= 1600 else Width.NORMAL


def is_short(size: QSize) -> bool:
    """Whether the middle of a page must scroll over a fixed foot."""
    return size.height() * 100 // look.size < 720
