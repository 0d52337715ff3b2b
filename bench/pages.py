"""The lines as text for a terminal, and as the page ``docs/benchmarks.md``."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from bench.data import ROOT
from bench.machine import description
from bench.runs import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.runs import Line
    from bench.runs import Size

PAGE: Final = ROOT / "docs" / "benchmarks.md"
_TOP: Final = """# Benchmarks

How fast the program is, as ratios to other ways of doing the same that are written out
in `bench/`. `make bench` measures everything again, `make bench ROWS=--write` writes
this page; `ROWS="search start"` measures these rows alone, `ROWS=--quick` only tries
them out with small sizes, `ROWS=--rows-big` takes ten million rides and actions.

Both ways of a line run in turn, A B A B …, on the same data in the same run: read the
ratios, the times depend on the machine. A time is the median (fastest – slowest). Input
is synthetic, made once and kept in the system's temporary folder.
"""


class Result(NamedTuple):
    """What one row found, and what its module says about the other ways."""

    name: str
    about: str
    lines: Sequence[Line]


def as_text(lines: Sequence[Line]) -> str:
    """The lines below each other."""
    return "\n".join(
        f"  {job}\n    {ours}   {other}   ratio {ratio}   goal {goal}   {met}"
        for job, ours, other, ratio, goal, met in (line.cells() for line in lines)
    )


def write_page(
    results: Sequence[Result], size: Size, loads: tuple[str, str], page: Path = PAGE
) -> Path:
    """Write the whole page and answer where it is."""
    parts = [_TOP, _machine(size, loads)]
    for result in results:
        about = result.about.strip()
        parts.append(f"## {result.name}\n\n{about}\n\n{as_table(result.lines)}\n")
    page.write_text("\n".join(parts), "utf-8")
    return page


def as_table(lines: Sequence[Line]) -> str:
    """The lines as a table in Markdown."""
    rows = [HEAD, ("---",) * len(HEAD), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _machine(size: Size, loads: tuple[str, str]) -> str:
    today = dt.datetime.now(dt.UTC).date().isoformat()
    facts = {
        "measured on": today,
        **description(),
        "load before (1, 5, 15 min)": loads[0],
        "load after": loads[1],
        "repeats": f"{size.repeats} of long jobs, {size.acts} of short ones,"
        f" {size.starts} starts",
    }
    rows = "\n".join(f"| {name} | {value} |" for name, value in facts.items())
    return f"## Machine\n\n| | |\n| --- | --- |\n{rows}\n"
