"""What the ledger and the imports say of a scenario, as sums without any person."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.common.ids import id_text
from carbon_points.dossier.merging import Group
from carbon_points.ledger.rules import Commodity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

KINDS: Final = ("accrued", "pool", "enterprise", "retired", "owed")
"""Accounts that hold reductions, in the order in which they pass through them."""

_HELD: Final = text("""
SELECT a.methodology, a.vintage, a.kind, SUM(p.amount)
FROM ledger_account a JOIN ledger_posting p ON p.account_id = a.id
WHERE p.commodity = :commodity AND a.kind != 'issue'
  AND a.methodology IN (SELECT value FROM json_each(:names))
GROUP BY a.methodology, a.vintage, a.kind ORDER BY a.methodology, a.vintage""")
_CAUSES: Final = text("""
SELECT SUBSTR(e.cause, 1, INSTR(e.cause, ':') - 1) AS made_by,
       COUNT(DISTINCT e.id), SUM(p.amount)
FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
JOIN ledger_account a ON a.id = p.account_id
WHERE p.commodity = :commodity AND a.kind != 'issue'
  AND a.methodology IN (SELECT value FROM json_each(:names))
GROUP BY made_by ORDER BY made_by""")
_BATCHES: Final = text("""
SELECT a.batch_id, b.kind, b.file_sha256, b.chain_position,
       COUNT(*), SUM(a.reduction_mg), SUM(a.points), COUNT(DISTINCT a.participant_id)
FROM action a JOIN methodology_version v ON v.id = a.version_id
LEFT JOIN import_batch b ON b.id = a.batch_id
WHERE a.state = :state AND v.methodology IN (SELECT value FROM json_each(:names))
GROUP BY a.batch_id ORDER BY b.chain_position, a.batch_id""")


@dataclass(frozen=True, slots=True)
class Holding:
    """Where the reductions of one methodology and year lie, by kind of account."""

    methodology: str
    vintage: int
    held: dict[str, int]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.held.values())


@dataclass(frozen=True, slots=True)
class Cause:
    """Entries of one kind and what they moved."""

    kind: str
    entries: int
    reduction_mg: int


@dataclass(frozen=True, slots=True)
class Source:
    """An import, or what was typed at the desks, with what was approved of it."""

    batch: str
    """Its id; empty for what was typed."""

    kind: str
    sha256: str
    position: int | None
    group: Group


def holdings(session: Session, methodologies: Sequence[str]) -> list[Holding]:
    """The reductions of some methodologies, account by account."""
    found: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for methodology, vintage, kind, amount in session.execute(
        _HELD, _binds(methodologies)
    ):
        found[methodology, vintage][kind] = int(amount)
    return [Holding(*key, held) for key, held in found.items()]


def causes(session: Session, methodologies: Sequence[str]) -> list[Cause]:
    """What made the entries of some methodologies."""
    rows = session.execute(_CAUSES, _binds(methodologies))
    return [Cause(kind, int(entries), int(mg)) for kind, entries, mg in rows]


def sources(session: Session, methodologies: Sequence[str]) -> list[Source]:
    """Where the approved actions of some methodologies came from."""
    binds = {"state": int(State.APPROVED), "names": json.dumps(list(methodologies))}
    found = []
    for row in session.execute(_BATCHES, binds):
        batch, kind, sha256, position, actions, mg, points, people = row
        number = id_text(batch) if batch is not None else ""
        figures = Group((number,), people, actions, int(mg), int(points))
        digest = sha256.hex() if sha256 else ""
        found.append(Source(number, kind or "", digest, position, figures))
    return found


def _binds(methodologies: Sequence[str]) -> dict[str, object]:
    return {
        "commodity": int(Commodity.REDUCTION_MG),
        "names": json.dumps(list(methodologies)),
    }
