"""A lock file names who has the database, unless that program has died."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage import lock_file as lock_module
from carbon_points.storage.lock_file import elsewhere
from carbon_points.storage.lock_file import Holder
from carbon_points.storage.lock_file import holder_of
from carbon_points.storage.lock_file import lock_file
from carbon_points.storage.lock_file import refuse_held

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def other() -> Iterator[int]:
    """Another program of this computer."""
    with subprocess.Popen(["sleep", "60"]) as process:  # noqa: S607  (the system's own)
        yield process.pid
        process.kill()


def hold(database: Path, process: object, host: str = "") -> None:
    said = f"{process}\nsleep\n{host or socket.gethostname()}\n"
    lock_file(database).write_text(said, "utf-8")


def test_nobody_has_a_database_without_a_lock_file(database: Path) -> None:
    assert holder_of(database) is None
    assert elsewhere(database) is None
    refuse_held(database)


def test_a_window_of_this_computer_takes_turns_with_the_command_line(
    database: Path, other: int
) -> None:
    hold(database, other)

    found = holder_of(database)

    assert found is not None
    assert (found.is_here, found.program) == (True, "sleep")
    assert elsewhere(database) is None
    with pytest.raises(DatabaseUnusableError, match="DB_IN_USE"):
        refuse_held(database)


def test_another_computer_is_named(database: Path) -> None:
    hold(database, 1, "三楼窗口")

    found = elsewhere(database)

    assert found is not None
    assert (found.code, found.details["host"]) == ("DB_IN_USE", "三楼窗口")


@pytest.mark.parametrize("process", [999_999_999, 10**30])
def test_a_program_that_died_holds_nothing(database: Path, process: int) -> None:
    hold(database, process)

    assert holder_of(database) is None


def test_a_number_that_another_program_has_now_holds_nothing(
    database: Path, other: int
) -> None:
    host = socket.gethostname()
    lock_file(database).write_text(f"{other}\nanother-program\n{host}\n", "utf-8")

    assert holder_of(database) is None


def test_ones_own_window_holds_nobody_up(database: Path) -> None:
    program = Path("/proc/self/exe").resolve().name
    host = socket.gethostname()
    lock_file(database).write_text(f"{os.getpid()}\n{program}\n{host}\n", "utf-8")

    refuse_held(database)


@pytest.mark.parametrize("said", [b"", b"\xff\xfe\n\n", b"12", b"-1\na\nb\n"])
def test_a_lock_file_that_says_nothing_holds_nothing(
    database: Path, said: bytes
) -> None:
    lock_file(database).write_bytes(said)

    assert holder_of(database) is None


@pytest.mark.parametrize(("handle", "waited", "lives"), [(0, 0, 0), (4, 0x102, 1)])
def test_windows_is_asked_for_the_process(
    monkeypatch: pytest.MonkeyPatch, handle: int, waited: int, lives: int
) -> None:
    kernel = SimpleNamespace(
        OpenProcess=lambda *_: handle,
        WaitForSingleObject=lambda *_: waited,
        CloseHandle=lambda _: 1,
    )
    known = SimpleNamespace(kernel32=kernel)
    monkeypatch.setattr(ctypes, "windll", known, raising=False)
    monkeypatch.setattr(os, "name", "nt")
    found = lock_module._runs(Holder(17, "python", "here"))
    monkeypatch.undo()

    assert found is bool(lives)
