"""The search box: whole numbers, tails, names, pinyin and initials.

Only stored keys are compared; the pinyin dictionary is never loaded for a search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from itertools import zip_longest
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import and_
from sqlalchemy import select

from carbon_points.common.ids import parse_id
from carbon_points.participants import pinyin
from carbon_points.participants import rules
from carbon_points.participants.models import Participant
from carbon_points.participants.models import SearchKey
from carbon_points.participants.names import folded
from carbon_points.participants.names import has_han
from carbon_points.places.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from carbon_points.security.sealing import Sealer

WHY: Final = {
    "id": ("证件号", "whole ID"),
    "old_id": ("旧证号", "old 15-digit ID"),
    "phone": ("手机号", "telephone"),
    "record": ("记录号", "record number"),
    "account": ("骑行平台账号", "platform account"),
    "id_tail": ("证件尾号", "end of the ID"),
    "phone_tail": ("手机尾号", "end of the telephone"),
    "name": ("姓名", "name"),
    "pinyin": ("拼音", "pinyin"),
    "initials": ("拼音首字母", "initials"),
}
"""What a match was found by: code to (zh, en)."""

FOUND_STATES: Final = ("open", "frozen", "closed")
_HIGHEST: Final = "\U0010ffff"
_BLOCK: Final = 32
_WHOLE_ID: Final = re.compile(r"[0-9A-Z]{18}")
_TAIL: Final = re.compile(r"(?=.*[0-9])[0-9A-Z]{4}")
_PHONE_TAIL: Final = re.compile(r"[0-9]{4,10}")
_PHONE: Final = re.compile(r"1[0-9]{10}")
_KEY_WHY: Final = {
    pinyin.NAME: "name",
    pinyin.PART: "name",
    pinyin.PINYIN: "pinyin",
    pinyin.INITIALS: "initials",
}


@dataclass(frozen=True, slots=True)
class Match:
    """One participant in the list under the search box, masked."""

    participant_id: int
    kind: str
    name: str
    masked_id: str
    masked_phone: str
    subdistrict: str
    why: str
    """A code of `WHY`."""

    state: str


@dataclass(frozen=True, slots=True)
class _Search:
    session: Session
    sealer: Sealer
    limit: int
    within: int | None


def find(
    session: Session,
    sealer: Sealer,
    query: str,
    limit: int = 8,
    within: int | None = None,
) -> list[Match]:
    """The participants a query may mean, the likeliest first, each once.

    Args:
        session: any.
        sealer: makes the keyed tokens of numbers.
        query: as typed.
        limit: of the answer.
        within: the subdistrict that a worker is confined to; a whole ID is found
            everywhere (``formats.md`` section 9).
    """
    search = _Search(session, sealer, limit, within)
    found: dict[int, Match] = {}
    for match in _matches(search, query):
        found.setdefault(match.participant_id, match)
        if len(found) == limit:
            break
    return list(found.values())


def _matches(search: _Search, query: str) -> Iterator[Match]:
    compact = rules.normalise_id(query)
    if not compact or search.limit <= 0:
        return
    yield from _by_number(search, query, compact)
    yield from _by_tail(search, compact)
    yield from _by_key(search, query)


def _by_number(search: _Search, query: str, compact: str) -> Iterator[Match]:
    if _WHOLE_ID.fullmatch(compact):
        token = search.sealer.token(compact)
        everywhere = _Search(search.session, search.sealer, search.limit, None)
        yield from _rows(everywhere, "id", Participant.identity_token == token)
    for number in rules.rics_of_old_number(compact):
        token = search.sealer.token(number)
        everywhere = _Search(search.session, search.sealer, search.limit, None)
        yield from _rows(everywhere, "old_id", Participant.identity_token == token)
    phone = rules.normalise_phone(query)
    if _PHONE.fullmatch(phone):
        yield from _rows(search, "phone", Participant.phone == phone)
    try:
        record = parse_id(query)
    except ValueError:
        pass
    else:
        yield from _rows(search, "record", Participant.id == record)
    account = query.strip()
    yield from _rows(search, "account", Participant.platform_account == account)


def _by_tail(search: _Search, compact: str) -> Iterator[Match]:
    """Both kinds of tail in turn, so that neither crowds out the other."""
    by_id: Iterator[Match] = iter(())
    by_phone: Iterator[Match] = iter(())
    if _TAIL.fullmatch(compact):
        token = search.sealer.tail_token(compact)
        by_id = _rows(search, "id_tail", Participant.tail_token == token)
    if _PHONE_TAIL.fullmatch(compact):
        inside = _begins(Participant.phone_reversed, compact[::-1])
        by_phone = _rows(search, "phone_tail", inside)
    for match in chain.from_iterable(zip_longest(by_id, by_phone)):
        if match is not None:
            yield match


def _by_key(search: _Search, query: str) -> Iterator[Match]:
    text = folded(query)
    if not text:
        return
    names = (pinyin.NAME, pinyin.PART)
    sounds = () if has_han(text) else (pinyin.INITIALS, pinyin.PINYIN)
    for kind in (*sounds, *names):
        yield from _keyed(search, kind, text)


def _keyed(search: _Search, kind: str, text: str) -> Iterator[Match]:
    """Whoever has a key of this kind that begins so, the whole key first.

    The keys are read in their own order and only as far as they are needed: a letter
    may begin a hundred thousand of them.
    """
    statement = (
        select(SearchKey.participant_id)
        .where(SearchKey.kind == kind, _begins(SearchKey.key, text))
        .order_by(SearchKey.key, SearchKey.participant_id)
    )
    seen: set[int] = set()
    found = search.session.execute(statement.execution_options(yield_per=_BLOCK))
    for block in found.scalars().partitions():
        fresh = [person for person in dict.fromkeys(block) if person not in seen]
        seen.update(fresh)
        within = {m.participant_id: m for m in _of(search, fresh, _KEY_WHY[kind])}
        yield from (within[person] for person in fresh if person in within)


def _of(search: _Search, people: list[int], why: str) -> Iterator[Match]:
    for row in search.session.execute(
        _select(search).where(Participant.id.in_(people))
    ):
        yield _match(row, why)


def _rows(search: _Search, why: str, condition: ColumnElement[bool]) -> Iterator[Match]:
    statement = _select(search).where(condition).order_by(Participant.id)
    for row in search.session.execute(statement.limit(search.limit)):
        yield _match(row, why)


def _select(search: _Search) -> Any:
    statement = (
        select(
            Participant.id,
            Participant.kind,
            Participant.name,
            Participant.identity_masked,
            Participant.phone,
            Place.name,
            Participant.state,
        )
        .join(Place, Place.id == Participant.subdistrict_id)
        .where(Participant.state.in_(FOUND_STATES))
    )
    if search.within is not None:
        statement = statement.where(Participant.subdistrict_id == search.within)
    return statement


def _match(row: Any, why: str) -> Match:
    person, kind, name, masked, phone, subdistrict, state = row
    masked_phone = rules.masked_phone(phone)
    return Match(person, kind, name, masked, masked_phone, subdistrict, why, state)


def _begins(column: Any, text: str) -> ColumnElement[bool]:
    return and_(column >= text, column < text + _HIGHEST)
