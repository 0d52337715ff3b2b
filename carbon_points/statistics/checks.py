"""What the statistics say is what a plain recount of the records says (invariant 7)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any
from typing import cast
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions import counting
from carbon_points.actions.cuts import Grouping
from carbon_points.actions.rules import Shown
from carbon_points.actions.rules import State
from carbon_points.actions.sums import states
from carbon_points.common.days import from_day_number
from carbon_points.common.days import month_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.counting import Column
    from carbon_points.actions.counting import Columns

_WIDTH: Final = len(counting.PRESENCE_COLUMNS)
_MONTH: Final = counting.PRESENCE_COLUMNS.index("month")
_DIMENSIONS: Final = ", ".join(counting.PRESENCE_COLUMNS[1:])
_SHOWN: Final = " ".join(
    f"WHEN a.state IN ({states(shown)}) THEN {int(shown)}" for shown in Shown
)
_ROOM: Final = 1 << 62
_DAYS: Final = (0, (1 << 16) - 1)
_MONTHS: Final = tuple(month_number(from_day_number(day)) for day in _DAYS)


@dataclass(frozen=True, slots=True)
class Compared:
    """How many kept numbers were compared, and which differ from the records."""

    counted: int
    problems: tuple[str, ...]


def compare(session: Session) -> Compared:
    """Recount the actions and compare every cell, presence and number of people."""
    bounds = _bounds(session)
    moved = moved_rows(session)
    actions = _actions(session, bounds, moved)
    cells = _less(_cells(actions), moved)
    presence = _presence(actions)
    kept_presence = _kept_presence(session, bounds)
    people = counting.people(presence[:_WIDTH], Grouping.of(session))
    kept_people = _keyed(session, "state, cut, key", "people", "stat_people")
    amounts = "actions, reduction_mg, points"
    kept_cells = _keyed(session, _DIMENSIONS, amounts, "stat_cell")
    problems = (
        *_differing("stat_cell", cells, kept_cells),
        *_differing_columns("stat_presence", presence, kept_presence),
        *_differing("stat_people", {k: (n,) for k, n in people.items()}, kept_people),
    )
    return Compared(len(cells) + len(presence[0]) + len(people), problems)


class MovedRow(NamedTuple):
    """An action that is counted in another month than its own."""

    sign: int
    """-1 where an open month counts back what a closed one keeps."""

    values: tuple[int, ...]
    """Owner, the dimensions of `PRESENCE_COLUMNS`, milligrams and points."""


_IN_PLACE: Final = "a.id NOT IN (SELECT action_id FROM ledger_month_correction)"
_MOVED: Final = text("""
SELECT c.action_id, c.counted_in, d.state AS became, a.state, a.participant_id,
       a.subdistrict_id, COALESCE(a.community_id, 0) AS community, a.day, a.version_id,
       a.grade, a.participant_kind, a.reduction_mg, a.points,
       EXISTS (SELECT 1 FROM decision s
               WHERE s.action_id = a.id AND s.state = 0) AS draft
FROM ledger_month_correction c
JOIN decision d ON d.id = c.decision_id JOIN action a ON a.id = c.action_id
ORDER BY c.id""")


def moved_rows(session: Session) -> list[MovedRow]:
    """Every action with a correction, told once more from the corrections alone."""
    approved: dict[int, Any] = {}
    reversed_: dict[int, Any] = {}
    for row in session.execute(_MOVED):
        (reversed_ if row.became == State.REVERSED else approved)[row.action_id] = row
    found: list[MovedRow] = []
    for action_id, row in (approved | reversed_).items():
        late, back = approved.get(action_id), reversed_.get(action_id)
        own = month_number(from_day_number(row.day))
        month = late.counted_in if late else own
        if back or row.state in {State.APPROVED, State.STOCKTAKEN}:
            found.append(_moved(1, row, month))
        if back:
            found.append(_moved(-1, row, back.counted_in))
    return found


def _moved(sign: int, row: Any, month: int) -> MovedRow:
    shown = Shown.APPROVED_DRAFT if row.draft else Shown.APPROVED
    where = (row.subdistrict_id, row.community, month, row.version_id, row.grade)
    who = (row.participant_id, int(shown), *where, row.participant_kind)
    return MovedRow(sign, (*who, row.reduction_mg, row.points))


class _Part(NamedTuple):
    """An integer expression and the bounds of what it may be."""

    sql: str
    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low + 1


class _Bounds(NamedTuple):
    place: tuple[int, int]
    version: tuple[int, int]


def _bounds(session: Session) -> _Bounds:
    found = [
        session.execute(text(f"SELECT MIN(id), MAX(id) FROM {table}")).one()  # noqa: S608
        for table in ("place", "methodology_version")
    ]
    lows_and_highs = [(row[0] or 0, row[1] or 0) for row in found]
    return _Bounds(*lows_and_highs)


def _parts(bounds: _Bounds, shown: str, date: _Part) -> list[_Part]:
    """The dimensions in the order of `PRESENCE_COLUMNS`; no community is the lowest."""
    low, high = bounds.place
    community = f"COALESCE(NULLIF(a.community_id, 0), {low - 1})"
    return [
        _Part(shown, min(Shown), max(Shown)),
        _Part("a.subdistrict_id", low, high),
        _Part(community, low - 1, high),
        date,
        _Part("a.version_id", *bounds.version),
        _Part("a.grade", 0, 2),
        _Part("a.participant_kind", 0, 1),
    ]


def _read(
    session: Session, parts: list[_Part], rest: tuple[str, ...], tail: str
) -> list[Column]:
    """Owner, parts and the rest as columns; packed, as fetching is what takes time."""
    packs = _packs(parts)
    wanted = ", ".join(["a.participant_id", *map(_packed, packs), *rest])
    result = session.execute(text(f"SELECT {wanted} {tail}"))
    width = 1 + len(packs) + len(rest)
    found = counting.as_columns(cast("Any", result).cursor, width)
    unpacked = [
        column
        for pack, packed in zip(packs, found[1:], strict=False)
        for column in _unpacked(packed, pack)
    ]
    return [found[0], *unpacked, *found[1 + len(packs) :]]


def _packs(parts: Sequence[_Part]) -> list[list[_Part]]:
    """As few groups as fit into 62 bits each."""
    packs: list[list[_Part]] = [[]]
    for part in parts:
        if math.prod(p.width for p in packs[-1]) * part.width >= _ROOM:
            packs.append([])
        packs[-1].append(part)
    return packs


def _packed(parts: Sequence[_Part]) -> str:
    """An expression of all parts; -1 where one of them is out of its bounds."""
    expression = "0"
    for part in parts:
        expression = f"({expression} * {part.width} + {part.sql} - ({part.low}))"
    sound = " AND ".join(f"{p.sql} BETWEEN {p.low} AND {p.high}" for p in parts)
    return f"CASE WHEN {sound} THEN {expression} ELSE -1 END"


def _unpacked(packed: Column, parts: Sequence[_Part]) -> list[Column]:
    import numpy as np  # noqa: PLC0415

    columns = []
    rest = packed
    for part in reversed(parts):
        rest, code = np.divmod(rest, part.width)
        columns.append(np.where(packed < 0, -1, code + part.low))
    return columns[::-1]


def _actions(
    session: Session, bounds: _Bounds, moved: Sequence[MovedRow]
) -> list[Column]:
    import numpy as np  # noqa: PLC0415

    parts = _parts(bounds, f"CASE {_SHOWN} END", _Part("a.day", *_DAYS))
    states_shown = ", ".join(states(shown) for shown in Shown)
    tail = f"FROM action a WHERE a.state IN ({states_shown})"
    tail += f" AND {_IN_PLACE}" if moved else ""
    actions = _read(session, parts, ("a.reduction_mg", "a.points"), tail)
    days, codes = counting.factor(actions[_MONTH])
    months = [month_number(from_day_number(day)) for day in days.tolist()]
    actions[_MONTH] = np.array(months, np.int64)[codes]
    more = [each.values for each in moved if each.sign > 0]
    found = _without_lowest(actions, bounds)
    if not more:
        return found
    pairs = zip(found, zip(*more, strict=True), strict=True)
    return [
        np.concatenate([column, np.array(rest, np.int64)]) for column, rest in pairs
    ]


def _kept_presence(session: Session, bounds: _Bounds) -> list[Column]:
    parts = _parts(bounds, "a.state", _Part("a.month", *_MONTHS))
    order = f"FROM stat_presence a ORDER BY participant_id, {_DIMENSIONS}"
    return _without_lowest(_read(session, parts, ("a.actions",), order), bounds)


def _without_lowest(columns: list[Column], bounds: _Bounds) -> list[Column]:
    community = columns[counting.PRESENCE_COLUMNS.index("community_id")]
    community[community == bounds.place[0] - 1] = 0
    return columns


def _less(
    cells: dict[tuple[int, ...], tuple[int, ...]], moved: Sequence[MovedRow]
) -> dict[tuple[int, ...], tuple[int, ...]]:
    """The cells without what an open month counts back for a closed one."""
    for each in moved:
        if each.sign < 0:
            key, amounts = each.values[1:_WIDTH], each.values[_WIDTH:]
            points = amounts[1] if key[0] == int(Shown.APPROVED) else 0
            less = zip(cells.get(key, (0, 0, 0)), (1, amounts[0], points), strict=True)
            cells[key] = tuple(has - takes for has, takes in less)
            if not any(cells[key]):
                del cells[key]
    return cells


def _cells(actions: Columns) -> dict[tuple[int, ...], tuple[int, ...]]:
    """The cells that the action rows make, with their amounts."""
    import numpy as np  # noqa: PLC0415

    cells, cell = counting.distinct(actions[1:_WIDTH])
    amounts = np.zeros((3, len(cells[0])), np.int64)
    np.add.at(amounts[0], cell, 1)
    np.add.at(amounts[1], cell, actions[_WIDTH])
    approved = actions[1] == int(Shown.APPROVED)
    np.add.at(amounts[2], cell[approved], actions[_WIDTH + 1][approved])
    return dict(zip(_rows(cells), _rows(list(amounts)), strict=True))


def _presence(actions: Columns) -> list[Column]:
    """The presence rows that the approved actions make, in the order of their key."""
    import numpy as np  # noqa: PLC0415

    approved = actions[1] != int(Shown.WAITING)
    factors = [counting.factor(column[approved]) for column in actions[:_WIDTH]]
    packed = counting.pack(factors)
    packed.sort()
    starts = np.flatnonzero(np.diff(packed, prepend=-1))
    numbers = np.diff(starts, append=len(packed))
    return [*counting.unpack(packed[starts], factors), numbers]


def _rows(columns: Columns) -> list[tuple[int, ...]]:
    return list(zip(*[column.tolist() for column in columns], strict=True))


def _keyed(
    session: Session, key: str, amounts: str, table: str
) -> dict[tuple[Any, ...], tuple[int, ...]]:
    width = key.count(",") + 1
    rows: Iterable[Any] = session.execute(text(f"SELECT {key}, {amounts} FROM {table}"))  # noqa: S608
    return {tuple(row[:width]): tuple(row[width:]) for row in rows}


def _differing(
    table: str,
    counted: Mapping[Any, tuple[int, ...]],
    kept: Mapping[Any, tuple[int, ...]],
) -> list[str]:
    if counted == kept:
        return []
    keys = counted.keys() | kept.keys()
    return [
        f"{table} {key}: {kept.get(key)}, recounted {counted.get(key)}"
        for key in sorted(keys)
        if counted.get(key) != kept.get(key)
    ]


def _differing_columns(table: str, counted: Columns, kept: Columns) -> list[str]:
    if counting.equal(counted, kept):
        return []
    recounted, kept_rows = (
        {row[:-1]: row[-1:] for row in _rows(columns)} for columns in (counted, kept)
    )
    return _differing(table, recounted, kept_rows)
