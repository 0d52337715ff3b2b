"""What batches hold, what proposals reserve of it, what disposals have left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.ledger.models import Account
from carbon_points.ledger.models import Posting
from carbon_points.ledger.rules import Commodity
from carbon_points.pool.models import DisposalLine
from carbon_points.pool.models import DisposalStep
from carbon_points.pool.models import UseLine

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def in_pool(session: Session) -> dict[int, int]:
    """Milligrams that each batch holds in the ledger."""
    rows = session.execute(
        select(Account.owner, func.sum(Posting.amount))
        .join(Posting, Posting.account_id == Account.id)
        .where(Account.kind == "pool", Posting.commodity == Commodity.REDUCTION_MG)
        .group_by(Account.owner)
    )
    return {batch_id: int(mg) for batch_id, mg in rows}


def reserved(session: Session, without: int | None = None) -> dict[int, int]:
    """Milligrams of each batch that undecided proposals want.

    Args:
        session: to read with.
        without: a disposal whose own wish is not counted.
    """
    decided = select(DisposalStep.disposal_id)
    query = (
        select(DisposalLine.batch_id, func.sum(DisposalLine.reduction_mg))
        .where(DisposalLine.disposal_id.not_in(decided))
        .group_by(DisposalLine.batch_id)
    )
    if without is not None:
        query = query.where(DisposalLine.disposal_id != without)
    return {batch_id: int(mg) for batch_id, mg in session.execute(query)}


def used_of_lines(session: Session) -> dict[int, int]:
    """Milligrams that were used of each line of a disposal."""
    rows = session.execute(
        select(UseLine.line_id, func.sum(UseLine.reduction_mg)).group_by(
            UseLine.line_id
        )
    )
    return {line_id: int(mg) for line_id, mg in rows}
