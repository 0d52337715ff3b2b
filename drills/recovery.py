"""A burnt office: nothing is left but a backup and the printed recovery key.

A district with evidence, certificates and decisions is backed up and its recovery key
printed. Then somebody with another home clones this repository, sets it up, and has the
books again from those two things alone: the same chain head, and clean to the last row.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from carbon_points.integrity.recovery_paper import write_sheets
from carbon_points.security.file_keys import recovery_key
from carbon_points.storage.archive import read_archive
from carbon_points.storage.backup import backup
from carbon_points.storage.engine import open_database
from drills import ground
from drills.tally import Tally
from tests.deeds import audit_a_little
from tests.deeds import keep_busy
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL: Final = 20
SHORT: Final = 2
_ROOT: Final = Path(__file__).parents[1]
_LINE: Final = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}\b")
"""Four groups of four letters; two such lines are a half."""

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TIMEOUT_S: Final = 900


@dataclass(frozen=True)
class Left:
    """What is left of an office, and the head of its chain."""

    backup: Path
    halves: tuple[str, str]
    position: int
    hash: str


@dataclass(frozen=True)
class Program:
    """A clone of this repository, and somebody's home to run it in."""

    python: Path
    clone: Path
    home: Path

    def __call__(
        self, database: Path, *arguments: str, given: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """One command: its exit code and its JSON document."""
        fixed = ["--db", str(database), "--as-of", AS_OF.isoformat(), "--json"]
        done = subprocess.run(  # noqa: S603  (our own interpreter)
            [str(self.python), str(self.clone / "main.py"), *fixed, *arguments],
            cwd=self.home,
            env=_environment(self.home),
            input=given.encode(),
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
        try:
            found: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            found = {"error": done.stderr.decode()[-300:]}
        return done.returncode, found


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """The recovery itself, then halves with a letter that was misread."""
    left = office(folder / "office")
    shutil.rmtree(folder / "office" / "books")
    home = folder / "home"
    home.mkdir()
    tally = Tally("recovery from a backup and the printed key")
    tally.tried = 1
    program = cloned(home, full=full)
    for wrong in differences(program, left):
        tally.problem("lost", wrong)
    yield tally.end()
    tally = Tally("a recovery key with a letter misread")
    for halves in list(misread(left.halves))[: FULL if full else SHORT]:
        tally.tried += 1
        there = home / f"wrong-{tally.tried}"
        code, _ = restored(program, there / "a.db", left.backup, halves)
        if code == 0 or (there / "a.db").exists():
            tally.problem("let_in", " ".join(halves))
    yield tally.end()


def office(folder: Path) -> Left:
    """A district in use, its backup and its recovery key, read from the paper."""
    database = ground.made(folder / "books")
    with open_database(database) as db:
        keep_busy(db, folder)
        audit_a_little(db)
        made = backup(db, folder / "desk.cpbackup")
        sheets = write_sheets(recovery_key(db, as_of("admin")), folder / "paper")
    halves = (read_half(sheets[0]), read_half(sheets[1]))
    told = read_archive(made.file).manifest
    return Left(made.file, halves, told.chain_position, told.chain_hash)


def read_half(sheet: Path) -> str:
    """The letters that are printed on one of the two sheets."""
    paper = pypdfium2.PdfDocument(sheet)
    try:
        text = paper[0].get_textpage().get_text_bounded()
    finally:
        paper.close()
    return "-".join(_LINE.findall(text))


def misread(halves: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The same halves with one letter another one, or twice the same half."""
    first, second = halves
    yield first, first
    for at, letter in enumerate(second):
        if letter != "-":
            place = (_LETTERS.index(letter) + 1 + at) % len(_LETTERS)
            other = _LETTERS[place] if _LETTERS[place] != letter else "A"
            yield first, second[:at] + other + second[at + 1 :]


def differences(program: Program, left: Left) -> Iterator[str]:
    """What is not as it was, once the books are put back there."""
    database = program.home / "books" / "desk.db"
    code, told = restored(program, database, left.backup, left.halves)
    if code or told.get("chain_position") != left.position:
        yield f"restore: {code} {told}"
        return
    head = program.home / "head.json"
    _, found = program(database, "audit", "checkpoint", str(head))
    if (found.get("position"), found.get("hash")) != (left.position, left.hash):
        yield f"head: {found}"
    verify = ("audit", "verify", "--recalculate", "--checkpoint", str(left.backup))
    code, said = program(database, *verify)
    wrong = [check["name"] for check in said.get("checks", ()) if not check["ok"]]
    if code or wrong or not said.get("checks"):
        yield f"audit verify: {code} {wrong or said}"


def restored(
    program: Program, database: Path, file: Path, halves: tuple[str, str]
) -> tuple[int, dict[str, Any]]:
    """Restore a backup with the two halves that somebody typed."""
    typed = "\n".join(halves).lower() + "\n"
    return program(database, "restore", str(file), "--halves", given=typed)


def cloned(home: Path, *, full: bool) -> Program:
    """The program in a new folder; the short form uses the libraries that are here."""
    clone = home / "carbon-points"
    _call("git", "clone", "--quiet", str(_ROOT), str(clone), home=home)
    if not full:
        return Program(Path(sys.executable), clone, home)
    _call("sh", "setup.sh", home=home, folder=clone)
    return Program(clone / ".venv" / "bin" / "python", clone, home)


def _call(*words: str, home: Path, folder: Path | None = None) -> None:
    subprocess.run(  # noqa: S603  (git and our own script)
        words,
        cwd=folder or home,
        env=_environment(home),
        check=True,
        capture_output=True,
        timeout=_TIMEOUT_S,
    )


def _environment(home: Path) -> dict[str, str]:
    """Nothing of the office: another home, with keys and settings of its own."""
    names = ("CONFIG", "DATA", "CACHE", "STATE")
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in names}
    return {**os.environ, "HOME": str(home), **places}
