"""The operation log only grows, and the chain covers what it holds."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from carbon_points.security.log_seals import checks
from carbon_points.security.log_seals import forget_reasons
from carbon_points.security.log_seals import releasable
from carbon_points.security.log_seals import release_log
from carbon_points.security.log_seals import seal_log
from carbon_points.security.log_seals import waiting_rows
from carbon_points.security.service import log
from carbon_points.security.service import note
from tests.security.acts import caller

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

NOW = caller("x").now


@pytest.fixture(autouse=True)
def _looked_at(db: Database) -> None:
    for number in range(4):
        note(db, caller("look"), "reveal-id", f"12-{number}", f"原因 {number}")


def seal(db: Database, key: str, at_least: int = 1) -> int:
    return seal_log(db, caller(key), at_least=at_least).rows


def trouble(db: Database) -> list[str]:
    with db.reading() as session:
        return [check.problem.code for check in checks(session) if check.problem]


def forced(db: Database, statement: str) -> None:
    """Somebody with a database browser who takes the triggers away first."""
    with closing(db.connect()) as raw:
        raw.execute("PRAGMA query_only = OFF")
        for name in ("update", "other_reason", "delete"):
            raw.execute(f"DROP TRIGGER operation_log_no_{name}")
        raw.execute(statement)
        raw.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operation_log SET operator = 'nobody'",
        "UPDATE operation_log SET at = at + 1",
        "UPDATE operation_log SET act = ''",
        "UPDATE operation_log SET subject = ''",
        "UPDATE operation_log SET reason = '别的原因'",
        "UPDATE operation_log SET reason_digest = x'00'",
        "UPDATE operation_log SET salt = x'00'",
        "DELETE FROM operation_log",
    ],
)
def test_a_row_of_the_log_stays_as_it_is(db: Database, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), db.writing() as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            "UPDATE operation_log SET operator = 'x' WHERE subject = '12-1'",
            "LOG_CHANGED",
        ),
        ("UPDATE operation_log SET at = 1 WHERE subject = '12-1'", "LOG_CHANGED"),
        ("UPDATE operation_log SET subject = '' WHERE subject = '12-1'", "LOG_CHANGED"),
        ("UPDATE operation_log SET act = 'x' WHERE subject = '12-1'", "LOG_CHANGED"),
        ("UPDATE operation_log SET reason = 'x'", "LOG_REASON_CHANGED"),
        ("UPDATE operation_log SET salt = NULL", "LOG_REASON_CHANGED"),
        ("DELETE FROM operation_log WHERE subject = '12-1'", "LOG_CHANGED"),
        ("DELETE FROM operation_log", "LOG_CHANGED"),
    ],
)
def test_who_goes_round_the_triggers_is_found_out(
    db: Database, statement: str, code: str
) -> None:
    seal(db, "first")

    forced(db, statement)

    assert trouble(db) == [code]


def test_a_seal_covers_what_came_since_the_last_one(db: Database) -> None:
    assert seal(db, "few", at_least=5) == 0
    assert seal(db, "first") == 4
    assert seal(db, "nothing") == 0
    note(db, caller("look"), "export", "统计.xlsx")
    with db.reading() as session:
        assert waiting_rows(session) == 1
    assert seal(db, "second") == 1

    assert trouble(db) == []


def test_a_reason_goes_with_the_person_and_nothing_else_does(db: Database) -> None:
    seal(db, "first")

    with db.writing() as session:
        ids = list(session.scalars(text("SELECT id FROM operation_log")))
        forget_reasons(session, ids[:2])

    assert trouble(db) == []
    with db.reading() as session:
        left = session.scalars(text("SELECT reason FROM operation_log ORDER BY id"))
        assert list(left) == ["", "", "原因 2", "原因 3"]


def test_old_blocks_go_when_their_time_is_over_and_the_chain_says_so(
    db: Database,
) -> None:
    seal(db, "first")
    note(db, caller("look"), "export", "统计.xlsx")
    with db.reading() as session:
        assert releasable(session, NOW + 1) == 0, "the newest block stays"
    seal(db, "second")
    with db.reading() as session:
        assert releasable(session, NOW) == 0, "as old as the limit is not older"

    assert release_log(db, caller("release"), NOW + 1, "保存期满") == 4
    assert release_log(db, caller("again"), NOW + 1, "保存期满") == 0

    assert trouble(db) == []
    with db.writing() as session:
        log(session, caller("look"), "export", "再一次.xlsx")
        assert session.scalar(text("SELECT COUNT(*) FROM operation_log")) == 2
    with pytest.raises(IntegrityError, match="append-only"), db.writing() as session:
        session.execute(text("DELETE FROM operation_log"))
    assert seal(db, "third") == 1
    assert trouble(db) == []
