"""The drill of the bad printer would see what it looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drills import printers

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database


def test_a_reprint_of_other_bytes_is_seen_as_double(
    qtbot: QtBot, busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    desk = printers.PrintDesk(busy, tmp_path)
    desk.work(1)
    serial = next(iter(desk.sent))

    desk.sent[serial].add("another digest")

    assert [kind for kind, _ in desk.wrong()] == ["double"]


def test_a_print_that_is_not_counted_is_seen_as_lost(
    qtbot: QtBot, busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    desk = printers.PrintDesk(busy, tmp_path)
    desk.work(1)

    desk.came_out[next(iter(desk.sent))] += 1

    assert [kind for kind, _ in desk.wrong()] == ["lost"]
