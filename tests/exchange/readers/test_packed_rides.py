# ruff: noqa: E501  (lists of odd cells)
"""Rides read column by column are the rides read cell by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.exchange.readers import moments
from carbon_points.exchange.readers import packed_cells
from carbon_points.exchange.readers import packed_rides
from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.exchange.readers import Table
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.packed import Packed
from carbon_points.exchange.readers.text import read_text
from tests.exchange.readers.support import AS_OF
from tests.exchange.readers.support import KEY
from tests.exchange.readers.support import RIDE
from tests.exchange.readers.support import RIDE_HEADER
from tests.exchange.readers.support import SAMPLE

if TYPE_CHECKING:
    from carbon_points.exchange.readers import Parsed

HEADER: Final = (*RIDE_HEADER, "车型", "用户ID")
ORDERS: Final = [
    "A1",
    "\tA2",
    " A3 ",
    "",
    "Ａ４",
    "a-5",
    "合计",
    "制表人：某",
    "订单编号",
    "无",
    "'6",
]
PHONES: Final = [
    "16984970182",
    "",
    " 16984970182",
    "+8616984970182",
    "无",
    "1698497018",
]
TIMES: Final = [
    "2026-03-02 08:00:00", "2026-03-02 08:10:00", "2026/03/02 08:05", "2026-03-02T08:20:00+08:00",
    "2026-03-02T00:20:00+00:00", "2026-03-02 23:59:59", "2026-03-03 08:00:00", "2026-02-30 08:00:00",
    "2026-13-01 08:00:00", "2026-03-02 24:00:00", "2026-03-02 08:60:00", "2026-03-02 08:00:60",
    "2099-01-01 08:00:00", "2026-06-30 23:59:59", "2026-07-01 00:00:00", "2026-6-3 8:00", "昨天", "",
    "2026年3月2日 8时5分", "2026-03-02 0x:10:00", "2026-03-02\t08:30:00", "2024-02-29 08:00",
    "2026.03.02 08:15:00", "2026-03/02 08:15:00", "1979-12-31 23:00:00", "2026-03-02T08:00:00-14:30",
]  # fmt: skip
DISTANCES: Final = [
    "1.80", "0", "-1.80", "暂无", "NaN", "—", "1e400", "45.00", "100", "100.0005", "100.0004", "101",
    "0.0005", "0.0004", ".5", "5.", ".", "1.0005", "1.0015", "２．５", "1,000", "3.5km", "3.5m", "",
    "0000000000001.5", "1..5", "+2", " 2.5 ", "2 .5", "000001.5",
]  # fmt: skip
VEHICLES: Final = [
    "人力",
    "电助力",
    "",
    "卡车",
    " 人力 ",
    "ebike",
    "bike",
    "classic_bike",
    "E-Bike",
]
USERS: Final = ["U000000001", "", "无", "null", "u-1", "NA", "abcde"]

cells = st.tuples(
    *(
        st.sampled_from(options)
        for options in (ORDERS, PHONES, TIMES, TIMES, DISTANCES)
    ),
    st.sampled_from(VEHICLES),
    st.sampled_from(USERS),
)
cut = st.integers(1, 9)


def table_of(
    header: tuple[str, ...], rows: list[str], encoding: str = "utf-8"
) -> Table:
    found = read_text("\n".join([",".join(header), *rows]).encode(encoding))
    return Table(
        path=Path("甲_订单_1.csv"),
        sha256="",
        file_format="csv",
        encoding=encoding,
        sheet="",
        header=found.header,
        body=found.body,
        ragged=True,
    )


def both_ways(table: Table) -> tuple[Parsed, Parsed]:
    recognised = recognise(table, "rides")
    body = table.body
    plain = replace(table, body=body.subset(range(len(body))))
    assert isinstance(body, Packed)
    return parse(table, recognised, AS_OF), parse(plain, recognised, AS_OF)


def plain(column: Any) -> list[Any]:
    return list(column.tolist() if isinstance(column, np.ndarray) else column)


def assert_equal(fast: Parsed, slow: Parsed) -> None:
    assert fast.problems == slow.problems
    assert fast.numbers.tolist() == slow.numbers.tolist()
    assert fast.rows == slow.rows
    assert fast.extra == slow.extra
    for name in slow.columns:
        assert plain(fast.columns[name]) == plain(slow.columns[name]), name
        assert isinstance(fast.columns[name], type(slow.columns[name]))


@settings(max_examples=150)
@given(
    st.lists(st.tuples(cells, cut), min_size=1, max_size=12),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_odd_rows_end_the_same_both_ways(
    rows: list[tuple[tuple[str, ...], int]], encoding: str
) -> None:
    lines = [",".join([*row, "", ""][:width]) for row, width in rows]

    assert_equal(
        *both_ways(table_of(HEADER, [",".join([*RIDE, "", ""]), *lines], encoding))
    )


any_moments = st.datetimes(dt.datetime(1980, 1, 1))  # noqa: DTZ001
good_moments = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 6, 30))  # noqa: DTZ001


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            good_moments, st.integers(-100, 100_000), st.decimals(0, 110, places=4)
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S+08:00"]),
    st.sampled_from(["里程(公里)", "里程(米)"]),
)
def test_random_rides_end_the_same_both_ways(
    rides: list[tuple[dt.datetime, int, Any]], form: str, heading: str
) -> None:
    lines = [
        f"A{i},16984970182,{start.strftime(form)},"
        f"{(start + dt.timedelta(seconds=seconds)).strftime(form)},{distance}"
        for i, (start, seconds, distance) in enumerate(rides)
    ]

    assert_equal(*both_ways(table_of((*RIDE_HEADER[:4], heading), lines)))


@pytest.mark.parametrize(
    "name", [n for n, entry in KEY["files"].items() if entry["kind"] == "rides"]
)
def test_the_sample_s_rides_end_the_same_both_ways(name: str) -> None:
    assert_equal(*both_ways(read_table(SAMPLE / name)))


@pytest.mark.parametrize("heading", ["里程", "里程(公里)"])
def test_a_file_of_which_no_row_is_simple_ends_the_same(heading: str) -> None:
    row = "A1,16984970182,2026年3月2日 8时0分,2026年3月2日 8时10分,1.8km"

    fast, slow = both_ways(table_of((*RIDE_HEADER[:4], heading), [row, row]))

    assert len(fast.numbers) == 2
    assert_equal(fast, slow)


def test_mended_cells_are_read_in_place_of_those_in_the_file() -> None:
    lines = [
        ",".join(row) for row in (RIDE, ["A2", *RIDE[1:]], ["A3", *RIDE[1:4], "x"])
    ]
    table = table_of(RIDE_HEADER, lines)
    mended = replace(table, body=table.body.mended({3: {0: "A9"}, 4: {4: "1.5"}}))

    fast, slow = both_ways(mended)

    assert_equal(fast, slow)
    assert plain(fast.columns["order_no"])[1:] == ["A9", "A3"]
    assert mended.body.column(0)[1] == "A9"
    assert table.body.row(1)[0] == "A2"


def test_a_file_without_rows_has_none() -> None:
    fast, slow = both_ways(table_of(RIDE_HEADER, []))

    assert_equal(fast, slow)
    assert fast.rows == 0


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"A{i},16984970182,{RIDE[2]},{RIDE[3]},{i % 3}.5" for i in range(20)]
    whole, slow = both_ways(table_of(RIDE_HEADER, lines))

    monkeypatch.setattr(packed_rides, "BLOCK", 3)

    assert_equal(whole, slow)
    assert_equal(both_ways(table_of(RIDE_HEADER, lines))[0], slow)


def test_parsing_stops_when_told() -> None:
    table = table_of(RIDE_HEADER, [",".join(RIDE)] * 5)
    stopped = Progress()
    stopped.cancel()

    with pytest.raises(Cancelled):
        parse(table, recognise(table), AS_OF, stopped)


def matrix(texts: list[str]) -> tuple[Any, Any]:
    width = max(map(len, texts))
    codes = np.zeros((len(texts), width), np.uint8)
    for row, text in zip(codes, texts, strict=True):
        row[: len(text)] = list(text.encode())
    return codes, np.array([len(text) for text in texts])


@given(any_moments, st.sampled_from("-/."), st.sampled_from(" T"))
def test_fixed_moments_are_the_general_reader_s(
    moment: dt.datetime, between: str, before: str
) -> None:
    date = f"{moment:%m}{between}{moment:%d}"
    text = f"{moment.year:04d}{between}{date}{before}{moment:%H:%M:%S}"

    seconds, sound = packed_cells.moments(*matrix([text, text[:16], text + "-03:30"]))

    assert sound.all()
    expected = [moments.moment(t) for t in (text, text[:16], text + "-03:30")]
    assert seconds.tolist() == expected


loose = st.text("0123456789-/.: T", max_size=6).map(lambda text: "2026-3-5" + text)


@given(st.lists(loose | st.sampled_from(TIMES[:-1]).filter(bool), min_size=1))
def test_loose_moments_are_the_general_reader_s(texts: list[str]) -> None:
    texts = [text for text in texts if text.isascii()] or ["x"]

    seconds, sound = packed_cells.moments(*matrix(texts))

    for text, found, good in zip(texts, seconds.tolist(), sound.tolist(), strict=True):
        assert moments.moment(text) == found if good else True
        if moments.moment(text) is not None and len(text.strip()) < 20:
            assert good or "T" in text or "\t" in text or text != text.strip()


@given(st.lists(st.text("0123456789.", min_size=1, max_size=14), min_size=1))
def test_plain_decimals_are_the_general_reader_s(texts: list[str]) -> None:
    metres, sound = packed_cells.decimals(*matrix(texts), 1000)

    for text, found, good in zip(texts, metres.tolist(), sound.tolist(), strict=True):
        general = values.number(text)
        if good:
            assert general is not None
            assert found == values.whole(general.value * 1000)
        else:
            assert general is None or general.unit or len(text) > 12
