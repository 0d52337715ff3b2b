"""The running sums that statistics read, kept in the transaction that changes them.

`added`, `count` and `moved` are called after the rows were written, inside the
caller's writing transaction. What an action counts for follows from
`actions.rules.SHOWN_BY_STATE`.
Points count for what is approved; what waits or is only stock-taking has none.
"""

from __future__ import annotations

from typing import Any
from typing import cast
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.actions import counting
from carbon_points.actions import cuts
from carbon_points.actions.rules import Shown
from carbon_points.actions.rules import SHOWN_BY_STATE
from carbon_points.actions.rules import State
from carbon_points.common.days import from_day_number
from carbon_points.common.days import month_number
from carbon_points.ledger.models import MonthCorrection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.counting import Column

_CELL: Final = (
    "subdistrict_id, community_id, month, version_id, grade, participant_kind"
)
_Z: Final = "(a.day + 25508)"
_Y: Final = f"((4 * {_Z} + 3) / 1461)"
MONTH: Final = f"(22802 + 12 * {_Y} + (5 * ({_Z} - 1461 * {_Y} / 4) + 2) / 153)"
"""The month number of ``a.day`` in any SQL, from 1900-03-01 (day 0) to 2100-02-28."""

_CORRECTED: Final = "SELECT decision_id FROM ledger_month_correction"
_CORRECTED_IN: Final = """(SELECT c.counted_in FROM ledger_month_correction c
    WHERE c.decision_id = d.id)"""
COUNTED: Final = f"""COALESCE((SELECT c.counted_in FROM ledger_month_correction c
    JOIN decision x ON x.id = c.decision_id AND x.state IN (0, 3)
    WHERE c.action_id = a.id), {MONTH})"""  # noqa: S608  (constants)
"""The month that an approved action is counted in: its own, unless that was closed."""

_APPROVED: Final = frozenset({Shown.APPROVED, Shown.APPROVED_DRAFT})

_ADD_CELL: Final = text(f"""
INSERT INTO stat_cell (state, {_CELL}, actions, reduction_mg, points)
VALUES (:state, :subdistrict, :community, :month, :version, :grade, :kind,
        :actions, :mg, :points)
ON CONFLICT (state, {_CELL}) DO UPDATE SET
    actions = stat_cell.actions + excluded.actions,
    reduction_mg = stat_cell.reduction_mg + excluded.reduction_mg,
    points = stat_cell.points + excluded.points""")  # noqa: S608  (constants)
_DROP_CELL: Final = text(f"""
DELETE FROM stat_cell
WHERE actions = 0 AND reduction_mg = 0 AND points = 0 AND (state, {_CELL}) =
    (:state, :subdistrict, :community, :month, :version, :grade, :kind)""")  # noqa: S608
_ADD_PEOPLE: Final = text("""
INSERT INTO stat_people (state, cut, key, people) VALUES (:state, :cut, :key, :people)
ON CONFLICT (state, cut, key) DO UPDATE SET
    people = stat_people.people + excluded.people""")
_DROP_PEOPLE: Final = text("""
DELETE FROM stat_people
WHERE state = :state AND cut = :cut AND key = :key AND people = 0""")
_OF_BATCH: Final = "decision d JOIN action a ON a.id = d.action_id"
_PRESENT: Final = text(f"""
SELECT {", ".join(counting.PRESENCE_COLUMNS)} FROM stat_presence
WHERE participant_id IN (
    SELECT a.participant_id FROM {_OF_BATCH} WHERE d.batch_id = :batch)
ORDER BY {", ".join(counting.PRESENCE_COLUMNS)}""")  # noqa: S608
_DROP_PRESENCE: Final = text(f"""
DELETE FROM stat_presence WHERE actions = 0 AND participant_id IN (
    SELECT a.participant_id FROM {_OF_BATCH} WHERE d.batch_id = :batch)""")  # noqa: S608


def added(session: Session, position: int, first_id: int = 0) -> None:
    """Count the actions that were logged at a chain position and wait.

    Args:
        session: in the caller's writing transaction.
        position: of the chain record that covers them.
        first_id: they have this id or a later one; spares a walk over the queue.
    """
    where = f"""a.id >= :first AND a.chain_position = :position
        AND a.state IN ({states(Shown.WAITING)})"""
    binds = {"first": first_id, "position": position}
    groups = _groups(session, "action a", where, binds)
    _add_cells(session, Shown.WAITING, groups, 1)
    at_position(session, position)


OF_EACH: Final = ("subdistrict_id", "community_id", "day", "grade", "participant_kind")
"""The columns of actions that name their cells, besides the version."""


def cells(columns: Mapping[str, Column], version_id: int) -> list[tuple[int, ...]]:
    """What `count` adds up, from the columns `OF_EACH` and ``reduction_mg``."""
    import numpy as np  # noqa: PLC0415

    if not len(columns["day"]):
        return []
    days, day = counting.factor(columns["day"])
    months = [month_number(from_day_number(number)) for number in days.tolist()]
    named = {**columns, "day": np.array(months, np.int64)[day]}
    keys, cell = counting.distinct([named[name] for name in OF_EACH])
    numbers = np.bincount(cell)
    amounts = np.zeros(len(numbers), np.int64)
    np.add.at(amounts, cell, columns["reduction_mg"])
    subdistricts, communities, month, grades, kinds = (k.tolist() for k in keys)
    same = [version_id] * len(numbers)
    totals = (numbers.tolist(), amounts.tolist(), [0] * len(numbers))
    return list(
        zip(subdistricts, communities, month, same, grades, kinds, *totals, strict=True)
    )


def count(session: Session, position: int, groups: Sequence[tuple[int, ...]]) -> None:
    """Count actions as waiting whose `cells` were made before they were written."""
    _add_cells(session, Shown.WAITING, groups, 1)
    at_position(session, position)


def moved(
    session: Session,
    decision_batch_id: int,
    leave: Shown | None,
    enter: Shown | None,
) -> None:
    """Count the actions of a batch of decisions as `enter` and no longer as `leave`.

    Points are those that the action rows hold, so they are written before. A batch
    moves as a whole, save that a reversal may hold both kinds of approved actions:
    it is called once for each, and takes only those that stood in `leave`.
    """
    where, binds = _of_batch(decision_batch_id, leave)
    if leave is enter:
        return
    corrected = _any_corrected(session)
    if corrected and leave in _APPROVED:
        # A closed month keeps what it counted; the open one counts it back.
        back = f"{where} AND d.id IN ({_CORRECTED})"
        less = _groups(session, _OF_BATCH, back, binds, _CORRECTED_IN)
        _add_cells(session, leave, less, -1)
        where += f" AND d.id NOT IN ({_CORRECTED})"
    _move_cells(session, (where, binds), leave, enter, corrected=corrected)
    if _APPROVED & {leave, enter}:
        month = COUNTED if corrected else MONTH
        _move_people(session, (where, binds), leave, enter, month)
    position = text("SELECT MAX(chain_position) FROM decision WHERE batch_id = :batch")
    at_position(session, session.scalars(position, {"batch": binds["batch"]}).one())


def _move_cells(
    session: Session,
    which: tuple[str, dict[str, object]],
    leave: Shown | None,
    enter: Shown | None,
    *,
    corrected: bool,
) -> None:
    where, binds = which
    grouped: dict[str, list[tuple[int, ...]]] = {}
    for shown, sign in ((leave, -1), (enter, 1)):
        if shown is not None:
            month = COUNTED if corrected and shown in _APPROVED else MONTH
            if month not in grouped:
                grouped[month] = _groups(session, _OF_BATCH, where, binds, month)
            _add_cells(session, shown, grouped[month], sign)


def _any_corrected(session: Session) -> bool:
    """Whether anything is counted in another month than its own."""
    return session.scalar(select(MonthCorrection.id).limit(1)) is not None


def at_position(session: Session, position: int) -> None:
    """Remember the chain position that the sums belong to; it never goes back."""
    session.execute(
        text("""
        INSERT INTO stat_position (id, position) VALUES (1, :position)
        ON CONFLICT (id) DO UPDATE SET position = excluded.position
        WHERE excluded.position > stat_position.position"""),
        {"position": position},
    )


def rebuild(session: Session, position: int) -> None:
    """Make all running sums anew from the action rows."""
    for table in ("stat_cell", "stat_presence", "stat_people", "stat_position"):
        session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  (constants)
    cuts.remember_membership(session)
    corrected = _any_corrected(session)
    for shown in Shown:
        where = f"a.state IN ({states(shown)})"
        month = COUNTED if corrected and shown in _APPROVED else MONTH
        _add_cells(session, shown, _groups(session, "action a", where, {}, month), 1)
        if shown in _APPROVED:
            _add_presence(session, ("action a", where, {}), shown, 1, month)
            if corrected:
                _keep_closed(session, shown)
    grouping = cuts.Grouping.of(session)
    _add_people(session, counting.people(_presence(session), grouping))
    at_position(session, position)


def _keep_closed(session: Session, shown: Shown) -> None:
    """What was reversed after its month was closed: there it stays counted."""
    where = f"d.id IN ({_CORRECTED}) AND d.state = :reversed AND {_STOOD}"
    binds = {"reversed": int(State.REVERSED), "left": int(_state_of(shown))}
    _add_cells(session, shown, _groups(session, _OF_BATCH, where, binds, COUNTED), 1)
    _add_presence(session, (_OF_BATCH, where, binds), shown, 1, COUNTED)
    less = _groups(session, _OF_BATCH, where, binds, _CORRECTED_IN)
    _add_cells(session, shown, less, -1)


def _state_of(shown: Shown | None) -> State:
    return State.STOCKTAKEN if shown is Shown.APPROVED_DRAFT else State.APPROVED


def states(shown: Shown) -> str:
    """The codes of the action states that are shown so, for a query."""
    return ", ".join(str(int(s)) for s, seen in SHOWN_BY_STATE.items() if seen is shown)


_STOOD: Final = """EXISTS (SELECT 1 FROM decision p WHERE p.action_id = a.id
    AND p.id < d.id AND p.state = :left)"""


def _of_batch(batch_id: int, leave: Shown | None) -> tuple[str, dict[str, object]]:
    where = "d.batch_id = :batch"
    if leave in _APPROVED:
        # The rows already show the new state; what they left is in an older decision.
        where += f" AND {_STOOD}"
    return where, {"batch": batch_id, "left": int(_state_of(leave))}


def _groups(
    session: Session,
    source: str,
    where: str,
    binds: Mapping[str, object],
    month: str = MONTH,
) -> list[tuple[int, ...]]:
    """Cells of some actions with their number, milligrams and points."""
    rows = session.execute(
        text(f"""
        SELECT {_cell_of(month)}, COUNT(*), SUM(a.reduction_mg), SUM(a.points)
        FROM {source} WHERE {where} GROUP BY 1, 2, 3, 4, 5, 6"""),  # noqa: S608
        binds,
    )
    return [tuple(int(value) for value in row) for row in rows]


def _cell_of(month: str) -> str:
    """The cell of an action, counted in a month."""
    return f"""a.subdistrict_id, COALESCE(a.community_id, 0), {month},
        a.version_id, a.grade, a.participant_kind"""


def _add_cells(
    session: Session, shown: Shown, groups: Iterable[tuple[int, ...]], sign: int
) -> None:
    rows = [_cell(shown, group, sign) for group in groups]
    if rows:
        session.execute(_ADD_CELL, rows)
    if rows and sign < 0:
        session.execute(_DROP_CELL, rows)


def _cell(shown: Shown, group: tuple[int, ...], sign: int) -> dict[str, int]:
    subdistrict, community, month, version, grade, kind, actions, mg, points = group
    return {
        "state": int(shown),
        "subdistrict": subdistrict,
        "community": community,
        "month": month,
        "version": version,
        "grade": grade,
        "kind": kind,
        "actions": sign * actions,
        "mg": sign * mg,
        "points": sign * points if shown is Shown.APPROVED else 0,
    }


def _move_people(
    session: Session,
    which: tuple[str, dict[str, object]],
    leave: Shown | None,
    enter: Shown | None,
    month: str,
) -> None:
    """Presence and numbers of people; only the batch's participants are recounted."""
    batch = {"batch": which[1]["batch"]}
    before = _presence(session, batch)
    for shown, sign in ((leave, -1), (enter, 1)):
        if shown in _APPROVED:
            _add_presence(session, (_OF_BATCH, *which), shown, sign, month)
    if leave in _APPROVED:
        session.execute(_DROP_PRESENCE, batch)
    after = _presence(session, batch)
    if not counting.equal(before, after):
        cuts.settle_membership(session)
        grouping = cuts.Grouping.of(session)
        numbers = counting.people(before, grouping), counting.people(after, grouping)
        _add_people(session, counting.difference(*numbers))


def _presence(
    session: Session, batch: Mapping[str, object] | None = None
) -> list[Column]:
    """Presence rows of everyone, or of the participants of a batch."""
    columns = ", ".join(counting.PRESENCE_COLUMNS)
    everyone = text(f"SELECT {columns} FROM stat_presence")  # noqa: S608  (constants)
    result = session.execute(_PRESENT if batch else everyone, batch or {})
    return counting.as_columns(
        cast("Any", result).cursor, len(counting.PRESENCE_COLUMNS)
    )


def _add_presence(
    session: Session,
    which: tuple[str, str, Mapping[str, object]],
    shown: Shown,
    sign: int,
    month: str,
) -> None:
    source, where, binds = which
    session.execute(
        text(f"""
        INSERT INTO stat_presence (participant_id, state, {_CELL}, actions)
        SELECT a.participant_id, :shown, {_cell_of(month)}, :sign * COUNT(*)
        FROM {source} WHERE {where}
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        ON CONFLICT (participant_id, state, {_CELL}) DO UPDATE SET
            actions = stat_presence.actions + excluded.actions"""),  # noqa: S608
        {**binds, "shown": int(shown), "sign": sign},
    )


def _add_people(session: Session, change: Mapping[counting.CellKey, int]) -> None:
    rows = [
        {"state": state, "cut": cut, "key": key, "people": number}
        for (state, cut, key), number in change.items()
    ]
    if rows:
        session.execute(_ADD_PEOPLE, rows)
    fewer = [row for row in rows if cast("int", row["people"]) < 0]
    if fewer:
        session.execute(_DROP_PEOPLE, fewer)
