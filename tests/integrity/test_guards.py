"""A database that has lost what guards its rows is named before somebody uses that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.integrity.service import verify
from carbon_points.security.guards import GUARDED
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def said(db: Database) -> str:
    found = {check.name: check for check in verify(db, as_of("auditor")).checks}
    return found[GUARDED].first_problem


def test_a_database_as_it_was_made_is_guarded(busy: Database) -> None:
    assert said(busy) == ""


@pytest.mark.parametrize(
    ("table", "statements"),
    [
        ("action", ["DROP TRIGGER action_no_update"]),
        ("ledger_posting", ["DROP TRIGGER ledger_posting_no_delete"]),
        ("operation_log", ["DROP TRIGGER operation_log_no_delete"]),
        (
            "decision",
            [
                "DROP TRIGGER decision_no_delete",
                (
                    'CREATE TRIGGER decision_no_delete BEFORE DELETE ON "decision"'
                    " BEGIN SELECT 1; END"
                ),
            ],
        ),
        (
            "decision",
            [
                "DROP TRIGGER decision_no_update",
                (
                    "CREATE TRIGGER decision_no_update BEFORE UPDATE OF id"
                    " ON decision BEGIN SELECT RAISE(ABORT, 'append-only'); END"
                ),
            ],
        ),
    ],
)
def test_a_guard_that_was_taken_away_or_changed_is_named(
    busy: Database, table: str, statements: list[str]
) -> None:
    with busy.writing() as session:
        for statement in statements:
            session.execute(text(statement))

    assert table in said(busy)
