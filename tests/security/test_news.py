"""What is committed is told afterwards, and only then."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from carbon_points.security.chain import Committed
from carbon_points.storage.engine import immediate
from carbon_points.storage.news import tell
from tests.security.acts import adopt

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_a_use_case_is_told_once_it_is_committed(db: Database) -> None:
    heard: list[Committed] = []
    db.events.subscribe(Committed, heard.append)

    adopt(db, "first")

    assert [(news.kind, news.position, news.operator) for news in heard] == [
        ("adoption", 1, "auditor")
    ]


def test_nothing_is_told_of_what_was_rolled_back(db: Database) -> None:
    heard: list[str] = []
    db.events.subscribe(str, heard.append)

    with contextlib.suppress(ZeroDivisionError), db.writing() as session:
        tell(session, "never")
        raise ZeroDivisionError
    with (
        contextlib.suppress(ZeroDivisionError),
        db.staging() as session,
        immediate(session),
    ):
        tell(session, "never")
        raise ZeroDivisionError

    assert heard == []


def test_a_copied_import_is_told_after_its_commit(db: Database) -> None:
    heard: list[str] = []
    db.events.subscribe(str, heard.append)

    with db.staging() as session, immediate(session):
        tell(session, "copied")
        before = list(heard)

    assert (before, heard) == ([], ["copied"])
