"""A notice is over when its last day has passed and every objection is answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.scenarios.notices import announce
from carbon_points.scenarios.notices import answer
from carbon_points.scenarios.notices import notice_standing
from carbon_points.scenarios.notices import notices_of
from carbon_points.scenarios.notices import object_to
from carbon_points.scenarios.withdrawals import withdraw_notice
from tests.districts import AS_OF
from tests.districts import as_of
from tests.scenarios.life import NOTICE
from tests.scenarios.life import SPRING

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

QUESTION = ("resident", "我的骑行没有计入。")
REPLY = ("accepted", "已补登。")
BEFORE = SPRING - dt.timedelta(days=1)


def standing(db: Database, day: dt.date = AS_OF) -> str:
    with db.reading() as session:
        return notice_standing(session, "life", day)


def test_a_notice_runs_from_its_first_to_its_last_day(empty: Database) -> None:
    announce(empty, as_of("auditor"), "life", NOTICE)

    days = (BEFORE, SPRING, NOTICE.last, NOTICE.last + dt.timedelta(days=1))

    found = [standing(empty, day) for day in days]
    assert found == ["ahead", "running", "running", "over"]
    with empty.reading() as session:
        assert notices_of(session, "life")[0].working_days == 7


def test_an_open_objection_keeps_it_from_being_over(empty: Database) -> None:
    number = announce(empty, as_of("auditor"), "life", NOTICE)
    objection = object_to(empty, as_of("auditor"), number, SPRING, QUESTION)
    before = standing(empty)

    answer(empty, as_of("auditor"), objection, AS_OF, REPLY)

    assert (before, standing(empty)) == ("objected", "over")
    with empty.reading() as session:
        [notice] = notices_of(session, "life")
    [one] = notice.objections
    assert one.answer is not None
    assert (one.text, one.answer.text) == (QUESTION[1], REPLY[1])


def test_a_notice_that_was_taken_back_leaves_the_one_before(empty: Database) -> None:
    announce(empty, as_of("auditor"), "life", NOTICE)
    later = replace(NOTICE, first=AS_OF, last=AS_OF)
    wrong = announce(empty, as_of("auditor"), "life", later)
    before = standing(empty)

    withdraw_notice(empty, as_of("auditor"), wrong, "日期录错")

    assert (before, standing(empty)) == ("running", "over")
    with pytest.raises(RefusedError, match="SCENARIO_NOTICE_WITHDRAWN"):
        object_to(empty, as_of("auditor"), wrong, AS_OF, QUESTION)


def test_what_cannot_be_is_refused(empty: Database) -> None:
    auditor = as_of("auditor")
    number = announce(empty, as_of("auditor"), "life", NOTICE)
    one = object_to(empty, as_of("auditor"), number, SPRING, QUESTION)
    with pytest.raises(RefusedError, match="SCENARIO_NOTICE_DAYS"):
        announce(empty, auditor, "life", replace(NOTICE, last=BEFORE))
    with pytest.raises(RefusedError, match="SCENARIO_NOTICE_DAYS"):
        object_to(empty, auditor, number, BEFORE, QUESTION)
    with pytest.raises(UserError, match="SCENARIO_SOURCE_UNKNOWN"):
        object_to(empty, auditor, number, SPRING, ("张三", "x"))
    with pytest.raises(RefusedError, match="SCENARIO_NOTICE_DAYS"):
        answer(empty, auditor, one, BEFORE, REPLY)
    with pytest.raises(UserError, match="SCENARIO_OUTCOME_UNKNOWN"):
        answer(empty, auditor, one, AS_OF, ("yes", "x"))
    with pytest.raises(UserError, match="SCENARIO_OBJECTION_UNKNOWN"):
        answer(empty, auditor, one + 1, AS_OF, REPLY)
    answer(empty, as_of("auditor"), one, AS_OF, REPLY)

    with pytest.raises(RefusedError, match="SCENARIO_OBJECTION_ANSWERED"):
        answer(empty, auditor, one, AS_OF, REPLY)
