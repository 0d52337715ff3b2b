"""The rows of the audit queue; inputs and points are read when a page is painted."""

from __future__ import annotations

import time
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.ids import id_text
from carbon_points.common.units import mass_text
from ui.audit_desk import queue_words
from ui.audit_desk import queue_work
from ui.shared.table_model import Tick

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from carbon_points.audit.judging import Wish
    from carbon_points.audit.lines import Line
    from carbon_points.audit.queue import QueueRow
    from carbon_points.storage.engine import Database
    from ui.audit_desk.queue_work import Listed
    from ui.audit_desk.queue_work import Loaded
    from ui.shared.table_model import Cell

_BEFORE_MARK: Final = 8
"""So many cells stand between the tick and the mark."""


class QueueSource:
    """What fits, with the ticks and marks as they are when a page is fetched."""

    def __init__(
        self,
        db: Database,
        day: dt.date,
        loaded: Loaded,
        listed: Listed,
        state: tuple[AbstractSet[int], Mapping[int, Wish]],
    ) -> None:
        """`state`: the ticked actions, and the marks of the open batch; both live."""
        self._db, self._day = db, day
        self._loaded, self._rows = loaded, listed.rows
        self._ticks, self._marks = state
        self._pages: dict[int, list[tuple[Cell, ...]]] = {}

    def count(self) -> int:
        """How many fit."""
        return len(self._rows)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """One page; all but the ticks and marks is read and worded once."""
        part = self._rows[first : first + count]
        if first not in self._pages:
            book = self._loaded.book
            known = queue_work.page(self._db, book, self._day, part)
            now = int(time.time())
            self._pages[first] = [
                self._cells(row, known.get(row.action_id), now) for row in part
            ]
        return [
            (
                Tick(row.action_id in self._ticks),
                *cells[:_BEFORE_MARK],
                queue_words.mark_badge(self._marks.get(row.action_id)) or "",
                *cells[_BEFORE_MARK:],
            )
            for row, cells in zip(part, self._pages[first], strict=True)
        ]

    def _cells(self, row: QueueRow, line: Line | None, now: int) -> tuple[Cell, ...]:
        methodology = self._loaded.book.methodology(row.methodology)
        inputs = line.inputs if line else None
        return (
            id_text(row.action_id),
            row.name,
            queue_words.kind_name(row.methodology),
            queue_words.quantity(methodology, inputs),
            queue_words.kilograms(row.reduction_mg),
            f"{line.points:,}" if line else "—",
            queue_words.evidence_word(methodology, row, inputs),
            queue_words.question(row),
            self._loaded.places.get(row.subdistrict_id, ""),
            queue_words.waited(row.logged_at, now),
        )


def total_text(reduction_mg: int) -> str:
    """``6.504 kgCO₂e``."""
    return "{} {}CO₂e".format(*mass_text(reduction_mg))
