"""Wrong passwords again and again, over restarts and with a clock that is turned."""

from __future__ import annotations

import random
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import NotAllowedError
from carbon_points.security.people import set_password
from carbon_points.security.sign_in import sign_in
from carbon_points.security.throttle import FREE_TRIES
from carbon_points.security.throttle import wait_after
from carbon_points.storage.engine import open_database
from drills import ground
from drills.tally import Tally
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    Clock = Callable[[int, random.Random], int]

TRIES: Final = 20
_RIGHT: Final = "对的-2517-口令"
_START: Final = 1_782_800_000


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """A patient clock, one that stands still, and one that jumps back and forth."""
    clocks: dict[str, Clock] = {
        "a clock that stands still": lambda now, _chance: now,
        "a clock turned back": lambda now, _chance: now - 86_400,
        "a clock that jumps": lambda now, chance: now + chance.randint(-7_200, 900),
    }
    for name, turned in list(clocks.items())[: None if full else 1]:
        yield _tried(name, turned, folder / str(len(name)))


def _tried(
    name: str, turned: Callable[[int, random.Random], int], place: Path
) -> Tally:
    """Count the passwords that were looked at beyond what the rule gives."""
    tally = Tally(f"wrong passwords, {name}")
    database = ground.made(place)
    with open_database(database) as db:
        set_password(db, as_of("admin"), "admin", _RIGHT)
    chance = random.Random(name)  # noqa: S311  (a drill that can be repeated)
    now, waited, looked = _START, 0, 0
    for attempt in range(TRIES):
        later = turned(now, chance)
        waited += max(later - now, 0)
        now = later
        tally.tried += 1
        looked += _is_looked_at(database, f"falsch-{attempt}", now)
        if looked > _most(waited):
            tally.problem("let_in", f"{looked} passwords looked at in {waited} s")
    now += wait_after(looked)
    if not _lets_in(database, now):
        tally.problem("lost", "the right password after the wait")
    return tally.end()


def _most(waited: int) -> int:
    """How many wrong passwords the rule lets a person try in so many seconds."""
    tries, needed = FREE_TRIES, wait_after(FREE_TRIES)
    while needed <= waited:
        tries += 1
        needed += wait_after(tries)
    return tries


def _is_looked_at(database: Path, password: str, now: int) -> bool:
    with open_database(database) as db:
        try:
            sign_in(db, "admin", password, now)
        except NotAllowedError as error:
            return error.code != "SIGN_IN_WAIT"
    return True


def _lets_in(database: Path, now: int) -> bool:
    with open_database(database) as db:
        try:
            sign_in(db, "admin", _RIGHT, now)
        except NotAllowedError:
            return False
    return True
