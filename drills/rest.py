"""A thousand marked identity numbers and telephones, searched in every byte written.

A day's use through the command line, as a desk and the bureau have it, with a home and
a folder for temporary files of its own. Every file is read, also what is packed in it,
and also those that are there for a moment only: a kill would leave them.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from threading import Event
from threading import Thread
from typing import Final
from typing import TYPE_CHECKING

from bench.data import people
from bench.data import register_file
from bench.data import rides_file
from drills.tally import Tally
from tests.districts import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from bench.data import Person

FULL: Final = 1_000
SHORT: Final = 20
_SHORT_DAY: Final = 9
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_RUN: Final = re.compile(rb"[0-9X]{11,}")
"""Digits that may hold a number; one search for all of them is quick."""

_ROOT: Final = Path(__file__).parents[1]
_HANDS_BACK: Final = ("rejects.xlsx", "个人信息副本")
"""What hands rows back as they came, or a person everything, and says so."""

_LOOK_S: Final = 0.01
_LARGEST: Final = 50_000_000
"""Bytes of a passing file that is kept to be read."""


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Use everything, then search."""
    count = FULL if full else SHORT
    marked, home = list(people(count)), folder / "home"
    (home / "tmp").mkdir(parents=True)
    tally = Tally("marked numbers in what is written")
    files = [str(register_file(count)), str(rides_file(4 * count, count))]
    day = list(_day(files, marked[0]))
    with watched(home, folder / "passing") as passing:
        for arguments in day if full else day[:_SHORT_DAY]:
            tally.problem_if("lost", _command(home, arguments))
    secrets = [form for person in marked for form in _forms(person)]
    written = [file for file in sorted(home.rglob("*")) if file.is_file()]
    tally.tried = len(marked)
    for file in (*written, *sorted(passing.rglob("*"))):
        for hit in found(file, secrets) if file.is_file() else ():
            tally.problem("let_in", f"{file.relative_to(folder)}: {hit}")
    yield tally.end()


@contextmanager
def watched(home: Path, kept: Path) -> Iterator[Path]:
    """A folder with a copy of whatever appears and changes meanwhile."""
    kept.mkdir()
    over = Event()
    watch = Thread(target=_watch, args=(home, kept, over))
    watch.start()
    try:
        yield kept
    finally:
        over.set()
        watch.join()


def _watch(home: Path, kept: Path, over: Event) -> None:
    seen: set[tuple[Path, int, int]] = set()
    while not over.wait(_LOOK_S):
        # `walk` goes on where a folder is gone meanwhile.
        for folder, _, names in os.walk(home):
            for file in (Path(folder, name) for name in names):
                with suppress(OSError):  # it was there for less than a moment
                    now = file.lstat()
                    version = (file, now.st_mtime_ns, now.st_size)
                    if version not in seen and now.st_size <= _LARGEST:
                        seen.add(version)
                        copy = kept / str(len(seen)) / file.relative_to(home)
                        copy.parent.mkdir(parents=True)
                        copy.write_bytes(file.read_bytes())


def found(file: Path, secrets: Iterable[str]) -> Iterator[str]:
    """The secrets that stand in a file, as it is or packed in it."""
    if any(name in str(file) for name in _HANDS_BACK):
        return
    wanted = frozenset(secret.encode() for secret in secrets)
    lengths = sorted({len(secret) for secret in wanted})
    for content in _contents(file.read_bytes()):
        # Without its nought bytes a text of two bytes a character is plain.
        for plain in (content, content.replace(b"\0", b"")):
            for run in _RUN.findall(plain):
                for length in lengths:
                    for at in range(len(run) - length + 1):
                        if run[at : at + length] in wanted:
                            yield run[at : at + length].decode()


def _contents(raw: bytes) -> Iterator[bytes]:
    """The bytes, and those packed in a zip (workbooks, papers) or a PDF's streams."""
    yield raw
    yield raw[::-1]
    if zipfile.is_zipfile(io.BytesIO(raw)):  # no half-written one
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for name in packed.namelist():
                yield from _contents(packed.read(name))
    for stream in _STREAM.findall(raw) if raw.startswith(b"%PDF") else ():
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue


def _forms(person: Person) -> tuple[str, ...]:
    return (person.ric, person.phone)


def _day(files: list[str], one: Person) -> Iterator[list[str]]:
    """What a desk and the bureau do; each its arguments."""
    year = ["--from", "2025-07-01", "--to", "2026-06-30"]
    yield ["init", "--desk", "12"]
    yield ["import", "auto", *files, "--rejects", "rejects.xlsx"]
    yield ["find", one.ric]
    yield ["participant", "close", "12-2", "--reason", f"{one.ric}代为申请"]
    yield ["users", "log", "--out", "log.xlsx"]
    yield ["approve", "--policy", "all"]
    yield ["certificate", "issue", "--all", *year, "--out", "certificates"]
    yield ["stats", "--by", "subdistrict,month", "--out", "stats.xlsx"]
    for suffix in ("pdf", "png", "svg"):
        yield ["stats", "--by", "month", "--out", f"stats.{suffix}"]
    yield ["find", one.phone]
    yield ["audit", "queue"]
    yield ["participant", "copy", "12-1", "--out", "copy"]
    yield [
        *("audit", "finding", "open", "12-9"),
        *("--reason", "R1", "--note", one.ric),
    ]
    yield [
        *("audit", "sample", "--scenario", "life", "--confidence", "0.95"),
        *("--tolerable", "0.05", "--seed", "章丘2026", "--out", "sample.xlsx"),
    ]
    yield ["audit", "verify", "--recalculate"]
    yield ["pool", "public", "--out", "public.html"]
    yield ["dossier", "--scenario", "life", "--out", "dossier"]
    yield ["close-month", "2025-07"]
    yield ["keys", "rotate"]
    yield ["keys", "recovery", "--out", "recovery"]
    yield ["backup", "backup.cpbackup"]
    yield ["doctor", "--bundle", "diagnosis.zip"]


def _command(home: Path, arguments: list[str]) -> str:
    """Run one command and keep what it says; what was wrong with it, or nothing."""
    names = ("CONFIG", "DATA", "CACHE", "STATE")
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in names}
    own = {"HOME": str(home), "TMPDIR": str(home / "tmp"), **places}
    fixed = ["--db", "desk.db", "--as-of", AS_OF.isoformat(), "--json"]
    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, str(_ROOT / "main.py"), *fixed, *arguments],
        cwd=home,
        env={**os.environ, **own},
        capture_output=True,
        check=False,
    )
    said = home / f"said-{len(list(home.glob('said-*')))}-{arguments[0]}.txt"
    said.write_bytes(done.stdout + done.stderr)
    if done.returncode in {0, 1}:
        return ""
    return f"{' '.join(arguments[:2])}: {done.stderr.decode()[-200:]}"
