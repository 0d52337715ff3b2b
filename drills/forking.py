"""Commands run in children of a slim process, each with a limit of its own.

A child of the drill itself would inherit all that the drill holds in memory, and a new
interpreter a time costs half a second: so a process that has only imported the command
line is asked to fork.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import Problem
from tests.districts import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import IO

COMMAND_LINE: Final = "carbon_points.cli:main"
LONGEST_S: Final = 20
_GRACE_S: Final = 5
_MOST_BYTES: Final = 3_000_000_000
"""Beyond this a child is refused memory, so that a bomb harms nobody else here."""

_ROOT: Final = Path(__file__).parents[1]
_USUAL: Final = (
    "carbon_points.cli.run",
    "PIL.Image",
    "python_calamine",
    "numpy",
    "sqlalchemy.orm",
)


@dataclass(frozen=True)
class Outcome:
    """What became of one command."""

    code: int
    """Its exit code, or the number of the signal that ended it, negative."""

    seconds: int
    megabytes: int
    """The most that it held in memory, all in all."""

    out: str
    err: str


class Forker:
    """Runs commands, one after another."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._folder = folder
        self._asked, self._answers = _pipes(process)

    def run(self, arguments: Sequence[str], typed: str = os.devnull) -> Outcome:
        """Run one command to its end, or to the end of its time.

        What is in the file `typed` comes to it on standard input.
        """
        print(json.dumps([list(arguments), typed]), file=self._asked, flush=True)
        code, seconds, megabytes = json.loads(self._answers.readline())
        said = (self._folder / name for name in ("out", "err"))
        out, err = (file.read_bytes().decode("utf-8", "replace") for file in said)
        return Outcome(code, seconds, megabytes, out, err)


@contextmanager
def forker(folder: Path, target: str = COMMAND_LINE) -> Iterator[Forker]:
    """A process that runs a function in children; what they say goes to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(  # noqa: S603  (our own interpreter)
        [sys.executable, "-m", "drills.forking", target, str(folder)],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Forker(process, folder)
        for pipe in _pipes(process):
            pipe.close()


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        raise TypeError(process)
    return process.stdin, process.stdout


def serve(target: str, folder: Path) -> None:
    """Answer each line of arguments with exit code, seconds and megabytes."""
    module, _, name = target.partition(":")
    function = getattr(importlib.import_module(module), name)
    if target == COMMAND_LINE:
        _warm_up()
    for line in sys.stdin:
        asked: tuple[list[str], str] = json.loads(line)
        began = time.monotonic()
        child = os.fork()
        if not child:
            _be_child(function, *asked, folder)
        _, status, used = os.wait4(child, 0)
        took = round(time.monotonic() - began)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps([code, took, used.ru_maxrss // 1024]), flush=True)


def _warm_up() -> None:
    commands = importlib.import_module("carbon_points.cli.commands")
    for found in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
        importlib.import_module(found.name)
    for name in _USUAL:
        importlib.import_module(name)
    # What a first call reads and keeps: the words of the methodologies and of headings.
    from carbon_points.exchange import readers
    from carbon_points.methodology.register import shipped
    from carbon_points.methodology.registry import discover

    shipped(discover())
    sheet = readers.read_table(_ROOT / "tests" / "data" / "hostile" / "00_register.csv")
    parsed = readers.parse(sheet, readers.recognise(sheet, "auto", None), AS_OF)
    readers.message(Problem(1, "", "ID_MISSING"))
    if not len(parsed.numbers):
        raise ValueError(parsed)


def _be_child(function: object, arguments: list[str], typed: str, folder: Path) -> None:
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        signal.setitimer(signal.ITIMER_REAL, LONGEST_S + _GRACE_S)
        _redirect(0, Path(typed), os.O_RDONLY)
        # As in a UTF-8 locale; in others Python lets bytes through that are no text.
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, name in ((1, "out"), (2, "err")):
            wanted = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            _redirect(number, folder / name, wanted)
        code = function(arguments)  # type: ignore[operator]
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001  (what becomes of it is what is looked for)
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(code)


def _redirect(number: int, file: Path, flags: int) -> None:
    opened = os.open(file, flags, 0o600)
    os.dup2(opened, number)
    os.close(opened)


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]))
