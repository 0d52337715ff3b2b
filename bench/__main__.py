"""``python -m bench [ROW …] [--quick] [--rows-big] [--write]``: measure and print."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

from bench import runs
from bench.data import folder
from bench.machine import load
from bench.pages import as_text
from bench.pages import Result
from bench.pages import write_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.runs import Size

ROWS: Final = {
    "import": "ride_files",
    "certificates": "certificates",
    "statistics": "statistics",
    "search": "search",
    "one_action": "one_action",
    "visits": "visits",
    "verification": "verification",
    "recalculation": "recalculation",
    "auditor": "auditor",
    "rehearsal": "rehearsal",
    "start": "start",
}
"""What can be measured, and the module that does it."""


def main(arguments: Sequence[str]) -> int:
    """Measure the rows that are named, or all."""
    given = _parser().parse_args(arguments)
    size = runs.FULL
    if given.quick:
        size = runs.QUICK
    elif given.rows_big:
        size = runs.BIG
    _keep_apart()
    before = load()
    results = [measured(name, size) for name in given.rows or ROWS]
    if given.quick:
        print("\nSmall sizes: whether the rows run. The goals are those of full sizes.")
    if given.write:
        print(write_page(results, size, (before, load())))
    return 0


def measured(name: str, size: Size) -> Result:
    """Run one row and print its lines."""
    print(f"\n{name} …", flush=True)
    module = import_module(f"bench.{ROWS[name]}")
    with TemporaryDirectory(dir=folder()) as place:
        lines = module.lines(size, folder() / place)
    print(as_text(lines), flush=True)
    return Result(name, str(module.__doc__), lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument(
        "--rows-big",
        action="store_true",
        help="imports and statistics ten times larger",
    )
    parser.add_argument(
        "--write", action="store_true", help="write docs/benchmarks.md, too"
    )
    return parser


def _keep_apart() -> None:
    """Keys, settings and public files never reach the user's own folders."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder() / "user" / name.lower())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
