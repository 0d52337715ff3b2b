"""``audit sample``, ``audit check`` and ``audit result``."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal

SAMPLE = ("audit", "sample", "--scenario", "life", "--confidence", "0.95")


def test_one_seed_gives_one_list(bureau: Terminal) -> None:
    first = bureau(*SAMPLE, "--margin", "0.05", "--seed", "章丘2026")
    again = bureau(*SAMPLE, "--margin", "0.05", "--seed", "章丘2026")

    assert first.code == 0
    assert first.document == again.document
    assert first.document["size"] == len(first.document["ids"])
    assert first.document["seed"] == "章丘2026"
    assert bureau(*SAMPLE, "--margin", "0.05").document["seed"]


def test_a_kept_sample_is_checked_to_its_result(bureau: Terminal) -> None:
    drawn = bureau(*SAMPLE, "--tolerable", "0.2", "--seed", "x", "--save").document
    first, *rest = drawn["ids"]

    bureau("audit", "check", drawn["sample"], "wrong", first, "--reason", "R1")
    bureau("audit", "check", drawn["sample"], "right", *rest)
    done = bureau("audit", "result", drawn["sample"]).document

    assert (done["finished"], done["wrong"]) == (True, 1)
    assert done["open_findings"] == [first]
    shares = [Decimal(done[name]) for name in ("lower", "share", "upper")]
    assert shares == sorted(shares)


def test_working_papers_hold_the_list_and_the_plan(
    bureau: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "抽样.xlsx"

    drawn = bureau(
        *SAMPLE, "--tolerable", "0.2", "--seed", "=1+1", "--out", file
    ).document

    book = CalamineWorkbook.from_path(file)
    rows = book.get_sheet_by_name("抽样名单").to_python()
    plan = book.get_sheet_by_name("抽样方案").to_python()
    assert [row[1] for row in rows[1:]] == drawn["ids"]
    assert all(row[5] == "measured" and row[6] for row in rows[1:])
    facts = {row[0]: row[1] for row in plan}
    assert facts["种子"] == "=1+1"
    assert facts["总体编号的 SHA-256"] == drawn["population_sha256"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--margin", "0.05", "--tolerable", "0.05"),
        ("--margin", "5"),
        ("--tolerable", "1/0"),
        (),
        ("--margin", "0.05", "--from", "x"),
        ("--margin", "0.05", "--confidence", "0.93"),
    ],
)
def test_a_wrong_plan_ends_with_two(bureau: Terminal, wrong: tuple[str, ...]) -> None:
    assert bureau(*SAMPLE, *wrong).code == 2
