"""The two sides of each equation of the daily sheet, and where they part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.certificates.content import from_canonical
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.crediting.correcting import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

ALL: Final = 0
"""In place of a day number: everything there is."""
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where an equation does not come out, as something that can be opened."""

    kind: str
    """``entry``, ``action``, ``participant``, ``certificate``, ``cell``, ``account``
    or ``record``."""

    where: str
    """Its id, serial, cause or name as people see it."""

    difference: int
    zh: str
    en: str
    actions: tuple[int, ...] = ()
    """Actions behind it, to be opened."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of an equation, and every place where they part."""

    counted: int
    left: int
    right: int
    places: tuple[Place, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()
    """What the right side is made of."""


# Every entry sums to zero

_DEBITS: Final = text("""
SELECT COUNT(DISTINCT p.entry_id), COALESCE(SUM(MAX(p.amount, 0)), 0),
       -COALESCE(SUM(MIN(p.amount, 0)), 0)
FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
WHERE p.commodity = :commodity AND :day IN (0, e.booked_on)""")
_UNBALANCED: Final = text("""
SELECT e.id, e.cause, SUM(p.amount) FROM ledger_posting p
JOIN ledger_entry e ON e.id = p.entry_id
WHERE p.commodity = :commodity AND :day IN (0, e.booked_on)
GROUP BY e.id HAVING SUM(p.amount) != 0 LIMIT :most""")


def entries(session: Session, day: int, commodity: int) -> Sides:
    """What entries put into accounts is what they take out of others."""
    binds: dict[str, int] = {"day": day, "commodity": commodity}
    counted, left, right = session.execute(_DEBITS, binds).one()
    found = session.execute(_UNBALANCED, {**binds, "most": _MOST})
    places = tuple(
        Place(
            "entry",
            id_text(number),
            off,
            f"分录 {id_text(number)}（{cause}）借贷不平，差 {off}",
            f"entry {id_text(number)} ({cause}) does not balance, off by {off}",
        )
        for number, cause, off in found
    )
    return Sides(counted, left, right, places)


# What the decisions say, entry by entry

_GIVEN: Final = text("""
SELECT b.id, b.policy, a.participant_id, SUM(d.points), SUM(a.reduction_mg), COUNT(*)
FROM decision_batch b JOIN decision d ON d.batch_id = b.id
JOIN action a ON a.id = d.action_id
WHERE d.state = 3 AND :day IN (0, b.booked_on) GROUP BY b.id, a.participant_id""")
_TAKEN: Final = text("""
SELECT b.policy, a.id, a.participant_id, d.points, a.reduction_mg
FROM decision_batch b JOIN decision d ON d.batch_id = b.id
JOIN action a ON a.id = d.action_id
WHERE d.state = 5 AND :day IN (0, b.booked_on)
  AND EXISTS (SELECT 1 FROM decision g WHERE g.action_id = a.id AND g.state = 3)""")
_BOOKED: Final = text("""
SELECT e.id, e.cause,
       SUM(CASE WHEN k.kind = 'participant' AND p.commodity = 1 THEN p.amount END),
       SUM(CASE WHEN k.kind != 'issue' AND p.commodity = 2 THEN p.amount END),
       MIN(CASE WHEN k.kind = 'participant' THEN k.owner END),
       MAX(CASE WHEN k.kind = 'participant' THEN k.owner END)
FROM ledger_entry e LEFT JOIN ledger_posting p ON p.entry_id = e.id
LEFT JOIN ledger_account k ON k.id = p.account_id
WHERE :day IN (0, e.booked_on) GROUP BY e.id""")
_EARNING: Final = frozenset({"approval", "reversal", "correction"})
"""Entries that follow from decisions; others move what was credited."""


@dataclass(slots=True)
class Expected:
    """What the decisions behind one entry come to."""

    person: int = 0
    points: int = 0
    reduction_mg: int = 0
    actions: int = 0


@dataclass(frozen=True, slots=True)
class Booked:
    """One entry as it stands in the ledger."""

    entry_id: int
    cause: str
    points: int
    reduction_mg: int
    people: frozenset[int]


class Causes:
    """Decisions and entries side by side, joined by the entries' causes."""

    def __init__(self, session: Session, day: int) -> None:
        self._expected: dict[str, Expected] = defaultdict(Expected)
        for batch, policy, person, points, mg, number in session.execute(
            _GIVEN, {"day": day}
        ):
            cause = f"approval:{id_text(batch)}/participant:{id_text(person)}"
            self._add(_of(policy, person) or cause, person, (points, mg, number))
        for policy, action, person, points, mg in session.execute(_TAKEN, {"day": day}):
            cause = _of(policy, person) or f"reversal:{id_text(action)}"
            self._add(cause, person, (points, -mg, 1))
        self._booked = {
            cause: Booked(number, cause, points or 0, mg or 0, _people(low, high))
            for number, cause, points, mg, low, high in session.execute(
                _BOOKED, {"day": day}
            )
        }

    def _add(self, cause: str, person: int, amounts: tuple[int, int, int]) -> None:
        one = self._expected[cause]
        one.person = person
        one.points += amounts[0]
        one.reduction_mg += amounts[1]
        one.actions += amounts[2]

    def points(self) -> Sides:
        """Points of the decisions, and what participants were booked for them."""
        left = sum(one.points for one in self._expected.values())
        return self._sides(left, "points")

    def reductions(self) -> Sides:
        """Milligrams of the decisions, and what was booked out of the programme."""
        left = sum(one.reduction_mg for one in self._expected.values())
        return self._sides(left, "reduction_mg")

    def _sides(self, left: int, what: str) -> Sides:
        earning = [b for b in self._booked.values() if _head(b.cause) in _EARNING]
        right = sum(getattr(each, what) for each in earning)
        counted = sum(one.actions for one in self._expected.values())
        places = tuple(self._places(what, earning))[:_MOST]
        return Sides(counted, left, right, places)

    def _places(self, what: str, earning: Iterable[Booked]) -> Iterator[Place]:
        for each in earning:
            one = self._expected.get(each.cause)
            wanted = getattr(one, what) if one else 0
            booked = getattr(each, what)
            strange = one is not None and not each.people <= {one.person}
            if booked != wanted or one is None or strange:
                yield _differs(each, booked, wanted)
        for cause, one in self._expected.items():
            wanted = getattr(one, what)
            if wanted and cause not in self._booked:
                yield _missing(cause, wanted)


def _of(policy: str, person: int) -> str:
    """The cause of a correction's entry; empty for other decisions."""
    if not policy.startswith(POLICY):
        return ""
    change = policy.removeprefix(POLICY)
    return f"correction:{change}/participant:{id_text(person)}"


def _head(cause: str) -> str:
    return cause.partition(":")[0]


def _people(low: int | None, high: int | None) -> frozenset[int]:
    return frozenset(each for each in (low, high) if each is not None)


def _differs(each: Booked, booked: int, wanted: int) -> Place:
    where = id_text(each.entry_id)
    return Place(
        "entry",
        where,
        booked - wanted,
        f"分录 {where}（{each.cause}）记了 {booked}，按核定应为 {wanted}",
        f"entry {where} ({each.cause}) books {booked}; the decisions give {wanted}",
    )


def _missing(cause: str, wanted: int) -> Place:
    return Place(
        "cause",
        cause,
        -wanted,
        f"{cause} 没有分录，按核定应为 {wanted}",
        f"{cause} has no entry; the decisions give {wanted}",
    )


# Invariant 3

_APPROVED: Final = text("""
SELECT v.methodology, a.day, SUM(a.reduction_mg), COUNT(*)
FROM action a JOIN methodology_version v ON v.id = a.version_id
WHERE a.state = 3 GROUP BY 1, 2""")
_HELD: Final = text("""
SELECT k.kind, k.methodology, k.vintage, SUM(p.amount) FROM ledger_posting p
JOIN ledger_account k ON k.id = p.account_id
WHERE p.commodity = 2 AND k.kind != 'issue' GROUP BY 1, 2, 3""")


def held(session: Session) -> Sides:
    """Approved reductions = accrued + pool + disposed + retired - owed."""
    approved: dict[tuple[str, int], int] = defaultdict(int)
    kept: dict[tuple[str, int], int] = defaultdict(int)
    parts: dict[str, int] = defaultdict(int)
    counted = 0
    for methodology, day, mg, number in session.execute(_APPROVED):
        approved[methodology, from_day_number(day).year] += mg
        counted += number
    for kind, methodology, vintage, mg in session.execute(_HELD):
        kept[methodology, vintage] += mg
        parts[kind] += mg
    places = tuple(_accounts(approved, kept))
    left, right = sum(approved.values()), sum(kept.values())
    return Sides(counted, left, right, places, tuple(sorted(parts.items())))


def _accounts(
    approved: Mapping[tuple[str, int], int], kept: Mapping[tuple[str, int], int]
) -> Iterator[Place]:
    for key in sorted(approved.keys() | kept.keys()):
        wanted, found = approved.get(key, 0), kept.get(key, 0)
        if wanted != found:
            name = f"{key[0]} {key[1]}"
            yield Place(
                "account",
                name,
                found - wanted,
                f"{name}：已核定 {wanted} mg，账上 {found} mg",
                f"{name}: {wanted} mg approved, {found} mg in the ledger",
            )


# What certificates print

_PRINTED: Final = text("""
SELECT c.id, c.serial, c.content, COALESCE(SUM(p.amount), 0)
FROM certificate c JOIN chain_record r ON r.position = c.chain_position
LEFT JOIN ledger_account a ON a.kind = 'participant' AND a.owner = c.participant_id
LEFT JOIN ledger_posting p ON p.account_id = a.id AND p.commodity = 1
  AND p.chain_position < c.chain_position
WHERE :day IN (0, r.as_of) GROUP BY c.id ORDER BY c.id""")


def certificates(session: Session, day: int) -> Sides:
    """The printed balance is what the ledger held when the paper was made."""
    places: list[Place] = []
    left = right = counted = 0
    for _, serial, content, held_then in session.execute(_PRINTED, {"day": day}):
        counted += 1
        right += held_then
        printed = _printed(content)
        left += held_then if printed is None else printed
        if printed != held_then:
            places.append(_paper(serial, printed, held_then))
    return Sides(counted, left, right, tuple(places[:_MOST]))


def _printed(content: bytes) -> int | None:
    try:
        return from_canonical(content).balance_points
    except UserError:
        return None


def _paper(serial: str, printed: int | None, held_then: int) -> Place:
    if printed is None:
        zh, en = "存档内容读不出来", "its stored content cannot be read"
    else:
        zh = f"写明余额 {printed}，当时账上 {held_then}"
        en = f"prints {printed} points, the ledger held {held_then}"
    off = 0 if printed is None else printed - held_then
    return Place(
        "certificate", serial, off, f"证书 {serial} {zh}", f"certificate {serial} {en}"
    )


# What statistics say

_CELLS: Final = text(
    "SELECT COUNT(*), COALESCE(SUM(reduction_mg), 0), COALESCE(SUM(points), 0)"
    " FROM stat_cell WHERE state = 2"
)
_RECOUNT: Final = text(
    "SELECT COALESCE(SUM(reduction_mg), 0), COALESCE(SUM(points), 0)"
    " FROM action WHERE state = 3"
)


def cells(session: Session, problems: Iterable[str]) -> tuple[Sides, Sides]:
    """Approved milligrams and points of the statistics, and of the records."""
    counted, mg, points = session.execute(_CELLS).one()
    recounted_mg, recounted_points = session.execute(_RECOUNT).one()
    places = tuple(_cell(each) for each in problems)[:_MOST]
    return (
        Sides(counted, mg, recounted_mg, places),
        Sides(counted, points, recounted_points, ()),
    )


def _cell(problem: str) -> Place:
    where = problem.partition(":")[0]
    return Place("cell", where, 0, f"统计格 {problem}", f"cell {problem}")


# What the formulas give

_LOGGED: Final = text("""
SELECT a.id FROM chain_record r JOIN action a ON a.chain_position = r.position
WHERE r.as_of = :day ORDER BY a.id""")


def logged_on(session: Session, day: int) -> list[int]:
    """The actions that were logged on a day."""
    return list(session.scalars(_LOGGED, {"day": day}))


def computed(counted: int, stored_mg: int, differences: Iterable[Any]) -> Sides:
    """Stored milligrams, and what the stored inputs come to again."""
    places: list[Place] = []
    right = stored_mg
    for each in differences:
        before, after = each.stored[0], each.computed[0]
        right += after - before
        where = id_text(each.action_id)
        code = each.computed[3] or each.stored[3]
        says = f"，{code}" if code else ""
        places.append(
            Place(
                "action",
                where,
                before - after,
                f"行为 {where} 存 {before} mg，重算 {after} mg{says}",
                f"action {where} stores {before} mg, recomputes to {after} mg {code}",
                (each.action_id,),
            )
        )
    return Sides(counted, stored_mg, right, tuple(places))
