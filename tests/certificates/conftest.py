"""A desk, a certificate of it, and a bureau that it may join."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.keys import publish
from carbon_points.certificates.service import issue
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.certificates.service import Issued
    from carbon_points.storage.engine import Database


@pytest.fixture
def alone(busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that knows this desk's files alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    publish(busy)


@pytest.fixture
def papers(busy: Database, tmp_path: Path) -> list[Issued]:
    """A certificate on the disk; that of the first person is older."""
    return issue(busy, as_of("worker"), [person(2)], YEAR, tmp_path / "p")


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Database]:
    """The bureau's own database."""
    with found(tmp_path / "bureau.db", as_of(), Founding(desk=1)) as made:
        yield made
