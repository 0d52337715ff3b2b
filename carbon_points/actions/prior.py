"""What the participants of a file already have: earlier credited actions, known keys.

Everything is asked for once a file, never once a row.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.methodology.contract import Per
from carbon_points.methodology.inputs import unpack_columns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection
    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.rulebook.service import Rulebook

_MANY_PARTICIPANTS = 20_000
"""From here on one pass over the table beats a look-up for each participant."""

_TAKEN_BACK = (
    f"(a.state != {int(State.REJECTED)} AND EXISTS (SELECT 1 FROM import_batch b"  # noqa: S608  (a number)
    " WHERE b.id = a.batch_id AND b.withdrawn = 1))"
)


class PriorAction(NamedTuple):
    """One earlier credited action of a participant."""

    participant_id: int
    day: int
    credited: int
    installation_id: int
    trip: tuple[int, int] | None = None
    """Start and end in seconds, where the methodology compares trips."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """An earlier action with the same natural key."""

    participant_id: int
    inputs: bytes
    live: bool


def load_prior(
    session: Session,
    rulebook: Rulebook,
    methodology: Methodology,
    participants: Iterable[int],
    days: tuple[int, int],
) -> list[PriorAction]:
    """Earlier credited actions that can matter to actions of these days.

    Args:
        session: reading.
        rulebook: names the versions of the methodology.
        methodology: whose tallies and overlaps say how far back to look.
        participants: record ids.
        days: first and last day number of the new actions.
    """
    if not (methodology.tallies or methodology.overlap):
        return []
    found: list[PriorAction] = []
    people = sorted(set(participants))
    connection = session.connection()
    for version in methodology.versions:
        version_id = rulebook.version_ids[methodology.id, version.version]
        rows = _rows(connection, version_id, _span(methodology, days), people)
        trips = _trips(methodology, version, rows, days)
        found.extend(
            PriorAction(owner, day, credited, device or 0, trips.get(row_id))
            for row_id, owner, day, credited, device, _ in rows
        )
    return found


def _span(methodology: Methodology, days: tuple[int, int]) -> tuple[int, int]:
    first, last = days
    spans = {tally.per for tally in methodology.tallies}
    if Per.OTHERS in spans:
        return 0, 1 << 40
    if Per.YEAR in spans:
        first = min(first, day_number(_new_year(first)))
        last = max(last, day_number(_new_year(last).replace(month=12, day=31)))
    window = max((tally.days for tally in methodology.tallies), default=0)
    return min(first - 1, first - window), last + 1


def _new_year(day: int) -> dt.date:
    return from_day_number(day).replace(month=1, day=1)


_FEW = 500
"""So many numbers stand in the query itself, which a read-only session may run."""


def _wanted(
    connection: Connection, name: str, numbers: Sequence[int]
) -> tuple[str, str]:
    """A table of one column ``number``: the query's ``WITH`` part and its name."""
    if len(numbers) <= _FEW:
        values = ", ".join(f"({number})" for number in numbers) or "(NULL)"
        return f"WITH {name}(number) AS (VALUES {values})", name
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {name} (number INTEGER PRIMARY KEY)"
    )
    connection.exec_driver_sql(f"DELETE FROM temp.{name}")  # noqa: S608  (our own name)
    connection.exec_driver_sql(
        f"INSERT INTO temp.{name} VALUES (?)",  # noqa: S608  (our own name)
        [(number,) for number in numbers],
    )
    return "", f"temp.{name}"


def _rows(
    connection: Connection, version_id: int, span: tuple[int, int], people: list[int]
) -> Sequence[Any]:
    if len(people) < _MANY_PARTICIPANTS:
        head, table = _wanted(connection, "wanted_participant", people)
        statement = (
            f"{head} SELECT a.id, a.participant_id, a.day, a.credited,"  # noqa: S608  (our own names)
            f" a.installation_id, a.inputs FROM {table} w"
            " CROSS JOIN action a ON a.participant_id = w.number"
            " WHERE a.version_id = ? AND a.day BETWEEN ? AND ? AND a.state <= 3"
            " ORDER BY a.id"
        )
    else:
        statement = (
            "SELECT id, participant_id, day, credited, installation_id, inputs"
            " FROM action NOT INDEXED"
            " WHERE version_id = ? AND day BETWEEN ? AND ? AND state <= 3"
            " ORDER BY id"
        )
    return connection.exec_driver_sql(statement, (version_id, *span)).fetchall()


def _trips(
    methodology: Methodology,
    version: MethodologyVersion,
    rows: Sequence[Any],
    days: tuple[int, int],
) -> dict[int, tuple[int, int]]:
    if methodology.overlap is None:
        return {}
    near = [row for row in rows if days[0] - 1 <= row[2] <= days[1] + 1]
    if not near:
        return {}
    columns = unpack_columns(version, [row[5] for row in near])
    start, end = (columns[name] for name in methodology.overlap)
    return {row[0]: (int(start[i]), int(end[i])) for i, row in enumerate(near)}


def known_keys(session: Session, digests: Sequence[int]) -> dict[int, list[KnownKey]]:
    """Earlier actions, live or not, with one of these natural keys.

    What was taken back with its whole import may come again, except what an auditor
    rejected.
    """
    known: dict[int, list[KnownKey]] = defaultdict(list)
    for live, rows in _known(session, sorted(set(digests))):
        for digest, owner, inputs in rows:
            known[digest].append(KnownKey(owner, inputs, live))
    return known


class KnownContents(NamedTuple):
    """What `known_keys` answers, for files of many rows."""

    contents: set[tuple[int, int, bytes]]
    """Key, participant, inputs."""

    live: set[int]
    """Keys of live actions."""


def known_contents(session: Session, digests: NDArray[np.int64]) -> KnownContents:
    """Earlier actions with one of these natural keys, as `known_keys` has them."""
    ordered = digests.copy()
    ordered.sort()
    first = ordered[1:] != ordered[:-1]
    keys = [*ordered[:1].tolist(), *ordered[1:][first].tolist()]
    known = KnownContents(set(), set())
    for live, rows in _known(session, keys):
        known.contents.update(rows)
        if live:
            known.live.update(row[0] for row in rows)
    return known


def _known(
    session: Session, keys: Sequence[int]
) -> Iterator[tuple[bool, list[tuple[int, int, bytes]]]]:
    """Key, participant and inputs of the live actions, then of the others.

    The indexes alone say which rows are wanted; those are read in the order in which
    they lie, each page once.
    """
    connection = session.connection()
    if connection.exec_driver_sql("SELECT 1 FROM action LIMIT 1").first() is None:
        return
    head, table = _wanted(connection, "wanted_key", keys)
    for index, condition, live in (
        ("uq_action_live_key", "a.state <= 3", True),
        ("ix_action_dead_key", f"a.state > 3 AND NOT {_TAKEN_BACK}", False),
    ):
        cursor: Any = connection.exec_driver_sql(
            f"{head + ',' if head else 'WITH'} found(id) AS MATERIALIZED ("  # noqa: S608  (our own names)
            f" SELECT a.id FROM {table} w CROSS JOIN action a INDEXED BY {index}"
            f" ON a.key_digest = w.number WHERE {condition} ORDER BY a.id)"
            " SELECT b.key_digest, b.participant_id, b.inputs"
            " FROM found CROSS JOIN action b ON b.id = found.id"
        ).cursor
        yield live, cursor.fetchall()
