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


def test_a_kept_sample_is_printed_with_its_result(
    bureau: Terminal, tmp_path: Path
) -> None:
    paper = tmp_path / "底稿.pdf"
    drawn = bureau(
        *SAMPLE, "--tolerable", "0.2", "--seed", "x", "--save", "--out", paper
    ).document
    blank = paper.read_bytes()

    bureau("audit", "check", drawn["sample"], "right", *drawn["ids"])
    done = bureau("audit", "result", drawn["sample"], "--out", paper)

    assert blank.startswith(b"%PDF")
    assert paper.read_bytes() != blank
    assert done.document["finished"]


def test_a_paper_is_a_pdf_or_a_workbook_and_else_nothing_is_kept(
    bureau: Terminal, tmp_path: Path
) -> None:
    wrong = bureau(
        *SAMPLE, "--tolerable", "0.2", "--save", "--out", tmp_path / "a.docx"
    )

    assert (wrong.code, wrong.error) == (2, "PAPER_FORMAT")
    assert bureau("audit", "result", "12-1").error == "SAMPLE_UNKNOWN"


def test_a_finding_is_opened_corrected_and_closed_by_another(bureau: Terminal) -> None:
    drawn = bureau(*SAMPLE, "--tolerable", "0.2", "--seed", "x", "--save").document
    first = drawn["ids"][0]
    note = ("--note", "已核实")

    bureau("audit", "check", drawn["sample"], "wrong", first, "--reason", "R1")
    (found,) = bureau("audit", "finding", "list", "--open").document["rows"]
    which = found["finding"]
    early = bureau("audit", "finding", "close", which, *note)
    done = bureau("audit", "finding", "correct", which, *note, "--reverse").document
    own = bureau("audit", "finding", "close", which, *note)
    ended = bureau("--as", "auditor2", "audit", "finding", "close", which, *note)

    assert (found["action"], found["state"]) == (first, "open")
    assert (early.error, own.error) == ("FINDING_ORDER", "FINDING_SAME_PERSON")
    assert done["steps"][0]["reversal"]
    assert ended.document["state"] == "closed"
    assert bureau("audit", "finding", "list", "--open").document["total"] == 0
    listed = bureau("audit", "finding", "list", as_json=False)
    assert "已关闭" in listed.out


def test_a_finding_is_opened_at_a_record_and_dismissed(bureau: Terminal) -> None:
    drawn = bureau(*SAMPLE, "--tolerable", "0.2", "--seed", "x").document
    reason = ("--reason", "R1", "--overstated", "0")

    made = bureau("audit", "finding", "open", drawn["ids"][0], *reason).document
    calls = (("list", made["finding"]), ("close",))
    codes = [bureau("audit", "finding", *call).error for call in calls]
    ended = bureau(
        *("--as", "auditor2", "audit", "finding", "dismiss", made["finding"]),
        *("--note", "凭证已看到"),
    )

    assert (made["sample"], made["overstated_mg"]) == (None, 0)
    assert codes == ["FINDING_WHAT", "FINDING_WHAT"]
    assert ended.document["state"] == "dismissed"


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
