"""Everything that stands beside one action and helps to decide on it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.replacing import LOGGED_AT
from carbon_points.actions.rules import State
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.evidence.queries import files_of
from carbon_points.evidence.queries import proven_by
from carbon_points.evidence.service import read
from carbon_points.security.acts import permitted
from carbon_points.security.service import saw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.evidence.queries import File
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another action of the same person or installation."""

    action_id: int
    methodology: str
    day: int
    reduction_mg: int
    state: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One step in the life of an action."""

    kind: str
    operator: str
    second: str
    reason: str
    points: int
    at: int


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that stands beside one action; the trace is `crediting.explain`."""

    action_id: int
    files: tuple[File, ...]
    """Its own evidence, then that of the file that it was imported from."""

    history: tuple[History, ...]
    """Logging first."""

    of_person: tuple[Neighbour, ...]
    """The nearest by day, of the same methodology."""

    of_installation: tuple[Neighbour, ...]
    mean_mg_90: int | None
    """Mean of the person's approved actions of the 90 days before; none: nothing."""

    p99_mg: int | None
    """99 of 100 approved actions of this methodology and kind are at most this."""

    source_row: int | None
    """Its line in the file that it was imported from."""


_ONE: Final = text(
    f"""
SELECT a.id, a.participant_id, a.version_id, a.day, a.installation_id, a.batch_id,
       a.participant_kind, c.operator, c.at, a.source_row
FROM action a JOIN chain_record c ON c.position = {LOGGED_AT} WHERE a.id = :id"""  # noqa: S608  (constants)
)
_STEPS: Final = text("""
SELECT b.kind, b.operator, b.second_operator, d.reason, d.points, b.decided_at
FROM decision d JOIN decision_batch b ON b.id = d.batch_id
WHERE d.action_id = :id ORDER BY d.id""")
_NEAR: Final = """
SELECT a.id, v.methodology, a.day, a.reduction_mg, a.state, a.flags
FROM action a JOIN methodology_version v ON v.id = a.version_id
WHERE a.participant_id = :person AND a.id != :id AND a.version_id = :version
  AND a.day BETWEEN :day - :days AND :day + :days {more}
ORDER BY ABS(a.day - :day), ABS(a.id - :id) LIMIT :most"""
_OF_PERSON: Final = text(_NEAR.format(more=""))
_OF_INSTALLATION: Final = text(
    _NEAR.format(more="AND a.installation_id = :installation")
)
_MEAN: Final = text("""
SELECT SUM(reduction_mg), COUNT(*) FROM action
WHERE participant_id = :person AND version_id = :version
  AND day BETWEEN :day - 90 AND :day AND id != :id AND state = 3""")
_LATEST: Final = text("""
SELECT reduction_mg FROM action
WHERE version_id = :version AND participant_kind = :kind AND state = 3
ORDER BY id DESC LIMIT 10000""")


def record(session: Session, action_id: int, most: int = 20) -> Record:
    """What stands beside one action.

    Raises:
        UserError: ACTION_UNKNOWN.
    """
    row = session.execute(_ONE, {"id": action_id}).first()
    if row is None:
        raise UserError("ACTION_UNKNOWN", value=id_text(action_id))
    _, person, version, day, installation, batch, kind, operator, at, line = row
    binds = {"id": action_id, "person": person, "version": version, "day": day}
    near = {**binds, "most": most}
    files = [*files_of(session, "action", action_id)]
    if batch:
        files += files_of(session, "batch", batch)
    steps = [History(*step) for step in session.execute(_STEPS, {"id": action_id})]
    beside: tuple[Neighbour, ...] = ()
    if installation:
        wide = {**near, "days": 4000, "installation": installation}
        beside = tuple(_neighbours(session, _OF_INSTALLATION, wide))
    total, count = session.execute(_MEAN, binds).one()
    return Record(
        action_id,
        tuple(files),
        (History("logged", operator, "", "", 0, at), *steps),
        tuple(_neighbours(session, _OF_PERSON, {**near, "days": 90})),
        beside,
        round(Fraction(total, count)) if count else None,
        _p99(session, {"version": version, "kind": kind}),
        line if batch else None,
    )


def _neighbours(
    session: Session, query: Any, binds: Mapping[str, Any]
) -> Iterator[Neighbour]:
    for number, methodology, day, mg, state, flags in session.execute(query, binds):
        words = tuple(flags.split(",")) if flags else ()
        name = State(state).name.lower()
        yield Neighbour(number, methodology, day, mg, name, words)


def _p99(session: Session, binds: Mapping[str, Any]) -> int | None:
    """Of the latest ten thousand, which is as good and always quick."""
    amounts = sorted(session.scalars(_LATEST, binds))
    return amounts[(99 * len(amounts) - 1) // 100] if amounts else None


def look_at_evidence(db: Database, caller: Caller, evidence_id: int) -> bytes:
    """The content of a kept file, and into the operation log who looked at it.

    Raises:
        NotAllowedError: ROLE.
        UserError: EVIDENCE_MISSING, EVIDENCE_DAMAGED.
    """
    with db.reading() as session:
        by = permitted(session, "audit show", caller)
        action = proven_by(session, evidence_id, "action")
    content = read(db, evidence_id)
    saw(db, by, id_text(evidence_id if action is None else action), "view-evidence")
    return content
