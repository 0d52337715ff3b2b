"""The roll: every participant as a line, with what they hold, page by page."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.common.days import from_day_number
from carbon_points.ledger.queries import balances
from carbon_points.participants.rules import masked_phone
from carbon_points.participants.search import FOUND_STATES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_PEOPLE = text("""
SELECT p.id, p.kind, p.name, p.identity_masked, p.phone, s.name, p.state
FROM participant p JOIN place s ON s.id = p.subdistrict_id
WHERE p.id IN :ids""").bindparams(bindparam("ids", expanding=True))

_SUMS = text("""
SELECT participant_id, SUM(CASE WHEN state = :approved THEN reduction_mg ELSE 0 END),
       MAX(day)
FROM action WHERE participant_id IN :ids
GROUP BY participant_id""").bindparams(bindparam("ids", expanding=True))


_MARKED = """
SELECT participant_id FROM merge_mark WHERE state = 'open'
UNION SELECT other_id FROM merge_mark WHERE state = 'open'"""


@dataclass(frozen=True, slots=True)
class RollFilter:
    """Who is wanted; what is empty is not asked."""

    kind: str = ""
    state: str = ""
    subdistrict_id: int | None = None
    marked: bool = False
    """Only those who are marked for a merge."""


@dataclass(frozen=True, slots=True)
class RollLine:
    """One participant, masked."""

    participant_id: int
    kind: str
    name: str
    masked_id: str
    masked_phone: str
    subdistrict: str
    state: str
    points: int
    reduction_mg: int
    """Approved ones, stock-taking apart."""

    last_day: dt.date | None
    """Of the newest action."""


def roll_ids(
    session: Session, wanted: RollFilter, most: int | None = None
) -> array[int]:
    """The record ids of those on the roll, the newest first.

    With `most` only the first ones: enough for a first screen while the rest of a
    million is still being read.
    """
    asked = {
        "kind": wanted.kind or None,
        "state": wanted.state or None,
        "subdistrict_id": wanted.subdistrict_id,
    }
    binds: dict[str, Any] = {
        n: value for n, value in asked.items() if value is not None
    }
    conditions = "".join(f" AND {name} = :{name}" for name in binds)
    if wanted.marked:
        conditions += f" AND id IN ({_MARKED})"
    states = ", ".join(f"'{state}'" for state in FOUND_STATES)
    statement = (
        f"SELECT id FROM participant WHERE state IN ({states}){conditions}"  # noqa: S608  (our own names)
        " ORDER BY id DESC LIMIT :most"
    )
    binds["most"] = -1 if most is None else most
    # The driver's own rows: a million of them are read in half the time.
    cursor: Any = session.connection().exec_driver_sql(statement, binds).cursor
    return array("q", (row[0] for row in cursor))


def roll_lines(session: Session, ids: Sequence[int]) -> list[RollLine]:
    """The lines of some participants, in the order of the ids."""
    if not ids:
        return []
    sums = {
        person: (mg, day)
        for person, mg, day in session.execute(
            _SUMS, {"ids": list(ids), "approved": int(State.APPROVED)}
        )
    }
    held = balances(session, ids)
    people = {row[0]: row for row in session.execute(_PEOPLE, {"ids": list(ids)})}
    return [
        _line(people[person], held.get(person, 0), sums.get(person, (0, None)))
        for person in ids
        if person in people
    ]


def _line(row: Any, points: int, sums: tuple[int, int | None]) -> RollLine:
    person, kind, name, masked, phone, subdistrict, state = row
    mg, day = sums
    return RollLine(
        person,
        kind,
        name,
        masked,
        masked_phone(phone),
        subdistrict,
        state,
        points,
        mg,
        None if day is None else from_day_number(day),
    )
