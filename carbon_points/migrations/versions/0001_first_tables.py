"""Create the first tables of every room and close their append-only columns.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from carbon_points.migrations.triggers import forbid_changes

revision = "0001"
down_revision = None

_TYPES: Final = {"int": sa.Integer, "text": sa.String, "bytes": sa.LargeBinary}


def upgrade() -> None:
    _storage()
    _security()
    _places()
    _participants()
    _evidence()
    _rulebook()
    _ledger()
    _actions()
    _crediting()
    _certificates()
    # Triggers and not application checks: what decides a number must also survive a
    # person with a database browser.
    for table, columns in APPEND_ONLY.items():
        forbid_changes(table, columns.split())


def _storage() -> None:
    _table(
        "secret",
        "name text, value bytes",
        _primary("secret", "name"),
    )
    _table(
        "setting",
        "name text, value text",
        _primary("setting", "name"),
    )


def _security() -> None:
    _table(
        "chain_record",
        "position int, desk int, previous_hash bytes, kind text, operation_id text, "
        "operator text, second_operator text, at int, as_of int, rows int, "
        "digest bytes, hash bytes",
        _primary("chain_record", "position"),
        _check("ck_chain_record_hash_is_sha256", "length(hash) = 32"),
        _unique("chain_record", "operation_id"),
    )
    _table(
        "operation_log",
        "id int, at int, operator text, act text, subject text, reason text",
        _primary("operation_log", "id"),
    )
    _index("ix_operation_log_at", "operation_log", "at")
    _table(
        "operator",
        "id int, name text, display_name text, roles text, subdistrict_id int?, "
        "password_hash text?",
        _primary("operator", "id"),
        _unique("operator", "name"),
    )
    _table(
        "chain_part",
        "position int, table_name text, rows int, digest bytes",
        _primary("chain_part", "position table_name"),
        _points("chain_part", "position", "chain_record.position"),
    )


def _places() -> None:
    _table(
        "place",
        "id int, kind text, parent_id int?, code text, name text",
        _primary("place", "id"),
        _points("place", "parent_id", "place.id"),
        _unique("place", "parent_id kind name"),
    )


def _participants() -> None:
    _table(
        "participant",
        "id int, kind text, state text, name text, phone text, phone_reversed text, "
        "platform_account text, subdistrict_id int, community_id int?, "
        "registered_on int, identity_sealed bytes?, identity_token bytes?, "
        "tail_token bytes?, identity_masked text, identity_salt bytes?, "
        "identity_digest bytes, contact text, industry text, size_class text, "
        "note text, batch_id int?, chain_position int",
        _primary("participant", "id"),
        _points("participant", "community_id", "place.id"),
        _points("participant", "subdistrict_id", "place.id"),
    )
    _index("ix_participant_identity_token", "participant", "identity_token")
    _index("ix_participant_phone", "participant", "phone")
    _index("ix_participant_phone_reversed", "participant", "phone_reversed")
    _index("ix_participant_platform_account", "participant", "platform_account")
    _index("ix_participant_tail_token", "participant", "tail_token")
    _index(
        "uq_participant_open_identity",
        "participant",
        "identity_token",
        unique=True,
        where="state IN ('open', 'frozen') AND identity_token IS NOT NULL",
    )
    _table(
        "consent",
        "id int, participant_id int, purpose text, text_version text, given_on int, "
        "proxy_name text, proxy_relation text, withdrawn_on int?, chain_position int",
        _primary("consent", "id"),
        _points("consent", "participant_id", "participant.id"),
    )
    _index("ix_consent_participant_id", "consent", "participant_id")
    _table(
        "search_key",
        "kind text, key text, participant_id int",
        _primary("search_key", "kind key participant_id"),
        _points("search_key", "participant_id", "participant.id"),
        sqlite_with_rowid=False,
    )
    _index("ix_search_key_participant", "search_key", "participant_id")


def _evidence() -> None:
    _table(
        "evidence",
        "id int, sha256 bytes, size int, name text, stored_as text, added_at int, "
        "chain_position int",
        _primary("evidence", "id"),
    )
    _index("ix_evidence_sha256", "evidence", "sha256")
    _table(
        "evidence_link",
        "evidence_id int, subject_kind text, subject_id int",
        _primary("evidence_link", "evidence_id subject_kind subject_id"),
        _points("evidence_link", "evidence_id", "evidence.id"),
    )
    _index(
        "ix_evidence_link_subject_kind_subject_id",
        "evidence_link",
        "subject_kind subject_id",
    )


def _rulebook() -> None:
    _table(
        "adoption",
        "id int, methodology text, status text, valid_from int, document text, "
        "step text, operator text, chain_position int",
        _primary("adoption", "id"),
    )
    _table(
        "factor_set",
        "id int, digest bytes, packed bytes, loaded_at int, chain_position int",
        _primary("factor_set", "id"),
        _unique("factor_set", "digest"),
    )
    _table(
        "methodology_version",
        "id int, methodology text, version text, distribution text, chain_position int",
        _primary("methodology_version", "id"),
        _unique("methodology_version", "methodology version"),
    )


def _ledger() -> None:
    _table(
        "ledger_account",
        "id int, kind text, owner int, methodology text, vintage int",
        _primary("ledger_account", "id"),
        _unique("ledger_account", "kind owner methodology vintage"),
    )
    _index("ix_ledger_account_owner", "ledger_account", "owner")
    _table(
        "ledger_entry",
        "id int, cause text, booked_on int, chain_position int",
        _primary("ledger_entry", "id"),
        _unique("ledger_entry", "cause"),
    )
    _table(
        "ledger_posting",
        "id int, entry_id int, account_id int, commodity int, amount int, "
        "chain_position int",
        _primary("ledger_posting", "id"),
        _points("ledger_posting", "account_id", "ledger_account.id"),
        _points("ledger_posting", "entry_id", "ledger_entry.id"),
    )
    _index(
        "ix_ledger_posting_account_id_commodity",
        "ledger_posting",
        "account_id commodity",
    )
    _index("ix_ledger_posting_entry_id", "ledger_posting", "entry_id")


def _actions() -> None:
    _table(
        "decision",
        "id int, batch_id int, action_id int, state int, points int, reason text, "
        "chain_position int",
        _primary("decision", "id"),
    )
    _index("ix_decision_action_id", "decision", "action_id")
    _index("ix_decision_batch_id", "decision", "batch_id")
    _table(
        "decision_batch",
        "id int, kind text, operator text, second_operator text, policy text, "
        "decided_at int, booked_on int, chain_position int",
        _primary("decision_batch", "id"),
    )
    _table(
        "import_batch",
        "id int, kind text, file_name text, file_sha256 bytes, rows int, "
        "accepted int, duplicates int, rejected int, withdrawn int, "
        "chain_position int",
        _primary("import_batch", "id"),
    )
    _index("ix_import_batch_file_sha256", "import_batch", "file_sha256")
    _table(
        "stat_cell",
        "state int, subdistrict_id int, community_id int, month int, version_id int, "
        "grade int, participant_kind int, actions int, reduction_mg int, points int",
        _primary(
            "stat_cell",
            "state subdistrict_id community_id month version_id grade participant_kind",
        ),
        sqlite_with_rowid=False,
    )
    _table(
        "stat_people",
        "state int, cut text, key text, people int",
        _primary("stat_people", "state cut key"),
        sqlite_with_rowid=False,
    )
    _table(
        "stat_position",
        "id int, position int",
        _primary("stat_position", "id"),
    )
    _table(
        "stat_presence",
        "participant_id int, state int, subdistrict_id int, community_id int, "
        "month int, version_id int, grade int, participant_kind int, actions int",
        _primary(
            "stat_presence",
            "participant_id state subdistrict_id community_id month version_id grade "
            "participant_kind",
        ),
        sqlite_with_rowid=False,
    )
    _table(
        "action",
        "id int, participant_id int, installation_id int?, subdistrict_id int, "
        "community_id int?, participant_kind int, day int, version_id int, "
        "factor_set_id int, as_of int, grade int, inputs bytes, context bytes, "
        "key_digest int, reduction_mg int, credited int, flags text, code text, "
        "state int, points int, decision_batch_id int?, batch_id int?, "
        "source_row int, replaces_id int?, chain_position int",
        _primary("action", "id"),
        _points("action", "participant_id", "participant.id"),
    )
    _index("ix_action_dead_key", "action", "key_digest", where="state > 3")
    _index("ix_action_participant", "action", "participant_id version_id day")
    _index("ix_action_waiting", "action", "id", where="state IN (1, 2)")
    _index(
        "uq_action_live_key", "action", "key_digest", unique=True, where="state <= 3"
    )
    _table(
        "installation",
        "id int, participant_id int, methodology text, device_key text, "
        "account_number text, commissioned_on int, rated bytes, state text, "
        "batch_id int?, chain_position int",
        _primary("installation", "id"),
        _points("installation", "participant_id", "participant.id"),
    )
    _index("ix_installation_participant_id", "installation", "participant_id")
    _index(
        "uq_installation_live_device",
        "installation",
        "methodology device_key",
        unique=True,
        where="state = 'live'",
    )
    _table(
        "reading",
        "id int, installation_id int, meter_id text, read_on int, value_e6 int, "
        "action_id int?, counts int, batch_id int?, chain_position int",
        _primary("reading", "id"),
        _points("reading", "installation_id", "installation.id"),
    )
    _index("ix_reading_installation_id_read_on", "reading", "installation_id read_on")


def _crediting() -> None:
    _table(
        "credit_remainder",
        "participant_id int, points_group text, remainder_mg int",
        _primary("credit_remainder", "participant_id points_group"),
        sqlite_with_rowid=False,
    )


def _certificates() -> None:
    _table(
        "certificate",
        "id int, serial text, year int, desk int, number int, participant_id int, "
        "period_from int, period_to int, issued_on int, content bytes, state text, "
        "validity text, replaced_by text, invalid_since int?, file_name text, "
        "file_sha256 bytes?, prints int, chain_position int",
        _primary("certificate", "id"),
        _points("certificate", "participant_id", "participant.id"),
        _unique("certificate", "serial"),
        _unique("certificate", "year desk number"),
    )
    _index("ix_certificate_participant_id", "certificate", "participant_id")
    _index("ix_certificate_state", "certificate", "state")


def _table(
    name: str, columns: str, *constraints: sa.Constraint, sqlite_with_rowid: bool = True
) -> None:
    """Create a table from ``name type, …``; a type with ``?`` may be empty."""
    made = [_column(*spec.split()) for spec in columns.split(", ")]
    op.create_table(name, *made, *constraints, sqlite_with_rowid=sqlite_with_rowid)


def _column(name: str, kind: str) -> sa.Column[object]:
    return sa.Column(name, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))


def _primary(table: str, columns: str) -> sa.Constraint:
    return sa.PrimaryKeyConstraint(*columns.split(), name=f"pk_{table}")


def _unique(table: str, columns: str) -> sa.Constraint:
    listed = columns.split()
    return sa.UniqueConstraint(*listed, name=f"uq_{table}_{'_'.join(listed)}")


def _points(table: str, column: str, target: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _check(name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(name))


def _index(
    name: str, table: str, columns: str, *, unique: bool = False, where: str = ""
) -> None:
    partial = sa.text(where) if where else None
    op.create_index(name, table, columns.split(), unique=unique, sqlite_where=partial)


APPEND_ONLY: Final = {
    "action": (
        "id participant_id installation_id subdistrict_id community_id day "
        "version_id factor_set_id as_of inputs context key_digest reduction_mg "
        "credited flags code chain_position"
    ),
    "adoption": (
        "id methodology status valid_from document step operator chain_position"
    ),
    "certificate": ("id serial participant_id content chain_position"),
    "chain_part": ("position table_name rows digest"),
    "chain_record": (
        "position desk previous_hash kind operation_id operator second_operator at "
        "as_of rows digest hash"
    ),
    "consent": ("id participant_id purpose text_version given_on chain_position"),
    "decision": ("id batch_id action_id state points reason chain_position"),
    "decision_batch": ("id kind operator second_operator policy chain_position"),
    "evidence": ("id sha256 size chain_position"),
    "factor_set": ("id digest packed chain_position"),
    "import_batch": ("id kind file_sha256 rows accepted chain_position"),
    "installation": (
        "id participant_id methodology device_key commissioned_on rated chain_position"
    ),
    "ledger_entry": ("id cause booked_on chain_position"),
    "ledger_posting": ("id entry_id account_id commodity amount chain_position"),
    "methodology_version": ("id methodology version chain_position"),
    "participant": (
        "id kind subdistrict_id community_id identity_digest chain_position"
    ),
    "reading": (
        "id installation_id meter_id read_on value_e6 action_id chain_position"
    ),
}
"""Tables whose rows stay, and the columns that never change once written."""
