"""The search box: each way to find a person, and who is not found."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.participants.models import Participant
from carbon_points.participants.pinyin import keys_of
from carbon_points.participants.search import find
from carbon_points.participants.search import WHY
from carbon_points.places.queries import subdistrict_by_name
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.people import ric
from tests.participants.people import uscc
from tests.participants.test_registration import taken

if TYPE_CHECKING:
    from carbon_points.participants.search import Match
    from carbon_points.storage.engine import Database


def old_number(number: int) -> str:
    """The 15 digits that somebody's card had before 1999."""
    return ric(number)[:6] + ric(number)[8:17]


PEOPLE = (
    resident(1, "单雄信"),
    resident(2, "吕布", subdistrict="刁镇街道", community=""),
    resident(3, "王芳"),
    resident(4, "王芳芳"),
    resident(5, "古丽娜尔·艾合买提"),
    resident(6, "何𬱖"),
    resident(7, "José García"),
    company(1, "济南铁匠食品有限公司"),
)


@pytest.fixture
def district(db: Database) -> Database:
    taken(db, PEOPLE)
    return db


def search(db: Database, query: str, **options: int) -> list[Match]:
    with db.reading() as session:
        return find(session, db.sealer, query, **options)


@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        (ric(1), "单雄信", "id"),
        (f" {ric(1).lower()} ", "单雄信", "id"),
        (old_number(1), "单雄信", "old_id"),
        (uscc(1), "济南铁匠食品有限公司", "id"),
        ("139 0000 0003", "王芳", "phone"),
        (ric(4)[-4:], "王芳芳", "id_tail"),
        ("0004", "王芳芳", "phone_tail"),
        ("000004", "王芳芳", "phone_tail"),
        ("U000000005", "古丽娜尔·艾合买提", "account"),
        ("单雄信", "单雄信", "name"),
        ("雄信", "单雄信", "name"),
        ("𬱖", "何𬱖", "name"),
        ("艾合", "古丽娜尔·艾合买提", "name"),
        ("铁匠", "济南铁匠食品有限公司", "name"),
        ("jose", "José García", "pinyin"),
        ("garcía", "José García", "name"),
        ("shanxiong", "单雄信", "pinyin"),
        ("danxiongxin", "单雄信", "pinyin"),
        ("Lǚbù", "吕布", "pinyin"),
        ("lubu", "吕布", "pinyin"),
        ("lyubu", "吕布", "pinyin"),
        ("sxx", "单雄信", "initials"),
        ("tjsp", "济南铁匠食品有限公司", "initials"),
        ("tiejiang", "济南铁匠食品有限公司", "pinyin"),
    ],
)
def test_a_person_is_found_by_every_kind_of_key(
    district: Database, query: str, name: str, why: str
) -> None:
    found = [(match.name, match.why) for match in search(district, query)]

    assert (name, why) in found
    assert why in WHY


def test_a_person_is_found_by_the_record_number(district: Database) -> None:
    with district.reading() as session:
        person = session.scalars(
            select(Participant.id).order_by(Participant.id)
        ).first()
    assert person is not None

    assert [m.name for m in search(district, id_text(person))] == ["单雄信"]


def test_the_shorter_name_comes_first_and_each_person_once(district: Database) -> None:
    assert [m.name for m in search(district, "王芳")] == ["王芳", "王芳芳"]
    assert [m.name for m in search(district, "芳")] == ["王芳", "王芳芳"]


def test_what_is_shown_is_masked(district: Database) -> None:
    (match,) = search(district, ric(1))

    assert match.masked_id == f"370114********{ric(1)[-4:]}"
    assert match.masked_phone == "139****0001"
    assert match.subdistrict == "明水街道"


@pytest.mark.parametrize(
    "query", ["", "  ", "·", "查无此人", "zzz", "0", "%", "9-9", "'"]
)
def test_nobody_is_found_by_what_nobody_has(district: Database, query: str) -> None:
    assert search(district, query) == []


def test_no_more_than_the_limit_is_found(db: Database) -> None:
    taken(db, [resident(n, f"王{chr(0x4E00 + n)}") for n in range(100)])

    assert len(search(db, "w")) == 8
    assert len({m.participant_id for m in search(db, "王", limit=50)}) == 50
    assert search(db, "王", limit=0) == []


def test_both_kinds_of_tail_have_room_in_the_list(db: Database) -> None:
    tail = ric(4)[-4:]
    crowd = [resident(n, phone=f"1380000{tail}") for n in range(100, 120)]
    taken(db, [resident(4), *crowd])

    assert {"id_tail", "phone_tail"} <= {m.why for m in search(db, tail)}


def test_a_confined_worker_finds_strangers_by_the_whole_number_only(
    district: Database,
) -> None:
    with district.reading() as session:
        own = subdistrict_by_name(session, "明水街道") or 0

    assert search(district, "吕布", within=own) == []
    assert [m.why for m in search(district, old_number(2), within=own)] == ["old_id"]
    assert [m.name for m in search(district, ric(2), within=own)] == ["吕布"]


def test_an_erased_person_is_not_found_and_a_closed_one_is(district: Database) -> None:
    with district.writing() as session:
        for person in session.scalars(select(Participant)):
            person.state = "erased" if person.name == "吕布" else "closed"

    assert search(district, ric(2)) == []
    assert [m.state for m in search(district, ric(1))] == ["closed"]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.text(
        st.characters(categories=["Lo", "Ll"], max_codepoint=0x2FFFF),
        min_size=1,
        max_size=6,
    ),
    st.data(),
)
def test_a_registered_person_is_found_by_each_of_their_keys(
    db: Database, name: str, data: st.DataObject
) -> None:
    with db.reading() as session:
        number = len(session.scalars(select(Participant.id)).all())
    taken(db, [resident(number, name)])
    keys = keys_of(name)
    key = data.draw(st.sampled_from(keys)) if keys else None

    found = search(db, key.key if key else ric(number), limit=1000)

    assert name in {match.name for match in found}


def test_searching_never_loads_the_pinyin_dictionary() -> None:
    code = (
        "import sys, carbon_points.participants.search as s;"
        "sys.exit('pypinyin' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
