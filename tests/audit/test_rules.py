"""Which waiting actions a policy takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.audit.rules import Left
from carbon_points.audit.rules import left_because
from carbon_points.audit.rules import Waiting
from carbon_points.methodology.contract import FlagKind
from carbon_points.methodology.registry import discover
from carbon_points.rulebook.shipped import policies

CYCLING = discover()["cycling"]
PV = discover()["rooftop_pv"]
CAREFUL, ALL = policies()["careful"], policies()["all"]
SIGNERS = frozenset({"auditor"})
SOUND = Waiting("", 0, 1_000, "worker", has_evidence=True)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, Left.TAKEN),
        ({"flags": "CAP_DAILY_DISTANCE"}, Left.TAKEN),
        ({"flags": "NIGHT_RIDE"}, Left.FLAG),
        ({"flags": "CAP_DAILY_DISTANCE,NIGHT_RIDE"}, Left.FLAG),
        ({"flags": "OF_ANOTHER_VERSION"}, Left.FLAG),
        ({"grade": 1}, Left.TAKEN),
        ({"grade": 2}, Left.GRADE),
        ({"reduction_mg": 19_999_999}, Left.TAKEN),
        ({"reduction_mg": 20_000_000}, Left.AMOUNT),
        ({"has_evidence": False}, Left.NO_EVIDENCE),
        ({"logged_by": "auditor"}, Left.OWN_ENTRY),
        ({"participant_frozen": True}, Left.FROZEN),
    ],
)
def test_the_careful_policy_leaves_what_somebody_should_look_at(
    changes: dict[str, object], why: Left
) -> None:
    waiting = replace(SOUND, **changes)  # type: ignore[arg-type]

    assert left_because(CAREFUL, CYCLING, waiting, SIGNERS) is why


def test_an_installation_may_earn_more_before_two_must_sign() -> None:
    big = replace(SOUND, reduction_mg=20_000_000)

    assert left_because(CAREFUL, PV, big, SIGNERS) is Left.TAKEN
    biggest = replace(SOUND, reduction_mg=2_000_000_000)
    assert left_because(CAREFUL, PV, biggest, SIGNERS) is Left.AMOUNT


waitings = st.builds(
    Waiting,
    st.sampled_from(["", *CYCLING.flags]),
    st.integers(0, 2),
    st.integers(0, 10**12),
    st.sampled_from(["worker", "auditor", "auditor2"]),
    st.booleans(),
    st.booleans(),
)


@given(waitings)
def test_the_policy_for_everything_stops_only_at_frozen_and_own_entries(
    waiting: Waiting,
) -> None:
    signers = frozenset({"auditor", "auditor2"})

    taken = left_because(ALL, CYCLING, waiting, signers) is Left.TAKEN

    assert taken == (
        not waiting.participant_frozen and waiting.logged_by not in signers
    )


@given(waitings)
def test_what_the_careful_policy_takes_has_no_doubt(waiting: Waiting) -> None:
    if left_because(CAREFUL, CYCLING, waiting, SIGNERS) is Left.TAKEN:
        assert CYCLING.flags.get(waiting.flags) is not FlagKind.DOUBT
        assert waiting.has_evidence
        assert waiting.reduction_mg < 20_000_000
