"""Keys: their files, their printed halves, their passphrases."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage import keys
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

SALT = bytes(range(16))


def test_a_new_key_is_kept_for_its_user_alone(home: Path) -> None:
    made = keys.new_key()

    kept = home / "carbon-points" / "keys" / f"{made.salt.hex()}.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert keys.find_key(made.salt) == made
    assert keys.find_key(SALT) is None


def test_two_new_keys_differ(tmp_path: Path) -> None:
    made = {keys.new_key(tmp_path / name) for name in "ab"}

    assert len({key.key for key in made}) == len({key.salt for key in made}) == 2


def test_a_key_file_that_exists_is_used_as_it_is(tmp_path: Path) -> None:
    first = keys.new_key(tmp_path / "key")

    assert keys.new_key(tmp_path / "key") == first


@pytest.mark.parametrize(
    "change",
    [
        {"key": "00" * 32},
        {"key": "00" * 31},
        {"salt": "00" * 15},
        {"check": "xx"},
        {"key": None},
    ],
)
def test_an_altered_key_file_is_not_believed(
    tmp_path: Path, change: dict[str, str | None]
) -> None:
    keys.new_key(tmp_path / "key")
    document = json.loads((tmp_path / "key").read_text())
    (tmp_path / "key").write_text(json.dumps(document | change))

    with pytest.raises(DatabaseUnusableError, match="KEY_FILE_DAMAGED"):
        keys.read_key(tmp_path / "key")


def test_unreadable_keys_are_passed_over_when_all_are_tried() -> None:
    good = keys.new_key()
    (keys.key_folder() / "bad.key").write_text("[]")

    assert list(keys.kept_keys()) == [good]


def test_the_recovery_key_opens_the_database_again(path: Path, tmp_path: Path) -> None:
    with open_database(path) as db:
        first, second = keys.recovery_key(db)
        salt = db.vault.salt
    for kept in keys.key_folder().iterdir():
        kept.unlink()

    read = keys.key_from_halves(first.lower(), second.replace("-", " "), salt)

    with open_database(path, key_file=keys.keep_key(read, tmp_path / "key")) as db:
        assert db.desk == 12


@given(st.integers(0, 31), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_misread_character_of_a_half_is_noticed(place: int, letter: str) -> None:
    half = keys._half_text(bytes(range(100, 116)))
    plain = half.replace("-", "")
    misread = plain[:place] + letter + plain[place + 1 :]

    if misread == plain:
        assert keys._half_bytes(misread, "1") == bytes(range(100, 116))
    else:
        with pytest.raises(UserError, match="RECOVERY_KEY_MISREAD"):
            keys._half_bytes(misread, "1")


def test_a_half_of_no_sense_is_misread(db: Database) -> None:
    first, _ = keys.recovery_key(db)

    with pytest.raises(UserError, match="RECOVERY_KEY_MISREAD") as caught:
        keys.key_from_halves(first, "乱码", SALT)
    assert caught.value.details == {"half": "2"}


def test_a_passphrase_gives_the_same_key_for_the_same_file_only() -> None:
    key = keys.key_from_passphrase("绿水青山 2026", SALT)

    assert key == keys.key_from_passphrase("绿水青山 2026", SALT)
    assert len(key.key) == keys.KEY_BYTES
    assert key.key != keys.key_from_passphrase("绿水青山 2027", SALT).key
    assert key.key != keys.key_from_passphrase("绿水青山 2026", bytes(16)).key


def test_subkeys_differ_by_purpose() -> None:
    assert keys.subkey(SALT, "a") != keys.subkey(SALT, "b")
