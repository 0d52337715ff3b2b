"""Backups are found beside the books and on sticks, by their own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.integrity import restore_finding
from carbon_points.integrity.restore_finding import find_backups
from carbon_points.storage.backup import backup
from carbon_points.storage.restoring import restore

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


@pytest.fixture(autouse=True)
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one volume that is plugged in."""
    found = tmp_path / "stick"
    (found / "碳普惠").mkdir(parents=True)
    monkeypatch.setattr(restore_finding, "volumes", lambda: iter([found]))
    return found


def names(target: Path, *also: Path) -> list[str]:
    return [found.file.name for found in find_backups(target, also, Progress())]


def test_backups_are_found_beside_the_books_and_on_a_stick(
    small: Database, stick: Path, tmp_path: Path
) -> None:
    beside = backup(small).file
    backup(small, stick / "一.cpbackup")
    backup(small, stick / "碳普惠" / "二.cpbackup")
    elsewhere = tmp_path / "elsewhere"
    backup(small, elsewhere / "三.cpbackup")

    found = find_backups(small.path, [elsewhere], Progress())

    assert {one.file.name for one in found} == {
        beside.name,
        "一.cpbackup",
        "二.cpbackup",
        "三.cpbackup",
    }
    assert {(one.desk, one.people, one.demo) for one in found} == {(12, 8, False)}


def test_the_newest_stands_first_and_each_once(small: Database, stick: Path) -> None:
    backup(small, stick / "new.cpbackup")
    backup(small)

    found = find_backups(small.path, [stick, stick / "碳普惠" / ".."], Progress())

    assert len(found) == 2
    assert [one.made_at for one in found] == sorted(
        (one.made_at for one in found), reverse=True
    )


def test_what_is_no_backup_is_left_out(small: Database, stick: Path) -> None:
    (stick / "broken.cpbackup").write_bytes(b"PK no zip")
    (stick / "folder.cpbackup").mkdir()

    assert names(small.path) == []


def test_what_was_set_aside_is_offered_last(small: Database) -> None:
    made, path = backup(small).file, small.path
    small.close()
    aside = restore(made, path).set_aside

    found = find_backups(path, [], Progress())

    assert [one.file for one in found] == [made.resolve(), aside]
    assert [one.is_aside for one in found] == [False, True]


def test_a_place_that_is_gone_is_no_obstacle(tmp_path: Path) -> None:
    target = tmp_path / "never" / "desk.db"

    assert names(target, tmp_path / "unplugged") == []


def test_the_search_can_be_cancelled(small: Database) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        find_backups(small.path, [], progress)


def test_volumes_are_looked_for_where_the_system_shows_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()

    found = list(restore_finding.volumes())

    assert all(isinstance(volume, Path) for volume in found)
