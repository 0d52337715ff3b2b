"""Whatever happens to a desk's keys, every paper stands or is made again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.certificates import key_rules
from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.requests import KeyRequest
from carbon_points.certificates.signers import Signers
from carbon_points.common.problems import RefusedError
from tests.certificates.samples import DESK
from tests.certificates.samples import KEY
from tests.certificates.samples import SINCE

if TYPE_CHECKING:
    from collections.abc import Sequence

START = dt.date(2026, 1, 1)
ACTS = st.lists(
    st.tuples(st.sampled_from(["rotate", "lose", "issue", "wait"]), st.integers(0, 9)),
    max_size=25,
)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def able(rows: Sequence[ListedKey]) -> Signers:
    """A desk that holds every key of the list; who signs follows from the rows."""
    return Signers(tuple((row, KEY) for row in rows))


def fresh(rows: Sequence[ListedKey], first: dt.date) -> ListedKey:
    """A new pair, told from the others by its number."""
    return ListedKey(DESK, len(rows).to_bytes(32, "big"), first)


def signed(rows: Sequence[ListedKey], public: bytes, on: dt.date) -> bool:
    """The rule of a verifier, in other words: listed, in its days, not lost by then."""
    [row] = [row for row in rows if row.public == public]
    from_then = row.valid_from <= on < (row.valid_to or dt.date.max)
    return from_then and on < (row.lost_from or dt.date.max)


@given(ACTS)
def test_every_paper_stands_or_is_made_again_whatever_happens(
    acts: list[tuple[str, int]],
) -> None:
    rows: list[ListedKey] = [ListedKey(DESK, bytes(32), SINCE)]
    papers: list[tuple[dt.date, bytes]] = []
    today = 0
    for act, number in acts:
        before, now = able(rows), day(today)
        if act == "rotate":
            first = now + key_rules.A_DAY
            rows = key_rules.followed(rows, DESK, first, fresh(rows, first))
        elif act == "lose":
            since = day(max(0, today - number))
            rows = [*key_rules.lost(rows, DESK, since), fresh(rows, since)]
        elif act == "wait":
            today += number
        else:
            on = day(max(0, today - number))
            signer = before.row_on(on)
            assert signer
            papers.append((on, signer.public))
        after = able(rows)
        papers = [(on, renewed(on, old, before, after)) for on, old in papers]

        assert all(signed(rows, public, on) for on, public in papers)
        assert after.row_on(day(today))


def renewed(on: dt.date, public: bytes, before: Signers, after: Signers) -> bytes:
    """The key of a paper after an act: another one only if it was made again."""
    if not after.stands_for(on, before):
        return public
    row = after.row_on(on)
    assert row
    return row.public


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_loss_touches_no_earlier_day(since: int, on: int) -> None:
    rows = [ListedKey(DESK, bytes(32), SINCE)]

    after = [*key_rules.lost(rows, DESK, day(since)), fresh(rows, day(since))]

    changed = able(after).stands_for(day(on), able(rows))
    assert changed == (on >= since)


def request(public: bytes, replaces: bytes = b"") -> KeyRequest:
    """What a desk asks for."""
    return KeyRequest(b"", DESK, "", False, public, SINCE, START, b"", replaces)


def test_a_desk_s_next_key_begins_tomorrow_and_ends_the_one_before() -> None:
    days = (None, None, START)
    rows = key_rules.listed([], request(b"1"), days, replacing=False)

    after = key_rules.listed(rows, request(b"2", b"1"), days, replacing=False)

    assert [(row.valid_from, row.valid_to) for row in after] == [
        (SINCE, day(1)),
        (day(1), None),
    ]


@pytest.mark.parametrize(
    ("asked", "days", "code"),
    [
        (request(b"2"), (None, None, START), "DESK_TAKEN"),
        (request(b"2", b"3"), (None, None, START), "DESK_TAKEN"),
        (request(b"2", b"1"), (START, SINCE, START), "PERIOD_REVERSED"),
        (request(b"0"), (None, None, START), "KEY_WAS_LOST"),
        (request(b"2", b"0"), (None, None, START), "DESK_TAKEN"),
    ],
)
def test_what_a_bureau_does_not_list(
    asked: KeyRequest, days: tuple[dt.date, dt.date, dt.date], code: str
) -> None:
    rows = [ListedKey(DESK, b"0", SINCE, None, SINCE), ListedKey(DESK, b"1", SINCE)]

    with pytest.raises(RefusedError, match=code):
        key_rules.listed(rows, asked, days, replacing=False)


def test_a_key_that_was_known_before_is_prolonged() -> None:
    rows = [ListedKey(DESK, b"1", SINCE, day(5))]

    [row] = key_rules.listed(
        rows, request(b"1"), (SINCE, day(9), START), replacing=False
    )

    assert (row.valid_from, row.last_day) == (SINCE, day(9))
