"""Nobody else of a shared computer reads what the program keeps, whatever the umask."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from carbon_points.crediting.desk import log
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import restore
from carbon_points.storage.scratch import scratch_path
from tests.deeds import drop_form
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """What the user's system takes off the mode of a new file."""
    wanted: int = request.param
    before = os.umask(wanted)
    yield wanted
    os.umask(before)


def open_to_others(*paths: Path) -> list[str]:
    return [path.name for path in paths if path.stat().st_mode & 0o077]


@pytest.mark.usefixtures("umask")
def test_books_evidence_and_backups_are_of_their_user_alone(
    busy: Database, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.txt"
    photo.write_text("4.321 kg", "utf-8")
    log(busy, as_of("worker"), drop_form(4, grams=777), [photo])
    file = backup(busy, tmp_path / "b.cpbackup").file
    restore(file, tmp_path / "new" / "desk.db")
    with open_database(tmp_path / "new" / "desk.db") as again:
        folder = evidence_folder(again.path)
        log(again, as_of("worker"), drop_form(4, grams=778), [file])
        inside = [folder, *folder.iterdir()]

        assert open_to_others(*inside, file, again.path) == []


@pytest.mark.usefixtures("umask")
def test_scratch_files_are_of_their_user_alone(tmp_path: Path) -> None:
    with scratch_path(tmp_path / "desk.db") as path:
        assert open_to_others(path) == []

    assert list(tmp_path.iterdir()) == []
