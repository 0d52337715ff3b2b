"""What was mended by hand in a file, kept beside the file itself."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.storage.files import csv_safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEADS: Final = ("行号", "列", "原值", "改为")


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that says something else than in the file."""

    row: int
    """As a person sees it."""

    column: str
    """The heading."""

    before: str
    after: str


def corrections_file(corrections: Iterable[Correction]) -> bytes:
    """A table for the auditor: what the file said and what was taken instead."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADS)
    for each in corrections:
        texts = (each.column, each.before, each.after)
        writer.writerow((each.row, *map(csv_safe, texts)))
    # Spreadsheets tell UTF-8 by its mark.
    return text.getvalue().encode("utf-8-sig")


def corrections_name(path: Path) -> str:
    """What the corrections of a file are called."""
    return f"{path.stem}_更正.csv"
