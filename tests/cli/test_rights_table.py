"""Each command and each role, with passwords: refused with 3, or let in.

The expectations are written out in `rights_cells`, not read from the program's table.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from carbon_points.cli import main
from carbon_points.cli.run import _COMMANDS
from carbon_points.security.rules import RIGHTS
from carbon_points.storage.engine import open_database
from tests.cli.rights_cells import CALLS
from tests.cli.rights_cells import LETTERS
from tests.cli.rights_cells import REFUSALS
from tests.cli.rights_cells import words_for
from tests.deeds import keep_busy
from tests.deeds import settle
from tests.districts import make_empty
from tests.districts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database

PIN = "246810"
CELLS = [
    pytest.param(name, letter, id=f"{name}-{LETTERS.get(letter, 'nobody')}")
    for name in CALLS
    for letter in ("", *LETTERS)
]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A district whose people sign in with one quick password."""
    folder = tmp_path_factory.mktemp("rights")
    make_empty(folder, ("heat_pump", "rooftop_pv"))
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    with open_database(folder / NAME) as db:
        settle(db)
        keep_busy(db, tmp_path_factory.mktemp("busy"))
        with db.writing() as session:
            query = text("UPDATE operator SET password_hash = :hash")
            session.execute(query, {"hash": quick})
        yield db


@pytest.fixture(scope="module")
def words(
    books: Database, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, object]:
    """What stands in the calls for what is there and what is not."""
    return words_for(books, tmp_path_factory.mktemp("files"))


class Till:
    """Calls commands as a person with a password, or as nobody."""

    def __init__(
        self,
        db: Database,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self._db, self._capsys, self._patch = db, capsys, monkeypatch

    def __call__(self, line: str, letter: str) -> tuple[int, str]:
        """The exit code and the code of what went wrong."""
        arguments = ["--db", str(self._db.path), "--json", *line.split()]
        if letter:
            arguments += ["--as", LETTERS[letter]]
        self._patch.setattr("sys.stdin", io.StringIO(f"{PIN}\n" * 3))
        self._capsys.readouterr()
        code = main(arguments)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        try:
            return code, json.loads(out).get("error", {}).get("code", "")
        except (ValueError, AttributeError):
            return code, ""

    def head(self) -> int:
        """How many acts there are."""
        with self._db.reading() as session:
            query = "SELECT MAX(position) FROM chain_record WHERE kind <> 'log-seal'"
            return session.scalar(text(query)) or 0


@pytest.fixture
def till(
    books: Database,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Till:
    return Till(books, capsys, monkeypatch)


@pytest.mark.parametrize(("name", "letter"), CELLS)
def test_a_role_gives_its_commands_and_no_others(
    till: Till, words: dict[str, object], name: str, letter: str
) -> None:
    allowed, line = CALLS[name]
    before = till.head()

    code, error = till(line.format(**words), letter)

    if allowed == "*" or (letter and letter in allowed):
        assert error not in REFUSALS
        assert error != "CALL"
    else:
        assert (code, error in REFUSALS) == (3, True), error
        assert till.head() == before


def test_every_command_has_its_row() -> None:
    assert set(_COMMANDS) - set(CALLS) == set()
    assert all(CALLS[name][1].startswith(name) for name in _COMMANDS)


def test_the_roles_of_a_row_are_those_of_the_design() -> None:
    for name, (letters, _) in CALLS.items():
        if name in RIGHTS:
            those = LETTERS if letters == "*" else letters
            expected = {LETTERS[letter] for letter in those}
            assert RIGHTS[name].roles == expected, name


def test_a_password_that_is_wrong_opens_nothing(
    till: Till, words: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.cli.test_rights_table.PIN", "000000")

    for name in ("stats", "approve"):
        line = CALLS[name][1].format(**words)
        assert till(line, "v") == (3, "PASSWORD_WRONG")


def test_nobody_is_named_twice(till: Till, words: dict[str, object]) -> None:
    line = CALLS["adopt"][1].format(**words)

    assert till(f"{line} --second auditor", "a") == (3, "SECOND_SAME")
    assert till(f"{line} --second admin", "a") == (3, "ROLE")
