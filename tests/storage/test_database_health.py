"""`doctor` names what is wrong and what to do about it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from carbon_points.storage import database_health as health
from carbon_points.storage import driver
from carbon_points.storage import keys
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database
from carbon_points.storage.key_facts import note_shown
from carbon_points.storage.lock_file import lock_file
from carbon_points.storage.rekeying import rekey

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.health import HealthCheck


def looked_at(path: Path, key_file: Path | None = None) -> dict[str, HealthCheck]:
    return {check.name: check for check in health.checks(path, key_file)}


def test_a_new_database_lacks_a_recovery_key(path: Path) -> None:
    found = looked_at(path)

    missing = [name for name, check in found.items() if not check.ok]
    assert missing == ["passphrase"]
    assert "未设口令" in found["passphrase"].says.zh
    assert "keys recovery" in found["passphrase"].remedy.zh


def test_a_passphrase_or_a_printed_key_outlives_the_computer(path: Path) -> None:
    with open_database(path) as db, db.writing() as session:
        note_shown(session, keys.fingerprint(db.vault.salt), 1_782_800_000)
    assert looked_at(path)["passphrase"].ok
    assert "2026-06-30" in looked_at(path)["passphrase"].says.en

    rekey(path, keys.Protection("绿水青山 2026"))

    found = looked_at(path)["passphrase"]
    assert found.ok
    assert "已设口令" in found.says.zh
    assert "还没有打印" in found.says.zh


def test_a_missing_database_is_named_with_its_remedy(tmp_path: Path) -> None:
    found = looked_at(tmp_path / "far" / "desk.db")["database"]

    assert not found.ok
    assert "DB_MISSING" in found.says.zh
    assert "init" in found.remedy.zh


@pytest.mark.parametrize("page", [1, 7])
def test_a_damaged_page_is_named(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 99] ^= 1
    path.write_bytes(content)

    found = looked_at(path)["integrity"]

    assert not found.ok
    assert found.says.zh.endswith(f"：{page}")


def test_every_reason_has_a_remedy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "_FULL", 3)

    assert "DB_NOT_DURABLE" in looked_at(path)["database"].says.zh
    assert looked_at(path)["database"].remedy


def test_a_missing_key_file_is_named(path: Path, tmp_path: Path) -> None:
    found = looked_at(path, tmp_path / "none")

    assert not found["keys"].ok
    assert not found["database"].ok

    for kept in keys.key_folder().iterdir():
        kept.unlink()
    assert not looked_at(path)["keys"].ok


def test_an_unencrypted_database_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    create(tmp_path / "plain.db").close()

    found = looked_at(tmp_path / "plain.db")

    assert "未加密" in found["encryption"].says.zh
    assert not found["engine"].ok
    assert found["durability"].ok


def test_little_space_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LITTLE_SPACE", 1 << 62)

    assert not looked_at(path)["disk"].ok


@pytest.mark.parametrize("why", ["a closed place", "another computer"])
def test_what_cannot_be_written_is_looked_at_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "a closed place":
        may = os.access
        monkeypatch.setattr(
            os, "access", lambda place, mode: may(place, mode) and mode != os.W_OK
        )
    else:
        lock_file(path).write_text("17\ncarbon-points\nanother\n", "utf-8")

    found = looked_at(path)

    assert not found["database"].ok
    assert found["database"].remedy
    assert found["durability"].ok
    assert found["integrity"].ok
