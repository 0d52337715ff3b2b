"""Which approved actions a notice announces, by methodology and vintage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.sums import MONTH
from carbon_points.common.days import day_number
from carbon_points.common.ids import id_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_FREE: Final = f"""
SELECT v.methodology AS methodology, {MONTH} / 12 AS vintage, a.id AS id,
       a.participant_id AS person, a.reduction_mg AS mg
FROM action a JOIN methodology_version v ON v.id = a.version_id
WHERE a.state = 3 AND a.day BETWEEN :first AND :last
AND NOT EXISTS (SELECT 1 FROM pool_member m WHERE m.action_id = a.id)"""  # noqa: S608  (a constant)
"""State 3: approved, never a draft; a reversed one is not in it any more."""


@dataclass(frozen=True, slots=True)
class Lot:
    """What one line of a notice announces."""

    methodology: str
    vintage: int
    actions: int
    participants: int
    reduction_mg: int


def free_lots(
    session: Session, days: tuple[dt.date, dt.date], methodologies: Sequence[str]
) -> tuple[Lot, ...]:
    """What is approved in a period and was not announced yet.

    Args:
        session: to read with.
        days: first and last statistics day.
        methodologies: only these; all if there are none.
    """
    query = text(f"""
        SELECT methodology, vintage, COUNT(*), COUNT(DISTINCT person), SUM(mg)
        FROM ({_FREE}) GROUP BY 1, 2 ORDER BY 1, 2""")  # noqa: S608  (own constants)
    rows = session.execute(query, _between(*days))
    return tuple(
        Lot(*row) for row in rows if not methodologies or row[0] in methodologies
    )


def free_members(
    session: Session, lot: Lot, days: tuple[dt.date, dt.date]
) -> list[int]:
    """The actions of a lot before it is announced, in id order."""
    query = text(f"""
        SELECT id FROM ({_FREE})
        WHERE methodology = :methodology AND vintage = :vintage ORDER BY id""")  # noqa: S608  (own constants)
    binds = {"methodology": lot.methodology, "vintage": lot.vintage}
    return list(session.scalars(query, {**binds, **_between(*days)}))


def claim(session: Session, lot_id: int, action_ids: Sequence[int]) -> None:
    """Write the members of a lot: no other one may announce them now."""
    session.connection().exec_driver_sql(
        "INSERT INTO pool_member (action_id, lot_id) VALUES (?, ?)",
        [(each, lot_id) for each in action_ids],
    )


def member_ids(session: Session, lot_id: int) -> list[int]:
    """The actions of a lot, in id order."""
    query = text("SELECT action_id FROM pool_member WHERE lot_id = :lot ORDER BY 1")
    return list(session.scalars(query, {"lot": lot_id}))


def members_digest(action_ids: Iterable[int]) -> bytes:
    """SHA-256 over ids as text lines."""
    digest = hashlib.sha256()
    for each in action_ids:
        digest.update(f"{id_text(each)}\n".encode())
    return digest.digest()


def live(session: Session, lot_id: int) -> tuple[int, int, int]:
    """A lot's actions that are still approved: how many, of how many people, mg."""
    query = text("""
        SELECT COUNT(*), COUNT(DISTINCT a.participant_id),
               COALESCE(SUM(a.reduction_mg), 0)
        FROM pool_member m JOIN action a ON a.id = m.action_id
        WHERE m.lot_id = :lot AND a.state = 3""")
    actions, people, mg = session.execute(query, {"lot": lot_id}).one()
    return int(actions), int(people), int(mg)


def _between(first: dt.date, last: dt.date) -> dict[str, Any]:
    return {"first": day_number(first), "last": day_number(last)}
