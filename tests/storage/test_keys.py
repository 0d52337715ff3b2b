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
from carbon_points.storage import os_keyring
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database

SALT = bytes(range(16))


def full_width(text: str) -> str:
    """As a Chinese input method writes Latin letters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def mistaken(text: str) -> str:
    """With digits where letters are that look like them."""
    return text.translate(str.maketrans("OIB", "018"))


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


@pytest.mark.parametrize("content", ["[" * 9_000, "x" * 20_000, "7", "\0", "{}"])
def test_what_is_no_key_file_is_not_believed(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)

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


@given(
    st.binary(min_size=32, max_size=32),
    st.sampled_from(["", " ", "-", "\u3000", "\n"]),
    st.sampled_from([str.upper, str.lower, full_width, mistaken]),
)
def test_any_key_is_read_from_its_halves_however_they_are_typed(
    raw: bytes, dash: str, typed: Callable[[str], str]
) -> None:
    first, second = (typed(half.replace("-", dash)) for half in keys.halves_of(raw))

    assert keys.key_from_halves(first, second, SALT) == keys.Key(raw, SALT)


@given(st.text())
def test_no_other_text_is_a_half(text: str) -> None:
    with pytest.raises(UserError, match="RECOVERY_KEY_MISREAD"):
        keys._half_bytes(text, "1")


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


class Ring:
    """A keyring in memory, with the name of a real one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def set_password(self, service: str, name: str, secret: str) -> None:
        self._ask()
        self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        self._ask()
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        self._ask()
        del self.kept[service, name]

    def _ask(self) -> None:
        if self.locked:
            raise RuntimeError


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """What the system keeps, if it has a keyring."""
    made = Ring()
    monkeypatch.setattr(Ring, "__module__", "keyring.backends.SecretService")
    monkeypatch.setattr("keyring.get_keyring", lambda: made)
    return made


def test_a_key_goes_into_the_systems_keyring_where_there_is_one(ring: Ring) -> None:
    key = keys.Protection().new_key()
    keys.keep_key(key)

    assert keys.remember(key) == "keyring"

    assert list(ring.kept) == [("carbon-points", key.salt.hex())]
    assert not list(keys.key_folder().iterdir())
    assert keys.remembered(key.salt) == "keyring"
    assert keys.find_key(key.salt) == key
    assert keys.forget(key.salt)
    assert keys.find_key(key.salt) is None
    assert not keys.forget(key.salt)


def test_a_keyring_that_is_locked_leaves_the_key_to_a_file(ring: Ring) -> None:
    key = keys.Protection().new_key()
    ring.locked = True

    assert keys.remember(key) == "file"

    assert keys.find_key(key.salt) == key


def test_what_the_keyring_garbled_is_no_key(ring: Ring) -> None:
    for garbled in ("xx", "00"):
        ring.kept["carbon-points", SALT.hex()] = garbled

        assert keys.find_key(SALT) is None


def test_a_keyring_that_keeps_plain_text_is_not_used(
    ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ring, "__module__", "keyrings.alt.file")

    assert keys.remember(keys.Protection().new_key()) == "file"
    assert not ring.kept


def test_without_the_library_a_file_is_used(
    ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    assert keys.remember(keys.Protection().new_key()) == "file"
    assert not ring.kept


def test_one_real_keyring_among_several_is_enough(
    ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = type("Chain", (), {"__module__": "keyring.backends.chainer"})()
    chain.backends = [ring]
    monkeypatch.setattr("keyring.get_keyring", lambda: chain)

    assert os_keyring._is_real(chain)


def test_a_key_that_is_held_is_answered_in_this_process_alone() -> None:
    key = keys.Protection("绿水青山").new_key()

    keys.hold(key)

    assert keys.find_key(key.salt) == key
    assert keys.remembered(key.salt) == ""
    assert not keys.key_folder().exists()


def test_a_fingerprint_tells_files_apart_and_not_the_key() -> None:
    assert keys.fingerprint(SALT) != keys.fingerprint(bytes(16))
    assert len(keys.fingerprint(SALT)) == 9
