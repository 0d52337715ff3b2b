"""The drill of the full disk would see what it looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from drills import disk_full
from drills.desk_jobs import Logging
from drills.killing import BEGUN

if TYPE_CHECKING:
    from pathlib import Path

    from drills.killing import Tell


def test_what_was_told_and_not_kept_is_seen_as_lost(tmp_path: Path) -> None:
    class Boasting(Logging):
        def work(self, tell: Tell) -> None:
            super().work(tell)
            tell(self._key(0))
            tell("never-logged")

    tally = disk_full.limited_often(Boasting(tmp_path), tmp_path, 3)

    assert tally.lost
    assert tally.first_problem == "never-logged"


def test_another_sentence_is_seen(tmp_path: Path) -> None:
    class Vague(Logging):
        def work(self, tell: Tell) -> None:
            try:
                super().work(tell)
            except UserError as error:
                raise UserError("UNEXPECTED") from error

    tally = disk_full.limited_often(Vague(tmp_path), tmp_path, 2)

    assert "UNEXPECTED" in tally.first_problem


def test_a_program_that_falls_over_is_seen(tmp_path: Path) -> None:
    class Falling(Logging):
        def work(self, tell: Tell) -> None:
            super().work(lambda line: tell(line if line == BEGUN else self._fall(line)))

        def _fall(self, line: str) -> str:
            if self._attempt:
                raise ZeroDivisionError
            return line

    tally = disk_full.limited_often(Falling(tmp_path), tmp_path, 3)

    assert "fell over" in tally.first_problem
