"""What is told of files that were taken in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from carbon_points.audit.service import withdraw_import
from carbon_points.exchange.queries import earlier_import
from carbon_points.exchange.queries import recent_imports
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_is_known_by_its_content(small: Database, tmp_path: Path) -> None:
    path = rides_file(tmp_path, [Ride("A1"), Ride("A1")])
    report = take_one(small, path)

    with small.reading() as session:
        found = earlier_import(session, digest(path))
        other = earlier_import(session, "00" * 32)

    assert found is not None
    assert (found.batch_id, found.kind) == (report.batch_id, "rides")
    assert (found.file_name, found.rows, found.accepted) == (path.name, 2, 1)
    assert (found.at, found.operator) == (as_of().now, "worker")
    assert other is None


def test_what_was_taken_back_is_forgotten(small: Database, tmp_path: Path) -> None:
    path = rides_file(tmp_path, [Ride("A1")])
    report = take_one(small, path)
    assert report.batch_id is not None
    withdraw_import(small, as_of("worker"), report.batch_id, "重复的文件")

    with small.reading() as session:
        found = earlier_import(session, digest(path))
        recent = recent_imports(session)

    assert found is None
    assert recent == ()


def test_the_latest_import_comes_first(small: Database, tmp_path: Path) -> None:
    take_one(small, rides_file(tmp_path, [Ride("A1")]))
    take_one(small, drops_file(tmp_path, [Drop()]))

    with small.reading() as session:
        both = recent_imports(session)
        one = recent_imports(session, 1)

    assert [each.kind for each in both] == ["clothing", "rides"]
    assert one == both[:1]
