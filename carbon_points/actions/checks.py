"""What must always be true of actions (invariants 4 and 6 of ``domain.md``)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.intake import UNREADABLE
from carbon_points.actions.rules import STEPS
from carbon_points.common.ids import id_text
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.inputs import unpack_columns
from carbon_points.methodology.registry import discover
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import MethodologyVersion

_METERED = text("""
SELECT id, installation_id, inputs FROM action
WHERE version_id = :version AND installation_id IS NOT NULL AND state <= 3""")


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _keys(session)
    yield _periods(session)
    yield _readings(session)
    yield _states(session)
    yield _steps(session)


def _found(
    session: Session, name: str, counted: str, wrong: str, said: tuple[str, str]
) -> Check:
    """A check whose query answers (id, …) of the first row that is wrong."""
    number = session.scalar(text(counted)) or 0
    row = session.execute(text(wrong)).first()
    if row is None:
        return Check(name, number)
    where = id_text(row[0])
    zh, en = (wording.format(id=where) for wording in said)
    return Check(name, number, Finding(name.upper(), zh, en, {"action": where}))


def _keys(session: Session) -> Check:
    return _found(
        session,
        "one_natural_key_one_live_action",
        "SELECT COUNT(*) FROM action WHERE state <= 3",
        "SELECT MAX(id) FROM action WHERE state <= 3"
        " GROUP BY key_digest HAVING COUNT(*) > 1",
        (
            "行为 {id} 与另一条有效行为的凭证编号相同。",
            "Action {id} has the natural key of another live action.",
        ),
    )


def _periods(session: Session) -> Check:
    """No two credited periods of one installation share a day."""
    name = "no_overlapping_readings"
    periods = sorted(_live_periods(session))
    for before, after in pairwise(periods):
        if before[0] == after[0] and after[2] < before[1]:
            return Check(name, len(periods), _overlapping(after[3]))
    return Check(name, len(periods))


def _overlapping(action_id: int) -> Finding:
    where = id_text(action_id)
    return Finding(
        "NO_OVERLAPPING_READINGS",
        f"设施的计量期 {where} 与另一段重叠。",
        f"The metered period {where} overlaps another of its installation.",
        {"action": where},
    )


def _live_periods(session: Session) -> Iterator[tuple[int, int, int, int]]:
    """Installation, end, start and action of every period that counts."""
    names = session.execute(
        text("SELECT id, methodology, version FROM methodology_version")
    )
    catalogue = discover()
    for version_id, name, number in names.all():
        installed = catalogue[name].versions if name in catalogue else ()
        version = next((v for v in installed if v.version == number), None)
        if version is None or catalogue[name].kind is not Kind.INSTALLATION:
            continue
        rows = session.execute(_METERED, {"version": version_id}).all()
        periods = _periods_of(version, [row.inputs for row in rows])
        for row, (start, end) in zip(rows, periods, strict=True):
            yield row.installation_id, end, start, row.id


def _periods_of(
    version: MethodologyVersion, blobs: Sequence[bytes]
) -> Sequence[tuple[int, int]]:
    """First day and the day after the last; empty ones where inputs are damaged."""
    try:
        columns = unpack_columns(version, blobs)
    except UNREADABLE:
        if len(blobs) == 1:
            return [(0, 0)]  # the chain and the recalculation say so
        return [period for blob in blobs for period in _periods_of(version, [blob])]
    ends, starts = columns["period_end"].tolist(), columns["period_start"].tolist()
    return list(zip(starts, ends, strict=True))


def _readings(session: Session) -> Check:
    """The next period begins at the readings of periods that count, and no others."""
    return _found(
        session,
        "periods_begin_where_credited_ones_ended",
        "SELECT COUNT(*) FROM reading WHERE action_id IS NOT NULL",
        "SELECT r.action_id FROM reading r JOIN action a ON a.id = r.action_id"
        " WHERE r.counts != (a.state <= 3 OR EXISTS (SELECT 1"
        " FROM action_correction c JOIN action t ON t.id = c.replacement_id"
        " WHERE c.origin_id = a.id AND t.state <= 3)) LIMIT 1",
        (
            "行为 {id} 的止码是否作为下期起码，与它的状态不符。",
            "The reading of action {id} does not begin the next period as it should.",
        ),
    )


def _states(session: Session) -> Check:
    """State and points of a row are what its last decision says."""
    return _found(
        session,
        "state_is_the_last_decision",
        "SELECT COUNT(*) FROM action",
        """
        SELECT a.id FROM action a
        LEFT JOIN decision d ON d.action_id = a.id AND d.id =
          (SELECT MAX(id) FROM decision l WHERE l.action_id = a.id)
        WHERE a.state != COALESCE(d.state, CASE WHEN a.code = '' THEN 1 ELSE 6 END)
           OR a.points != COALESCE((SELECT SUM(g.points) FROM decision g
               WHERE g.action_id = a.id AND g.state = 3), 0)
        LIMIT 1""",
        (
            "行为 {id} 的状态或积分与最后一次决定不一致。",
            "State or points of action {id} are not those of its last decision.",
        ),
    )


def _steps(session: Session) -> Check:
    """Every decision batch has a kind, a signer, and leads where its kind leads."""
    allowed = " OR ".join(
        f"(b.kind = '{kind}' AND d.state = {int(target)})"
        for kind, (_, target) in STEPS.items()
    )
    return _found(
        session,
        "every_change_names_who_when_why",
        "SELECT COUNT(*) FROM decision",
        "SELECT d.action_id FROM decision d LEFT JOIN decision_batch b"  # noqa: S608  (our own words)
        " ON b.id = d.batch_id"
        f" WHERE b.id IS NULL OR b.operator = '' OR NOT ({allowed})"
        " OR (b.kind IN ('reversal', 'rejection', 'withdrawal') AND d.reason = '')"
        " LIMIT 1",
        (
            "行为 {id} 的一次状态变更没有写明由谁、为何作出。",
            "A change of state of action {id} does not say who made it, or why.",
        ),
    )
