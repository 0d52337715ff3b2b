"""Files that break careless importers end as their index says, or in one sentence."""

from __future__ import annotations

import json
import shutil
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import UserError
from carbon_points.exchange.readers import error_message
from tests.exchange.readers.support import HOSTILE
from tests.exchange.readers.support import outcome
from tests.exchange.readers.support import parsed

if TYPE_CHECKING:
    from pathlib import Path

INDEX: Final[list[dict[str, Any]]] = json.loads(
    (HOSTILE / "index.json").read_text("utf-8")
)["files"]
ROWS: Final = {"refuse_rows", "accept", "accept_or_refuse"}


def by_outcome(*outcomes: str) -> list[Any]:
    return [
        pytest.param(
            entry["import_as"], entry["expect"], entry["file"], id=entry["file"]
        )
        for entry in INDEX
        if entry["expect"]["outcome"] in outcomes
    ]


@pytest.mark.parametrize(("kind", "_expect", "name"), by_outcome("refuse_file"))
def test_a_file_that_nobody_can_read_gives_one_sentence(
    kind: str, _expect: dict[str, Any], name: str
) -> None:
    with pytest.raises(UserError) as caught:
        parsed(HOSTILE / name, "auto" if kind == "any" else kind)

    message = error_message(caught.value)
    assert name in message
    assert caught.value.code not in message


@pytest.mark.parametrize(("kind", "expect", "name"), by_outcome(*ROWS))
def test_each_row_is_taken_or_refused_as_the_index_says(
    kind: str, expect: dict[str, Any], name: str
) -> None:
    for asked in (kind, "auto"):
        rows = outcome(parsed(HOSTILE / name, asked))
        good = {row for row, code in rows.items() if not code}

        assert good >= set(expect.get("accepted_rows", ()))
        assert not good & set(expect.get("refused_rows", ()))
        for bound in ("accepted", "accepted_if_taken"):
            assert len(good) == expect.get(bound, len(good))
        assert expect.get("min_accepted", 0) <= len(good)
        assert len(good) <= expect.get("max_accepted", len(good))
        assert len(rows) - len(good) == expect.get("refused", len(rows) - len(good))


def test_an_id_stored_as_a_number_says_so() -> None:
    rows = outcome(parsed(HOSTILE / "id_as_number.xlsx"))

    assert rows == {2: "ID_AS_NUMBER", 3: "ID_AS_NUMBER", 4: ""}


def test_a_formula_without_a_result_is_a_missing_weight() -> None:
    rows = outcome(parsed(HOSTILE / "formulas.xlsx"))

    assert rows == {
        2: "WEIGHT_MISSING",
        3: "",
        4: "WEIGHT_MISSING",
        5: "WEIGHT_MISSING",
    }


def test_a_person_joined_over_three_drop_offs_gets_all_three_with_a_notice() -> None:
    result = parsed(HOSTILE / "merged_person.xlsx")

    assert set(result.columns["person"]) == {"370114196705269988"}
    assert list(result.columns["mass_g"]) == [3000, 1500, 2000]
    assert [(n.row, n.code) for n in result.notices] == [
        (3, "MERGED_FILLED"),
        (4, "MERGED_FILLED"),
    ]


def test_names_that_a_spreadsheet_would_run_are_kept_as_text() -> None:
    names = parsed(HOSTILE / "formula_names.csv").columns["name"]

    assert names[0] == "=cmd|' /C calc'!A0"
    assert names[4] == '=HYPERLINK("http://127.0.0.1/","点我")'
    assert names[5] == "=1+1"


def test_totals_blank_rows_and_footers_are_no_rows() -> None:
    result = parsed(HOSTILE / "total_and_footer.csv")

    assert outcome(result) == {2: "", 3: ""}
    assert result.rows == 2


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("dates.csv", "dates.xls"),
        ("id_as_number.xlsx", "a.csv"),
        ("html_named.xls", "b.csv"),
    ],
)
def test_the_name_of_a_file_does_not_matter(
    tmp_path: Path, file: str, named: str
) -> None:
    shutil.copy(HOSTILE / file, tmp_path / named)

    assert outcome(parsed(tmp_path / named)) == outcome(parsed(HOSTILE / file))
