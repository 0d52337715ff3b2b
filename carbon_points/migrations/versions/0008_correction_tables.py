"""Signed changes of the rules after a rehearsal, and the corrections they made.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from carbon_points.migrations.making import make_table
from carbon_points.migrations.making import points
from carbon_points.migrations.triggers import forbid_changes

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _changes()
    _corrections()
    _findings()
    for table, columns in APPEND_ONLY.items():
        forbid_changes(table, columns.split())


def _changes() -> None:
    make_table(
        "rule_change",
        "id int, kind text, name text, value text, valid_from int, document text, "
        "listed int, before_mg int, after_mg int, points int, digest bytes, "
        "workbook_id int?, file_id int?, operator text, proposed_at int, "
        "chain_position int",
    )
    make_table(
        "rule_change_line",
        "id int, change_id int, action_id int, day int, state int, before_mg int, "
        "after_mg int, code text, closed int, chain_position int",
        points("rule_change_line", "change_id", "rule_change.id"),
    )
    name = "ix_rule_change_line_change_id_action_id"
    op.create_index(name, "rule_change_line", ["change_id", "action_id"])
    make_table(
        "rule_change_step",
        "id int, change_id int, step text, operator text, reason text, at int, "
        "chain_position int",
        points("rule_change_step", "change_id", "rule_change.id"),
        sa.UniqueConstraint("change_id", name="uq_rule_change_step_change_id"),
    )


def _corrections() -> None:
    table = "action_correction"
    make_table(
        table,
        "id int, change_id int, origin_id int, action_id int, replacement_id int, "
        "before_mg int, after_mg int, points int, chain_position int",
        points(table, "change_id", "rule_change.id"),
        points(table, "action_id", "action.id"),
        points(table, "replacement_id", "action.id"),
        sa.UniqueConstraint("action_id", name=f"uq_{table}_action_id"),
        sa.UniqueConstraint("replacement_id", name=f"uq_{table}_replacement_id"),
    )
    op.create_index(f"ix_{table}_change_id", table, ["change_id"])
    op.create_index(f"ix_{table}_origin_id", table, ["origin_id"])


def _findings() -> None:
    table = "audit_finding"
    make_table(
        table,
        "id int, action_id int, sample_id int?, reason text, overstated_mg int, "
        "note text, operator text, at int, chain_position int",
        points(table, "action_id", "action.id"),
        points(table, "sample_id", "audit_sample.id"),
    )
    op.create_index(f"ix_{table}_action_id", table, ["action_id"])
    op.create_index(f"ix_{table}_sample_id", table, ["sample_id"])
    table = "audit_finding_step"
    make_table(
        table,
        "id int, finding_id int, step text, decision_id int?, replaced_by int?, "
        "note text, operator text, at int, chain_position int",
        points(table, "finding_id", "audit_finding.id"),
        points(table, "decision_id", "decision.id"),
        points(table, "replaced_by", "action.id"),
    )
    op.create_index(f"ix_{table}_finding_id", table, ["finding_id"])


APPEND_ONLY: Final = {
    "rule_change": (
        "id kind name value valid_from document listed before_mg after_mg points "
        "digest operator chain_position"
    ),
    "rule_change_line": (
        "id change_id action_id state before_mg after_mg closed chain_position"
    ),
    "rule_change_step": "id change_id step operator reason chain_position",
    "action_correction": (
        "id change_id origin_id action_id replacement_id before_mg after_mg points "
        "chain_position"
    ),
    "audit_finding": (
        "id action_id sample_id reason overstated_mg note operator chain_position"
    ),
    "audit_finding_step": (
        "id finding_id step decision_id replaced_by note operator chain_position"
    ),
}
"""Tables whose rows stay, and the columns that never change once written."""
