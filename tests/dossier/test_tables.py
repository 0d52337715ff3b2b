"""A written table is read back to the same sum, whatever stands in it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.dossier.columns import fitted
from carbon_points.dossier.tables import added
from carbon_points.dossier.tables import Sheet
from carbon_points.dossier.tables import UnreadableError
from carbon_points.dossier.tables import write_csv
from carbon_points.dossier.tables import write_sheets

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = {"title": "章丘区", "author": "章丘区", "footer": "未经核证"}
LARGE = 9_007_199_254_740_993
SHEET = Sheet(
    "台账",
    "",
    ("项", "mg"),
    [("=1+1", 5), ("@b", -7), ("large", LARGE), ("none", None)],
    {"mg": LARGE - 2},
    {"mg": "ledger"},
)


@pytest.mark.parametrize("name", ["台账.xlsx", "台账.csv"])
def test_a_column_adds_up_to_what_was_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if path.suffix == ".csv":
        write_csv(SHEET, path)
    else:
        write_sheets([SHEET], path, ABOUT, dt.datetime(2026, 1, 1))  # noqa: DTZ001

    found = added(path, "" if path.suffix == ".csv" else "台账", "mg")

    assert found == (LARGE - 2, LARGE - 2, 4)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        moment = dt.datetime(2026, 1, 1)  # noqa: DTZ001  (as the library wants it)
        write_sheets([SHEET], tmp_path / name, ABOUT, moment)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_is_no_table_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"no workbook")
    text = tmp_path / "x.csv"
    text.write_text("项,mg\r\na,none\r\n", "utf-8")

    for file, sheet, column in (
        (path, "台账", "mg"),
        (text, "", "kg"),
        (text, "", "mg"),
        (tmp_path / "gone.csv", "", "mg"),
    ):
        with pytest.raises(UnreadableError):
            added(file, sheet, column)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=12), st.integers(100, 900))
def test_columns_fill_the_room_and_only_wide_ones_give_way(
    wanted: list[int], room: int
) -> None:
    widths = fitted(wanted, room)

    assert round(sum(widths), 6) == room
    fair = room / len(wanted)
    assert all(w >= min(n, fair) - 1e-6 for w, n in zip(widths, wanted, strict=True))
