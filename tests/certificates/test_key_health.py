"""`doctor` says which key signs, and what is wrong with it in time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.certificates.bureau import certify
from carbon_points.certificates.bureau import rotate_signing
from carbon_points.certificates.key_health import checks
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.membership import install
from carbon_points.certificates.requests import read_request
from carbon_points.certificates.standing import standing
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from carbon_points.storage.health import HealthCheck

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def desk(busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A desk on a computer that knows the files of nobody else."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return busy


def seen(db: Database, day: dt.date = AS_OF) -> HealthCheck:
    """The one row about signing."""
    with db.reading() as session:
        [row] = checks(session, db, day)
    return row


def join(desk: Database, folder: Path, last: dt.date) -> None:
    """The desk joins a bureau until a day."""
    with found(folder / "bureau.db", as_of(), Founding(desk=1)) as bureau:
        keys = standing(bureau, as_of("admin")).keys
        asked = read_request(ask_bureau(desk, as_of("admin"), keys))
        certify(bureau, as_of("admin"), [asked], AS_OF, last)
        install(desk, as_of("admin"), public_files(bureau)["keys.json"])


def test_a_key_that_signs_is_named(desk: Database) -> None:
    key = standing(desk, as_of("admin")).signs

    assert key
    assert seen(desk).ok
    assert key.key_id.hex() in seen(desk).says.zh
    assert not seen(desk).remedy


def test_a_changed_key_that_another_one_follows_is_well(desk: Database) -> None:
    rotate_signing(desk, as_of("admin"))

    assert seen(desk).ok
    assert seen(desk, AS_OF + A_DAY).ok


def test_the_end_of_a_key_is_told_a_month_before(
    desk: Database, tmp_path: Path
) -> None:
    last = AS_OF + 40 * A_DAY
    join(desk, tmp_path, last)

    rows = [seen(desk), seen(desk, last - 9 * A_DAY), seen(desk, last + A_DAY)]

    assert [row.ok for row in rows] == [True, False, False]
    assert last.isoformat() in rows[1].says.zh
    assert "发不了证书" in rows[2].says.zh


def test_books_from_before_the_newest_list_are_told(desk: Database) -> None:
    rotate_signing(desk, as_of("admin"))
    with desk.writing() as session:
        session.execute(text("DROP TRIGGER key_edition_no_delete"))
        session.execute(text("DELETE FROM key_edition"))

    row = seen(desk)

    assert (row.ok, row.act) == (False, "signing")
    assert "第 2 版" in row.says.zh
    assert "edition 1" in row.says.en


def test_a_pair_that_waits_for_the_bureau_is_told(
    desk: Database, tmp_path: Path
) -> None:
    join(desk, tmp_path, AS_OF + 400 * A_DAY)
    rotate_signing(desk, as_of("admin"))

    row = seen(desk)

    assert row.ok
    assert "keys request" in row.remedy.en
