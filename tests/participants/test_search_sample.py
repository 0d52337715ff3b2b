"""Everybody of the sample district is found: surnames, rare characters, numbers."""

from __future__ import annotations

from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

import pytest
from pypinyin import lazy_pinyin
from sqlalchemy import select

from carbon_points.participants.models import Participant
from carbon_points.participants.names import folded
from carbon_points.participants.names import rare_character
from carbon_points.participants.search import find
from carbon_points.storage.engine import open_database
from tests.districts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from tests.districts import District

SURNAMES: Final = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "解": "xie",
    "尉迟": "yuchi",
    "朴": "piao",
    "任": "ren",
    "华": "hua",
    "盖": "ge",
    "乐": "yue",
}
"""How the surname is read where the dictionary's first reading is another."""

RARE: Final = {
    "䶮": "yan",
    "奡": "ao",
    "㛃": "jie",
    "赟": "yun",
    "喆": "zhe",
    "犇": "ben",
    "𬱖": "wei",
    "翀": "chong",
    "婳": "hua",
    "堃": "kun",
    "㑇": "zhou",
}


class Person(NamedTuple):
    """What somebody would be asked for."""

    id: int
    kind: str
    name: str
    phone: str
    account: str
    number: str


@pytest.fixture(scope="module")
def sample(sample_district: District) -> Iterator[Database]:
    with open_database(sample_district.imported / NAME, read_only=True) as db:
        yield db


@pytest.fixture(scope="module")
def people(sample: Database) -> list[Person]:
    with sample.reading() as session:
        return [
            Person(
                row.id,
                row.kind,
                row.name,
                row.phone,
                row.platform_account,
                sample.sealer.open(row.id, row.identity_sealed or b""),
            )
            for row in session.scalars(select(Participant))
        ]


def found(db: Database, query: str, limit: int = 500) -> dict[int, str]:
    with db.reading() as session:
        matches = find(session, db.sealer, query, limit)
    return {match.participant_id: match.why for match in matches}


def syllables(name: str) -> list[str]:
    """How a person's name is read aloud."""
    surname = next((s for s in SURNAMES if name.startswith(s)), "")
    rest = name[len(surname) :]
    read = [r for c in rest for r in ([RARE[c]] if c in RARE else lazy_pinyin(c))]
    head = [SURNAMES[surname]] if surname else []
    if surname == "尉迟":
        head = ["yu", "chi"]
    return [*head, *read]


def test_everybody_is_found_by_the_whole_number(
    sample: Database, people: list[Person]
) -> None:
    for person in people:
        assert found(sample, person.number) == {person.id: "id"}


def test_a_resident_is_found_by_the_old_number(
    sample: Database, people: list[Person]
) -> None:
    born_before_2000 = [
        p for p in people if p.kind == "resident" and p.number[6] == "1"
    ]
    assert born_before_2000
    for person in born_before_2000:
        old = person.number[:6] + person.number[8:17]
        assert found(sample, old)[person.id] == "old_id"


def test_everybody_is_found_by_telephone_account_and_tails(
    sample: Database, people: list[Person]
) -> None:
    for person in people:
        if person.kind == "resident" and person.phone:
            assert person.id in found(sample, person.phone)
            assert person.id in found(sample, person.phone[-4:])
        if person.account:
            assert found(sample, person.account)[person.id] == "account"
        assert person.id in found(sample, person.number[-4:])


def test_everybody_is_found_by_the_name_and_each_end_of_it(
    sample: Database, people: list[Person]
) -> None:
    for person in people:
        assert person.id in found(sample, person.name)
        assert person.id in found(sample, person.name[1:])


def test_every_resident_is_found_by_pinyin_and_initials_as_the_name_is_read(
    sample: Database, people: list[Person]
) -> None:
    read = 0
    for person in people:
        if person.kind != "resident" or not person.name.isalpha():
            continue
        spoken = syllables(person.name)
        if not all(s.isascii() for s in spoken):
            continue  # a character whose reading no dictionary has
        read += 1
        assert person.id in found(sample, "".join(spoken)), person.name
        assert person.id in found(sample, "".join(s[0] for s in spoken)), person.name

    assert read > len(people) // 2


def test_every_rare_character_finds_who_has_it(
    sample: Database, people: list[Person]
) -> None:
    rare = {rare_character(p.name) for p in people} - {""}
    assert rare & set(RARE)
    for character in rare:
        bearers = {p.id for p in people if character in p.name}
        assert bearers <= set(found(sample, character))


def test_names_with_a_dot_are_found_with_any_dot_or_none(
    sample: Database, people: list[Person]
) -> None:
    dotted = [p for p in people if "·" in p.name]
    assert dotted
    for person in dotted:
        for dot in ("·", "•", "．", " ", ""):
            query = person.name.replace("·", dot)
            assert folded(query) == folded(person.name)
            assert person.id in found(sample, query)
