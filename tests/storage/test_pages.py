"""Any changed bit of an encrypted file is found, and in the right page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.storage import keys
from carbon_points.storage import pages
from carbon_points.storage.engine import open_database
from carbon_points.storage.models import Secret

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def own_key() -> keys.Key:
    return keys.read_key(next(keys.key_folder().iterdir()))


def test_an_untouched_file_has_no_damaged_page(path: Path) -> None:
    key = own_key()

    assert pages.damaged_pages(path, key.key, key.salt) == []


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_flipped_bit_names_its_page(path: Path, data: st.DataObject) -> None:
    key, content = own_key(), path.read_bytes()
    bit = data.draw(st.integers(0, 8 * len(content) - 1))
    flipped = path.with_name("flipped.db")
    altered = bytearray(content)
    altered[bit // 8] ^= 1 << bit % 8
    flipped.write_bytes(altered)

    found = pages.damaged_pages(flipped, key.key, key.salt)

    assert found == [bit // 8 // pages.PAGE + 1]


def test_the_engine_finds_the_same_pages(path: Path) -> None:
    key = own_key()
    content = bytearray(path.read_bytes())
    for offset in (9 * pages.PAGE, 12 * pages.PAGE - 1):
        content[offset] ^= 1
    path.write_bytes(content)

    expected = pages.damaged_pages(path, key.key, key.salt)

    with open_database(path) as db:
        assert db.damaged_pages() == expected == [10, 12]


def test_a_page_that_is_being_written_is_no_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, whole = own_key(), path.read_bytes()
    torn = bytearray(whole)
    torn[3 * pages.PAGE] ^= 1
    path.write_bytes(torn)
    monkeypatch.setattr(time, "sleep", lambda _: path.write_bytes(whole))

    assert pages.damaged_pages(path, key.key, key.salt) == []


def test_the_page_that_sqlite_never_writes_is_no_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, content = own_key(), bytearray(path.read_bytes())
    content[4 * pages.PAGE : 5 * pages.PAGE] = bytes(pages.PAGE)
    path.write_bytes(content)
    assert pages.damaged_pages(path, key.key, key.salt) == [5]

    monkeypatch.setattr(pages, "LOCK_PAGE", 5)  # in a file above 1 GiB: 262,145

    assert pages.damaged_pages(path, key.key, key.salt) == []


def test_the_page_that_sqlite_never_writes_is_found_where_sqlite_has_it() -> None:
    assert (pages.LOCK_PAGE - 1) * pages.PAGE == 0x4000_0000


def test_a_file_that_is_spoilt_throughout_is_told_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, slept = own_key(), list[float]()
    path.write_bytes(path.read_bytes()[: pages.SALT] + bytes(1_000 * pages.PAGE))
    monkeypatch.setattr(time, "sleep", slept.append)

    found = pages.damaged_pages(path, key.key, key.salt)

    assert found == list(range(1, 1_002))
    assert sum(slept) < 1


def test_the_engine_takes_no_page_that_is_being_written_for_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_database(path) as db:
        whole = path.read_bytes()
        torn = bytearray(whole)
        torn[3 * pages.PAGE] ^= 1
        overwrite(path, torn)
        assert db.damaged_pages() == [4]

        monkeypatch.setattr(time, "sleep", lambda _: overwrite(path, whole))

        assert db.damaged_pages() == []


def overwrite(path: Path, content: bytes | bytearray) -> None:
    with path.open("rb+") as file:
        file.write(content)


def test_a_key_fits_its_own_file_only(path: Path) -> None:
    key = own_key()

    assert pages.key_fits(path, key.key, key.salt)
    assert not pages.key_fits(path, bytes(32), key.salt)
    assert not pages.key_fits(path, key.key, bytes(16))


def test_a_file_that_was_cut_within_a_page_names_that_page(path: Path) -> None:
    with open_database(path) as db, db.writing() as session:
        # The last pages are rows that nobody reads at the opening.
        rows = (Secret(name=f"row {n}", value=bytes(900)) for n in range(99))
        session.add_all(rows)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])

    with open_database(path) as db:
        damaged = db.damaged_pages()

    assert damaged == [len(whole) // pages.PAGE]
