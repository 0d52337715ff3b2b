"""Look-ups for imports and the card of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.participants.models import Participant
from carbon_points.participants.queries import AMBIGUOUS
from carbon_points.participants.queries import by_account
from carbon_points.participants.queries import by_identity
from carbon_points.participants.queries import by_phone
from carbon_points.participants.queries import everyone
from carbon_points.participants.queries import summary
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.people import ric
from tests.participants.people import uscc
from tests.participants.test_registration import taken

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_numbers_telephones_and_accounts_find_their_owner(db: Database) -> None:
    taken(db, [resident(1), company(1)])

    with db.reading() as session:
        numbers = by_identity(session, db.sealer, [ric(1), ric(2), uscc(1), ric(1)])
        phones = by_phone(session, ["13900000001", "13900000002", ""])
        accounts = by_account(session, ["U000000001", ""])
        ids = {p.name: p.id for p in session.scalars(select(Participant))}
    assert {n: found.participant_id for n, found in numbers.items()} == {
        ric(1): ids["王芳"],
        uscc(1): ids["章丘铁匠食品有限公司"],
    }
    assert numbers[uscc(1)].kind == "sme"
    assert phones == {"13900000001": numbers[ric(1)]}
    assert accounts == {"U000000001": numbers[ric(1)]}


def test_a_shared_telephone_is_ambiguous_until_one_account_is_closed(
    db: Database,
) -> None:
    taken(db, [resident(1), resident(2, phone="13900000001")])

    with db.reading() as session:
        assert by_phone(session, ["13900000001"])["13900000001"] is AMBIGUOUS
    with db.writing() as session:
        first = session.scalars(select(Participant).order_by(Participant.id)).first()
        assert first is not None
        first.state = "closed"
    with db.reading() as session:
        found = by_phone(session, ["13900000001"])["13900000001"]
        assert found.participant_id == first.id + 1
        assert by_identity(session, db.sealer, [ric(1)]) == {}


def test_many_keys_are_looked_up_in_parts(db: Database) -> None:
    taken(db, [resident(n) for n in range(300)])
    wanted = [f"139{n:08d}" for n in range(25_000)]

    with db.reading() as session:
        assert len(by_phone(session, wanted)) == 300


def test_everyone_is_there_as_columns(db: Database) -> None:
    with db.reading() as session:
        assert everyone(session).ids == []
    taken(db, [resident(2), company(1)])

    with db.reading() as session:
        all_of_them = everyone(session)
    assert all_of_them.kinds == ["resident", "sme"]
    assert all_of_them.phones == ["13900000002", "053183200000"]
    assert all_of_them.accounts == ["U000000002", ""]
    assert all_of_them.ids == sorted(all_of_them.ids)
    assert all_of_them.community_ids[1] is None


def test_the_card_of_a_person_is_masked(db: Database) -> None:
    taken(db, [resident(1)])

    with db.reading() as session:
        person = session.scalars(select(Participant.id)).one()
        card = summary(session, person)
        assert summary(session, person + 1) is None
    assert card is not None
    assert (card.name, card.state, card.subdistrict, card.community) == (
        "王芳",
        "open",
        "明水街道",
        "西苑社区",
    )
    assert card.masked_phone == "139****0001"
    assert card.consents == ("programme",)
    assert ric(1) not in str(card)
