"""Dated rules: the row whose window holds the day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.contract import Status
from carbon_points.rulebook.rules import Adopted
from carbon_points.rulebook.rules import NoPointsRuleError
from carbon_points.rulebook.rules import PointsRule
from carbon_points.rulebook.rules import rule_on
from carbon_points.rulebook.rules import status_on
from carbon_points.rulebook.shipped import points_rules
from carbon_points.rulebook.shipped import policies

days = st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1))


@given(st.sets(days, min_size=1), days)
def test_the_latest_started_rate_is_in_force(
    starts: set[dt.date], day: dt.date
) -> None:
    ordered = sorted(starts)
    rules = [
        PointsRule("event", number, start, end)
        for number, (start, end) in enumerate(
            zip(ordered, [*ordered[1:], None], strict=True), start=1
        )
    ]

    started = [rule for rule in rules if rule.valid_from <= day]

    if started:
        assert rule_on(rules, "event", day) is started[-1]
    else:
        with pytest.raises(NoPointsRuleError):
            rule_on(rules, "event", day)


def test_a_rate_of_another_group_is_no_rate() -> None:
    with pytest.raises(NoPointsRuleError):
        rule_on(points_rules(), "travel", dt.date(2026, 1, 1))


@given(
    st.lists(st.tuples(days, st.sampled_from([Status.TRIAL, Status.WITHDRAWN]))), days
)
def test_the_status_is_that_of_the_latest_decision_in_force(
    decisions: list[tuple[dt.date, Status]], day: dt.date
) -> None:
    adopted = [Adopted("a", status, start) for start, status in decisions]
    other = [Adopted("b", Status.PUBLISHED, dt.date(2024, 1, 1))]

    found = status_on(other + adopted, Status.DRAFT, "a", day)

    in_force = [d for d in decisions if d[0] <= day]
    latest = max((start for start, _ in in_force), default=None)
    candidates = [status for start, status in in_force if start == latest]
    assert found is (candidates[-1] if candidates else Status.DRAFT)


def test_the_shipped_rates_are_one_gram_and_a_hundred() -> None:
    today = dt.date(2026, 6, 30)

    assert rule_on(points_rules(), "event", today).mg_per_point == 1_000
    assert rule_on(points_rules(), "installation", today).mg_per_point == 100_000


def test_the_shipped_policies_are_careful_and_all() -> None:
    found = policies()

    assert sorted(found) == ["all", "careful"]
    assert found["all"].second_person_mg is None
    assert found["careful"].second_person_mg == {
        "event": 20_000_000,
        "installation": 2_000_000_000,
    }
