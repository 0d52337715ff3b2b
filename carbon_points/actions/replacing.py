"""An action's corrected twin: the same deed with the result of the new rules.

The old row stays as it is and counts no more; the twin names it. Its readings stay
those of the action as it was logged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import text

from carbon_points.actions.models import Action
from carbon_points.actions.models import ActionCorrection
from carbon_points.actions.rules import State
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_SAME: Final = (
    "participant_id, installation_id, subdistrict_id, community_id, participant_kind,"
    " day, as_of, grade, context, key_digest, batch_id, source_row"
)
"""What was done, by whom, where and when stays; so does what it was judged by."""

_INSERT: Final = f"""
INSERT INTO action (id, {_SAME}, version_id, factor_set_id, inputs, reduction_mg,
    credited, flags, code, state, points, replaces_id, chain_position)
SELECT ?, {_SAME}, ?, ?, COALESCE(?, inputs), ?, ?, ?, ?, ?, 0, id, ?
FROM action WHERE id = ?"""  # noqa: S608  (constants)
_EVIDENCE: Final = text("""
INSERT INTO evidence_link (evidence_id, subject_kind, subject_id)
SELECT l.evidence_id, 'action', a.id FROM action a
JOIN evidence_link l ON l.subject_kind = 'action' AND l.subject_id = a.replaces_id
WHERE a.id >= :first AND a.chain_position = :position""")
_ORIGINS: Final = text("""
SELECT replacement_id, origin_id FROM action_correction
WHERE replacement_id IN (SELECT value FROM json_each(:ids))""")


@dataclass(frozen=True, slots=True)
class NewResult:
    """What an action comes to by the changed rules."""

    action_id: int
    version_id: int
    factor_set_id: int
    reduction_mg: int
    credited: int
    flags: str
    code: str
    inputs: bytes | None = None
    """As another version stores them; None where the version stays."""


def write_twins(
    session: Session, desk: int, position: int, results: Sequence[NewResult]
) -> dict[int, int]:
    """Store the twins, waiting or not creditable; answers the twin of each action.

    The old ones must not be live any more: they share the natural key.
    """
    first = next_id(session, Action, desk)
    rows = [
        (
            first + place,
            each.version_id,
            each.factor_set_id,
            each.inputs,
            each.reduction_mg,
            each.credited,
            each.flags,
            each.code,
            int(State.NOT_CREDITABLE if each.code else State.WAITING),
            position,
            each.action_id,
        )
        for place, each in enumerate(results)
    ]
    session.connection().exec_driver_sql(_INSERT, rows)
    session.execute(_EVIDENCE, {"first": first, "position": position})
    return {each.action_id: first + place for place, each in enumerate(results)}


@dataclass(frozen=True, slots=True)
class Link:
    """One correction: the action, its twin and what lies between them."""

    action_id: int
    replacement_id: int
    before_mg: int
    after_mg: int
    points: int


def link_twins(
    session: Session, desk: int, position: int, change_id: int, links: Sequence[Link]
) -> None:
    """Record the corrections of one change."""
    origins = origins_of(session, [each.action_id for each in links])
    first = next_id(session, ActionCorrection, desk)
    rows = [
        {
            "id": first + place,
            "change_id": change_id,
            "origin_id": origins.get(each.action_id, each.action_id),
            "action_id": each.action_id,
            "replacement_id": each.replacement_id,
            "before_mg": each.before_mg,
            "after_mg": each.after_mg,
            "points": each.points,
            "chain_position": position,
        }
        for place, each in enumerate(links)
    ]
    session.execute(insert(ActionCorrection), rows)


def origins_of(session: Session, action_ids: Iterable[int]) -> Mapping[int, int]:
    """Of those that are twins: the action as it was logged."""
    rows = session.execute(_ORIGINS, {"ids": json.dumps(list(action_ids))})
    return {twin: origin for twin, origin in rows}  # noqa: C416  (typed rows)


LOGGED_AT: Final = """(CASE WHEN a.replaces_id IS NULL THEN a.chain_position ELSE
    (SELECT o.chain_position FROM action_correction x JOIN action o
     ON o.id = x.origin_id WHERE x.replacement_id = a.id) END)"""
"""The chain position at which ``a`` was logged, in any SQL; a twin's is its origin's:
whoever logged the deed still may not approve it."""
