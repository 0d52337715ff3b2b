"""Whether a decision may be taken, by whom, and what it needs to be booked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.replacing import LOGGED_AT
from carbon_points.actions.rules import State
from carbon_points.actions.rules import STEPS
from carbon_points.crediting.service import Approved
from carbon_points.crediting.service import Creditable
from carbon_points.methodology.contract import FlagKind
from carbon_points.rulebook.shipped import policies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.audit.risks import Risk
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller

VERBS: Final = MappingProxyType(
    {
        "approve": "approval",
        "reject": "rejection",
        "freeze": "freeze",
        "release": "release",
        "reverse": "reversal",
    }
)
"""What an auditor may say, and the kind of decision that it becomes."""

_ROWS: Final = text(f"""
SELECT a.id, a.participant_id, a.version_id, a.day, a.reduction_mg, a.state, a.points,
       a.flags, c.operator, p.state = 'frozen', COALESCE(f.operator, ''),
       COALESCE(b.booked_on, 0)
FROM action a
JOIN chain_record c ON c.position = {LOGGED_AT}
JOIN participant p ON p.id = a.participant_id
LEFT JOIN audit_first f ON f.action_id = a.id
LEFT JOIN decision_batch b ON b.id = a.decision_batch_id
WHERE a.id IN (SELECT value FROM json_each(:ids))""")  # noqa: S608  (constants)


@dataclass(frozen=True, slots=True)
class Wish:
    """One decision that an auditor wants to take."""

    action_id: int
    verb: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision, and whether it can be booked."""

    wish: Wish
    refusal: str = ""
    """Code of the rule that keeps it out."""

    row: Any = None
    signers: tuple[str, str] = ("", "")
    """Who signs an approval, in order; the second is empty where one suffices."""

    waits_for_second: bool = False

    @property
    def ready(self) -> bool:
        """Whether signing books it now."""
        return not self.refusal and not self.waits_for_second

    @property
    def creditable(self) -> Creditable:
        """As an approval needs it."""
        return Creditable(*self.row[:5])

    @property
    def approved(self) -> Approved:
        """As a reversal needs it."""
        stocktaken = self.row[5] == State.STOCKTAKEN
        return Approved(self.creditable, self.row[6], self.row[11], stocktaken)


class Judge:
    """The rules of deciding, for one caller."""

    def __init__(
        self,
        book: Rulebook,
        by: Caller,
        asked: Mapping[int, Sequence[Risk]],
    ) -> None:
        self._book = book
        self._by = by
        self._asked = asked
        self._large = policies()["careful"].second_person_mg or {}

    def judged(self, session: Session, wishes: Sequence[Wish]) -> list[Judged]:
        """Each decision with its answer, in the same order."""
        ids = json.dumps([wish.action_id for wish in wishes])
        rows = {row[0]: tuple(row) for row in session.execute(_ROWS, {"ids": ids})}
        return [self._one(wish, rows.get(wish.action_id)) for wish in wishes]

    def _one(self, wish: Wish, row: Any) -> Judged:
        if row is None:
            return Judged(wish, "ACTION_UNKNOWN")
        allowed, _ = STEPS[VERBS[wish.verb]]
        if row[5] not in {int(state) for state in allowed}:
            return Judged(wish, "WRONG_STATE", row)
        if wish.verb == "approve":
            return self._approval(wish, row)
        return Judged(wish, row=row)

    def _approval(self, wish: Wish, row: Any) -> Judged:
        logged_by, person_frozen, first = row[8], row[9], row[10]
        if person_frozen:
            return Judged(wish, "PARTICIPANT_FROZEN", row)
        two = self._needs_two(row)
        signers = self._signers(first) if two else (self._by.operator, "")
        if logged_by in signers:
            return Judged(wish, "OWN_ENTRY", row)
        waits = two and not signers[1]
        refusal = "SAME_PERSON" if waits and first else ""
        return Judged(wish, refusal, row, signers, waits and not refusal)

    def _signers(self, first: str) -> tuple[str, str]:
        """Who signs where two must: whoever signed first, or the second person."""
        by = self._by
        if first and first != by.operator:
            return first, by.operator
        return by.operator, by.second

    def _needs_two(self, row: Any) -> bool:
        """A doubt, or an amount from which two auditors sign."""
        methodology, _ = self._book.versions[row[2]]
        large = row[4] >= self._large[methodology.points_group]
        return large or row[0] in self._asked or _doubted(methodology, row[7])


def _doubted(methodology: Methodology, flags: str) -> bool:
    return bool(flags) and any(
        methodology.flags.get(code, FlagKind.DOUBT) is FlagKind.DOUBT
        for code in flags.split(",")
    )
