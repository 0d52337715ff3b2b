"""A role that nobody gave is found, however it came into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.security.models import LogRelease
from carbon_points.security.people import add_operator
from carbon_points.security.people import change_operator
from carbon_points.security.people import close_operator
from carbon_points.security.people import Person
from carbon_points.security.people import reopen_operator
from carbon_points.security.people import set_password
from carbon_points.security.people_checks import checks
from carbon_points.security.service import create_operators
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

WORKER = frozenset({"worker"})


@pytest.fixture
def people(db: Database) -> Database:
    """The first operators, one more who was changed, and one who came back."""
    with db.writing() as session:
        create_operators(session)
    by = as_of("admin")
    add_operator(db, by, Person("li", "李", WORKER))
    change_operator(db, as_of("admin"), Person("li", "李", WORKER | {"viewer"}))
    add_operator(db, as_of("admin"), Person("wang", "王", WORKER))
    close_operator(db, as_of("admin"), "wang")
    reopen_operator(db, as_of("admin"), "wang")
    close_operator(db, as_of("admin"), "viewer")
    set_password(db, as_of("admin"), "admin", "246810")
    return db


def found(db: Database) -> list[str]:
    with db.reading() as session:
        problems = [check.problem for check in checks(session)]
    return [one.details["operator"] for one in problems if one is not None]


def test_what_was_given_in_the_program_agrees(people: Database) -> None:
    assert found(people) == []


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE operator SET roles = 'admin' WHERE name = 'li'", "li"),
        ("UPDATE operator SET roles = 'auditor' WHERE name = 'worker'", "worker"),
        ("UPDATE operator SET closed_on = NULL WHERE name = 'viewer'", "viewer"),
        ("UPDATE operator SET name = 'strange' WHERE name = 'wang'", "strange"),
    ],
)
def test_what_was_written_past_the_program_is_named(
    people: Database, statement: str, name: str
) -> None:
    with people.writing() as session:
        session.execute(text(statement))

    assert found(people) == [name]


def forgotten(db: Database, which: str) -> None:
    with db.writing() as session:
        for trigger in session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text(f"DELETE FROM operation_log WHERE {which}"))  # noqa: S608  (our own words)


def test_a_role_whose_giving_was_taken_out_of_the_log_is_named(
    people: Database,
) -> None:
    forgotten(people, "subject = 'li'")

    assert found(people) == ["li"]


def test_what_the_retention_rule_took_out_of_the_log_is_not_missed(
    people: Database,
) -> None:
    with people.writing() as session:
        session.add(LogRelease(id=1, through_id=1, rows=1, reason="", chain_position=1))
    forgotten(people, "subject = 'li' OR act LIKE 'operator_c%'")

    assert found(people) == []
