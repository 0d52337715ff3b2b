"""A new database is encrypted, has a number of its own, and replaces nothing."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage import schema
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database
from tests.storage.looked_at import files

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def test_a_new_database_is_encrypted_and_opens_again(tmp_path: Path) -> None:
    made = create(tmp_path / "new" / "desk.db", desk=12, demo=True)
    made.close()

    with open_database(made.path) as db:
        assert (db.desk, db.demo, db.encrypted, db.read_only) == (12, True, True, False)
    content = made.path.read_bytes()
    assert b"SQLite" not in content
    assert b"CREATE TABLE" not in content


def test_a_database_without_a_given_desk_takes_a_number_of_its_own(
    tmp_path: Path,
) -> None:
    with create(tmp_path / "desk.db") as db:
        assert 16_384 <= db.desk <= 32_767


@pytest.mark.parametrize("desk", [0, -1, 16_384])
def test_a_desk_number_outside_the_bureaus_range_is_refused(
    tmp_path: Path, desk: int
) -> None:
    with pytest.raises(UserError, match="DESK_NUMBER"):
        create(tmp_path / "desk.db", desk=desk)

    assert not files(tmp_path / "desk.db")


def test_creating_never_replaces_a_database(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(DatabaseUnusableError, match="DB_EXISTS"):
        create(path)

    assert path.read_bytes() == before


def test_the_quicker_of_two_creations_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal, upgrade = tmp_path / "desk.db", schema.upgrade

    def somebody_is_quicker(made: Engine) -> None:
        upgrade(made)
        goal.write_bytes(b"theirs")

    monkeypatch.setattr(schema, "upgrade", somebody_is_quicker)

    with pytest.raises(DatabaseUnusableError, match="DB_EXISTS"):
        create(goal)

    assert goal.read_bytes() == b"theirs"
    assert files(goal) == ["desk.db"]


def test_a_file_system_without_links_gets_its_database_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)

    create(tmp_path / "desk.db").close()

    assert files(tmp_path / "desk.db") == ["desk.db"]
    assert stat.S_IMODE((tmp_path / "desk.db").stat().st_mode) == 0o600


def test_a_creation_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "upgrade", fail)

    with pytest.raises(DatabaseUnusableError, match="DB_DISK_FULL"):
        create(tmp_path / "desk.db")

    assert not files(tmp_path / "desk.db")
