"""A user of one's own for the whole run, and districts that are made once.

What a district needs is imported when a test asks for one: the others stay quick.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest

# Before the first QApplication: without a display Qt would abort the interpreter.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.districts import District


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys, public files and logs of the tests never reach the user's own folders."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        patch.setenv("XDG_DOCUMENTS_DIR", str(folder / "documents"))
        # Nor the keyring of whoever runs them.
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield


@pytest.fixture(autouse=True)
def _collecting_goes_on() -> Iterator[None]:
    """A test that leaves Python's search for cycles off spoils those after it."""
    yield
    was_left_off = not gc.isenabled()
    gc.enable()
    assert not was_left_off, "something of this test was not closed"


@pytest.fixture(scope="session")
def sample_district(tmp_path_factory: pytest.TempPathFactory) -> District:
    """The sample district, imported twice and approved; never written to."""
    from tests.districts import make_district  # noqa: PLC0415

    return make_district(tmp_path_factory.mktemp("district"))


@pytest.fixture
def approved(sample_district: District, tmp_path: Path) -> Iterator[Database]:
    """A copy of the sample district with everything approved."""
    yield from _copy(sample_district.approved, tmp_path)


@pytest.fixture
def imported(sample_district: District, tmp_path: Path) -> Iterator[Database]:
    """A copy of the sample district as it was before the approval."""
    yield from _copy(sample_district.imported, tmp_path)


@pytest.fixture(scope="session")
def empty_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new district without participants, the three drafts adopted as trials."""
    from tests.districts import DRAFTS  # noqa: PLC0415
    from tests.districts import make_empty  # noqa: PLC0415

    return make_empty(tmp_path_factory.mktemp("empty"), DRAFTS)


@pytest.fixture
def empty(empty_district: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the new district."""
    yield from _copy(empty_district, tmp_path)


@pytest.fixture(scope="session")
def small_district(
    empty_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The new district with the handful of people of `tests.deeds`."""
    from tests.deeds import settle  # noqa: PLC0415
    from tests.districts import copied  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("small") / "copy"
    with copied(empty_district, folder) as db:
        settle(db)
    return folder


@pytest.fixture
def small(small_district: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the district with a handful of people."""
    yield from _copy(small_district, tmp_path)


@pytest.fixture(scope="session")
def busy_district(
    small_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The handful of people with a little of everything done."""
    from tests.deeds import keep_busy  # noqa: PLC0415
    from tests.districts import copied  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("busy")
    with copied(small_district, folder / "copy") as db:
        keep_busy(db, folder)
    return folder / "copy"


@pytest.fixture
def busy(busy_district: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the district with a little of everything."""
    yield from _copy(busy_district, tmp_path)


@pytest.fixture(scope="session")
def draft_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handful of people in a district that has adopted nothing."""
    from carbon_points.storage.engine import open_database  # noqa: PLC0415
    from tests.deeds import settle  # noqa: PLC0415
    from tests.districts import make_empty  # noqa: PLC0415
    from tests.districts import NAME  # noqa: PLC0415

    folder = make_empty(tmp_path_factory.mktemp("draft"), ())
    with open_database(folder / NAME) as db:
        settle(db)
    return folder


@pytest.fixture
def unadopted(draft_district: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the district that has adopted nothing."""
    yield from _copy(draft_district, tmp_path)


def _copy(folder: Path, target: Path) -> Iterator[Database]:
    from tests.districts import copied  # noqa: PLC0415
    from tests.districts import publish_alone  # noqa: PLC0415

    with copied(folder, target / "copy") as db:
        publish_alone(db)
        yield db
