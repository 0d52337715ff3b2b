"""``restore``: compared first, halves of the recovery key, and the way back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from carbon_points.storage import keys
from carbon_points.storage.engine import open_database
from tests.cli.conftest import Terminal
from tests.districts import NAME

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(bureau: Terminal, tmp_path: Path) -> Path:
    """A backup from before the approval."""
    file = tmp_path / "then.cpbackup"
    assert bureau("backup", file).code == 0
    return file


def halves(database: Path) -> tuple[str, str]:
    with open_database(database) as db:
        return keys.recovery_key(db)


def forget_keys(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setattr(keys, "_held", {})


def test_a_dry_run_compares_and_changes_nothing(bureau: Terminal, copy: Path) -> None:
    approved = bureau("approve", "--policy", "all").document["approved"]

    said = bureau("restore", copy, "--dry-run")
    text = bureau("restore", copy, "--dry-run", "--lang", "en", as_json=False)

    document = said.document
    assert approved == 1
    assert document["lost"]["records"] == 1
    assert document["lost"]["people"] == 0
    assert document["present"]["people"] == document["coming"]["people"]
    assert document["forked"] is False
    assert "nothing was changed" in text.out
    assert bureau("approve", "--policy", "all").document["approved"] == 0


def test_what_was_set_aside_comes_back(bureau: Terminal, copy: Path) -> None:
    bureau("approve", "--policy", "all")
    aside = bureau("restore", copy).document["set_aside"]

    compared = bureau("restore", aside, "--dry-run").document
    back = bureau("restore", aside)

    assert compared["gained"]["records"] == 1
    assert compared["made_at"] is None
    assert back.code == 0
    assert bureau("approve", "--policy", "all").document["approved"] == 0


def test_the_printed_halves_open_a_backup_on_another_computer(
    bureau: Terminal, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = halves(bureau.database)
    forget_keys(monkeypatch, tmp_path / "new")
    there = Terminal(tmp_path / "there" / NAME, bureau._capsys)

    without = there("restore", copy)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{first.lower()}\n{second}\n"))
    done = there("restore", copy, "--halves")

    assert (without.code, without.error) == (4, "DB_NO_KEY")
    assert f"“{copy}”" in without.err
    assert done.code == 0
    assert there("audit", "verify").code == 0


def test_a_half_that_was_misread_is_named(
    bureau: Terminal, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = halves(bureau.database)
    wrong = ("A" if second[0] != "A" else "B") + second[1:]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{first}\n{wrong}\n"))

    said = bureau("restore", copy, "--halves")

    assert (said.code, said.error) == (2, "RECOVERY_KEY_MISREAD")


def test_only_an_administrator_replaces_sound_books(
    bureau: Terminal, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("246810\n"))
    bureau("users", "password", "admin")

    said = bureau("restore", copy)

    assert (said.code, said.error) == (3, "RESTORE_ADMIN")
