"""How a line of the journal is shown in the table, and said in full below it."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.security.journal import act_words
from carbon_points.security.journal import acts
from carbon_points.security.journal import groups
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.security.journal import Line
    from ui.shared.table_model import Cell

_LOOKS: Final = {
    "in": (Tone.MUTE, "user"),
    "seen": (Tone.INFO, "eye"),
    "out": (Tone.VIOLET, "table-export"),
    "people": (Tone.WARN, "users"),
    "done": (Tone.OK, "pencil"),
    "upkeep": (Tone.MUTE, "database"),
}
_REFUSED: Final = "sign-in-refused"


def is_english() -> bool:
    """Whether the window speaks English now."""
    return language.in_force() == language.EN


def group_word(code: str) -> str:
    """What a group of acts is called."""
    return groups()[code][int(is_english())]


def row(line: Line, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells of a line."""
    return (
        when(line)[:-3],
        names.get(line.operator, line.operator) or None,
        badge(line),
        act_words(line.act, english=is_english()),
        _one_line(line.subject) or None,
        _one_line(line.reason) or None,
        names.get(line.second, line.second) or None,
        f"{line.position}" if line.position else None,
    )


def when(line: Line) -> str:
    """The moment, as people here read it."""
    return local_moment(line.at).strftime("%Y-%m-%d %H:%M:%S")


def badge(line: Line) -> Badge:
    """The group of an act; a refused sign-in stands out."""
    act = acts().get(line.act)
    group = act.group if act else "done"
    tone, shape = _LOOKS[group]
    if line.act == _REFUSED:
        return Badge(group_word(group), Tone.BAD)
    return Badge(group_word(group), tone, shape)


def _one_line(text: str) -> str:
    return " ".join(text.split())
