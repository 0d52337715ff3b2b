"""The fuzzer runs, and an input that breaks a reader is not overlooked."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from carbon_points.common.problems import UserError
from tests.fuzz import readers
from tests.fuzz.readers import fed

ROOT = Path(__file__).parents[2]


def test_a_reader_that_breaks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes) -> object:
        return 1 // len(data)

    monkeypatch.setitem(readers.READERS, "table", broken)

    with pytest.raises(ZeroDivisionError):
        fed("table", b"")


def test_a_refusal_in_words_is_no_break(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(_data: bytes) -> object:
        raise UserError("FILE_EMPTY")

    monkeypatch.setitem(readers.READERS, "table", refusing)

    fed("table", b"")


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed"
)
def test_the_fuzzer_runs_for_a_second() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.fuzz", "halves", "--seconds", "1"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout.decode()[-1000:]
    assert "Done" in done.stdout.decode()
