"""What the papers of the desk say, read from one view of the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.actions.rules import LAST_LIVE
from carbon_points.actions.rules import State
from carbon_points.certificates import desk_words
from carbon_points.certificates.content import printable
from carbon_points.certificates.models import Passbook
from carbon_points.certificates.passbook import BookLine
from carbon_points.certificates.passbook import LINES
from carbon_points.certificates.slip import Head
from carbon_points.certificates.slip import SlipLine
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.crediting.explain import explain
from carbon_points.crediting.service import load_remainders
from carbon_points.ledger.models import Account as LedgerAccount
from carbon_points.ledger.models import Posting
from carbon_points.ledger.queries import statement
from carbon_points.ledger.rules import Commodity
from carbon_points.methodology.contract import Status
from carbon_points.methodology.texts import texts_of
from carbon_points.participants.models import Consent
from carbon_points.participants.queries import summary
from carbon_points.places.queries import desks
from carbon_points.places.queries import district
from carbon_points.places.queries import own_desk
from carbon_points.security.service import operators

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.crediting.account import Account
    from carbon_points.crediting.account import AccountAction
    from carbon_points.ledger.queries import StatementLine
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Given:
    """A consent as it was recorded."""

    consent_id: int
    version: str
    given_on: dt.date
    proxy_name: str
    proxy_relation: str


class Gathering:
    """Reads for one paper; everything comes from the same moment."""

    def __init__(
        self, session: Session, db: Database, rulebook: Rulebook, caller: Caller
    ) -> None:
        self._session = session
        self._db = db
        self._rulebook = rulebook
        self._caller = caller

    def head(self, participant_id: int) -> Head:
        """What stands over a paper of somebody.

        Raises:
            UserError: PARTICIPANT_UNKNOWN.
        """
        who = summary(self._session, participant_id)
        if who is None:
            raise UserError("PARTICIPANT_UNKNOWN")
        first = next(iter(desks(self._session)), None)
        place = own_desk(self._session) or first
        names = {each.name: each.display_name for each in operators(self._session)}
        return Head(
            district=district(self._session).full_name,
            desk=place.name if place else desk_words.desk(self._db.desk),
            operator=names.get(self._caller.operator, self._caller.operator),
            at=local_moment(self._caller.now),
            demo=self._db.demo,
            kind="sme" if who.kind == "sme" else "resident",
            holder=printable(who.name),
            masked_id=who.masked_id,
        )

    # A slip

    def slip_lines(
        self, participant_id: int, held: Account, action_ids: Sequence[int]
    ) -> Iterator[SlipLine]:
        """Somebody's actions in the order of their records.

        Raises:
            UserError: ACTION_UNKNOWN if one is somebody else's.
        """
        own = {action.action_id: action for action in held.actions}
        if not own.keys() >= set(action_ids):
            raise UserError("ACTION_UNKNOWN")
        expected = self.expected(participant_id, held.actions)
        for number in sorted(set(action_ids)):
            action = own[number]
            category, amount = self._what(action)
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

    def expected(self, person: int, actions: Sequence[AccountAction]) -> dict[int, int]:
        """What each waiting action would give if all were approved in their order.

        Carried from one to the next, so that the lines of a slip add up to its sum.
        """
        rests = load_remainders(self._session, [person])
        found: dict[int, int] = {}
        for action in sorted(actions, key=lambda each: each.action_id):
            if action.state not in {State.WAITING, State.FROZEN}:
                continue
            if self._rulebook.status(action.methodology, action.day) is Status.DRAFT:
                continue
            group = self._rulebook.methodology(action.methodology).points_group
            total = rests.get((person, group), 0) + action.reduction_mg
            rate = self._rulebook.mg_per_point(group, self._caller.as_of)
            found[action.action_id], rests[person, group] = divmod(total, rate)
        return found

    def _what(self, action: AccountAction) -> tuple[str, str]:
        """Category and amount; empty where the record cannot be read any more."""
        try:
            explained = explain(self._session, self._rulebook, action.action_id)
        except UserError:  # its methodology is not installed here; the rest is known
            return action.methodology, ""
        methodology = explained.methodology
        name = texts_of(methodology, "zh").short_name
        return name, desk_words.amount_of(methodology, explained.inputs)

    # The consent

    def consent(self, participant_id: int) -> Given:
        """The newest consent that stands; a withdrawn one if there is no other.

        Raises:
            UserError: CONSENT_UNKNOWN.
        """
        row = self._session.scalars(
            select(Consent)
            .where(Consent.participant_id == participant_id)
            .order_by(Consent.withdrawn_on.is_not(None), Consent.id.desc())
            .limit(1)
        ).first()
        if row is None:
            raise UserError("CONSENT_UNKNOWN")
        return Given(
            row.id,
            row.text_version,
            from_day_number(row.given_on),
            row.proxy_name,
            row.proxy_relation,
        )

    # The passbook

    def printed_lines(self, participant_id: int) -> tuple[int, int]:
        """How many lines of the passbook are on paper, and the last entry there."""
        book = self._session.get(Passbook, participant_id)
        if book is None:
            return 0, 0
        return (book.page - 1) * LINES + book.line, book.last_entry_id

    def book_lines(self, participant_id: int) -> tuple[list[BookLine], list[int]]:
        """Every line of the passbook, and the entry that each one tells of."""
        moved = statement(self._session, participant_id)
        reductions = self._reductions([line.entry_id for line in moved])
        lines = [
            self._book_line(place, line, reductions.get(line.entry_id, {}))
            for place, line in enumerate(moved, start=1)
        ]
        return lines, [line.entry_id for line in moved]

    def _book_line(
        self, place: int, line: StatementLine, reductions: dict[str, int]
    ) -> BookLine:
        names = [self._short_name(methodology) for methodology in reductions]
        return BookLine(
            place,
            from_day_number(line.booked_on),
            desk_words.movement(line.cause, names),
            sum(reductions.values()),
            line.points,
            line.balance,
        )

    def _short_name(self, methodology: str) -> str:
        known = {each.id: each for each, _ in self._rulebook.versions.values()}
        found = known.get(methodology)
        return texts_of(found, "zh").short_name if found else methodology

    def _reductions(self, entry_ids: Sequence[int]) -> dict[int, dict[str, int]]:
        """Milligrams accrued by each entry, by methodology."""
        found: dict[int, dict[str, int]] = {}
        for start in range(0, len(entry_ids), _CHUNK):
            rows = self._session.execute(
                select(
                    Posting.entry_id,
                    LedgerAccount.methodology,
                    func.sum(Posting.amount),
                )
                .join(LedgerAccount, LedgerAccount.id == Posting.account_id)
                .where(
                    Posting.entry_id.in_(entry_ids[start : start + _CHUNK]),
                    Posting.commodity == Commodity.REDUCTION_MG,
                    LedgerAccount.methodology != "",
                )
                .group_by(Posting.entry_id, LedgerAccount.methodology)
                .order_by(Posting.entry_id, LedgerAccount.methodology)
            )
            for entry_id, methodology, amount in rows:
                found.setdefault(entry_id, {})[methodology] = int(amount)
        return found
