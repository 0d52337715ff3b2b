"""Passwords of the people that a call names, never from the command line."""

from __future__ import annotations

import getpass
import sys
import time
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import permit
from carbon_points.security.sign_in import sign_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from carbon_points.storage.engine import Database

_MOST: Final = 4000
"""Characters of a line; what they stand for can be eighteen times as many."""


def prove(db: Database, names: Sequence[str], as_of: dt.date | None) -> None:
    """Sign everybody in whom the call names; set-up mode asks nobody.

    Raises:
        NotAllowedError: if a password is wrong or missing, or if the day to judge by
            was chosen by somebody who is no auditor.
    """
    with db.reading() as session:
        if in_set_up_mode(session):
            return
    for name in names:
        sign_in(db, name, _asked(name), int(time.time()))
    if as_of is not None:
        with db.reading() as session:
            permit(session, "as-of", names[0])


def new_password(name: str) -> str:
    """A password to set; a terminal is asked twice, standard input is read once.

    Raises:
        NotAllowedError: ``PASSWORD_UNREAD``.
        UserError: ``PASSWORD_TWICE``, if the two are not the same.
    """
    first = _asked(name, "新密码 new password of ")
    if sys.stdin.isatty() and first != getpass.getpass(f"再输一次 again {name}: "):
        raise UserError("PASSWORD_TWICE", operator=name)
    return first


def secret_line(about: str) -> str:
    """The next line of standard input; a terminal is asked without showing it.

    Raises:
        UserError: ``TYPED_UNREADABLE``, if it has no end or is no text.
    """
    try:
        if sys.stdin.isatty():
            return getpass.getpass(f"{about}: ")
        line = sys.stdin.readline(_MOST + 1)
    except UnicodeDecodeError:
        raise UserError("TYPED_UNREADABLE") from None
    if len(line) > _MOST:
        raise UserError("TYPED_UNREADABLE")
    return line.rstrip("\r\n")


def _asked(name: str, about: str = "") -> str:
    line = secret_line(f"{about}{name}")
    if not line and not sys.stdin.isatty():
        raise NotAllowedError("PASSWORD_UNREAD", operator=name)
    return line
