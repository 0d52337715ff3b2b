"""The window with the audit page over a handful of waiting actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.audit.service import approve
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.districts import AS_OF
from tests.districts import as_of
from tests.districts import copied
from tests.ui.audit_desk.queue import NONE
from tests.ui.audit_desk.queue import tap
from ui.audit_desk.audit_view import AuditView
from ui.audit_desk.queue_view import QueueView
from ui.audit_desk.sampling_view import SamplingView

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import Qt

    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow


@pytest.fixture
def busy(small: Database, tmp_path: Path) -> Database:
    """Three rides and two bags of clothing wait, one of them unusually heavy."""
    rides = [Ride(f"A{n}", person=n) for n in (1, 2, 3)]
    drops = [Drop(person=1), Drop(person=2, grams=24_000)]
    take(small, rides_file(tmp_path, rides), drops_file(tmp_path, drops))
    return small


@pytest.fixture
def seat(
    seated: Callable[[Database, str], MainWindow], wait: Callable[[], None]
) -> Callable[..., MainWindow]:
    """An auditor who looks at the queue of a database."""

    def take_seat(db: Database, login: str = "auditor") -> MainWindow:
        window = seated(db, login)
        shown = window.navigate("audit")
        assert isinstance(shown, AuditView)
        page = shown.leaf
        assert isinstance(page, QueueView)
        page.presenter.today = lambda: AS_OF
        page.presenter.refresh()
        wait()
        return window

    return take_seat


@pytest.fixture
def window(seat: Callable[..., MainWindow], busy: Database) -> MainWindow:
    """The auditor's window over what waits."""
    return seat(busy)


@pytest.fixture
def page(window: MainWindow) -> QueueView:
    """The page in it."""
    assert isinstance(window.page, AuditView)
    assert isinstance(window.page.leaf, QueueView)
    return window.page.leaf


@pytest.fixture
def press(page: QueueView, wait: Callable[[], None]) -> Callable[..., None]:
    """Press keys one after the other, wherever the focus is, and wait at the end."""

    def type_keys(keys: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            tap(page, key, modifier)
        wait()

    return type_keys


@pytest.fixture(scope="session")
def yielding_district(
    small_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Rides and clothing that are all approved."""
    folder = tmp_path_factory.mktemp("yielding")
    with copied(small_district, folder / "copy") as db:
        rides = [Ride(f"A{n}", person=n) for n in range(1, 7)]
        drops = [Drop(person=n) for n in range(1, 7)]
        take(db, rides_file(folder, rides), drops_file(folder, drops))
        approve(db, as_of(), "all")
    return folder / "copy"


@pytest.fixture
def yielding(yielding_district: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it."""
    with copied(yielding_district, tmp_path / "copy") as db:
        yield db


@pytest.fixture
def sampled(small: Database, tmp_path: Path) -> Database:
    """Six approved rides and two approved bags of clothing."""
    rides = [Ride(f"S{n}", person=n) for n in range(1, 7)]
    drops = [Drop(person=1), Drop(person=2)]
    take(small, rides_file(tmp_path, rides), drops_file(tmp_path, drops))
    approve(small, as_of("auditor"), "careful")
    return small


@pytest.fixture
def desk(
    seated: Callable[[Database, str], MainWindow], sampled: Database
) -> Callable[[str], SamplingView]:
    """Seats an auditor at the leaf of samples."""

    def sit(login: str = "auditor") -> SamplingView:
        page = seated(sampled, login).navigate("audit", leaf="sampling")
        assert isinstance(page, AuditView)
        leaf = page.leaf
        assert isinstance(leaf, SamplingView)
        leaf.presenter._today = lambda: AS_OF
        return leaf

    return sit


@pytest.fixture
def leaf(desk: Callable[[str], SamplingView], wait: Callable[[], None]) -> SamplingView:
    """The leaf of samples of the first auditor."""
    made = desk("auditor")
    wait()
    return made
