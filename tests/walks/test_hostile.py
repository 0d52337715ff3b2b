"""Files that break careless importers: each has the right outcome, none leaves harm."""

from __future__ import annotations

import json
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import pytest

from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.integrity.service import verify
from tests.districts import as_of
from tests.districts import copied
from tests.districts import DATA
from tests.districts import make_empty

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.exchange.report import FileReport
    from carbon_points.storage.engine import Database

HOSTILE: Final = DATA / "hostile"
REGISTER: Final = "00_register.csv"
ENTRIES: Final[dict[str, dict[str, Any]]] = {
    entry["file"]: entry
    for entry in json.loads((HOSTILE / "index.json").read_text("utf-8"))["files"]
}


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_empty(tmp_path_factory.mktemp("hostile"), ())
    with copied(folder, folder / "copy") as db:
        _import(db, REGISTER, "residents")
    return folder / "copy"


def _import(db: Database, name: str, kind: str) -> FileReport:
    [report] = import_files(db, as_of(), [HOSTILE / name], Options(kind=kind))
    return report


def test_the_register_is_taken_whole(tmp_path: Path) -> None:
    folder = make_empty(tmp_path, ())

    with copied(folder, tmp_path / "copy") as db:
        report = _import(db, REGISTER, "residents")

    assert (report.accepted, report.rejected) == (12, 0)


@pytest.mark.parametrize("name", sorted(set(ENTRIES) - {REGISTER}))
def test_a_hostile_file_has_the_right_outcome(
    registered: Path, tmp_path: Path, name: str
) -> None:
    entry = ENTRIES[name]
    kind = "auto" if entry["import_as"] == "any" else entry["import_as"]

    with copied(registered, tmp_path / "copy") as db:
        report = _import(db, name, kind)
        sound = verify(db, as_of()).ok

    assert sound
    _CHECKS[entry["expect"]["outcome"]](report, entry["expect"])


def _refuse_file(report: FileReport, expect: dict[str, Any]) -> None:
    del expect
    assert report.error is not None
    assert (report.accepted, report.batch_id) == (0, None)


def _accept(report: FileReport, expect: dict[str, Any]) -> None:
    assert report.error is None
    assert report.rejected == 0
    assert report.accepted == expect.get("accepted", report.accepted)


def _refuse_rows(report: FileReport, expect: dict[str, Any]) -> None:
    refused = {problem.row for problem in report.problems}
    either = set(expect.get("either_rows", ()))

    assert report.error is None
    assert report.accepted == expect.get("accepted", report.accepted)
    assert report.rejected == expect.get("refused", report.rejected)
    assert refused - either == set(expect.get("refused_rows", refused - either))
    assert not refused & set(expect.get("accepted_rows", ()))


def _accept_or_refuse(report: FileReport, expect: dict[str, Any]) -> None:
    if report.error is not None or not report.accepted:
        assert report.accepted == 0
    elif "accepted_if_taken" in expect:
        assert report.accepted == expect["accepted_if_taken"]
    else:
        low, high = expect.get("min_accepted", 1), expect.get("max_accepted", 1_000)
        assert low <= report.accepted <= high


_CHECKS: Final = {
    "refuse_file": _refuse_file,
    "accept": _accept,
    "refuse_rows": _refuse_rows,
    "accept_or_refuse": _accept_or_refuse,
}
