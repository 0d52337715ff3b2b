"""The pool: notices, batches, disposals, uses, what is owed.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from carbon_points.migrations.making import make_table
from carbon_points.migrations.making import points
from carbon_points.migrations.triggers import forbid_changes

revision = "0005"
down_revision = "0004"

_SIGNED: Final = "operator text, at int, chain_position int"


def upgrade() -> None:
    _notices()
    _objections()
    _batches()
    _disposals()
    _uses()
    for table, columns in APPEND_ONLY.items():
        forbid_changes(table, f"{columns} chain_position".split())


def _notices() -> None:
    make_table(
        "pool_notice",
        "id int, text text, starts_on int, ends_on int, first_day int, last_day int, "
        + _SIGNED,
    )
    make_table(
        "pool_lot",
        "id int, notice_id int, methodology text, vintage int, actions int, "
        "participants int, reduction_mg int, members_digest bytes, chain_position int",
        points("pool_lot", "notice_id", "pool_notice.id"),
    )
    _index("pool_lot", "notice_id")
    make_table(
        "pool_member",
        "action_id int, lot_id int",
        points("pool_member", "action_id", "action.id"),
        points("pool_member", "lot_id", "pool_lot.id"),
        key="action_id",
    )
    _index("pool_member", "lot_id")


def _objections() -> None:
    make_table(
        "pool_objection",
        "id int, notice_id int, received_on int, channel text, content text, "
        + _SIGNED,
        points("pool_objection", "notice_id", "pool_notice.id"),
    )
    _index("pool_objection", "notice_id")
    make_table(
        "pool_answer",
        "id int, objection_id int, answered_on int, upheld int, text text, " + _SIGNED,
        points("pool_answer", "objection_id", "pool_objection.id"),
        _unique("pool_answer", "objection_id"),
    )
    make_table(
        "pool_cancelling",
        "id int, notice_id int, cancelled_on int, reason text, " + _SIGNED,
        points("pool_cancelling", "notice_id", "pool_notice.id"),
        _unique("pool_cancelling", "notice_id"),
    )


def _batches() -> None:
    make_table(
        "pool_batch",
        "id int, lot_id int, number text, registered_on int, actions int, "
        "participants int, covered_mg int, reduction_mg int, "
        "made_good_mg int, " + _SIGNED,
        points("pool_batch", "lot_id", "pool_lot.id"),
        _unique("pool_batch", "lot_id"),
        _unique("pool_batch", "number"),
    )
    make_table(
        "pool_enterprise",
        "id int, uscc text, name text, chain_position int",
        _unique("pool_enterprise", "uscc"),
    )


def _disposals() -> None:
    make_table(
        "pool_disposal",
        "id int, number text, enterprise_id int, purpose text, document text, "
        "proposed_on int, " + _SIGNED,
        points("pool_disposal", "enterprise_id", "pool_enterprise.id"),
        _unique("pool_disposal", "number"),
    )
    table = "pool_disposal_line"
    make_table(
        table,
        "id int, disposal_id int, batch_id int, reduction_mg int, chain_position int",
        points(table, "disposal_id", "pool_disposal.id"),
        points(table, "batch_id", "pool_batch.id"),
    )
    _index(table, "disposal_id")
    _index(table, "batch_id")
    table = "pool_disposal_step"
    make_table(
        table,
        "id int, disposal_id int, step text, decided_on int, reason text, " + _SIGNED,
        points(table, "disposal_id", "pool_disposal.id"),
        _unique(table, "disposal_id"),
    )


def _uses() -> None:
    make_table(
        "pool_use",
        "id int, number text, disposal_id int, purpose text, document text, "
        "used_on int, " + _SIGNED,
        points("pool_use", "disposal_id", "pool_disposal.id"),
        _unique("pool_use", "number"),
    )
    _index("pool_use", "disposal_id")
    make_table(
        "pool_use_line",
        "id int, use_id int, line_id int, reduction_mg int, chain_position int",
        points("pool_use_line", "use_id", "pool_use.id"),
        points("pool_use_line", "line_id", "pool_disposal_line.id"),
    )
    _index("pool_use_line", "use_id")
    _index("pool_use_line", "line_id")


def _unique(table: str, column: str) -> sa.Constraint:
    return sa.UniqueConstraint(column, name=f"uq_{table}_{column}")


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


APPEND_ONLY: Final = {
    "pool_notice": "id text starts_on ends_on first_day last_day",
    "pool_lot": (
        "id notice_id methodology vintage actions participants reduction_mg "
        "members_digest"
    ),
    "pool_objection": "id notice_id received_on channel content",
    "pool_answer": "id objection_id answered_on upheld text",
    "pool_cancelling": "id notice_id cancelled_on reason",
    "pool_batch": (
        "id lot_id number registered_on actions participants covered_mg "
        "reduction_mg made_good_mg"
    ),
    "pool_enterprise": "id uscc name",
    "pool_disposal": "id number enterprise_id purpose document proposed_on",
    "pool_disposal_line": "id disposal_id batch_id reduction_mg",
    "pool_disposal_step": "id disposal_id step decided_on reason",
    "pool_use": "id number disposal_id purpose document used_on",
    "pool_use_line": "id use_id line_id reduction_mg",
}
"""Tables whose rows stay, and the columns that never change once written."""
