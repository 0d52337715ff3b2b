"""The records behind a number: what was added up, one action a row.

A cell of the statistics and its records are two ways to the same number. An action of
a closed month that was approved or reversed later counts in another month than its own
(``ledger_month_correction``), and one that an open month counts back stands here with a
minus, so that the rows always add up to what the statistics say.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlalchemy import text

from carbon_points.actions import counting
from carbon_points.actions.rules import Shown
from carbon_points.actions.rules import State
from carbon_points.actions.sums import MONTH
from carbon_points.actions.sums import states
from carbon_points.common.days import from_day_number
from carbon_points.common.days import month_number
from carbon_points.common.days import parse_month
from carbon_points.participants.rules import masked_name
from carbon_points.statistics.sources import Scope
from carbon_points.statistics.tables import GRADES
from carbon_points.statistics.tables import KINDS
from carbon_points.statistics.tables import StatQuery

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.counting import Column
    from carbon_points.statistics.charts import ChartSpec

_EARLIEST: Final = -(1 << 31)
_LATEST: Final = (1 << 31) - 1
_SHOWN: Final = MappingProxyType(
    {
        "approved": Shown.APPROVED,
        "draft": Shown.APPROVED_DRAFT,
        "waiting": Shown.WAITING,
    }
)


@dataclass(frozen=True, slots=True)
class Slice:
    """Which records a number is made of; a dimension that is empty is not asked."""

    scenario: str = ""
    first: str = ""
    """The first month, e.g. ``2026-01``."""

    last: str = ""
    state: str = "approved"
    """``approved``, ``draft`` (stock-taking), ``waiting``, or ``logged``: approved
    and waiting."""

    subdistrict: str = ""
    community: str | None = None
    """Empty: none is recorded; None: not asked."""

    methodology: str = ""
    kind: str = ""
    grade: str = ""
    subdistrict_id: int | None = None
    """What the caller is confined to."""

    def narrowed(self, dimension: str, key: str) -> Slice:
        """The part of it that has this value in one of the `DIMENSIONS`."""
        if dimension == "month":
            return replace(self, first=key, last=key)
        changes: dict[str, Any] = {dimension: key}
        return replace(self, **changes)


def part_of(whole: Slice, spec: ChartSpec, at: int, number: int) -> Slice:
    """The records behind one part of a chart of a slice.

    Args:
        whole: what the chart shows.
        spec: the chart.
        at: which category.
        number: which series; -1 for all of them.
    """
    pairs = [(spec.by[0], spec.keys[at])]
    if spec.by[1] and number >= 0:
        pairs.append((spec.by[1], spec.series[number].key))
    found = whole
    for dimension, key in pairs:
        if dimension == "until":
            found = replace(found, first="", last=key)
        elif key or dimension == "community":
            found = found.narrowed(dimension, key)
    return found


@dataclass(frozen=True, slots=True)
class Behind:
    """Every record of a slice, the newest first, and what they add up to."""

    entries: array[int]
    """Ids of actions; a negative one is counted back in an open month."""

    participants: int
    actions: int
    reduction_mg: int
    points: int


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One record as it is listed; the name is masked."""

    action_id: int
    sign: int
    day: dt.date
    name: str
    kind: str
    subdistrict: str
    methodology: str
    version: str
    grade: str
    reduction_mg: int
    points: int
    state: State


def behind(session: Session, wanted: Slice) -> Behind:
    """The records of a slice.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    import numpy as np  # noqa: PLC0415

    found = columns_of(session, wanted)
    found = [column[np.lexsort((-found[ID], -found[DAY]))] for column in found]
    sign = found[SIGN]
    return Behind(
        array("q", (found[ID] * sign).tobytes()),
        len(np.unique(found[PERSON][sign > 0])),
        int(sign.sum()),
        int((found[MG] * sign).sum()),
        int((found[POINTS] * sign).sum()),
    )


def rows_of(session: Session, entries: Sequence[int]) -> list[BehindRow]:
    """What is listed of some of the entries, in their order."""
    ids = sorted({abs(entry) for entry in entries})
    if not ids:
        return []
    rows = {row.id: row for row in session.execute(_ROWS, {"ids": ids})}
    return [
        _row(rows[abs(entry)], 1 if entry > 0 else -1)
        for entry in entries
        if abs(entry) in rows
    ]


_ROWS: Final = text("""
SELECT a.id, a.day, p.name, a.participant_kind, s.name AS subdistrict,
       v.methodology, v.version, a.grade, a.reduction_mg, a.points, a.state
FROM action a JOIN participant p ON p.id = a.participant_id
JOIN place s ON s.id = a.subdistrict_id
JOIN methodology_version v ON v.id = a.version_id
WHERE a.id IN :ids""").bindparams(bindparam("ids", expanding=True))


def _row(row: Any, sign: int) -> BehindRow:
    return BehindRow(
        row.id,
        sign,
        from_day_number(row.day),
        masked_name(row.name),
        KINDS[row.participant_kind],
        row.subdistrict,
        row.methodology,
        row.version,
        GRADES[row.grade],
        row.reduction_mg * sign,
        row.points * sign,
        State(row.state),
    )


ID, PERSON, DAY, MG, POINTS, SIGN = range(6)
"""The columns in which records are added up."""

_COLUMNS: Final = "a.id, a.participant_id, a.day, a.reduction_mg, a.points"
_MOVED: Final = """
SELECT a.id, a.participant_id, a.day, a.reduction_mg, a.points, c.counted_in,
       d.state AS became, a.state,
       EXISTS (SELECT 1 FROM decision s
               WHERE s.action_id = a.id AND s.state = 0) AS draft
FROM ledger_month_correction c
JOIN decision d ON d.id = c.decision_id JOIN action a ON a.id = c.action_id"""
_APART: Final = "a.id NOT IN (SELECT action_id FROM ledger_month_correction)"


def columns_of(session: Session, wanted: Slice) -> list[Column]:
    """Id, person, day, milligrams, points and sign of every record of a slice."""
    import numpy as np  # noqa: PLC0415

    if wanted.state == "logged":
        parts = [
            columns_of(session, replace(wanted, state=state))
            for state in ("approved", "waiting")
        ]
        return [np.concatenate(pair) for pair in zip(*parts, strict=True)]
    where, binds = _where(session, wanted)
    months = (
        parse_month(wanted.first) if wanted.first else _EARLIEST,
        parse_month(wanted.last) if wanted.last else _LATEST,
    )
    shown = _SHOWN[wanted.state]
    if shown is Shown.WAITING:
        return _in_place(session, shown, months, (where, binds))
    own = _in_place(session, shown, months, (f"{where} AND {_APART}", binds))
    moved = session.execute(text(f"{_MOVED} WHERE {where} ORDER BY c.id"), binds)
    draft = shown is Shown.APPROVED_DRAFT
    return _joined(own, list(_moved(list(moved), months, draft=draft)))


def _joined(own: list[Column], rows: Sequence[tuple[int, ...]]) -> list[Column]:
    import numpy as np  # noqa: PLC0415

    if not rows:
        return own
    columns = zip(own, zip(*rows, strict=True), strict=True)
    return [np.concatenate([one, np.array(more, np.int64)]) for one, more in columns]


def _in_place(
    session: Session,
    shown: Shown,
    months: tuple[int, int],
    which: tuple[str, dict[str, Any]],
) -> list[Column]:
    """The actions that count in their own month."""
    import numpy as np  # noqa: PLC0415

    where, binds = which
    statement = text(f"""
        SELECT {_COLUMNS} FROM action a
        WHERE a.state IN ({states(shown)}) AND {MONTH} BETWEEN :first AND :last
        AND {where}""")  # noqa: S608  (constants and names of columns)
    rows: Any = session.execute(
        statement, {**binds, "first": months[0], "last": months[1]}
    )
    found = counting.as_columns(rows.cursor, SIGN)
    if shown is not Shown.APPROVED:
        found[POINTS] = np.zeros_like(found[POINTS])
    return [*found, np.ones_like(found[ID])]


def _moved(
    rows: Sequence[Any], months: tuple[int, int], *, draft: bool
) -> Iterator[tuple[int, ...]]:
    """The actions of closed months: where they count, and where they count back."""
    late = {row.id: row for row in rows if row.became != State.REVERSED}
    back = {row.id: row for row in rows if row.became == State.REVERSED}
    for row in {row.id: row for row in rows}.values():
        if bool(row.draft) is not draft:
            continue
        own = month_number(from_day_number(row.day))
        month = late[row.id].counted_in if row.id in late else own
        counts = row.id in back or row.state in {State.APPROVED, State.STOCKTAKEN}
        points = 0 if draft else row.points
        one = (row.id, row.participant_id, row.day, row.reduction_mg, points)
        if counts and months[0] <= month <= months[1]:
            yield (*one, 1)
        if row.id in back and months[0] <= back[row.id].counted_in <= months[1]:
            yield (*one, -1)


def _where(session: Session, wanted: Slice) -> tuple[str, dict[str, Any]]:
    """The filters in SQL, with names as the ids that the rows have."""
    scope = Scope.of(session, StatQuery(scenario=wanted.scenario or None))
    parts, binds = ["1"], dict[str, Any]()
    if wanted.scenario or wanted.methodology:
        versions = [
            number
            for number, name in scope.versions.items()
            if wanted.methodology in {"", name}
        ]
        parts.append(f"a.version_id IN ({', '.join(map(str, versions)) or 'NULL'})")
    if wanted.subdistrict_id is not None:
        parts.append("a.subdistrict_id = :own")
        binds["own"] = wanted.subdistrict_id
    if wanted.subdistrict:
        parts.append(
            "a.subdistrict_id IN (SELECT id FROM place"
            " WHERE kind = 'subdistrict' AND name = :subdistrict)"
        )
        binds["subdistrict"] = wanted.subdistrict
    if wanted.community is not None:
        parts.append(
            "COALESCE((SELECT name FROM place WHERE id = a.community_id), '')"
            " = :community"
        )
        binds["community"] = wanted.community
    for name, words in (("kind", KINDS), ("grade", GRADES)):
        if value := getattr(wanted, name):
            column = "participant_kind" if name == "kind" else name
            parts.append(f"a.{column} = {words.index(value)}")
    return " AND ".join(parts), binds
