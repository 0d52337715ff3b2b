"""Files are kept once, sealed, and checked whenever they are read."""

from __future__ import annotations

import hashlib
import os
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func
from sqlalchemy import select

from carbon_points.common.problems import UserError
from carbon_points.evidence import service
from carbon_points.evidence.checks import checks
from carbon_points.evidence.models import Evidence
from carbon_points.evidence.queries import files_of
from carbon_points.evidence.queries import used_again
from carbon_points.evidence.service import keep
from carbon_points.evidence.service import LARGEST
from carbon_points.evidence.service import link
from carbon_points.evidence.service import read
from carbon_points.evidence.service import store
from carbon_points.evidence.service import tidy
from carbon_points.evidence.texts import TEXTS
from carbon_points.storage.backup import evidence_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from carbon_points.storage.checks import Check
    from carbon_points.storage.engine import Database

NOW = 1_782_800_000
SCAN = "张三 370114199001011234 旧衣 4.2 公斤".encode()


def kept(db: Database, source: bytes | Path | service.Stored, name: str = "") -> int:
    with db.writing() as session:
        return keep(session, db, 1, NOW, source, name).evidence_id


def sealed_files(db: Database) -> list[Path]:
    place = evidence_folder(db.path)
    return sorted(place.iterdir()) if place.is_dir() else []


def checked(db: Database) -> Check:
    with db.reading() as session:
        check, _dropped = checks(session, db)
    return check


def test_a_kept_file_is_read_back_and_not_readable_on_the_disk(db: Database) -> None:
    evidence_id = kept(db, SCAN, "scan.txt")

    assert read(db, evidence_id) == SCAN
    (path,) = sealed_files(db)
    assert SCAN[:6] not in path.read_bytes()
    assert hashlib.sha256(SCAN).hexdigest()[:8] not in path.name
    with db.reading() as session:
        row = session.scalars(select(Evidence)).one()
    assert (row.name, row.size, row.added_at) == ("scan.txt", len(SCAN), NOW)
    assert row.sha256 == hashlib.sha256(SCAN).digest()


def test_a_path_keeps_its_name(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "称重单.jpg"
    path.write_bytes(SCAN)
    stored = store(db, path)

    assert read(db, kept(db, stored)) == SCAN
    with db.reading() as session:
        assert session.scalars(select(Evidence.name)).all() == ["称重单.jpg"]


def test_the_same_content_is_kept_once(db: Database) -> None:
    first = kept(db, SCAN, "a")
    with db.writing() as session:
        again = keep(session, db, 2, NOW, SCAN, "b")

    assert (again.evidence_id, again.fresh) == (first, False)
    assert len(sealed_files(db)) == 1


def test_what_a_file_proves_is_said_once(db: Database) -> None:
    scan, photo = kept(db, SCAN), kept(db, b"photo")
    with db.writing() as session:
        assert link(session, scan, "action", [7, 8, 7]) == 2
        assert link(session, scan, "action", [8, 9]) == 1
        assert link(session, photo, "action", [7]) == 1
        assert link(session, photo, "batch", []) == 0
        with pytest.raises(ValueError, match="planet"):
            link(session, scan, "planet", [1])

    with db.reading() as session:
        assert [f.evidence_id for f in files_of(session, "action", 7)] == [scan, photo]
        assert files_of(session, "batch", 7) == []
        (shared,) = used_again(session)
    assert (shared.evidence_id, shared.subjects) == (scan, 3)


def test_a_rollback_leaves_no_record_and_tidying_no_file(db: Database) -> None:
    def fail() -> None:
        with db.writing() as session:
            keep(session, db, 1, NOW, SCAN)
            raise ZeroDivisionError

    kept(db, b"other")
    with pytest.raises(ZeroDivisionError):
        fail()

    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Evidence)) == 1
    assert tidy(db) == 0
    assert tidy(db, time.time() + 100_000) == 1
    assert len(sealed_files(db)) == 1
    assert checked(db).ok


def test_tidying_leaves_what_gets_its_name_or_is_counted_on_meanwhile(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = [evidence_folder(db.path) / store(db, b).stored_as for b in (b"a", b"b")]
    later = time.time() + 100_000

    def listed(_folder: Path) -> Iterator[Path]:
        yield stored[0].with_name(".a.part-1-00000000")
        yield stored[0]
        os.utime(stored[1], (later, later))  # the same content is handed in again
        yield stored[1]

    monkeypatch.setattr(type(db.path), "iterdir", listed)

    assert tidy(db, later) == 1
    assert [path.exists() for path in stored] == [False, True]


def test_tidying_without_a_folder_does_nothing(db: Database) -> None:
    assert tidy(db) == 0
    assert checked(db).counted == 0


def test_a_damaged_copy_is_replaced_when_the_file_comes_again(db: Database) -> None:
    evidence_id = kept(db, SCAN)
    (path,) = sealed_files(db)
    path.write_bytes(b"rubbish")
    with pytest.raises(UserError, match="EVIDENCE_DAMAGED"):
        read(db, evidence_id)

    kept(db, SCAN)

    assert read(db, evidence_id) == SCAN


def test_a_missing_or_altered_file_is_named_by_the_check(db: Database) -> None:
    kept(db, SCAN, "scan.txt")
    photo = kept(db, b"photo", "photo.jpg")
    assert checked(db).ok

    path = sealed_files(db)[0]
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert checked(db).problem
    path.unlink()
    found = checked(db)
    assert found.problem
    assert found.problem.code == "EVIDENCE_MISSING"
    assert found.counted == 2
    with pytest.raises(UserError) as caught:
        read(db, photo + 1)
    assert caught.value.code == "EVIDENCE_UNKNOWN"


def test_a_size_that_was_changed_is_found(db: Database) -> None:
    kept(db, SCAN)
    with db.writing() as session:
        connection = session.connection()
        guards = "SELECT name FROM sqlite_master WHERE tbl_name = 'evidence'"
        triggers = connection.exec_driver_sql(f"{guards} AND type = 'trigger'").all()
        for (trigger,) in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql("UPDATE evidence SET size = size + 1")

    found = checked(db)

    assert triggers
    assert found.problem
    assert found.problem.code == "EVIDENCE_DAMAGED"


def test_a_file_that_cannot_be_read_is_refused(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        store(db, tmp_path / "nothing.jpg")

    assert caught.value.code == "EVIDENCE_UNREADABLE"
    assert "nothing.jpg" in TEXTS["EVIDENCE_UNREADABLE"][0].format(
        **caught.value.details
    )
    assert not sealed_files(db)


def test_a_file_that_changes_while_it_is_read_is_refused(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.csv"
    path.write_bytes(b"one\n")
    measure = service._measured

    def measured(file: BinaryIO) -> tuple[bytes, int]:
        found = measure(file)
        path.write_bytes(b"one\ntwo\n")
        return found

    monkeypatch.setattr(service, "_measured", measured)

    with pytest.raises(UserError, match="EVIDENCE_CHANGED"):
        store(db, path)
    assert not sealed_files(db)


def test_a_file_larger_than_any_import_is_refused_unread(
    db: Database, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(UserError, match="EVIDENCE_TOO_LARGE"):
        store(db, film)

    assert not sealed_files(db)
