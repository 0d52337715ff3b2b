"""Importing: all of a file or nothing, good rows in, bad rows out with reasons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.audit.service import approve
from carbon_points.audit.service import withdraw_import
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.integrity.service import verify
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import identity
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.exchange.report import FileReport
    from carbon_points.storage.engine import Database

HOUR = 3600
START = Ride("").start


def counts(db: Database) -> dict[str, int]:
    """How many rows there are of everything that an import can leave behind."""
    tables = (
        "action import_batch installation reading participant evidence"
        " evidence_link chain_record stat_cell place"
    )
    with db.reading() as session:
        return {
            table: session.scalar(text(f"SELECT COUNT(*) FROM {table}")) or 0  # noqa: S608
            for table in tables.split()
        }


def states(db: Database) -> list[int]:
    with db.reading() as session:
        return list(session.scalars(text("SELECT state FROM action ORDER BY id")))


def sound(db: Database) -> bool:
    return verify(db, as_of(), recalculate=True).ok


def figures(report: FileReport) -> tuple[int, int, int]:
    return report.accepted, report.duplicates, report.rejected


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    small: Database, tmp_path: Path
) -> None:
    before = counts(small)
    file = rides_file(tmp_path, [Ride("A"), Ride("B", person=9)])

    report = take_one(small, file, dry_run=True)

    assert figures(report) == (1, 0, 1)
    assert report.reduction_mg == 120_000
    assert report.batch_id is None
    assert counts(small) == before


def test_a_strict_import_takes_nothing_of_a_file_with_a_bad_row(
    small: Database, tmp_path: Path
) -> None:
    before = counts(small)
    bad = rides_file(tmp_path, [Ride("A"), Ride("B", person=9)])
    good = drops_file(tmp_path, [Drop()])

    reports = take(small, bad, good, strict=True)

    assert [figures(report) for report in reports] == [(0, 0, 2), (1, 0, 0)]
    assert [len(report.problems) for report in reports] == [1, 0]
    assert reports[0].batch_id is None
    assert counts(small)["action"] == before["action"] + 1


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (Ride("B", person=9), "UNKNOWN_USER"),
        (Ride("B", metres=0), "DISTANCE_ZERO"),
        (Ride("B", seconds=-60), "END_BEFORE_START"),
        (Ride("B", metres=90_000), "TOO_FAST"),
        (Ride("B", seconds=30 * HOUR), "TOO_LONG"),
        (Ride("B", start=START + 300 * 24 * HOUR), "FUTURE_TIME"),
        (Ride(""), "ORDER_MISSING"),
    ],
)
def test_a_bad_row_never_takes_a_good_one_with_it(
    small: Database, tmp_path: Path, bad: Ride, code: str
) -> None:
    file = rides_file(tmp_path, [Ride("A"), bad, Ride("C", start=START + HOUR)])

    report = take_one(small, file)

    assert figures(report) == (2, 0, 1)
    assert [(p.row, p.code) for p in report.problems] == [(3, code)]
    assert states(small) == [State.WAITING] * 2


def test_a_file_that_cannot_be_understood_leaves_the_others_alone(
    small: Database, tmp_path: Path
) -> None:
    nonsense = tmp_path / "x.csv"
    nonsense.write_text("a,b\n1,2\n")
    file = rides_file(tmp_path, [Ride("A")])

    reports = take(small, nonsense, tmp_path / "missing.csv", file)

    assert [bool(report.error) for report in reports] == [True, True, False]
    assert states(small) == [State.WAITING]


def test_a_file_named_twice_is_reported_twice_and_taken_once(
    small: Database, tmp_path: Path
) -> None:
    file = rides_file(tmp_path, [Ride("A")])

    first, second = take(small, file, file)

    assert (figures(first), figures(second)) == ((1, 0, 0), (0, 1, 0))
    assert first.batch_id is not None
    assert second.batch_id is None
    assert second.seen_before


def test_registers_are_taken_before_what_their_people_did(
    small: Database, tmp_path: Path
) -> None:
    rides = rides_file(tmp_path, [Ride("A", person=99)])
    register = tmp_path / "居民登记表.csv"
    number = "370114196705269988"
    register.write_text(
        "姓名,身份证号,手机号,所属街道（镇）,是否签署授权书\n"
        f"曾娜敏,{number},{Ride('', person=99).cells()[1]},明水街道,是\n",
        "utf-8",
    )

    reports = take(small, rides, register)

    assert [report.kind for report in reports] == ["rides", "residents"]
    assert [figures(report) for report in reports] == [(1, 0, 0), (1, 0, 0)]


def test_the_order_of_import_is_the_order_of_registration(
    small: Database, tmp_path: Path
) -> None:
    late = rides_file(tmp_path, [Ride("L", start=START + 300)])
    early = rides_file(tmp_path, [Ride("E", start=START)])

    first, second = take(small, late, early)

    # They overlap; the one that came first stands, whatever the clock says.
    assert (first.accepted, second.not_creditable) == (1, 1)
    assert second.problems[0].code == "TRIP_OVERLAP"


def test_the_same_order_with_other_content_is_not_creditable(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, rides_file(tmp_path, [Ride("A")]))

    report = take_one(
        small, rides_file(tmp_path, [Ride("A", start=START + HOUR), Ride("A")])
    )

    assert figures(report) == (0, 1, 1)
    assert report.problems[0].code == "DUPLICATE"
    assert states(small) == [State.WAITING, State.NOT_CREDITABLE]


def test_the_same_order_of_another_operator_is_another_ride(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, rides_file(tmp_path, [Ride("A")], "甲"))

    report = take_one(
        small, rides_file(tmp_path, [Ride("A", start=START + HOUR)], "乙")
    )

    assert figures(report) == (1, 0, 0)


class Stopper(Progress):
    """Cancels itself at one of its steps."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.steps = 0
        self._at = at

    def step(self, done: int, total: int) -> None:
        self.steps += 1
        if self.steps == self._at:
            self.cancel()
        super().step(done, total)


def test_a_cancelled_import_leaves_nothing_wherever_it_is_stopped(
    small: Database, tmp_path: Path
) -> None:
    before = counts(small)
    rides = [Ride(f"A{i}", i % 6 + 1, START + i * HOUR) for i in range(300)]
    file = rides_file(tmp_path, rides)
    dry = Stopper(0)
    import_files(small, as_of(), [file], Options(dry_run=True), dry)

    for at in range(1, dry.steps + 1):
        with pytest.raises(Cancelled):
            import_files(small, as_of(), [file], Options(), Stopper(at))
        assert counts(small) == before

    assert dry.steps > 0
    assert take_one(small, file).accepted > 0


def test_a_withdrawn_import_can_be_imported_again(
    small: Database, tmp_path: Path
) -> None:
    file = rides_file(tmp_path, [Ride("A"), Ride("B", start=START + 60)])
    first = take_one(small, file)
    assert first.batch_id is not None

    taken = withdraw_import(small, as_of("worker"), first.batch_id, "选错了文件")
    again = take_one(small, file)

    assert (taken.actions, taken.points, taken.reversed) == (1, 0, False)
    assert not again.seen_before
    assert figures(again) == figures(first) == (1, 0, 1)
    assert states(small) == [
        State.WITHDRAWN,
        State.NOT_CREDITABLE,
        State.WAITING,
        State.NOT_CREDITABLE,
    ]
    assert sound(small)


def test_one_withdrawn_ride_is_a_duplicate_when_its_file_comes_again(
    small: Database, tmp_path: Path
) -> None:
    from carbon_points.actions.service import withdraw  # noqa: PLC0415

    file = rides_file(tmp_path, [Ride("A"), Ride("B", start=START + HOUR)])
    take_one(small, file)
    with small.reading() as session:
        first = session.scalar(text("SELECT MIN(id) FROM action"))

    withdraw(small, as_of("worker"), [first or 0], "不是本人骑行")

    assert figures(take_one(small, file)) == (0, 2, 0)
    corrected = rides_file(tmp_path, [Ride("A", metres=2500)])
    assert figures(take_one(small, corrected)) == (1, 0, 0)


def test_an_approved_import_is_reversed_by_an_auditor_and_refused_to_a_worker(
    small: Database, tmp_path: Path
) -> None:
    rides = [Ride("A"), Ride("B", start=START + HOUR, metres=6500, seconds=1200)]
    report = take_one(small, rides_file(tmp_path, rides))
    assert report.batch_id is not None
    run = approve(small, as_of("auditor"), "careful")
    assert (run.approved, run.left) == (1, 1)  # the other one is fast: a doubt

    with pytest.raises(NotAllowedError, match="ROLE"):
        withdraw_import(small, as_of("worker"), report.batch_id, "数据有误")
    assert states(small) == [State.APPROVED, State.WAITING]

    taken = withdraw_import(small, as_of("auditor"), report.batch_id, "数据有误")
    assert (taken.actions, taken.points, taken.reversed) == (2, -120, True)
    assert states(small) == [State.REVERSED, State.WITHDRAWN]
    assert sound(small)


def test_an_import_is_withdrawn_once_and_for_a_reason(
    small: Database, tmp_path: Path
) -> None:
    report = take_one(small, rides_file(tmp_path, [Ride("A")]))
    batch = report.batch_id or 0

    with pytest.raises(RefusedError, match="REASON_MISSING"):
        withdraw_import(small, as_of("worker"), batch, " ")
    with pytest.raises(RefusedError, match="BATCH_UNKNOWN"):
        withdraw_import(small, as_of("worker"), batch + 1, "x")
    withdraw_import(small, as_of("worker"), batch, "选错了文件")
    with pytest.raises(RefusedError, match="ALREADY_WITHDRAWN"):
        withdraw_import(small, as_of("worker"), batch, "选错了文件")

    with small.reading() as session:
        log = session.execute(text("SELECT operator, act, reason FROM operation_log"))
        assert [tuple(row) for row in log] == [
            ("worker", "withdraw-import", "选错了文件")
        ]


def test_a_withdrawn_register_closes_its_accounts_and_can_come_again(
    empty: Database, tmp_path: Path
) -> None:
    file = tmp_path / "居民登记表.csv"
    header = "姓名,身份证号,手机号,所属街道（镇）,是否签署授权书\n"
    phone = Ride("").cells()[1]
    file.write_text(f"{header}王芳,{identity(1)},{phone},明水街道,是\n", "utf-8")
    first = take_one(empty, file)
    rides = take_one(empty, rides_file(tmp_path, [Ride("A")]))

    with pytest.raises(RefusedError, match="BATCH_IN_USE"):
        withdraw_import(empty, as_of("worker"), first.batch_id or 0, "登记错误")
    withdraw_import(empty, as_of("worker"), rides.batch_id or 0, "登记错误")
    withdraw_import(empty, as_of("worker"), first.batch_id or 0, "登记错误")

    assert figures(take_one(empty, rides_file(tmp_path, [Ride("A")]))) == (0, 0, 1)
    assert figures(take_one(empty, file)) == (1, 0, 0)
    assert figures(take_one(empty, rides_file(tmp_path, [Ride("A")]))) == (1, 0, 0)
    assert sound(empty)


def test_an_operator_without_the_right_imports_nothing(
    small: Database, tmp_path: Path
) -> None:
    file = rides_file(tmp_path, [Ride("A")])

    with pytest.raises(NotAllowedError, match="ROLE"):
        import_files(small, as_of("viewer"), [file], Options())

    assert states(small) == []


def test_what_came_after_the_day_of_registration_is_refused(
    small: Database, tmp_path: Path
) -> None:
    file = drops_file(tmp_path, [Drop(day=dt.date(2026, 6, 30))])
    earlier = as_of("worker", day=dt.date(2026, 6, 29))

    [report] = import_files(small, earlier, [file], Options())

    assert [problem.code for problem in report.problems] == ["DATE_FUTURE"]
