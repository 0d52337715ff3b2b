"""Deleting a kept file for good: the record and its digest stay, the file goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.evidence.models import DroppedFile
from carbon_points.evidence.models import Evidence
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import next_id
from carbon_points.storage.files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


def drop(
    session: Session,
    db: Database,
    position: int,
    evidence_ids: Sequence[int],
    why: tuple[int, str],
) -> list[str]:
    """Forget files inside the caller's transaction, who seals over `DroppedFile`.

    Args:
        session: inside a writing transaction.
        db: whose desk gives the ids.
        position: of the chain record that will cover the rows.
        evidence_ids: files that are still there.
        why: day number and cause.

    Returns:
        The names in the folder, for `remove` once this is committed.
    """
    day, cause = why
    first = next_id(session, DroppedFile, db.desk)
    query = select(Evidence.id, Evidence.stored_as).where(
        Evidence.id.in_(evidence_ids), Evidence.stored_as != ""
    )
    found = session.execute(query.order_by(Evidence.id)).all()
    for offset, (evidence_id, _) in enumerate(found):
        values = {"id": first + offset, "evidence_id": evidence_id, "cause": cause}
        more = {"dropped_on": day, "chain_position": position}
        session.execute(insert(DroppedFile).values(**values, **more))
    # The name that somebody gave to a file is a personal word, too.
    chosen = update(Evidence).where(Evidence.id.in_([row.id for row in found]))
    session.execute(chosen.values(stored_as="", name=""))
    return [row.stored_as for row in found]


def hide_names(session: Session, hidden: Callable[[str], str]) -> None:
    """Names of the files that stay, without a person's name."""
    for row in session.execute(select(Evidence.id, Evidence.name)).all():
        if (name := hidden(row.name)) != row.name:
            chosen = update(Evidence).where(Evidence.id == row.id)
            session.execute(chosen.values(name=name))


def remove(db: Database, names: Sequence[str]) -> None:
    """Delete the sealed files; what a crash leaves is cleared by `service.tidy`."""
    folder = evidence_folder(db.path)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    if names:
        sync_folder(folder)
