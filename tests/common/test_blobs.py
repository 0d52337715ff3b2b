"""Packed rows answer like a list, and only what is asked for is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.blobs import Blobs

ROWS = 7


class Numbers(Blobs):
    """The number of each row; remembers which were made."""

    def __init__(self) -> None:
        super().__init__(ROWS)
        self.made: list[int] = []

    def _made(self, index: slice) -> list[bytes]:
        rows = range(ROWS)[index]
        self.made += rows
        return [bytes([row]) for row in rows]


ALL = [bytes([row]) for row in range(ROWS)]
places = st.none() | st.integers(-ROWS - 2, ROWS + 2)


@given(places, places)
def test_a_part_is_that_of_a_list(start: int | None, stop: int | None) -> None:
    assert Numbers()[start:stop] == ALL[start:stop]


@given(st.integers(-ROWS, ROWS - 1))
def test_one_is_made_alone(at: int) -> None:
    blobs = Numbers()

    assert blobs[at] == ALL[at]
    assert blobs.made == [at % ROWS]


def test_all_of_them_come_in_order() -> None:
    assert list(Numbers()) == ALL


@pytest.mark.parametrize("at", [ROWS, -ROWS - 1])
def test_there_is_none_beyond_the_last(at: int) -> None:
    with pytest.raises(IndexError):
        Numbers()[at]
