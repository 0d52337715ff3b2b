"""However a desk cuts its sheets of readings into files, the outcome is the same."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.integrity.service import verify
from tests.deeds import identity
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import pumps_file
from tests.deeds import take_one
from tests.districts import as_of
from tests.districts import copied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from carbon_points.storage.engine import Database

readings = st.builds(
    Meter,
    st.sampled_from([dt.date(2026, month, 1) for month in range(1, 6)]),
    st.sampled_from(["1000", "1500", "2000", "2600", "9000"]),
    st.sampled_from(["E1", "E2"]),
    st.sampled_from([1, 1, 2]),
    st.sampled_from(["10", "60"]),
)
seasons = st.fixed_dictionaries(
    {
        "设备编号": st.sampled_from(["HP1", "HP2"]),
        "身份证号/统一社会信用代码": st.sampled_from([identity(1), identity(2)]),
        "原取暖方式": st.sampled_from(["散煤", "燃气", "集中供热"]),
        "采暖季起": st.sampled_from(["2025-11-15", "2026-01-01"]),
        "供热量（kWh）": st.sampled_from(["9000", "9100"]),
    }
)

_ACTIONS = """
SELECT participant_id, day, reduction_mg, flags, code, state, credited, context
FROM action ORDER BY id"""
_DEVICES = """
SELECT device_key, participant_id FROM installation WHERE state = 'live'
ORDER BY device_key"""
_READINGS = "SELECT meter_id, read_on, value_e6, counts FROM reading ORDER BY id"


def outcome(db: Database, files: list[Path]) -> list[Any]:
    """What importing some files counted and left behind."""
    reports = [take_one(db, file) for file in files]
    assert verify(db, as_of(), recalculate=True).ok
    names = ("rows", "accepted", "duplicates", "rejected", "not_creditable", "actions")
    left = (_ACTIONS, _DEVICES, _READINGS)
    with db.reading() as session:
        rows = [tuple(row) for query in left for row in session.execute(text(query))]
    sums = [sum(getattr(report, name) for report in reports) for name in names]
    return [sums, [p.code for report in reports for p in report.problems], rows]


def same_however_cut(
    district: Path, folder: Path, write: Callable[[Path, Any], Path], cut: Any
) -> None:
    rows, cuts = cut
    edges = [0, *sorted(cuts & set(range(1, len(rows)))), len(rows)]
    parts = [rows[a:b] for a, b in pairwise(edges)]
    files = {"whole": [rows], "parts": parts}
    found = {}
    for name, sheets in files.items():
        with copied(district, folder / name) as db:
            found[name] = outcome(db, [write(folder, sheet) for sheet in sheets])
    assert found["parts"] == found["whole"]


quick = settings(max_examples=8, deadline=None)
cuts = st.sets(st.integers(1, 8), max_size=3)


@quick
@given(st.tuples(st.lists(readings, min_size=2, max_size=9), cuts))
def test_readings_of_meters(
    small_district: Path, tmp_path_factory: pytest.TempPathFactory, cut: Any
) -> None:
    folder = tmp_path_factory.mktemp("cut")

    same_however_cut(small_district, folder, meters_file, cut)


@quick
@given(st.tuples(st.lists(seasons, min_size=2, max_size=7), cuts))
def test_seasons_of_heat_pumps(
    small_district: Path, tmp_path_factory: pytest.TempPathFactory, cut: Any
) -> None:
    folder = tmp_path_factory.mktemp("cut")

    same_however_cut(small_district, folder, pumps_file, cut)
