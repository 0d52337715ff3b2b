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

from carbon_points.migrations.making import column_of
from carbon_points.migrations.making import make_table
from carbon_points.migrations.making import points
from carbon_points.migrations.triggers import forbid_changes
from carbon_points.migrations.triggers import keep_log

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _log()
    _backups()
    _erasures()
    _key_editions()
    for table, columns in APPEND_ONLY.items():
        forbid_changes(table, columns.split())


def _log() -> None:
    """The operation log is kept as it is written, and covered by the chain."""
    for column in ("salt", "reason_digest"):
        op.add_column("operation_log", column_of(column, "bytes?"))
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
    make_table(
        "log_seal",
        "id int, first_id int, last_id int, rows int, digest bytes, chain_position int",
    )
    make_table(
        "log_release",
        "id int, through_id int, rows int, reason text, chain_position int",
    )


def _erasures() -> None:
    """What was taken out for people who wanted to be forgotten, or for its age."""
    make_table(
        "chain_redaction",
        "id int, covers int, table_name text, row_ids text, column_names text, "
        "before bytes, after bytes, chain_position int",
        points("chain_redaction", "covers", "chain_record.position"),
    )
    name = "ix_chain_redaction_table_name_covers"
    op.create_index(name, "chain_redaction", ["table_name", "covers"])
    make_table(
        "erasure",
        "id int, participant_id int, erased_on int, reason text, points int, "
        "files int, certificates int, chain_position int",
        points("erasure", "participant_id", "participant.id"),
        sa.UniqueConstraint("participant_id", name="uq_erasure_participant_id"),
    )
    make_table(
        "evidence_dropped",
        "id int, evidence_id int, dropped_on int, cause text, chain_position int",
        points("evidence_dropped", "evidence_id", "evidence.id"),
        sa.UniqueConstraint("evidence_id", name="uq_evidence_dropped_evidence_id"),
    )
    make_table(
        "retention_run",
        "id int, ran_on int, rules_digest bytes, went text, chain_position int",
    )


def _backups() -> None:
    """Every try to make a backup; not chained: it tells of copies, not of numbers."""
    make_table(
        "backup_run",
        "id int, at int, why text, operator text, place text, file text, size int,"
        " result text, missing_mb int, took_ms int, position int, sha256 text",
    )
    op.create_index("ix_backup_run_at", "backup_run", ["at"])


def _key_editions() -> None:
    """Every public-key list that was in force, as it was signed."""
    make_table(
        "key_edition",
        "id int, edition int, bureau bytes, issued_on int, content bytes, act text, "
        "note text, chain_position int",
        sa.UniqueConstraint("bureau", "edition", name="uq_key_edition_bureau_edition"),
    )


APPEND_ONLY: Final[dict[str, str]] = {
    "chain_redaction": (
        "id covers table_name row_ids column_names before after chain_position"
    ),
    "erasure": (
        "id participant_id erased_on reason points files certificates chain_position"
    ),
    "evidence_dropped": "id evidence_id dropped_on cause chain_position",
    "key_edition": "id edition bureau issued_on content act note chain_position",
    "retention_run": "id ran_on rules_digest went chain_position",
    "log_seal": "id first_id last_id rows digest chain_position",
    "log_release": "id through_id rows reason chain_position",
}
"""Tables whose rows stay, and the columns that never change once written."""
