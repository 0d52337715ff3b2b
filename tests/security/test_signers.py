"""Who can sign besides: by role, with a password, still here, and not the same."""

from __future__ import annotations

from carbon_points.security.service import KnownOperator
from carbon_points.security.signers import signers_of


def somebody(
    name: str,
    role: str = "auditor",
    *,
    signs_in: bool = True,
    closed: int | None = None,
) -> KnownOperator:
    return KnownOperator(name, name, frozenset({role}), None, signs_in, closed)


def test_only_who_has_the_role_a_password_and_a_place_here_can_sign() -> None:
    everyone = [
        somebody("auditor"),
        somebody("second"),
        somebody("worker", "worker"),
        somebody("new", signs_in=False),
        somebody("left", closed=20_000),
    ]

    found = signers_of("pool dispose", everyone, "auditor")

    assert [one.name for one in found] == ["second"]


def test_where_nobody_acts_yet_all_of_them_can() -> None:
    everyone = [somebody("auditor"), somebody("second")]

    assert signers_of("pool dispose", everyone) == tuple(everyone)
