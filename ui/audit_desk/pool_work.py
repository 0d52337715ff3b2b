"""What the pool's page asks of the core; run in the lanes, so there is no Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.ids import parse_id
from carbon_points.crediting.explain import explain
from carbon_points.pool.views import batch_actions
from carbon_points.pool.views import pool_page
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import operators
from carbon_points.security.sign_in import sign_in
from carbon_points.security.signers import signers_of
from carbon_points.statistics.behind import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.crediting.explain import Explained
    from carbon_points.pool.queries import LedgerLine
    from carbon_points.pool.views import PoolPage
    from carbon_points.security.chain import Caller
    from carbon_points.security.service import KnownOperator
    from carbon_points.statistics.behind import BehindRow
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the page shows."""

    page: PoolPage
    signers: tuple[KnownOperator, ...]
    """Who can sign a disposal as the second person."""

    set_up: bool
    """No password is set: both auditors sign without one."""

    names: dict[str, str]
    """Of the operators, by login."""

    read_only: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A second person at the desk."""

    name: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Behind:
    """The verified actions behind a movement of the pool."""

    line: LedgerLine
    rows: tuple[BehindRow, ...]
    more: bool
    """There are more than are shown."""


MOST_BEHIND = 500


def look(db: Database, caller: Caller) -> Seen:
    """The pool as it stands.

    Raises:
        NotAllowedError: if the caller may not see it.
    """
    page = pool_page(db, caller)
    with db.reading() as session:
        everyone = operators(session)
        set_up = in_set_up_mode(session)
    signers = signers_of("pool dispose", everyone, page.operator)
    names = {one.name: one.display_name for one in everyone}
    return Seen(page, signers, set_up, names, db.read_only)


def act(
    db: Database,
    caller: Caller,
    work: Callable[[Database, Caller], Any],
    signature: Signature,
) -> Any:
    """Give a command, signed by a second person if one signs.

    Raises:
        UserError: whatever the command refuses, or a password that is wrong.
    """
    if signature.name:
        sign_in(db, signature.name, signature.password, int(time.time()))
        caller = replace(caller, second=signature.name)
    return work(db, caller)


def behind(db: Database, caller: Caller, line: LedgerLine) -> Behind:
    """The actions behind one movement.

    Raises:
        NotAllowedError: if the caller may not see actions.
    """
    ids: tuple[int, ...]
    if line.kind == "reversal":
        ids = _reversed(line.cause)
    else:
        ids = batch_actions(db, caller, line.batch_id, MOST_BEHIND + 1)
    with db.reading() as session:
        permitted(session, "explain", caller)
        rows = rows_of(session, ids[:MOST_BEHIND])
    return Behind(line, tuple(rows), len(ids) > MOST_BEHIND)


def _reversed(cause: str) -> tuple[int, ...]:
    """The action that ``reversal:12-34`` is about."""
    try:
        return (parse_id(cause.partition(":")[2]),)
    except ValueError:
        return ()


def explained(db: Database, caller: Caller, action_id: int) -> Explained:
    """How the number of an action came about."""
    book = current(db, caller)
    with db.reading() as session:
        permitted(session, "explain", caller)
        return explain(session, book, action_id)


def publish(db: Database, caller: Caller, path: Path) -> Path:
    """Write the public register in the form of the file's ending."""
    # ReportLab is slow to import; the page shows before it is.
    from carbon_points.scenarios.public_output import write_register  # noqa: PLC0415
    from carbon_points.scenarios.public_register import register_of  # noqa: PLC0415

    with db.reading() as session:
        permitted(session, "pool public", caller)
        found = register_of(session, caller.as_of)
    write_register(found, path)
    return path
