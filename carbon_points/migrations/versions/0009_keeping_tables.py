"""Safe keeping: what is kept of backups, keys, erasures and retention.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

import sqlalchemy as sa
from alembic import op

from carbon_points.migrations.triggers import forbid_changes
from carbon_points.migrations.triggers import keep_log

revision = "0009"
down_revision = "0008"

_TYPES: Final = {"int": sa.Integer, "text": sa.String, "bytes": sa.LargeBinary}


def upgrade() -> None:
    _log()
    for table, columns in APPEND_ONLY.items():
        forbid_changes(table, columns.split())


def _log() -> None:
    """The operation log is kept as it is written, and covered by the chain."""
    for column in ("salt", "reason_digest"):
        op.add_column("operation_log", _column(column, "bytes?"))
    rows = op.get_bind().execute(sa.text("SELECT id, reason FROM operation_log"))
    fill = sa.text(
        "UPDATE operation_log SET salt = :salt, reason_digest = :digest WHERE id = :id"
    )
    for row_id, reason in rows.all():
        salt = secrets.token_bytes(16)
        digest = hashlib.sha256(salt + reason.encode()).digest()
        values = {"id": row_id, "salt": salt, "digest": digest}
        op.get_bind().execute(fill, values)
    keep_log()
    _table(
        "log_seal",
        "id int, first_id int, last_id int, rows int, digest bytes, chain_position int",
    )
    _table(
        "log_release",
        "id int, through_id int, rows int, reason text, chain_position int",
    )


def _table(name: str, columns: str, *constraints: sa.Constraint) -> None:
    """Create a table from ``name type, …``; a type with ``?`` may be empty."""
    made = [_column(*spec.split()) for spec in columns.split(", ")]
    primary = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(name, *made, primary, *constraints)


def _column(name: str, kind: str) -> sa.Column[object]:
    return sa.Column(name, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))


def _points(table: str, column: str, target: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


APPEND_ONLY: Final[dict[str, str]] = {
    "log_seal": "id first_id last_id rows digest chain_position",
    "log_release": "id through_id rows reason chain_position",
}
"""Tables whose rows stay, and the columns that never change once written."""
