"""The drill of a rotating backup would see what it looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.integrity import backup_run
from carbon_points.integrity.backup_rotation import own_backups
from drills.kills import killed_often
from drills.rotation import Rotating

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest


def test_a_rotation_that_deletes_too_much_is_seen_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(folder: Path, database_id: str, *_: object) -> list[Path]:
        gone = [one.file for one in own_backups(folder, database_id)]
        for file in gone:
            file.unlink()
        return gone

    job = Rotating(tmp_path)
    monkeypatch.setattr(backup_run, "rotate", greedy)

    assert killed_often(job, 1).lost


def test_a_rotation_that_takes_what_is_not_ours_is_seen_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(folder: Path, *_: object) -> Sequence[Path]:
        (folder / "家庭照片.jpg").unlink()
        return ()

    job = Rotating(tmp_path)
    monkeypatch.setattr(backup_run, "rotate", careless)

    assert killed_often(job, 1).lost


def test_a_rotation_that_never_deletes_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Rotating(tmp_path)
    monkeypatch.setattr(backup_run, "rotate", lambda *_: ())

    assert killed_often(job, 1).double
