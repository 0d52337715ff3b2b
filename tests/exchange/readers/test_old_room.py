"""What an old workbook will take is told before it is read, too."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import xls_guard
from carbon_points.exchange.readers.xls_guard import look_through_xls
from carbon_points.exchange.readers.xls_guard import SharedTexts
from tests.exchange.readers.old_xls import container

TEXTS, GOES_ON, NAMES_TEXT = 0x00FC, 0x003C, 0x00FD


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def book(*records: bytes) -> bytes:
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x06))
    return container("Workbook", begin + b"".join(records) + record(0x000A, b""))


def text(count: int, *, wide: bool = False) -> bytes:
    return struct.pack("<HB", count, int(wide)) + b"x" * (count * (1 + wide))


def texts(*parts: bytes) -> bytes:
    return struct.pack("<II", len(parts), len(parts)) + b"".join(parts)


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1))
def test_each_text_has_its_length(wanted: list[tuple[int, bool]]) -> None:
    found = SharedTexts()

    found.add(TEXTS, texts(*(text(count, wide=wide) for count, wide in wanted)))

    for index, (count, wide) in enumerate(wanted):
        assert found.length(index) == count * (1 + wide)
    assert found.length(len(wanted)) == 0


def test_a_text_goes_on_in_the_next_record() -> None:
    found = SharedTexts()

    found.add(TEXTS, texts(text(10))[:-4])
    found.add(GOES_ON, b"\0xxxx" + text(7))

    assert (found.length(0), found.length(1)) == (10, 7)


def test_a_text_that_too_many_cells_name_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = (struct.pack("<HHHI", row, 0, 0, 0) for row in range(500))
    made = book(
        record(TEXTS, texts(text(4000))), *(record(NAMES_TEXT, each) for each in cells)
    )
    look_through_xls(made)

    monkeypatch.setattr(xls_guard, "LITTLE_TEXT", 1_000_000)

    with pytest.raises(UserError, match="FILE_TOO_LARGE"):
        look_through_xls(made)


def test_two_sheets_in_one_place_are_no_workbook() -> None:
    sheet = record(0x0085, struct.pack("<IHBB", 8, 0, 1, 0) + b"a")

    with pytest.raises(UserError, match="FILE_DAMAGED"):
        look_through_xls(book(sheet, sheet))
