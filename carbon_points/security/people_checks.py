"""Whether everybody may do what was given to them, for ``audit verify``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.security.models import LogRelease
from carbon_points.security.models import OperationLog
from carbon_points.security.rules import SET_UP_OPERATORS
from carbon_points.security.service import operators
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.security.service import KnownOperator

_CLOSED: Final = "operator_closed"
_OPEN: Final = frozenset({"operator_added", "operator_reopened"})
_ACTS: Final = ("operator_changed", "password_set", _CLOSED, *_OPEN)
"""What the log writes down with the roles that somebody has then."""

_FIRST: Final = {one.name: frozenset({one.role}) for one in SET_UP_OPERATORS}


@dataclass(frozen=True, slots=True)
class _Given:
    """What was written down of somebody last."""

    roles: frozenset[str]
    closed: bool | None
    """None if nothing is left of when somebody came or went."""


def checks(session: Session) -> Iterator[Check]:
    """Roles and ends are those that two persons gave, as the sealed log says."""
    name = "everybody_has_the_roles_that_were_given"
    everyone, given = operators(session), _given(session)
    # What the retention rule took out of the log is known no more.
    whole = session.scalar(select(func.count()).select_from(LogRelease)) == 0
    for one in everyone:
        known = given.get(one.name)
        if known is None and whole and one.name in _FIRST:
            known = _Given(_FIRST[one.name], closed=False)
        if (known is not None or whole) and not _agrees(one, known, whole=whole):
            yield Check(name, len(everyone), _finding(one))
            return
    yield Check(name, len(everyone))


def _agrees(one: KnownOperator, known: _Given | None, *, whole: bool) -> bool:
    if known is None or known.roles != one.roles:
        return False
    told = False if whole and known.closed is None else known.closed
    return told is None or told == (one.closed_on is not None)


def _given(session: Session) -> Mapping[str, _Given]:
    rows = select(OperationLog.subject, OperationLog.act, OperationLog.reason).where(
        OperationLog.act.in_(_ACTS)
    )
    found: dict[str, _Given] = {}
    for name, act, roles in session.execute(rows.order_by(OperationLog.id)):
        before = found.get(name)
        closed = before.closed if before is not None else None
        if act == _CLOSED or act in _OPEN:
            closed = act == _CLOSED
        found[name] = _Given(frozenset(roles.split(",")), closed)
    return found


def _finding(one: KnownOperator) -> Finding:
    return Finding(
        "OPERATOR_NOT_AS_GIVEN",
        f"操作员“{one.name}”的角色或停用状态与操作日志写下的不一致。",
        f"Roles or end of the operator “{one.name}” are not what the log says.",
        {"operator": one.name},
    )
