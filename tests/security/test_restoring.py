"""A backup over books that are there: who is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.security.people import set_password
from carbon_points.security.restoring import permit_restore
from carbon_points.security.service import create_operators
from carbon_points.storage import keys
from tests.security.acts import caller

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def test_books_that_people_sign_in_to_are_an_administrators(
    db: Database, path: Path
) -> None:
    nobody = replace(caller("first password"), operator="", second="")
    with db.writing() as session:
        create_operators(session)
    permit_restore(path, nobody)
    set_password(db, nobody, "admin", "246810")

    with pytest.raises(NotAllowedError, match="RESTORE_ADMIN"):
        permit_restore(path, nobody)
    with pytest.raises(NotAllowedError, match="ROLE"):
        permit_restore(path, replace(nobody, operator="worker"))
    permit_restore(path, replace(nobody, operator="admin"))


def test_an_old_key_does_not_let_anybody_replace_sound_books(
    db: Database, path: Path, tmp_path: Path
) -> None:
    worker = replace(caller("first password"), operator="worker", second="")
    old = keys.keep_key(keys.Key(bytes(32), bytes(16)), tmp_path / "old.key")
    with db.writing() as session:
        create_operators(session)

    with pytest.raises(NotAllowedError, match="ROLE"):
        permit_restore(path, worker, old)


def test_a_damaged_file_or_none_is_no_obstacle(tmp_path: Path) -> None:
    damaged, nobody = tmp_path / "damaged.db", replace(caller("x"), operator="")
    damaged.write_bytes(b"no database at all")

    permit_restore(damaged, nobody)
    permit_restore(tmp_path / "none.db", nobody)

    assert damaged.exists()


def test_books_of_a_later_program_are_not_replaced(db: Database, path: Path) -> None:
    with db.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseUnusableError, match="DB_NEWER"):
        permit_restore(path, replace(caller("x"), operator=""))
