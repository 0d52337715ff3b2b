"""Who came, who was turned away, who opened whose file: it is written down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.security import log_seals
from carbon_points.security import sign_in as signing
from carbon_points.security.models import LogSeal
from carbon_points.security.models import OperationLog
from carbon_points.security.people import set_password
from carbon_points.security.service import create_operators
from carbon_points.security.service import saw
from carbon_points.security.service import SITTING_S
from carbon_points.security.sign_in import sign_in
from tests.security.acts import caller

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

PIN = "246810"
NOW = caller("x").now


@pytest.fixture(autouse=True)
def _people(db: Database) -> None:
    with db.writing() as session:
        create_operators(session)
    by = replace(caller("first"), operator="admin", second="")
    set_password(db, by, "admin", PIN)


def rows(db: Database, act: str) -> list[tuple[str, str, str]]:
    """Who, about whom and why, of every row of a kind."""
    query = select(OperationLog).where(OperationLog.act == act).order_by("id")
    with db.reading() as session:
        return [(r.operator, r.subject, r.reason) for r in session.scalars(query)]


def test_who_signs_in_is_written_down(db: Database) -> None:
    sign_in(db, "admin", PIN, NOW)

    assert rows(db, "sign-in") == [("admin", "admin", "")]


def test_each_wrong_password_is_written_down_with_its_number(db: Database) -> None:
    for _ in range(2):
        with pytest.raises(NotAllowedError, match="PASSWORD_WRONG"):
            sign_in(db, "admin", "falsch", NOW)

    assert rows(db, "sign-in-refused") == [
        ("admin", "admin", "密码不对，连续第 1 次"),
        ("admin", "admin", "密码不对，连续第 2 次"),
    ]
    assert rows(db, "sign-in") == []


def test_who_was_closed_and_tries_is_written_down(db: Database) -> None:
    with db.writing() as session:
        session.execute(text("UPDATE operator SET closed_on = 1 WHERE name = 'worker'"))

    with pytest.raises(NotAllowedError, match="OPERATOR_CLOSED"):
        sign_in(db, "worker", PIN, NOW)

    assert rows(db, "sign-in-refused") == [("worker", "worker", "已停用")]


def test_no_password_stands_in_the_log(db: Database) -> None:
    with pytest.raises(NotAllowedError):
        sign_in(db, "admin", "geheim-2517", NOW)

    with db.reading() as session:
        said = [f"{r.subject}{r.reason}" for r in session.scalars(select(OperationLog))]
    assert not any("2517" in line for line in said)


def test_a_full_log_is_sealed_by_who_signs_in_next(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "EVERY", 3)

    sign_in(db, "admin", PIN, NOW)
    with db.reading() as session:
        assert session.scalars(select(LogSeal)).all() == []
    sign_in(db, "admin", PIN, NOW)

    with db.reading() as session:
        [seal] = session.scalars(select(LogSeal)).all()
        assert seal.rows == 3
        assert log_seals.waiting_rows(session) == 0


def test_a_file_that_stays_open_is_noted_once(db: Database) -> None:
    worker = replace(caller("look"), operator="worker")
    saw(db, worker, "12-1")
    saw(db, replace(worker, now=NOW + SITTING_S - 1), "12-1")
    saw(db, worker, "12-2")
    saw(db, replace(worker, operator="auditor"), "12-1")
    assert len(rows(db, "view")) == 3

    saw(db, replace(worker, now=NOW + SITTING_S), "12-1")

    assert len(rows(db, "view")) == 4


def test_books_that_are_only_read_take_no_notes(db: Database) -> None:
    db.read_only = True

    saw(db, caller("look"), "12-1")

    assert rows(db, "view") == []
