"""A backup over books that are there: who is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import RefusedError
from carbon_points.security.people import set_password
from carbon_points.security.restoring import refuse_over_books
from carbon_points.security.service import create_operators
from tests.security.acts import caller

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def test_books_that_people_sign_in_to_are_refused(db: Database, path: Path) -> None:
    with db.writing() as session:
        create_operators(session)
    refuse_over_books(path)

    set_password(db, caller_of_nobody(), "admin", "246810")

    with pytest.raises(RefusedError, match="RESTORE_ADMIN"):
        refuse_over_books(path)


def test_a_damaged_file_or_none_is_no_obstacle(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database at all")

    refuse_over_books(damaged)
    refuse_over_books(tmp_path / "none.db")

    assert damaged.exists()


def caller_of_nobody() -> Caller:
    return replace(caller("first password"), operator="", second="")
