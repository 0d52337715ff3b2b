"""Registering many: what is new, what repeats, what collides, what is left behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import func
from sqlalchemy import select

from carbon_points.participants import registration
from carbon_points.participants.models import Consent
from carbon_points.participants.models import Participant
from carbon_points.participants.models import SearchKey
from carbon_points.participants.service import register_many
from carbon_points.places.models import Place
from carbon_points.security import chain
from carbon_points.security.models import ChainPart
from tests.participants.people import caller
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.people import ric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.participants.drafts import Draft
    from carbon_points.storage.engine import Database


def taken(db: Database, drafts: Sequence[Draft]) -> list[str]:
    """What came of registering these drafts in a transaction of their own."""
    with db.writing() as session:
        position = chain.begin(session)
        inserted = register_many(session, db, position, drafts)
        chain.seal(session, db.desk, position, "import", caller(), inserted.models)
    assert [o.index for o in inserted.outcomes] == list(range(len(drafts)))
    return [outcome.kind for outcome in inserted.outcomes]


def count(db: Database, model: type[object]) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_new_people_are_accepted_with_consent_and_keys(db: Database) -> None:
    drafts = [resident(1), resident(2, "单雄信"), company(1)]

    assert taken(db, drafts) == ["accepted"] * 3
    assert count(db, Participant) == 3
    assert count(db, Consent) == 3
    with db.reading() as session:
        with_keys = set(session.scalars(select(SearchKey.participant_id)))
        assert with_keys == set(session.scalars(select(Participant.id)))
        parts = session.execute(select(ChainPart.table_name, ChainPart.rows)).all()
    assert sorted(parts) == [("consent", 3), ("participant", 3)]


def test_the_same_register_again_changes_nothing(db: Database) -> None:
    drafts = [resident(n) for n in range(20)] + [company(1)]
    taken(db, drafts)

    assert taken(db, drafts) == ["duplicate"] * 21
    assert count(db, Participant) == 21


def test_a_repetition_within_one_register_is_found(db: Database) -> None:
    assert taken(db, [resident(1), resident(1)]) == ["accepted", "duplicate"]


def test_a_number_of_somebody_else_is_refused(db: Database) -> None:
    taken(db, [resident(1, "王芳"), company(1)])

    found = taken(db, [resident(1, "李强"), company(1, "别家公司"), resident(2)])

    assert found == ["DUPLICATE_ID", "DUPLICATE_USCC", "accepted"]


def test_a_refused_number_names_its_owner(db: Database) -> None:
    with db.writing() as session:
        position = chain.begin(session)
        outcomes = register_many(
            session, db, position, [resident(1, "王芳"), resident(1, "李强")]
        ).outcomes

    assert outcomes[1].participant_id == outcomes[0].participant_id


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "13900009999"},
        {"subdistrict": "刁镇街道"},
        {"community": "东升社区"},
        {"platform_account": "U1"},
    ],
)
def test_other_details_of_a_registered_person_are_not_lost_silently(
    db: Database, changes: dict[str, str]
) -> None:
    taken(db, [resident(1)])

    assert taken(db, [resident(1, **changes)]) == ["ALREADY_REGISTERED"]


def test_what_a_later_register_leaves_out_is_no_difference(db: Database) -> None:
    taken(db, [resident(1)])
    shorter = resident(1, phone="", community="", platform_account="", note="again")

    assert taken(db, [replace(shorter, registered_on=20_700)]) == ["duplicate"]


def test_a_name_written_with_other_dots_and_spaces_is_the_same(db: Database) -> None:
    taken(db, [resident(1, "古丽娜尔·艾合买提")])

    assert taken(db, [resident(1, "古丽娜尔 艾合买提")]) == ["duplicate"]


def test_an_unknown_subdistrict_is_refused_and_a_new_community_added(
    db: Database,
) -> None:
    drafts = [
        resident(1, subdistrict="示例外街道"),
        resident(2, community="东升社区"),
        resident(3, community="东升社区"),
        resident(4, community="东升社区", subdistrict="刁镇街道"),
        resident(5, community=""),
    ]

    assert taken(db, drafts) == ["UNKNOWN_STREET", *["accepted"] * 4]
    with db.reading() as session:
        places = select(Place.parent_id).where(Place.name == "东升社区")
        assert len(set(session.scalars(places))) == 2
        homes = session.scalars(select(Participant.community_id)).all()
    assert [home is None for home in homes] == [False, False, False, True]


def test_without_consent_there_is_no_account(db: Database) -> None:
    assert taken(db, [resident(1, consent=False)]) == ["NO_CONSENT"]
    assert count(db, Participant) == 0


def test_a_frozen_account_keeps_its_number(db: Database) -> None:
    taken(db, [resident(1, "王芳")])
    with db.writing() as session:
        person = session.scalars(select(Participant)).one()
        person.state = "frozen"

    assert taken(db, [resident(1, "王芳"), resident(1, "李强")]) == [
        "duplicate",
        "DUPLICATE_ID",
    ]


def test_the_number_of_a_closed_account_may_open_a_new_one(db: Database) -> None:
    taken(db, [resident(1)])
    with db.writing() as session:
        person = session.scalars(select(Participant)).one()
        person.state = "closed"

    assert taken(db, [resident(1)]) == ["accepted"]


def test_a_plan_is_made_again_when_another_import_came_between(db: Database) -> None:
    with db.reading() as session:
        prepared = registration.prepare(session, db, [resident(1), resident(2)])
    taken(db, [resident(2), resident(3)])

    with db.writing() as session:
        position = chain.begin(session)
        inserted = registration.insert(session, db, position, prepared)
        chain.seal(session, db.desk, position, "import", caller(), inserted.models)

    assert [o.kind for o in inserted.outcomes] == ["accepted", "duplicate"]
    assert count(db, Participant) == 3


def test_a_plan_that_still_holds_is_carried_out_as_it_is(db: Database) -> None:
    with db.reading() as session:
        prepared = registration.prepare(session, db, [resident(1)])

    with db.writing() as session:
        position = chain.begin(session)
        inserted = registration.insert(session, db, position, prepared, batch_id=77)
        chain.seal(session, db.desk, position, "import", caller(), inserted.models)

    assert inserted.outcomes is prepared.outcomes
    with db.reading() as session:
        assert session.scalars(select(Participant.batch_id)).all() == [77]


def test_a_failure_leaves_nothing(db: Database) -> None:
    def fail() -> None:
        with db.writing() as session:
            position = chain.begin(session)
            register_many(session, db, position, [resident(1, community="新社区")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert count(db, Participant) == count(db, SearchKey) == count(db, Consent) == 0
    with db.reading() as session:
        assert not session.scalar(select(Place.id).where(Place.name == "新社区"))


def test_numbers_are_in_no_column(db: Database) -> None:
    drafts = [resident(n) for n in range(50)] + [company(n) for n in range(5)]
    taken(db, drafts)

    with db.reading() as session:
        tables = session.connection().exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
        cells = [
            cell if isinstance(cell, bytes) else str(cell).encode()
            for (table,) in tables
            for row in session.connection().exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
            for cell in row
        ]
    stored = b"\n".join(cells)
    assert not [d for d in drafts if d.identity.encode() in stored]
    assert repr(drafts[0]).count(ric(0)) == 0


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from("甲乙")), min_size=1, max_size=12
    )
)
def test_the_first_of_each_number_wins(
    db: Database, rows: list[tuple[int, str]]
) -> None:
    base = count(db, Participant) * 10
    drafts = [resident(base + number, name) for number, name in rows]

    found = taken(db, drafts)

    owner: dict[int, str] = {}
    for (number, name), kind in zip(rows, found, strict=True):
        first = number not in owner
        same = owner.setdefault(number, name) == name
        expected = "accepted" if first else "duplicate" if same else "DUPLICATE_ID"
        assert kind == expected
