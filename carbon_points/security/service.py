"""Operators, permission for a command, and the operation log."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.identities import without_numbers
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
    from carbon_points.storage.engine import Database

LOG: Final = logging.getLogger("carbon_points.desk.journal")
"""The window's own log takes it; a command says nothing of it."""

LOG.addHandler(logging.NullHandler())
SALT_BYTES: Final = 16
VIEW: Final = "view"
SITTING_S: Final = 600
"""Who opens the same file again within ten minutes has not left it."""


@dataclass(frozen=True, slots=True)
class KnownOperator:
    """A person who may use the program."""

    name: str
    display_name: str
    roles: frozenset[str]
    subdistrict_id: int | None
    """A worker's own subdistrict; none means all."""

    has_password: bool
    closed_on: int | None = None
    """Day number from which the person may do nothing more."""

    def works_on(self, day: int) -> bool:
        """Whether the person may use the program on a day."""
        return self.closed_on is None or day < self.closed_on


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
    """Everyone who uses the program or did once, in the order they were added."""
    rows = session.scalars(select(Operator).order_by(Operator.id))
    return tuple(map(known, rows))


def known(row: Operator) -> KnownOperator:
    """A stored operator as a value."""
    return KnownOperator(
        row.name,
        row.display_name,
        frozenset(row.roles.split(",")),
        row.subdistrict_id,
        row.password_hash is not None,
        row.closed_on,
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
    *,
    today: int | None = None,
) -> tuple[str, str]:
    """Who gives a command and who signs as the second person, empty if nobody need.

    `today` is the true day; without it, who has an end already may do nothing.

    Raises:
        NotAllowedError: ``ROLE``, ``SIGN_IN_NEEDED``, ``OPERATOR_UNKNOWN``,
            ``OPERATOR_CLOSED``, ``SECOND_SAME``.
    """
    everyone = operators(session)
    set_up = not any(operator.has_password for operator in everyone)
    working = _working(everyone, today, caller_name, second)
    caller = _caller(working, command, caller_name, set_up=set_up)
    if second is not None:
        return caller.name, _second(working, command, caller.name, second)
    signers = RIGHTS[command].second
    others = (o.name for o in working if o.roles & signers and o.name != caller.name)
    return caller.name, next(others, "") if set_up else ""


def log(
    session: Session, caller: Caller, act: str, subject: str, reason: str = ""
) -> None:
    """Note an act that changes no number: a look, an export, a print."""
    subject, reason = without_numbers(subject), without_numbers(reason)
    salt = secrets.token_bytes(SALT_BYTES)
    session.add(
        OperationLog(
            id=next_id(session, OperationLog, desk_of(session)),
            at=caller.now,
            operator=caller.operator,
            act=act,
            subject=subject,
            reason=reason,
            salt=salt,
            reason_digest=digest_of(salt, reason),
        )
    )
    session.flush()


def note(
    db: Database, caller: Caller, act: str, subject: str, reason: str = ""
) -> None:
    """The same in a transaction of its own.

    Books that are open for reading only take no notes, and hold nobody up: that one is
    missing stands in the program's own log, without whom or what it was about.
    """
    if db.read_only:
        LOG.warning("read-only books: %s by %s is not noted", act, caller.operator)
        return
    with db.writing() as session:
        log(session, caller, act, subject, reason)


def saw(
    db: Database, caller: Caller, subject: str, act: str = VIEW, reason: str = ""
) -> None:
    """Note that somebody opened a person's file, or the log; once for one sitting."""
    with db.reading() as session:
        lately = select(OperationLog.id).where(
            OperationLog.at > caller.now - SITTING_S,
            OperationLog.act == act,
            OperationLog.subject == subject,
            OperationLog.operator == caller.operator,
        )
        if session.scalar(lately.limit(1)) is not None:
            return
    note(db, caller, act, subject, reason)


def digest_of(salt: bytes, reason: str) -> bytes:
    """What stands for a reason of the log in its seal, and gives nothing away."""
    return hashlib.sha256(salt + reason.encode()).digest()


def _working(
    everyone: tuple[KnownOperator, ...], today: int | None, *named: str | None
) -> tuple[KnownOperator, ...]:
    """Who works here now; naming somebody else is refused with the reason."""
    closed = {
        operator.name
        for operator in everyone
        if operator.closed_on is not None
        and (today is None or not operator.works_on(today))
    }
    for name in named:
        if name in closed:
            raise NotAllowedError("OPERATOR_CLOSED", operator=str(name))
    return tuple(operator for operator in everyone if operator.name not in closed)


def _caller(
    working: tuple[KnownOperator, ...], command: str, name: str | None, *, set_up: bool
) -> KnownOperator:
    if name is not None:
        caller = _named(working, name)
        if not may(caller.roles, command):
            raise NotAllowedError("ROLE", operator=name, command=command)
        return caller
    if not set_up:
        raise NotAllowedError("SIGN_IN_NEEDED", command=command)
    for operator in working:
        if may(operator.roles, command):
            return operator
    raise NotAllowedError("ROLE", operator="", command=command)


def _second(
    working: tuple[KnownOperator, ...], command: str, caller_name: str, name: str
) -> str:
    signer = _named(working, name)
    if signer.name == caller_name:
        raise NotAllowedError("SECOND_SAME", operator=name, command=command)
    if not signer.roles & RIGHTS[command].second:
        raise NotAllowedError("ROLE", operator=name, command=command)
    return signer.name


def _named(working: tuple[KnownOperator, ...], name: str) -> KnownOperator:
    for operator in working:
        if operator.name == name:
            return operator
    raise NotAllowedError("OPERATOR_UNKNOWN", operator=name)
