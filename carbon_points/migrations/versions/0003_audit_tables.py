"""The bureau's audit: open batches, samples, closed months, photos, revocations.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from carbon_points.migrations.triggers import forbid_changes

revision = "0003"
down_revision = "0002"

_TYPES: Final = {"int": sa.Integer, "text": sa.String, "bytes": sa.LargeBinary}


def upgrade() -> None:
    _open_batches()
    _samples()
    _months()
    _papers()
    for table, columns in APPEND_ONLY.items():
        forbid_changes(table, columns.split())


def _open_batches() -> None:
    _table(
        "audit_mark",
        "operator text, action_id int, place int, verb text, reason text, at int",
        sa.PrimaryKeyConstraint("operator", "action_id", name="pk_audit_mark"),
        _points("audit_mark", "action_id", "action.id"),
    )
    op.create_index("ix_audit_mark_action_id", "audit_mark", ["action_id"])
    _table(
        "audit_first",
        "action_id int, operator text, at int",
        sa.PrimaryKeyConstraint("action_id", name="pk_audit_first"),
        _points("audit_first", "action_id", "action.id"),
    )


def _samples() -> None:
    _table(
        "audit_sample",
        "id int, scenario text, first_day int, last_day int, confidence text, "
        "rule text, seed text, population int, size int, ids_digest bytes, "
        "drawn_by text, drawn_at int, chain_position int",
        sa.PrimaryKeyConstraint("id", name="pk_audit_sample"),
    )
    _table(
        "audit_sample_item",
        "id int, sample_id int, action_id int, stratum text, stratum_size int, "
        "chain_position int",
        sa.PrimaryKeyConstraint("id", name="pk_audit_sample_item"),
        _points("audit_sample_item", "sample_id", "audit_sample.id"),
        _points("audit_sample_item", "action_id", "action.id"),
    )
    pair = ["sample_id", "action_id"]
    name = "ix_audit_sample_item_sample_id_action_id"
    op.create_index(name, "audit_sample_item", pair, unique=True)
    name = "ix_audit_sample_item_action_id"
    op.create_index(name, "audit_sample_item", ["action_id"])
    _table(
        "audit_sample_step",
        "id int, sample_id int, action_id int, step text, reason text, "
        "overstated_mg int, note text, operator text, at int, chain_position int",
        sa.PrimaryKeyConstraint("id", name="pk_audit_sample_step"),
        _points("audit_sample_step", "sample_id", "audit_sample.id"),
        _points("audit_sample_step", "action_id", "action.id"),
    )
    op.create_index(
        "ix_audit_sample_step_sample_id_action_id", "audit_sample_step", pair
    )


def _months() -> None:
    _table(
        "ledger_closed_month",
        "id int, month int, entries int, digest bytes, operator text, closed_at int, "
        "chain_position int",
        sa.PrimaryKeyConstraint("id", name="pk_ledger_closed_month"),
        sa.UniqueConstraint("month", name="uq_ledger_closed_month_month"),
    )
    _table(
        "ledger_month_correction",
        "id int, decision_id int, action_id int, belongs_to int, counted_in int, "
        "chain_position int",
        sa.PrimaryKeyConstraint("id", name="pk_ledger_month_correction"),
    )
    table = "ledger_month_correction"
    op.create_index(f"ix_{table}_decision_id", table, ["decision_id"], unique=True)
    op.create_index(f"ix_{table}_action_id", table, ["action_id"])


def _papers() -> None:
    _table(
        "evidence_photo",
        "evidence_id int, print64 int?",
        sa.PrimaryKeyConstraint("evidence_id", name="pk_evidence_photo"),
        _points("evidence_photo", "evidence_id", "evidence.id"),
    )
    table = "certificate_withdrawal"
    _table(
        table,
        "id int, certificate_id int, serial text, revoked_on int, reason text, "
        "operator text, at int, chain_position int",
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _points(table, "certificate_id", "certificate.id"),
        sa.UniqueConstraint("certificate_id", name=f"uq_{table}_certificate_id"),
    )


def _table(name: str, columns: str, *constraints: sa.Constraint) -> None:
    """Create a table from ``name type, …``; a type with ``?`` may be empty."""
    made = [_column(*spec.split()) for spec in columns.split(", ")]
    op.create_table(name, *made, *constraints)


def _column(name: str, kind: str) -> sa.Column[object]:
    return sa.Column(name, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))


def _points(table: str, column: str, target: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


APPEND_ONLY: Final = {
    "audit_sample": (
        "id scenario first_day last_day confidence rule seed population size "
        "ids_digest chain_position"
    ),
    "audit_sample_item": "id sample_id action_id stratum stratum_size chain_position",
    "audit_sample_step": (
        "id sample_id action_id step reason overstated_mg note chain_position"
    ),
    "ledger_closed_month": "id month entries digest chain_position",
    "ledger_month_correction": (
        "id decision_id action_id belongs_to counted_in chain_position"
    ),
    "certificate_withdrawal": (
        "id certificate_id serial revoked_on reason chain_position"
    ),
}
"""Tables whose rows stay, and the columns that never change once written."""
