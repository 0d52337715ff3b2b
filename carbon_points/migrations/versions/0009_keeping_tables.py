"""Safe keeping: what is kept of backups, keys, erasures and retention.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from carbon_points.migrations.triggers import forbid_changes

revision = "0009"
down_revision = "0008"

_TYPES: Final = {"int": sa.Integer, "text": sa.String, "bytes": sa.LargeBinary}


def upgrade() -> None:
    for table, columns in APPEND_ONLY.items():
        forbid_changes(table, columns.split())


def _table(name: str, columns: str, *constraints: sa.Constraint) -> None:
    """Create a table from ``name type, …``; a type with ``?`` may be empty."""
    made = [_column(*spec.split()) for spec in columns.split(", ")]
    primary = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(name, *made, primary, *constraints)


def _column(name: str, kind: str) -> sa.Column[object]:
    return sa.Column(name, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))


def _points(table: str, column: str, target: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


APPEND_ONLY: Final[dict[str, str]] = {}
"""Tables whose rows stay, and the columns that never change once written."""
