"""What a person at a terminal is asked when a file's key is not at hand."""

from __future__ import annotations

import argparse
import io
from typing import TYPE_CHECKING

import pytest

from carbon_points.cli.context import Context
from carbon_points.cli.file_key import ensure_key
from carbon_points.cli.file_key import first_protection
from carbon_points.cli.file_key import new_passphrase
from carbon_points.common.problems import UserError
from carbon_points.storage import keys
from carbon_points.storage.engine import create
from carbon_points.storage.keys import Protection
from carbon_points.storage.unlocking import salt_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = "绿水青山就是金山银山"


class Keyboard(io.StringIO):
    """Standard input with somebody before it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a passphrase that nobody has given yet."""
    path = tmp_path / "x.db"
    create(path, protection=Protection(WORDS, remember=False)).close()
    monkeypatch.setattr(keys, "_held", {})
    return path


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed, one a question."""
    typed: list[str] = []
    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: typed.pop(0))
    return typed


def call(**options: object) -> Context:
    return Context(argparse.Namespace(lang="en", **options))


def test_the_passphrase_is_asked_until_it_fits(
    locked: Path, answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers += ["wrong", "wrong again", WORDS]

    ensure_key(call(), locked)

    assert keys.find_key(salt_of(locked))
    assert keys.remembered(salt_of(locked)) == ""
    said = capsys.readouterr().err
    assert "2 tries are left" in said
    assert "keys remember" in said


def test_three_wrong_passphrases_are_enough(locked: Path, answers: list[str]) -> None:
    answers += ["one", "two", "three", WORDS]

    with pytest.raises(UserError, match="PASSPHRASE_WRONG"):
        ensure_key(call(), locked)

    assert answers == [WORDS]


def test_no_passphrase_asks_for_the_halves(locked: Path, answers: list[str]) -> None:
    key = keys.key_from_passphrase(WORDS, salt_of(locked))
    answers += ["", *keys.halves_of(key.key)]

    ensure_key(call(), locked)

    assert keys.find_key(key.salt) == key


def cases(locked: Path) -> Iterator[tuple[Context, Path]]:
    yield call(key_file=locked), locked
    yield call(), locked.with_name("none.db")


def test_nobody_is_asked_where_a_key_file_is_named_or_no_file_is(
    locked: Path, answers: list[str]
) -> None:
    for context, file in cases(locked):
        ensure_key(context, file)

    assert answers == []
    assert keys.find_key(salt_of(locked)) is None


def test_nobody_is_asked_for_a_key_that_is_at_hand(
    locked: Path, answers: list[str]
) -> None:
    keys.hold(keys.key_from_passphrase(WORDS, salt_of(locked)))

    ensure_key(call(), locked)

    assert answers == []


def test_without_a_terminal_nobody_is_asked(
    locked: Path, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS))

    ensure_key(call(), locked)

    assert keys.find_key(salt_of(locked)) is None
    assert first_protection(call()) == keys.RANDOM
    assert answers == []


def test_a_new_passphrase_is_typed_twice(answers: list[str]) -> None:
    answers += [WORDS, WORDS, "one", "two"]

    assert new_passphrase(call()) == WORDS
    with pytest.raises(UserError, match="PASSPHRASE_DIFFERS"):
        new_passphrase(call())


@pytest.mark.parametrize(
    ("typed", "wanted"), [([""], keys.RANDOM), ([WORDS, WORDS], Protection(WORDS))]
)
def test_a_new_file_has_a_passphrase_or_a_random_key(
    answers: list[str], typed: list[str], wanted: Protection
) -> None:
    answers += typed

    assert first_protection(call()) == wanted


def test_a_new_file_has_no_passphrase_that_can_be_guessed(answers: list[str]) -> None:
    answers += ["123456", "123456"]

    with pytest.raises(UserError, match="PASSPHRASE_WEAK"):
        first_protection(call())


def test_a_key_file_that_is_there_is_the_new_files_key(
    tmp_path: Path, answers: list[str]
) -> None:
    kept = keys.keep_key(keys.RANDOM.new_key(), tmp_path / "key")

    assert first_protection(call(key_file=kept)) == keys.RANDOM
    assert answers == []
