"""What the service desk asks of the core; run in the lanes, so there is no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import UNDECIDED
from carbon_points.audit.persons import why_frozen
from carbon_points.certificates.qr import parse_qr_text
from carbon_points.certificates.qr import PREFIX
from carbon_points.certificates.queries import find_serial
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.crediting.account import account
from carbon_points.crediting.account import waiting_points
from carbon_points.crediting.desk import NotCreditableError
from carbon_points.crediting.desk_day import served
from carbon_points.crediting.explain import explain
from carbon_points.crediting.judging import expected_points
from carbon_points.methodology.contract import Rejection
from carbon_points.participants.queries import by_identity
from carbon_points.participants.queries import summary
from carbon_points.participants.search import find
from carbon_points.places.queries import communities
from carbon_points.places.queries import place_name
from carbon_points.places.queries import subdistricts
from carbon_points.rulebook.service import current
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.service import operators
from carbon_points.security.service import saw

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from carbon_points.crediting.account import Account
    from carbon_points.crediting.account import AccountAction
    from carbon_points.crediting.desk import Wanted
    from carbon_points.crediting.desk_day import Served
    from carbon_points.participants.queries import Summary
    from carbon_points.participants.search import Match
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

CANDIDATES: Final = 8
RECENT: Final = 8


@dataclass(frozen=True, slots=True)
class Record:
    """One action as a line of a list."""

    action_id: int
    methodology: str
    inputs: Mapping[str, Any] | None
    """None where its methodology version is not installed."""

    reduction_mg: int
    points: int
    """Booked ones; for an undecided action those expected."""

    state: int
    day: dt.date | None = None
    """The statistics day; None for what was logged in this visit."""

    decided: str = ""
    """Who decided and why, as far as it was said."""

    files: tuple[Path, ...] = ()
    """What proves it, where it was logged in this visit: doing it again needs them."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person who stands at the desk, and the rules of the day."""

    summary: Summary
    account: Account
    book: Rulebook
    recent: tuple[Record, ...]
    waiting_points: int = 0
    """What the waiting actions would give if all were approved today."""

    frozen_for: str = ""
    """The stored reason why the person is frozen."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose number it is that somebody typed into a registration."""

    participant_id: int
    name: str
    subdistrict: str


def candidates(db: Database, caller: Caller, query: str) -> list[Match]:
    """Whom a query may mean, as far as the caller may look."""
    with db.reading() as session:
        by = permitted(session, "find", caller)
        within = own_subdistrict(session, by)
        found = find(session, db.sealer, query, CANDIDATES, within)
        return found or find_serial(session, _serial_in(query))


def _serial_in(query: str) -> str:
    """The serial that the text of a certificate's QR code names; else the query."""
    if not query.startswith(PREFIX):
        return query
    try:
        return parse_qr_text(query).payload.serial
    except ValueError:
        return query


def owner(db: Database, identity: str) -> Owner | None:
    """Who is registered with a number already."""
    with db.reading() as session:
        found = by_identity(session, db.sealer, [identity]).get(identity)
        who = summary(session, found.participant_id) if found else None
    return Owner(who.participant_id, who.name, who.subdistrict) if who else None


def places(db: Database) -> dict[str, tuple[str, ...]]:
    """Subdistricts in their order, each with the communities known so far."""
    with db.reading() as session:
        return {
            place.name: tuple(each.name for each in communities(session, place.id))
            for place in subdistricts(session)
        }


def visitor(db: Database, caller: Caller, participant_id: int) -> Visitor:
    """Everything that the desk shows of one person.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "show", caller)
        who = summary(session, participant_id)
        if who is None:
            raise UserError("PARTICIPANT_UNKNOWN")
        held = account(session, participant_id)
        by_day = sorted(held.actions, key=lambda a: (a.day, a.action_id), reverse=True)
        recent = tuple(
            _record(session, book, caller.as_of, each) for each in by_day[:RECENT]
        )
        waiting = waiting_points(session, book, participant_id, caller.as_of)
        where = elsewhere(session, by, who)
        frozen = who.state == "frozen"
        reason = why_frozen(session, participant_id) if frozen else ""
    saw(db, by, id_text(participant_id), reason=where)
    return Visitor(who, held, book, recent, waiting, reason)


def elsewhere(session: Any, by: Caller, who: Summary) -> str:
    """What the log says of somebody from outside of the caller's own subdistrict.

    A worker finds them by the whole number alone; an auditor looks for these rows.
    """
    own = own_subdistrict(session, by)
    if own is None or place_name(session, own) == who.subdistrict:
        return ""
    return f"非本街道（镇）：{who.subdistrict}"


def resumed(
    db: Database, caller: Caller, participant_id: int, action_ids: Sequence[int]
) -> tuple[Visitor, list[Record]]:
    """Who was at the desk when the program stopped, and what the visit had logged.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
    """
    who = visitor(db, caller, participant_id)
    known = {action.action_id: action for action in who.account.actions}
    with db.reading() as session:
        visit = [
            replace(_record(session, who.book, caller.as_of, known[number]), day=None)
            for number in action_ids
            if number in known
        ]
    return who, visit


def day_of(db: Database, caller: Caller) -> list[Served]:
    """Whom the operator served today."""
    book = current(db, caller)
    with db.reading() as session:
        return served(session, book, caller.operator, caller.as_of)


def _record(
    session: Any, book: Rulebook, as_of: dt.date, action: AccountAction
) -> Record:
    points = action.points
    try:
        known = explain(session, book, action.action_id)
        inputs = known.inputs
        if action.state in UNDECIDED:
            status = book.status(known.methodology.id, action.day)
            mg = action.reduction_mg
            earned = (known.participant_id, known.methodology, status, mg)
            points = expected_points(session, book, as_of, earned)
    except UserError:  # its methodology is not installed here; the rest is known
        inputs = None
    return Record(
        action.action_id,
        action.methodology,
        inputs,
        action.reduction_mg,
        points,
        action.state,
        action.day,
        _decided(session, action),
    )


def _decided(session: Any, action: AccountAction) -> str:
    """Names in place of logins, and the reason."""
    names = {each.name: each.display_name for each in operators(session)}
    logins = action.decided_by.split("+") if action.decided_by else ()
    people = "、".join(names.get(login, login) for login in logins)
    return "：".join(filter(None, (people, action.reason)))


def deciding_field(
    error: UserError, book: Rulebook, wanted: Wanted, context: Mapping[str, Any]
) -> str:
    """The field of the form that an error is about; empty if it is none.

    A refusal that came with the context of earlier actions names no field, so the
    methodology is asked once more without it.
    """
    if error.code == "DUPLICATE":
        return "evidence_ref"
    if not isinstance(error, NotCreditableError):
        return ""
    if error.rejection.input:
        return error.rejection.input
    methodology = book.methodology(wanted.methodology)
    inputs = {"evidence_ref": "-", **wanted.inputs}
    register = book.register(methodology.id)
    answer = methodology.current.assess(inputs, context, register)
    same = isinstance(answer, Rejection) and answer.code == error.code
    return answer.input if isinstance(answer, Rejection) and same else ""
