"""The words of a person are hidden in a text, and others are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from carbon_points.participants.models import Participant
from carbon_points.participants.words import HIDDEN
from carbon_points.participants.words import words_of
from tests.participants.people import resident
from tests.participants.people import ric
from tests.participants.test_registration import taken

if TYPE_CHECKING:
    from carbon_points.participants.words import Words
    from carbon_points.storage.engine import Database


@pytest.fixture
def words(db: Database) -> Words:
    proxy = {
        "proxy_name": "李小红",
        "proxy_relation": "女儿",
        "proxy_phone": "13811112222",
    }
    taken(db, [resident(1, "欧阳建国", **proxy)])
    with db.reading() as session:
        person = session.scalars(select(Participant)).one()
        return words_of(session, db.sealer, person)


@pytest.mark.parametrize(
    "text",
    [
        "欧阳建国来电",
        "建国的单子",
        ric(1),
        f"{ric(1)}核对",
        "13900000001",
        "李小红代办",
    ],
)
def test_a_text_that_names_the_person_is_seen_and_hidden(
    words: Words, text: str
) -> None:
    assert words.named_in(text)
    assert not words.named_in(words.hidden(text))
    assert HIDDEN in words.hidden(text)


@pytest.mark.parametrize("text", ["", "重复骑行", "13900000002", "R9: 单位有误"])
def test_other_texts_stay_as_they_are(words: Words, text: str) -> None:
    assert not words.named_in(text)
    assert words.hidden(text) == text


def test_elsewhere_only_what_means_nobody_else_counts(words: Words) -> None:
    assert not words.distinct.named_in("建国的单子")
    assert words.distinct.named_in("欧阳建国的单子")
