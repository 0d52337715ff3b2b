"""Who uses the program: adding, changing and closing operators, and passwords."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import local_day
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.security.models import Operator
from carbon_points.security.models import SignIn
from carbon_points.security.passwords import hashed
from carbon_points.security.rules import ADMIN
from carbon_points.security.rules import AUDITOR
from carbon_points.security.rules import RIGHTS
from carbon_points.security.rules import ROLES
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import known
from carbon_points.security.service import log
from carbon_points.security.service import operators
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.security.service import KnownOperator
    from carbon_points.storage.engine import Database

USERS: Final = "users"
_LONGEST_NAME: Final = 40
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"})
"""Categories of what leaves no mark of its own."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is written down of an operator."""

    name: str
    """The short name for signing in; it never changes."""

    display_name: str
    roles: frozenset[str]
    subdistrict_id: int | None = None
    """A worker's own subdistrict; none means all."""


def add_operator(
    db: Database, caller: Caller, person: Person, password: str = ""
) -> KnownOperator:
    """Take somebody on; without a password the person cannot sign in yet.

    Raises:
        NotAllowedError: if the caller, or the second person, may not.
        RefusedError: ``OPERATOR_EXISTS``, ``ROLES_MIXED``, ``OPERATOR_NAMELESS``,
            ``OPERATOR_NAME_ODD``, ``FIRST_IS_ADMIN``.
        UserError: ``PASSWORD_SHORT``, ``PASSWORD_SIMPLE``.
    """
    _check(person)
    _check_name(person.name)
    kept = hashed(password, person.name) if password else None
    with db.writing() as session:
        by = _permitted(session, caller)
        _refuse_alike(session, person.name)
        row = Operator(
            id=next_id(session, Operator, db.desk),
            name=person.name,
            password_hash=None,
            closed_on=None,
        )
        _write(row, person)
        _write_password(session, row, kept)
        session.add(row)
        return _noted(db, session, by, "operator_added", row)


def change_operator(db: Database, caller: Caller, person: Person) -> KnownOperator:
    """Write down another name to show, other roles, another place.

    Raises:
        NotAllowedError: if the caller, or the second person, may not.
        RefusedError: ``ROLES_MIXED``, ``LAST_ADMIN``, ``OPERATOR_NAMELESS``.
    """
    _check(person)
    with db.writing() as session:
        by = _permitted(session, caller)
        row = _row(session, person.name)
        _write(row, person)
        _keep_an_admin(session, local_day(by.now))
        return _noted(db, session, by, "operator_changed", row)


def close_operator(db: Database, caller: Caller, name: str) -> KnownOperator:
    """From today on this person signs in no more; what was done stays.

    Raises:
        NotAllowedError: if the caller, or the second person, may not.
        RefusedError: ``LAST_ADMIN``.
    """
    with db.writing() as session:
        by = _permitted(session, caller)
        row = _row(session, name)
        row.closed_on = local_day(by.now)
        _keep_an_admin(session, local_day(by.now))
        return _noted(db, session, by, "operator_closed", row)


def reopen_operator(db: Database, caller: Caller, name: str) -> KnownOperator:
    """Let somebody who left sign in again, with the old password.

    Raises:
        NotAllowedError: if the caller, or the second person, may not.
    """
    with db.writing() as session:
        by = _permitted(session, caller)
        row = _row(session, name)
        row.closed_on = None
        return _noted(db, session, by, "operator_reopened", row)


def set_password(
    db: Database, caller: Caller, name: str, password: str
) -> KnownOperator:
    """Set somebody's password; the first one ends set-up mode.

    One's own needs nobody else; another's is an act on the list of operators. The
    program asks for the present password before it calls this for one's own.

    Raises:
        NotAllowedError: if the caller, or the second person, may not.
        RefusedError: ``FIRST_IS_ADMIN``.
        UserError: ``PASSWORD_SHORT``, ``PASSWORD_SIMPLE``.
    """
    kept = hashed(password, name)
    with db.writing() as session:
        own = name == caller.operator and not in_set_up_mode(session)
        by = replace(caller, second="") if own else _permitted(session, caller)
        row = _row(session, name)
        if own and row.closed_on is not None and row.closed_on <= local_day(by.now):
            raise NotAllowedError("OPERATOR_CLOSED", operator=name)
        _write_password(session, row, kept)
        return _noted(db, session, by, "password_set", row)


def everyone(session: Session, caller: Caller) -> tuple[KnownOperator, ...]:
    """Everybody who uses the program or did, for who keeps the list.

    Raises:
        NotAllowedError: ``ROLE``.
    """
    permitted(session, USERS, caller)
    return operators(session)


def second_needed(session: Session) -> bool:
    """Whether an act on the list of operators needs a second person.

    As long as no such person can sign in there is nobody to ask: somebody has to take
    on the first one.
    """
    signers = RIGHTS[USERS].second
    return any(
        operator.roles & signers and operator.has_password
        for operator in operators(session)
        if operator.closed_on is None
    )


def _permitted(session: Session, caller: Caller) -> Caller:
    by = permitted(session, USERS, caller)
    if not by.second and second_needed(session):
        raise NotAllowedError("SECOND_NEEDED", command=USERS)
    return by


def _check(person: Person) -> None:
    if not person.name.strip() or not person.display_name.strip():
        raise RefusedError("OPERATOR_NAMELESS")
    alone = AUDITOR not in person.roles or len(person.roles) == 1
    if not person.roles or not person.roles <= set(ROLES) or not alone:
        raise RefusedError("ROLES_MIXED")


def _check_name(name: str) -> None:
    """Who signs must be told from everybody else by the eye.

    Raises:
        RefusedError: ``OPERATOR_NAME_ODD``.
    """
    unseen = any(unicodedata.category(c) in _UNSEEN for c in name.replace(" ", ""))
    if unseen or name != name.strip() or len(name) > _LONGEST_NAME:
        raise RefusedError("OPERATOR_NAME_ODD", count=str(_LONGEST_NAME))


def _refuse_alike(session: Session, name: str) -> None:
    """Two names that differ in case or width alone would be taken for one person's."""
    for known_one in operators(session):
        if _seen(known_one.name) == _seen(name):
            raise RefusedError("OPERATOR_EXISTS", operator=known_one.name)


def _seen(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _write(row: Operator, person: Person) -> None:
    row.display_name = person.display_name.strip()
    row.roles = ",".join(role for role in ROLES if role in person.roles)
    row.subdistrict_id = person.subdistrict_id


def _write_password(session: Session, row: Operator, kept: str | None) -> None:
    if kept is None:
        return
    if in_set_up_mode(session) and ADMIN not in row.roles.split(","):
        # Else nobody could give the others their passwords.
        raise RefusedError("FIRST_IS_ADMIN", operator=row.name)
    row.password_hash = kept
    tries = session.get(SignIn, row.id)
    if tries is not None:
        session.delete(tries)


def _keep_an_admin(session: Session, today: int) -> None:
    session.flush()
    if in_set_up_mode(session):
        return
    left = any(
        ADMIN in operator.roles and operator.has_password and operator.works_on(today)
        for operator in operators(session)
    )
    if not left:
        raise RefusedError("LAST_ADMIN")


def _noted(
    db: Database, session: Session, by: Caller, act: str, row: Operator
) -> KnownOperator:
    """Write down who did it: in the chain that it was done, in the log what."""
    position = chain.begin(session)
    log(session, by, act, row.name, row.roles)
    chain.seal(session, db.desk, position, USERS, by, ())
    return known(row)


def _find(session: Session, name: str) -> Operator | None:
    return session.scalar(select(Operator).where(Operator.name == name))


def _row(session: Session, name: str) -> Operator:
    row = _find(session, name)
    if row is None:
        raise NotAllowedError("OPERATOR_UNKNOWN", operator=name)
    return row
