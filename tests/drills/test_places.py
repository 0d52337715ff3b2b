"""The drill of closed places and locks would see what it looks for."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from drills import places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> places.Ground:
    return places.ready(tmp_path / "district")


def test_what_is_written_all_the_same_is_seen_as_let_in(made: places.Ground) -> None:
    way = places.Way("nothing in the way", "DB_LOCKED", lambda _made: nullcontext())

    tally = places.hindered(way, made, 1)

    assert tally.let_in
    assert tally.first_problem.startswith("import: 0 , not DB_LOCKED")


def test_another_sentence_than_the_right_one_is_seen(made: places.Ground) -> None:
    way = places.Way("a closed place", "DB_DISK_FULL", places.closed)

    tally = places.hindered(way, made, 1)

    assert tally.lost
    assert "DB_READ_ONLY, not DB_DISK_FULL" in tally.first_problem


def test_looking_that_fails_is_seen(made: places.Ground) -> None:
    way = places.Way("a newer schema", "DB_NEWER", places.newer, reads=True)

    assert places.hindered(way, made, 1).lost


def test_a_place_is_closed_where_nothing_can_be_mounted(made: places.Ground) -> None:
    way = places.Way("a closed place", "DB_READ_ONLY", places.closed)

    with patch.object(places, "_mounted_closed", lambda _place: None):
        assert places.hindered(way, made, 1).ok


def test_a_clock_that_nobody_speaks_of_is_seen(made: places.Ground) -> None:
    with patch("carbon_points.integrity.health.of_rooms", lambda _db: ()):
        assert places.turned_back(made, 2).let_in
