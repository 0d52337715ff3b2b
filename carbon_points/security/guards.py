"""Whether the database itself still refuses to change what is booked.

The program never changes such a row; the triggers stop whoever goes past it, and a
database that has lost them looks whole until somebody uses that.
"""

from __future__ import annotations

import re
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.security.verification import chained_models
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

GUARDED: Final = "what_is_booked_refuses_changes"
_STORED: Final = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
_BODY: Final = "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
_DELETE: Final = 'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON "{table}" ' + _BODY
_UPDATE: Final = re.compile(
    r'CREATE TRIGGER (\w+)_no_update BEFORE UPDATE OF ([\w", ]+) ON "(\w+)" (BEGIN.+)'
)
_LOG: Final = (
    (
        "CREATE TRIGGER operation_log_no_update BEFORE UPDATE OF id, at, operator, act,"
        " subject, reason_digest ON operation_log "
    ),
    (
        "CREATE TRIGGER operation_log_no_other_reason BEFORE UPDATE OF reason, salt ON"
        " operation_log WHEN NEW.reason <> '' OR NEW.salt IS NOT NULL "
    ),
    (
        "CREATE TRIGGER operation_log_no_delete BEFORE DELETE ON operation_log WHEN NOT"
        " EXISTS (SELECT 1 FROM log_release WHERE through_id >= OLD.id) "
    ),
)


def checks(session: Session) -> Iterator[Check]:
    """Every chained table, and the log, has the triggers that it was made with."""
    stored = {name: " ".join(sql.split()) for name, sql in session.execute(_STORED)}
    wanted = {
        table: frozenset(model.chained.columns)
        for table, model in chained_models(session).items()
        if model.chained is not None
    }
    open_ones = [table for table in wanted if not _guarded(stored, table, wanted)]
    log = {sql + _BODY.format(table="operation_log") for sql in _LOG}
    if not log <= set(stored.values()):
        open_ones.append("operation_log")
    finding = _finding(open_ones[0]) if open_ones else None
    yield Check(GUARDED, len(wanted) + 1, finding)


def _guarded(
    stored: Mapping[str, str], table: str, wanted: Mapping[str, frozenset[str]]
) -> bool:
    found = _UPDATE.fullmatch(stored.get(f"{table}_no_update", ""))
    if found is None or {found[1], found[3]} != {table}:
        return False
    columns = {name.strip(' "') for name in found[2].split(",")}
    whole = columns >= wanted[table] and found[4] == _BODY.format(table=table)
    return whole and stored.get(f"{table}_no_delete") == _DELETE.format(table=table)


def _finding(table: str) -> Finding:
    return Finding(
        "GUARD_MISSING",
        f"表 {table} 的防改动触发器被删掉或改过；请用最近的备份恢复。",
        f"The triggers that guard table {table} were dropped or changed; restore the"
        " latest backup.",
        {"table": table},
    )
