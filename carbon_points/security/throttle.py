"""How long wrong passwords make a person wait."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Final

FREE_TRIES: Final = 5
FIRST_WAIT_S: Final = 30
LONGEST_WAIT_S: Final = 3600


@dataclass(frozen=True, slots=True)
class Tries:
    """What is remembered of an operator's wrong passwords."""

    failures: int = 0
    last_at: int = 0
    """True time of the last look at it."""

    wait_s: int = 0
    """Seconds that were still to wait at `last_at`."""

    @property
    def left(self) -> int:
        """How many tries are free before the first wait."""
        return max(FREE_TRIES - self.failures, 0)


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong passwords in a row."""
    if failures < FREE_TRIES:
        return 0
    doubled = min(failures - FREE_TRIES, LONGEST_WAIT_S.bit_length())
    return min(FIRST_WAIT_S << doubled, LONGEST_WAIT_S)


def looked_at(tries: Tries, now: int) -> Tries:
    """The same tries as they stand `now`.

    Only time that runs forward is taken off the wait: a clock turned back takes off
    nothing, and what is left is counted on from where the clock stands.
    """
    passed = max(now - tries.last_at, 0)
    return replace(tries, last_at=now, wait_s=max(tries.wait_s - passed, 0))


def failed(tries: Tries, now: int) -> Tries:
    """The tries after one more wrong password."""
    failures = tries.failures + 1
    return Tries(failures, now, wait_after(failures))
