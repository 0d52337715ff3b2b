"""Every stored reduction computed again from its inputs, and compared.

The other way reads what counts against the cap and the milligrams of the same rows and
multiplies once with `decimal`: no inputs are unpacked, no factor is looked up, no check
is made, no flag compared.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.books import booked
from bench.data import caller
from bench.data import copied
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
    from carbon_points.rulebook.service import Rulebook

_BLOCK: Final = 10_000
_MG_PER_M: Final = Decimal(40)


def lines(size: Size, place: Path) -> list[Line]:
    """All actions."""
    path = copied(booked(size.actions, size.people), place / "recalculation")
    found = alone("recalculation", "measure", path, size.repeats)
    job = f"recalculate {found['rows']:,} actions"
    ours, loop = Measured.of(found["ours"]), Measured.of(found["loop"])
    return [Line(job, ours, at_most("1.0"), loop, "Decimal loop")]


def measure(path: str, repeats: int) -> dict[str, Any]:
    """Times of both, which must find every row right."""
    from carbon_points.rulebook.service import current

    with opened(Path(path)) as db:
        book = current(db, caller("recalculation"))
        with db.reading() as session:
            ours, loop = interleaved(
                repeats,
                lambda: timed(lambda: recalculated(session, book)),
                lambda: timed(lambda: multiplied(session)),
            )
    [counts] = {answer for _, answer in (*ours, *loop)}
    assert counts[1] == 0
    return {
        "ours": [taken for taken, _ in ours],
        "loop": [taken for taken, _ in loop],
        "rows": counts[0],
    }


def recalculated(session: Session, book: Rulebook) -> tuple[int, int]:
    """How many actions there are, and how many do not come out again."""
    from carbon_points.crediting.recalculation import recalculate

    found = recalculate(session, book)
    return found.counted, len(found.differences) + found.not_installed


def multiplied(session: Session) -> tuple[int, int]:
    """The same by one multiplication each."""
    rows = wrong = 0
    connection: Any = session.connection().connection.driver_connection
    cursor = connection.execute("SELECT credited, reduction_mg FROM action ORDER BY id")
    while block := cursor.fetchmany(_BLOCK):
        for metres, mg in block:
            wrong += int(Decimal(metres) * _MG_PER_M) != mg
        rows += len(block)
    return rows, wrong
