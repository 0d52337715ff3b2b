"""How wide the columns of a table are: the wide ones give way until all have room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def fitted(wanted: Sequence[float], room: float) -> list[float]:
    """Widths that fill the room: as wanted where they fit, cut at one limit if not."""
    limit = _limit(wanted, room)
    widths = [min(each, limit) for each in wanted]
    share = max(1.0, room / sum(widths))
    return [width * share for width in widths]


def _limit(wanted: Sequence[float], room: float) -> float:
    """The width at which columns are cut so that together they fit."""
    left, ordered = room, sorted(wanted)
    for place, width in enumerate(ordered):
        share = left / (len(ordered) - place)
        if width > share:
            return share
        left -= width
    return room
