"""What needs much room stops before the disk is full; single entries go on."""

from __future__ import annotations

import shutil
from typing import NamedTuple
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage.space import entries_left
from carbon_points.storage.space import ENTRY
from carbon_points.storage.space import free_bytes
from carbon_points.storage.space import PAUSE
from carbon_points.storage.space import refuse_little_room

if TYPE_CHECKING:
    from pathlib import Path


class Usage(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


def leave(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(1 << 40, 0, free))


def test_little_room_pauses_what_is_large_and_says_how_much_still_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(monkeypatch, 180 << 20)

    with pytest.raises(DatabaseUnusableError) as refused:
        refuse_little_room(tmp_path / "desk.db")

    assert refused.value.code == "IMPORT_PAUSED"
    assert refused.value.details["free"] == "180"
    assert int(refused.value.details["entries"].replace(",", "")) > 10_000


def test_a_large_file_wants_more_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(monkeypatch, PAUSE + 100)

    refuse_little_room(tmp_path / "desk.db")
    with pytest.raises(DatabaseUnusableError):
        refuse_little_room(tmp_path / "desk.db", 1_000)


def test_a_disk_that_is_not_plugged_in_has_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(tmp_path), "exists", lambda _path: False)

    assert free_bytes(tmp_path / "backups") == 0


def test_room_is_asked_of_a_place_that_is_not_made_yet(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "far" / "desk.db") > 0


@given(st.integers(0, 1 << 41))
def test_entries_that_are_promised_fit(free: int) -> None:
    assert 0 <= entries_left(free) * ENTRY <= free
