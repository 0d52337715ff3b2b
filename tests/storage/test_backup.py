"""A backup is whole, proved, and holds nothing readable."""

from __future__ import annotations

import hashlib
import os
import zipfile
from typing import Any
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.storage import archive
from carbon_points.storage import backup as room
from carbon_points.storage import keys
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import check_backup
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.driver import connect
from carbon_points.storage.engine import open_database
from carbon_points.storage.files import beside
from carbon_points.storage.models import Setting
from carbon_points.storage.pages import PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.driver import Vault
    from carbon_points.storage.engine import Database

MARK = "370114199001011234"


@pytest.fixture
def full(db: Database) -> Database:
    """The small database with a marked row and two pieces of evidence."""
    with db.writing() as session:
        session.add(Setting(name="mark", value=MARK))
    folder = evidence_folder(db.path)
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "photo").write_bytes(b"sealed photo")
    (folder / "sheet").write_bytes(b"sealed sheet")
    return db


def test_a_backup_is_one_file_that_was_read_back(
    full: Database, tmp_path: Path
) -> None:
    made = backup(full, tmp_path / "out" / "desk.cpbackup")

    digest = hashlib.sha256(made.file.read_bytes()).hexdigest()
    assert (made.sha256, made.verified, made.evidence_files) == (digest, True, 2)
    assert list(made.file.parent.iterdir()) == [made.file]
    with zipfile.ZipFile(made.file) as packed:
        assert set(packed.namelist()) == {
            "database.db",
            "evidence/ab/photo",
            "evidence/sheet",
            "manifest.json",
        }


def test_a_backup_without_a_place_goes_beside_the_database(full: Database) -> None:
    made = backup(full)

    assert made.file.parent == full.path.with_name("backups")
    assert made.file.name.startswith("台账-")


def test_a_backup_into_a_folder_gets_a_name(full: Database, tmp_path: Path) -> None:
    made = backup(full, tmp_path)

    assert made.file.parent == tmp_path
    assert made.file.suffix == ".cpbackup"


def test_a_piece_of_evidence_that_is_being_written_is_not_copied(
    full: Database, tmp_path: Path
) -> None:
    before = backup(full, tmp_path / "before.cpbackup").evidence_files
    with beside(evidence_folder(full.path) / "photo.sealed") as part:
        part.write_bytes(b"half")

        made = backup(full, tmp_path / "desk.cpbackup")

    assert made.evidence_files == before


@pytest.mark.parametrize("statement", ["VACUUM INTO", "integrity_check"])
def test_a_long_statement_ends_when_nobody_waits_for_it(
    full: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    progress, begun = Progress(), list[str]()

    def connected(vault: Vault, mode: str = "rw") -> Any:
        connection = connect(vault, mode)

        def look(text: str) -> None:
            if statement in text:
                begun.append(text)
                progress.cancel()

        connection.set_trace_callback(look)
        return connection

    monkeypatch.setattr("carbon_points.storage.connections._STEPS", 1)
    monkeypatch.setattr("carbon_points.storage.engine.connect", connected)
    monkeypatch.setattr(room, "connect", connected)

    with pytest.raises(Cancelled):
        backup(full, tmp_path / "desk.cpbackup", progress=progress)

    assert begun
    assert not [path for path in tmp_path.iterdir() if "desk.cpbackup" in path.name]
    assert not [path for path in full.path.parent.iterdir() if "scratch" in path.name]


def test_a_backup_never_replaces_a_file(full: Database, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")

    with pytest.raises(UserError, match="FILE_EXISTS"):
        backup(full, tmp_path / "taken")

    assert (tmp_path / "taken").read_text() == "mine"


def test_a_backup_holds_no_readable_number(full: Database, tmp_path: Path) -> None:
    made = backup(full, tmp_path / "desk.cpbackup")

    assert MARK.encode() not in made.file.read_bytes()
    assert not [p for p in tmp_path.iterdir() if "scratch" in p.name]


def test_a_backup_is_remembered_with_its_time(full: Database, tmp_path: Path) -> None:
    made = backup(full, tmp_path / "desk.cpbackup")

    with full.reading() as session:
        noted = session.get_one(Setting, room.LAST_BACKUP).value
    assert noted.endswith(str(made.file))
    assert noted.split(" ")[0].isdigit()


def test_a_read_only_database_is_backed_up_without_a_note(
    full: Database, tmp_path: Path
) -> None:
    full.close()

    with open_database(full.path, read_only=True) as db:
        backup(db, tmp_path / "desk.cpbackup")
        with db.reading() as session:
            assert session.get(Setting, room.LAST_BACKUP) is None


def test_a_whole_backup_is_verified(full: Database, tmp_path: Path) -> None:
    made = backup(full, tmp_path / "desk.cpbackup")
    full.close()

    found = check_backup(made.file)

    assert found.verified
    assert (found.sha256, found.desk, found.demo) == (made.sha256, 12, False)
    assert (found.chain_position, found.evidence_files) == (0, 2)
    assert not [p for p in tmp_path.iterdir() if "scratch" in p.name]


def test_a_backup_needs_its_key(full: Database, tmp_path: Path) -> None:
    made = backup(full, tmp_path / "desk.cpbackup")
    own = next(keys.key_folder().iterdir()).rename(tmp_path / "key")

    with pytest.raises(DatabaseUnusableError, match="DB_NO_KEY"):
        check_backup(made.file)
    assert check_backup(made.file, own).verified


def test_the_key_of_other_books_is_told_from_a_damaged_backup(
    full: Database, tmp_path: Path
) -> None:
    made = backup(full, tmp_path / "desk.cpbackup")
    other = keys.keep_key(keys.Key(bytes(32), bytes(16)), tmp_path / "other.key")

    with pytest.raises(DatabaseUnusableError, match="DB_WRONG_KEY") as caught:
        check_backup(made.file, other)

    assert caught.value.details["path"] == str(made.file)


@pytest.fixture
def made(full: Database, tmp_path: Path) -> Path:
    file = backup(full, tmp_path / "desk.cpbackup").file
    full.close()
    return file


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_flipped_bit_or_a_cut_is_noticed(made: Path, data: st.DataObject) -> None:
    content = bytearray(made.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del content[place:]
    made.with_name("altered").write_bytes(content)

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        check_backup(made.with_name("altered"))


def rewritten(made: Path, **changes: object) -> Path:
    """The backup with another manifest and a digest that fits it again."""
    goal = made.with_name("rewritten")
    found = archive.read_archive(made)
    folder = made.with_name("unpacked")
    for name in found.manifest.files:
        found.extract(name, folder / name)
    manifest = msgspec.structs.replace(found.manifest, **changes)
    sources = {name: folder / name for name in manifest.files}
    archive.write_archive(goal, sources, manifest)
    return goal


@pytest.mark.parametrize(
    "changes",
    [
        {"chain_position": 5},
        {"chain_hash": "00" * 31 + "01"},
        {"rows": {}},
        {"database_id": "another"},
    ],
)
def test_a_manifest_of_another_database_is_noticed(
    made: Path, changes: dict[str, object]
) -> None:
    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        check_backup(rewritten(made, **changes))


def test_a_backup_of_a_later_format_is_not_guessed_at(made: Path) -> None:
    with pytest.raises(UserError, match="BACKUP_UNREADABLE"):
        check_backup(rewritten(made, format="carbon-points/backup/9"))


def test_a_missing_backup_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="BACKUP_UNREADABLE"):
        check_backup(tmp_path / "nothing")


def sealed_again(path: Path) -> Path:
    """A backup whose digest was made to fit after somebody changed it."""
    content = path.read_bytes()[:-64]
    path.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    return path


def repacked(made: Path, **changed: bytes | None) -> Path:
    """The backup with other contents for some names, its digest fitting."""
    goal = made.with_name("repacked")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(goal, "w") as new:
        kept = {name: old.read(name) for name in old.namelist()} | changed
        for name, content in kept.items():
            if content is not None:
                new.writestr(name, content)
        new.comment = old.comment
    return sealed_again(goal)


@pytest.mark.parametrize(
    "changed",
    [
        {"evidence/more": b"more"},
        {"../../escaped": b"more"},
        {"/etc/escaped": b"more"},
        {"evidence/sheet": None},
        {"evidence/sheet": b"other"},
        {"manifest.json": None},
        {"manifest.json": b"{}"},
        {"manifest.json": b"nothing"},
    ],
)
def test_contents_that_are_not_those_of_the_manifest_are_noticed(
    made: Path, changed: dict[str, bytes | None]
) -> None:
    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        check_backup(repacked(made, **changed))


def test_a_damaged_page_inside_a_fitting_backup_is_noticed(made: Path) -> None:
    with zipfile.ZipFile(made) as packed:
        database = bytearray(packed.read("database.db"))
    database[-100] ^= 1
    goal = made.with_name("altered.db")
    goal.write_bytes(database)
    found = archive.read_archive(made)
    for name in found.manifest.files:
        found.extract(name, made.with_name("unpacked") / name)
    sources = {n: made.with_name("unpacked") / n for n in found.manifest.files}
    sources["database.db"] = goal
    files = found.manifest.files | {"database.db": archive.file_digest(goal)}
    manifest = msgspec.structs.replace(found.manifest, files=files)
    archive.write_archive(made.with_name("fitting"), sources, manifest)

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        check_backup(made.with_name("fitting"))


def test_a_backup_in_a_closed_folder_is_read_elsewhere(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert check_backup(made).verified


@pytest.mark.parametrize("name", ["evidence/../../x", "evidence/", "other", "../x"])
def test_only_names_inside_the_folder_are_ours(name: str) -> None:
    assert not archive._is_ours(name)
    assert archive._is_ours("evidence/ab/photo")
    assert archive._is_ours("database.db")


def test_a_damaged_database_is_not_backed_up(path: Path, tmp_path: Path) -> None:
    with open_database(path) as db, db.reading() as session:
        query = text("SELECT rootpage FROM sqlite_master WHERE name = 'certificate'")
        page = session.scalar(query)
    assert page
    content = bytearray(path.read_bytes())
    content[page * PAGE - 1] ^= 1
    path.write_bytes(content)

    with open_database(path) as db, pytest.raises(DatabaseUnusableError):
        backup(db, tmp_path / "desk.cpbackup")

    assert not (tmp_path / "desk.cpbackup").exists()


def test_a_backup_while_others_write_is_of_one_moment(
    full: Database, tmp_path: Path
) -> None:
    with full.writing() as session:
        session.execute(text("DELETE FROM setting WHERE name = 'mark'"))
        session.flush()
        made = archive.read_archive(_copy_made_meanwhile(full, tmp_path))

    assert made.manifest.rows["setting"] == 7


def _copy_made_meanwhile(full: Database, tmp_path: Path) -> Path:
    file = tmp_path / "desk.cpbackup"
    with open_database(full.path, read_only=True) as reader:
        return backup(reader, file).file


def test_a_manifest_that_tells_of_more_files_than_there_are_is_not_taken_apart(
    made: Path,
) -> None:
    with zipfile.ZipFile(made) as packed:
        told = msgspec.json.decode(packed.read(archive.MANIFEST))
    told["rows"] = {str(number): number for number in range(200_000)}
    swollen = repacked(made, **{archive.MANIFEST: msgspec.json.encode(told)})

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        archive.read_archive(swollen)
    with pytest.raises(UserError, match="BACKUP_UNREADABLE"):
        archive.told_manifest(swollen)


def test_a_manifest_of_endless_brackets_is_no_backup(
    made: Path, tmp_path: Path
) -> None:
    file = tmp_path / "brackets.cpbackup"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(archive.MANIFEST, b"[" * 200_000)

    with pytest.raises(UserError, match="BACKUP_UNREADABLE"):
        archive.told_manifest(file)
    assert archive.told_manifest(made).desk == 12
