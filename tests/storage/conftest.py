"""A user of one's own for every test, and a small database that is made once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol
from typing import TYPE_CHECKING

import pytest

from carbon_points.storage import keys
from carbon_points.storage.engine import create
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database

ROOT = Path(__file__).parents[2]


class Run(Protocol):
    """Starts another Python process in the same user's name."""

    def __call__(self, script: str, *arguments: object) -> subprocess.Popen[str]: ...


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(keys, "_held", {})
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "home"))
        create(folder / "desk.db", desk=12).close()
    return folder


@pytest.fixture
def path(template: Path, home: Path, tmp_path: Path) -> Path:
    shutil.copytree(template / "home", home)
    return Path(shutil.copy(template / "desk.db", tmp_path / "台账.db"))


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with open_database(path) as database:
        yield database


@pytest.fixture
def run() -> Iterator[Run]:
    started: list[subprocess.Popen[str]] = []

    def start(script: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603  (our own interpreter)
            [sys.executable, "-c", script, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
