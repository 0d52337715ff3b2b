"""What lies beside a file has a legal name, however long the file's own is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage.backup import backup
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database
from carbon_points.storage.files import new_workbook
from carbon_points.storage.files import write_whole
from carbon_points.storage.names import all_marked
from carbon_points.storage.names import marked
from carbon_points.storage.names import shortened
from carbon_points.storage.restoring import put_aside_back
from carbon_points.storage.restoring import restore
from carbon_points.storage.restoring import set_aside
from carbon_points.storage.scratch import leftovers

if TYPE_CHECKING:
    from pathlib import Path

LONG = [
    pytest.param("表" * 80 + ".xlsx", id="Chinese"),
    pytest.param("x" * 246 + ".pdf", id="letters"),
    pytest.param("x" + ".y" * 127, id="endings"),
]


@pytest.mark.parametrize("name", LONG)
def test_a_file_of_any_legal_name_is_written(tmp_path: Path, name: str) -> None:
    file = tmp_path / name

    write_whole(file, b"whole")
    with new_workbook(file) as book:
        book.add_worksheet()

    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes().startswith(b"PK")


def test_half_a_file_of_a_long_name_is_cleared_away(tmp_path: Path) -> None:
    database = tmp_path / ("账" * 80 + ".db")
    start = f".{shortened(database.name)}"
    left = [
        tmp_path / f"{start}.{kind}-999999999-0123abcd" for kind in ("scratch", "part")
    ]
    for file in left:
        file.touch()

    assert sorted(leftovers(database)) == sorted(left)


@pytest.mark.parametrize("name", ["账" * 80 + ".db", "2026." + "z" * 240])
def test_a_database_of_a_long_name_is_kept_like_any_other(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name

    with create(path) as db, db.staging():
        made = backup(db)
    done = restore(made.file, path)
    open_database(path).close()

    assert done.set_aside is not None
    assert set_aside(path) == (done.set_aside,)
    put_aside_back(done.set_aside, path)
    open_database(path).close()
    assert leftovers(path) == []


def test_a_name_without_room_for_what_lies_beside_a_database_is_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / ("x" * 250 + ".db")

    with pytest.raises(UserError, match="OUT_UNWRITABLE") as refused:
        create(path)

    assert refused.value.details["file"] == str(path)
    assert list(tmp_path.iterdir()) == []


def test_what_was_marked_is_found_whatever_the_name_means_to_a_search(
    tmp_path: Path,
) -> None:
    file = tmp_path / "账[1]*.db"
    aside = marked(file, ".aside-1")
    for path in (file, aside, tmp_path / "账1.aside-1.db"):
        path.touch()

    assert list(all_marked(file, ".aside-")) == [aside]


@given(st.text(min_size=1), st.integers(min_value=4, max_value=255))
def test_a_shortened_name_begins_the_name_and_fits(name: str, most: int) -> None:
    short = shortened(name, most)

    assert name.startswith(short)
    assert len(os.fsencode(short)) <= most
    assert short == name or len(os.fsencode(name)) > most


def test_a_link_to_a_database_leads_to_what_lies_beside_it(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "desk.db", tmp_path / "desk.db"
    create(real).close()
    link.symlink_to(real)

    with open_database(link) as db:
        made = backup(db)
    done = restore(made.file, link)

    assert db.path == real
    assert link.is_symlink()
    assert (done.database, made.file.parent) == (real, real.parent / "backups")
    assert set_aside(real) == (done.set_aside,)
    assert list(tmp_path.glob("*desk*")) == [link]


def test_links_that_go_round_are_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to(tmp_path / "b.db")
    (tmp_path / "b.db").symlink_to(tmp_path / "a.db")

    with pytest.raises(DatabaseUnusableError, match="DB_MISSING"):
        open_database(tmp_path / "a.db")
