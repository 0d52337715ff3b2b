"""Rotation thins out the old backups and touches nothing else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.days import epoch_seconds
from carbon_points.common.days import local_moment
from carbon_points.common.days import ZONE
from carbon_points.integrity.backup_plan import Keep
from carbon_points.integrity.backup_rotation import kept
from carbon_points.integrity.backup_rotation import own_backups
from carbon_points.integrity.backup_rotation import OwnBackup
from carbon_points.integrity.backup_rotation import rotate
from carbon_points.integrity.backup_rotation import superfluous
from carbon_points.storage import archive

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

OURS = "a" * 32
NOON = dt.datetime(2026, 6, 30, 12, tzinfo=ZONE)

moments = st.lists(st.integers(1_600_000_000, 1_800_000_000), unique=True, max_size=60)
keeps = st.builds(Keep, *(st.integers(1, 15) for _ in range(3)))


def all_of(found: Iterable[int]) -> list[OwnBackup]:
    return [OwnBackup(Path(str(at)), at, n) for n, at in enumerate(found)]


@given(moments, keeps)
def test_each_of_the_last_days_weeks_and_months_keeps_its_newest(
    found: list[int], keep: Keep
) -> None:
    stays = {one.made_at for one in kept(all_of(found), keep)}

    for count, form in (
        (keep.days, "%Y%j"),
        (keep.weeks, "%G%V"),
        (keep.months, "%Y%m"),
    ):
        newest: dict[str, int] = defaultdict(int)
        for at in found:
            span = f"{local_moment(at):{form}}"
            newest[span] = max(newest[span], at)
        assert {newest[span] for span in sorted(newest)[-count:]} <= stays


@given(moments, keeps)
def test_not_more_stay_than_the_plan_says(found: list[int], keep: Keep) -> None:
    stays = kept(all_of(found), keep)

    assert len(stays) <= keep.days + keep.weeks + keep.months
    assert not found or max(found) in {one.made_at for one in stays}


@given(moments, keeps, st.randoms(use_true_random=False))
def test_the_newest_by_the_chain_stays_whatever_the_clock_said(
    found: list[int], keep: Keep, chance: Random
) -> None:
    chance.shuffle(found)
    backups = all_of(found)

    gone = superfluous(backups, keep)

    assert not backups or backups[-1] not in gone
    assert set(gone).isdisjoint(kept(backups, keep))
    assert len(backups) - len(gone) <= 1 + keep.days + keep.weeks + keep.months


@given(moments, keeps)
def test_a_second_rotation_finds_nothing_to_do(found: list[int], keep: Keep) -> None:
    once = kept(all_of(found), keep)

    assert kept(once, keep) == once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty daily backups of this desk."""
    for day in range(30):
        laid_down(tmp_path, NOON - dt.timedelta(days=day), 100 - day)
    return tmp_path


def laid_down(
    folder: Path, at: dt.datetime, position: int, owner: str = OURS, name: str = ""
) -> Path:
    source = folder / "source"
    source.write_bytes(b"sealed")
    facts = archive.Manifest(
        format=archive.FORMAT,
        database_id=owner,
        desk=12,
        demo=False,
        encrypted=True,
        made_at=epoch_seconds(at),
        schema="0009",
        chain_position=position,
        chain_hash="",
        rows={},
        files={archive.DATABASE: archive.file_digest(source)},
    )
    file = folder / (name or f"desk-{at:%Y%m%d-%H%M%S}.cpbackup")
    archive.write_archive(file, {archive.DATABASE: source}, facts)
    source.unlink()
    return file


def test_what_the_plan_does_not_keep_goes(folder: Path) -> None:
    gone = rotate(folder, OURS, Keep(3, 2, 1), set())

    left = sorted(file.name[5:13] for file in folder.iterdir())
    assert left == ["20260628", "20260629", "20260630"]
    assert len(gone) == 27


def test_nothing_that_is_not_ours_goes(folder: Path) -> None:
    old = NOON - dt.timedelta(days=700)
    strangers = [
        laid_down(folder, old, 1, owner="b" * 32),
        laid_down(folder, old, 1, name="年底存档.cpbackup"),
        folder / f"desk-{old:%Y%m%d}-000000.cpbackup",
        folder / "desk-20200101-120000.cpbackup.txt",
        folder / "家庭照片.jpg",
    ]
    for file in strangers[2:]:
        file.write_bytes(b"not ours")
    (folder / "desk-20200102-120000.cpbackup").mkdir()
    (folder / "desk-20200103-120000.cpbackup").symlink_to(strangers[1])

    rotate(folder, OURS, Keep(1, 1, 1), set())

    left = {file.name for file in folder.iterdir()}
    assert {file.name for file in strangers} <= left
    assert {"desk-20200102-120000.cpbackup", "desk-20200103-120000.cpbackup"} <= left


def test_the_newest_stays_where_the_clock_was_turned_back(folder: Path) -> None:
    newest = laid_down(folder, NOON - dt.timedelta(days=900), 101)

    gone = rotate(folder, OURS, Keep(1, 1, 1), set())

    assert newest.is_file()
    assert newest not in gone


def test_what_is_spared_stays(folder: Path) -> None:
    spared = folder / "desk-20260615-120000.cpbackup"

    gone = rotate(folder, OURS, Keep(1, 1, 1), {spared})

    assert spared.is_file()
    assert spared not in gone


def test_a_damaged_backup_is_left_for_a_person_to_look_at(folder: Path) -> None:
    broken = folder / "desk-20260601-120000.cpbackup"
    broken.write_bytes(broken.read_bytes()[:-200])

    rotate(folder, OURS, Keep(1, 1, 1), set())

    assert broken.is_file()
    assert broken not in {one.file for one in own_backups(folder, OURS)}
