"""Which files were imported, when, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.actions.models import ImportBatch
from carbon_points.security.models import ChainRecord

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Imported:
    """One file that was taken in, in the figures of that moment."""

    batch_id: int
    kind: str
    file_name: str
    rows: int
    accepted: int
    at: int
    """When, seconds since 1970-01-01 UTC."""

    operator: str


def earlier_import(session: Session, sha256: str) -> Imported | None:
    """The latest import of a file with this content that was not taken back."""
    same = _standing().where(ImportBatch.file_sha256 == bytes.fromhex(sha256))
    row = session.execute(same.limit(1)).first()
    return Imported(*row) if row else None


def recent_imports(session: Session, limit: int = 20) -> tuple[Imported, ...]:
    """The latest imports that were not taken back, newest first."""
    rows = session.execute(_standing().limit(limit))
    return tuple(Imported(*row) for row in rows)


def _standing() -> Select[int, str, str, int, int, int, str]:
    return (
        select(
            ImportBatch.id,
            ImportBatch.kind,
            ImportBatch.file_name,
            ImportBatch.rows,
            ImportBatch.accepted,
            ChainRecord.at,
            ChainRecord.operator,
        )
        .join(ChainRecord, ChainRecord.position == ImportBatch.chain_position)
        .where(ImportBatch.withdrawn == 0)
        .order_by(ImportBatch.chain_position.desc())
    )
