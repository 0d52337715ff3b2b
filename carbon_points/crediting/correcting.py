"""Correcting actions after a signed change of the rules, inside one transaction.

The old action leaves with a reversal (or, while it waits, a withdrawal), its twin takes
its place and its state, and the ledger gets one entry a participant: the difference.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions import sums
from carbon_points.actions.installations import open_periods
from carbon_points.actions.replacing import Link
from carbon_points.actions.replacing import link_twins
from carbon_points.actions.replacing import write_twins
from carbon_points.actions.rules import Shown
from carbon_points.actions.rules import State
from carbon_points.actions.rules import UNDECIDED
from carbon_points.actions.service import decide
from carbon_points.actions.service import NewDecision
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.crediting.service import load_remainders
from carbon_points.crediting.service import store_remainders
from carbon_points.ledger.held import Held
from carbon_points.ledger.rules import accrued_account
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import ISSUE
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import participant_account
from carbon_points.ledger.service import book

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.replacing import NewResult
    from carbon_points.actions.service import Signature
    from carbon_points.ledger.rules import AccountKey
    from carbon_points.rulebook.service import Rulebook

POLICY: Final = "change:"
"""Policies of the decisions of a correction begin so; the change's id follows."""

_OLD: Final = text("""
SELECT a.id, a.participant_id, a.version_id, a.day, a.state, a.points, a.reduction_mg,
       COALESCE(b.booked_on, 0),
       COALESCE((SELECT d.reason FROM decision d
                 WHERE a.state = 2 AND d.action_id = a.id
                 ORDER BY d.id DESC LIMIT 1), '')
FROM action a LEFT JOIN decision_batch b ON b.id = a.decision_batch_id
WHERE a.id IN (SELECT value FROM json_each(:ids)) AND a.state <= 3 ORDER BY a.id""")


class Old(NamedTuple):
    """An action that is to be corrected, as it stands."""

    id: int
    participant_id: int
    version_id: int
    day: int
    state: int
    points: int
    reduction_mg: int
    booked_on: int
    reason: str
    """Why it is frozen, else empty."""


@dataclass(frozen=True, slots=True)
class Work:
    """Who corrects by which change."""

    rulebook: Rulebook
    signed: Signature
    change_id: int

    @property
    def reason(self) -> str:
        """What the decisions give as their reason."""
        return f"按变更 {id_text(self.change_id)} 更正"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction booked."""

    records: int
    before_mg: int
    after_mg: int
    points: int
    entries: int


def correct(
    session: Session,
    desk: int,
    position: int,
    work: Work,
    results: Sequence[NewResult],
) -> Corrected:
    """Put each action's twin in its place and book the difference.

    Args:
        session: inside a writing transaction.
        desk: whose ids are given.
        position: of the chain record that will cover the rows.
        work: the rulebook in force, the two signatures, the change.
        results: of live actions, by id in ascending order.
    """
    if not results:
        return Corrected(0, 0, 0, 0, 0)
    return _Correction(session, desk, position, work, results).done()


class _Correction:
    """One correction on its way."""

    def __init__(
        self,
        session: Session,
        desk: int,
        position: int,
        work: Work,
        results: Sequence[NewResult],
    ) -> None:
        self._session = session
        self._where = (desk, position)
        self._work = work
        policy = f"{POLICY}{id_text(work.change_id)}"
        self._signed = replace(work.signed, policy=policy)
        self._new = {each.action_id: each for each in results}
        ids = json.dumps(list(self._new))
        self._old = [Old(*row) for row in session.execute(_OLD, {"ids": ids})]
        self._group = {
            version_id: methodology.points_group
            for version_id, (methodology, _) in work.rulebook.versions.items()
        }

    def done(self) -> Corrected:
        approved = [each for each in self._old if each.state == State.APPROVED]
        people = {each.participant_id for each in approved}
        rests = load_remainders(self._session, people)
        taken, granted = self._settle(approved, rests)
        store_remainders(self._session, rests)
        self._leave(approved, taken)
        twins = write_twins(self._session, *self._where, list(self._new.values()))
        sums.added(self._session, self._where[1], min(twins.values()))
        self._enter(twins, granted)
        net = {n: taken[n] + granted.get(n, 0) for n in taken}
        links = [
            Link(old.id, twins[old.id], old.reduction_mg, new_mg, net.get(old.id, 0))
            for old in self._old
            for new_mg in (self._new[old.id].reduction_mg,)
        ]
        link_twins(self._session, *self._where, self._work.change_id, links)
        refused = [twins[n] for n, new in self._new.items() if new.code]
        open_periods(self._session, refused)
        entries = self._book(approved, net)
        before, after = (
            sum(each.before_mg for each in links),
            sum(each.after_mg for each in links),
        )
        return Corrected(len(links), before, after, sum(net.values()), entries)

    # Points

    def _rate(self, version_id: int, day: int) -> int:
        group = self._group[version_id]
        return self._work.rulebook.mg_per_point(group, from_day_number(day))

    def _settle(
        self, approved: Sequence[Old], rests: dict[tuple[int, str], int]
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Points (negative) that leave with the old actions, and those of the twins.

        What had become no points at the old rate leaves the remainder first; so each
        old action takes its own points along and statistics say what the ledger says.
        """
        taken: dict[int, int] = {}
        granted: dict[int, int] = {}
        members: dict[tuple[int, str], list[Old]] = defaultdict(list)
        for old in approved:
            members[old.participant_id, self._group[old.version_id]].append(old)
        for key, olds in members.items():
            rate = self._rate(olds[0].version_id, self._signed.booked_on)
            rest = rests.get(key, 0)
            for old in olds:
                then = self._rate(old.version_id, old.booked_on)
                taken[old.id] = -old.points
                rest -= old.reduction_mg - old.points * then
            for old in olds:
                if not self._new[old.id].code:
                    rest += self._new[old.id].reduction_mg
                    granted[old.id] = max(0, rest // rate)
                    rest -= granted[old.id] * rate
            more, rests[key] = divmod(rest, rate)
            taken[olds[0].id] += more
        return taken, granted

    # Decisions

    def _leave(self, approved: Sequence[Old], taken: Mapping[int, int]) -> None:
        drafts = [old for old in self._old if old.state == State.STOCKTAKEN]
        waiting = [old for old in self._old if old.state in UNDECIDED]
        why = self._work.reason
        gone = [NewDecision(old.id, taken[old.id], why) for old in approved]
        self._decide("reversal", gone, (Shown.APPROVED, None))
        gone = [NewDecision(old.id, 0, why) for old in drafts]
        self._decide("reversal", gone, (Shown.APPROVED_DRAFT, None))
        gone = [NewDecision(old.id, 0, why) for old in waiting]
        self._decide("withdrawal", gone, (Shown.WAITING, None))

    def _enter(self, twins: Mapping[int, int], granted: Mapping[int, int]) -> None:
        """Every creditable twin comes to the state that the old action had."""
        good = [old for old in self._old if not self._new[old.id].code]
        earned = [
            NewDecision(twins[old.id], granted[old.id])
            for old in good
            if old.state == State.APPROVED
        ]
        self._decide("approval", earned, (Shown.WAITING, Shown.APPROVED))
        drafts = [
            NewDecision(twins[old.id], 0)
            for old in good
            if old.state == State.STOCKTAKEN
        ]
        self._decide("stocktaking", drafts, (Shown.WAITING, Shown.APPROVED_DRAFT))
        frozen = [
            NewDecision(twins[old.id], 0, old.reason)
            for old in good
            if old.state == State.FROZEN
        ]
        if frozen:
            decide(self._session, *self._where, "freeze", self._signed, frozen)

    def _decide(
        self,
        kind: str,
        decisions: Sequence[NewDecision],
        way: tuple[Shown | None, Shown | None],
    ) -> None:
        if decisions:
            batch = decide(self._session, *self._where, kind, self._signed, decisions)
            sums.moved(self._session, batch, *way)

    # The ledger

    def _book(self, approved: Sequence[Old], net: Mapping[int, int]) -> int:
        by_person: dict[int, list[Old]] = defaultdict(list)
        for old in approved:
            by_person[old.participant_id].append(old)
        held = Held(self._session)
        change = id_text(self._work.change_id)
        entries: list[NewEntry] = []
        for person, olds in by_person.items():
            points = sum(net[old.id] for old in olds)
            moves = tuple(_netted(self._movements(held, person, points, olds)))
            if moves:
                cause = f"correction:{change}/participant:{id_text(person)}"
                entries.append(NewEntry(cause, moves))
        day = self._signed.booked_on
        return book(self._session, *self._where, day, entries)

    def _movements(
        self, held: Held, person: int, points: int, olds: Sequence[Old]
    ) -> Iterator[Movement]:
        """Points, what the old ones had, and what their twins have."""
        yield Movement(participant_account(person), Commodity.POINTS, points)
        yield Movement(ISSUE, Commodity.POINTS, -points)
        less: dict[tuple[str, int], int] = defaultdict(int)
        more: dict[tuple[str, int], int] = defaultdict(int)
        for old in olds:
            methodology, _ = self._work.rulebook.versions[old.version_id]
            key = (methodology.id, from_day_number(old.day).year)
            less[key] += old.reduction_mg
            more[key] += self._new[old.id].reduction_mg
        for key, amount in sorted(less.items()):
            if amount:
                yield from held.taken_back(*key, amount)
        for key, amount in sorted(more.items()):
            yield Movement(accrued_account(*key), Commodity.REDUCTION_MG, amount)
            yield Movement(ISSUE, Commodity.REDUCTION_MG, -amount)


def _netted(movements: Iterable[Movement]) -> Iterator[Movement]:
    """One movement for each account and commodity; those of nothing are left out."""
    totals: dict[tuple[AccountKey, Commodity], int] = defaultdict(int)
    for each in movements:
        totals[each.account, each.commodity] += each.amount
    for (account, commodity), amount in totals.items():
        if amount:
            yield Movement(account, commodity, amount)
