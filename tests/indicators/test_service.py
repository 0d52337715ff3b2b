"""Reporting values of the plan, and the register as it stands then."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.indicators import queries
from carbon_points.indicators.checks import checks
from carbon_points.indicators.models import PlanValue
from carbon_points.indicators.service import read_evidence
from carbon_points.indicators.service import report
from carbon_points.indicators.service import Reported
from carbon_points.integrity.service import verify
from carbon_points.scenarios.criteria import evaluate
from carbon_points.security.acts import permitted
from carbon_points.storage.backup import evidence_folder
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

FERTILISER = Reported("28a", 2023, "42,900.5", "区农业农村局台账")


def register(db: Database) -> queries.Register:
    with db.reading() as session:
        return queries.register(session, AS_OF)


def refused(db: Database, **changes: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        report(db, as_of("auditor"), replace(FERTILISER, **changes))
    return caught.value.code


def test_a_new_register_says_what_the_plan_prints(empty: Database) -> None:
    line = register(empty).line("28a")

    assert [(each.year, each.text) for each in line.values] == [
        (2020, "46292.094"),
        (2021, "44193.509"),
        (2022, "43141.133"),
    ]
    assert {each.origin for each in line.values} == {"plan"}
    assert line.status == "完成"
    assert len(line.trend) == 3


def test_a_reported_value_stands_beside_the_plans(empty: Database) -> None:
    done = report(empty, as_of("auditor"), FERTILISER)

    latest = register(empty).line("28a").latest
    assert latest is not None
    assert (latest.year, latest.text, latest.origin) == (2023, "42900.5", "reported")
    assert latest.status == done.status == "完成"
    assert latest.department == "区农业农村局"


def test_the_status_follows_from_the_target_unless_a_person_says_it(
    empty: Database,
) -> None:
    more = replace(FERTILISER, value="43141.134")
    stated = replace(FERTILISER, subject="28b", value="400", status="完成")

    assert report(empty, as_of("auditor"), more).status == "未完成"
    assert report(empty, as_of("auditor"), stated).status == "完成"


def test_a_correction_is_a_new_row_and_the_old_one_stays(empty: Database) -> None:
    first = report(empty, as_of("auditor"), FERTILISER)

    second = report(
        empty, as_of("auditor"), replace(FERTILISER, value="42900.6", note="笔误")
    )

    with empty.reading() as session:
        entries = queries.history(session, "28a")
    assert second.corrects == first.value_id
    assert [each.text for each in entries] == ["42900.6", "42900.5"]
    assert [each.text for each in register(empty).line("28a").values][-1] == "42900.6"


def test_a_figure_of_the_plan_is_corrected_in_the_same_way(empty: Database) -> None:
    report(empty, as_of("auditor"), replace(FERTILISER, year=2022, value="43000"))

    line = register(empty).line("28a")
    assert line.row.figures[2022] == "43141.133"
    value = line.of_year(2022)
    assert value is not None
    assert value.text == "43000"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "6", "value": "2"}, "INDICATOR_COMPUTED"),
        ({"year": 2019}, "INDICATOR_YEAR"),
        ({"year": AS_OF.year + 1}, "INDICATOR_YEAR"),
        ({"value": "  "}, "INDICATOR_VALUE"),
        ({"subject": "12", "value": "项" * 501, "status": "完成"}, "INDICATOR_VALUE"),
        ({"value": "两家"}, "INDICATOR_NUMBER"),
        ({"subject": "29", "value": "101"}, "INDICATOR_PERCENT"),
        ({"source": " "}, "INDICATOR_SOURCE"),
        ({"status": "差不多"}, "INDICATOR_STATUS"),
        ({"subject": "10", "value": "380"}, "INDICATOR_STATUS"),
        ({"subject": "P7", "value": "已开工"}, "INDICATOR_STATUS"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    empty: Database, changes: dict[str, Any], code: str
) -> None:
    assert refused(empty, **changes) == code

    with empty.reading() as session:
        assert session.scalar(text("SELECT COUNT(*) FROM plan_value")) == 0


def test_the_same_again_and_a_correction_without_a_reason_are_refused(
    empty: Database,
) -> None:
    report(empty, as_of("auditor"), FERTILISER)

    assert refused(empty) == "INDICATOR_SAME"
    assert refused(empty, value="1") == "INDICATOR_REASON"


def test_one_operation_is_booked_once(empty: Database) -> None:
    report(empty, as_of("auditor", key="one"), FERTILISER)

    with pytest.raises(RefusedError) as caught:
        report(empty, as_of("auditor", key="one"), FERTILISER)

    assert caught.value.code == "ALREADY_DONE"


@pytest.mark.parametrize("who", ["worker", "admin", "viewer"])
def test_only_an_auditor_reports(empty: Database, who: str) -> None:
    with pytest.raises(NotAllowedError):
        report(empty, as_of(who), FERTILISER)


@pytest.mark.parametrize("who", ["auditor", "admin", "viewer"])
def test_the_bureau_and_the_working_group_read(empty: Database, who: str) -> None:
    with empty.reading() as session:
        assert permitted(session, "indicator show", as_of(who)).operator == who


def test_a_file_proves_a_value_and_is_read_back(
    empty: Database, tmp_path: Path
) -> None:
    paper = tmp_path / "台账.pdf"
    paper.write_bytes(b"%PDF-")

    done = report(empty, as_of("auditor"), replace(FERTILISER, evidence=paper))
    value = done.value_id

    assert read_evidence(empty, as_of("viewer"), value) == ("台账.pdf", b"%PDF-")
    corrected = replace(FERTILISER, value="1", note="笔误")
    again = report(empty, as_of("auditor"), corrected)
    assert read_evidence(empty, as_of("viewer"), again.value_id)[0] == "台账.pdf"


def test_a_value_without_a_file_has_none_to_read(empty: Database) -> None:
    done = report(empty, as_of("auditor"), FERTILISER)

    for number in (done.value_id, 1):
        with pytest.raises(UserError) as caught:
            read_evidence(empty, as_of("viewer"), number)
        assert caught.value.code == "EVIDENCE_UNKNOWN"


def test_who_may_not_report_leaves_no_file_behind(
    empty: Database, tmp_path: Path
) -> None:
    paper = tmp_path / "台账.pdf"
    paper.write_bytes(b"%PDF-")

    with pytest.raises(NotAllowedError):
        report(empty, as_of("viewer"), replace(FERTILISER, evidence=paper))

    folder = evidence_folder(empty.path)
    assert not folder.exists() or not list(folder.iterdir())


def test_indicator_6_counts_the_scenarios_that_meet_every_criterion(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = register(empty)

    def all_met(session: Any, name: str, day: Any) -> Any:
        found = evaluate(session, name, day)
        return [replace(each, actual=Fraction(each.target)) for each in found]

    monkeypatch.setattr(queries, "evaluate", all_met)
    after = register(empty)

    [first], [last] = (
        [each for each in found.line("6").values if each.origin == "computed"]
        for found in (before, after)
    )
    assert (first.text, first.status) == ("0", "未完成")
    assert (last.text, last.status, last.year) == ("2", "完成", AS_OF.year)
    assert all(each.is_accepted for each in after.scenarios)


def test_a_project_is_open_until_somebody_says_that_it_is_done(
    empty: Database,
) -> None:
    said = Reported("P7", 2025, "已开工", "发改局月报", "未完成")
    done = Reported("P7", 2026, "已投运", "发改局月报", "完成")
    before = register(empty).project("P7").status

    report(empty, as_of("auditor"), said)
    report(empty, as_of("auditor"), done)

    line = register(empty).project("P7")
    assert before == "未完成"
    assert line.status == "完成"
    assert [each.text for each in line.values] == ["已开工", "已投运"]


def test_the_database_itself_refuses_to_change_a_value(empty: Database) -> None:
    report(empty, as_of("auditor"), FERTILISER)

    for change in ("UPDATE plan_value SET value = '1'", "DELETE FROM plan_value"):
        with pytest.raises(IntegrityError), empty.writing() as session:
            session.execute(text(change))


def test_everything_reported_is_verified(empty: Database, tmp_path: Path) -> None:
    paper = tmp_path / "台账.pdf"
    paper.write_bytes(b"%PDF-")
    report(empty, as_of("auditor"), replace(FERTILISER, evidence=paper))
    corrected = replace(FERTILISER, value="1", note="笔误")
    report(empty, as_of("auditor"), corrected)

    found = verify(empty, as_of("auditor"))

    assert [check.first_problem for check in found.checks if not check.ok] == []


@pytest.mark.parametrize("subject", ["28a", "6", "99"])
def test_a_planted_row_is_found(empty: Database, subject: str) -> None:
    report(empty, as_of("auditor"), FERTILISER)
    planted = {"id": 2**60, "subject": subject, "year": 2023, "value": "2"}
    planted |= {"status": "完成", "source": "s", "note": "", "department": "d"}
    planted |= {"operator": "x", "at": 1, "chain_position": 1}
    with empty.writing() as session:
        session.execute(insert(PlanValue).values(**planted))

    with empty.reading() as session:
        [found] = checks(session)

    assert not found.ok
    assert found.problem is not None
    assert found.problem.code == "PLAN_VALUE_ASTRAY"
