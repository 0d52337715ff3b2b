"""What must always be true of decisions and samples (invariants 4 and 6)."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.actions.replacing import LOGGED_AT
from carbon_points.audit.drawing import draw_key
from carbon_points.audit.models import Sample
from carbon_points.audit.models import SampleItem
from carbon_points.common.ids import id_text
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_BOTH = text("""
SELECT DISTINCT c.operator FROM chain_record c
WHERE c.kind NOT IN ('approve', 'decide', 'reverse', 'adopt', 'rulebook', 'certificate',
    'papers', 'revoke', 'close-month', 'sample', 'sample-check', 'freeze-person',
    'release-person', 'indicator', 'finding', 'finding-step')
    AND c.kind NOT LIKE 'pool-%' AND c.kind NOT LIKE 'scenario-%'
    AND c.kind NOT LIKE 'change-%' AND c.operator IN (
    SELECT operator FROM decision_batch WHERE kind IN ('approval', 'stocktaking')
    UNION SELECT second_operator FROM decision_batch
    WHERE kind IN ('approval', 'stocktaking'))""")
"""Who may have logged something and approved something: mostly nobody."""

_OWN = text(f"""
SELECT d.action_id, c.operator FROM decision d
JOIN decision_batch b ON b.id = d.batch_id
JOIN action a ON a.id = d.action_id
JOIN chain_record c ON c.position = {LOGGED_AT}
WHERE d.state IN (0, 3) AND b.policy NOT LIKE 'change:%'
  AND c.operator IN (b.operator, b.second_operator)
ORDER BY d.id LIMIT 1""")  # noqa: S608  (constants)
_ALONE = text("""
SELECT id FROM decision_batch
WHERE kind IN ('approval', 'stocktaking') AND operator = second_operator
ORDER BY id LIMIT 1""")

_SETTLED: Final = text("""
SELECT f.id FROM audit_finding f JOIN audit_finding_step s ON s.finding_id = f.id
LEFT JOIN audit_finding_step c ON c.finding_id = f.id AND c.step = 'corrected'
WHERE (s.step = 'dismissed' AND s.operator = f.operator)
   OR (s.step = 'closed' AND (c.id IS NULL OR c.operator = s.operator))
   OR (s.step = 'corrected' AND f.overstated_mg > 0 AND NOT EXISTS (
        SELECT 1 FROM decision d JOIN decision_batch b ON b.id = d.batch_id
        WHERE d.id = s.decision_id AND d.action_id = f.action_id
          AND b.kind = 'reversal'))
ORDER BY f.id LIMIT 1""")


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _own(session)
    yield _two(session)
    yield _samples(session)
    yield _findings(session)


def _own(session: Session) -> Check:
    """Nobody approved what they logged."""
    name = "nobody_approved_what_they_logged"
    counted = session.scalar(
        text("SELECT COUNT(*) FROM decision_batch WHERE kind != 'withdrawal'")
    )
    row = None
    if session.execute(_BOTH).first() is not None:
        row = session.execute(_OWN).first()
    if row is None:
        return Check(name, counted or 0)
    where = id_text(row[0])
    finding = Finding(
        "OWN_ENTRY_APPROVED",
        f"行为 {where} 由登记人 {row[1]} 自己核定。",
        f"Action {where} was approved by {row[1]}, who logged it.",
        {"action": where},
    )
    return Check(name, counted or 0, finding)


def _two(session: Session) -> Check:
    """Two signatures are those of two persons."""
    name = "two_signatures_are_of_two_persons"
    query = text("SELECT COUNT(*) FROM decision_batch WHERE second_operator != ''")
    counted = session.scalar(query) or 0
    batch = session.scalar(_ALONE)
    if batch is None:
        return Check(name, counted)
    where = id_text(batch)
    finding = Finding(
        "SIGNED_TWICE",
        f"审批批次 {where} 的两个签名是同一个人。",
        f"Both signatures of the batch {where} are of one person.",
        {"batch": where},
    )
    return Check(name, counted, finding)


def _samples(session: Session) -> Check:
    """A kept list is the one that its seed makes of its actions."""
    name = "samples_are_in_the_order_of_their_seed"
    rows = session.execute(
        select(SampleItem.sample_id, Sample.seed, Sample.size, SampleItem.action_id)
        .join(Sample, Sample.id == SampleItem.sample_id)
        .order_by(SampleItem.sample_id, SampleItem.id)
    ).all()
    for head, group in groupby(rows, key=itemgetter(0, 1, 2)):
        sample, seed, size = head
        keys = [draw_key(seed, row.action_id) for row in group]
        if keys != sorted(keys) or len(keys) != size:
            return Check(name, len(rows), _disordered(id_text(sample)))
    return Check(name, len(rows))


def _disordered(where: str) -> Finding:
    return Finding(
        "SAMPLE_DISORDERED",
        f"抽样 {where} 的名单与它的种子不符。",
        f"The list of the sample {where} is not the one that its seed makes.",
        {"sample": where},
    )


def _findings(session: Session) -> Check:
    """A finding is corrected by a reversal and settled by another auditor."""
    name = "findings_are_corrected_and_settled_by_another"
    counted = session.scalar(text("SELECT COUNT(*) FROM audit_finding")) or 0
    number = session.scalar(_SETTLED)
    if number is None:
        return Check(name, counted)
    where = id_text(number)
    finding = Finding(
        "FINDING_UNSOUND",
        f"问题 {where} 没有对应的冲正，或由同一人整改并关闭。",
        f"The finding {where} has no reversal, or one person settled it alone.",
        {"finding": where},
    )
    return Check(name, counted, finding)
