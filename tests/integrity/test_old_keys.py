"""Keys that the file had before: kept for its backups, told, and let go."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.integrity.old_keys import forget_old_key
from carbon_points.integrity.old_keys import old_keys
from carbon_points.security.file_keys import rotate_key
from carbon_points.storage import keys
from carbon_points.storage.backup import backup
from tests.districts import as_of
from tests.integrity.backups import planned
from tests.logged import logged

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


@pytest.fixture(autouse=True)
def _own_keys(
    small_district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The district's key is needed by other tests: here a copy of it goes."""
    assert small_district.exists()
    shutil.copytree(keys.key_folder(), tmp_path / "keys")
    monkeypatch.setattr(keys, "key_folder", lambda: tmp_path / "keys")
    monkeypatch.setattr(keys, "_held", {})


def backed_up(db: Database, name: str) -> Path:
    """A backup in the place beside the database."""
    folder = db.path.with_name("backups")
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.cpbackup"
    backup(db, file)
    return file


def test_an_old_key_is_told_with_the_backups_that_it_opens(small: Database) -> None:
    before, none = keys.fingerprint(small.vault.salt), old_keys(small, as_of())
    first = backed_up(small, "first")
    by = as_of()
    rotate_key(small, by)
    backed_up(small, "second")

    [use] = old_keys(small, as_of())

    assert none == ()
    assert (use.key.fingerprint, use.key.replaced_at) == (before, by.now)
    assert (use.key.kept, use.opens, use.absent) == ("file", (first,), ())


def test_an_old_key_goes_once_somebody_is_sure(small: Database) -> None:
    old, first = small.vault, backed_up(small, "first")
    before = keys.fingerprint(old.salt)
    rotate_key(small, as_of())

    with pytest.raises(RefusedError, match="KEY_STILL_OPENS") as caught:
        forget_old_key(small, as_of(), before)
    kept = keys.remembered(old.salt)
    done = forget_old_key(small, as_of(), before.lower(), sure=True)

    assert caught.value.details["backups"] == str(first)
    assert (kept, keys.remembered(old.salt)) == ("file", "")
    assert done.opens == (first,)
    assert old_keys(small, as_of()) == ()
    assert logged(small, "key-forgotten")[-1][1] == before


def test_books_that_were_set_aside_need_their_key_too(small: Database) -> None:
    old, path = small.vault.salt, small.path
    aside = path.with_name(f"{path.stem}.aside-20261121-120000-ab12{path.suffix}")
    migrated = path.with_name(f"{path.stem}.before-0009-1790000000{path.suffix}")
    with closing(small.connect()) as connection:
        for copy in (aside, migrated):
            connection.execute("VACUUM INTO ?", (str(copy),))
    rotate_key(small, as_of())

    with pytest.raises(RefusedError, match="KEY_STILL_OPENS") as caught:
        forget_old_key(small, as_of(), keys.fingerprint(old))

    assert caught.value.details["backups"] == f"{aside}、{migrated}"


def test_a_key_that_opens_nothing_goes_at_once(small: Database) -> None:
    old = small.vault.salt
    rotate_key(small, as_of())

    forget_old_key(small, as_of(), keys.fingerprint(old))

    assert keys.remembered(old) == ""


def test_a_place_that_is_not_plugged_in_may_hold_backups(
    small: Database, tmp_path: Path
) -> None:
    old, stick = small.vault.salt, tmp_path / "stick"
    stick.mkdir()
    planned(small, stick)
    stick.rmdir()
    rotate_key(small, as_of())

    with pytest.raises(RefusedError, match="KEY_STILL_OPENS") as caught:
        forget_old_key(small, as_of(), keys.fingerprint(old))

    assert caught.value.details["places"] == str(stick)
    assert keys.remembered(old) == "file"


def test_the_present_key_and_those_of_other_files_stay(small: Database) -> None:
    other = keys.Protection().new_key()
    keys.keep_key(other)

    with pytest.raises(RefusedError, match="KEY_PRESENT"):
        forget_old_key(small, as_of(), keys.fingerprint(small.vault.salt), sure=True)
    with pytest.raises(RefusedError, match="KEY_NOT_OLD"):
        forget_old_key(small, as_of(), keys.fingerprint(other.salt), sure=True)

    assert keys.remembered(other.salt) == keys.remembered(small.vault.salt) == "file"


def test_only_an_administrator_lets_a_key_go(small: Database) -> None:
    old = small.vault.salt
    rotate_key(small, as_of())

    with pytest.raises(NotAllowedError, match="ROLE"):
        forget_old_key(small, as_of("auditor"), keys.fingerprint(old))

    assert keys.remembered(old) == "file"
