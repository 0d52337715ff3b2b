"""What comes in from outside is bounded, and its JSON hides nothing."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.incoming import loads
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    max_leaves=20,
)


@given(plain)
def test_what_json_can_say_is_read_as_it_was_said(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        assert loads(text) == value
        assert loads(b"\xef\xbb\xbf" + text.encode()) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[1,]", "NaN", "[Infinity]", "-Infinity", '{"a": 1, "a": 2}'),
        *('"\\ud800"', '{"\\udfff": 1}', '[["\\ud83d"]]', "9" * 5000, '"\\uD800x"'),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param('{"a":' * 100_000, id="deep-objects"),
    ],
)
def test_json_that_means_two_things_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        loads(text)


@pytest.mark.parametrize("part", ["[],", "{},", "1,", '"",', '{"a":1},'])
def test_json_of_more_parts_than_there_is_room_for_is_refused_unread(part: str) -> None:
    text = f"[{part * (19_000_000 // len(part))}0]"

    with pytest.raises(ValueError, match="too many parts"):
        loads(text)


def test_a_large_document_of_vectors_is_read() -> None:
    vector = {"id": "a", "context": {"day": "2026-03-01"}, "input": {"mass_g": "1234"}}
    text = json.dumps([vector] * 100_000)

    assert len(loads(text)) == 100_000


@pytest.mark.parametrize("data", [b"\xff\xfe{\x00}\x00", b'"\xed\xa0\x80"', b"\x80"])
def test_bytes_in_another_encoding_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        loads(data)


def test_a_whole_pair_written_in_two_parts_is_one_character() -> None:
    assert loads('"\\ud842\\udfb7"') == "𠮷"


@pytest.mark.parametrize(("size", "passes"), [(9, True), (10, True), (11, False)])
def test_a_file_may_be_as_large_as_the_limit(
    tmp_path: Path, size: int, *, passes: bool
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"x" * size)

    if passes:
        assert len(read_within(file, 10)) == size
    else:
        with pytest.raises(UserError, match="FILE_TOO_LARGE"):
            read_within(file, 10)


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.json", "FILE_NOT_FOUND"), ("nul\0.json", "FILE_NOT_FOUND"), (".", "READ")],
)
def test_what_is_no_file_is_said_to_be_none(
    tmp_path: Path, name: str, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        read_within(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes with names")
def test_a_pipe_that_nobody_fills_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    for endless in (tmp_path / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(UserError, match="FILE_UNREADABLE"):
            read_within(endless)
