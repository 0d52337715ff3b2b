"""What the rules keep out is found again where somebody went around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.checks import checks
from tests.deeds import audit_a_little

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


def found(session: Session) -> list[str]:
    return [check.name for check in checks(session) if not check.ok]


def vandalise(db: Database, *statements: str) -> list[str]:
    """What the checks say after somebody wrote into the file."""
    with db.writing() as session:
        names = session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        )
        for name in names.all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
        for statement in statements:
            session.execute(text(statement))
        return found(session)


@pytest.fixture
def audited(busy: Database) -> Database:
    """A little of everything, audited."""
    audit_a_little(busy)
    return busy


def test_a_sound_district_has_nothing_to_find(audited: Database) -> None:
    with audited.reading() as session:
        every = list(checks(session))

    assert all(check.ok and check.counted for check in every)
    assert len(every) == 4


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (
            "UPDATE decision_batch SET operator = 'worker' WHERE kind = 'approval'",
            "nobody_approved_what_they_logged",
        ),
        (
            "UPDATE decision_batch SET second_operator = 'worker'",
            "nobody_approved_what_they_logged",
        ),
        (
            "UPDATE decision_batch SET second_operator = operator",
            "two_signatures_are_of_two_persons",
        ),
        (
            "UPDATE audit_sample SET seed = 'another'",
            "samples_are_in_the_order_of_their_seed",
        ),
        (
            "UPDATE audit_sample SET size = size + 1",
            "samples_are_in_the_order_of_their_seed",
        ),
    ],
)
def test_a_way_around_a_rule_is_found(
    audited: Database, change: str, name: str
) -> None:
    assert name in vandalise(audited, change)
