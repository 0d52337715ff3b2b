"""Accounts that may be one person's: found as a question, marked for the auditors.

Nothing here merges anything; the merge is an act of two auditors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import and_
from sqlalchemy import delete
from sqlalchemy import or_
from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.participants.models import MergeMark
from carbon_points.participants.models import Participant
from carbon_points.participants.models import SearchKey
from carbon_points.participants.names import folded
from carbon_points.participants.pinyin import LONGEST_KEY
from carbon_points.participants.pinyin import NAME
from carbon_points.participants.queries import LIVE
from carbon_points.participants.queries import summary
from carbon_points.participants.rules import normalise_phone
from carbon_points.security import service as security
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.participants.queries import Summary
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

OPEN: Final = "open"
DISMISSED: Final = "dismissed"

SAME_PHONE: Final = "same_phone"
SAME_COMMUNITY: Final = "same_community"
WHY: Final = {
    SAME_PHONE: ("姓名和电话相同", "same name and telephone"),
    SAME_COMMUNITY: ("姓名和社区相同", "same name and community"),
}
"""Why two accounts are likely one person's: code to (zh, en)."""

MOST_LIKELY: Final = 5
"""More candidates than this are no question but a common name."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody who may be the same person, and why one may think so."""

    who: Summary
    why: str
    """A code of `WHY`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Two accounts marked for merging."""

    mark_id: int
    participant_id: int
    """The older one, which would be kept."""

    other_id: int
    reason: str
    operator: str
    at: int


def likely_twins(session: Session, participant_id: int) -> list[Twin]:
    """Who may be the same person as this participant; a question, never an act.

    Pairs that somebody looked at and told apart are not asked about again.
    """
    person = session.get(Participant, participant_id)
    if person is None or person.state not in LIVE:
        return []
    settled = {*_told_apart(session, participant_id), participant_id}
    found = _likely(
        session, person.kind, person.name, person.phone, person.community_id
    )
    return _shown(session, {p: why for p, why in found.items() if p not in settled})


def twins_of_form(session: Session, kind: str, name: str, phone: str) -> list[Twin]:
    """Who is registered with this name and telephone already."""
    found = _likely(session, kind, name, normalise_phone(phone), None)
    return _shown(session, found)


def mark_twin(db: Database, caller: Caller, a: int, b: int, reason: str) -> Mark:
    """Mark two accounts as one person's; the auditors merge them.

    A pair that was told apart before may be marked anew.

    Raises:
        RefusedError: REASON_MISSING, MERGE_SAME, MERGE_KINDS, MERGE_MARKED or
            PARTICIPANT_UNKNOWN.
        NotAllowedError: by role, or OTHER_SUBDISTRICT if neither account is of the
            worker's own.
    """
    if not reason.strip():
        raise RefusedError(code="REASON_MISSING")
    if a == b:
        raise RefusedError(code="MERGE_SAME")
    with db.writing() as session:
        caller = permitted(session, "twin mark", caller)
        kept, other = _pair(session, caller, a, b)
        _forget_dismissed(session, kept, other)
        made = Mark(
            next_id(session, MergeMark, db.desk),
            kept,
            other,
            reason.strip(),
            caller.operator,
            caller.now,
        )
        session.add(_row(made))
        session.flush()
        security.log(session, caller, "mark-twin", _pair_text(made), made.reason)
    return made


def dismiss_twin(db: Database, caller: Caller, mark_id: int, reason: str) -> Mark:
    """Say that two marked accounts are different people's.

    Raises:
        RefusedError: REASON_MISSING or MERGE_UNKNOWN.
        NotAllowedError: by role or place, as `mark_twin`.
    """
    if not reason.strip():
        raise RefusedError(code="REASON_MISSING")
    with db.writing() as session:
        caller = permitted(session, "twin dismiss", caller)
        row = session.get(MergeMark, mark_id)
        if row is None or row.state != OPEN:
            raise RefusedError(code="MERGE_UNKNOWN")
        _refuse_place(session, caller, (row.participant_id, row.other_id))
        row.state = DISMISSED
        session.flush()
        mark = _mark(row)
        security.log(session, caller, "dismiss-twin", _pair_text(mark), reason.strip())
    return mark


def tell_apart(db: Database, caller: Caller, a: int, b: int, reason: str) -> None:
    """Answer the question about two accounts: they are not one person's.

    Raises:
        RefusedError: as `mark_twin`.
        NotAllowedError: as `mark_twin`.
    """
    mark = mark_twin(db, caller, a, b, reason)
    dismiss_twin(db, caller, mark.mark_id, reason)


def open_marks(session: Session, within: int | None = None) -> list[Mark]:
    """Pairs that wait to be merged, the oldest first.

    `within` keeps those of which at least one account is of this subdistrict.
    """
    query = select(MergeMark).where(MergeMark.state == OPEN).order_by(MergeMark.id)
    if within is not None:
        local = select(Participant.id).where(Participant.subdistrict_id == within)
        query = query.where(
            or_(MergeMark.participant_id.in_(local), MergeMark.other_id.in_(local))
        )
    return [_mark(row) for row in session.scalars(query)]


def marks_of(session: Session, participant_id: int) -> list[Mark]:
    """The open marks that one account stands in."""
    query = select(MergeMark).where(MergeMark.state == OPEN, _stands_in(participant_id))
    return [_mark(row) for row in session.scalars(query.order_by(MergeMark.id))]


def _likely(
    session: Session, kind: str, name: str, phone: str, community_id: int | None
) -> dict[int, str]:
    """Live accounts of the same name, by why they are likely the same person's.

    The name is compared as the search compares it: without spaces, dots and case.
    """
    whole = folded(name)
    if not whole or not (phone or community_id is not None):
        return {}
    same_name = (
        select(Participant.id, Participant.phone, Participant.community_id)
        .join(SearchKey, SearchKey.participant_id == Participant.id)
        .where(
            SearchKey.kind == NAME,
            SearchKey.key == whole[:LONGEST_KEY],
            Participant.kind == kind,
            Participant.state.in_(LIVE),
        )
        .order_by(Participant.id)
    )
    found: dict[int, str] = {}
    for person, theirs, home in session.execute(same_name):
        if phone and theirs == phone:
            found[person] = SAME_PHONE
        elif community_id is not None and home == community_id:
            found[person] = SAME_COMMUNITY
    return dict(sorted(found.items(), key=lambda pair: pair[1] != SAME_PHONE))


def _shown(session: Session, found: dict[int, str]) -> list[Twin]:
    return list(_twins(session, dict(list(found.items())[:MOST_LIKELY])))


def _twins(session: Session, found: dict[int, str]) -> Iterator[Twin]:
    for person, why in found.items():
        who = summary(session, person)
        if who is not None:
            yield Twin(who, why)


def _told_apart(session: Session, participant_id: int) -> set[int]:
    """Accounts about which the question was answered or is open already."""
    query = select(MergeMark.participant_id, MergeMark.other_id).where(
        _stands_in(participant_id)
    )
    return {each for pair in session.execute(query) for each in pair}


def _stands_in(participant_id: int) -> Any:
    return or_(
        MergeMark.participant_id == participant_id,
        MergeMark.other_id == participant_id,
    )


def _pair(session: Session, caller: Caller, a: int, b: int) -> tuple[int, int]:
    """The two accounts, the older one first, if they may be marked."""
    query = select(Participant.id, Participant.kind).where(
        Participant.id.in_((a, b)), Participant.state.in_(LIVE)
    )
    oldest_first = query.order_by(Participant.registered_on, Participant.id)
    people = session.execute(oldest_first).all()
    if len(people) != len((a, b)):
        raise RefusedError(code="PARTICIPANT_UNKNOWN")
    (kept, kind), (other, other_kind) = people
    if kind != other_kind:
        raise RefusedError(code="MERGE_KINDS")
    _refuse_place(session, caller, (kept, other))
    if session.scalar(select(MergeMark.id).where(_is_pair(kept, other), _IS_OPEN)):
        raise RefusedError(code="MERGE_MARKED")
    return kept, other


def _refuse_place(session: Session, caller: Caller, pair: tuple[int, int]) -> None:
    """A worker judges only pairs with an account of the own subdistrict."""
    own = own_subdistrict(session, caller)
    if own is None:
        return
    places = select(Participant.subdistrict_id).where(Participant.id.in_(pair))
    if own not in set(session.scalars(places)):
        raise NotAllowedError(code="OTHER_SUBDISTRICT", operator=caller.operator)


def _forget_dismissed(session: Session, kept: int, other: int) -> None:
    """Make room for a new mark: one row a pair, its story is in the operation log."""
    session.execute(delete(MergeMark).where(_is_pair(kept, other)))


def _is_pair(kept: int, other: int) -> Any:
    return and_(MergeMark.participant_id == kept, MergeMark.other_id == other)


_IS_OPEN: Final = MergeMark.state == OPEN


def _row(mark: Mark) -> MergeMark:
    return MergeMark(
        id=mark.mark_id,
        participant_id=mark.participant_id,
        other_id=mark.other_id,
        state=OPEN,
        reason=mark.reason,
        operator=mark.operator,
        at=mark.at,
    )


def _mark(row: MergeMark) -> Mark:
    return Mark(
        row.id, row.participant_id, row.other_id, row.reason, row.operator, row.at
    )


def _pair_text(mark: Mark) -> str:
    return f"{id_text(mark.participant_id)}/{id_text(mark.other_id)}"
