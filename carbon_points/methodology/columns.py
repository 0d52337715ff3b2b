"""The contract of a methodology's path for many rows, and what such paths share.

numpy is imported only when a column path runs: a desk that logs one action never
needs it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from carbon_points.methodology.checks import Scope
    from carbon_points.methodology.contract import Register

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

ABSENT: Final = -(2**63)
"""In a number column: this optional input was not given."""

NO_WORD: Final = -1
"""In a CHOICE column: no word was given."""

UNKNOWN_WORD: Final = -2
"""In a CHOICE column: a word that the field does not know."""

SAFE: Final = 1 << 31
"""Inputs from here on are left to the row path, so that no product of an input and
a small constant can leave int64."""

_HALF_ROOM: Final = 1 << 61
"""Numerators, denominators and products stay below, so that doubling is safe."""

K = TypeVar("K", bound="Hashable")

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Assessed:
    """The outcome of each row; all arrays have the length of the input columns."""

    reduction_mg: NDArray[np.int64]
    code: NDArray[np.int64]
    """0 accepted, n refused with ``codes[n - 1]``, -1 left to the row path."""

    flags: NDArray[np.int64]
    """Bit i set means ``flag_names[i]``."""

    credited: NDArray[np.int64]
    codes: tuple[str, ...]
    flag_names: tuple[str, ...]


class Verdicts:
    """The first refusal of each row, and the flags and amounts of the others."""

    def __init__(
        self, rows: int, codes: tuple[str, ...], flags: tuple[str, ...]
    ) -> None:
        import numpy as np  # noqa: PLC0415  (only a column path needs numpy)

        self.code: Ints = np.zeros(rows, np.int64)
        self.reduction_mg: Ints = np.zeros(rows, np.int64)
        self.credited: Ints = np.zeros(rows, np.int64)
        self._flags: Ints = np.zeros(rows, np.int64)
        self._codes = codes
        self._flag_names = flags

    @property
    def open(self) -> Mask:
        """The rows that no check has refused so far."""
        undecided: Mask = self.code == 0
        return undecided

    def leave(self, where: Mask) -> None:
        """Leave rows to the row path."""
        self.code[where & self.open] = -1

    def refuse(self, code: str, where: Mask) -> None:
        """Refuse the rows that no earlier check has decided."""
        self.code[where & self.open] = self._codes.index(code) + 1

    def flag(self, name: str, where: Mask) -> None:
        """Set a flag; it stays only on accepted rows."""
        self._flags[where] |= 1 << self._flag_names.index(name)

    def put(self, rows: Ints, part: Verdicts) -> None:
        """Take over what was found for some rows."""
        self.code[rows] = part.code
        self.reduction_mg[rows] = part.reduction_mg
        self.credited[rows] = part.credited
        self._flags[rows] = part._flags

    def credit(self, rates: Rates, which: Ints, amounts: Ints) -> None:
        """Set the reductions: each amount times one of the rates, rounded once.

        FACTOR_NOT_FOUND where the rate is missing; a product that could leave int64
        is left to the row path.
        """
        self.refuse("FACTOR_NOT_FOUND", rates.missing[which])
        self.leave(amounts > rates.most[which])
        safe = amounts * self.open
        exact = half_even(safe, rates.numerators[which], rates.denominators[which])
        self.flag("NEG_CLAMPED", (rates.numerators[which] < 0) & (safe > 0))
        self.reduction_mg = exact.clip(min=0)
        self.credited = safe

    def assessed(self) -> Assessed:
        """What was found; a row that is not accepted has no flags and no amount."""
        for column in (self.reduction_mg, self.credited, self._flags):
            column[self.code != 0] = 0
        return Assessed(
            self.reduction_mg,
            self.code,
            self._flags,
            self.credited,
            self._codes,
            self._flag_names,
        )


class Rates:
    """Exact fractions in mg per unit, as arrays."""

    def __init__(self, rates: Sequence[Fraction | None]) -> None:
        import numpy as np  # noqa: PLC0415  (only a column path needs numpy)

        exact = [Fraction(0) if rate is None else rate for rate in rates]
        parts = [rate.as_integer_ratio() for rate in exact]
        small = [max(abs(top), below) < _HALF_ROOM for top, below in parts]
        kept = [
            part if fits else (0, 1) for part, fits in zip(parts, small, strict=True)
        ]
        self.missing: Mask = np.array([rate is None for rate in rates], np.bool_)
        self.numerators: Ints = np.array([top for top, _ in kept], np.int64)
        self.denominators: Ints = np.array([below for _, below in kept], np.int64)
        most = [
            _HALF_ROOM // max(1, abs(top)) if fits else -1
            for (top, _), fits in zip(kept, small, strict=True)
        ]
        self.most: Ints = np.array(most, np.int64)
        """The largest amount whose product is safe."""


COMMON_CODES: Final = (
    "INPUT_MISSING",
    "INPUT_RANGE",
    "DATE_FUTURE",
    "DATE_TOO_OLD",
    "METHODOLOGY_NOT_IN_FORCE",
    "PARTICIPANT_KIND",
    "DUPLICATE",
)
"""What `check_common_columns` may refuse with, for the start of ``codes``."""

KINDS: Final = ("resident", "sme")
"""What the numbers of the context column ``participant_kind`` mean."""


def check_common_columns(
    verdicts: Verdicts,
    scope: Scope,
    days: Ints,
    context: Mapping[str, Any],
    register: Register,
) -> None:
    """`check_common` for many events.

    Rows claimed elsewhere or without an evidence reference are not given to a column
    path.
    """
    import numpy as np  # noqa: PLC0415  (only a column path needs numpy)

    as_of = int(context["as_of"])
    today = dt.date.fromordinal(as_of + _EPOCH)
    oldest = int(register.limit("backdate_days_max", today))
    in_force = scope.valid_from.toordinal() - _EPOCH
    takes = np.array([kind in scope.participants for kind in KINDS])
    verdicts.refuse("DATE_FUTURE", days > as_of)
    verdicts.refuse("DATE_TOO_OLD", days < as_of - oldest)
    verdicts.refuse("METHODOLOGY_NOT_IN_FORCE", days < in_force)
    verdicts.refuse("PARTICIPANT_KIND", ~takes[context["participant_kind"]])
    verdicts.refuse("DUPLICATE", context["duplicate"])


def regimes(
    days: Ints, rows: Mask, key_of: Callable[[dt.date], K]
) -> Iterator[tuple[K, Ints]]:
    """The chosen rows, grouped by what holds on their days.

    Args:
        days: day numbers of all rows.
        rows: which of them to group.
        key_of: what holds on a day; asked once for each different day.

    Yields:
        A key and the positions of its rows.
    """
    import numpy as np  # noqa: PLC0415  (only a column path needs numpy)

    places = np.flatnonzero(rows)
    if not len(places):
        return
    first = int(days[places].min())
    offsets = days[places] - first
    keys: dict[K, int] = {}
    of_day = np.zeros(int(offsets.max()) + 1, np.int64)
    for offset in np.flatnonzero(np.bincount(offsets)):
        key = key_of(dt.date.fromordinal(first + int(offset) + _EPOCH))
        of_day[offset] = keys.setdefault(key, len(keys))
    group = of_day[offsets]
    for key, number in keys.items():
        yield key, places if len(keys) == 1 else places[group == number]


def half_even(amounts: Ints, numerators: Ints, denominators: Ints) -> Ints:
    """``amount * numerator / denominator``, rounded half to even, exactly.

    The products and denominators must be below 2^62, the denominators positive.
    """
    import numpy as np  # noqa: PLC0415  (only a column path needs numpy)

    whole, rest = np.divmod(amounts * numerators, denominators)
    up = (2 * rest > denominators) | ((2 * rest == denominators) & (whole % 2 == 1))
    rounded: Ints = whole + up
    return rounded
