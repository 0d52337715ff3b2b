"""Bike operators' files: a million rides, ten times the rows, again, and a small one.

The million is compared with the two ways of `bench.import_rides`, the small file with
the script of `bench.plain_import`, each as a whole process from start to end.
"""

from __future__ import annotations

import json
import shutil
import sys
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.data import AS_OF
from bench.data import copied
from bench.data import district
from bench.data import rides_file
from bench.data import ROOT
from bench.runs import alone
from bench.runs import at_most
from bench.runs import column
from bench.runs import EACH
from bench.runs import Goal
from bench.runs import interleaved
from bench.runs import KIB
from bench.runs import Line
from bench.runs import Measured
from bench.runs import timed_command

if TYPE_CHECKING:
    from pathlib import Path

    from bench.runs import Size

_WAYS: Final = ("ours", "raw", "frames")
_SAME: Final = ("accepted", "duplicates", "not_creditable", "reduction_mg")


def lines(size: Size, place: Path) -> list[Line]:
    """All imports."""
    return [*_large(size, place), *_whole_command(size, place)]


def _large(size: Size, place: Path) -> list[Line]:
    other = size.actions * 10 if size.tenfold else size.actions // 10
    ours, raw, frames, more = interleaved(
        size.repeats,
        *(partial(_run, size, place, way, size.actions) for way in _WAYS),
        partial(_run, size, place, "ours", other),
    )
    assert len({tuple(found["same"]) for found in (*ours, *raw, *frames)}) == 1
    time, second = column(ours, "ns"), column(more, "ns")
    job = f"import {size.actions:,} rides"
    few, many = (time, second) if size.tenfold else (second, time)
    numbers = sorted((size.actions, other))
    return [
        Line(job, time, at_most("2.0"), column(raw, "ns"), "raw"),
        Line(job, time, at_most("0.6"), column(frames, "ns"), "pandas"),
        Line(
            f"{job}, peak memory",
            column(ours, "peak_kib", KIB),
            at_most("0.6"),
            column(frames, "peak_kib", KIB),
            "pandas",
        ),
        Line(
            f"import {numbers[1]:,} rides", many, at_most("11"), few, f"{numbers[0]:,}"
        ),
        Line(f"{job} again", column(ours, "again_ns"), at_most("0.5"), time, "first"),
        Line(f"{job} again, new rows", column(ours, "again_new", EACH), Goal()),
    ]


def _run(size: Size, place: Path, way: str, rides: int) -> dict[str, Any]:
    """One import into a copy of the district; the copy is not measured."""
    file = rides_file(rides, size.people)
    copy = place / "import"
    path = copied(district(size.people), copy)
    try:
        return alone("import_rides", way, path, file)
    finally:
        shutil.rmtree(copy)


def _whole_command(size: Size, place: Path) -> list[Line]:
    file = rides_file(size.few_rides, size.people)
    plain = place / "script"
    alone("plain_import", "prepare", copied(district(size.people), plain))
    command, script = interleaved(
        max(size.repeats, size.starts),
        partial(_command, size, place / "command", file),
        partial(_script, plain, file),
    )
    assert len({answer for _, answer in (*command, *script)}) == 1
    return [
        Line(
            f"import {size.few_rides:,} rides, whole command",
            Measured.of(taken for taken, _ in command),
            at_most("1.5"),
            Measured.of(taken for taken, _ in script),
            "script",
        )
    ]


def _command(size: Size, folder: Path, file: Path) -> tuple[int, tuple[int, ...]]:
    path = copied(district(size.people), folder)
    settings = ["--db", str(path), "--key-file", str(path.with_name("bench.key"))]
    settings += ["--as-of", AS_OF.isoformat(), "--json"]
    command = [sys.executable, str(ROOT / "main.py"), *settings, "import", "rides"]
    taken, said = timed_command([*command, str(file)])
    [report] = json.loads(said)["files"]
    shutil.rmtree(folder)
    return taken, tuple(report[name] for name in _SAME)


def _script(folder: Path, file: Path) -> tuple[int, tuple[int, ...]]:
    work = folder / "work.db"
    shutil.copyfile(folder / "plain.db", work)
    command = [sys.executable, "-m", "bench.plain_import", str(work), str(file)]
    taken, said = timed_command(command)
    work.unlink()
    return taken, tuple(json.loads(said))
