"""What a list shows of actions besides what the queue knows: inputs and points."""

from __future__ import annotations

import json
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.intake import UNREADABLE
from carbon_points.actions.rules import State
from carbon_points.actions.rules import UNDECIDED
from carbon_points.common.days import from_day_number
from carbon_points.crediting.rules import credit
from carbon_points.crediting.service import load_remainders
from carbon_points.methodology.contract import Status
from carbon_points.methodology.inputs import unpack_inputs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.rulebook.service import Rulebook

_ROWS: Final = text("""
SELECT a.id, a.participant_id, a.version_id, a.day, a.reduction_mg, a.state, a.points,
       a.inputs
FROM action a WHERE a.id IN (SELECT value FROM json_each(:ids))""")


class Line(NamedTuple):
    """One action as it was entered."""

    inputs: Mapping[str, Any] | None
    """None where its methodology version is not installed, or they are damaged."""

    points: int
    """Booked ones; of an undecided action those expected if it were approved alone."""


def lines(
    session: Session, book: Rulebook, as_of: dt.date, action_ids: Sequence[int]
) -> dict[int, Line]:
    """Inputs and points of some actions, by id; unknown ones are left out."""
    rows = session.execute(_ROWS, {"ids": json.dumps(list(action_ids))}).all()
    rests = load_remainders(session, {row[1] for row in rows})
    return {
        row[0]: Line(_inputs(book, row), _points(book, as_of, rests, row))
        for row in rows
    }


def _inputs(book: Rulebook, row: Any) -> Mapping[str, Any] | None:
    if row[2] not in book.versions:
        return None
    try:
        return unpack_inputs(book.versions[row[2]][1], row[7])
    except UNREADABLE:
        return None  # the chain and the recalculation say so


def _points(
    book: Rulebook, as_of: dt.date, rests: Mapping[tuple[int, str], int], row: Any
) -> int:
    _, person, version, day, mg, state, points, _ = row
    if State(state) not in UNDECIDED or version not in book.versions:
        return int(points)
    methodology, _ = book.versions[version]
    if book.status(methodology.id, from_day_number(day)) is Status.DRAFT:
        return 0
    group = methodology.points_group
    rate = book.mg_per_point(group, as_of)
    return credit(rests.get((person, group), 0), mg, rate).points
