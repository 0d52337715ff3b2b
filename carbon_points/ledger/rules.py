"""What an entry is, and when it balances. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Commodity(IntEnum):
    """What the ledger counts."""

    POINTS = 1
    REDUCTION_MG = 2


@dataclass(frozen=True, slots=True)
class AccountKey:
    """What makes an account one: kind, owner, methodology and vintage year."""

    kind: str
    owner: int = 0
    methodology: str = ""
    vintage: int = 0


ISSUE = AccountKey("issue")
"""Programme issue, the counter-account of both commodities."""


def participant_account(participant_id: int) -> AccountKey:
    """The points account of a participant."""
    return AccountKey("participant", participant_id)


def accrued_account(methodology: str, vintage: int) -> AccountKey:
    """Approved reductions that are not yet registered in the pool."""
    return AccountKey("accrued", 0, methodology, vintage)


def pool_account(batch_id: int, methodology: str, vintage: int) -> AccountKey:
    """What is left in the pool of a registered batch."""
    return AccountKey("pool", batch_id, methodology, vintage)


def enterprise_account(
    enterprise_id: int, methodology: str, vintage: int
) -> AccountKey:
    """Reductions that an enterprise was given and has not used."""
    return AccountKey("enterprise", enterprise_id, methodology, vintage)


def retired_account(enterprise_id: int, methodology: str, vintage: int) -> AccountKey:
    """Reductions that an enterprise has used: their end."""
    return AccountKey("retired", enterprise_id, methodology, vintage)


def owed_account(methodology: str, vintage: int) -> AccountKey:
    """待补足: reversed after an enterprise got them; made good by a registration."""
    return AccountKey("owed", 0, methodology, vintage)


@dataclass(frozen=True, slots=True)
class Movement:
    """One amount into (positive) or out of an account."""

    account: AccountKey
    commodity: Commodity
    amount: int


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An event to be booked; its cause makes a second booking impossible."""

    cause: str
    movements: tuple[Movement, ...]


def balances(movements: Iterable[Movement]) -> bool:
    """Whether the movements sum to zero in each commodity."""
    sums: dict[Commodity, int] = defaultdict(int)
    for movement in movements:
        sums[movement.commodity] += movement.amount
    return not any(sums.values())
