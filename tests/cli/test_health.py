"""What goes wrong around the database is said in one sentence, with what to do."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING

from carbon_points.security.chain import newest_at
from carbon_points.storage.engine import open_database
from carbon_points.storage.lock_file import lock_file
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.integrity.test_tail import spoil

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Terminal


def rows(desk: Terminal) -> tuple[int, int]:
    """How much there is: people and actions."""
    with open_database(desk.database) as db, db.reading() as session:
        raw = session.connection()
        return (
            raw.exec_driver_sql("SELECT COUNT(*) FROM participant").scalar_one(),
            raw.exec_driver_sql("SELECT COUNT(*) FROM action").scalar_one(),
        )


def leave(monkeypatch: pytest.MonkeyPatch, free_mb: int) -> None:
    short = shutil.disk_usage("/")._replace(free=free_mb << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: short)


def test_little_room_pauses_an_import_and_no_single_entry(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = drops_file(tmp_path, [Drop(1)])
    leave(monkeypatch, 180)
    before = rows(desk)

    said = desk("import", "clothing", sheet)

    assert (said.code, said.error) == (4, "IMPORT_PAUSED")
    assert "180 MB" in said.err
    assert rows(desk) == before


def test_a_broken_chain_is_read_and_not_written_to(
    bureau: Terminal, tmp_path: Path
) -> None:
    with open_database(bureau.database) as db:
        spoil(db, "UPDATE chain_record SET at = at + 1 WHERE position = 3")
    sheet = drops_file(tmp_path, [Drop(1)])
    before = rows(bureau)

    said = bureau("import", "clothing", sheet)

    assert (said.code, said.error) == (4, "CHAIN_BROKEN")
    assert "第 3 条" in said.err
    assert bureau("find", "王").code == 0
    assert bureau("audit", "verify").code == 1
    assert rows(bureau) == before


def test_a_database_that_another_computer_has_is_read_only(
    desk: Terminal, tmp_path: Path
) -> None:
    sheet = drops_file(tmp_path, [Drop()])
    lock_file(desk.database).write_text("17\ncarbon-points\n三楼窗口\n", "utf-8")
    before = rows(desk)

    said = desk("import", "clothing", sheet)

    assert (said.code, said.error) == (4, "DB_IN_USE")
    assert "三楼窗口" in said.err
    assert desk("stats").code == 0
    lock_file(desk.database).unlink()
    assert rows(desk) == before


def test_a_database_in_a_closed_place_is_read(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = drops_file(tmp_path, [Drop()])
    may = os.access
    closed = desk.database.parent
    monkeypatch.setattr(
        os,
        "access",
        lambda place, mode: may(place, mode) and not closed.samefile(place),
    )

    looked, wrote = desk("stats"), desk("import", "clothing", sheet)

    assert looked.code == 0
    assert (wrote.code, wrote.error) == (4, "DB_READ_ONLY")


def test_a_restore_waits_until_the_window_is_closed(
    bureau: Terminal, tmp_path: Path
) -> None:
    bureau("backup", tmp_path / "kept.cpbackup")
    host, before = socket.gethostname(), bureau.database.read_bytes()

    with subprocess.Popen(["sleep", "60"]) as window:  # noqa: S607  (the system's own)
        said_by = f"{window.pid}\nsleep\n{host}\n"
        lock_file(bureau.database).write_text(said_by, "utf-8")
        said = bureau("restore", tmp_path / "kept.cpbackup")
        window.kill()

    assert (said.code, said.error) == (4, "DB_IN_USE")
    assert host in said.err
    assert bureau.database.read_bytes() == before
    lock_file(bureau.database).unlink()
    assert bureau("restore", tmp_path / "kept.cpbackup").code == 0


def test_doctor_repairs_what_a_crash_left_and_writes_a_bundle(
    bureau: Terminal, tmp_path: Path
) -> None:
    said = bureau("doctor", "--repair", "--bundle", tmp_path / "help.zip")

    assert said.document["repaired"] == {"certificates": 0, "files": 0}
    assert said.document["bundle"] == str(tmp_path / "help.zip")
    assert (tmp_path / "help.zip").stat().st_size > 1_000
    names = [check["name"] for check in said.document["checks"]]
    assert {"program", "fonts", "printer", "disk", "chain", "clock"} <= set(names)
    assert len(names) == len(set(names))


def test_doctor_speaks_english(bureau: Terminal, new: Terminal, tmp_path: Path) -> None:
    bundle = tmp_path / "help.zip"

    there = bureau("--lang", "en", "doctor", as_json=False)
    missing = new("--lang", "en", "doctor", "--bundle", bundle, as_json=False)
    again = new("--lang", "en", "doctor", "--bundle", bundle)

    said = there.out.replace(str(bureau.database), "")
    assert not re.search("[\u4e00-\u9fff]", said)
    assert "make one with init" in missing.out
    assert (missing.code, bundle.exists()) == (1, True)
    assert (again.code, again.error) == (2, "FILE_EXISTS")


def test_a_clock_that_is_behind_is_told_before_something_is_written(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = drops_file(tmp_path, [Drop()])
    with open_database(desk.database) as db, db.reading() as session:
        newest = newest_at(session)
    monkeypatch.setattr(time, "time", lambda: newest - 7_300)

    said, looked = desk("import", "clothing", sheet), desk("stats")

    assert said.code == 0
    assert "早 2 小时" in said.err
    assert not looked.err
