"""Judging many rows at once, with the same result as one row after the other.

The context of a row (caps, overlaps) depends on which earlier rows were credited.
It is filled from the last round's result and the rows are assessed again until
nothing changes; as a row depends on earlier rows only, this fixed point is the
row-by-row answer (``style.md`` section 3).
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.common.days import day_number
from carbon_points.methodology.columns import ABSENT
from carbon_points.methodology.columns import NO_WORD
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Measure
from carbon_points.methodology.contract import Per
from carbon_points.methodology.inputs import NUMBERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from carbon_points.actions.intake import Candidates
    from carbon_points.actions.prior import PriorAction
    from carbon_points.methodology.columns import Assessed
    from carbon_points.methodology.contract import Register
    from carbon_points.methodology.contract import Tally

_ROUNDS = 4
_LARGEST_TANGLE = 300
"""More rides than this in one chain of overlaps are left to the row path."""


class NotVectorisableError(Exception):
    """These rows need the row-by-row path."""


@dataclass(frozen=True, slots=True)
class ColumnsResult:
    """What the last round gave, and the context that it was given."""

    assessed: Assessed
    context: Mapping[str, NDArray[np.int64]]
    """By tally name."""

    trips: Mapping[int, tuple[int, int]]
    """Row: an earlier credited trip that it overlaps."""

    duplicates: Sequence[int]
    """Rows whose natural key a live action with other content has."""


def load_columns_path(name: str) -> Callable[..., Assessed]:
    """The function that a version names as ``module:function``."""
    module, _, function = name.partition(":")
    path: Callable[..., Assessed] = getattr(importlib.import_module(module), function)
    return path


def judge_columns(
    candidates: Candidates,
    prior: Sequence[PriorAction],
    days: NDArray[np.int64],
    conflicts: Mapping[int, Sequence[int]],
    register: Register,
    as_of: dt.date,
) -> ColumnsResult:
    """Assess all candidates at once.

    Args:
        candidates: without duplicates, in the order of registration.
        prior: earlier credited actions.
        days: statistics day number of each candidate.
        conflicts: row: earlier rows with the same natural key and other content;
            -1 stands for a live action in the database.
        register: dated factors and limits.
        as_of: day of registration.

    Raises:
        NotVectorisableError: if some rows must go one by one.
    """
    frame = _Frame(candidates, prior, days)
    assess = load_columns_path(candidates.methodology.current.assess_columns)
    inputs = _numbers(candidates)
    fixed = _fixed_context(candidates, as_of)
    size = len(candidates)
    accepted = np.zeros(size, dtype=bool)
    credited = np.zeros(size, dtype=np.int64)
    first = True
    for _ in range(_ROUNDS):
        context = frame.tallies(accepted, credited)
        overlapping, trips = frame.overlaps(accepted)
        duplicate = _conflicting(conflicts, accepted, size)
        full = {**fixed, **context, "overlapping": overlapping, "duplicate": duplicate}
        answer = assess(inputs, full, register)
        if (answer.code == -1).any():
            raise NotVectorisableError
        now = answer.code == 0
        if (
            not first
            and (now == accepted).all()
            and (answer.credited == credited).all()
        ):
            rivals: list[int] = np.flatnonzero(duplicate).tolist()
            return ColumnsResult(answer, context, trips, rivals)
        accepted, credited, first = now, answer.credited, False
    raise NotVectorisableError


def _numbers(candidates: Candidates) -> dict[str, NDArray[np.int64]]:
    """The number and CHOICE columns; a field that the file lacks is absent."""
    size = len(candidates)
    numbers: dict[str, NDArray[np.int64]] = {}
    for field in candidates.methodology.current.fields:
        column = candidates.columns.get(field.name)
        if column is not None:
            if isinstance(column, np.ndarray):
                numbers[field.name] = column
        elif field.type is FieldType.CHOICE:
            numbers[field.name] = np.full(size, NO_WORD, dtype=np.int64)
        elif field.type in NUMBERS:
            numbers[field.name] = np.full(size, ABSENT, dtype=np.int64)
    return numbers


def _fixed_context(candidates: Candidates, as_of: dt.date) -> dict[str, Any]:
    kinds = np.asarray(candidates.owners.kind, dtype=np.int64)
    return {"as_of": day_number(as_of), "participant_kind": kinds}


def _conflicting(
    conflicts: Mapping[int, Sequence[int]], accepted: NDArray[np.bool_], size: int
) -> NDArray[np.bool_]:
    duplicate = np.zeros(size, dtype=bool)
    for row, earlier in conflicts.items():
        duplicate[row] = any(other < 0 or accepted[other] for other in earlier)
    return duplicate


class _Frame:
    """Prior actions and candidates in one row of arrays, prior ones first."""

    def __init__(
        self,
        candidates: Candidates,
        prior: Sequence[PriorAction],
        days: NDArray[np.int64],
    ) -> None:
        self._methodology = candidates.methodology
        self._prior = len(prior)
        people = np.asarray(candidates.owners.participant_id, dtype=np.int64)
        self._people = np.concatenate([_array(a.participant_id for a in prior), people])
        self._days = np.concatenate([_array(a.day for a in prior), days])
        self._credited = _array(a.credited for a in prior)
        spans = {tally.per for tally in self._methodology.tallies}
        self._groups = {per: self._group(per) for per in spans}
        self._pairs = self._trip_pairs(candidates, prior)

    def tallies(
        self, accepted: NDArray[np.bool_], credited: NDArray[np.int64]
    ) -> dict[str, NDArray[np.int64]]:
        """What each candidate's participant has from the rows before it."""
        ones = np.ones(self._prior, dtype=np.int64)
        counts = np.concatenate([ones, accepted.astype(np.int64)])
        amounts = np.concatenate([self._credited, np.where(accepted, credited, 0)])
        return {
            tally.name: self._sum_before(
                tally, counts if tally.measure is Measure.COUNT else amounts
            )
            for tally in self._methodology.tallies
        }

    def overlaps(
        self, accepted: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], dict[int, tuple[int, int]]]:
        """Which candidates share time with an earlier credited trip, and with which."""
        overlapping = np.zeros(len(accepted), dtype=bool)
        trips: dict[int, tuple[int, int]] = {}
        for row, earlier, trip in self._pairs:
            if row not in trips and (earlier < 0 or accepted[earlier]):
                overlapping[row] = True
                trips[row] = trip
        return overlapping, trips

    def _group(self, per: Per) -> _Groups:
        if per is Per.DAY:
            return _Groups(self._people, self._days)
        if per is Per.YEAR:
            dates = self._days.astype("datetime64[D]").astype("datetime64[Y]")
            return _Groups(self._people, dates.astype(np.int64))
        if per is Per.WINDOW:
            return _Groups(self._people, np.zeros_like(self._people))
        raise NotVectorisableError

    def _sum_before(self, tally: Tally, values: NDArray[np.int64]) -> NDArray[np.int64]:
        groups = self._groups[tally.per]
        if tally.per is Per.WINDOW:
            sums = groups.sums_within(values, self._days, tally.days)
        else:
            sums = groups.sums_before(values)
        return sums[self._prior :]

    def _trip_pairs(
        self, candidates: Candidates, prior: Sequence[PriorAction]
    ) -> list[tuple[int, int, tuple[int, int]]]:
        """(row, earlier row or -1 for a prior action, its trip) of all that overlap."""
        names = self._methodology.overlap
        if names is None:
            return []
        trips = [a.trip or (0, 0) for a in prior]
        start = np.concatenate(
            [_array(t[0] for t in trips), np.asarray(candidates.columns[names[0]])]
        )
        end = np.concatenate(
            [_array(t[1] for t in trips), np.asarray(candidates.columns[names[1]])]
        )
        pairs = []
        # In the order of registration: the first trip that overlaps is the one named.
        for later, earlier in sorted(overlapping_pairs(self._people, start, end)):
            if later >= self._prior:
                trip = (int(start[earlier]), int(end[earlier]))
                row = later - self._prior
                pairs.append((row, max(earlier - self._prior, -1), trip))
        return pairs


def _array(values: Any) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


class _Groups:
    """Rows of the same participant and span, for sums over the rows before."""

    def __init__(self, people: NDArray[np.int64], span: NDArray[np.int64]) -> None:
        self._order = np.lexsort((span, people))
        people, span = people[self._order], span[self._order]
        new = np.ones(len(people), dtype=bool)
        new[1:] = (people[1:] != people[:-1]) | (span[1:] != span[:-1])
        self._first = np.flatnonzero(new)
        self._sizes = np.diff(np.append(self._first, len(people)))

    def sums_before(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of each row, the sum of its group's earlier rows."""
        if not len(values):
            return values
        ordered = values[self._order]
        running = np.cumsum(ordered) - ordered
        running -= np.repeat(running[self._first], self._sizes)
        sums = np.empty_like(values)
        sums[self._order] = running
        return sums

    def sums_within(
        self, values: NDArray[np.int64], days: NDArray[np.int64], window: int
    ) -> NDArray[np.int64]:
        """The same over earlier rows whose day lies 0 to `window` - 1 days before."""
        sums = np.zeros_like(values)
        for first, size in zip(self._first, self._sizes, strict=True):
            if size == 1:
                continue
            rows = self._order[first : first + size]
            gap = days[rows][:, None] - days[rows][None, :]
            counted = np.tril((gap >= 0) & (gap < window), -1)
            sums[rows] = counted @ values[rows]
        return sums


def overlapping_pairs(
    people: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """(later row, earlier row) of the same participant whose times overlap.

    Raises:
        NotVectorisableError: if one chain of overlaps is too long.
    """
    order = np.lexsort((start, people))
    people, begins, ends = people[order], start[order], end[order]
    if not len(order):
        return []
    first = np.ones(len(order), dtype=bool)
    first[1:] = people[1:] != people[:-1]
    reach = _running_end(ends, first)
    linked = np.zeros(len(order), dtype=bool)
    linked[1:] = ~first[1:] & (begins[1:] < reach[:-1])
    pairs: list[tuple[int, int]] = []
    for head, tail in _chains(linked):
        if tail - head > _LARGEST_TANGLE:
            raise NotVectorisableError
        pairs.extend(_pairs_within(order[head:tail].tolist(), start, end))
    return pairs


def _running_end(
    ends: NDArray[np.int64], first: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The largest end so far within each participant."""
    base = int(ends.min())
    width = int(ends.max()) - base + 1
    group = np.cumsum(first) - 1
    reach: NDArray[np.int64] = np.maximum.accumulate(group * width + (ends - base))
    return reach - group * width + base


def _chains(linked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of rows linked to the one before, as (first, past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], linked, [False]])))
    return [(int(a) - 1, int(b)) for a, b in edges.reshape(-1, 2)]


def _pairs_within(
    rows: list[int], start: NDArray[np.int64], end: NDArray[np.int64]
) -> list[tuple[int, int]]:
    rows = sorted(rows)
    return [
        (later, earlier)
        for place, later in enumerate(rows)
        for earlier in rows[:place]
        if start[later] < end[earlier] and start[earlier] < end[later]
    ]
