"""One judged action written with its evidence, inside somebody's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.actions import sums
from carbon_points.actions.events import columns_of
from carbon_points.actions.intake import Owners
from carbon_points.actions.models import Action
from carbon_points.actions.staging import action_rows
from carbon_points.actions.staging import insert_rows
from carbon_points.actions.staging import Stamp
from carbon_points.common.days import day_number
from carbon_points.evidence import service as evidence
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Verdict
    from carbon_points.methodology.contract import Methodology
    from carbon_points.participants.models import Participant
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted action, not yet written."""

    rulebook: Rulebook
    methodology: Methodology
    person: Participant
    verdict: Verdict
    device_id: int | None = None


def insert_action(
    session: Session, db: Database, caller: Caller, position: int, entry: Entry
) -> int:
    """Store an action and count it; answers its id."""
    action_id = next_id(session, Action, db.desk)
    stamp = Stamp(
        entry.rulebook.version_id(entry.methodology),
        entry.rulebook.factor_set_id,
        day_number(caller.as_of),
    )
    verdicts = columns_of([entry.verdict])
    owner = _owner(entry.person)
    rows = action_rows(action_id, owner, verdicts, stamp, [0], [entry.device_id])
    insert_rows(session, rows, None, position)
    sums.added(session, position, action_id)
    return action_id


def keep_files(
    session: Session,
    db: Database,
    caller: Caller,
    position: int,
    files: tuple[Sequence[evidence.Stored], str, int],
) -> None:
    """Record stored files and what they prove: a kind of subject and its id."""
    stored, kind, subject = files
    for file in stored:
        kept = evidence.keep(session, db, position, caller.now, file)
        evidence.link(session, kept.evidence_id, kind, [subject])


def _owner(person: Participant) -> Owners:
    return Owners(
        [person.id],
        [int(person.kind == "sme")],
        [person.subdistrict_id],
        [person.community_id or 0],
    )
