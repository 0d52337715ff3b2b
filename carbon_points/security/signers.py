"""Who can sign an act as its second person, besides the one who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.security.rules import RIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.security.service import KnownOperator


def signers_of(
    right: str, everyone: Iterable[KnownOperator], besides: str = ""
) -> tuple[KnownOperator, ...]:
    """Those of everyone who have the role, a password and have not left."""
    roles = RIGHTS[right].second
    return tuple(
        one
        for one in everyone
        if one.roles & roles
        and one.has_password
        and one.closed_on is None
        and one.name != besides
    )
