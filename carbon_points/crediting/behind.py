"""The actions behind a movement of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.ids import parse_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_APPROVED = text("""
SELECT d.action_id FROM action a JOIN decision d ON d.action_id = a.id
WHERE a.participant_id = :person AND d.batch_id = :batch
ORDER BY d.action_id DESC""")
_CORRECTED = text("""
SELECT a.id FROM action_correction c JOIN action a ON a.id = c.replacement_id
WHERE c.change_id = :change AND a.participant_id = :person ORDER BY a.id DESC""")


def actions_behind(
    session: Session, participant_id: int, cause: str
) -> tuple[int, ...]:
    """The actions that made an entry of this cause, the newest first.

    None are behind a redemption or an expiry: those spend what others gave.
    """
    kind, _, rest = cause.partition(":")
    if kind == "reversal":
        return (parse_id(rest),)
    if kind == "correction":
        change = parse_id(rest.partition("/")[0])
        binds = {"person": participant_id, "change": change}
        return tuple(session.execute(_CORRECTED, binds).scalars())
    if kind != "approval":
        return ()
    batch = parse_id(rest.partition("/")[0])
    binds = {"person": participant_id, "batch": batch}
    return tuple(session.execute(_APPROVED, binds).scalars())
