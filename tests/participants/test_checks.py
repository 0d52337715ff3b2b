"""What an altered row of a participant looks like to the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from carbon_points.participants.checks import checks
from carbon_points.participants.models import Participant
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.test_registration import taken

if TYPE_CHECKING:
    from carbon_points.storage.checks import Check
    from carbon_points.storage.engine import Database


def run(db: Database) -> dict[str, Check]:
    with db.reading() as session:
        return {check.name: check for check in checks(session, db)}


def found(db: Database) -> set[str]:
    return {check.problem.code for check in run(db).values() if check.problem}


def alter(db: Database, *statements: str) -> None:
    """Change rows as somebody with a database browser would."""
    with db.writing() as session:
        connection = session.connection()
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (trigger,) in connection.exec_driver_sql(guards).all():
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.fixture
def people(db: Database) -> Database:
    taken(db, [resident(1), resident(2, "单雄信"), company(1)])
    return db


def test_sound_rows_have_no_problem(people: Database) -> None:
    results = run(people)

    assert all(check.ok for check in results.values())
    assert results.pop("erased_people_are_nobody").counted == 0
    assert {check.counted for check in results.values()} == {3}


def test_an_empty_database_has_no_problem(db: Database) -> None:
    assert all(check.ok for check in run(db).values())


@pytest.mark.parametrize(
    "change",
    [
        "identity_masked = '370114********0000'",
        "identity_token = x'00'",
        "tail_token = x'00'",
        "identity_salt = x'00'",
        "identity_digest = x'00'",
        "identity_sealed = identity_token",
        "identity_sealed = NULL",
        "name = '别人'",
    ],
)
def test_an_altered_identity_is_named(people: Database, change: str) -> None:
    with people.reading() as session:
        person = session.scalars(select(Participant.id)).first()
    alter(people, f"UPDATE participant SET {change} WHERE id = {person}")  # noqa: S608

    check = run(people)["every_identity_opens_and_agrees"]

    assert check.problem
    assert check.problem.code == "IDENTITY_ALTERED"


def test_a_sealed_number_moved_to_another_person_is_found(people: Database) -> None:
    alter(
        people,
        "UPDATE participant SET identity_sealed ="
        " (SELECT identity_sealed FROM participant ORDER BY id LIMIT 1)",
    )

    assert "IDENTITY_ALTERED" in found(people)


def test_two_open_accounts_of_one_number_are_found(people: Database) -> None:
    alter(
        people,
        "DROP INDEX uq_participant_open_identity",
        "UPDATE participant SET identity_token = x'01'",
    )

    assert "ACCOUNT_TWICE" in found(people)


def test_an_account_without_consent_is_found(people: Database) -> None:
    alter(people, "DELETE FROM consent")

    assert found(people) == {"CONSENT_MISSING"}


def test_somebody_who_cannot_be_found_is_found(people: Database) -> None:
    alter(people, "DELETE FROM search_key WHERE key LIKE '%单%' OR key LIKE '%s%'")
    assert found(people) == set()

    alter(people, "DELETE FROM search_key")
    assert found(people) == {"SEARCH_KEYS_MISSING"}
