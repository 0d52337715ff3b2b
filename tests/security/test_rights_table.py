"""Each right and each role: refused in the function itself, and nothing is changed.

The same table is tried through the command line in `tests/cli/test_rights_table.py`.
"""

from __future__ import annotations

import ast
import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.security.rules import RIGHTS
from carbon_points.security.rules import ROLES
from tests.deeds import keep_busy
from tests.deeds import settle
from tests.districts import as_of
from tests.districts import make_empty
from tests.districts import NAME
from tests.security.cells import BY_COMMAND
from tests.security.cells import CELLS
from tests.security.cells import NOT_BUILT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from tests.security.cells import Call

ASKS = {"permitted", "ask_first", "recording"}
ELSEWHERE = {
    *("permitted", "ask_first", "recording", "allowed"),  # the question itself
    *("recent", "look_up"),  # who may not see anything finds nothing
    *("narrowed", "publish"),  # of what was loaded before; anybody may
    *("run", "run_planned"),  # to every place: tests/integrity/test_backup_run.py
}
"""Functions that ask and have no cell, and why."""

SOURCES = Path(__file__).parents[2]
ROOMS = [*(SOURCES / "carbon_points").rglob("*.py"), *(SOURCES / "ui").rglob("*.py")]
CELLS_TRIED = [
    pytest.param(right, role, call, id=f"{right}-{number}-{role}")
    for right, calls in CELLS.items()
    for number, call in enumerate(calls)
    for role in ROLES
]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A district where everybody has a password, opened once: cells change little."""
    from carbon_points.storage.engine import open_database  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("rights")
    make_empty(folder, ("heat_pump", "rooftop_pv"))
    with open_database(folder / NAME) as db:
        settle(db)
        keep_busy(db, tmp_path_factory.mktemp("busy"))
        with db.writing() as session:
            session.execute(text("UPDATE operator SET password_hash = 'x'"))
        yield db


class Watch:
    """Sees whether anything at all is committed, or a file written."""

    def __init__(self, db: Database) -> None:
        self._folder = db.path.parent
        self._raw = db.connect()
        self.before = self.seen()

    def seen(self) -> tuple[int, dict[str, int]]:
        """The database's version, and the files beside it."""
        [version] = self._raw.execute("PRAGMA data_version").fetchone()
        files = {
            str(path): path.stat().st_size
            for path in self._folder.rglob("*")
            if path.is_file() and not path.name.startswith(NAME)
        }
        return version, files

    def close(self) -> None:
        """Let go of the database."""
        self._raw.close()


@pytest.mark.parametrize(("right", "role", "call"), CELLS_TRIED)
def test_a_role_is_let_in_or_kept_out(
    district: Database, right: str, role: str, call: Call
) -> None:
    second = "auditor2" if RIGHTS[right].second else ""
    by = as_of(role, second=second)

    with closing(Watch(district)) as watch:
        if role in RIGHTS[right].roles:
            _let_in(district, by, call)
            return
        with pytest.raises(NotAllowedError) as caught:
            call(district, by)

        assert caught.value.code == "ROLE"
        assert watch.seen() == watch.before


def _let_in(db: Database, by: object, call: Call) -> None:
    """Whatever comes after the question who may is no matter of this table."""
    try:
        call(db, by)  # type: ignore[arg-type]
    except NotAllowedError as error:
        if error.details.get("operator") != "nobody":  # whom the act is about
            pytest.fail(f"kept out: {error}")
    except (UserError, OSError):
        pass


@pytest.mark.parametrize(
    ("right", "call"),
    [
        pytest.param(r, c, id=f"{r}-{n}")
        for r, cs in CELLS.items()
        for n, c in enumerate(cs)
    ],
)
def test_nobody_does_it_without_a_name(
    district: Database, right: str, call: Call
) -> None:
    with closing(Watch(district)) as watch:
        with pytest.raises(NotAllowedError) as caught:
            call(district, as_of())

        assert caught.value.code in {"SIGN_IN_NEEDED", "RESTORE_ADMIN"}, right
        assert watch.seen() == watch.before


def test_no_right_is_without_a_cell() -> None:
    assert set(CELLS) | BY_COMMAND | NOT_BUILT == set(RIGHTS)
    assert not set(CELLS) & (BY_COMMAND | NOT_BUILT)
    assert all(CELLS.values())


def test_every_question_in_the_program_is_a_right_with_a_cell() -> None:
    asked = {name for path in ROOMS for name in _asked(path)}

    assert len(asked) > 40
    assert asked <= set(CELLS) | BY_COMMAND


def test_every_function_that_asks_is_called_in_a_cell() -> None:
    folder = Path(__file__).parent
    tried = " ".join(
        (folder / name).read_text("utf-8")
        for name in ("cells.py", "pool_cells.py", "window_cells.py")
    )
    called = set(re.findall(r"\w+", tried))

    assert {name for path in ROOMS for name in _asking(path)} - called - ELSEWHERE == (
        set()
    )


def test_what_is_not_built_is_asked_for_by_nobody() -> None:
    words = "|".join(map(re.escape, sorted(NOT_BUILT)))
    question = re.compile(rf'permit(?:ted)?\(\s*\w+,\s*"({words})"')

    assert [p.name for p in ROOMS if question.search(p.read_text("utf-8"))] == []


def _asking(path: Path) -> Iterator[str]:
    """The public functions of a module that ask; commands have a table of their own."""
    if "cli" in path.parts:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            inside = (each for each in ast.walk(node) if isinstance(each, ast.Call))
            if any(getattr(each.func, "id", "") in ASKS for each in inside):
                yield node.name


def _asked(path: Path) -> set[str]:
    """The rights that a module asks for by name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        right = node.args[2 if name == "recording" and len(node.args) > 2 else 1]
        if name in {"permitted", "permit", "recording"} and isinstance(
            right, ast.Constant
        ):
            found.add(str(right.value))
    return found
