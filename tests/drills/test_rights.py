"""The drill of rights sees a right that is missing, and one that comes too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.security import acts
from carbon_points.security import service
from carbon_points.security.rules import Right
from carbon_points.security.rules import RIGHTS
from drills import rights
from tests.cli.rights_cells import CALLS
from tests.security import cells

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

FEW = ("users log", "pool use", "audit queue")


@pytest.fixture(autouse=True)
def _few_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    few = {name: cells.CELLS[name] for name in FEW}
    monkeypatch.setattr(rights, "CELLS", few)
    calls = {name: CALLS[name] for name in FEW}
    monkeypatch.setattr(rights, "CALLS", calls)


def problems(folder: Path) -> list[tuple[int, int]]:
    """Lost and let in, of the functions and of the commands."""
    found = rights.drill(full=True, folder=folder / "ground")
    return [(tally.lost, tally.let_in) for tally in found]


def test_sound_rights_pass(tmp_path: Path) -> None:
    assert problems(tmp_path) == [(0, 0), (0, 0)]


def test_a_right_given_to_one_role_too_many_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = Right(RIGHTS["users log"].roles | {"viewer"})
    monkeypatch.setitem(RIGHTS, "users log", more)

    assert problems(tmp_path) == [(0, len(cells.CELLS["users log"])), (0, 1)]


def test_a_right_taken_from_a_role_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, "users log", Right(frozenset({"admin"})))

    assert problems(tmp_path) == [(len(cells.CELLS["users log"]), 0), (1, 0)]


def test_a_question_that_comes_after_the_writing_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(db: Database, by: Caller) -> None:
        service.note(db, by, "view", "12-1")
        acts.ask_first(db, "users log", by)

    monkeypatch.setattr(rights, "CELLS", {"users log": (late,)})

    assert problems(tmp_path)[0] == (0, 3)
