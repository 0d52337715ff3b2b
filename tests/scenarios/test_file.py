"""The file of a scenario is read in one go, counts down, and is verified."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.days import from_day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.service import verify
from carbon_points.places.queries import subdistricts
from carbon_points.scenarios.checks import checks
from carbon_points.scenarios.countdown import countdown
from carbon_points.scenarios.criteria import evaluate
from carbon_points.scenarios.file import describe
from carbon_points.scenarios.file import Detail
from carbon_points.scenarios.file import scenario_file
from carbon_points.scenarios.notices import announce
from carbon_points.scenarios.stages import enter_stage
from carbon_points.scenarios.verifications import note_verification
from tests.districts import AS_OF
from tests.districts import as_of
from tests.scenarios.life import file_a_little
from tests.scenarios.life import go
from tests.scenarios.life import hand_in
from tests.scenarios.life import NOTICE
from tests.scenarios.life import paper
from tests.scenarios.life import PAPERS
from tests.scenarios.life import step
from tests.scenarios.life import STEPS
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.scenarios.countdown import Countdown
    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.storage.engine import Database


def whole(db: Database, day: dt.date = AS_OF) -> ScenarioFile:
    with db.reading() as session:
        return scenario_file(session, "life", day)


def counted(db: Database, day: dt.date) -> Countdown:
    with db.reading() as session:
        return countdown(session, "life", day)


def test_an_empty_file_says_what_to_do_first(empty: Database) -> None:
    found = whole(empty)

    assert (found.stage, found.next_stages) == ("", ("applied",))
    assert found.detail == Detail()
    assert len(found.places) == 18
    assert [each.id for each in found.members] == ["cycling", "clothing_reuse"]
    assert found.countdown.valid_to is None
    assert found.countdown.days_left is None
    assert not found.countdown.ask_extension


def test_all_seven_documents_meet_their_criterion(
    approved: Database, tmp_path: Path
) -> None:
    for kind in PAPERS:
        hand_in(approved, kind, paper(tmp_path, kind))
    announce(approved, as_of("auditor"), "life", NOTICE)
    checked = verify(approved, as_of("auditor"))

    note_verification(approved, as_of("auditor"), checked.checks)

    with approved.reading() as session:
        criteria = {each.id: each for each in evaluate(session, "life", AS_OF)}
    assert checked.ok
    assert criteria["documents"].actual == 7
    assert criteria["documents"].met


def test_who_runs_it_and_where_can_be_entered_anew(empty: Database) -> None:
    with empty.reading() as session:
        here = [place.id for place in subdistricts(session)[:2]]
    describe(empty, as_of("auditor"), "life", Detail("甲公司"))

    detail = Detail(" 乙公司 ", "91370181MA3CABCD1X", "0531-", (here[1], here[0]))
    with pytest.raises(RefusedError, match="HOST_CODE"):
        describe(empty, as_of("auditor"), "life", detail)
    detail = Detail(" 乙公司 ", "", "0531-", (here[1], here[0]))
    describe(empty, as_of("auditor"), "life", detail)

    found = whole(empty)
    assert found.detail == Detail("乙公司", "", "0531-", tuple(here))
    assert [place.id for place in found.places] == here
    with pytest.raises(UserError, match="PLACE_UNKNOWN"):
        describe(empty, as_of("auditor"), "life", Detail("x", places=(5,)))
    with pytest.raises(UserError, match="SCENARIO_UNKNOWN"):
        describe(empty, as_of("auditor"), "dreams", Detail("x"))


def test_the_countdown_asks_for_the_extension_three_months_before(
    empty: Database,
) -> None:
    announce(empty, as_of("auditor"), "life", NOTICE)
    go(empty, *STEPS)

    early, due, over = (
        counted(empty, day)
        for day in (
            dt.date(2029, 9, 29),
            dt.date(2029, 9, 30),
            dt.date(2030, 1, 1),
        )
    )

    assert (early.ask_extension, due.ask_extension) == (False, True)
    assert (early.days_left, over.days_left) == (93, -1)
    enter_stage(empty, as_of("auditor"), "life", step("ended", AS_OF))
    assert not counted(empty, dt.date(2029, 10, 1)).ask_extension
    assert counted(empty, AS_OF).earliest is None


def test_the_earliest_day_is_what_the_calendar_allows() -> None:
    with district() as records:
        for days in (31, 60, 90):
            records.approve(Deed(1, FIRST_DAY + days))
        last = from_day_number(FIRST_DAY + 90)

        count = countdown(records.session, "life", last)
        gap = countdown(records.session, "life", last + dt.timedelta(days=65))

    assert count.earliest == _months_on(last, 9)
    assert gap.earliest == _months_on(gap.as_of, 11)
    assert not count.ready
    assert count.met + len(count.missing) == len(count.criteria)


def _months_on(day: dt.date, months: int) -> dt.date:
    """The first day of a month so many months later."""
    for _ in range(months):
        day = day.replace(day=1) + dt.timedelta(days=31)
    return day.replace(day=1)


def test_a_full_file_is_sound_and_what_is_planted_is_found(busy: Database) -> None:
    file_a_little(busy)
    sound = verify(busy, as_of("auditor"))

    with busy.writing() as session:
        for name in session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
        session.execute(text("UPDATE scenario_stage SET stage = 'running'"))
        session.execute(text("UPDATE scenario_target SET operator = 'auditor'"))
        session.execute(text("UPDATE scenario_objection SET received_on = 1"))

    with busy.reading() as session:
        codes = [check.problem.code for check in checks(session) if check.problem]
    assert sound.ok
    assert codes == ["STAGE_OUT_OF_ORDER", "TARGET_CONFIRMED_ALONE", "OBJECTION_EARLY"]
