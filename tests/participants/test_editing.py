"""What may change in a file, what may not, and the list of consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from carbon_points.common.ids import first_id
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.participants.consent_texts import consent_text
from carbon_points.participants.consent_texts import consent_texts
from carbon_points.participants.drafts import KINDS
from carbon_points.participants.drafts import Proxy
from carbon_points.participants.editing import consents_of
from carbon_points.participants.editing import DETAILS
from carbon_points.participants.editing import details_of
from carbon_points.participants.editing import edit_details
from carbon_points.participants.models import Participant
from carbon_points.participants.queries import summary
from carbon_points.participants.rows import CONSENT_TEXT
from carbon_points.participants.rows import proxy_parts
from carbon_points.participants.rows import proxy_text
from carbon_points.participants.search import find
from carbon_points.participants.service import give_consent
from carbon_points.participants.service import withdraw_consent
from carbon_points.participants.texts import TEXTS
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from tests.participants.people import caller
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.test_registration import taken

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

RESIDENT = first_id(12) + 1
SME = first_id(12) + 2


@pytest.fixture
def people(db: Database) -> Database:
    proxy = {"proxy_name": "李强", "proxy_relation": "子女"}
    first = resident(1, **proxy, proxy_phone="13911112222")
    taken(db, [first, company(1)])
    return db


def details(db: Database, participant: int = RESIDENT) -> dict[str, str]:
    with db.reading() as session:
        return details_of(session, participant)


def test_a_new_telephone_is_found_whole_and_by_its_end(people: Database) -> None:
    changed = edit_details(people, caller(), RESIDENT, {"phone": "138-7777 6021"})

    assert changed.details == ("phone",)
    assert details(people)["phone"] == "138****6021"
    with people.reading() as session:
        for query in ("13877776021", "6021"):
            found = find(session, people.sealer, query)
            assert [match.participant_id for match in found] == [RESIDENT]
        assert not find(session, people.sealer, "13900000001")


def test_a_telephone_left_as_it_was_shown_stays(people: Database) -> None:
    shown = details(people)
    assert shown["phone"] == "139****0001"

    changed = edit_details(people, caller(), RESIDENT, shown | {"note": "上门"})

    assert changed.details == ("note",)
    with people.reading() as session:
        assert session.get_one(Participant, RESIDENT).phone == "13900000001"


def test_an_account_that_is_a_telephone_is_masked_like_one(people: Database) -> None:
    edit_details(people, caller(), RESIDENT, {"platform_account": "13877776021"})
    shown = details(people)
    assert shown["platform_account"] == "138****6021"
    with people.reading() as session:
        told = summary(session, RESIDENT)
    assert told is not None
    assert told.platform_account == "138****6021"

    edit_details(people, caller(), RESIDENT, shown | {"note": "上门"})

    with people.reading() as session:
        kept = session.get_one(Participant, RESIDENT).platform_account
    assert kept == "13877776021"


@pytest.mark.parametrize("account", ["", "user_77", "qd-1390"])
def test_any_other_account_is_shown_as_it_is(people: Database, account: str) -> None:
    with people.writing() as session:
        session.get_one(Participant, RESIDENT).platform_account = account

    assert details(people)["platform_account"] == account


@pytest.mark.parametrize("who", [RESIDENT, SME])
def test_half_a_masked_telephone_is_no_number(people: Database, who: int) -> None:
    shown = details(people, who)["phone"]

    with pytest.raises(RefusedError, match="PHONE_LENGTH"):
        edit_details(people, caller(), who, {"phone": f"{shown[:-1]}7"})


def test_the_log_names_what_changed_and_not_the_values(people: Database) -> None:
    edit_details(people, caller(), SME, {"contact": "赵六", "industry": "食品"})

    with people.reading() as session:
        log = session.scalars(select(OperationLog)).one()
    assert (log.act, log.subject) == ("edit-participant", "12-2")
    assert log.reason == "contact, industry"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"phone": "1390000"}, "PHONE_LENGTH"),
        ({"name": "李四"}, "DETAIL_UNKNOWN"),
        ({"subdistrict_id": "3"}, "DETAIL_UNKNOWN"),
        ({"community_id": "3"}, "DETAIL_UNKNOWN"),
        ({"note": "长" * 201}, "DETAIL_TOO_LONG"),
        ({"phone": "139 0000 0001"}, "NOTHING_CHANGED"),
        ({}, "NOTHING_CHANGED"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    people: Database, changes: dict[str, str], code: str
) -> None:
    before = details(people)

    with pytest.raises(RefusedError) as caught:
        edit_details(people, caller(), RESIDENT, changes)

    assert caught.value.code == code
    assert code in TEXTS
    assert details(people) == before


def test_a_closed_account_and_a_stranger_are_left_alone(people: Database) -> None:
    with pytest.raises(RefusedError, match="PARTICIPANT_UNKNOWN"):
        edit_details(people, caller(), RESIDENT + 9, {"phone": ""})
    with people.writing() as session:
        session.get_one(Participant, RESIDENT).state = "closed"

    with pytest.raises(RefusedError, match="ACCOUNT_CLOSED"):
        edit_details(people, caller(), RESIDENT, {"phone": ""})


@pytest.mark.parametrize("operator", ["auditor", "admin", "viewer"])
def test_only_a_worker_edits(people: Database, operator: str) -> None:
    with pytest.raises(NotAllowedError):
        edit_details(people, caller(operator), RESIDENT, {"phone": ""})


def test_a_worker_edits_people_of_the_own_subdistrict(people: Database) -> None:
    with people.writing() as session:
        worker = session.scalars(
            select(Operator).where(Operator.name == "worker")
        ).one()
        worker.subdistrict_id = subdistrict_by_name(session, "刁镇街道")

    edit_details(people, caller(), SME, {"phone": ""})
    with pytest.raises(NotAllowedError, match="OTHER_SUBDISTRICT"):
        edit_details(people, caller(), RESIDENT, {"phone": ""})


def test_no_detail_is_covered_by_the_chain() -> None:
    assert not set(DETAILS) & set(Participant.chained.columns)


def test_consents_say_when_which_text_and_by_whom(people: Database) -> None:
    withdraw_consent(people, caller(), RESIDENT, "搬走")
    give_consent(people, caller(), RESIDENT, CONSENT_TEXT, Proxy("赵六", "邻居"))

    with people.reading() as session:
        newest, first = consents_of(session, RESIDENT)
    assert (first.proxy_name, first.proxy_relation) == ("李强", "子女")
    assert first.proxy_phone == "139****2222"
    assert first.withdrawn_on is not None
    assert (newest.proxy_name, newest.proxy_phone) == ("赵六", "")
    assert newest.withdrawn_on is None
    assert newest.text_version == CONSENT_TEXT


@pytest.mark.parametrize(
    ("proxy", "code"),
    [
        (Proxy("李强"), "PROXY_RELATION_MISSING"),
        (Proxy("", "子女"), "PROXY_NAME_MISSING"),
        (Proxy("李强", "子女", "call"), "PROXY_PHONE"),
    ],
)
def test_a_proxy_is_named_with_the_relation(
    people: Database, proxy: Proxy, code: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        give_consent(people, caller(), RESIDENT, CONSENT_TEXT, proxy)

    assert caught.value.code == code
    assert code in TEXTS


@pytest.mark.parametrize("name", ["李强", "Ali Khan", "李强 2", ""])
@pytest.mark.parametrize("phone", ["13911112222", ""])
def test_a_proxy_is_read_back_as_it_was_kept(name: str, phone: str) -> None:
    kept = proxy_parts(proxy_text(name, phone))

    if phone or not name.endswith("2"):
        assert kept == ((name, phone) if name else kept)


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_that_is_signed_today_is_shipped_for_both_kinds(kind: str) -> None:
    text = consent_text(CONSENT_TEXT, kind)

    assert text is not None
    whole = "\n".join(text.lines("章丘区", "某局"))
    assert "章丘区" in whole
    assert "某局" in whole
    assert "{" not in whole
    assert consent_text("none", kind) is None
    assert {t.version for t in consent_texts()} == {CONSENT_TEXT}
