"""The dated factors and limits of all methodologies, as one unchanging set."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from typing import TypeVar

import msgspec

from carbon_points.methodology.contract import Factor
from carbon_points.methodology.contract import FactorNotFoundError
from carbon_points.methodology.contract import Window
from carbon_points.methodology.factors import factor_of
from carbon_points.methodology.factors import first_overlap
from carbon_points.methodology.factors import folder_factors
from carbon_points.methodology.factors import is_number
from carbon_points.methodology.factors import Limit
from carbon_points.methodology.factors import load_factor_file
from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.factors import Source
from carbon_points.methodology.factors import source_title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import Register
    from carbon_points.methodology.factors import Dated
    from carbon_points.methodology.factors import FactorFile

COMMON: Final = "common"
SHARED_FILES: Final = ("common.yaml", "fuels.yaml", "grid.yaml")
_PACK_FORMAT: Final = "carbon-points/factor-set/1"


R = TypeVar("R", bound="Dated")


@dataclass(frozen=True)
class FactorSet:
    """Every factor, limit and source in force at one time; the id is `digest`."""

    factors: tuple[Factor, ...]
    """Ordered by id and window."""

    limits: tuple[Limit, ...]
    """Ordered by owner, id and window."""

    sources: Mapping[str, Source]
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By methodology: the shared factors that it asks for."""

    _registers: dict[str, Register] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def register(self, methodology_id: str) -> Register:
        """What `assess` of a methodology is given."""
        found = self._registers.get(methodology_id)
        if found is None:
            found = _Register(self, methodology_id)
            self._registers[methodology_id] = found
        return found

    def pack(self) -> bytes:
        """All rows in one canonical form; equal sets give equal bytes."""
        rows = (
            _PACK_FORMAT,
            [_factor_row(each) for each in self.factors],
            [_limit_row(each) for each in self.limits],
            [
                (key, each.title_zh, each.issuer, each.date, each.seen)
                for key, each in sorted(self.sources.items())
            ],
            sorted(self.uses.items()),
        )
        return msgspec.msgpack.encode(rows)

    @property
    def digest(self) -> bytes:
        """SHA-256 of `pack`: the id of the set."""
        return hashlib.sha256(self.pack()).digest()

    @staticmethod
    def unpack(packed: bytes) -> FactorSet:
        """The set that `pack` wrote.

        Raises:
            MethodologyError: if the bytes are no factor set.
        """
        try:
            return _unpacked(*msgspec.msgpack.decode(packed))
        except (ValueError, TypeError, KeyError, msgspec.MsgspecError) as error:
            raise MethodologyError(
                "FACTORS_UNREADABLE", "factor set", str(error)
            ) from error

    def rows(self, factor_id: str) -> tuple[Factor, ...]:
        """All windows of a factor, in order."""
        return tuple(row for row in self.factors if row.id == factor_id)

    def factors_of(self, methodology_id: str) -> list[Factor]:
        """All windows of the factors that a methodology may ask for: its own first."""
        shared = self.uses.get(methodology_id, ())
        own = [row for row in self.factors if row.owner == methodology_id]
        return own + [row for row in self.factors if row.id in shared]

    def limits_of(self, methodology_id: str) -> list[Limit]:
        """All windows of a methodology's own limits and of the common ones."""
        owners = {methodology_id, COMMON}
        return [row for row in self.limits if row.owner in owners]

    def with_values(self, values: Mapping[str, str]) -> FactorSet:
        """The set with some factors' values replaced in every window.

        Raises:
            MethodologyError: if there is no such factor or the value is no number.
        """
        for factor_id, value in values.items():
            if not self.rows(factor_id):
                raise MethodologyError(
                    "FACTOR_UNKNOWN", "factor set", f"there is no factor {factor_id}"
                )
            if not is_number(value):
                raise MethodologyError(
                    "FACTOR_VALUE", "factor set", f"{value!r} is no decimal text"
                )
        changed = (
            replace(row, value=values[row.id]) if row.id in values else row
            for row in self.factors
        )
        return replace(self, factors=tuple(changed))

    def with_row(self, row: Factor, source: Source | None = None) -> FactorSet:
        """The set with one more window; an open window of that id ends where it starts.

        Raises:
            MethodologyError: if windows would overlap or the source is unknown.
        """
        sources = dict(self.sources)
        if source is not None:
            sources[row.source] = source
        kept = tuple(_ended(each, row) for each in self.factors)
        owners = {each.owner for each in kept if each.id == row.id}
        added = replace(row, owner=owners.pop()) if owners else row
        changed = replace(self, factors=(*kept, added), sources=sources)
        return _checked(changed, row.id)

    def with_limit(self, row: Limit) -> FactorSet:
        """The set with one more window of a limit, as `with_row`."""
        kept = tuple(_ended_limit(each, row) for each in self.limits)
        return _checked(replace(self, limits=(*kept, row)), row.id)


def shipped(methodologies: Mapping[str, Methodology]) -> FactorSet:
    """The rows of ``resources/factors`` and of every methodology's folder.

    Raises:
        MethodologyError: if a file is missing or wrong, or two files disagree.
    """
    folder = files("resources") / "factors"
    found = {
        f"resources/factors/{name}": (
            COMMON,
            load_factor_file(folder / name, f"resources/factors/{name}"),
        )
        for name in SHARED_FILES
    }
    for methodology in methodologies.values():
        read = folder_factors(methodology.package)
        found[methodology.package] = (methodology.id, read)
    return _gathered(found)


def _gathered(found: Mapping[str, tuple[str, FactorFile]]) -> FactorSet:
    sources: dict[str, Source] = {}
    factors: list[Factor] = []
    limits: list[Limit] = []
    uses = {owner: file.uses for owner, file in found.values() if file.uses}
    for where, (owner, file) in found.items():
        for key, source in file.sources.items():
            if sources.setdefault(key, source) != source:
                raise MethodologyError(
                    "FACTOR_SOURCE_CONFLICT",
                    where,
                    f"the source {key} is described otherwise in another file",
                )
        named = "" if owner == COMMON else owner
        factors += [
            factor_of(row, file.sources[row.source], named) for row in file.factors
        ]
        limits += [
            Limit(
                owner,
                row.id,
                row.value,
                row.valid_from,
                row.valid_to,
                row.source,
                row.confidence,
                row.note,
            )
            for row in file.limits
        ]
    return _checked(FactorSet(tuple(factors), tuple(limits), sources, uses), "factors")


def _checked(found: FactorSet, where: str) -> FactorSet:
    """The set in its order, if its rows agree with each other."""
    factors, limits = found.factors, found.limits
    overlap = first_overlap(factors) or _limit_overlap(limits)
    if overlap:
        raise MethodologyError(
            "FACTOR_WINDOWS_OVERLAP",
            where,
            f"two rows of {overlap} are in force on the same day",
        )
    for source in {row.source for row in factors} | {row.source for row in limits}:
        if source not in found.sources:
            raise MethodologyError(
                "FACTOR_SOURCE_UNKNOWN", where, f"there is no source {source}"
            )
    return replace(
        found,
        factors=tuple(sorted(factors, key=attrgetter("id", "valid_from"))),
        limits=tuple(sorted(limits, key=attrgetter("owner", "id", "valid_from"))),
    )


def _limit_overlap(limits: Iterable[Limit]) -> str:
    ordered = sorted(limits, key=attrgetter("owner"))
    groups = groupby(ordered, key=attrgetter("owner"))
    return next((each for _, rows in groups if (each := first_overlap(rows))), "")


def _ended(row: Factor, later: Factor) -> Factor:
    ends = row.id == later.id and row.valid_to is None
    if ends and row.valid_from < later.valid_from:
        return replace(row, valid_to=later.valid_from)
    return row


def _ended_limit(row: Limit, later: Limit) -> Limit:
    ends = (row.owner, row.id) == (later.owner, later.id) and row.valid_to is None
    if ends and row.valid_from < later.valid_from:
        return replace(row, valid_to=later.valid_from)
    return row


class _Register:
    """Factors and limits for one methodology, remembered by day."""

    def __init__(self, factor_set: FactorSet, methodology_id: str) -> None:
        self._factors = _by_id(factor_set.factors)
        own = [each for each in factor_set.limits if each.owner == methodology_id]
        common = [each for each in factor_set.limits if each.owner == COMMON]
        self._limits = _by_id(common) | _by_id(own)
        self._found: dict[tuple[str, dt.date], Factor] = {}
        self._texts: dict[tuple[str, dt.date], str] = {}

    def at(self, factor_id: str, day: dt.date) -> Factor:
        """The row in force on a day; raises FactorNotFoundError."""
        key = (factor_id, day)
        found = self._found.get(key)
        if found is None:
            found = _in_force(self._factors.get(factor_id, ()), day)
            if found is None:
                raise FactorNotFoundError(factor_id, day)
            self._found[key] = found
        return found

    def windows(self, factor_id: str, start: dt.date, end: dt.date) -> Sequence[Window]:
        """The rows in force in a span, in order; raises FactorNotFoundError."""
        windows = []
        day = start
        while day < end:
            row = self.at(factor_id, day)
            until = end if row.valid_to is None else min(end, row.valid_to)
            windows.append(Window(row, (until - day).days))
            day = until
        return windows

    def limit(self, name: str, day: dt.date) -> str:
        """The limit in force on a day, or before its first row the first one."""
        key = (name, day)
        text = self._texts.get(key)
        if text is None:
            rows = self._limits.get(name, ())
            early = rows[0] if rows and day < rows[0].valid_from else None
            found = early or _in_force(rows, day)
            if found is None:
                raise FactorNotFoundError(name, day)
            text = self._texts[key] = found.value
        return text


def _by_id(rows: Iterable[Any]) -> dict[str, list[Any]]:
    ordered = sorted(rows, key=attrgetter("id", "valid_from"))
    return {key: list(each) for key, each in groupby(ordered, key=attrgetter("id"))}


def _in_force(rows: Iterable[R], day: dt.date) -> R | None:
    for row in rows:
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to):
            return row
    return None


def _factor_row(row: Factor) -> tuple[object, ...]:
    return (
        row.id,
        row.value,
        row.unit,
        row.valid_from,
        row.valid_to,
        row.source,
        row.confidence,
        row.clause,
        row.vintage,
        row.name_zh,
        row.name_en,
        row.region,
        row.note,
        row.owner,
    )


def _limit_row(row: Limit) -> tuple[object, ...]:
    return (
        row.owner,
        row.id,
        row.value,
        row.valid_from,
        row.valid_to,
        row.source,
        row.confidence,
        row.note,
    )


def _unpacked(
    head: str,
    factors: Iterable[list[Any]],
    limits: Iterable[list[Any]],
    sources: Iterable[list[Any]],
    uses: Iterable[list[Any]],
) -> FactorSet:
    if head != _PACK_FORMAT:
        raise ValueError(head)
    described = {key: Source(*rest) for key, *rest in sources}
    return FactorSet(
        tuple(_factor(row, described) for row in factors),
        tuple(Limit(*_with_dates(row, 3)) for row in limits),
        described,
        {key: tuple(ids) for key, ids in uses},
    )


def _factor(row: list[Any], sources: Mapping[str, Source]) -> Factor:
    *rest, owner = _with_dates(row, 3)
    values = [*rest, source_title(sources[row[5]]), owner]
    return Factor(*values)


def _with_dates(row: list[Any], first: int) -> list[Any]:
    start, end = row[first : first + 2]
    window = [
        dt.date.fromisoformat(start),
        None if end is None else dt.date.fromisoformat(end),
    ]
    return [*row[:first], *window, *row[first + 2 :]]
