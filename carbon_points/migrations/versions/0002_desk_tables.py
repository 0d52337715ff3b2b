"""Unfinished forms, sign-in attempts, possible twins, and papers printed at the desk.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("operator", sa.Column("closed_on", sa.Integer))
    op.create_table(
        "form_draft",
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("operator", "form", name="pk_form_draft"),
    )
    op.create_table(
        "sign_in",
        sa.Column("operator_id", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", sa.Integer, nullable=False),
        sa.Column("wait_s", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("operator_id", name="pk_sign_in"),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name="fk_sign_in_operator_id"
        ),
    )
    _participants()
    _papers()


def _participants() -> None:
    op.create_table(
        "merge_mark",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("participant_id", sa.Integer, nullable=False),
        sa.Column("other_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merge_mark"),
        sa.UniqueConstraint(
            "participant_id", "other_id", name="uq_merge_mark_participant_id_other_id"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name="fk_merge_mark_participant_id",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["participant.id"], name="fk_merge_mark_other_id"
        ),
    )


def _papers() -> None:
    op.create_table(
        "passbook",
        sa.Column("participant_id", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("last_entry_id", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name="pk_passbook"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name="fk_passbook_participant_id"
        ),
    )
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("paper", sa.String, nullable=False),
        sa.Column("participant_id", sa.Integer),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("printer", sa.String, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("ended_at", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_print_job"),
    )
    op.create_index("ix_print_job_paper_subject", "print_job", ["paper", "subject"])
    op.create_index("ix_print_job_at", "print_job", ["at"])
