"""The search for marked numbers sees what is there for a moment only."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drills import rest
from tests.participants.people import ric

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = ric(3)


def test_a_passing_file_is_searched_too(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)

    with rest.watched(home, tmp_path / "passing") as passing:
        file = home / "tmp" / "sheet"
        file.write_text(f"<t>{NUMBER}</t>", "utf-8")
        while not list(passing.rglob("sheet")):
            time.sleep(0.01)
        file.unlink()

    [copy] = passing.rglob("sheet")
    assert set(rest.found(copy, [NUMBER])) == {NUMBER}


def test_a_folder_that_vanishes_stops_nobody(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()

    with rest.watched(home, tmp_path / "passing") as passing:
        for count in range(50):
            (home / "part").mkdir()
            (home / "part" / "a").write_text(str(count), "utf-8")
            (home / "part" / "a").unlink()
            (home / "part").rmdir()
        (home / "last").write_text(NUMBER, "utf-8")
        while not list(passing.rglob("last")):
            time.sleep(0.01)

    assert list(passing.rglob("last"))


def test_half_a_workbook_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "half.xlsx"
    file.write_bytes(b"PK\x03\x04 " + NUMBER.encode())

    assert set(rest.found(file, [NUMBER])) == {NUMBER}


def test_what_hands_rows_back_is_not_searched(tmp_path: Path) -> None:
    for name in ("rejects.xlsx", ".rejects.xlsx.part-12-0a1b2c3d"):
        (tmp_path / name).write_text(NUMBER, "utf-8")

        assert list(rest.found(tmp_path / name, [NUMBER])) == []
