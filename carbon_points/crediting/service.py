"""Approved actions become points and accrued reductions; reversals take them back.

The milligrams are those of the action and are not computed again; points come with
the approval, at the rate of that day, in the order of registration.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from carbon_points.actions import sums
from carbon_points.actions.installations import open_periods
from carbon_points.actions.rules import Shown
from carbon_points.actions.service import decide
from carbon_points.actions.service import NewDecision
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.crediting.models import Remainder
from carbon_points.crediting.rules import Granted
from carbon_points.crediting.rules import points_of_each
from carbon_points.crediting.rules import reverse
from carbon_points.ledger.held import Held
from carbon_points.ledger.rules import accrued_account
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import ISSUE
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import participant_account
from carbon_points.ledger.service import book
from carbon_points.methodology.contract import Status
from carbon_points.storage.engine import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.service import Signature
    from carbon_points.crediting.rules import Credited
    from carbon_points.rulebook.service import Rulebook

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Creditable:
    """One action as crediting needs it."""

    id: int
    participant_id: int
    version_id: int
    day: int
    reduction_mg: int


@dataclass(frozen=True, slots=True)
class CreditResult:
    """What an approval booked."""

    batch_ids: tuple[int, ...]
    approved: int
    stocktaken: int
    points: int
    reduction_mg: int


def credit(
    session: Session,
    desk: int,
    position: int,
    rulebook: Rulebook,
    signed: Signature,
    actions: Sequence[Creditable],
) -> CreditResult:
    """Approve actions and book what they earn, inside the caller's transaction.

    Actions of a draft methodology are approved for stock-taking: no points, nothing
    accrues. The others are booked as one entry a participant.

    Args:
        session: inside a writing transaction.
        desk: whose ids are given.
        position: of the chain record that will cover the rows.
        rulebook: statuses and rates.
        signed: who approves; its `booked_on` chooses the rate.
        actions: waiting ones, in the order of registration.
    """
    drafts, earning = _apart(rulebook, actions)
    batches: list[int] = []
    if drafts:
        taken = [NewDecision(action.id, 0) for action in drafts]
        batch = decide(session, desk, position, "stocktaking", signed, taken)
        sums.moved(session, batch, Shown.WAITING, Shown.APPROVED_DRAFT)
        batches.append(batch)
    points = 0
    if earning:
        granted = _grant(session, rulebook, signed.booked_on, earning)
        taken = [NewDecision(a.id, p) for a, p in zip(earning, granted, strict=True)]
        batch = decide(session, desk, position, "approval", signed, taken)
        sums.moved(session, batch, Shown.WAITING, Shown.APPROVED)
        entries = _entries(rulebook, batch, earning, granted)
        book(session, desk, position, signed.booked_on, entries)
        batches.append(batch)
        points = sum(granted)
    return CreditResult(
        tuple(batches),
        len(earning),
        len(drafts),
        points,
        sum(action.reduction_mg for action in actions),
    )


def _apart(
    rulebook: Rulebook, actions: Iterable[Creditable]
) -> tuple[list[Creditable], list[Creditable]]:
    """Actions of draft methodologies, and those that earn."""
    statuses: dict[tuple[int, int], bool] = {}
    drafts: list[Creditable] = []
    earning: list[Creditable] = []
    for action in actions:
        key = (action.version_id, action.day)
        draft = statuses.get(key)
        if draft is None:
            methodology, _ = rulebook.versions[action.version_id]
            status = rulebook.status(methodology.id, from_day_number(action.day))
            draft = statuses[key] = status is Status.DRAFT
        (drafts if draft else earning).append(action)
    return drafts, earning


def _grant(
    session: Session, rulebook: Rulebook, booked_on: int, actions: Sequence[Creditable]
) -> list[int]:
    """Points of each action; the remainders are carried on."""
    granted, remainders = _granted(session, rulebook, booked_on, actions)
    store_remainders(session, remainders)
    return granted


def _granted(
    session: Session, rulebook: Rulebook, booked_on: int, actions: Sequence[Creditable]
) -> tuple[list[int], dict[tuple[int, str], int]]:
    """Points of each action, and what their participants carry on afterwards."""
    group_of = _groups(rulebook)
    members: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, action in enumerate(actions):
        members[action.participant_id, group_of[action.version_id]].append(place)
    remainders = load_remainders(session, {person for person, _ in members})
    day = from_day_number(booked_on)
    rates = {g: rulebook.mg_per_point(g, day) for g in set(group_of.values())}
    granted = [0] * len(actions)
    for key, places in members.items():
        amounts = [actions[place].reduction_mg for place in places]
        points, rest = points_of_each(remainders.get(key, 0), amounts, rates[key[1]])
        remainders[key] = rest
        for place, earned in zip(places, points, strict=True):
            granted[place] = earned
    return granted, {key: remainders[key] for key in members}


def would_grant(
    session: Session, rulebook: Rulebook, booked_on: int, actions: Sequence[Creditable]
) -> int:
    """The points that `credit` would book for these actions; nothing is written."""
    _, earning = _apart(rulebook, actions)
    return sum(_granted(session, rulebook, booked_on, earning)[0])


def _groups(rulebook: Rulebook) -> dict[int, str]:
    return {
        version_id: methodology.points_group
        for version_id, (methodology, _) in rulebook.versions.items()
    }


def load_remainders(
    session: Session, participants: Iterable[int]
) -> dict[tuple[int, str], int]:
    """Milligrams below one point, by participant and group."""
    wanted = sorted(participants)
    found: dict[tuple[int, str], int] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = session.execute(
            select(
                Remainder.participant_id, Remainder.points_group, Remainder.remainder_mg
            ).where(Remainder.participant_id.in_(wanted[start : start + _CHUNK]))
        )
        found.update({(person, group): rest for person, group, rest in rows})
    return found


def store_remainders(
    session: Session, remainders: Mapping[tuple[int, str], int]
) -> None:
    """Keep the new remainders."""
    rows = [
        {"participant_id": person, "points_group": group, "remainder_mg": rest}
        for (person, group), rest in remainders.items()
    ]
    if rows:
        statement = upsert(Remainder)
        changed = {"remainder_mg": statement.excluded.remainder_mg}
        keys = ["participant_id", "points_group"]
        session.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=changed), rows
        )


def _entries(
    rulebook: Rulebook,
    batch_id: int,
    actions: Sequence[Creditable],
    granted: Sequence[int],
) -> list[NewEntry]:
    """One balanced entry for each participant of the batch."""
    points: dict[int, int] = defaultdict(int)
    accrued: dict[int, dict[tuple[str, int], int]] = defaultdict(
        lambda: defaultdict(int)
    )
    names = {key: m.id for key, (m, _) in rulebook.versions.items()}
    years: dict[int, int] = {}
    for action, earned in zip(actions, granted, strict=True):
        year = years.get(action.day)
        if year is None:
            year = years[action.day] = from_day_number(action.day).year
        points[action.participant_id] += earned
        key = (names[action.version_id], year)
        accrued[action.participant_id][key] += action.reduction_mg
    return [
        NewEntry(
            f"approval:{id_text(batch_id)}/participant:{id_text(person)}",
            tuple(movements(person, points[person], accrued[person])),
        )
        for person in points
    ]


def movements(
    person: int, points: int, accrued: Mapping[tuple[str, int], int]
) -> Iterable[Movement]:
    """Points to the participant and reductions to the accrued accounts."""
    yield from _points_moved(person, points)
    total = sum(accrued.values())
    for (methodology, year), amount in sorted(accrued.items()):
        if amount:
            account = accrued_account(methodology, year)
            yield Movement(account, Commodity.REDUCTION_MG, amount)
    if total:
        yield Movement(ISSUE, Commodity.REDUCTION_MG, -total)


def _points_moved(person: int, points: int) -> Iterable[Movement]:
    if points:
        yield Movement(participant_account(person), Commodity.POINTS, points)
        yield Movement(ISSUE, Commodity.POINTS, -points)


@dataclass(frozen=True, slots=True)
class Approved:
    """One approved action as its reversal needs it."""

    action: Creditable
    points: int
    booked_on: int
    """Day number of its approval, which chose its rate."""

    stocktaken: bool = False


@dataclass(frozen=True, slots=True)
class Reversal:
    """One approved action that is to be taken back, and why."""

    approved: Approved
    reason: str


def take_back(
    session: Session,
    position: int,
    rulebook: Rulebook,
    signed: Signature,
    wanted: Iterable[Reversal],
) -> int:
    """Reverse approved actions, each by a new entry; answers the points (negative).

    What is registered already is taken out of the pool where nothing else is left,
    and owed where it was disposed of.

    Raises:
        RefusedError: WRONG_STATE, if one is not approved any more, or named twice.
    """
    taken = list(wanted)
    if not taken:
        return 0
    every = [each.approved for each in taken]
    points, remainders = _ungranted(session, rulebook, signed.booked_on, every)
    store_remainders(session, remainders)
    desk = desk_of(session)
    decisions = [
        NewDecision(each.approved.action.id, lost, each.reason)
        for each, lost in zip(taken, points, strict=True)
    ]
    batch = decide(session, desk, position, "reversal", signed, decisions)
    for stocktaken in sorted({each.stocktaken for each in every}):
        shown = Shown.APPROVED_DRAFT if stocktaken else Shown.APPROVED
        sums.moved(session, batch, shown, None)
    open_periods(session, [each.action.id for each in every])
    entries = _reversals(session, rulebook, every, points)
    book(session, desk, position, signed.booked_on, entries)
    return sum(points)


def _reversals(
    session: Session,
    rulebook: Rulebook,
    approved: Sequence[Approved],
    points: Sequence[int],
) -> list[NewEntry]:
    """An entry for each action that had earned something."""
    held = Held(session)
    entries = []
    for each, lost in zip(approved, points, strict=True):
        if each.stocktaken:
            continue
        action = each.action
        methodology, _ = rulebook.versions[action.version_id]
        year = from_day_number(action.day).year
        back = (
            *_points_moved(action.participant_id, lost),
            *held.taken_back(methodology.id, year, action.reduction_mg),
        )
        entries.append(NewEntry(f"reversal:{id_text(action.id)}", back))
    return entries


def would_take_back(
    session: Session, rulebook: Rulebook, booked_on: int, approved: Sequence[Approved]
) -> int:
    """The points (negative) that reversals would take; nothing is written."""
    return sum(_ungranted(session, rulebook, booked_on, approved)[0])


def _ungranted(
    session: Session, rulebook: Rulebook, booked_on: int, approved: Sequence[Approved]
) -> tuple[list[int], dict[tuple[int, str], int]]:
    """What each reversal takes (negative), and what the participants carry then."""
    people = {each.action.participant_id for each in approved}
    remainders = load_remainders(session, people)
    points = []
    for each in approved:
        if each.stocktaken:
            points.append(0)
            continue
        key = (each.action.participant_id, _group(rulebook, each))
        done = _taken_back(rulebook, booked_on, each, remainders.get(key, 0))
        remainders[key] = done.remainder_mg
        points.append(done.points)
    return points, remainders


def _group(rulebook: Rulebook, approved: Approved) -> str:
    methodology, _ = rulebook.versions[approved.action.version_id]
    return methodology.points_group


def _taken_back(
    rulebook: Rulebook, booked_on: int, approved: Approved, remainder: int
) -> Credited:
    group = _group(rulebook, approved)
    then = rulebook.mg_per_point(group, from_day_number(approved.booked_on))
    now = rulebook.mg_per_point(group, from_day_number(booked_on))
    granted = Granted(approved.action.reduction_mg, approved.points, then)
    return reverse(remainder, granted, now)
