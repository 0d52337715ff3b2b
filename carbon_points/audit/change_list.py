"""Reading proposed and decided changes of the rules, and their difference lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.rulebook.changes import Change
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_CHANGES: Final = text("""
SELECT c.id, c.kind, c.name, c.value, c.valid_from, c.document, c.listed,
       (SELECT COUNT(*) FROM rule_change_line l
        WHERE l.change_id = c.id AND l.closed = 1) AS kept,
       c.before_mg, c.after_mg, c.points, c.operator, c.proposed_at,
       COALESCE(s.step, 'proposed') AS state, COALESCE(s.operator, '') AS decided_by,
       COALESCE(s.at, 0) AS decided_at, COALESCE(s.reason, '') AS reason,
       COALESCE(d.records, 0) AS corrected, COALESCE(d.mg, 0) AS corrected_mg,
       COALESCE(d.points, 0) AS booked, c.workbook_id, c.file_id
FROM rule_change c LEFT JOIN rule_change_step s ON s.change_id = c.id
LEFT JOIN (SELECT change_id, COUNT(*) AS records, SUM(after_mg - before_mg) AS mg,
                  SUM(points) AS points FROM action_correction GROUP BY change_id) d
  ON d.change_id = c.id
WHERE :change IN (0, c.id) ORDER BY c.id DESC""")
_LINES: Final = text("""
SELECT l.action_id, l.day, l.state, l.before_mg, l.after_mg, l.code, l.closed,
       x.replacement_id
FROM rule_change_line l
LEFT JOIN action_correction x
  ON x.change_id = l.change_id AND x.action_id = l.action_id
WHERE l.change_id = :change ORDER BY l.id LIMIT :most OFFSET :after""")


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One change in the list, with what became of it."""

    change_id: int
    change: Change
    document: str
    listed: int
    kept: int
    """Of closed months: listed, not touched."""

    before_mg: int
    after_mg: int
    """Over every live action of the rehearsal."""

    points: int
    """What correcting was expected to give."""

    proposed_by: str
    proposed_at: int
    state: str
    """``proposed``, ``confirmed`` or ``dropped``."""

    decided_by: str
    decided_at: int
    reason: str
    corrected: int
    corrected_mg: int
    booked_points: int
    workbook_id: int | None
    """Evidence: the difference list as it was handed out."""

    file_id: int | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of a difference list."""

    action_id: int
    day: dt.date
    state: int
    before_mg: int
    after_mg: int
    code: str
    closed: bool
    replacement_id: int | None
    """The twin that took its place, once confirmed."""


def changes(db: Database, caller: Caller) -> tuple[ChangeEntry, ...]:
    """Every change, the newest first."""
    with db.reading() as session:
        permitted(session, "audit change", caller)
        return tuple(_entries(session, 0))


def change_entry(
    db: Database, caller: Caller, change_id: int, most: int = 1000, after: int = 0
) -> tuple[ChangeEntry, tuple[ChangeLine, ...]]:
    """One change with a stretch of its difference list.

    Raises:
        UserError: CHANGE_UNKNOWN.
    """
    with db.reading() as session:
        permitted(session, "audit change", caller)
        found = _entries(session, change_id)
        if not found:
            raise UserError("CHANGE_UNKNOWN", value=id_text(change_id))
        binds = {"change": change_id, "most": most, "after": after}
        rows = session.execute(_LINES, binds)
        return found[0], tuple(_line(row) for row in rows)


def _entries(session: Session, change_id: int) -> list[ChangeEntry]:
    rows = session.execute(_CHANGES, {"change": change_id})
    return [_entry(tuple(row)) for row in rows]


def _entry(row: tuple[Any, ...]) -> ChangeEntry:
    number, kind, name, value, start, *rest = row
    change = Change(name, value, from_day_number(start), of_factor=kind == "factor")
    return ChangeEntry(number, change, *rest)


def _line(row: Any) -> ChangeLine:
    return ChangeLine(
        row.action_id,
        from_day_number(row.day),
        row.state,
        row.before_mg,
        row.after_mg,
        row.code,
        bool(row.closed),
        row.replacement_id,
    )
