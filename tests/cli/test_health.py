"""What goes wrong around the database is said in one sentence, with what to do."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from carbon_points.storage.engine import open_database
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
