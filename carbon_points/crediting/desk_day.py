"""What an operator did at the desk on one day, for the list of today."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.rules import UNDECIDED
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.crediting.service import load_remainders
from carbon_points.methodology.contract import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.rulebook.service import Rulebook

_NEWEST: Final = 5_000
"""A day's work lies in the newest so many chain records of a desk."""

_ENTRIES: Final = text("""
SELECT a.participant_id, p.name, r.at, a.version_id, a.day, a.state, a.points,
       a.reduction_mg
FROM chain_record r
JOIN action a ON a.chain_position = r.position AND a.batch_id IS NULL
JOIN participant p ON p.id = a.participant_id
WHERE a.replaces_id IS NULL
  AND r.position > (SELECT MAX(position) FROM chain_record) - :newest
  AND r.operator = :operator AND r.as_of = :day AND a.state <= 3
ORDER BY r.position""")


@dataclass(slots=True)
class Served:
    """One participant who was served that day."""

    participant_id: int
    name: str
    at: int
    """The last entry, seconds since 1970-01-01 UTC."""

    actions: int = 0
    points: int = 0
    """Booked ones, and those that waiting entries would give today."""

    waiting_mg: dict[str, int] = field(default_factory=dict)
    """By points group."""


def served(
    session: Session, rulebook: Rulebook, operator: str, day: dt.date
) -> list[Served]:
    """Whom an operator served on a day and did not take back, the last one first."""
    binds = {"newest": _NEWEST, "operator": operator, "day": day_number(day)}
    people: dict[int, Served] = {}
    for person, name, at, *entry in session.execute(_ENTRIES, binds):
        line = people.pop(person, None) or Served(person, name, at)
        people[person] = line  # last served, last in the order
        line.at = at
        _add(line, rulebook, entry)
    rests = load_remainders(session, list(people))
    for line in people.values():
        for group, mg in line.waiting_mg.items():
            rest = rests.get((line.participant_id, group), 0)
            line.points += (rest + mg) // rulebook.mg_per_point(group, day)
    return list(reversed(people.values()))


def _add(line: Served, rulebook: Rulebook, entry: Sequence[int]) -> None:
    version_id, day, state, points, reduction_mg = entry
    line.actions += 1
    line.points += points
    if state not in UNDECIDED or version_id not in rulebook.versions:
        return
    methodology, _ = rulebook.versions[version_id]
    if rulebook.status(methodology.id, from_day_number(day)) is not Status.DRAFT:
        group = methodology.points_group
        line.waiting_mg[group] = line.waiting_mg.get(group, 0) + reduction_mg
