"""Words go out of what the chain covers; nothing else can go with them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from carbon_points.actions.models import Decision
from carbon_points.common.problems import RefusedError
from carbon_points.ledger.models import Posting
from carbon_points.migrations.metadata import METADATA
from carbon_points.security import chain
from carbon_points.security.models import Redaction
from carbon_points.security.redacting import redact
from carbon_points.security.redacting import REDACTABLE
from carbon_points.security.redacting import Replacement
from carbon_points.security.verification import verify_chain
from carbon_points.security.verification import verify_tail
from tests.districts import as_of
from tests.security.test_verification import tamper

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

WORDS = "重复骑行"
"""The reason that the busy district was given for a reversal."""


def take_out(db: Database, words: str = "×", second: str = "auditor2") -> int:
    """Replace the reason of a decision, as an erasure does."""
    with db.writing() as session:
        query = text("SELECT id FROM decision WHERE reason != '' ORDER BY id")
        found = session.scalars(query).first()
        position = chain.begin(session)
        change = Replacement(Decision, found or 0, {"reason": words})
        count = redact(session, position, [change])
        caller = as_of("auditor", second=second)
        chain.seal(session, db.desk, position, "erase", caller, (Redaction,))
    return count


def wrong(db: Database) -> list[str]:
    with db.reading() as session:
        found = [*verify_chain(session), *verify_tail(session)]
    return sorted({check.problem.code for check in found if check.problem})


def test_words_are_taken_out_and_the_chain_holds(busy: Database) -> None:
    assert take_out(busy) == 1

    with busy.reading() as session:
        query = text("SELECT COUNT(*) FROM decision WHERE reason = :words")
        assert session.scalar(query, {"words": WORDS}) == 0
    assert wrong(busy) == []


def test_they_can_be_taken_out_twice(busy: Database) -> None:
    take_out(busy, "一")

    take_out(busy, "二")

    assert wrong(busy) == []


def test_the_table_is_locked_again_afterwards(busy: Database) -> None:
    take_out(busy)

    with pytest.raises(IntegrityError, match="append-only"), busy.writing() as session:
        session.execute(text("UPDATE decision SET reason = 'other'"))


def test_a_row_that_was_forged_does_not_come_out_as_a_sound_one(busy: Database) -> None:
    tamper(busy, "UPDATE decision SET points = 9 WHERE reason != ''")

    with pytest.raises(RefusedError, match="CHAIN_DIFFERS"):
        take_out(busy)


def test_what_is_changed_after_it_is_found(busy: Database) -> None:
    take_out(busy)

    tamper(busy, "UPDATE decision SET reason = 'other' WHERE reason != ''")

    assert "CHAIN_ROWS_CHANGED" in wrong(busy)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE chain_redaction SET \"after\" = x'00'",
        "UPDATE chain_redaction SET column_names = 'points'",
        "DELETE FROM chain_redaction",
    ],
)
def test_the_record_of_it_is_covered_itself(busy: Database, change: str) -> None:
    take_out(busy)

    tamper(busy, change)

    assert wrong(busy)


def test_one_person_alone_takes_nothing_out(busy: Database) -> None:
    take_out(busy, second="")

    assert wrong(busy) == ["CHAIN_REDACTION"]


def test_what_decides_a_number_is_never_taken_out(busy: Database) -> None:
    change = Replacement(Posting, 1, {"amount": 0})

    with pytest.raises(ValueError, match="ledger_posting"), busy.writing() as session:
        redact(session, 1, [change])


def test_every_column_that_may_change_is_one_that_the_chain_covers() -> None:
    for table, columns in REDACTABLE.items():
        assert columns <= set(METADATA.tables[table].columns.keys())


def test_the_lock_is_back_when_it_came_to_nothing(busy: Database) -> None:
    def give_up() -> None:
        with busy.writing() as session:
            query = text("SELECT id FROM decision WHERE reason != ''")
            found = session.scalars(query).first()
            redact(session, 1, [Replacement(Decision, found or 0, {"reason": ""})])
            raise RefusedError("CHAIN_DIFFERS")

    with pytest.raises(RefusedError):
        give_up()

    with closing(busy.connect()) as raw:
        query = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'decision_no_update'"
        assert raw.execute(query).fetchone() == (1,)
