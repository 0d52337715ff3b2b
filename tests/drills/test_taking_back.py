"""The drill of a restore that is taken back sees a state that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.storage.restoring import set_aside
from carbon_points.storage.scratch import remove_database
from drills import taking_back
from drills.kills import killed_often

if TYPE_CHECKING:
    from pathlib import Path

    from drills.killing import Tell


def test_a_state_that_is_thrown_away_is_seen_as_lost(tmp_path: Path) -> None:
    class Careless(taking_back.TakingBack):
        def work(self, tell: Tell) -> None:
            super().work(tell)
            for aside in set_aside(self._database):
                remove_database(aside)

    assert killed_often(Careless(tmp_path), 1).lost


def test_what_was_told_and_not_done_is_seen_as_lost(tmp_path: Path) -> None:
    class Boasting(taking_back.TakingBack):
        def work(self, tell: Tell) -> None:
            tell("begun")
            tell("taken back")

    assert killed_often(Boasting(tmp_path), 1).lost
