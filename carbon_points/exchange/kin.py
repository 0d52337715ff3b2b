"""Which rows of a sheet decide about each other.

A row's fate hangs on its neighbours: the same order number makes a repetition, the
same person shares a daily cap, the same meter counts on from the last reading. When a
cell is mended only these need judging again, not the whole sheet.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from carbon_points.exchange.readers import Parsed

_KEY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "residents": ("ric",),
        "smes": ("uscc",),
        "rides": ("order_no",),
        "clothing": ("person", "date", "point", "mass_g"),
        "pv_readings": ("account_no", "date"),
        "heat_pump": ("device_no", "season_to"),
        "air_conditioner": ("device_no", "year"),
    }
)
"""The fields by which a row of a kind repeats another one."""

_SHARED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "rides": ("phone", "account"),
        "clothing": ("person",),
        "pv_readings": ("account_no", "owner_id"),
        "heat_pump": ("device_no", "owner_id"),
        "air_conditioner": ("device_no", "owner_id"),
    }
)
"""The fields that name whose row it is, and of which device."""


class Kin:
    """The rows of one sheet, linked by what they have in common."""

    def __init__(self, kind: str, rows: NDArray[np.int64]) -> None:
        """`rows` are the numbers of all rows that count, in order."""
        self._rows = rows
        self._key = _KEY[kind]
        self._shared = _SHARED.get(kind, ())
        names = ("", *self._shared)
        # 0 stands where a row has no such value, or could not be read at all.
        self._links = {name: np.zeros(len(rows), np.int64) for name in names}

    def learn(self, parsed: Parsed) -> None:
        """Take in what was read of some rows."""
        places = np.searchsorted(self._rows, parsed.numbers)
        keys = zip(*(parsed.columns[name] for name in self._key), strict=True)
        self._links[""][places] = _hashes(keys, len(places))
        for name in self._shared:
            values = parsed.columns[name]
            self._links[name][places] = _hashes(values, len(places))

    def forget(self, row: int) -> None:
        """A row is going to be read anew."""
        place = self._place(row)
        for link in self._links.values():
            link[place] = 0

    def around(self, rows: Iterable[int]) -> list[int]:
        """These rows and all that are linked to them, also over others, in order."""
        found = {self._place(row) for row in rows}
        asked: set[tuple[str, int]] = set()
        waiting = list(found)
        while waiting:
            place = waiting.pop()
            for name, link in self._links.items():
                value = int(link[place])
                if value and (name, value) not in asked:
                    asked.add((name, value))
                    same = set(np.flatnonzero(link == value).tolist())
                    waiting += same - found
                    found |= same
        return [int(self._rows[place]) for place in sorted(found)]

    def first_like(self, row: int) -> int | None:
        """The first row above that has the same key, if there is one."""
        place, link = self._place(row), self._links[""]
        same = np.flatnonzero(link[:place] == link[place])
        return int(self._rows[same[0]]) if len(same) and link[place] else None

    def _place(self, row: int) -> int:
        return int(np.searchsorted(self._rows, row))


def _hashes(values: Iterable[object], size: int) -> NDArray[np.int64]:
    # The hash of an empty text is 0, as it should be here.
    return np.fromiter(map(hash, values), np.int64, size)
