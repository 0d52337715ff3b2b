"""Who is behind a number: one participant a row; for a viewer, groups and no rows."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlalchemy import text

from carbon_points.common.days import from_day_number
from carbon_points.participants.rules import masked_name
from carbon_points.statistics.behind import behind
from carbon_points.statistics.behind import columns_of
from carbon_points.statistics.behind import DAY
from carbon_points.statistics.behind import MG
from carbon_points.statistics.behind import PERSON
from carbon_points.statistics.behind import POINTS
from carbon_points.statistics.behind import SIGN
from carbon_points.statistics.queries import table
from carbon_points.statistics.suppression import suppressed
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.tables import StatRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.statistics.behind import Slice
    from carbon_points.statistics.tables import StatTable

_GROUPED: Final = ("subdistrict", "month")


class PersonSum(NamedTuple):
    """What one participant has in a slice."""

    participant_id: int
    actions: int
    reduction_mg: int
    points: int
    last_day: int
    """Of the newest action; -1 without one."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One participant as listed; the name is masked."""

    participant_id: int
    name: str
    kind: str
    subdistrict: str
    actions: int
    reduction_mg: int
    points: int
    last_day: dt.date | None


def people_behind(session: Session, wanted: Slice) -> tuple[PersonSum, ...]:
    """Everybody with a record in a slice, the largest reduction first.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    import numpy as np  # noqa: PLC0415

    found = columns_of(session, wanted)
    people, whose = np.unique(found[PERSON], return_inverse=True)
    sums = np.zeros((3, len(people)), np.int64)
    sign = found[SIGN]
    for at, column in enumerate((sign, found[MG] * sign, found[POINTS] * sign)):
        np.add.at(sums[at], whose, column)
    last = np.full(len(people), -1, np.int64)
    np.maximum.at(last, whose, found[DAY])
    rows = zip(people.tolist(), *sums.tolist(), last.tolist(), strict=True)
    return tuple(sorted((PersonSum(*row) for row in rows), key=_largest_first))


def registered(session: Session, wanted: Slice) -> tuple[PersonSum, ...]:
    """Everybody who is registered, with what they have in a slice."""
    have = {each.participant_id: each for each in people_behind(session, wanted)}
    ids = session.scalars(
        text("SELECT id FROM participant WHERE state IN ('open', 'frozen')")
    )
    everybody = (have.get(number, PersonSum(number, 0, 0, 0, -1)) for number in ids)
    return tuple(sorted(everybody, key=_largest_first))


def _largest_first(one: PersonSum) -> tuple[int, int]:
    return -one.reduction_mg, one.participant_id


_PEOPLE: Final = text("""
SELECT p.id, p.name, p.kind, s.name AS subdistrict
FROM participant p JOIN place s ON s.id = p.subdistrict_id
WHERE p.id IN :ids""").bindparams(bindparam("ids", expanding=True))


def person_rows(session: Session, sums: Sequence[PersonSum]) -> list[PersonRow]:
    """What is listed of some participants, in their order."""
    ids = [each.participant_id for each in sums]
    if not ids:
        return []
    known: dict[int, Any] = {
        row.id: row for row in session.execute(_PEOPLE, {"ids": ids})
    }
    return [
        _row(known[each.participant_id], each)
        for each in sums
        if each.participant_id in known
    ]


def _row(person: Any, has: PersonSum) -> PersonRow:
    return PersonRow(
        person.id,
        masked_name(person.name),
        person.kind,
        person.subdistrict,
        has.actions,
        has.reduction_mg,
        has.points,
        from_day_number(has.last_day) if has.last_day >= 0 else None,
    )


def groups_behind(session: Session, wanted: Slice) -> StatTable:
    """A slice by place and month, without the small groups.

    It stands for the rows where those may not be seen: rows would tell of the small
    groups that the table beside them withholds.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    asked = {
        name: getattr(wanted, name)
        for name in ("community", "methodology", "kind", "grade")
        if getattr(wanted, name) or (name == "community" and wanted.community == "")
    }
    query = StatQuery(
        (*_GROUPED, *asked),
        wanted.scenario or None,
        state="waiting" if wanted.state == "waiting" else "approved",
        subdistrict_id=wanted.subdistrict_id,
    )
    found = table(session, query)
    rows = [
        replace(row, key=row.key[: len(_GROUPED)])
        for row in found.rows
        if row.draft is (wanted.state == "draft")
        and row.key[len(_GROUPED) :] == tuple(asked.values())
        and _belongs(wanted, row)
    ]
    whole = behind(session, wanted)
    totals = StatRow(
        (), whole.participants, whole.actions, whole.reduction_mg, whole.points
    )
    about = replace(query, by=_GROUPED)
    return suppressed(replace(found, query=about, rows=tuple(rows), totals=totals))


def _belongs(wanted: Slice, row: StatRow) -> bool:
    subdistrict, month = row.key[: len(_GROUPED)]
    return (
        wanted.subdistrict in {"", subdistrict}
        and (not wanted.first or wanted.first <= month)
        and (not wanted.last or month <= wanted.last)
    )
