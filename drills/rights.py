"""Every role tries every right, in the functions themselves and at the command line.

Who may not must be refused and leave nothing behind; who may must get past the
question. The table of what is expected stands in `tests`, written out once more.
"""

from __future__ import annotations

import contextlib
import io
import json
from contextlib import closing
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from unittest.mock import patch

from argon2 import PasswordHasher
from sqlalchemy import text

from carbon_points.cli import main
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.security.rules import RIGHTS
from carbon_points.security.rules import ROLES
from carbon_points.storage.engine import open_database
from drills import ground
from drills.tally import Tally
from tests.cli.rights_cells import CALLS
from tests.cli.rights_cells import LETTERS
from tests.cli.rights_cells import REFUSALS
from tests.cli.rights_cells import words_for
from tests.deeds import keep_busy
from tests.deeds import settle
from tests.districts import as_of
from tests.districts import make_empty
from tests.districts import NAME
from tests.security.cells import CELLS
from tests.security.commands import ALLOWED
from tests.security.commands import OF_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.security.cells import Call

PIN: Final = "246810"
SHORT_CELLS: Final = 12


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """The functions, then the commands; the short form takes every so-manieth cell."""
    folder.mkdir(parents=True)
    (folder / "busy").mkdir()
    make_empty(folder, ("heat_pump", "rooftop_pv"))
    with open_database(folder / NAME) as db:
        settle(db)
        keep_busy(db, folder / "busy")
        give_passwords(db)
        yield _functions(db, full=full)
        yield _commands(db, words_for(db, folder / "busy"), full=full)


def give_passwords(db: Database) -> None:
    """Everybody signs in with one password that is quick to prove."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    with db.writing() as session:
        query = text("UPDATE operator SET password_hash = :hash")
        session.execute(query, {"hash": quick})


def _functions(db: Database, *, full: bool) -> Tally:
    tally = Tally("each role at each right, in the function")
    cells = [
        (right, role, call)
        for right, calls in CELLS.items()
        for call in calls
        for role in (*ROLES, "")
    ]
    for right, role, call in cells[:: 1 if full else len(cells) // SHORT_CELLS]:
        tally.tried += 1
        expected = role in OF_ROLE[ALLOWED[right]]
        refused, changed = _tried(db, right, role, call)
        if refused == expected:
            kind = "lost" if expected else "let_in"
            tally.problem(kind, f"{role or 'nobody'}: {right}")
        elif refused and changed:
            tally.problem("let_in", f"{role or 'nobody'}: {right} left something")
    return tally.end()


def _tried(db: Database, right: str, role: str, call: Call) -> tuple[bool, bool]:
    """Whether a role is refused, and whether anything was written all the same."""
    by = as_of(role, second="auditor2" if role and RIGHTS[right].second else "")
    with closing(db.connect()) as raw:
        before = _standing(db, raw)
        try:
            call(db, by)
        except NotAllowedError as error:
            refused = error.details.get("operator") != "nobody"
        except (UserError, OSError):
            refused = False
        else:
            refused = False
        return refused, _standing(db, raw) != before


def _standing(db: Database, raw: Any) -> tuple[int, int]:
    """Changes with each commit of others, and with each file beside the books."""
    [version] = raw.execute("PRAGMA data_version").fetchone()
    beside = [p for p in db.path.parent.rglob("*") if not p.name.startswith(NAME)]
    return version, len(beside)


def _commands(db: Database, words: dict[str, object], *, full: bool) -> Tally:
    tally = Tally("each role at each command")
    cells = [(name, letter) for name in CALLS for letter in ("", *LETTERS)]
    for name, letter in cells[:: 1 if full else len(cells) // SHORT_CELLS]:
        tally.tried += 1
        allowed, line = CALLS[name]
        expected = allowed == "*" or (letter != "" and letter in allowed)
        before = ground.number(db, _ACTS)
        code, error = said(db, line.format(**words), letter)
        refused = error in REFUSALS
        who = LETTERS.get(letter, "nobody")
        if refused == expected or (refused and code != 3):
            tally.problem("lost" if expected else "let_in", f"{who}: {name} {error}")
        elif refused and ground.number(db, _ACTS) != before:
            tally.problem("let_in", f"{who}: {name} left something")
    return tally.end()


_ACTS: Final = "SELECT MAX(position) FROM chain_record WHERE kind <> 'log-seal'"


def said(db: Database, line: str, letter: str) -> tuple[int, str]:
    """Exit code and error code of one command given by a role, or by nobody."""
    arguments = ["--db", str(db.path), "--json", *line.split()]
    if letter:
        arguments += ["--as", LETTERS[letter]]
    out = io.StringIO()
    with (
        patch("sys.stdin", io.StringIO(f"{PIN}\n" * 3)),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        code = main(arguments)
    try:
        found = json.loads(out.getvalue())
    except ValueError:
        return code, ""
    error = found.get("error") if isinstance(found, dict) else None
    return code, (error or {}).get("code", "")
