"""The drill of the bad printer would see what it looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drills import printers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database


@pytest.fixture
def desk(
    qtbot: QtBot, busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[printers.PrintDesk]:
    """A counter at which one print has failed and then come out."""
    del qtbot
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    desk = printers.PrintDesk(busy, tmp_path)
    desk.work(1)
    yield desk
    desk.tasks.close()


def test_a_reprint_of_other_bytes_is_seen_as_double(desk: printers.PrintDesk) -> None:
    desk.sent[next(iter(desk.sent))].add("another digest")

    assert [kind for kind, _ in desk.wrong()] == ["double"]


def test_a_print_that_is_not_counted_is_seen_as_lost(desk: printers.PrintDesk) -> None:
    desk.came_out[next(iter(desk.sent))] += 1

    assert [kind for kind, _ in desk.wrong()] == ["lost"]
