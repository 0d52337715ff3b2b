"""Packed rows are read in columns as they are read one by one, or left alone."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.columns import ABSENT
from carbon_points.methodology.columns import NO_WORD
from carbon_points.methodology.columns import UNKNOWN_WORD
from carbon_points.methodology.packed import NUMBER
from carbon_points.methodology.packed import read_rows
from carbon_points.methodology.packed import SKIPPED

if TYPE_CHECKING:
    from carbon_points.methodology.packed import Read

WORDS = ("shared_bike", "步行", "e")
FIELDS = (NUMBER, WORDS, SKIPPED, NUMBER)
encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(list[Any]).decode

whole = st.one_of(
    st.none(),
    st.integers(-(2**63) + 1, 2**63 - 1),
    *(st.integers(n - 2, n + 2) for n in (0, 128, 256, 2**16, 2**32, -32, -(2**31))),
)
word = st.one_of(st.none(), st.sampled_from(WORDS), st.text(max_size=12))
words = st.one_of(st.none(), st.text(max_size=40), st.just("长" * 80))
anything: st.SearchStrategy[Any] = st.one_of(
    st.floats(), st.booleans(), st.binary(), st.lists(st.integers(0, 9), max_size=2)
)
good = st.tuples(whole, word, words, whole)
odd = st.one_of(
    st.tuples(anything, word, words, whole),
    st.tuples(whole, word, words),
    st.tuples(whole, word, words, whole, whole),
    st.tuples(st.text(), word, words, whole),
    st.tuples(whole, st.integers(0, 9), words, whole),
)


def read(rows: list[bytes]) -> Read:
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    return read_rows(b"".join(rows), lengths, FIELDS)


def _number(value: int | None) -> int:
    return ABSENT if value is None else value


def _word(value: str | None) -> int:
    if value is None:
        return NO_WORD
    return WORDS.index(value) if value in WORDS else UNKNOWN_WORD


def in_columns(found: Read, place: int) -> tuple[int, ...]:
    return tuple(int(found.columns[field][place]) for field in (0, 1, 3))


def decoded(row: tuple[Any, ...] | list[Any]) -> tuple[int, ...]:
    first, choice, _, last = row
    return _number(first), _word(choice), _number(last)


@given(st.lists(good, max_size=30))
def test_rows_of_numbers_and_words_are_read_as_they_are_decoded(
    rows: list[tuple[Any, ...]],
) -> None:
    found = read([encode(row) for row in rows])

    assert found.regular.all()
    places = range(len(rows))
    assert [in_columns(found, place) for place in places] == list(map(decoded, rows))


@given(st.lists(st.one_of(good, odd), max_size=20))
def test_a_row_that_is_read_says_what_a_decoder_says(
    rows: list[tuple[Any, ...]],
) -> None:
    found = read([encode(row) for row in rows])

    for place in np.flatnonzero(found.regular).tolist():
        assert in_columns(found, place) == decoded(rows[place])


@given(st.lists(good, min_size=2, max_size=8), st.data())
def test_a_damaged_row_is_left_alone_or_read_as_it_stands(
    rows: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    packed = [bytearray(encode(row)) for row in rows]
    place = data.draw(st.integers(0, len(rows) - 1))
    at = data.draw(st.integers(0, len(packed[place]) - 1))
    packed[place][at] = data.draw(st.integers(0, 255))

    found = read([bytes(row) for row in packed])

    others = [number for number in range(len(rows)) if number != place]
    assert all(found.regular[number] for number in others)
    if found.regular[place]:
        assert in_columns(found, place) == decoded(decode(bytes(packed[place])))


@given(st.lists(good, min_size=1, max_size=8), st.integers(1, 5))
def test_rows_whose_lengths_do_not_add_up_are_left_alone(
    rows: list[tuple[Any, ...]], more: int
) -> None:
    packed = [encode(row) for row in rows]
    lengths = np.fromiter(map(len, packed), np.int64)

    found = read_rows(b"".join(packed) + bytes(more), lengths, FIELDS)

    assert not found.regular.any()


def test_rows_of_too_many_fields_are_left_alone() -> None:
    row = encode([1] * 16)

    found = read_rows(row, np.array([len(row)]), [NUMBER] * 16)

    assert not found.regular.any()
