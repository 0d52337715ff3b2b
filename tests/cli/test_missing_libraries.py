"""A library that is not installed is named, with what to do; never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
WITHOUT: Final = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {library!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
import main
sys.exit(main.main({arguments!r}))
"""


def call(
    folder: Path, library: str, *arguments: str, typed: str = ""
) -> tuple[int, dict[str, Any], str]:
    """A command on a computer without a library: exit code, document, complaints."""
    given = ["--db", "desk.db", "--json", *arguments]
    done = subprocess.run(  # noqa: S603  (ourselves)
        [sys.executable, "-c", WITHOUT.format(library=library, arguments=given)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        cwd=folder,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("library", ["cryptography", "msgspec", "yaml", "sqlalchemy"])
def test_the_library_is_named(tmp_path: Path, library: str) -> None:
    code, said, complaint = call(tmp_path, library, "init", "--desk", "12")

    assert (code, said["error"]["code"]) == (4, "LIBRARY_MISSING")
    assert library in said["error"]["message"]
    assert "setup.sh" in complaint
    assert "Traceback" not in complaint
    assert not (tmp_path / "desk.db").exists()


def test_a_password_is_not_set_without_what_guards_it(tmp_path: Path) -> None:
    code, _, complaint = call(tmp_path, "nothing", "init", "--desk", "12")
    assert code == 0, complaint

    code, said, _ = call(
        tmp_path, "argon2", "users", "password", "admin", typed="Deng-lu#7319\n" * 2
    )

    assert (code, said["error"]["code"]) == (4, "LIBRARY_MISSING")
    code, _, _ = call(tmp_path, "nothing", "find", "x")
    assert code == 0  # nobody has a password yet


def test_without_the_driver_the_file_is_said_to_be_plain(tmp_path: Path) -> None:
    code, _, _ = call(tmp_path, "sqlcipher3", "init", "--desk", "12")

    assert code == 0
    code, _, complaint = call(tmp_path, "sqlcipher3", "find", "x")
    assert (code, "未加密" in complaint) == (0, True)


def test_a_plain_backup_is_called_so_where_it_is_put_back(tmp_path: Path) -> None:
    call(tmp_path, "sqlcipher3", "init", "--desk", "12")
    assert call(tmp_path, "sqlcipher3", "backup", "b.cpbackup")[0] == 0
    (tmp_path / "desk.db").unlink()

    code, said, _ = call(tmp_path, "nothing", "restore", "b.cpbackup")

    assert (code, said.get("encrypted")) == (0, False)
