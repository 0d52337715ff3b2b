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
