"""``audit rehearse`` says what a change would do and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal

BASELINE = ("--factor", "cycling.baseline=50", "--from", "2026-01-01")


def test_a_factor_is_rehearsed_with_all_its_differences(
    bureau: Terminal, tmp_path: Path
) -> None:
    book = tmp_path / "差异.xlsx"

    said = bureau("audit", "rehearse", *BASELINE, "--out", book)

    document = said.document
    assert said.code == 0
    assert document["records"] == len(document["differences"]) > 0
    assert document["difference_mg"] == sum(
        row["after_mg"] - row["before_mg"] for row in document["differences"]
    )
    assert document["certificates"]
    assert document["closed_months"] == []
    sheet = CalamineWorkbook.from_path(book).get_sheet_by_name("差异").to_python()
    assert len(sheet) == document["records"] + 1
    assert sum(int(float(str(row[6]))) for row in sheet[1:]) == (
        document["after_mg"] - document["before_mg"]
    )
    assert bureau("audit", "verify").code == 0


def test_a_version_is_rehearsed(bureau: Terminal) -> None:
    said = bureau(
        "audit", "rehearse", "--methodology", "cycling@1.0", "--from", "2026-01-01"
    )

    assert (said.code, said.document["records"]) == (0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--factor", "cycling.baseline", "--from", "2026-01-01"),
        ("--factor", "cycling.baseline=x", "--from", "2026-01-01"),
        ("--factor", "moon=1", "--from", "2026-01-01"),
        ("--methodology", "cycling@9", "--from", "2026-01-01"),
        ("--factor", "cycling.baseline=1"),
    ],
)
def test_a_wrong_call_ends_with_two(bureau: Terminal, wrong: tuple[str, ...]) -> None:
    assert bureau("audit", "rehearse", *wrong).code == 2
