"""Acts on the file's key: who may, what is noted, and what opens the file then."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.service import verify
from carbon_points.security import file_keys
from carbon_points.storage import keys
from carbon_points.storage import unlocking
from carbon_points.storage.keys import Protection
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

WORDS = "绿水青山就是金山银山"
OTHER = "明水百脉泉 1986"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run's own folder, where the district's key is; nothing is held."""
    monkeypatch.setattr(keys, "_held", {})


def _newest(db: Database) -> tuple[str, ...]:
    """Kind of the newest record, and act, operator and subject of the newest row."""
    record = "SELECT kind FROM chain_record ORDER BY position DESC LIMIT 1"
    row = "SELECT act, operator, subject FROM operation_log ORDER BY id DESC LIMIT 1"
    with db.reading() as session:
        return session.scalar(text(record)) or "", *(
            session.execute(text(row)).first() or ()
        )


def _first_problem(db: Database) -> str | None:
    checks = verify(db, as_of("auditor")).checks
    return next((check.name for check in checks if not check.ok), None)


ACTS: dict[str, Callable[[Database, Caller], object]] = {
    "show": file_keys.file_key,
    "passphrase": lambda db, by: file_keys.change_passphrase(
        db, by, "", Protection(WORDS)
    ),
    "rotate": file_keys.rotate_key,
    "encrypt": file_keys.encrypt,
    "remember": file_keys.remember_key,
    "forget": file_keys.forget_key,
    "recovery": file_keys.recovery_key,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("operator", ["worker", "auditor", "viewer"])
def test_only_an_administrator_touches_the_key(
    small: Database, act: str, operator: str
) -> None:
    before = _newest(small), small.vault

    with pytest.raises(NotAllowedError, match="ROLE"):
        ACTS[act](small, as_of(operator))

    assert (_newest(small), small.vault) == before


def test_the_first_passphrase_replaces_a_random_key(small: Database) -> None:
    assert file_keys.file_key(small, as_of()).kind == "random"

    done = file_keys.change_passphrase(small, as_of(), "", Protection(WORDS))

    assert (done.old_kind, done.now.kind) == ("random", "passphrase")
    assert done.now.remembered == done.old_remembered == "file"
    assert unlocking.by_passphrase(small.path, WORDS).key == small.vault.key
    assert _newest(small) == ("keys", "key-passphrase", "admin", done.now.fingerprint)
    assert _first_problem(small) is None


def test_the_present_passphrase_must_be_known_to_change_it(small: Database) -> None:
    file_keys.change_passphrase(small, as_of(), "", Protection(WORDS))

    with pytest.raises(UserError, match="PASSPHRASE_WRONG"):
        file_keys.change_passphrase(small, as_of(), OTHER, Protection(OTHER))
    file_keys.change_passphrase(small, as_of(), WORDS, Protection(OTHER))

    assert unlocking.by_passphrase(small.path, OTHER).key == small.vault.key


@pytest.mark.parametrize("words", ["", "short", "12345678", "aaaaaaaaaaaa", "1" * 12])
def test_a_passphrase_that_can_be_guessed_is_refused(
    small: Database, words: str
) -> None:
    with pytest.raises(UserError, match="PASSPHRASE_WEAK"):
        file_keys.change_passphrase(small, as_of(), "", Protection(words))


def test_a_new_key_leaves_the_old_one_for_older_backups(small: Database) -> None:
    before = small.vault

    done = file_keys.rotate_key(small, as_of())

    assert small.vault.key != before.key
    assert keys.find_key(before.salt) == keys.Key(before.key, before.salt)
    assert done.old_fingerprint == keys.fingerprint(before.salt)
    assert done.old_remembered == "file"
    assert _newest(small)[:3] == ("keys", "key-rotated", "admin")


def test_a_passphrase_outlives_the_rotation_of_its_key(small: Database) -> None:
    file_keys.change_passphrase(small, as_of(), "", Protection(WORDS))
    before = small.vault.key

    with pytest.raises(RefusedError, match="KEY_HAS_PASSPHRASE"):
        file_keys.rotate_key(small, as_of())
    with pytest.raises(UserError, match="PASSPHRASE_WRONG"):
        file_keys.rotate_key(small, as_of(), Protection(OTHER))
    done = file_keys.rotate_key(small, as_of(), Protection(WORDS))

    assert done.now.kind == "passphrase"
    assert unlocking.by_passphrase(small.path, WORDS).key == small.vault.key != before


def test_a_key_file_that_is_there_is_not_written_over(
    small: Database, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("mine")

    with pytest.raises(RefusedError, match="FILE_EXISTS"):
        file_keys.rotate_key(small, as_of(), new_key_file=tmp_path / "key")


def test_the_same_operation_changes_the_key_once(small: Database) -> None:
    file_keys.rotate_key(small, as_of(key="once"))
    known = small.vault

    with pytest.raises(RefusedError, match="ALREADY_DONE"):
        file_keys.rotate_key(small, as_of(key="once"))

    assert small.vault == known


def test_a_key_that_is_nowhere_else_is_not_forgotten(small: Database) -> None:
    with pytest.raises(RefusedError, match="KEY_ONLY_HERE"):
        file_keys.forget_key(small, as_of())

    assert keys.remembered(small.vault.salt) == "file"


def test_after_the_halves_were_printed_it_can_be_forgotten(small: Database) -> None:
    shown = file_keys.recovery_key(small, as_of())

    known = file_keys.forget_key(small, as_of())

    assert known.remembered == ""
    assert known.recovery_shown_at == shown.shown_at
    assert _newest(small)[1] == "key-forgotten"
    assert unlocking.by_halves(small.path, *shown.halves).key == small.vault.key
    assert file_keys.remember_key(small, as_of()).remembered == "file"


def test_sheets_that_could_not_be_written_do_not_count_as_printed(
    small: Database,
) -> None:
    def fail(_shown: file_keys.RecoveryKey) -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  (nothing more is known of it)
        file_keys.recovery_key(small, as_of(), fail)

    assert file_keys.file_key(small, as_of()).only_here
    assert "key-shown" not in _newest(small)


def test_halves_of_an_older_key_do_not_count_as_printed(small: Database) -> None:
    file_keys.recovery_key(small, as_of())

    done = file_keys.rotate_key(small, as_of())

    assert done.now.recovery_shown_at is None


def test_an_encrypted_file_is_not_encrypted_again(small: Database) -> None:
    with pytest.raises(RefusedError, match="KEY_ENCRYPTED_ALREADY"):
        file_keys.encrypt(small, as_of())


def test_a_computer_without_the_driver_says_so(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small, "encrypted", False)
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)

    with pytest.raises(DatabaseUnusableError, match="NO_CIPHER_HERE"):
        file_keys.encrypt(small, as_of())
