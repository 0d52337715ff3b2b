"""Signing in with a password, and waiting after wrong ones."""

from __future__ import annotations

import uuid
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import local_day
from carbon_points.common.days import local_moment
from carbon_points.common.problems import NotAllowedError
from carbon_points.security.chain import Caller
from carbon_points.security.log_seals import EVERY
from carbon_points.security.log_seals import seal_log
from carbon_points.security.log_seals import waiting_rows
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from carbon_points.security.models import SignIn
from carbon_points.security.passwords import matches
from carbon_points.security.service import known
from carbon_points.security.service import log
from carbon_points.security.service import note
from carbon_points.security.throttle import failed
from carbon_points.security.throttle import looked_at
from carbon_points.security.throttle import Tries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.service import KnownOperator
    from carbon_points.storage.engine import Database

REFUSED: Final = "sign-in-refused"
IN_WAIT: Final = "等待期间又试"
_unwritten: Final[dict[tuple[str, int], Tries]] = {}
"""Tries on a database that is open for reading only: this process remembers them."""


def sign_in(db: Database, name: str, password: str, now: int) -> KnownOperator:
    """Who this is, if the password is right; `now` is true time in epoch seconds.

    A try counts as wrong before the password is looked at: killing the program in
    between forgives nothing.

    Raises:
        NotAllowedError: ``OPERATOR_UNKNOWN``, ``OPERATOR_CLOSED``, ``NO_PASSWORD``,
            ``SIGN_IN_WAIT`` (seconds) or ``PASSWORD_WRONG`` (left, seconds).
    """
    try:
        with db.reading() as session:
            row = _row(session, name, now)
            person, kept, record_id = known(row), row.password_hash or "", row.id
    except NotAllowedError as error:
        if error.code == "OPERATOR_CLOSED":
            _note(db, REFUSED, name, now, "已停用")
        raise
    try:
        tries = _count(db, record_id, now)
    except NotAllowedError:
        _note_in_wait(db, name, now)
        raise
    if not matches(kept, password):
        _note(db, REFUSED, name, now, f"密码不对，连续第 {tries.failures} 次")
        raise NotAllowedError(
            "PASSWORD_WRONG", left=str(tries.left), seconds=str(tries.wait_s)
        )
    _forgive(db, record_id)
    _note(db, "sign-in", name, now)
    _seal(db, name, now)
    return person


def waiting(db: Database, name: str, now: int) -> int:
    """Seconds until an operator may try again; 0 if at once."""
    with db.reading() as session:
        row = session.scalar(select(Operator).where(Operator.name == name))
        if row is None:
            return 0
        return looked_at(_tries(db, session, row.id), now).wait_s


def _note(db: Database, act: str, name: str, now: int, reason: str = "") -> None:
    """Write down who came, or who wanted to and how often in a row."""
    note(db, _caller(name, now), act, name, reason)


def _note_in_wait(db: Database, name: str, now: int) -> None:
    """Write down that somebody would not wait: once, until a wrong password comes."""
    if db.read_only:
        return
    newest = select(OperationLog.reason).where(
        OperationLog.act == REFUSED, OperationLog.subject == name
    )
    with db.writing() as session:
        reason = session.scalar(newest.order_by(OperationLog.id.desc()).limit(1))
        if reason != IN_WAIT:
            log(session, _caller(name, now), REFUSED, name, IN_WAIT)


def _seal(db: Database, name: str, now: int) -> None:
    """Let the chain cover the log where nobody makes backups."""
    if db.read_only:
        return
    with db.reading() as session:
        full = waiting_rows(session) >= EVERY
    if full:
        seal_log(db, _caller(name, now))


def _caller(name: str, now: int) -> Caller:
    return Caller(name, local_moment(now).date(), now, uuid.uuid4().hex)


def _row(session: Session, name: str, now: int) -> Operator:
    row = session.scalar(select(Operator).where(Operator.name == name))
    if row is None:
        raise NotAllowedError("OPERATOR_UNKNOWN", operator=name)
    if row.closed_on is not None and row.closed_on <= local_day(now):
        raise NotAllowedError("OPERATOR_CLOSED", operator=name)
    if row.password_hash is None:
        raise NotAllowedError("NO_PASSWORD", operator=name)
    return row


def _count(db: Database, record_id: int, now: int) -> Tries:
    """One more wrong try, unless it is still to wait: then that is refused."""
    if db.read_only:
        with db.reading() as session:
            before = looked_at(_tries(db, session, record_id), now)
        after = before if before.wait_s else failed(before, now)
        _unwritten[db.database_id, record_id] = after
    else:
        with db.writing() as session:
            before = looked_at(_tries(db, session, record_id), now)
            after = before if before.wait_s else failed(before, now)
            session.merge(
                SignIn(
                    operator_id=record_id,
                    failures=after.failures,
                    last_at=after.last_at,
                    wait_s=after.wait_s,
                )
            )
    if before.wait_s:
        raise NotAllowedError("SIGN_IN_WAIT", seconds=str(before.wait_s))
    return after


def _tries(db: Database, session: Session, record_id: int) -> Tries:
    if db.read_only and (db.database_id, record_id) in _unwritten:
        return _unwritten[db.database_id, record_id]
    row = session.get(SignIn, record_id)
    return Tries(row.failures, row.last_at, row.wait_s) if row else Tries()


def _forgive(db: Database, record_id: int) -> None:
    if db.read_only:
        _unwritten.pop((db.database_id, record_id), None)
        return
    with db.writing() as session:
        row = session.get(SignIn, record_id)
        if row is not None:
            session.delete(row)
