"""One ride from an operator's file to a certificate, each hop called alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from carbon_points.actions.models import Action
from carbon_points.actions.rules import State
from carbon_points.actions.service import signature
from carbon_points.audit.booking import CREDIT_MODELS
from carbon_points.audit.service import approve
from carbon_points.certificates.issue import Period
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import verify_pdf
from carbon_points.common.progress import Progress
from carbon_points.crediting.explain import explain
from carbon_points.crediting.service import credit
from carbon_points.crediting.service import Creditable
from carbon_points.exchange.events import plan_rides
from carbon_points.exchange.plan import Desk
from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.ledger.queries import balance
from carbon_points.ledger.queries import statement
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import ISSUE
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import participant_account
from carbon_points.ledger.service import book
from carbon_points.methodology.contract import Calculation
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

ALL_OF_2026 = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return rides_file(tmp_path, [Ride("A1", metres=4100)])


def _action(db: Database) -> Action:
    with db.reading() as session:
        return session.scalars(select(Action)).one()


def test_a_line_of_the_file_becomes_columns(file: Path) -> None:
    table = read_table(file)

    parsed = parse(table, recognise(table), AS_OF)

    assert parsed.kind == "rides"
    assert parsed.extra["operator"] == "甲"
    assert list(parsed.columns["order_no"]) == ["A1"]
    assert [int(metres) for metres in parsed.columns["distance_m"]] == [4100]


def test_a_parsed_ride_is_judged_and_staged_without_being_written(
    small: Database, file: Path
) -> None:
    table = read_table(file)
    parsed = parse(table, recognise(table), AS_OF)
    desk = Desk(small, as_of("worker"), current(small, as_of()), Progress())

    with small.staging() as session:
        plan = plan_rides(session, desk, parsed)

    assert plan.counted.accepted == 1
    assert plan.counted.reduction_mg == 4100 * 40
    with small.reading() as session:
        assert session.scalar(select(Action)) is None


def test_importing_records_the_ride_as_waiting(small: Database, file: Path) -> None:
    report = take_one(small, file)

    row = _action(small)
    assert (row.batch_id, row.participant_id) == (report.batch_id, person(1))
    assert (row.state, row.reduction_mg, row.points) == (State.WAITING, 164_000, 0)


def test_approving_books_points_and_the_reduction(small: Database, file: Path) -> None:
    take_one(small, file)

    run = approve(small, as_of("auditor"), "careful")

    assert (run.approved, run.points, run.reduction_mg) == (1, 164, 164_000)
    with small.reading() as session:
        assert balance(session, person(1)) == 164


def test_crediting_alone_moves_the_action_on(small: Database, file: Path) -> None:
    take_one(small, file)
    row, rules = _action(small), current(small, as_of())
    action = Creditable(
        row.id, row.participant_id, row.version_id, row.day, row.reduction_mg
    )
    auditor = as_of("auditor")

    with small.writing() as session:
        at = chain.begin(session)
        done = credit(session, small.desk, at, rules, signature(auditor), [action])
        chain.seal(session, small.desk, at, "approve", auditor, CREDIT_MODELS)

    assert (done.approved, done.points) == (1, 164)
    assert (_action(small).state, _action(small).points) == (State.APPROVED, 164)


def test_an_entry_can_be_booked_alone(small: Database) -> None:
    points = (
        Movement(participant_account(person(1)), Commodity.POINTS, 5),
        Movement(ISSUE, Commodity.POINTS, -5),
    )

    with small.writing() as session:
        at = chain.begin(session)
        book(session, small.desk, at, 20_000, [NewEntry("approval:1/…", points)])
        chain.seal(session, small.desk, at, "test", as_of("auditor"), CREDIT_MODELS)

    with small.reading() as session:
        lines = statement(session, person(1))
    assert [(line.cause, line.points) for line in lines] == [("approval:1/…", 5)]


def test_the_trace_of_the_ride_is_rebuilt_from_what_was_stored(
    small: Database, file: Path
) -> None:
    take_one(small, file)
    rules = current(small, as_of())

    with small.reading() as session:
        found = explain(session, rules, _action(small).id)

    assert isinstance(found.answer, Calculation)
    assert found.answer.reduction == found.reduction_mg == 164_000
    assert found.inputs["evidence_ref"] == "甲:A1"


def test_a_certificate_is_issued_and_verified_with_public_keys_alone(
    small: Database, file: Path, tmp_path: Path
) -> None:
    take_one(small, file)
    approve(small, as_of("auditor"), "careful")

    [paper] = issue(small, as_of("worker"), None, ALL_OF_2026, tmp_path / "papers")

    lists = tmp_path / "keys.json"
    lists.write_bytes(public_files(small)["keys.json"])
    found = verify_pdf(paper.file.read_bytes(), trusted_keys([lists]))
    assert found.valid
    assert found.content is not None
    assert found.content.balance_points == 164
    assert paper.serial == found.serial
