"""Stored inputs: the same after a round trip, by row and by column."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.columns import ABSENT
from carbon_points.methodology.columns import NO_WORD
from carbon_points.methodology.columns import UNKNOWN_WORD
from carbon_points.methodology.contract import Field
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import MethodologyVersion
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.contract import Status
from carbon_points.methodology.inputs import pack_columns
from carbon_points.methodology.inputs import pack_inputs
from carbon_points.methodology.inputs import unpack_columns
from carbon_points.methodology.inputs import unpack_inputs
from tests.methodologies.shared import golden
from tests.methodologies.shared import IDS
from tests.methodologies.shared import METHODOLOGIES


def _nothing(*_: Any) -> Rejection:
    return Rejection("NOTHING")


VERSION = MethodologyVersion(
    "1.0",
    dt.date(2024, 1, 1),
    Status.DRAFT,
    (
        Field("pieces", FieldType.INTEGER),
        Field("kwh", FieldType.DECIMAL),
        Field("day", FieldType.DATE),
        Field("at", FieldType.MOMENT),
        Field("word", FieldType.CHOICE, choices=("a", "b")),
        Field("text", FieldType.TEXT),
        Field("segments", FieldType.SEGMENTS),
        Field("shares", FieldType.SHARES, choices=("y", "x")),
    ),
    _nothing,
)
FULL = {
    "pieces": 3,
    "kwh": "10250.5",
    "day": "2026-04-15",
    "at": "2026-04-15T07:40:00+08:00",
    "word": "b",
    "text": "A-1",
    "segments": [
        {"meter_id": "M", "start": "1.5", "end": "0", "rollover": True, "max": "9"},
        {"meter_id": "N", "start": "0", "end": "2", "ct": 40},
    ],
    "shares": {"x": "0.25", "y": "0.75"},
}


def test_inputs_come_back_as_they_were() -> None:
    assert unpack_inputs(VERSION, pack_inputs(VERSION, FULL)) == FULL


def test_inputs_come_back_in_one_spelling() -> None:
    given_otherwise = FULL | {"kwh": "10250.50", "at": "2026-04-14T23:40:00Z"}

    assert pack_inputs(VERSION, given_otherwise) == pack_inputs(VERSION, FULL)


def test_what_is_absent_comes_back_as_none() -> None:
    blob = pack_inputs(VERSION, {"pieces": 3, "text": "", "other": 1})

    back = unpack_inputs(VERSION, blob)

    assert back == dict.fromkeys(FULL, None) | {"pieces": 3}
    assert len(blob) == 9


def test_the_order_of_shares_does_not_matter() -> None:
    turned = FULL | {"shares": {"y": "0.75", "x": "0.25"}}

    assert pack_inputs(VERSION, turned) == pack_inputs(VERSION, FULL)


@pytest.mark.parametrize("methodology_id", IDS)
def test_packed_inputs_give_the_same_result(methodology_id: str) -> None:
    version = METHODOLOGIES[methodology_id].current
    accepted = [
        v for v in golden(methodology_id) if v["expect"]["status"] == "accepted"
    ]

    for vector in accepted:
        back = unpack_inputs(version, pack_inputs(version, vector["input"]))
        kept = {name: value for name, value in back.items() if value is not None}
        assert pack_inputs(version, kept) == pack_inputs(version, vector["input"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pieces", "3"),
        ("pieces", True),
        ("kwh", "1.0000001"),
        ("day", "15.4.2026"),
        ("at", "2026-04-15T07:40:00"),
        ("segments", [{"meter_id": "M", "start": "x", "end": "1"}]),
    ],
)
def test_what_has_not_the_shape_is_not_packed(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        pack_inputs(VERSION, {name: value})


optional = st.none() | st.integers(0, 2**40)
rows = st.fixed_dictionaries(
    {
        "pieces": optional,
        "kwh": optional,
        "day": st.none() | st.integers(0, 40_000),
        "at": st.none() | st.integers(0, 4_000_000_000),
        "word": st.sampled_from([NO_WORD, 0, 1]),
        "text": st.none() | st.text(min_size=1),
    }
)


@given(st.lists(rows, min_size=1, max_size=20))
def test_columns_give_the_bytes_of_the_rows(table: list[dict[str, Any]]) -> None:
    numbers = ("pieces", "kwh", "day", "at")
    columns: dict[str, Any] = {
        name: np.array([ABSENT if row[name] is None else row[name] for row in table])
        for name in numbers
    }
    columns["word"] = np.array([row["word"] for row in table])
    columns["text"] = [row["text"] for row in table]

    blobs = pack_columns(VERSION, columns)

    inputs = [unpack_inputs(VERSION, blob) for blob in blobs]
    assert blobs == [pack_inputs(VERSION, each) for each in inputs]
    back = unpack_columns(VERSION, blobs)
    assert sorted(back) == sorted((*numbers, "word"))
    assert all((back[name] == columns[name]).all() for name in back)


def test_words_may_be_given_as_words() -> None:
    blobs = pack_columns(VERSION, {"word": ["a", "b", None], "pieces": [1, None, 3]})

    assert [msgspec.msgpack.decode(blob)[4] for blob in blobs] == ["a", "b", None]
    assert unpack_columns(VERSION, blobs)["pieces"].tolist() == [1, ABSENT, 3]


def test_an_unknown_word_is_told_from_none() -> None:
    blobs = [pack_inputs(VERSION, {"word": "z"}), pack_inputs(VERSION, {})]

    assert unpack_columns(VERSION, blobs)["word"].tolist() == [UNKNOWN_WORD, NO_WORD]


def test_shares_and_segments_are_packed_by_column_as_by_row() -> None:
    lists = {name: [FULL[name]] for name in ("text", "segments", "shares")}

    blobs = pack_columns(VERSION, lists)

    assert blobs == [pack_inputs(VERSION, {name: FULL[name] for name in lists})]


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="kwh"):
        pack_columns(VERSION, {"pieces": [1, 2], "kwh": [1]})


def test_many_blocks_come_back_in_order() -> None:
    blobs = pack_columns(VERSION, {"pieces": list(range(2500))})

    assert unpack_columns(VERSION, blobs)["pieces"].tolist() == list(range(2500))
    assert unpack_columns(VERSION, [])["pieces"].tolist() == []
