"""One desk act each: registering, consent, the look at a whole number."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.participants.models import Participant
from carbon_points.participants.queries import consents
from carbon_points.participants.queries import without_consent
from carbon_points.participants.service import give_consent
from carbon_points.participants.service import register
from carbon_points.participants.service import reveal_identity
from carbon_points.participants.service import withdraw_consent
from carbon_points.participants.texts import TEXTS
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import ChainRecord
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from tests.participants.people import caller
from tests.participants.people import ric
from tests.participants.people import uscc

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def form(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "kind": "resident",
        "name": "王芳",
        "identity": ric(number),
        "phone": f"139{number:08d}",
        "subdistrict": "明水街道",
        "consent": True,
    } | changes


def rows(db: Database, model: Any) -> list[Any]:
    with db.reading() as session:
        return list(session.scalars(select(model)))


def test_a_resident_is_registered(db: Database) -> None:
    made = register(db, caller(), form(proxy_name="李强", proxy_relation="子女"))

    assert made.masked_id == f"370114********{ric(1)[-4:]}"
    (person,) = rows(db, Participant)
    assert (person.id, person.name, person.state) == (
        made.participant_id,
        "王芳",
        "open",
    )
    assert [r.kind for r in rows(db, ChainRecord)] == ["register"]
    with db.reading() as session:
        assert consents(session, made.participant_id) == ("programme",)


def test_a_company_is_registered(db: Database) -> None:
    company = {
        "kind": "sme",
        "name": "章丘铁匠食品有限公司",
        "identity": uscc(1).lower(),
        "phone": "0531-83200000",
        "subdistrict": "刁镇街道",
        "size_class": "小型",
        "consent": True,
    }

    assert register(db, caller(), company).masked_id.endswith(uscc(1)[-4:])


def test_the_same_operation_again_gives_the_same_answer(db: Database) -> None:
    first = register(db, caller(operation="click-1"), form())

    assert register(db, caller(operation="click-1"), form()) == first
    assert len(rows(db, Participant)) == 1


def test_an_operation_of_another_kind_is_not_taken_for_a_registration(
    db: Database,
) -> None:
    made = register(db, caller(), form())
    withdraw_consent(db, caller(operation="click-2"), made.participant_id)

    with pytest.raises(RefusedError, match="ALREADY_DONE"):
        register(db, caller(operation="click-2"), form(2))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"identity": ric(1)[:-1] + ("1" if ric(1)[-1] != "1" else "2")},
            "ID_CHECKSUM",
        ),
        ({"identity": ric(1)[:-1]}, "ID_LENGTH"),
        ({"name": " "}, "NAME_MISSING"),
        ({"consent": False}, "NO_CONSENT"),
        ({"subdistrict": "示例外街道"}, "UNKNOWN_STREET"),
        ({"phone": "12"}, "PHONE_LENGTH"),
    ],
)
def test_a_refused_registration_records_nothing(
    db: Database, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        register(db, caller(), form(**changes))

    assert caught.value.code == code
    assert code in TEXTS
    assert not rows(db, Participant)
    assert not rows(db, ChainRecord)


@pytest.mark.parametrize("name", ["王芳", "李强"])
def test_a_second_registration_names_who_has_the_number_and_where(
    db: Database, name: str
) -> None:
    first = register(db, caller(), form())

    with pytest.raises(RefusedError) as caught:
        register(db, caller(), form(name=name, phone=""))

    assert caught.value.code == "DUPLICATE_ID"
    assert caught.value.details == {
        "name": "王芳",
        "street": "明水街道",
        "participant": id_text(first.participant_id),
    }
    assert ric(1) not in str(caught.value)
    assert "王芳（明水街道）" in TEXTS["DUPLICATE_ID"][0].format(**caught.value.details)


@pytest.mark.parametrize("operator", ["auditor", "admin", "viewer"])
def test_only_a_worker_registers(db: Database, operator: str) -> None:
    with pytest.raises(NotAllowedError):
        register(db, caller(operator), form())

    assert not rows(db, Participant)


def test_a_withdrawn_consent_ends_and_a_new_one_begins(db: Database) -> None:
    person = register(db, caller(), form()).participant_id
    other = register(db, caller(), form(2)).participant_id

    withdraw_consent(db, caller(), person, "搬走")
    with db.reading() as session:
        assert consents(session, person) == ()
        assert without_consent(session) == {person}
        assert consents(session, other) == ("programme",)

    with pytest.raises(RefusedError, match="CONSENT_UNKNOWN"):
        withdraw_consent(db, caller(), person)

    give_consent(db, caller(), person, "2")
    with db.reading() as session:
        assert consents(session, person) == ("programme",)
        assert without_consent(session) == set()
    kinds = [record.kind for record in rows(db, ChainRecord)]
    assert kinds == ["register", "register", "withdraw-consent", "consent"]


def test_a_number_is_revealed_for_a_reason_that_is_written_down(db: Database) -> None:
    person = register(db, caller(), form()).participant_id

    assert reveal_identity(db, caller("auditor"), person, "核对证件") == ric(1)

    (entry,) = rows(db, OperationLog)
    assert (entry.operator, entry.act) == ("auditor", "reveal-id")
    assert (entry.subject, entry.reason) == (id_text(person), "核对证件")


def test_a_number_is_not_revealed_without_reason_or_right(db: Database) -> None:
    person = register(db, caller(), form()).participant_id

    with pytest.raises(RefusedError, match="REASON_MISSING"):
        reveal_identity(db, caller(), person, "  ")
    with pytest.raises(RefusedError, match="PARTICIPANT_UNKNOWN"):
        reveal_identity(db, caller(), person + 1, "核对")
    for operator in ("admin", "viewer"):
        with pytest.raises(NotAllowedError):
            reveal_identity(db, caller(operator), person, "核对")
    assert not rows(db, OperationLog)


def test_a_worker_of_another_subdistrict_sees_no_number(db: Database) -> None:
    person = register(db, caller(), form()).participant_id
    with db.writing() as session:
        worker = session.scalars(
            select(Operator).where(Operator.name == "worker")
        ).one()
        worker.subdistrict_id = subdistrict_by_name(session, "刁镇街道")

    with pytest.raises(NotAllowedError, match="OTHER_SUBDISTRICT"):
        reveal_identity(db, caller(), person, "核对")
