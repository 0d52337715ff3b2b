"""Every stated total, added again from the written files."""

from __future__ import annotations

from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.dossier.manifest import Total
from carbon_points.dossier.tables import added
from carbon_points.dossier.tables import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.dossier.tables import Sheet


class Tested(NamedTuple):
    """One total and what came of adding it again."""

    total: Total
    added: int | None
    """None: the table cannot be read."""

    rows: int
    why: str = ""
    """Empty where everything agrees."""

    @property
    def ok(self) -> bool:
        """Whether the sum is what is stated, everywhere."""
        return not self.why


def stated(sheet: Sheet, file: str, claim: str, *, alone: bool = False) -> list[Total]:
    """The totals that a table states.

    Args:
        sheet: the table.
        file: in which it stands.
        claim: that its totals support.
        alone: the file is this one table.
    """
    measures, totals = sheet.measures or {}, sheet.totals or {}
    name = "" if alone else sheet.name
    return [
        Total(claim, file, name, heading, str(totals[heading]), measure)
        for heading, measure in measures.items()
    ]


def tested(folder: Path, totals: Sequence[Total]) -> list[Tested]:
    """Add every total again, and compare those that count the same."""
    first: dict[str, Total] = {}
    found = []
    for total in totals:
        same = first.setdefault(total.measure, total)
        found.append(_one(folder, total, same))
    return found


def _one(folder: Path, total: Total, same: Total) -> Tested:
    try:
        seen = added(folder / total.file, total.sheet, total.column)
    except UnreadableError as error:
        return Tested(total, None, 0, f"读不出 {error}")
    if str(seen.added) != total.value:
        why = f"各行之和 {seen.added}，应为 {total.value}"
    elif str(seen.stated) != total.value:
        why = f"表内合计 {seen.stated}，应为 {total.value}"
    elif same.value != total.value:
        why = f"与“{same.sheet or same.file}”的 {same.value} 不等"
    else:
        why = ""
    return Tested(total, seen.added, seen.rows, why)


def failing(found: Iterable[Tested]) -> Iterator[Tested]:
    """Those that do not agree."""
    return (each for each in found if not each.ok)
