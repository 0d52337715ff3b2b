"""Issuing: a serial once, a paper for every serial, and the same bytes again."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.certificates import pdf
from carbon_points.certificates.issue import Period
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.serial import is_serial
from carbon_points.certificates.service import finish_interrupted
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.integrity.service import verify
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.verify import Verification
    from carbon_points.storage.engine import Database

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
START = Ride("").start


@pytest.fixture
def riders(small: Database, tmp_path: Path) -> Database:
    """Three people with one approved ride each."""
    rides = [Ride(f"A{n}", n, START + n * 3600, metres=3001) for n in (1, 2, 3)]
    take_one(small, rides_file(tmp_path, rides))
    approve(small, as_of("auditor"), "careful")
    return small


def rows(db: Database) -> list[tuple[str, str, str]]:
    with db.reading() as session:
        found = session.execute(
            text("SELECT serial, state, validity FROM certificate ORDER BY id")
        )
        return [(serial, state, validity) for serial, state, validity in found]


def checked(file: Path) -> Verification:
    return verify_pdf(file.read_bytes(), trusted_keys())


def sound(db: Database) -> bool:
    return verify(db, as_of()).ok


def test_everybody_with_an_approved_action_gets_one(
    riders: Database, tmp_path: Path
) -> None:
    papers = issue(riders, as_of("worker"), None, YEAR, tmp_path / "out")

    assert [paper.participant_id for paper in papers] == [person(n) for n in (1, 2, 3)]
    assert [paper.serial[:15] for paper in papers] == ["ZQ-2026-0012-00"] * 3
    assert all(is_serial(paper.serial) for paper in papers)
    for paper in papers:
        assert hashlib.sha256(paper.file.read_bytes()).hexdigest() == paper.sha256
        found = checked(paper.file)
        assert (found.reason, found.serial) == (Reason.OK, paper.serial)
        assert found.content is not None
        assert (found.content.total_points, found.content.total_mg) == (120, 120_040)
    assert {state for _, state, _ in rows(riders)} == {"confirmed"}
    assert sound(riders)


def test_unchanged_content_is_the_same_certificate_again(
    riders: Database, tmp_path: Path
) -> None:
    first = issue(riders, as_of("worker"), None, YEAR, tmp_path / "a")

    later = as_of("worker", day=dt.date(2026, 7, 15))
    again = issue(riders, later, None, YEAR, tmp_path / "b")

    assert [p.serial for p in again] == [p.serial for p in first]
    assert [p.sha256 for p in again] == [p.sha256 for p in first]
    assert all(paper.reprint for paper in again)
    assert len(rows(riders)) == 3


def test_changed_content_replaces_the_former_certificate(
    riders: Database, tmp_path: Path
) -> None:
    [first, *_] = issue(riders, as_of("worker"), None, YEAR, tmp_path / "a")
    with riders.reading() as session:
        ride = session.scalar(text("SELECT MIN(id) FROM action"))
    take_one(riders, rides_file(tmp_path, [Ride("B", 1, START + 9 * 3600)]))
    approve(riders, as_of("auditor"), "careful")
    reverse_actions(riders, as_of("auditor"), [ride or 0], "重复骑行")

    [second] = issue(riders, as_of("worker"), [person(1)], YEAR, tmp_path / "b")

    assert second.serial != first.serial
    assert [validity for _, _, validity in rows(riders)] == [
        *("replaced", "valid", "valid", "valid")
    ]
    assert checked(first.file).reason is Reason.REPLACED
    assert checked(second.file).reason is Reason.OK
    assert sound(riders)


def test_numbers_have_no_gaps_though_some_are_reprints(
    riders: Database, tmp_path: Path
) -> None:
    issue(riders, as_of("worker"), [person(2)], YEAR, tmp_path / "a")

    papers = issue(riders, as_of("worker"), None, YEAR, tmp_path / "b")

    numbers = sorted(paper.serial.split("-")[3] for paper in papers)
    assert numbers == ["000001", "000002", "000003"]


def test_another_year_counts_anew(riders: Database, tmp_path: Path) -> None:
    issue(riders, as_of("worker"), [person(1)], YEAR, tmp_path)

    next_year = as_of("worker", day=dt.date(2027, 1, 5))
    [paper] = issue(riders, next_year, [person(2)], YEAR, tmp_path)

    assert paper.serial.startswith("ZQ-2027-0012-000001-")


@pytest.mark.parametrize(
    ("who", "period", "code"),
    [
        (None, Period(dt.date(2026, 2, 1), dt.date(2026, 1, 1)), "PERIOD_REVERSED"),
        (
            None,
            Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
            "NOTHING_TO_CERTIFY",
        ),
        ([person(5)], YEAR, "NOTHING_TO_CERTIFY"),
        ([], YEAR, "NOTHING_TO_CERTIFY"),
    ],
)
def test_what_cannot_be_certified_gets_no_serial(
    riders: Database, tmp_path: Path, who: list[int] | None, period: Period, code: str
) -> None:
    with pytest.raises(RefusedError, match=code):
        issue(riders, as_of("worker"), who, period, tmp_path)

    assert rows(riders) == []


def test_waiting_actions_are_not_certified(small: Database, tmp_path: Path) -> None:
    take_one(small, rides_file(tmp_path, [Ride("A")]))

    with pytest.raises(RefusedError, match="NOTHING_TO_CERTIFY"):
        issue(small, as_of("worker"), None, YEAR, tmp_path)


@pytest.mark.parametrize("operator", ["admin", "viewer"])
def test_only_worker_and_auditor_issue(
    riders: Database, tmp_path: Path, operator: str
) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        issue(riders, as_of(operator), None, YEAR, tmp_path / "out")

    assert rows(riders) == []
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_costs_no_serial(
    riders: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(OSError, match="file"):
        issue(riders, as_of("worker"), None, YEAR, tmp_path / "file")

    assert rows(riders) == []


def test_what_was_reserved_before_a_crash_is_made_to_the_same_bytes(
    riders: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pdf.certificate_pdf
    made: list[bytes] = []

    def crash_at_the_second(*arguments: object, **keywords: object) -> bytes:
        if made:
            raise MemoryError
        made.append(real(*arguments, **keywords))  # type: ignore[arg-type]
        return made[0]

    with monkeypatch.context() as patch:
        patch.setattr(pdf, "certificate_pdf", crash_at_the_second)
        with pytest.raises(MemoryError):
            issue(riders, as_of("worker"), None, YEAR, tmp_path / "out")
    assert [state for _, state, _ in rows(riders)] == [
        *("confirmed", "recorded", "recorded")
    ]

    assert finish_interrupted(riders) == 2

    assert {state for _, state, _ in rows(riders)} == {"confirmed"}
    files = sorted((tmp_path / "out").iterdir())
    assert [checked(file).reason for file in files] == [Reason.OK] * 3
    again = issue(riders, as_of("worker"), None, YEAR, tmp_path / "again")
    assert [p.file.read_bytes() for p in again] == [f.read_bytes() for f in files]
    assert sound(riders)


def test_cancelling_keeps_what_is_finished(riders: Database, tmp_path: Path) -> None:
    progress = Progress(lambda done, _: progress.cancel() if done else None)

    with pytest.raises(Cancelled):
        issue(riders, as_of("worker"), None, YEAR, tmp_path / "out", progress)

    assert len(list((tmp_path / "out").glob("*.pdf"))) == 2
    papers = issue(riders, as_of("worker"), None, YEAR, tmp_path / "out")
    assert len(papers) == len(rows(riders)) == 3
