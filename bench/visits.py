"""Visits at the desk of a whole district, played with key presses in the real window.

A key in the search counts until the list is painted, an action from Ctrl+Enter until it
is on the disk and in the list of the visit. A second timer in the window's event loop
tells how long the window answered nobody, and how much of that it worked itself: the
rest is other processes' doing. What it did then is printed. The window is drawn without
a display. There is no other way to compare with: the goals are times.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from functools import partial
from itertools import cycle
from itertools import islice
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.data import copied
from bench.data import district
from bench.data import opened
from bench.data import people
from bench.runs import alone
from bench.runs import Goal
from bench.runs import Line
from bench.runs import Measured
from bench.runs import MS
from bench.runs import NS
from bench.runs import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.data import Person
    from bench.player import Player
    from bench.runs import Size

SEARCHED: Final = "one key in the search until the list is painted"
OPENED: Final = "Enter until the person is shown"
PREVIEWED: Final = "one key in the form until the number is shown"
LOGGED: Final = "Ctrl+Enter until the action is durable and shown"
GOALS: Final = {SEARCHED: 50, OPENED: 150, PREVIEWED: 50, LOGGED: 100}
"""Milliseconds that 95 of 100 stay below."""

_BLOCKED: Final = 50
_TOLD: Final = 12
_WARM: Final = 1
_OTHER_PAGES: Final = 3
"""The pages that the worker looks at between visits, by Ctrl and a digit."""


def lines(size: Size, place: Path) -> list[Line]:
    """Keys, actions and the longest time that the window did not answer."""
    path = copied(district(size.people), place / "visits")
    visits = size.acts // 4
    found = alone("visits", "play", path, size.people, visits)
    for block in found["blocks"]:
        print(block, file=sys.stderr)
    crowd = f"of {visits} visits, {size.people:,} people"
    return [
        *(_line(name, found["taken"][name], crowd) for name in GOALS),
        Line(
            f"longest time without an answer {crowd}",
            Measured.of([found["gap"]]),
            Goal(plus=_BLOCKED * MS),
        ),
        Line(
            f"most work of the window at a stretch {crowd}",
            Measured.of([found["work"]]),
            Goal(plus=_BLOCKED * MS),
        ),
    ]


def _line(name: str, taken: list[int], crowd: str) -> Line:
    measured = Measured.of(taken)
    return Line(
        f"{name}, 95 of 100 {crowd} (median {shown(measured.median, NS)})",
        Measured((measured.reached_by(95),)),
        Goal(plus=GOALS[name] * MS),
    )


def play(path: str, count: int, visits: int) -> dict[str, Any]:
    """Play visits of people drawn at random; the first ones are not counted."""
    from bench.player import Player

    visitors = list(_visitors(count, visits + _WARM))
    with opened(Path(path)) as db:
        player = Player(db, Path(path).parent)
        player.watch.start()
        for number, (person, way) in enumerate(visitors):
            if number == _WARM:
                player.taken.clear()
                player.watch.forget()
            _visit(player, person, way)
        player.watch.stop()
        player.close()
    return {
        "taken": player.taken,
        "gap": max(player.watch.gaps),
        "work": max(player.watch.work),
        "blocks": _worst(player.watch.blocks),
    }


def _worst(blocks: list[str]) -> list[str]:
    return sorted(blocks, key=lambda told: -int(told.split()[0]))[:_TOLD]


def _visitors(count: int, visits: int) -> Iterator[tuple[Person, str]]:
    """Whom to serve, and what of them is typed."""
    chosen = sorted(random.Random(count).sample(range(count), visits))  # noqa: S311  (no secret)
    register, at = people(count), 0
    ways = cycle(("initials", "tail", "phone", "name", "ric"))
    for number in chosen:
        person = next(islice(register, number - at, None))
        at = number + 1
        yield person, next(ways)


def _typed(person: Person, way: str) -> str:
    from pypinyin import lazy_pinyin

    if way == "initials":
        return "".join(syllable[0] for syllable in lazy_pinyin(person.name))
    if way == "tail":
        return person.ric[-4:]
    return str(getattr(person, way))


def _visit(player: Player, person: Person, way: str) -> None:
    """One resident: found, clothing and a ride logged, one taken back, seen off."""
    from PySide6.QtCore import Qt

    key, ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
    player.press(key.Key_F2, act="F2")
    player.search(_typed(person, way), SEARCHED)
    presenter = player.desk.presenter
    player.measured(OPENED, partial(player.hit, key.Key_Return), presenter.opened)
    player.type("2", "a kind is chosen")
    _preview(player, "12")
    commit = partial(player.hit, key.Key_Return, ctrl)
    player.measured(LOGGED, commit, presenter.booked)
    _ride(player)
    player.measured(LOGGED, commit, presenter.booked)
    player.press(key.Key_P, ctrl, act="the slip")
    player.press(key.Key_Escape, act="the slip is closed")
    player.press(key.Key_F1, act="why")
    player.press(key.Key_Z, ctrl, act="undo")
    player.press(key.Key_F12, act="the end of the visit")
    for digit in range(2, 2 + _OTHER_PAGES):
        player.press(Qt.Key(key.Key_0 + digit), ctrl, act=f"page {digit}")
    player.press(key.Key_1, ctrl, act="back to the desk")


def _ride(player: Player) -> None:
    """Fill in yesterday's ride, field by field."""
    from PySide6.QtCore import Qt

    from ui.shared.dates import today

    day = f"{today() - dt.timedelta(days=1):%m-%d}"
    player.type("1", "another kind is chosen")
    for text in (f"{day} 740", f"{day} 8:00", "3.1", "", "A-17"):
        player.type(text, "a ride")
        player.press(Qt.Key.Key_Return, act="the next field")


def _preview(player: Player, text: str) -> None:
    """Type a number; every key asks anew what it would give."""
    for character in text:
        previewed = player.desk.presenter.previewed
        player.measured(PREVIEWED, partial(player.strike, character), previewed)
