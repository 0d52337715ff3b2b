"""The plan's indicators and key projects with their values by year.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from carbon_points.migrations.triggers import forbid_changes

revision = "0007"
down_revision = "0006"

_TABLE: Final = "plan_value"
_CHAINED: Final = (
    *("id", "subject", "year", "value", "status", "source", "note", "department"),
    *("evidence_id", "corrects", "chain_position"),
)


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("department", sa.String, nullable=False),
        sa.Column("evidence_id", sa.Integer),
        sa.Column("corrects", sa.Integer),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("chain_position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_value"),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name="fk_plan_value_evidence_id"
        ),
        sa.ForeignKeyConstraint(
            ["corrects"], ["plan_value.id"], name="fk_plan_value_corrects"
        ),
    )
    op.create_index("ix_plan_value_subject_year", _TABLE, ["subject", "year"])
    # One row is put right once: the history of a year is a line and no tree.
    op.create_index("ix_plan_value_corrects", _TABLE, ["corrects"], unique=True)
    forbid_changes(_TABLE, _CHAINED)
