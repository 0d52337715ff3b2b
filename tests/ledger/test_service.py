"""Booking: balanced, once, and never changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from carbon_points.ledger.checks import checks
from carbon_points.ledger.models import Account
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import Posting
from carbon_points.ledger.queries import balance
from carbon_points.ledger.queries import balances
from carbon_points.ledger.queries import statement
from carbon_points.ledger.rules import accrued_account
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import ISSUE
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import participant_account
from carbon_points.ledger.service import book
from carbon_points.ledger.service import UnbalancedEntryError
from carbon_points.security import chain
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

DAY = 20_600


def points(cause: str, owner: int, amount: int) -> NewEntry:
    return NewEntry(
        cause,
        (
            Movement(participant_account(owner), Commodity.POINTS, amount),
            Movement(ISSUE, Commodity.POINTS, -amount),
        ),
    )


def post(db: Database, *entries: NewEntry) -> int:
    with db.writing() as session:
        at = chain.begin(session)
        booked = book(session, db.desk, at, DAY, entries)
        chain.seal(session, db.desk, at, "test", as_of("auditor"), (Entry, Posting))
    return booked


def test_a_balance_is_the_sum_of_the_entries(empty: Database) -> None:
    post(empty, points("a", 7, 30), points("b", 8, 5))
    post(empty, points("c", 7, -12))

    with empty.reading() as session:
        assert balance(session, 7) == 18
        assert balances(session, [7, 8, 9]) == {7: 18, 8: 5}
        lines = statement(session, 7)
    assert [(x.cause, x.points, x.balance) for x in lines] == [
        ("a", 30, 30),
        ("c", -12, 18),
    ]
    assert {line.booked_on for line in lines} == {DAY}


def test_an_account_is_opened_once(empty: Database) -> None:
    post(empty, points("a", 7, 1), points("b", 7, 1))
    post(empty, points("c", 7, 1))

    with empty.reading() as session:
        kinds = session.execute(select(Account.kind, Account.owner)).all()
    assert sorted(map(tuple, kinds)) == [("issue", 0), ("participant", 7)]


def test_both_commodities_of_one_entry_are_kept_apart(empty: Database) -> None:
    more = (
        Movement(accrued_account("cycling", 2026), Commodity.REDUCTION_MG, 900),
        Movement(ISSUE, Commodity.REDUCTION_MG, -900),
    )

    post(empty, NewEntry("a", points("", 7, 1).movements + more))

    with empty.reading() as session:
        assert balance(session, 7) == 1
        assert all(check.ok for check in checks(session))


def test_an_entry_that_does_not_balance_books_nothing(empty: Database) -> None:
    one_sided = NewEntry("b", points("", 7, 1).movements[:1])

    with pytest.raises(UnbalancedEntryError):
        post(empty, points("a", 7, 1), one_sided)

    with empty.reading() as session:
        assert session.scalar(select(func.count(Entry.id))) == 0


def test_a_cause_is_never_booked_twice(empty: Database) -> None:
    post(empty, points("approval:1/participant:7", 7, 1))

    with pytest.raises(IntegrityError):
        post(empty, points("b", 7, 1), points("approval:1/participant:7", 7, 1))

    with empty.reading() as session:
        assert balance(session, 7) == 1


def test_many_accounts_are_found_in_one_booking(empty: Database) -> None:
    entries = [points(str(owner), owner, owner) for owner in range(1, 1201)]

    assert post(empty, *entries) == 1200
    assert post(empty, *[points(f"{o}b", o, 1) for o in range(1, 1201)]) == 1200

    with empty.reading() as session:
        held = balances(session, range(1, 1201))
    assert held == {owner: owner + 1 for owner in range(1, 1201)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_posting SET amount = amount + 1",
        "UPDATE ledger_entry SET cause = 'x'",
        "DELETE FROM ledger_posting",
        "DELETE FROM ledger_entry",
    ],
)
def test_nothing_booked_can_be_changed(empty: Database, statement: str) -> None:
    post(empty, points("a", 7, 1))

    with pytest.raises(IntegrityError, match="append-only"), empty.writing() as session:
        session.execute(text(statement))


def test_the_checks_name_an_entry_that_is_off_and_an_account_below_zero(
    empty: Database,
) -> None:
    below = (
        Movement(accrued_account("cycling", 2026), Commodity.REDUCTION_MG, -5),
        Movement(ISSUE, Commodity.REDUCTION_MG, 5),
    )
    post(empty, NewEntry("a", below))
    with empty.writing() as session:
        session.execute(
            text(
                "INSERT INTO ledger_posting SELECT id + 9, entry_id, account_id,"
                " 1, 3, chain_position FROM ledger_posting LIMIT 1"
            )
        )

    with empty.reading() as session:
        codes = [check.problem and check.problem.code for check in checks(session)]

    assert codes == ["LEDGER_UNBALANCED", "LEDGER_NEGATIVE"]
