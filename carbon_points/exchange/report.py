"""What an import says about each file."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.actions.intake import Numbers
    from carbon_points.common.problems import Problem
    from carbon_points.common.problems import UserError


@dataclass(slots=True)
class FileReport:
    """One file: rows = accepted + duplicates + rejected."""

    path: Path
    name: str
    """As the path was given."""

    kind: str = ""
    batch_id: int | None = None
    """None if nothing new was recorded."""

    sha256: str = ""
    rows: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    not_creditable: int = 0
    """Of the rejected: recorded, earns nothing."""

    flagged: int = 0
    """Of the accepted."""

    actions: int = 0
    reduction_mg: int = 0
    problems: list[Problem] = field(default_factory=list)
    """In the order of the rows."""

    repeated: Numbers = ()
    """The numbers of the rows that are duplicates."""

    flags: Mapping[int, str] = field(default_factory=dict)
    """By row number, of the flagged ones: codes of the methodology, by commas."""

    notices: list[Problem] = field(default_factory=list)
    """What was done with rows that are good, e.g. filled from merged cells."""

    other_sheets: tuple[str, ...] = ()
    """Further sheets of the workbook that look like tables and were not read."""

    error: UserError | None = None
    """Why nothing of the file was taken."""

    seen_before: bool = False
    """A file with this very content was imported already."""
