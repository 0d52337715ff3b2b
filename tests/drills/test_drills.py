"""The drills in short, and that they would see what they look for."""

from __future__ import annotations

import itertools
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from carbon_points.crediting.desk import log
from drills import damage
from drills import power
from drills import rest
from drills.__main__ import played
from drills.__main__ import ROWS
from drills.desk_jobs import Logging
from drills.kills import killed_often
from drills.tally import as_table
from drills.tally import Tally
from tests.deeds import drop_form
from tests.districts import as_of

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from drills.killing import Tell


@pytest.mark.parametrize("row", ROWS)
def test_a_short_drill_loses_nothing_and_lets_nobody_in(row: str) -> None:
    tallies = played(row, full=False)

    assert [tally.first_problem for tally in tallies if not tally.ok] == []


def test_what_was_told_before_it_was_kept_is_seen_as_lost(tmp_path: Path) -> None:
    class Boasting(Logging):
        def work(self, tell: Tell) -> None:
            super().work(lambda line: tell(self._next(line)))

        def _next(self, line: str) -> str:
            key, _, at = line.rpartition("-")
            return f"{key}-{int(at) + 1}" if key else line

    tally = killed_often(Boasting(tmp_path), 3)

    assert tally.lost


def test_what_is_booked_anew_at_each_retry_is_seen_as_double(tmp_path: Path) -> None:
    more = itertools.count()

    class Forgetful(Logging):
        def _log(self, db: Database, at: int) -> None:
            super()._log(db, at)
            log(db, as_of("worker"), drop_form(at % 6 + 1, 9_000 + next(more)))

    tally = killed_often(Forgetful(tmp_path), 2)

    assert tally.double
    assert not tally.lost


def test_a_step_that_was_not_flushed_is_seen_as_lost(tmp_path: Path) -> None:
    states, target = power.states(tmp_path)
    earlier, later = states[1], states[3]

    power.lay_down(target, earlier.file, earlier.journal)

    assert power.judged(target, later, later, whole=False)


def test_damage_that_nobody_notices_is_seen_as_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sound(content: bytes, _chance: random.Random) -> bytes:
        return content

    monkeypatch.setattr(damage, "flipped", sound)
    monkeypatch.setattr(damage, "SHORT", 1)

    found = list(damage.drill(full=False, folder=tmp_path / "ground"))

    assert [tally.ok for tally in found] == [False, False, False, True, True, True]


@pytest.mark.parametrize("name", ["plain.txt", "wide.txt", "book.xlsx", "paper.pdf"])
def test_a_number_is_found_wherever_it_stands(tmp_path: Path, name: str) -> None:
    number, file = "370114194501010008", tmp_path / name
    if name == "book.xlsx":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/sharedStrings.xml", f"<t>{number}</t>")
    elif name == "paper.pdf":
        packed = zlib.compress(f"({number}) Tj".encode())
        file.write_bytes(b"%PDF-1.7\nstream\n" + packed + b"\nendstream")
    else:
        file.write_text(f"…{number}…", "utf-16" if name == "wide.txt" else "utf-8")

    assert set(rest.found(file, [number, "16000000037"])) == {number}


def test_the_table_says_what_went_wrong_first() -> None:
    tally = Tally("kill -9 while logging", tried=2)
    tally.problem("lost", "drill-1-7")
    tally.problem("lost", "drill-1-8")

    assert as_table([tally]).splitlines()[2:] == [
        "| kill -9 while logging | 2 | 2 | 0 | 0 | 0 |",
        "",
        "- kill -9 while logging: drill-1-7",
    ]
