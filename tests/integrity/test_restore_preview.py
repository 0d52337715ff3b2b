"""What a restore would change is known before anything is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.crediting.desk import log
from carbon_points.integrity.restore_preview import Beyond
from carbon_points.integrity.restore_preview import preview
from carbon_points.integrity.restore_preview import preview_aside
from carbon_points.storage import keys
from carbon_points.storage.backup import backup
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import put_aside_back
from carbon_points.storage.restoring import restore
from tests.deeds import drop_form
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def log_drops(path: Path, *numbers: int) -> None:
    with open_database(path) as db:
        for number in numbers:
            log(db, as_of("worker"), drop_form(1, 4_000 + number))


@pytest.fixture
def books(small: Database) -> Path:
    """A district with a handful of people that nobody has open."""
    small.close()
    return small.path


@pytest.fixture
def made(books: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    with open_database(books) as db:
        return backup(db, tmp_path / "desk.cpbackup").file


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_an_older_backup_names_what_would_be_lost(made: Path, books: Path) -> None:
    log_drops(books, 1, 2, 3)

    seen = preview(made, books)

    assert seen.present is not None
    assert (seen.lost.actions, seen.lost.people) == (3, 0)
    assert seen.present.actions - seen.coming.actions == 3
    assert seen.present.newest_at is not None
    assert seen.gained == Beyond(0, 0, 0, 0)
    assert not seen.forked
    assert hidden(books.parent) == []


def test_looking_changes_nothing(made: Path, books: Path) -> None:
    log_drops(books, 1)
    before = books.read_bytes()

    preview(made, books)

    assert books.read_bytes() == before


def test_a_newer_backup_brings_more_and_loses_nothing(
    made: Path, books: Path, tmp_path: Path
) -> None:
    log_drops(books, 1, 2)
    with open_database(books) as db:
        newer = backup(db, tmp_path / "newer.cpbackup").file
    restore(made, books)

    seen = preview(newer, books)

    assert seen.lost == Beyond(0, 0, 0, 0)
    assert seen.gained.actions == 2


def test_books_that_went_on_after_a_restore_are_told_as_forked(
    made: Path, books: Path, tmp_path: Path
) -> None:
    log_drops(books, 1, 2)
    with open_database(books) as db:
        newer = backup(db, tmp_path / "newer.cpbackup").file
    restore(made, books)
    log_drops(books, 7)

    seen = preview(newer, books)

    assert seen.forked
    assert (seen.lost.actions, seen.gained.actions) == (1, 2)


def test_without_present_books_nothing_is_lost(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "desk.db"

    seen = preview(made, target)

    assert (seen.present, seen.trouble) == (None, "")
    assert seen.gained.people == seen.coming.people == 8
    assert not target.parent.exists()


def test_damaged_present_books_are_told_by_their_reason(
    made: Path, books: Path
) -> None:
    books.write_bytes(bytes(16) + books.read_bytes()[16:9_000])

    seen = preview(made, books)

    assert (seen.present, seen.trouble) == (None, "DB_DAMAGED")


def test_the_key_of_a_backup_must_be_at_hand(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "find_key", lambda _salt: None)
    monkeypatch.setattr(keys, "kept_keys", lambda: iter(()))

    with pytest.raises(DatabaseUnusableError, match="DB_NO_KEY"):
        preview(made, tmp_path / "new.db")

    assert hidden(tmp_path) == []


def test_another_desks_books_are_refused(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    create(other, desk=13).close()

    with pytest.raises(RefusedError, match="BACKUP_FOREIGN"):
        preview(made, other)


def test_a_damaged_backup_is_refused(made: Path, books: Path) -> None:
    content = bytearray(made.read_bytes())
    content[9_000] ^= 1
    made.write_bytes(content)

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        preview(made, books)


def test_looking_can_be_cancelled(made: Path, books: Path) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        preview(made, books, progress=progress)

    assert hidden(books.parent) == []


def test_what_was_set_aside_is_compared_the_same_way(made: Path, books: Path) -> None:
    log_drops(books, 1, 2)
    aside = restore(made, books).set_aside
    assert aside is not None

    seen = preview_aside(aside, books)
    put_aside_back(aside, books)

    assert (seen.made_at, seen.gained.actions, seen.lost.actions) == (None, 2, 0)
    with open_database(books) as db, db.reading() as session:
        newest = session.connection().exec_driver_sql("SELECT COUNT(*) FROM action")
        assert newest.scalar() == seen.coming.actions
