"""Two accounts that may be one person's: asked about, marked, told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import select

from carbon_points.common.ids import first_id
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.participants.models import Participant
from carbon_points.participants.texts import TEXTS
from carbon_points.participants.twins import dismiss_twin
from carbon_points.participants.twins import likely_twins
from carbon_points.participants.twins import mark_twin
from carbon_points.participants.twins import marks_of
from carbon_points.participants.twins import MOST_LIKELY
from carbon_points.participants.twins import open_marks
from carbon_points.participants.twins import tell_apart
from carbon_points.participants.twins import twins_of_form
from carbon_points.participants.twins import WHY
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from tests.participants.people import caller
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.test_registration import taken

if TYPE_CHECKING:
    from carbon_points.participants.twins import Mark
    from carbon_points.storage.engine import Database

PHONE = "13900000001"
PEOPLE = (
    resident(1, "王芳", phone=PHONE),
    resident(2, "王 芳", phone=PHONE, subdistrict="刁镇街道", community=""),
    resident(3, "王芳", phone="13900000003"),
    resident(4, "王芳", phone="13900000004", subdistrict="刁镇街道", community=""),
    resident(5, "李强", phone=PHONE),
    company(1, "王芳"),
)


@pytest.fixture
def people(db: Database) -> Database:
    taken(db, PEOPLE)
    return db


def person(number: int) -> int:
    return first_id(12) + number


def twins(db: Database, number: int) -> list[tuple[int, str]]:
    with db.reading() as session:
        found = likely_twins(session, person(number))
    return [(t.who.participant_id - first_id(12), t.why) for t in found]


def marks(db: Database, within: int | None = None) -> list[Mark]:
    with db.reading() as session:
        return open_marks(session, within)


def test_the_same_name_with_the_same_telephone_or_community_is_asked_about(
    people: Database,
) -> None:
    assert twins(people, 1) == [(2, "same_phone"), (3, "same_community")]
    assert twins(people, 2) == [(1, "same_phone")]
    assert twins(people, 4) == []
    assert twins(people, 5) == []
    assert {"same_phone", "same_community"} == set(WHY)


def test_a_form_is_asked_about_only_if_name_and_telephone_agree(
    people: Database,
) -> None:
    with people.reading() as session:
        found = twins_of_form(session, "resident", "王芳", "139 0000 0001")
        nobody = twins_of_form(session, "resident", "王芳", "")
        other = twins_of_form(session, "resident", "张伟", PHONE)

    assert [t.who.participant_id for t in found] == [person(1), person(2)]
    assert not nobody
    assert not other


def test_a_common_name_is_no_endless_question(db: Database) -> None:
    taken(db, [resident(n, "王芳", phone=PHONE) for n in range(20)])

    assert len(twins(db, 1)) == MOST_LIKELY


def test_a_mark_keeps_the_older_account_first_and_is_written_down(
    people: Database,
) -> None:
    made = mark_twin(people, caller(), person(2), person(1), " 换过身份证 ")

    assert (made.participant_id, made.other_id) == (person(1), person(2))
    assert made.reason == "换过身份证"
    assert marks(people) == [made]
    with people.reading() as session:
        assert marks_of(session, person(2)) == [made]
        log = session.scalars(select(OperationLog)).one()
    assert (log.act, log.subject, log.operator) == (
        "mark-twin",
        "12-1/12-2",
        "worker",
    )


def test_a_pair_is_marked_once_and_not_asked_about_any_more(people: Database) -> None:
    mark_twin(people, caller(), person(1), person(2), "同一人")

    assert twins(people, 1) == [(3, "same_community")]
    with pytest.raises(RefusedError, match="MERGE_MARKED"):
        mark_twin(people, caller("auditor"), person(2), person(1), "同一人")


def test_a_pair_that_was_told_apart_may_be_marked_again(people: Database) -> None:
    tell_apart(people, caller(), person(1), person(2), "父女同名")
    assert twins(people, 1) == [(3, "same_community")]
    assert marks(people) == []

    again = mark_twin(people, caller(), person(1), person(2), "核对后确为一人")

    assert marks(people) == [again]


def test_a_dismissed_mark_is_gone_and_cannot_be_dismissed_twice(
    people: Database,
) -> None:
    made = mark_twin(people, caller(), person(1), person(2), "同一人")

    dismiss_twin(people, caller("auditor"), made.mark_id, "不是一人")

    assert marks(people) == []
    with pytest.raises(RefusedError, match="MERGE_UNKNOWN"):
        dismiss_twin(people, caller("auditor"), made.mark_id, "不是一人")


@pytest.mark.parametrize(
    ("pair", "reason", "code"),
    [
        ((1, 1), "同一人", "MERGE_SAME"),
        ((1, 2), "  ", "REASON_MISSING"),
        ((1, 99), "同一人", "PARTICIPANT_UNKNOWN"),
        ((1, 6), "同一人", "MERGE_KINDS"),
    ],
)
def test_a_pair_that_makes_no_sense_is_refused(
    people: Database, pair: tuple[int, int], reason: str, code: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        mark_twin(people, caller(), person(pair[0]), person(pair[1]), reason)

    assert caught.value.code == code
    assert code in TEXTS
    assert marks(people) == []


def test_closed_accounts_are_neither_asked_about_nor_marked(people: Database) -> None:
    with people.writing() as session:
        session.get_one(Participant, person(2)).state = "closed"

    assert twins(people, 1) == [(3, "same_community")]
    with pytest.raises(RefusedError, match="PARTICIPANT_UNKNOWN"):
        mark_twin(people, caller(), person(1), person(2), "同一人")


@pytest.mark.parametrize("operator", ["admin", "viewer"])
def test_only_workers_and_auditors_mark(people: Database, operator: str) -> None:
    with pytest.raises(NotAllowedError):
        mark_twin(people, caller(operator), person(1), person(2), "同一人")


def test_a_worker_marks_only_with_somebody_of_the_own_subdistrict(
    people: Database,
) -> None:
    with people.writing() as session:
        worker = session.scalars(
            select(Operator).where(Operator.name == "worker")
        ).one()
        own = subdistrict_by_name(session, "刁镇街道") or 0
        worker.subdistrict_id = own

    made = mark_twin(people, caller(), person(1), person(2), "同一人")
    with pytest.raises(NotAllowedError, match="OTHER_SUBDISTRICT"):
        mark_twin(people, caller(), person(1), person(3), "同一人")

    assert marks(people, own) == [made]
    assert marks(people, own + 1) == []


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["王芳", "王 芳", "李强", "单雄信"]),
            st.sampled_from(["", PHONE, "13900000002"]),
            st.sampled_from(["", "西苑社区", "东苑社区"]),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_the_question_is_mutual_and_restates_the_rule(
    db: Database, drawn: list[tuple[str, str, str]]
) -> None:
    with db.writing() as session:
        for old in session.scalars(select(Participant)):
            old.state = "closed"
        known = len(session.scalars(select(Participant.id)).all())
    drafts = [
        resident(known + i, name, phone=phone, community=home)
        for i, (name, phone, home) in enumerate(drawn, 1)
    ]
    taken(db, drafts)

    for i, (name, phone, home) in enumerate(drawn, 1):
        expected = {
            known + j
            for j, (other, theirs, place) in enumerate(drawn, 1)
            if i != j
            and other.replace(" ", "") == name.replace(" ", "")
            and ((phone and theirs == phone) or (home and place == home))
        }
        found = {number for number, _ in twins(db, known + i)}
        assert found <= expected
        assert len(found) == min(len(expected), MOST_LIKELY)
