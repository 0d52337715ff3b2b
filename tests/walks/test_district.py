"""The sample district, from its files to points: equal to the last milligram."""

from __future__ import annotations

import dataclasses
from typing import Any
from typing import TYPE_CHECKING

import pytest

from carbon_points.crediting.account import account
from carbon_points.crediting.service import load_remainders
from carbon_points.integrity.service import verify
from carbon_points.participants.queries import by_identity
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from tests.districts import as_of
from tests.districts import EXPECTED

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from tests.districts import District

FIGURES = (
    "kind",
    "rows",
    "accepted",
    "duplicates",
    "rejected",
    "not_creditable",
    "flagged",
    "actions",
    "reduction_mg",
)
LARGEST = {
    entry["participant"]: entry
    for entry in EXPECTED["largest_participants"] + EXPECTED["largest_by_events"]
}


@pytest.mark.parametrize("name", EXPECTED["files"])
def test_a_file_gives_the_expected_figures(
    sample_district: District, name: str
) -> None:
    report = sample_district.reports[name]

    assert report.error is None
    assert {f: getattr(report, f) for f in FIGURES} == EXPECTED["files"][name]


def test_every_row_that_earns_nothing_is_named_with_its_code(
    sample_district: District,
) -> None:
    named = {
        (name, problem.row, problem.details["methodology"], problem.code)
        for name, report in sample_district.reports.items()
        for problem in report.problems
        if "methodology" in problem.details
    }

    assert named == {
        (row["file"], row["row"], row["methodology"], row["code"])
        for row in EXPECTED["not_creditable"]
    }


def test_the_same_files_again_take_nothing(sample_district: District) -> None:
    for name, report in sample_district.again.items():
        first = sample_district.reports[name]

        assert (report.accepted, report.actions, report.reduction_mg) == (0, 0, 0)
        assert report.batch_id is None
        assert report.seen_before == (first.batch_id is not None)
        assert report.rows == report.duplicates + report.rejected
        assert report.rejected == first.rejected - first.not_creditable


def test_everything_credited_is_approved(sample_district: District) -> None:
    totals = EXPECTED["totals"]
    run = dataclasses.asdict(sample_district.run)

    sampled = run.pop("sampled")

    assert len(set(sampled)) == len(sampled) >= totals["actions"] // 20
    assert run == {
        "approved": totals["actions"],
        "flagged": 0,
        "left": 0,
        "points": sum(totals["points"].values()),
        "reduction_mg": totals["reduction_mg"],
    }


def test_every_cell_of_the_statistics_is_equal(approved: Database) -> None:
    cut = ("subdistrict", "month", "methodology")

    with approved.reading() as session:
        rows = table(session, StatQuery(cut)).rows

    found = [
        {
            **dict(zip(cut, row.key, strict=True)),
            "participants": row.participants,
            "actions": row.actions,
            "reduction_mg": row.reduction_mg,
            "points": row.points,
        }
        for row in rows
    ]
    assert sorted(found, key=_cell) == sorted(
        EXPECTED["subdistrict_month_methodology"], key=_cell
    )


def _cell(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["subdistrict"], row["month"], row["methodology"]


def test_the_largest_participants_have_their_points_and_remainders(
    approved: Database,
) -> None:
    with approved.reading() as session:
        owners = by_identity(session, approved.sealer, LARGEST)
        held = {
            number: account(session, found.participant_id)
            for number, found in owners.items()
        }
        ids = {found.participant_id: number for number, found in owners.items()}
        rest: dict[str, dict[str, int]] = {}
        for (person, group), mg in load_remainders(session, ids).items():
            rest.setdefault(ids[person], {})[group] = mg

    for number, entry in LARGEST.items():
        assert held[number].points == sum(entry["points"].values())
        assert held[number].reduction_mg == entry["reduction_mg"]
        assert rest[number] == entry["remainder_mg"]


def test_the_audit_finds_nothing(approved: Database) -> None:
    found = verify(approved, as_of(), recalculate=True)

    assert [check for check in found.checks if not check.ok] == []
    assert {check.name for check in found.checks} >= {
        "recalculation_gives_the_same_milligram",
        "statistics_are_a_recount",
        "approved_reductions_are_accrued",
    }
