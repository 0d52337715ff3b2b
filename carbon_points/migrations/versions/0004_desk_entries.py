"""Find the entries of a desk's day among millions of imported ones.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # Partial: an import of a million rows has no entry in it.
    op.create_index(
        "ix_action_desk_entry",
        "action",
        ["chain_position"],
        sqlite_where=sa.text("batch_id IS NULL"),
    )
