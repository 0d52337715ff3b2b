"""Before a schema step the database is copied, and the copies are read back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec
import pytest

from carbon_points.common.problems import UserError
from carbon_points.storage import bringing_up
from carbon_points.storage import schema
from carbon_points.storage.backup_places import Place
from carbon_points.storage.backup_places import PLAN
from carbon_points.storage.engine import open_database
from carbon_points.storage.files import sync_file
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """A program that knows one step more; what ran of it."""
    steps: list[object] = []
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "next"))
    monkeypatch.setattr(schema, "HEAD", "next")
    monkeypatch.setattr(schema, "upgrade", steps.append)
    return steps


def planned(path: Path, *folders: Path) -> None:
    places = (Place(), *(Place(str(folder)) for folder in folders))
    plan = msgspec.json.encode({"places": places, "hour": 12}).decode()
    with open_database(path) as db, db.writing() as session:
        session.merge(Setting(name=PLAN, value=plan))


@pytest.fixture
def sticks(path: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two planned places, of which the second is absent."""
    here, gone = tmp_path / "stick", tmp_path / "gone"
    here.mkdir()
    planned(path, here, gone)
    return here, gone


def test_every_place_that_is_there_gets_a_copy_of_before(
    path: Path, sticks: tuple[Path, Path], ran: list[object]
) -> None:
    here, gone = sticks

    open_database(path).close()

    (beside,) = path.parent.glob("*.before-next-*.db")
    (copy,) = here.iterdir()
    assert len(ran) == 1
    assert copy.name == beside.name
    assert copy.read_bytes() == beside.read_bytes()
    assert not gone.exists()


def test_a_stick_that_is_full_does_not_keep_the_program_from_starting(
    path: Path,
    sticks: tuple[Path, Path],
    ran: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)

    open_database(path).close()

    assert len(ran) == 1
    assert list(sticks[0].iterdir()) == []


def test_a_copy_that_is_not_what_was_copied_stops_the_step(
    path: Path, ran: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing_up, "sync_file", torn_after(sync_file))

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        open_database(path)

    assert ran == []
    assert not list(path.parent.glob("*.before-*"))


def torn_after(sync: Callable[[Path], None]) -> Callable[[Path], None]:
    """A disk that loses some bytes of what it said was there."""

    def torn(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[-100] ^= 1
        file.write_bytes(content)
        sync(file)

    return torn
