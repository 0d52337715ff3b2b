"""The drill of formulas sees one in every kind of file, and knows every writer."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

import pytest

from carbon_points.storage.files import csv_safe
from drills.formulas import looked_through
from drills.formulas import RUN

if TYPE_CHECKING:
    from collections.abc import Callable

CORE: Final = Path(__file__).parents[2] / "carbon_points"
WRITES: Final = re.compile(
    r"new_workbook\(|csv\.writer\(|docx\.Document\(|DOCTYPE html"
)
WRITERS: Final = {
    "audit.sheets",
    "crediting.roll_export",
    "dossier.tables",
    "dossier.word_paper",
    "exchange.corrections",
    "exchange.readers.rejects",
    "indicators.sheets",
    "integrity.day_workbook",
    "scenarios.public_page",
    "scenarios.public_workbook",
    "security.journal_export",
    "statistics.workbook",
    "storage.files",
}
"""Modules whose files `drills.formulas` opens again."""


def workbook(path: Path) -> None:
    book = importlib.import_module("xlsxwriter").Workbook(str(path))
    book.add_worksheet().write(0, 0, "=1+1")
    book.close()


def web_page(path: Path) -> None:
    path.write_text("<table><tr><td>=1+1</td><td>-7</td></tr></table>", "utf-8")


def lines(path: Path) -> None:
    path.write_text("a,-7\n@SUM(1),1\n", "utf-8")


def letter(path: Path) -> None:
    document = importlib.import_module("docx").Document()
    text, field = document.add_paragraph("HYPERLINK").add_run(), "w:instrText"
    text._r.append(importlib.import_module("docx.oxml").OxmlElement(field))
    text._r[-1].text = 'DDEAUTO cmd "/k calc"'
    document.save(str(path))


@pytest.mark.parametrize(
    ("suffix", "write"),
    [(".xlsx", workbook), (".html", web_page), (".csv", lines), (".docx", letter)],
)
def test_a_planted_formula_is_seen(
    tmp_path: Path, suffix: str, write: Callable[[Path], None]
) -> None:
    file = tmp_path / f"a{suffix}"
    write(file)

    _, run = looked_through(file)

    assert len(run) == 1


@pytest.mark.parametrize("first", RUN)
def test_a_cell_that_begins_a_formula_is_told_to_be_text(first: str) -> None:
    assert csv_safe(f"{first}1+1").startswith("'")


def test_whoever_writes_a_table_is_drilled() -> None:
    found = {
        ".".join(path.relative_to(CORE).with_suffix("").parts)
        for path in CORE.rglob("*.py")
        if WRITES.search(path.read_text("utf-8"))
    }

    assert found == WRITERS
