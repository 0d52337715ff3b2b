"""Every row of the benchmark runs; what it measures at these sizes says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench import runs
from bench.__main__ import measured
from bench.__main__ import ROWS
from bench.pages import write_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("row", ROWS)
def test_each_row_has_numbers_and_a_page(row: str, tmp_path: Path) -> None:
    result = measured(row, runs.TINY)

    page = write_page([result], runs.TINY, ("0", "0"), tmp_path / "page.md")
    assert result.lines
    assert all(line.job in page.read_text("utf-8") for line in result.lines)


def test_a_small_job_does_not_inherit_the_memory_of_a_large_one() -> None:
    ballast = bytearray(300 * 2**20)
    ballast[:: 2**12] = b"x" * (len(ballast) // 2**12)

    answer = runs.alone("certificates", "ours_merged", 1)

    assert answer["peak_kib"] < len(ballast) // 1024
