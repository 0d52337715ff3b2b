"""The papers of the desk: made from the records, the same bytes from the same ones.

Nothing is recorded by making one; `print_log` notes what was sent or saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.actions.rules import LAST_LIVE
from carbon_points.actions.rules import State
from carbon_points.certificates import desk_words
from carbon_points.certificates.slip import Head
from carbon_points.certificates.slip import PaperSize
from carbon_points.certificates.slip import Slip
from carbon_points.certificates.slip import slip_pdf
from carbon_points.certificates.slip import SlipLine
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.crediting.account import account
from carbon_points.crediting.account import waiting_points
from carbon_points.crediting.explain import explain
from carbon_points.crediting.service import load_remainders
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.contract import Status
from carbon_points.methodology.texts import texts_of
from carbon_points.participants.queries import summary
from carbon_points.places.queries import desks
from carbon_points.places.queries import district
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted
from carbon_points.security.service import operators

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from carbon_points.crediting.account import Account
    from carbon_points.crediting.account import AccountAction
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

__all__ = ["Paper", "PaperSize", "slip"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper, and what two prints of the same one share."""

    kind: str
    """``slip``, ``passbook``, ``consent``, ``explanation`` or ``certificate``."""

    pdf: bytes
    title: str
    subject: str
    pages: int
    participant_id: int | None = None


def slip(
    db: Database,
    caller: Caller,
    participant_id: int,
    action_ids: Sequence[int],
    size: PaperSize,
    *,
    large: bool = False,
) -> Paper:
    """The slip of a visit; without actions, of the account alone.

    Raises:
        UserError: PARTICIPANT_UNKNOWN; ACTION_UNKNOWN if one is somebody else's.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "print", caller)
        head = head_of(session, db, by, participant_id)
        held = account(session, participant_id)
        lines = tuple(_lines(session, book, by, (participant_id, held, action_ids)))
        waiting = waiting_points(session, book, participant_id, by.as_of)
    content = Slip(
        head, lines, held.points, waiting, held.next_expiry, held.next_expiry_points, 0
    )
    subject = ",".join(id_text(number) for number in sorted(action_ids))
    pdf = slip_pdf(content, size, large=large)
    title = f"{desk_words.SLIP} {head.holder}"
    return Paper("slip", pdf, title, subject, 1, participant_id)


def head_of(
    session: Session, db: Database, caller: Caller, participant_id: int
) -> Head:
    """What stands over a paper of somebody.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
    """
    who = summary(session, participant_id)
    if who is None:
        raise UserError("PARTICIPANT_UNKNOWN")
    place = next(iter(desks(session)), None)
    shown = {each.name: each.display_name for each in operators(session)}
    return Head(
        district=district(session).full_name,
        desk=place.name if place else desk_words.desk(db.desk),
        operator=shown.get(caller.operator, caller.operator),
        at=local_moment(caller.now),
        demo=db.demo,
        kind="sme" if who.kind == "sme" else "resident",
        holder=who.name,
        masked_id=who.masked_id,
    )


def _lines(
    session: Session,
    book: Rulebook,
    caller: Caller,
    wanted: tuple[int, Account, Sequence[int]],
) -> Iterable[SlipLine]:
    person, held, action_ids = wanted
    own = {action.action_id: action for action in held.actions}
    if not own.keys() >= set(action_ids):
        raise UserError("ACTION_UNKNOWN")
    expected = _expected(session, book, caller, (person, held.actions))
    for number in sorted(set(action_ids)):
        action = own[number]
        category, amount = _what(session, book, action)
        yield SlipLine(
            action.day,
            category,
            amount,
            action.reduction_mg,
            expected.get(number, action.points),
            action.state,
            id_text(number),
            live=action.state <= LAST_LIVE,
        )


def _expected(
    session: Session,
    book: Rulebook,
    caller: Caller,
    waiting: tuple[int, Sequence[AccountAction]],
) -> dict[int, int]:
    """What each waiting action would give if all were approved in their order.

    Carried from one to the next, so that the lines of a slip add up to its sum.
    """
    person, actions = waiting
    rests = load_remainders(session, [person])
    found: dict[int, int] = {}
    for action in sorted(actions, key=lambda each: each.action_id):
        if action.state not in {State.WAITING, State.FROZEN}:
            continue
        if book.status(action.methodology, action.day) is Status.DRAFT:
            continue
        group = book.methodology(action.methodology).points_group
        key = (person, group)
        total = rests.get(key, 0) + action.reduction_mg
        rate = book.mg_per_point(group, caller.as_of)
        found[action.action_id], rests[key] = divmod(total, rate)
    return found


def _what(session: Session, book: Rulebook, action: AccountAction) -> tuple[str, str]:
    """Category and amount; the amount is empty where the record cannot be read."""
    try:
        explained = explain(session, book, action.action_id)
    except UserError:  # its methodology is not installed here; the rest is known
        return action.methodology, ""
    texts = texts_of(explained.methodology, "zh")
    return texts.short_name, _amount(explained.methodology, explained.inputs)


def _amount(methodology: Methodology, inputs: Mapping[str, Any]) -> str:
    """The period of a device, or the first amount of an action."""
    if methodology.kind is Kind.INSTALLATION:
        return f"{inputs.get('period_start')} 至 {inputs.get('period_end')}"
    texts = texts_of(methodology, "zh")
    for field in methodology.current.fields:
        is_amount = field.type in {FieldType.INTEGER, FieldType.DECIMAL} and field.unit
        if is_amount and inputs.get(field.name) is not None:
            unit = texts.unit(field.name) or field.unit
            return desk_words.amount(inputs[field.name], field.unit, unit)
    return ""
