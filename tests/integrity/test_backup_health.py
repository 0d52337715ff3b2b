"""Each place of the backup plan is named with its age, its proof, what it lacks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from carbon_points.integrity import backup_health
from carbon_points.integrity.backup_run import run
from carbon_points.storage.backup_places import Place
from carbon_points.storage.backup_places import PlaceState
from tests.districts import as_of
from tests.integrity.backups import noted
from tests.integrity.backups import planned

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from carbon_points.storage.health import HealthCheck

MONTH_S = 30 * 86_400


def looked_at(db: Database, later_s: int = 0) -> dict[str, HealthCheck]:
    now = int(time.time()) + later_s
    with db.reading() as session:
        found = list(backup_health.checks(session, db.path, now))
    return {check.name: check for check in found}


def test_without_a_backup_there_is_something_to_do(small: Database) -> None:
    first = looked_at(small)["backup-1"]

    assert (first.ok, first.act) == (False, "backup")
    assert "还没有备份" in first.says.zh


def test_a_proven_backup_is_well_for_a_week(small: Database, tmp_path: Path) -> None:
    planned(small, tmp_path / "second")
    run(small, as_of("worker"))

    now, later = looked_at(small), looked_at(small, MONTH_S)

    assert [now[name].ok for name in ("backup-1", "backup-2")] == [True, True]
    assert "试恢复通过" in now["backup-2"].says.zh
    assert [later[name].ok for name in ("backup-1", "backup-2")] == [False, False]


def test_a_stick_that_is_not_there_is_asked_for(
    small: Database, tmp_path: Path
) -> None:
    planned(small, tmp_path / "stick")
    (tmp_path / "stick").rmdir()
    run(small, as_of("worker"))

    stick = looked_at(small)["backup-2"]

    assert not stick.ok
    assert "U 盘" in stick.remedy.zh


def test_a_later_try_that_failed_is_told_with_what_is_kept(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(small, as_of("worker"))
    [made] = noted(small)
    failed = type(made)(made.at + 9, "hour", "", made.place, result="BACKUP_NO_ROOM")
    monkeypatch.setattr(backup_health, "last_try", lambda *_: failed)

    first = looked_at(small)["backup-1"]

    assert not first.ok
    assert "BACKUP_NO_ROOM" in first.says.zh
    assert "原有备份完好" in first.says.zh


@pytest.mark.parametrize("mount", ["", "/media/stick"])
def test_backups_on_the_disk_of_the_books_alone_are_a_hint(
    small: Database, monkeypatch: pytest.MonkeyPatch, mount: str
) -> None:
    def state(_database: Path, place: Place) -> PlaceState:
        chosen = Place(place.path, mount)
        return PlaceState(chosen, small.path.parent, present=False, own_disk=False)

    monkeypatch.setattr(backup_health, "state_of", state)

    apart = looked_at(small)["backup-apart"]

    assert apart.ok
    assert bool(apart.remedy) is not bool(mount)


def test_a_place_that_is_nearly_full_is_told(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(small, as_of("worker"))
    monkeypatch.setattr(backup_health, "free_bytes", lambda _folder: 4_096)

    first = looked_at(small)["backup-1"]

    assert not first.ok
    assert "剩余 0 MB" in first.says.zh
