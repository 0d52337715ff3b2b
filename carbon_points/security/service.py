"""Operators, permission for a command, and the operation log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.problems import NotAllowedError
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from carbon_points.security.rules import may
from carbon_points.security.rules import RIGHTS
from carbon_points.security.rules import SET_UP_OPERATORS
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller


@dataclass(frozen=True, slots=True)
class KnownOperator:
    """A person who may use the program."""

    name: str
    display_name: str
    roles: frozenset[str]
    subdistrict_id: int | None
    """A worker's own subdistrict; none means all."""

    has_password: bool


def create_operators(session: Session) -> None:
    """The operators of set-up mode, without passwords."""
    first = next_id(session, Operator, desk_of(session))
    session.add_all(
        Operator(
            id=first + number,
            name=operator.name,
            display_name=operator.display_name,
            roles=operator.role,
            subdistrict_id=None,
            password_hash=None,
        )
        for number, operator in enumerate(SET_UP_OPERATORS)
    )
    session.flush()


def operators(session: Session) -> tuple[KnownOperator, ...]:
    """Everyone who may use the program, in the order they were added."""
    rows = session.scalars(select(Operator).order_by(Operator.id))
    return tuple(
        KnownOperator(
            row.name,
            row.display_name,
            frozenset(row.roles.split(",")),
            row.subdistrict_id,
            row.password_hash is not None,
        )
        for row in rows
    )


def in_set_up_mode(session: Session) -> bool:
    """Whether no password was set yet, so that nobody needs to sign in."""
    query = select(Operator.id).where(Operator.password_hash.is_not(None)).limit(1)
    return session.scalar(query) is None


def permit(
    session: Session,
    command: str,
    caller_name: str | None = None,
    second: str | None = None,
) -> tuple[str, str]:
    """Who gives a command and who signs as the second person, empty if nobody need.

    Raises:
        NotAllowedError: ``ROLE``, ``SIGN_IN_NEEDED``, ``OPERATOR_UNKNOWN``,
            ``SECOND_SAME``.
    """
    known = operators(session)
    set_up = not any(operator.has_password for operator in known)
    caller = _caller(known, command, caller_name, set_up=set_up)
    if second is not None:
        return caller.name, _second(known, command, caller.name, second)
    signers = RIGHTS[command].second
    others = (o.name for o in known if o.roles & signers and o.name != caller.name)
    return caller.name, next(others, "") if set_up else ""


def log(
    session: Session, caller: Caller, act: str, subject: str, reason: str = ""
) -> None:
    """Note an act that changes no number: a look, an export, a print."""
    session.add(
        OperationLog(
            id=next_id(session, OperationLog, desk_of(session)),
            at=caller.now,
            operator=caller.operator,
            act=act,
            subject=subject,
            reason=reason,
        )
    )
    session.flush()


def _caller(
    known: tuple[KnownOperator, ...], command: str, name: str | None, *, set_up: bool
) -> KnownOperator:
    if name is not None:
        caller = _named(known, name)
        if not may(caller.roles, command):
            raise NotAllowedError("ROLE", operator=name, command=command)
        return caller
    if not set_up:
        raise NotAllowedError("SIGN_IN_NEEDED", command=command)
    for operator in known:
        if may(operator.roles, command):
            return operator
    raise NotAllowedError("ROLE", operator="", command=command)


def _second(
    known: tuple[KnownOperator, ...], command: str, caller_name: str, name: str
) -> str:
    signer = _named(known, name)
    if signer.name == caller_name:
        raise NotAllowedError("SECOND_SAME", operator=name, command=command)
    if not signer.roles & RIGHTS[command].second:
        raise NotAllowedError("ROLE", operator=name, command=command)
    return signer.name


def _named(known: tuple[KnownOperator, ...], name: str) -> KnownOperator:
    for operator in known:
        if operator.name == name:
            return operator
    raise NotAllowedError("OPERATOR_UNKNOWN", operator=name)
