"""Every pair of colours that is used together can be read."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from ui.shared import theme
from ui.shared.tokens import DARK
from ui.shared.tokens import is_short
from ui.shared.tokens import LIGHT
from ui.shared.tokens import look
from ui.shared.tokens import px
from ui.shared.tokens import SERIES
from ui.shared.tokens import TextSize
from ui.shared.tokens import Tone
from ui.shared.tokens import Width
from ui.shared.tokens import width_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

TEXT = [
    *((ink, on) for ink in ("text", "text2") for on in ("surface", "window", "sunken")),
    *(("text3", on) for on in ("surface", "window", "sunken", "hover", "primary_soft")),
    ("text", "hover"),
    ("text", "primary_soft"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("rail_text", "rail"),
    ("rail_text", "rail_active"),
    ("rail_text2", "rail"),
    ("rail_text2", "rail_active"),
    *((tone.ink, tone.ground) for tone in Tone),
    *((tone.ink, "surface") for tone in Tone),
]
MARKS = [
    *(("outline", on) for on in ("surface", "window", "sunken")),
    *(("focus", on) for on in ("surface", "window", "rail")),
    *((series, "surface") for series in SERIES),
    ("rail_mark", "rail"),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_its_ground(
    colours: Mapping[str, str], ink: str, ground: str
) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_controls_and_marks_stand_out(
    colours: Mapping[str, str], mark: str, ground: str
) -> None:
    assert contrast(colours[mark], colours[ground]) >= 3


def test_both_sets_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_lengths_grow_with_the_text(application: QApplication) -> None:
    theme.apply(application, size=TextSize.LARGE)

    assert [px(14), px(36), px(1)] == [18, 45, 1]


def test_room_is_judged_by_what_fits_into_it(application: QApplication) -> None:
    normal = [width_of(QSize(1366, 690)), width_of(QSize(1920, 1000))]
    theme.apply(application, size=TextSize.LARGE)
    large = [width_of(QSize(1366, 690)), width_of(QSize(1920, 1000))]

    assert normal == [Width.NORMAL, Width.WIDE]
    assert large == [Width.NARROW, Width.NORMAL]
    assert is_short(QSize(1366, 768))


def test_the_style_sheet_is_filled_in_and_short(application: QApplication) -> None:
    theme.apply(application, dark=True)

    sheet = theme.style_sheet()

    assert look.dark
    assert "@" not in sheet
    assert "~" not in sheet
    assert len(sheet.strip().splitlines()) <= 60


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [float(Fraction(int(colour[at : at + 2], 16), 255)) for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
