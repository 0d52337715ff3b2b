"""The whole corpus, and how it is laid out in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile import documents
from tests.hostile import folders
from tests.hostile import halves
from tests.hostile import papers
from tests.hostile import tables
from tests.hostile import workbooks
from tests.hostile.kinds import given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.kinds import Hostile

from tests.districts import DATA

_PARTS = (tables, workbooks, documents, papers, folders, halves)


def corpus() -> Iterator[Hostile]:
    """Every file, made when it is wanted: first those that were handed to us."""
    for file in sorted((DATA / "hostile").iterdir()):
        if file.name not in {"index.json", "00_register.csv"}:
            yield given("import", f"handed-{file.name}", file.read_bytes())
    for part in _PARTS:
        yield from part.corpus()
