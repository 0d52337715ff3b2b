"""What the participants page asks of the core; run in the lanes, so no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.actions.owned import installations_of
from carbon_points.certificates.held import certificates_of
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.common.units import mass_text
from carbon_points.crediting.account import account
from carbon_points.crediting.behind import actions_behind
from carbon_points.crediting.explain import explain
from carbon_points.crediting.roll import roll_ids
from carbon_points.crediting.roll import roll_lines
from carbon_points.crediting.roll import RollFilter
from carbon_points.participants.editing import consents_of
from carbon_points.participants.editing import details_of
from carbon_points.participants.queries import summary
from carbon_points.participants.rows import CONSENT_TEXT
from carbon_points.participants.search import find
from carbon_points.participants.twins import likely_twins
from carbon_points.participants.twins import marks_of
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.rulebook.service import current
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.service import saw
from ui.service_desk import desk_work
from ui.shared.badges import badge

if TYPE_CHECKING:
    import datetime as dt
    from array import array
    from collections.abc import Sequence

    from carbon_points.actions.owned import OwnedInstallation
    from carbon_points.certificates.held import HeldCertificate
    from carbon_points.crediting.account import Account
    from carbon_points.crediting.explain import Explained
    from carbon_points.crediting.roll import RollLine
    from carbon_points.participants.editing import GivenConsent
    from carbon_points.participants.queries import Summary
    from carbon_points.participants.search import Match
    from carbon_points.participants.twins import Mark
    from carbon_points.participants.twins import Twin
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from ui.service_desk.desk_work import Visitor
    from ui.shared.table_model import Cell

MOST_FOUND = 500
FIRST_ROWS = 512
"""Enough for a screen; the rest of a million is read while these are looked at."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    kind: str = ""
    state: str = ""
    subdistrict: str = ""
    text: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Those who fit, and whether these are all."""

    ids: array[int] | list[int]
    whole: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """An open mark, and who the other one is."""

    mark: Mark
    other: Summary


@dataclass(frozen=True, slots=True)
class Profile:
    """The file of a participant without what they did."""

    summary: Summary
    consents: tuple[GivenConsent, ...]
    installations: tuple[OwnedInstallation, ...]
    certificates: tuple[HeldCertificate, ...]
    pairs: tuple[Pair, ...]
    twins: tuple[Twin, ...]
    consent_version: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two accounts that are compared."""

    summary: Summary
    account: Account


class RollSource:
    """The rows of the table; a page is read when it is first painted."""

    def __init__(self, db: Database, listed: Listed) -> None:
        self._db = db
        self.ids = listed.ids
        self.is_whole = listed.whole

    def count(self) -> int:
        """How many there are."""
        return len(self.ids)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """One page."""
        with self._db.reading() as session:
            lines = roll_lines(session, self.ids[first : first + count])
        return [_cells(line) for line in lines]


def listed(db: Database, caller: Caller, wanted: Wanted, most: int | None) -> Listed:
    """The record ids of those who fit, as far as the caller may look."""
    with db.reading() as session:
        caller = permitted(session, "find", caller)
        within = own_subdistrict(session, caller)
        place = within
        if wanted.subdistrict and within is None:
            place = subdistrict_by_name(session, wanted.subdistrict)
        narrowed = RollFilter(wanted.kind, wanted.state, place, wanted.marked)
        if not wanted.text.strip():
            ids = roll_ids(session, narrowed, most)
            return Listed(ids, most is None or len(ids) < most)
        matches = find(session, db.sealer, wanted.text, MOST_FOUND, place)
        marked = roll_ids(session, RollFilter(marked=True)) if wanted.marked else None
    found = [m.participant_id for m in matches if _fits(m, wanted, marked)]
    return Listed(found, whole=True)


def _fits(match: Match, wanted: Wanted, marked: array[int] | None) -> bool:
    """Whether somebody who was found is among those who are wanted."""
    return (
        wanted.kind in {"", match.kind}
        and wanted.state in {"", match.state}
        and wanted.subdistrict in {"", match.subdistrict}
        and (marked is None or match.participant_id in marked)
    )


def profile(db: Database, caller: Caller, participant_id: int) -> Profile:
    """The file of somebody.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
    """
    with db.reading() as session:
        permitted(session, "show", caller)
        who = summary(session, participant_id)
        if who is None:
            raise UserError("PARTICIPANT_UNKNOWN")
        pairs = (
            Pair(mark, other)
            for mark in marks_of(session, participant_id)
            if (other := summary(session, _other(mark, participant_id))) is not None
        )
        return Profile(
            who,
            tuple(consents_of(session, participant_id)),
            installations_of(session, participant_id),
            certificates_of(session, participant_id),
            tuple(pairs),
            tuple(likely_twins(session, participant_id)),
            CONSENT_TEXT,
        )


def visitor(db: Database, caller: Caller, participant_id: int) -> Visitor:
    """What somebody holds and did."""
    return desk_work.visitor(db, caller, participant_id)


def sides(db: Database, caller: Caller, a: int, b: int) -> tuple[Side, Side]:
    """Two accounts to be compared; both count as opened.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
    """
    with db.reading() as session:
        by = permitted(session, "show", caller)
        found = [
            Side(who, account(session, each))
            for each in (a, b)
            if (who := summary(session, each)) is not None
        ]
        where = [desk_work.elsewhere(session, by, each.summary) for each in found]
    if len(found) != len((a, b)):
        raise UserError("PARTICIPANT_UNKNOWN")
    for each, reason in zip((a, b), where, strict=True):
        saw(db, by, id_text(each), reason=reason)
    return found[0], found[1]


def matches(db: Database, caller: Caller, query: str) -> list[Match]:
    """Whom a query may mean, as far as the caller may look."""
    return desk_work.candidates(db, caller, query)


def details(db: Database, caller: Caller, participant_id: int) -> dict[str, str]:
    """What may be changed, as it stands; only for who may change it."""
    with db.reading() as session:
        permitted(session, "participant edit", caller)
        return details_of(session, participant_id)


def behind(
    db: Database, caller: Caller, participant_id: int, cause: str
) -> tuple[int, ...]:
    """The actions behind a movement of points."""
    with db.reading() as session:
        permitted(session, "show", caller)
        return actions_behind(session, participant_id, cause)


def explained(db: Database, caller: Caller, action_id: int) -> Explained:
    """How the number of an action came about."""
    book = current(db, caller)
    with db.reading() as session:
        permitted(session, "explain", caller)
        return explain(session, book, action_id)


def export_name(today: dt.date) -> str:
    """The usual name of an exported list."""
    return f"参与者_脱敏_{today:%Y%m%d}.xlsx"


def _other(mark: Mark, participant_id: int) -> int:
    is_kept = mark.participant_id == participant_id
    return mark.other_id if is_kept else mark.participant_id


def _cells(line: RollLine) -> Sequence[Cell]:
    amount, unit = mass_text(line.reduction_mg)
    state = line.state if line.state in {"frozen", "closed"} else line.kind
    return (
        line.name,
        badge(state),
        line.masked_id,
        line.masked_phone or None,
        line.subdistrict,
        f"{line.points:,}" if line.points else None,
        f"{amount} {unit}" if line.reduction_mg else None,
        line.last_day.isoformat() if line.last_day else None,
    )
