"""The import page over real, small districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.service_desk.importing.page import Page
from ui.service_desk import import_columns_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


@pytest.fixture(autouse=True)
def _own_mappings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test remembers of a header, no other one knows."""
    monkeypatch.setattr(
        import_columns_work, "user_config_path", lambda *_a, **_k: tmp_path / "config"
    )


@pytest.fixture
def page(
    seat: Callable[[Database], Hand], empty: Database, monkeypatch: pytest.MonkeyPatch
) -> Page:
    """The import page of a worker in a district without people."""
    return Page(seat(empty), monkeypatch)


@pytest.fixture
def small_page(
    seat: Callable[[Database], Hand], small: Database, monkeypatch: pytest.MonkeyPatch
) -> Page:
    """The same in a district with a handful of people."""
    return Page(seat(small), monkeypatch)
