"""The plan's tables as they are shipped."""

from __future__ import annotations

from collections import Counter

import pytest

from carbon_points.common.problems import UserError
from carbon_points.indicators.plan import COMPUTED
from carbon_points.indicators.plan import indicators
from carbon_points.indicators.plan import PLAN_YEARS
from carbon_points.indicators.plan import projects
from carbon_points.indicators.plan import subject
from carbon_points.indicators.rules import DONE
from carbon_points.indicators.rules import STATUSES
from carbon_points.indicators.rules import verdict


def test_there_are_35_indicators_two_of_them_in_two_parts() -> None:
    numbers = Counter(each.number for each in indicators())

    assert sorted(numbers) == list(range(1, 36))
    assert {number for number, rows in numbers.items() if rows == 2} == {28, 33}
    assert len(indicators()) == 37


def test_there_are_26_key_projects() -> None:
    assert [each.number for each in projects()] == list(range(1, 27))


def test_every_row_has_a_name_a_target_and_somebody_who_answers_for_it() -> None:
    for each in indicators():
        assert each.name
        assert each.target
        assert each.departments.startswith("区")
        assert each.status in STATUSES
        assert each.figures.keys() <= set(PLAN_YEARS)
        assert 2020 in each.figures


def test_half_the_reference_indicators_and_all_binding_ones_can_be_told_apart() -> None:
    kinds = Counter(each.kind for each in indicators())

    assert set(kinds) == {"约束指标", "参考指标", "特色指标"}
    assert [each.subject for each in indicators() if each.is_computed] == [COMPUTED]


def test_arithmetic_comes_to_what_the_plan_prints_wherever_it_can_tell() -> None:
    told = {
        each.subject: verdict(each.target, each.figures)
        for each in indicators()
        if verdict(each.target, each.figures) is not None
    }
    printed = {each.subject: each.status == DONE for each in indicators()}

    assert len(told) >= 14
    assert told == {name: printed[name] for name in told}


@pytest.mark.parametrize("typed", ["28a", " 28A ", "P7", "p7"])
def test_a_subject_is_found_however_it_is_typed(typed: str) -> None:
    assert subject(typed).subject.casefold() == typed.strip().casefold()


@pytest.mark.parametrize("typed", ["", "0", "36", "28", "P27", "六"])
def test_a_subject_that_the_plan_has_not_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as caught:
        subject(typed)

    assert caught.value.code == "INDICATOR_UNKNOWN"
