"""Triggers that migrations install, one arm per database dialect."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from alembic import op

if TYPE_CHECKING:
    from collections.abc import Sequence

_SQLITE: Final = """
CREATE TRIGGER {table}_no_{verb} BEFORE {event} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""


def forbid_changes(table: str, columns: Sequence[str]) -> None:
    """Make every DELETE on `table` fail, and every UPDATE of these columns."""
    listed = ", ".join(f'"{column}"' for column in columns)
    for verb, event in (("update", f"UPDATE OF {listed}"), ("delete", "DELETE")):
        op.execute(_SQLITE.format(table=table, verb=verb, event=event))


_LOG: Final = (
    """
CREATE TRIGGER operation_log_no_update
BEFORE UPDATE OF id, at, operator, act, subject, reason_digest ON operation_log
BEGIN SELECT RAISE(ABORT, 'operation_log is append-only'); END
""",
    """
CREATE TRIGGER operation_log_no_other_reason
BEFORE UPDATE OF reason, salt ON operation_log
WHEN NEW.reason <> '' OR NEW.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'operation_log is append-only'); END
""",
    """
CREATE TRIGGER operation_log_no_delete BEFORE DELETE ON operation_log
WHEN NOT EXISTS (SELECT 1 FROM log_release WHERE through_id >= OLD.id)
BEGIN SELECT RAISE(ABORT, 'operation_log is append-only'); END
""",
)


def keep_log() -> None:
    """Let the operation log only grow, until a chained row releases the oldest.

    A reason may go, for somebody who is erased; another one may not come.
    """
    for statement in _LOG:
        op.execute(statement)
