"""What must always be true of signed changes and their corrections."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.ids import id_text
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import TextClause
    from sqlalchemy.orm import Session

_LINKS: Final = text("""
SELECT c.action_id FROM action_correction c
JOIN action o ON o.id = c.action_id JOIN action t ON t.id = c.replacement_id
LEFT JOIN rule_change_step s ON s.change_id = c.change_id AND s.step = 'confirmed'
WHERE s.id IS NULL OR o.state <= 3 OR t.replaces_id IS NOT o.id
   OR o.participant_id != t.participant_id OR o.key_digest != t.key_digest
   OR o.day != t.day OR c.before_mg != o.reduction_mg OR c.after_mg != t.reduction_mg
ORDER BY c.id LIMIT 1""")
_LISTED: Final = text("""
SELECT action_id FROM (
  SELECT l.action_id FROM rule_change_line l
  JOIN rule_change_step s ON s.change_id = l.change_id AND s.step = 'confirmed'
  LEFT JOIN action_correction c
    ON c.change_id = l.change_id AND c.action_id = l.action_id
    AND c.before_mg = l.before_mg AND c.after_mg = l.after_mg
  WHERE (l.closed = 0) != (c.id IS NOT NULL)
  UNION ALL
  SELECT c.action_id FROM action_correction c
  LEFT JOIN rule_change_line l
    ON l.change_id = c.change_id AND l.action_id = c.action_id
  WHERE l.id IS NULL)
LIMIT 1""")
_ALONE: Final = text("""
SELECT c.id FROM rule_change c JOIN rule_change_step s ON s.change_id = c.id
WHERE s.step = 'confirmed' AND s.operator = c.operator ORDER BY c.id LIMIT 1""")


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    corrections = "SELECT COUNT(*) FROM action_correction"
    yield _check(
        session,
        ("corrections_name_both_actions", corrections),
        _LINKS,
        (
            "行为 {id} 的更正与原行为、更正后的行为不符。",
            "The correction of action {id} does not fit the two actions it links.",
        ),
    )
    yield _check(
        session,
        ("corrections_are_what_was_signed", "SELECT COUNT(*) FROM rule_change_line"),
        _LISTED,
        (
            "行为 {id} 的更正与已签字的试算清单不符。",
            "The correction of action {id} is not in the list that was signed.",
        ),
    )
    yield _check(
        session,
        ("changes_are_signed_by_two_persons", "SELECT COUNT(*) FROM rule_change"),
        _ALONE,
        (
            "变更 {id} 由一个人提出并确认。",
            "The change {id} was proposed and confirmed by one person.",
        ),
    )


def _check(
    session: Session, named: tuple[str, str], wrong: TextClause, said: tuple[str, str]
) -> Check:
    name, counted = named
    number = session.scalar(text(counted)) or 0
    found = session.scalar(wrong)
    if found is None:
        return Check(name, number)
    where = id_text(found)
    zh, en = (wording.format(id=where) for wording in said)
    key = "change" if wrong is _ALONE else "action"
    return Check(name, number, Finding(name.upper(), zh, en, {key: where}))
