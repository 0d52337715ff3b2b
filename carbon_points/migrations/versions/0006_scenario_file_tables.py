"""The file of a scenario: documents, stages, publicity, own criteria.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from typing import Final

from alembic import op

from carbon_points.migrations.making import make_table
from carbon_points.migrations.making import points
from carbon_points.migrations.triggers import forbid_changes

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        constraints = [points(table, *way) for way in REFERENCES.get(table, ())]
        make_table(
            table,
            f"{columns}, operator text, at int, chain_position int",
            *constraints,
        )
    for table, (columns, unique) in INDEXES.items():
        names = columns.split()
        name = f"ix_{table}_{'_'.join(names)}"
        op.create_index(name, table, names, unique=unique)
    for table, columns in COLUMNS.items():
        named = [spec.split()[0] for spec in columns.split(", ")]
        forbid_changes(table, [*named, *SIGNED.get(table, ()), "chain_position"])


COLUMNS: Final = {
    "scenario_detail": (
        "id int, scenario text, host text, host_code text, contact text, places text"
    ),
    "scenario_stage": (
        "id int, scenario text, stage text, on_day int, responsible text, "
        "document text, note text, valid_to int?"
    ),
    "scenario_document": (
        "id int, scenario text, kind text, title text, number text, issued_on int, "
        "methodology text, claim text, replaces int?"
    ),
    "scenario_document_file": "id int, document_id int, evidence_id int",
    "scenario_notice": (
        "id int, scenario text, subject text, text text, published_in text, "
        "first_day int, last_day int"
    ),
    "scenario_objection": (
        "id int, notice_id int, received_on int, source text, text text"
    ),
    "scenario_answer": (
        "id int, objection_id int, answered_on int, outcome text, text text"
    ),
    "scenario_withdrawal": "id int, subject text, subject_id int, reason text",
    "scenario_target": (
        "id int, scenario text, criterion text, target int, source text, "
        "document text, confidence text, valid_from int, step text"
    ),
    "scenario_verification": (
        "id int, on_day int, checked_position int, checks int, failed text"
    ),
}
"""The tables without who wrote a row, when, and its place in the chain."""

REFERENCES: Final = {
    "scenario_document": (("replaces", "scenario_document.id"),),
    "scenario_document_file": (
        ("document_id", "scenario_document.id"),
        ("evidence_id", "evidence.id"),
    ),
    "scenario_objection": (("notice_id", "scenario_notice.id"),),
    "scenario_answer": (("objection_id", "scenario_objection.id"),),
}
INDEXES: Final = {
    "scenario_stage": ("scenario", False),
    "scenario_document": ("scenario", False),
    "scenario_document_file": ("document_id evidence_id", True),
    "scenario_notice": ("scenario", False),
    "scenario_objection": ("notice_id", False),
    "scenario_answer": ("objection_id", True),
    "scenario_withdrawal": ("subject subject_id", True),
    "scenario_target": ("scenario criterion", False),
}
SIGNED: Final = {"scenario_target": ("operator",)}
"""Where the chain covers the operator of a row too."""
