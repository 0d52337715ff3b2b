"""Where and when backups are made is decided by an administrator, and kept."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.days import local_moment
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.backup_plan import BackupPlan
from carbon_points.integrity.backup_plan import Keep
from carbon_points.integrity.backup_plan import last_occasion
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.backup_places import folder_of
from carbon_points.storage.backup_places import Place
from carbon_points.storage.backup_places import places_in
from carbon_points.storage.backup_places import PLAN
from carbon_points.storage.backup_places import state_of
from carbon_points.storage.models import Setting
from tests.districts import as_of
from tests.integrity.backups import planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database

OTHER_DISK = Path("/dev/shm")  # noqa: S108  (a memory disk: another device)


def test_without_a_decision_the_program_proposes_a_plan(small: Database) -> None:
    with small.reading() as session:
        plan = plan_of(session)

    assert plan == BackupPlan()
    assert folder_of(small.path, plan.places[0]) == small.path.with_name("backups")
    assert (plan.keep.days, plan.keep.weeks, plan.keep.months) == (7, 5, 12)


def test_a_decision_is_kept_and_its_folders_are_made(
    small: Database, tmp_path: Path
) -> None:
    decided = planned(small, tmp_path / "U 盘", hour=17, at_closing=False)

    with small.reading() as session:
        assert plan_of(session) == decided
    assert (tmp_path / "U 盘").is_dir()
    assert decided.places[1] == Place(str(tmp_path / "U 盘"))


def test_only_an_administrator_decides(small: Database) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        set_plan(small, as_of("worker"), BackupPlan(hour=3))

    with small.reading() as session:
        assert plan_of(session) == BackupPlan()


@pytest.mark.parametrize(
    "wanted",
    [
        BackupPlan(places=()),
        BackupPlan(places=(Place(), Place())),
        BackupPlan(places=tuple(Place(f"/{n}") for n in range(5))),
        BackupPlan(hour=24),
        BackupPlan(hour=-1),
        BackupPlan(keep=Keep(days=0)),
        BackupPlan(keep=Keep(months=100)),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    small: Database, wanted: BackupPlan
) -> None:
    with pytest.raises(UserError, match="BACKUP_PLAN_WRONG"):
        set_plan(small, as_of("admin"), wanted)


@pytest.mark.parametrize(
    "path", ["relative/folder", "/proc/nothing/here", "/etc/hosts"]
)
def test_a_place_must_be_a_folder_that_can_be_made(small: Database, path: str) -> None:
    with pytest.raises(UserError, match="BACKUP_PLACE_WRONG"):
        set_plan(small, as_of("admin"), BackupPlan((Place(path),)))


def test_a_place_among_the_evidence_is_refused(small: Database) -> None:
    inside = evidence_folder(small.path) / "backups"

    with pytest.raises(UserError, match="BACKUP_PLACE_WRONG"):
        set_plan(small, as_of("admin"), BackupPlan((Place(str(inside)),)))

    assert not inside.exists()


def test_two_names_of_one_folder_are_refused(small: Database) -> None:
    same = small.path.parent / "." / "backups"
    same.mkdir()

    with pytest.raises(UserError, match="BACKUP_PLAN_WRONG"):
        planned(small, same)


def test_a_folder_that_was_moved_is_absent(small: Database, tmp_path: Path) -> None:
    place = planned(small, tmp_path / "second").places[1]
    assert state_of(small.path, place).present

    (tmp_path / "second").rmdir()

    assert not state_of(small.path, place).present


@pytest.fixture
def stick() -> Iterator[Path]:
    """A folder on another disk than the database's."""
    if not os.access(OTHER_DISK, os.W_OK):
        pytest.skip("there is one disk only")
    with TemporaryDirectory(dir=OTHER_DISK) as folder:
        yield Path(folder)


def test_a_place_on_another_disk_is_known_as_such(small: Database, stick: Path) -> None:
    _, place = planned(small, stick).places

    state = state_of(small.path, place)

    assert place.mount == str(OTHER_DISK)
    assert (state.present, state.own_disk) == (True, True)


def test_an_empty_stick_in_its_stead_is_taken(small: Database, stick: Path) -> None:
    _, place = planned(small, stick / "碳普惠").places

    (stick / "碳普惠").rmdir()

    assert state_of(small.path, place).present


def test_a_stick_that_is_not_plugged_in_is_absent_though_its_folder_is_there(
    small: Database, tmp_path: Path
) -> None:
    (tmp_path / "mnt" / "backups").mkdir(parents=True)
    place = Place(str(tmp_path / "mnt" / "backups"), str(tmp_path / "mnt"))

    assert not state_of(small.path, place).present


@given(st.integers(0, 23), st.integers(10**9, 2 * 10**9))
def test_the_last_occasion_is_the_last_time_the_clock_showed_the_hour(
    hour: int, now: int
) -> None:
    found = last_occasion(hour, now)

    assert 0 <= now - found < 86_400
    moment = local_moment(found)
    assert (moment.hour, moment.minute, moment.second) == (hour, 0, 0)


def test_a_plan_reads_back_as_it_was_written() -> None:
    plan = BackupPlan(
        (Place(), Place("/media/盘/a", "/media/盘")), None, False, Keep(1)
    )

    assert msgspec.json.decode(msgspec.json.encode(plan), type=BackupPlan) == plan


@pytest.mark.parametrize("text", ["", "[", "{}x", '{"hour": "noon"}', '{"more": 1}'])
def test_a_plan_that_cannot_be_read_any_more_is_the_proposed_one(
    small: Database, text: str
) -> None:
    with small.writing() as session:
        session.merge(Setting(name=PLAN, value=text))

    with small.reading() as session:
        assert plan_of(session) == BackupPlan()
    assert places_in(text) == ()
