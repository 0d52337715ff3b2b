"""From the click to the first painted window, and from the call to the help text.

The other window is bare: Qt's widgets and SQLAlchemy's ORM are imported, nothing else.
The other help is a parser with one option. Processes are started in turn; a window is
measured from before its process exists until the first turn of its event loop after
the one in which it was painted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial
from typing import Final
from typing import NoReturn
from typing import TYPE_CHECKING

from bench.data import ROOT
from bench.runs import at_most
from bench.runs import environment
from bench.runs import interleaved
from bench.runs import Line
from bench.runs import Measured
from bench.runs import timed_command

if TYPE_CHECKING:
    from pathlib import Path

    from bench.runs import Size

_BARE_HELP: Final = (
    "import argparse; p = argparse.ArgumentParser(); p.add_argument('--db');"
    " p.parse_args()"
)


def lines(size: Size, place: Path) -> list[Line]:
    """The window and the help."""
    del place
    for way in (_window, _help):  # what is read for the first time comes from the disk
        way(ours=True)
    ours, bare = interleaved(
        size.starts, partial(_window, ours=True), partial(_window, ours=False)
    )
    text, alone = interleaved(
        size.starts, partial(_help, ours=True), partial(_help, ours=False)
    )
    return [
        Line(
            "first window painted",
            Measured.of(ours),
            at_most("1.5"),
            Measured.of(bare),
            "Qt + sqlalchemy.orm",
        ),
        Line(
            "--help",
            Measured.of(text),
            at_most("3"),
            Measured.of(alone),
            "argparse alone",
        ),
    ]


def _window(*, ours: bool) -> int:
    """Nanoseconds until a window of a new process is painted."""
    name = "our_window" if ours else "bare_window"
    code = f"from bench.start import {name}; {name}()"
    begun = time.monotonic_ns()
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", code],
        check=True,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    return int(done.stdout) - begun


def _help(*, ours: bool) -> int:
    call = [str(ROOT / "main.py")] if ours else ["-c", _BARE_HELP]
    taken, said = timed_command([sys.executable, *call, "--help"])
    assert "--db" in said
    return taken


def our_window() -> None:
    """Start the desk as `main` does; instead of opening a database it ends."""
    import main
    import ui.shared.desk

    # The window asks for its database when it was painted.
    setattr(ui.shared.desk, "open_desk", _painted)  # noqa: B010  (read-only to mypy)
    main.desk()


def bare_window() -> None:
    """A window with nothing in it."""
    from importlib import import_module

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from PySide6.QtWidgets import QMainWindow

    import_module("sqlalchemy.orm")
    application = QApplication([])
    window = QMainWindow()
    window.show()
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, _painted))
    application.exec()


def _painted() -> NoReturn:
    """Say when, and end without tidying up."""
    os.write(1, str(time.monotonic_ns()).encode())
    os._exit(0)
