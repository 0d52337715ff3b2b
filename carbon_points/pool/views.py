"""The pool as a window or the command line shows it, with the right to see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.pool.histories import disposals
from carbon_points.pool.histories import notices
from carbon_points.pool.histories import uses
from carbon_points.pool.queries import actions_behind
from carbon_points.pool.queries import balances
from carbon_points.pool.queries import batches
from carbon_points.pool.queries import ledger
from carbon_points.pool.queries import overview
from carbon_points.security.acts import permitted
from carbon_points.security.rules import may
from carbon_points.security.service import operators

if TYPE_CHECKING:
    from carbon_points.pool.histories import Disposal
    from carbon_points.pool.histories import Notice
    from carbon_points.pool.histories import Use
    from carbon_points.pool.queries import Balance
    from carbon_points.pool.queries import Batch
    from carbon_points.pool.queries import LedgerLine
    from carbon_points.pool.queries import Overview
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

COMMANDS: Final = (
    "pool notice",
    "pool object",
    "pool answer",
    "pool cancel",
    "pool register",
    "pool dispose",
    "pool confirm",
    "pool drop",
    "pool use",
)


@dataclass(frozen=True, slots=True)
class PoolPage:
    """Everything that the pool's page shows."""

    operator: str
    may: frozenset[str]
    """The commands of `COMMANDS` that the operator may give."""

    overview: Overview
    balances: tuple[Balance, ...]
    notices: tuple[Notice, ...]
    batches: tuple[Batch, ...]
    disposals: tuple[Disposal, ...]
    uses: tuple[Use, ...]
    ledger: tuple[LedgerLine, ...]


def pool_page(db: Database, caller: Caller) -> PoolPage:
    """Everything about the pool at one moment.

    Raises:
        NotAllowedError: if the caller may not see it.
    """
    with db.reading() as session:
        by = permitted(session, "pool show", caller)
        roles = next(o.roles for o in operators(session) if o.name == by.operator)
        return PoolPage(
            by.operator,
            frozenset(command for command in COMMANDS if may(roles, command)),
            overview(session),
            balances(session),
            notices(session, by.as_of),
            batches(session),
            disposals(session),
            uses(session),
            ledger(session),
        )


def batch_actions(
    db: Database, caller: Caller, batch_id: int, limit: int = 200, after: int = 0
) -> tuple[int, ...]:
    """The actions behind a batch; each is explained by its own page.

    Raises:
        NotAllowedError: if the caller may not see actions.
    """
    with db.reading() as session:
        permitted(session, "explain", caller)
        return actions_behind(session, batch_id, limit, after)
