"""Backups go to every place of the plan; what fails is named and harms no other."""

from __future__ import annotations

import errno
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.checkpoints import noted as noted_checkpoint
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.crediting.desk import log
from carbon_points.integrity import backup_health
from carbon_points.integrity import backup_run
from carbon_points.integrity.backup_plan import Keep
from carbon_points.integrity.backup_run import run
from carbon_points.integrity.backup_run import run_once
from carbon_points.integrity.backup_run import run_planned
from carbon_points.integrity.backup_run import try_out
from carbon_points.integrity.backup_runs import CLOSING
from carbon_points.integrity.backup_runs import due
from carbon_points.integrity.backup_runs import due_at_closing
from carbon_points.integrity.backup_runs import HOUR
from carbon_points.integrity.backup_runs import last_trial
from carbon_points.integrity.backup_runs import runs
from carbon_points.integrity.tail import stop_if_broken
from carbon_points.storage import backup as storage
from carbon_points.storage import files
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import open_database
from tests.deeds import drop_form
from tests.districts import as_of
from tests.integrity.backups import change
from tests.integrity.backups import noted
from tests.integrity.backups import planned

if TYPE_CHECKING:
    from carbon_points.integrity.backup_runs import PlaceRun
    from carbon_points.storage.engine import Database

HOUR_S = 3_600


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_place_gets_a_proven_backup(small: Database, tmp_path: Path) -> None:
    planned(small, tmp_path / "second")

    done = run(small, as_of("worker"))

    assert [one.result for one in done] == ["PROVEN", "PROVEN"]
    for one in done:
        assert Path(one.file).stat().st_size == one.size > 0
        assert one.took_ms > 0
    assert [Path(one.file).parent for one in done] == [
        small.path.with_name("backups"),
        tmp_path / "second",
    ]


def test_a_lost_piece_of_evidence_keeps_nothing_else_from_being_copied(
    busy: Database,
) -> None:
    before = run_once(busy, as_of("worker"))
    lost, cut, *_ = sorted(evidence_folder(busy.path).iterdir())
    lost.unlink()
    cut.write_bytes(cut.read_bytes()[:-1])

    done = run_once(busy, as_of("worker"))

    assert (before.gaps, before.ok, done.ok) == ((), True, True)
    assert sorted(done.gaps) == [lost.name, cut.name]
    assert done.evidence_files == before.evidence_files - 1
    assert try_out(busy, as_of("worker")).gaps == done.gaps


def test_the_last_backup_that_has_a_lost_piece_of_evidence_stays(
    busy: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(busy, keep=Keep(1, 1, 1))
    real = time.time()
    made: list[PlaceRun] = []
    for months in range(5):
        later = real + months * 40 * 86_400
        monkeypatch.setattr(time, "time", lambda later=later: later)
        if months == 2:
            next(evidence_folder(busy.path).iterdir()).unlink()
        made += run(busy, as_of("worker"))

    left = files_in(busy.path.with_name("backups"))

    assert left == [Path(made[at].file).name for at in (1, 4)]


def test_a_stick_that_is_absent_is_named_and_the_other_still_done(
    small: Database, tmp_path: Path
) -> None:
    planned(small, tmp_path / "stick")
    (tmp_path / "stick").rmdir()

    done = run(small, as_of("worker"))

    assert [one.result for one in done] == ["PROVEN", "BACKUP_PLACE_ABSENT"]
    assert not (tmp_path / "stick").exists()


def test_a_place_with_too_little_room_is_told_before_anything_is_written(
    small: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(small, tmp_path / "stick")
    needed = storage.room_needed(small)
    real = shutil.disk_usage

    def little(place: Path) -> shutil._ntuple_diskusage:
        usage = real(place)
        return usage._replace(free=0) if Path(place).name == "stick" else usage

    monkeypatch.setattr(shutil, "disk_usage", little)
    done = run(small, as_of("worker"))

    assert [one.result for one in done] == ["PROVEN", "BACKUP_NO_ROOM"]
    assert 0 < done[1].missing_mb <= 3 * (needed >> 20) + 1
    assert files_in(tmp_path / "stick") == []


def test_a_stick_pulled_out_in_the_middle_leaves_no_half_file(
    small: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(small, tmp_path / "stick")
    real = files.sync_file

    def pulled(path: Path) -> None:
        if path.parent.name == "stick":
            raise OSError(errno.EIO, "Input/output error")
        real(path)

    monkeypatch.setattr(storage, "sync_file", pulled)
    done = run(small, as_of("worker"))

    assert [one.result for one in done] == ["PROVEN", "BACKUP_PLACE_FAILED"]
    assert files_in(tmp_path / "stick") == []


def test_each_try_is_noted_with_who_and_why(small: Database, tmp_path: Path) -> None:
    planned(small, tmp_path / "second")
    (tmp_path / "second").rmdir()
    run(small, as_of("worker"))
    run_planned(small, HOUR)

    found = [(one.why, one.operator, one.place, one.ok) for one in noted(small)]

    second = str(tmp_path / "second")
    assert found == [
        ("hour", "", second, False),
        ("hour", "", "", True),
        ("asked", "worker", second, False),
        ("asked", "worker", "", True),
    ]


def test_a_backup_fixes_how_far_the_chain_is(small: Database) -> None:
    (done,) = run(small, as_of("worker"))

    known = noted_checkpoint(small)

    assert known is not None
    assert known.position == done.position > 0


def test_a_viewer_makes_no_backup(small: Database) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        run(small, as_of("viewer"))

    assert noted(small) == []
    assert not small.path.with_name("backups").exists()


def test_a_file_of_ones_own_is_proven_noted_and_never_rotated(
    small: Database, tmp_path: Path
) -> None:
    planned(small, keep=Keep(1, 1, 1))

    made = [run_once(small, as_of("worker"), tmp_path / f"{n}.cpbackup") for n in "ab"]

    assert [one.ok for one in made] == [True, True]
    assert [one.place for one in noted(small)] == [str(tmp_path)] * 2
    assert all(Path(one.file).is_file() for one in made)


def test_a_file_of_ones_own_that_fails_says_why(
    small: Database, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("mine")

    with pytest.raises(UserError, match="FILE_EXISTS"):
        run_once(small, as_of("worker"), tmp_path / "taken")

    assert noted(small) == []


def test_older_backups_make_room_for_a_proven_one(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(small, keep=Keep(2, 1, 1))
    real = time.time()
    made: list[PlaceRun] = []
    for day in range(5):
        monkeypatch.setattr(time, "time", lambda day=day: real + day * 86_400)
        made += run(small, as_of("worker"))

    left = files_in(small.path.with_name("backups"))

    assert {Path(one.file).name for one in made[-2:]} <= set(left)
    assert len(left) <= 4
    assert made[-1].rotated


def test_a_failed_backup_lets_no_older_one_go(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(small, keep=Keep(1, 1, 1))
    (first,) = run(small, as_of("worker"))
    later = time.time() + 40 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(backup_run, "against", lambda db, *_: refusing(db))

    (second,) = run(small, as_of("worker"))

    assert second.result == "BACKUP_UNPROVEN"
    assert files_in(small.path.with_name("backups")) == [Path(first.file).name]


def refusing(db: Database) -> storage.Proving:
    def prove(*_: object) -> None:
        raise UserError("BACKUP_DIFFERS", what=db.path.name)

    return storage.Proving(prove=prove)


def test_the_newest_backup_can_be_tried_out_again(small: Database) -> None:
    (made,) = run(small, as_of("worker"))

    tried = try_out(small, as_of("admin"))

    assert (tried.ok, tried.sha256) == (True, made.sha256)
    with small.reading() as session:
        known = last_trial(session, made.sha256)
    assert known is not None
    assert known.at == tried.at


def test_a_backup_that_has_changed_since_is_found_by_trying_it_out(
    small: Database,
) -> None:
    (made,) = run(small, as_of("worker"))
    content = bytearray(Path(made.file).read_bytes())
    content[len(content) // 2] ^= 1
    Path(made.file).write_bytes(content)

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        try_out(small, as_of("admin"))

    with small.reading() as session:
        found = runs(session)[0]
    assert (found.why, found.result) == ("trial", "BACKUP_DAMAGED")
    assert due_at_closing(small)


def test_a_backup_that_somebody_deleted_is_made_again(small: Database) -> None:
    (made,) = run(small, as_of("worker"))
    assert not due_at_closing(small)

    Path(made.file).unlink()

    assert due_at_closing(small)
    with small.reading() as session:
        [row, *_] = backup_health.checks(session, small.path, made.at)
    assert not row.ok


def test_without_a_backup_there_is_nothing_to_try_out(small: Database) -> None:
    with pytest.raises(UserError, match="BACKUP_NONE"):
        try_out(small, as_of("admin"))


def test_a_daily_backup_is_due_once_after_its_hour(small: Database) -> None:
    planned(small, hour=12)
    change(small, "UPDATE setting SET value = '0' WHERE name = 'created_at'")
    small.created_at = 0
    now = int(time.time())

    assert [place.path for place in due(small, now)] == [""]
    run_planned(small, HOUR, due(small, now))
    assert due(small, now + 1) == []
    assert [place.path for place in due(small, now + 86_400)] == [""]


def test_a_new_database_waits_for_its_first_hour(small: Database) -> None:
    assert due(small, small.created_at + 1) == []


def test_nothing_is_due_where_no_hour_is_set(small: Database) -> None:
    planned(small, hour=None)
    small.created_at = 0

    assert due(small, int(time.time())) == []


def test_a_stick_gets_its_missed_backup_when_it_is_plugged_in(
    small: Database, tmp_path: Path
) -> None:
    planned(small, tmp_path / "stick")
    small.created_at = 0
    (tmp_path / "stick").rmdir()
    now = int(time.time())
    run_planned(small, HOUR)
    assert due(small, now) == []

    (tmp_path / "stick").mkdir()

    assert [place.path for place in due(small, now)] == [str(tmp_path / "stick")]


def test_a_place_that_failed_is_tried_again_after_an_hour(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.created_at = 0
    monkeypatch.setattr(backup_run, "against", lambda db, *_: refusing(db))
    now = int(time.time())
    run_planned(small, HOUR)

    assert due(small, now + 60) == []
    assert len(due(small, now + HOUR_S + 60)) == 1


def test_closing_waits_for_a_backup_only_where_something_was_recorded(
    small: Database,
) -> None:
    assert due_at_closing(small)
    run_planned(small, CLOSING)
    assert not due_at_closing(small)

    log(small, as_of("worker"), drop_form(2, 4_000))

    assert due_at_closing(small)
    planned(small, at_closing=False)
    assert not due_at_closing(small)


def test_who_does_not_wait_keeps_what_is_done(small: Database, tmp_path: Path) -> None:
    planned(small, tmp_path / "second")
    told: list[int] = []
    progress = Progress(lambda done, _total: told.append(done))

    def cancel(done: int, total: int) -> None:
        told.append(done)
        if done >= total // 2:
            progress.cancel()

    progress = Progress(cancel)
    with pytest.raises(Cancelled):
        run(small, as_of("worker"), progress)

    assert [one.ok for one in noted(small)] == [True]
    assert files_in(tmp_path / "second") == []
    assert told == sorted(told)


def test_a_database_that_only_reads_is_copied_without_a_note(
    small: Database,
) -> None:
    small.close()

    with open_database(small.path, read_only=True) as db:
        (done,) = run(db, as_of("worker"))

    assert done.ok
    assert noted(small) == []


def test_no_room_beside_the_database_is_told_too(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(small.path.parent)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage)

    with pytest.raises(DatabaseUnusableError, match="BACKUP_NO_ROOM") as refused:
        run_once(small, as_of("worker"))

    assert int(refused.value.details["missing_mb"]) > 0


def test_books_whose_chain_is_broken_are_copied_and_nothing_older_goes(
    small: Database,
) -> None:
    planned(small, keep=Keep(1, 1, 1))
    first = run(small, as_of("worker"))
    change(small, "UPDATE chain_record SET at = at + 1 WHERE position = 2")
    small.guard = stop_if_broken

    second = run(small, as_of("worker"))

    assert [one.ok for one in (*first, *second)] == [True, True]
    assert small.stopped is not None
    assert Path(first[0].file).is_file()
    assert not second[0].rotated
