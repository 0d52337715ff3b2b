"""Rides column by column, for files of many simple lines.

A row whose cells all have one of the usual shapes and break no rule is taken here;
every other row goes through `rides`, cell by cell, which also words its problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.exchange.readers.draft import Draft
from carbon_points.exchange.readers.draft import Parsed
from carbon_points.exchange.readers.joining import hopeful
from carbon_points.exchange.readers.joining import joined
from carbon_points.exchange.readers.joining import pieces
from carbon_points.exchange.readers.packed_cells import decimals
from carbon_points.exchange.readers.packed_cells import moments
from carbon_points.exchange.readers.packed_cells import MOST_DIGITS
from carbon_points.exchange.readers.rides import FARTHEST_M
from carbon_points.exchange.readers.rides import first_future_second
from carbon_points.exchange.readers.rides import is_too_fast
from carbon_points.exchange.readers.rides import LONGEST_S
from carbon_points.exchange.readers.rides import operator_of
from carbon_points.exchange.readers.rides import rides
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    import numpy.typing as npt

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.packed import Packed
    from carbon_points.exchange.readers.recognition import Recognised
    from carbon_points.exchange.readers.table import Table

    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.uint8]
    Ints = npt.NDArray[np.int64]

BLOCK: Final = 1 << 17
_MOST_VEHICLES: Final = 8
_VEHICLES: Final = ("shared_bike", "shared_ebike")
_PHONE_DIGITS: Final = 11
_FEWEST_ACCOUNT: Final = 5
"""Shorter accounts may be words that say there is none."""

_ALNUM: Final = np.zeros(256, np.bool_)
_ALNUM[[0, *range(48, 58), *range(65, 91), *range(97, 123)]] = True
_DIGIT: Final = np.zeros(256, np.bool_)
_DIGIT[[0, *range(48, 58)]] = True


@dataclass(slots=True)
class _Block:
    """The good rows of one stretch of a file."""

    good: Bools
    columns: dict[str, Any]


def packed_rides(
    table: Table,
    recognised: Recognised,
    as_of: dt.date,
    body: Packed,
    progress: Progress | None = None,
) -> Parsed:
    """The same as `rides` of a draft, faster."""
    blocks = _blocks(table, recognised, as_of, body, progress)
    whole = joined([*hopeful(blocks, table.path.name)])
    return replace(whole, extra={"operator": operator_of(table.path)})


def _blocks(
    table: Table,
    recognised: Recognised,
    as_of: dt.date,
    body: Packed,
    progress: Progress | None,
) -> Iterator[Parsed]:
    reader = _Reader(recognised, first_future_second(as_of))
    for start in range(0, max(len(body), 1), BLOCK):
        part = body.part(start, start + BLOCK)
        block = reader.read(part)
        odd = np.flatnonzero(~block.good)
        others = joined(
            [
                rides(Draft(table, recognised, as_of, part.subset(some)))
                for some in pieces(odd.tolist(), part.widths[odd].tolist())
            ]
        )
        numbers = np.flatnonzero(block.good) + part.numbers.start
        yield _joined(numbers, block.columns, others)
        if progress is not None:
            progress.step(min(start + BLOCK, len(body)), len(body))


def _joined(numbers: Ints, columns: dict[str, Any], others: Parsed) -> Parsed:
    """Rows of both ways in the order of the file."""
    both = np.concatenate((numbers, others.numbers))
    order = np.argsort(both, kind="stable")
    joined: dict[str, Any] = {}
    for name, values in columns.items():
        more = others.columns[name]
        if isinstance(values, list):
            every = [*values, *more]
            joined[name] = [every[i] for i in order.tolist()]
        else:
            joined[name] = np.concatenate((values, more))[order]
    return Parsed(
        kind=others.kind,
        numbers=both[order],
        columns=joined,
        problems=others.problems,
        rows=len(numbers) + others.rows,
    )


class _Reader:
    """Reads one block at a time with the columns and units of one file."""

    def __init__(self, recognised: Recognised, future: int) -> None:
        self._columns = recognised.columns
        self._width = len(recognised.header)
        self._future = future
        unit = recognised.units["distance"]
        factors = vocabulary().dimensions["distance"].units
        self._factor = int(factors[unit].factor) if unit else 0

    def read(self, part: Packed) -> _Block:
        """The rows of a block that are good at first sight."""
        # What was mended by hand is read cell by cell.
        good = (part.widths <= self._width) & ~part.touched
        order, well_named = _matrix(part, self._columns["order_no"], _ALNUM)
        good &= well_named
        phone = self._phones(part, good)
        account = self._accounts(part, good)
        if phone is None and account is None:
            good[:] = False
        start, end = self._times(part, good)
        distance = self._distances(part, good, end - start)
        vehicle = self._vehicles(part, good)
        rows = int(good.sum())
        return _Block(
            good,
            {
                "order_no": _texts(order, good),
                "phone": [""] * rows if phone is None else _texts(phone, good),
                "account": [""] * rows if account is None else _texts(account, good),
                "start": start[good],
                "end": end[good],
                "distance_m": distance[good],
                "vehicle": np.array(_VEHICLES, object)[vehicle[good]].tolist(),
            },
        )

    def _phones(self, part: Packed, good: Bools) -> Codes | None:
        if "phone" not in self._columns:
            return None
        cells, lengths = part.codes(self._columns["phone"])
        good &= (lengths == _PHONE_DIGITS) & _DIGIT[cells].all(axis=1)
        return cells

    def _accounts(self, part: Packed, good: Bools) -> Codes | None:
        if "account" not in self._columns:
            return None
        cells, lengths = part.codes(self._columns["account"])
        good &= (lengths >= _FEWEST_ACCOUNT) & (lengths <= cells.shape[1])
        good &= _ALNUM[cells].all(axis=1)
        return cells

    def _times(self, part: Packed, good: Bools) -> tuple[Ints, Ints]:
        start, sound = moments(*part.codes(self._columns["start"]))
        good &= sound
        end, sound = moments(*part.codes(self._columns["end"]))
        good &= sound
        good &= (start < end) & (end - start <= LONGEST_S) & (end < self._future)
        return start, end

    def _distances(self, part: Packed, good: Bools, seconds: Ints) -> Ints:
        if not self._factor:
            good[:] = False
        metres, sound = decimals(
            *part.codes(self._columns["distance"], MOST_DIGITS), self._factor
        )
        good &= sound & (metres > 0) & (metres <= FARTHEST_M)
        good &= ~is_too_fast(metres, seconds)
        return metres

    def _vehicles(self, part: Packed, good: Bools) -> Ints:
        kinds = np.zeros(len(part), np.int64)
        if "vehicle" not in self._columns:
            return kinds
        cells, lengths = part.codes(self._columns["vehicle"])
        left = good & (lengths <= cells.shape[1])
        good &= left
        for _ in range(_MOST_VEHICLES):
            if not left.any():
                break
            first = int(np.argmax(left))
            same = left & (cells == cells[first]).all(axis=1)
            text = bytes(cells[first, : lengths[first]]).decode(part.encoding)
            meaning = vocabulary().meaning("vehicle", text) if text else _VEHICLES[0]
            if meaning is None:
                good &= ~same
            else:
                kinds[same] = _VEHICLES.index(meaning)
            left &= ~same
        good &= ~left
        return kinds


def _matrix(part: Packed, column: int, allowed: Bools) -> tuple[Codes, Bools]:
    cells, lengths = part.codes(column)
    sound: Bools = (lengths > 0) & (lengths <= cells.shape[1])
    return cells, sound & allowed[cells].all(axis=1)


def _texts(cells: Codes, rows: Bools) -> list[str]:
    width = cells.shape[1]
    kept = np.ascontiguousarray(cells[rows]).view(f"S{width}").ravel()
    texts: list[str] = kept.astype(f"U{width}").tolist()
    return texts
