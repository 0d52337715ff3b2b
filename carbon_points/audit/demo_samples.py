"""Samples of the demo district: one is finished, in the other a finding is open."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.finding_rows import FindingQuery
from carbon_points.audit.finding_rows import findings
from carbon_points.audit.findings import close
from carbon_points.audit.findings import correct
from carbon_points.audit.findings import Correction
from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import Checked
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep

if TYPE_CHECKING:
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

SEED: Final = "演示：章丘 0630"
_SURE: Final = Fraction("0.95")
_LIFE: Final = Design("life", _SURE, "tolerable", Fraction("0.05"), SEED)
_ENERGY: Final = Design("energy", _SURE, "tolerable", Fraction("0.1"), SEED)
_CHECKED: Final = 10
"""How many of the second list are checked."""


def fill_samples(db: Database, caller: Caller) -> None:
    """What is found wrong lacks a file; no amount changes."""
    one, other = _Auditor(db, caller, "auditor"), _Auditor(db, caller, "auditor2")
    ids = one.draw(_LIFE)
    one.check([Checked(each, "right") for each in ids[1:]])
    one.check([Checked(ids[0], "wrong", "R1", "订单截图缺失", overstated_mg=0)])
    number = one.newest_finding()
    note = "向运营企业调取订单原始记录，补存为凭证"
    correct(db, one.by("correct"), number, Correction(note))
    close(db, other.by("close"), number, "已核对调取的记录，与登记一致")
    ids = one.draw(_ENERGY)
    one.check([Checked(each, "right") for each in ids[1:_CHECKED]])
    one.check([Checked(ids[0], "wrong", "R7", "表号照片看不清", overstated_mg=0)])


class _Auditor:
    """Gives each act an operation of its own."""

    def __init__(self, db: Database, caller: Caller, login: str) -> None:
        self._db = db
        self._caller = replace(caller, operator=login)
        self._sample_id = self._acts = 0

    def by(self, what: str) -> Caller:
        """The caller of the next act."""
        self._acts += 1
        operation = f"{self._caller.operation_id}/sample/{what}/{self._acts}"
        return replace(self._caller, operation_id=operation)

    def draw(self, design: Design) -> tuple[int, ...]:
        """Draw and keep a list."""
        self._sample_id, plan = keep(self._db, self.by("draw"), design)
        return plan.ids

    def check(self, said: list[Checked]) -> None:
        """Check some of the list."""
        check(self._db, self.by("check"), self._sample_id, said)

    def newest_finding(self) -> int:
        """The finding that was opened last."""
        with self._db.reading() as session:
            query = FindingQuery(sample_id=self._sample_id)
            return findings(session, query)[0].finding_id
