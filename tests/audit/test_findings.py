"""A finding is opened at a record, corrected by a reversal and closed by another."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.audit.finding_rows import finding
from carbon_points.audit.finding_rows import FindingQuery
from carbon_points.audit.finding_rows import findings
from carbon_points.audit.finding_rows import unsettled_of
from carbon_points.audit.findings import close
from carbon_points.audit.findings import correct
from carbon_points.audit.findings import Correction
from carbon_points.audit.findings import dismiss
from carbon_points.audit.findings import open_finding
from carbon_points.audit.findings import Opening
from carbon_points.audit.sample_results import proven
from carbon_points.audit.sample_results import result
from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import Checked
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep
from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.service import verify
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

DESIGN = Design("life", Fraction("0.95"), "tolerable", Fraction("0.4"), "章丘2026")
ONE, OTHER = as_of("auditor").operator, as_of("auditor2").operator


@pytest.fixture
def rides(small: Database, tmp_path: Path) -> list[int]:
    """The ids of six approved rides of six people."""
    take(small, rides_file(tmp_path, [Ride(f"F{n}", person=n) for n in range(1, 7)]))
    approve(small, as_of("auditor"), "careful")
    with small.reading() as session:
        return list(session.scalars(text("SELECT id FROM action ORDER BY id")))


def state_of(db: Database, action_id: int) -> State:
    with db.reading() as session:
        query = text("SELECT state FROM action WHERE id = :id")
        return State(session.scalars(query, {"id": action_id}).one())


def test_a_finding_is_corrected_by_a_reversal_and_closed_by_another(
    small: Database, rides: list[int]
) -> None:
    opened = open_finding(small, as_of(ONE), Opening(rides[0], "R2", "按斤登记"))

    done = correct(small, as_of(ONE), opened.finding_id, Correction("已冲正", True))
    closed = close(small, as_of(OTHER), opened.finding_id, "复核无误")

    assert (opened.state, done.finding.state, closed.state) == (
        "open",
        "corrected",
        "closed",
    )
    assert state_of(small, rides[0]) is State.REVERSED
    assert done.points < 0
    step = closed.step("corrected")
    assert step is not None
    with small.reading() as session:
        query = text("SELECT action_id, points FROM decision WHERE id = :id")
        linked = session.execute(query, {"id": step.decision_id}).one()
    assert tuple(linked) == (rides[0], done.points)
    assert [each.operator for each in closed.steps] == [ONE, OTHER]
    assert verify(small, as_of(ONE), recalculate=True).ok


def test_nobody_closes_what_they_corrected_nor_dismisses_what_they_opened(
    small: Database, rides: list[int]
) -> None:
    one = open_finding(small, as_of(ONE), Opening(rides[0], "R1")).finding_id
    two = open_finding(small, as_of(ONE), Opening(rides[1], "R1")).finding_id
    correct(small, as_of(ONE), one, Correction("已冲正", True))

    with pytest.raises(RefusedError, match="FINDING_SAME_PERSON"):
        close(small, as_of(ONE), one, "关闭")
    with pytest.raises(RefusedError, match="FINDING_SAME_PERSON"):
        dismiss(small, as_of(ONE), two, "没有问题")

    assert dismiss(small, as_of(OTHER), two, "凭证已补看").state == "dismissed"
    assert state_of(small, rides[1]) is State.APPROVED


def test_what_is_claimed_too_much_must_be_reversed_before_it_counts_as_corrected(
    small: Database, rides: list[int]
) -> None:
    grams = open_finding(small, as_of(ONE), Opening(rides[0], "R2")).finding_id
    paper = Opening(rides[1], "R1", "缺照片", overstated_mg=0)
    words = open_finding(small, as_of(ONE), paper).finding_id

    with pytest.raises(RefusedError, match="FINDING_NOT_REVERSED"):
        correct(small, as_of(ONE), grams, Correction("改好了"))
    reverse_actions(small, as_of(ONE), [rides[0]], "R2")
    earlier = correct(small, as_of(ONE), grams, Correction("先前已冲正"))
    shown = correct(small, as_of(ONE), words, Correction("照片已补"))

    assert earlier.points == shown.points == 0
    assert [each.step("corrected") is not None for each in (earlier.finding,)] == [True]
    reversal = earlier.finding.steps[0].decision_id
    assert (reversal is not None, shown.finding.steps[0].decision_id) == (True, None)
    assert state_of(small, rides[1]) is State.APPROVED


def test_the_right_figure_is_logged_anew_and_named(
    small: Database, rides: list[int], tmp_path: Path
) -> None:
    number = open_finding(small, as_of(ONE), Opening(rides[0], "R4")).finding_id
    again = Ride("F9", person=1, start=Ride("").start + 7200, metres=2000)
    other = Ride("F8", person=2, start=Ride("").start + 7200)
    take(small, rides_file(tmp_path, [again, other]))
    with small.reading() as session:
        query = text("SELECT id FROM action WHERE state = 1 ORDER BY id")
        right, stranger = session.scalars(query)

    for wrong in (stranger, rides[0]):
        with pytest.raises(RefusedError, match="FINDING_REPLACEMENT"):
            correct(small, as_of(ONE), number, Correction("重记", True, wrong))
    done = correct(small, as_of(ONE), number, Correction("重记", True, right))

    assert done.finding.steps[0].replaced_by == right


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        (Opening(0, ""), "REASON_MISSING"),
        (Opening(0, "R10"), "REASON_CODE"),
        (Opening(0, "R1", overstated_mg=10**12), "SAMPLE_OVERSTATED"),
        (Opening(0, "R1", overstated_mg=-1), "SAMPLE_OVERSTATED"),
        (Opening(1, "R1"), "ACTION_UNKNOWN"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(
    small: Database, rides: list[int], opening: Opening, code: str
) -> None:
    said = (opening.reason, opening.note, opening.overstated_mg)
    with pytest.raises(UserError, match=code):
        open_finding(small, as_of(ONE), Opening(opening.action_id or rides[0], *said))

    with small.reading() as session:
        assert findings(session) == ()


def test_a_record_has_one_open_finding_and_only_while_it_is_approved(
    small: Database, rides: list[int]
) -> None:
    open_finding(small, as_of(ONE), Opening(rides[0], "R1"))
    reverse_actions(small, as_of(ONE), [rides[1]], "R3")

    with pytest.raises(RefusedError, match="FINDING_OPEN"):
        open_finding(small, as_of(OTHER), Opening(rides[0], "R3"))
    with pytest.raises(RefusedError, match="FINDING_STATE"):
        open_finding(small, as_of(ONE), Opening(rides[1], "R3"))


def test_steps_come_in_their_order_with_words(
    small: Database, rides: list[int]
) -> None:
    number = open_finding(small, as_of(ONE), Opening(rides[0], "R1")).finding_id

    with pytest.raises(RefusedError, match="FINDING_ORDER"):
        close(small, as_of(OTHER), number, "关闭")
    with pytest.raises(RefusedError, match="FINDING_NOTE"):
        correct(small, as_of(ONE), number, Correction(" ", True))
    with pytest.raises(UserError, match="FINDING_UNKNOWN"):
        close(small, as_of(OTHER), number + 1, "关闭")
    with pytest.raises(NotAllowedError):
        open_finding(small, as_of("worker"), Opening(rides[1], "R1"))

    assert state_of(small, rides[0]) is State.APPROVED


@pytest.mark.usefixtures("rides")
def test_a_wrong_item_of_a_sample_is_a_finding_until_another_settles_it(
    small: Database,
) -> None:
    sample, drawn = keep(small, as_of(ONE), DESIGN)
    wrong, slip, *others = drawn.ids
    said = [Checked(wrong, "wrong", "R2"), Checked(slip, "wrong", "R3")]
    check(
        small, as_of(ONE), sample, [*said, *(Checked(each, "right") for each in others)]
    )
    with small.reading() as session:
        found = {row.action_id: row for row in unsettled_of(session, "life")}
        before = result(session, sample)

    dismiss(small, as_of(OTHER), found[slip].finding_id, "不是同一行程")
    correct(small, as_of(ONE), found[wrong].finding_id, Correction("已冲正", True))
    close(small, as_of(OTHER), found[wrong].finding_id, "复核无误")

    with small.reading() as session:
        after = result(session, sample)
        left = unsettled_of(session, "life")
        rested = proven(session, "life")
    assert set(found) == {wrong, slip}
    assert found[wrong].sample_id == sample
    assert set(before.open_findings) == {wrong, slip}
    assert (before.outcome.wrong, after.outcome.wrong) == (2, 1)
    assert (after.open_findings, left, after.findings) == ((), (), 1)
    assert after.outcome.projected_mg >= after.overstated_mg > 0
    assert rested == after
    assert verify(small, as_of(ONE)).ok


def test_findings_are_found_by_scenario_sample_and_action(
    small: Database, rides: list[int]
) -> None:
    number = open_finding(small, as_of(ONE), Opening(rides[0], "R1")).finding_id

    with small.reading() as session:
        one = finding(session, number)
        queries = (
            FindingQuery("life"),
            FindingQuery("energy"),
            FindingQuery(action_id=rides[1]),
            FindingQuery(action_id=rides[0]),
            FindingQuery(sample_id=1),
        )
        counts = [len(findings(session, each)) for each in queries]

    assert (one.action_id, one.scenario, one.subdistrict) == (
        rides[0],
        "life",
        one.subdistrict,
    )
    assert counts == [1, 0, 0, 1, 0]


def test_verification_names_a_finding_that_one_person_settled_alone(
    small: Database, rides: list[int]
) -> None:
    number = open_finding(small, as_of(ONE), Opening(rides[0], "R1")).finding_id
    correct(small, as_of(ONE), number, Correction("已冲正", True))
    close(small, as_of(OTHER), number, "复核无误")
    with small.writing() as session:
        for statement in (
            "DROP TRIGGER audit_finding_step_no_update",
            "UPDATE audit_finding_step SET operator = 'auditor'",
        ):
            session.execute(text(statement))

    done = verify(small, as_of(ONE))

    named = {each.name: each.problem for each in done.checks}
    problem = named["findings_are_corrected_and_settled_by_another"]
    assert problem is not None
    assert problem.code == "FINDING_UNSOUND"
