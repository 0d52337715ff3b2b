"""A database under a new key: all of it, in one step, or as it was."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage import keys
from carbon_points.storage import pages
from carbon_points.storage import rekeying
from carbon_points.storage import unlocking
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import check_backup
from carbon_points.storage.driver import PLAIN_HEADER
from carbon_points.storage.engine import create
from carbon_points.storage.engine import IDENTITY_KEY
from carbon_points.storage.engine import open_database
from carbon_points.storage.errors import explained
from carbon_points.storage.lock_file import lock_file
from carbon_points.storage.models import Setting
from carbon_points.storage.pages import first_bytes
from carbon_points.storage.rekeying import rekey

if TYPE_CHECKING:
    from subprocess import Popen

    from sqlalchemy.orm import Session

    from tests.storage.conftest import Run

WORDS = "绿水青山 2026"

HOLD = """
import sys
from pathlib import Path
from carbon_points.storage.engine import open_database
with open_database(Path(sys.argv[1])) as db, db.reading() as session:
    print("open", flush=True)
    sys.stdin.readline()
"""


def _kind(path: Path) -> str | None:
    with open_database(path) as db, db.reading() as session:
        return session.scalar(select(Setting.value).where(Setting.name == "key_kind"))


def test_a_file_under_a_new_key_keeps_its_content_and_its_stored_keys(
    path: Path,
) -> None:
    with open_database(path) as db:
        identity, known = db.secret(IDENTITY_KEY), db.database_id
    before = first_bytes(path)

    done = rekey(path)

    assert first_bytes(path) == done.new.salt != before == done.old.salt
    assert keys.remembered(done.new.salt) == "file"
    with open_database(path) as db:
        assert (db.secret(IDENTITY_KEY), db.database_id) == (identity, known)
        assert db.damaged_pages() == []
        assert not list(path.parent.glob(f".{path.name}*"))


def test_the_old_key_opens_the_new_file_no_more_but_still_the_old_backups(
    path: Path, tmp_path: Path
) -> None:
    with open_database(path) as db:
        copy = backup(db, tmp_path / "then.cpbackup").file

    done = rekey(path)

    assert check_backup(copy).verified
    assert unlocking.fits(copy, done.old)
    assert not unlocking.fits(path, keys.Key(done.old.key, done.new.salt))


def test_a_file_can_be_given_a_passphrase_and_opened_with_it(path: Path) -> None:
    done = rekey(path, keys.Protection(WORDS, remember=False))

    assert keys.remembered(done.new.salt) == ""
    assert unlocking.by_passphrase(path, WORDS) == done.new
    assert _kind(path) == "passphrase"
    with pytest.raises(UserError, match="PASSPHRASE_WRONG"):
        unlocking.by_passphrase(path, "绿水青山 2025")


def test_what_the_note_writes_is_in_the_new_file(path: Path) -> None:
    def note(session: Session) -> None:
        session.add(Setting(name="noted", value="1"))

    rekey(path, note=note)

    with open_database(path) as db, db.reading() as session:
        assert session.get_one(Setting, "noted").value == "1"


def test_what_the_note_refuses_leaves_everything_as_it_was(path: Path) -> None:
    def refuse(_session: Session) -> None:
        raise UserError("ROLE")

    before = path.read_bytes()
    kept = set(keys.key_folder().iterdir())

    with pytest.raises(UserError, match="ROLE"):
        rekey(path, note=refuse)

    assert path.read_bytes()[:16] == before[:16]
    assert set(keys.key_folder().iterdir()) == kept
    assert _kind(path) == "random"
    assert not list(path.parent.glob(f".{path.name}*"))


def test_a_new_key_file_goes_when_the_change_is_refused(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "damaged_pages", lambda *_: [7])

    with pytest.raises(DatabaseUnusableError, match="DB_DAMAGED"):
        rekey(path, new_key_file=tmp_path / "new.key")

    assert not (tmp_path / "new.key").exists()
    assert _kind(path) == "random"


def test_a_file_that_somebody_else_has_open_is_left_alone(path: Path, run: Run) -> None:
    other = run(HOLD, path)
    assert other.stdout is not None
    other.stdout.readline()
    kept = set(keys.key_folder().iterdir())

    with pytest.raises(DatabaseUnusableError, match="DB_LOCKED"):
        rekey(path)

    assert set(keys.key_folder().iterdir()) == kept


def test_a_file_that_this_process_has_open_is_left_alone(path: Path) -> None:
    with open_database(path), pytest.raises(DatabaseUnusableError, match="DB_LOCKED"):
        rekey(path)


def test_a_released_database_goes_on_under_the_new_key(path: Path) -> None:
    with open_database(path) as db:
        with db.released():
            with (
                pytest.raises(DatabaseUnusableError, match="DB_LOCKED"),
                db.reading() as session,
            ):
                session.get(Setting, "salt")
            done = rekey(path)

        assert (db.vault.key, db.vault.salt) == (done.new.key, done.new.salt)
        with db.writing() as session:
            assert session.get_one(Setting, "salt").value == done.new.salt.hex()


def test_who_still_has_the_released_engine_is_told_that_it_is_locked(
    path: Path,
) -> None:
    with open_database(path) as db:
        session = db._session("read")
        with db.released():
            rekey(path)

        with (
            session,
            explained(db.vault),
            pytest.raises(DatabaseUnusableError, match="DB_LOCKED"),
        ):
            session.get(Setting, "salt")
        with db.reading() as anew:
            assert anew.get(Setting, "salt")


def test_a_key_file_is_left_alone_and_the_new_key_goes_into_another(
    tmp_path: Path,
) -> None:
    path = tmp_path / "desk.db"
    create(path, key_file=tmp_path / "first.key").close()

    done = rekey(
        path, key_file=tmp_path / "first.key", new_key_file=tmp_path / "second.key"
    )

    assert keys.read_key(tmp_path / "first.key") == done.old
    assert keys.read_key(tmp_path / "second.key") == done.new
    with open_database(path, key_file=tmp_path / "second.key") as db:
        assert db.encrypted


def test_an_unencrypted_file_is_encrypted_once_the_driver_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.db"
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
        create(path).close()
        assert not rekey(path).encrypted
    assert first_bytes(path) == PLAIN_HEADER

    done = rekey(path)

    assert done.encrypted
    assert not done.was_encrypted
    assert first_bytes(path) == done.new.salt
    with open_database(path) as db:
        assert db.encrypted
        assert len(db.secret(IDENTITY_KEY)) == 32


def test_a_full_disk_is_told_before_anything_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(path.parent)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage)

    with pytest.raises(DatabaseUnusableError, match="DB_DISK_FULL"):
        rekey(path)


def test_a_copy_that_lacks_a_row_is_not_believed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_rows", lambda *_: object())

    with pytest.raises(DatabaseUnusableError, match="DB_DAMAGED"):
        rekey(path)
    assert _kind(path) == "random"


LATE = """
import sys
from pathlib import Path
from carbon_points.common.problems import UserError
from carbon_points.storage.engine import open_database
from carbon_points.storage.models import Setting
print("started", flush=True)
try:
    with open_database(Path(sys.argv[1])) as db, db.writing() as session:
        session.merge(Setting(name="late", value="1"))
except UserError as error:
    print(error.code, flush=True)
else:
    print("written", flush=True)
"""


def test_whoever_waited_for_the_old_file_writes_nothing_into_it(
    path: Path, run: Run
) -> None:
    late: list[Popen[str]] = []

    def note(_session: Session) -> None:
        late.append(run(LATE, path))
        assert late[0].stdout is not None
        late[0].stdout.readline()
        time.sleep(1.5)  # it has found the old key by then, and waits for the lock

    rekey(path, note=note)

    assert late[0].communicate()[0].strip() == "DB_LOCKED"
    assert not path.with_name(f"{path.name}-wal").exists()
    with open_database(path) as db, db.reading() as session:
        assert session.get(Setting, "late") is None
        assert db.damaged_pages() == []


def test_a_file_that_a_window_elsewhere_has_open_is_left_alone(path: Path) -> None:
    lock_file(path).write_text("7\nwindow\nanother-computer\n")

    with pytest.raises(DatabaseUnusableError, match="DB_IN_USE"):
        rekey(path)


def test_the_new_file_is_on_the_disk_before_it_gets_the_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def replaced(self: Path, target: Path) -> Path:
        done.append(f"-> {target.suffix}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)

    rekey(path)

    kept = ["file", "-> .key", "folder"]
    assert done == [*kept, "file", "-> .db", "folder"]
