"""Moves that belong together are carried out once, wherever the folder is by then."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from carbon_points.storage import moves
from carbon_points.storage.moves import finish_moves
from carbon_points.storage.moves import move_together
from carbon_points.storage.moves import moves_are_planned

if TYPE_CHECKING:
    from pathlib import Path


def plan(folder: Path) -> Path:
    """Plan that new books come and the old ones are set aside, and die before it."""
    database = folder / "desk.db"
    database.write_bytes(b"old")
    (folder / "fresh").mkdir()
    (folder / "fresh" / "database.db").write_bytes(b"new")
    renames = [
        (database, folder / "aside.db"),
        (folder / "fresh/database.db", database),
    ]
    with patch.object(moves, "finish_moves"):
        move_together(database, renames)
    return database


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_a_crash_cut_off_is_finished(tmp_path: Path) -> None:
    database = plan(tmp_path)
    assert moves_are_planned(database)

    finish_moves(database)

    assert held(tmp_path) == {"aside.db": b"old", "desk.db": b"new"}
    finish_moves(database)
    assert held(tmp_path) == {"aside.db": b"old", "desk.db": b"new"}


def test_a_stick_that_comes_back_under_another_name_is_finished_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "E").mkdir()
    plan(tmp_path / "E")
    there = (tmp_path / "E").rename(tmp_path / "F")

    finish_moves(there / "desk.db")

    assert held(there) == {"aside.db": b"old", "desk.db": b"new"}


@pytest.mark.skipif(os.name == "nt", reason="such a rename is refused there")
def test_who_comes_while_they_are_carried_out_waits_and_finds_them_done(
    tmp_path: Path,
) -> None:
    database = plan(tmp_path)
    own_move, begun = moves._move, threading.Event()
    other = threading.Thread(target=finish_moves, args=(database,))

    def slowly(source: Path, goal: Path) -> None:
        if not begun.is_set():
            begun.set()
            other.start()
            other.join(0.3)  # it would have set the new books aside by then
        own_move(source, goal)

    with patch.object(moves, "_move", slowly):
        finish_moves(database)
        other.join()

    assert held(tmp_path) == {"aside.db": b"old", "desk.db": b"new"}
