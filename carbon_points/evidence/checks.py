"""What must always be true of kept files, for ``audit verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.evidence.models import DroppedFile
from carbon_points.evidence.models import Evidence
from carbon_points.evidence.service import opened
from carbon_points.evidence.service import SECRET
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


def checks(session: Session, db: Database) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _files(session, db)
    yield _dropped(session)


def _files(session: Session, db: Database) -> Check:
    """Every file is there, opens, and is what was handed in."""
    name = "every_evidence_file_is_what_was_handed_in"
    kept = select(Evidence).where(Evidence.stored_as != "")
    rows = session.scalars(kept.order_by(Evidence.id)).all()
    if not rows:
        return Check(name, 0)
    key = db.secret_in(session, SECRET)
    for row in rows:
        path = evidence_folder(db.path) / row.stored_as
        try:
            size = sum(map(len, opened(key, path, row.sha256)))
        except UserError as error:
            return Check(name, len(rows), _finding(error.code, row))
        if size != row.size:
            return Check(name, len(rows), _finding("EVIDENCE_DAMAGED", row))
    return Check(name, len(rows))


def _dropped(session: Session) -> Check:
    """A file is gone exactly where the chain says that it was deleted by rule."""
    name = "deleted_evidence_is_recorded"
    gone = set(session.scalars(select(Evidence.id).where(Evidence.stored_as == "")))
    told = set(session.scalars(select(DroppedFile.evidence_id)))
    if gone == told:
        return Check(name, len(told))
    row = session.get(Evidence, min(gone ^ told))
    finding = None if row is None else _finding("EVIDENCE_MISSING", row)
    return Check(name, len(told), finding)


def _finding(code: str, row: Evidence) -> Finding:
    which = id_text(row.id)
    missing = code == "EVIDENCE_MISSING"
    return Finding(
        code,
        f"证据 {which}（{row.name}）{'不见了' if missing else '被改动或损坏'}。",
        f"Evidence {which} ({row.name}) is {'missing' if missing else 'altered'}.",
        {"evidence": which, "name": row.name},
    )
