"""A scenario goes from stage to stage only as it may, and its end can be computed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.scenarios.notices import announce
from carbon_points.scenarios.stages import ALLOWED
from carbon_points.scenarios.stages import default_end
from carbon_points.scenarios.stages import enter_stage
from carbon_points.scenarios.stages import extension_day
from carbon_points.scenarios.stages import NewStage
from carbon_points.scenarios.stages import next_stages
from carbon_points.scenarios.stages import STAGES
from carbon_points.scenarios.stages import stages_of
from carbon_points.scenarios.stages import valid_to
from tests.districts import as_of
from tests.scenarios.life import go
from tests.scenarios.life import NOTICE
from tests.scenarios.life import SPRING
from tests.scenarios.life import step
from tests.scenarios.life import STEPS

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

days = st.dates(dt.date(2020, 1, 1), dt.date(2099, 12, 31))


def test_every_stage_is_reached_and_only_the_end_leads_nowhere() -> None:
    reached = {stage for following in ALLOWED.values() for stage in following}

    assert reached == set(STAGES)
    assert [stage for stage, after in ALLOWED.items() if not after] == ["ended"]


def test_a_life_without_turns_is_recorded_step_by_step(empty: Database) -> None:
    announce(empty, as_of("auditor"), "life", NOTICE)

    go(empty, *STEPS)

    with empty.reading() as session:
        found = stages_of(session, "life")
        other = stages_of(session, "energy")
    assert [each.stage for each in found] == list(STEPS)
    assert valid_to(found) == dt.date(2029, 12, 31)
    assert next_stages(found) == ("acceptance", "extended", "ended")
    assert other == ()


def test_a_stage_out_of_turn_is_refused_and_names_where_it_stands(
    empty: Database,
) -> None:
    with pytest.raises(RefusedError, match="STAGE_NOT_NEXT"):
        enter_stage(empty, as_of("auditor"), "life", step("running", SPRING))
    go(empty, "applied")

    with pytest.raises(RefusedError) as caught:
        enter_stage(empty, as_of("auditor"), "life", step("published", SPRING))

    assert caught.value.details == {"stage": "published", "now": "applied"}


def test_publication_waits_for_the_end_of_the_notice(empty: Database) -> None:
    go(empty, "applied", "review", "trial", start=SPRING - dt.timedelta(days=60))
    caller = as_of("auditor")
    with pytest.raises(RefusedError, match="SCENARIO_NOTICE_NOT_OVER"):
        enter_stage(empty, caller, "life", step("published", SPRING))
    announce(empty, as_of("auditor"), "life", NOTICE)
    with pytest.raises(RefusedError, match="SCENARIO_NOTICE_NOT_OVER"):
        enter_stage(empty, caller, "life", step("published", NOTICE.last))

    after = NOTICE.last + dt.timedelta(days=1)
    found = enter_stage(empty, as_of("auditor"), "life", step("published", after))

    assert found[-1].day == after


def test_an_extension_moves_the_end_and_never_back(empty: Database) -> None:
    announce(empty, as_of("auditor"), "life", NOTICE)
    go(empty, *STEPS)
    day, caller = dt.date(2026, 6, 1), as_of("auditor")
    for end, code in (
        (None, "EXTENSION_NO_END"),
        (dt.date(2029, 12, 31), "VALID_TO_EARLY"),
    ):
        with pytest.raises(RefusedError, match=code):
            enter_stage(empty, caller, "life", step("extended", day, end))

    longer = dt.date(2032, 12, 31)
    found = enter_stage(empty, caller, "life", step("extended", day, longer))

    assert valid_to(found) == longer


def test_what_is_no_stage_or_lies_ahead_is_refused(empty: Database) -> None:
    go(empty, "applied")
    wrong = {
        "STAGE_UNKNOWN": step("dreamt", SPRING),
        "STAGE_BEFORE_LAST": step("review", SPRING - dt.timedelta(days=1)),
        "SCENARIO_DAY_AHEAD": step("review", dt.date(2026, 7, 1)),
        "SCENARIO_TEXT_MISSING": NewStage("review", SPRING, " ", "文号"),
        "VALID_TO_EARLY": step("review", SPRING, dt.date(2030, 1, 1)),
    }

    for code, new in wrong.items():
        with pytest.raises(UserError, match=code):
            enter_stage(empty, as_of("auditor"), "life", new)


@given(days)
def test_the_default_end_is_the_last_day_of_the_third_year(day: dt.date) -> None:
    end = default_end(day)

    assert (end.year - day.year, end.month, end.day) == (3, 12, 31)


@given(days)
def test_the_extension_is_asked_for_three_months_before_the_end(end: dt.date) -> None:
    asked = extension_day(end)

    months = (end.year - asked.year) * 12 + end.month - asked.month
    assert months == 3
    tomorrow = asked + dt.timedelta(days=1)
    assert asked.day == end.day or (asked.day < end.day and tomorrow.day == 1)
