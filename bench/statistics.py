"""A scenario's statistics, also over ten times the actions, and the audit's recount.

The other way is GROUP BY over the action table, people counted by COUNT(DISTINCT …):
once by the columns of the scenario page, once by all dimensions that are kept. The
recount also counts people in every standard cut and compares each number with the kept
one; GROUP BY does neither.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.books import booked
from bench.books import FACTOR
from bench.books import multiplied
from bench.data import opened
from bench.runs import alone
from bench.runs import at_most
from bench.runs import interleaved
from bench.runs import Line
from bench.runs import Measured
from bench.runs import timed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bench.runs import Size

_SCENARIO: Final = "life"
_AT_ONCE: Final = 20
"""Queries a turn: one takes a few milliseconds."""

_MONTH: Final = "strftime('%Y-%m', a.day * 86400, 'unixepoch')"
_PAGE: Final = f"""
SELECT p.name, v.methodology, g.month, g.people, g.actions, g.mg, g.points FROM (
    SELECT a.subdistrict_id AS place, {_MONTH} AS month, a.version_id AS version,
        COUNT(DISTINCT a.participant_id) AS people, COUNT(*) AS actions,
        SUM(a.reduction_mg) AS mg, SUM(a.points) AS points
    FROM action a
    WHERE a.state = 3 AND a.version_id IN (SELECT id FROM methodology_version
        WHERE methodology IN ('cycling', 'clothing_reuse'))
    GROUP BY 1, 2, 3) AS g
JOIN place p ON p.id = g.place JOIN methodology_version v ON v.id = g.version"""  # noqa: S608  (constants)
_CELLS: Final = f"""
SELECT a.state, a.subdistrict_id, COALESCE(a.community_id, 0), {_MONTH}, a.version_id,
    a.grade, a.participant_kind, COUNT(*), SUM(a.reduction_mg), SUM(a.points),
    COUNT(DISTINCT a.participant_id)
FROM action a NOT INDEXED WHERE a.state <= 3 GROUP BY 1, 2, 3, 4, 5, 6, 7"""  # noqa: S608  (constants)
_KEPT: Final = """
SELECT subdistrict_id, community_id, month, version_id, grade, participant_kind,
    actions, reduction_mg, points FROM stat_cell"""

Row = tuple[Any, ...]


def lines(size: Size, place: Path) -> list[Line]:
    """The page of a scenario, its growth, and the recount."""
    del place
    few, many = size.actions // FACTOR, size.actions
    small, large = booked(few, size.people), booked(many, size.people)
    if size.tenfold:
        few, many = many, many * FACTOR
        small, large = large, multiplied(few, size.people)
    name = "bench.db"
    found = alone("statistics", "measure", small / name, large / name, size.repeats)
    times = {way: Measured.of(taken) for way, taken in found.items() if way in _WAYS}
    job = f"statistics of a scenario over {many:,} actions"
    recount = f"recompute and compare {many:,} actions"
    return [
        Line(job, times["ours"], at_most("0.02"), times["page"], "GROUP BY"),
        Line(job, times["ours"], at_most("1.3"), times["small"], f"over {few:,}"),
        Line(recount, times["compare"], at_most("1.2"), times["cells"], "GROUP BY"),
    ]


_WAYS: Final = ("ours", "small", "page", "compare", "cells")


def measure(small: str, large: str, repeats: int) -> dict[str, Any]:
    """All ways in turn on two open databases; both must say the same."""
    with (
        opened(Path(small)) as few,
        opened(Path(large)) as many,
        few.reading() as before,
        many.reading() as session,
    ):
        ours, less, grouped, compared, cells = interleaved(
            repeats,
            partial(_several, session),
            partial(_several, before),
            lambda: timed(lambda: by_groups(session)),
            lambda: timed(lambda: recounted(session)),
            lambda: timed(lambda: by_cells(session)),
        )
        assert sorted(page(session)) == sorted(grouped[0][1])
        assert sorted(kept(session)) == sorted(cells[0][1])
    return {
        "ours": list(chain.from_iterable(ours)),
        "small": list(chain.from_iterable(less)),
        "page": [taken for taken, _ in grouped],
        "compare": [taken for taken, _ in compared],
        "cells": [taken for taken, _ in cells],
    }


def _several(session: Session) -> list[int]:
    return [timed(lambda: page(session))[0] for _ in range(_AT_ONCE)]


def page(session: Session) -> list[Row]:
    """The rows of the scenario's page as the program has them."""
    from carbon_points.statistics.queries import table
    from carbon_points.statistics.tables import StatQuery

    query = StatQuery(("subdistrict", "methodology", "month"), _SCENARIO)
    return [
        (*row.key, row.participants, row.actions, row.reduction_mg, row.points)
        for row in table(session, query).rows
    ]


def by_groups(session: Session) -> list[Row]:
    """The same by GROUP BY."""
    return _all(session, _PAGE)


def recounted(session: Session) -> int:
    """Recompute everything that is kept; answers how many numbers agreed."""
    from carbon_points.statistics.checks import compare

    found = compare(session)
    assert not found.problems, found.problems[:3]
    return found.counted


def by_cells(session: Session) -> list[Row]:
    """Actions, milligrams and points of every cell; people are counted, too."""
    return [row[1:-1] for row in _all(session, _CELLS)]


def kept(session: Session) -> list[Row]:
    """What `by_cells` must answer."""
    from carbon_points.common.days import month_text

    return [(*row[:2], month_text(row[2]), *row[3:]) for row in _all(session, _KEPT)]


def _all(session: Session, query: str) -> list[Row]:
    connection: Any = session.connection().connection.driver_connection
    found: list[Row] = connection.execute(query).fetchall()
    return found
