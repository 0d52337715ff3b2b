"""``audit change`` and ``audit day`` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal

CHANGE = ("--factor", "cycling.baseline=50", "--from", "2026-01-01")
PAPER = ("--document", "区环发〔2026〕12号")


def test_a_change_is_proposed_confirmed_listed_and_shown(
    bureau: Terminal, tmp_path: Path
) -> None:
    paper, book = tmp_path / "通知.txt", tmp_path / "清单.xlsx"
    paper.write_text("关于调整骑行基准的通知", "utf-8")

    put = bureau("audit", "change", "propose", *CHANGE, *PAPER, "--file", paper)
    number = put.document["change"]
    waiting = bureau("audit", "change", "list").document["changes"]
    done = bureau("audit", "change", "confirm", number)
    shown = bureau("audit", "change", "show", number, "--out", book)

    assert (put.code, done.code, shown.code) == (0, 0, 0)
    assert [each["state"] for each in waiting] == ["proposed"]
    assert done.document["corrected"] == put.document["records"] > 0
    assert done.document["difference_mg"] == put.document["difference_mg"]
    lines = shown.document["differences"]
    assert (
        sum(each["difference_mg"] for each in lines) == (done.document["difference_mg"])
    )
    assert all(each["corrected_by"] for each in lines)
    assert shown.document["proposed_by"] != shown.document["decided_by"]
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("差异").to_python()
    assert len(rows) == len(lines) + 1
    assert bureau("audit", "verify", "--recalculate").code == 0
    assert bureau("audit", "day").code == 0


def test_a_proposal_is_taken_back(bureau: Terminal) -> None:
    put = bureau("audit", "change", "propose", *CHANGE, *PAPER)
    number = put.document["change"]

    dropped = bureau("audit", "change", "drop", number, "--reason", "文号有误")
    again = bureau("audit", "change", "confirm", number)

    assert (dropped.code, again.code) == (0, 1)
    assert "CHANGE_DECIDED" in again.out + again.err
    listed = bureau("audit", "change", "list").document["changes"]
    assert [(each["state"], each["reason"]) for each in listed] == [
        ("dropped", "文号有误")
    ]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (("propose", *CHANGE), 2),
        (("propose", "--factor", "moon=1", "--from", "2026-01-01", *PAPER), 2),
        (("confirm", "x-y"), 2),
        (("confirm", "1-99"), 2),
        ((), 2),
    ],
)
def test_a_wrong_call_ends_with_two(
    bureau: Terminal, call: tuple[str, ...], code: int
) -> None:
    assert bureau("audit", "change", *call).code == code


def test_the_daily_sheet_is_zero_and_is_written(
    bureau: Terminal, tmp_path: Path
) -> None:
    book = tmp_path / "日清.xlsx"

    said = bureau("audit", "day", "--date", "2026-06-30", "--out", book)
    plain = bureau("audit", "day", as_json=False)
    log = bureau("users", "log", "--words", book.name).document["rows"]

    assert said.code == 0
    assert said.document["zero"] is True
    assert {row["difference"] for row in said.document["rows"]} == {0}
    assert {row["scope"] for row in said.document["rows"]} == {"day", "all"}
    assert "日清：全部为零" in plain.out
    assert book.stat().st_size > 3000
    assert [row["act"] for row in log] == ["export"]
