"""Where a reversed reduction is taken from (``formats.md`` section 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.ledger.models import Account
from carbon_points.ledger.models import Posting
from carbon_points.ledger.rules import AccountKey
from carbon_points.ledger.rules import accrued_account
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import ISSUE
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import owed_account

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def reduction_held(session: Session, key: AccountKey) -> int:
    """Milligrams on one account; 0 if there is none."""
    query = (
        select(func.coalesce(func.sum(Posting.amount), 0))
        .join(Account, Account.id == Posting.account_id)
        .where(
            Account.kind == key.kind,
            Account.owner == key.owner,
            Account.methodology == key.methodology,
            Account.vintage == key.vintage,
            Posting.commodity == Commodity.REDUCTION_MG,
        )
    )
    return int(session.scalar(query) or 0)


class Held:
    """What may be taken back, read once for a transaction of many reversals.

    It remembers what it gave out; nobody else may book reductions meanwhile.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._left: dict[tuple[str, int], dict[AccountKey, int]] = {}

    def taken_back(
        self, methodology: str, vintage: int, amount_mg: int
    ) -> tuple[Movement, ...]:
        """The movements that return an amount to the programme.

        Out of accrued, else out of the pool, the newest batch first, else owed: what
        an enterprise was given stays with it.
        """
        left = self._accounts(methodology, vintage)
        wanted = amount_mg
        found = []
        for key, held in left.items():
            part = min(wanted, held)
            if part:
                left[key] -= part
                wanted -= part
                found.append(Movement(key, Commodity.REDUCTION_MG, -part))
        if wanted:
            owed = owed_account(methodology, vintage)
            found.append(Movement(owed, Commodity.REDUCTION_MG, -wanted))
        if found:
            found.append(Movement(ISSUE, Commodity.REDUCTION_MG, amount_mg))
        return tuple(found)

    def _accounts(self, methodology: str, vintage: int) -> dict[AccountKey, int]:
        """Accrued, then the batches, the newest first, with what they hold."""
        known = self._left.get((methodology, vintage))
        if known is None:
            accrued = accrued_account(methodology, vintage)
            known = {accrued: reduction_held(self._session, accrued)}
            for key in self._batches(methodology, vintage):
                known[key] = reduction_held(self._session, key)
            self._left[methodology, vintage] = known
        return known

    def _batches(self, methodology: str, vintage: int) -> list[AccountKey]:
        owners = self._session.scalars(
            select(Account.owner)
            .where(
                Account.kind == "pool",
                Account.methodology == methodology,
                Account.vintage == vintage,
            )
            .order_by(Account.owner.desc())
        )
        return [AccountKey("pool", each, methodology, vintage) for each in owners]
