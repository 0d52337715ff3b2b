"""A closed account has no points, takes nothing new, and waits for its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.account import account
from carbon_points.crediting.desk import log
from carbon_points.integrity.account_closing import close_account
from carbon_points.integrity.erasing import erase
from carbon_points.participants.service import register
from carbon_points.security.people import change_operator
from carbon_points.security.people import Person
from tests.deeds import drop_form
from tests.deeds import identity
from tests.deeds import person
from tests.districts import as_of
from tests.integrity.test_retention import due
from tests.integrity.test_retention import state_of
from tests.integrity.totals import sums
from tests.integrity.totals import wrong

if TYPE_CHECKING:
    from carbon_points.integrity.account_closing import Closed
    from carbon_points.storage.engine import Database

WHY = "本人迁出"
_OTHER = text(
    "SELECT id FROM place WHERE kind = 'subdistrict' AND id NOT IN"
    " (SELECT subdistrict_id FROM participant) LIMIT 1"
)


def closed(db: Database, number: int = 1) -> Closed:
    return close_account(db, as_of("worker"), person(number), WHY)


def points(db: Database, number: int = 1) -> int:
    with db.reading() as session:
        return account(session, person(number)).points


def test_points_expire_and_every_sum_stays(busy: Database) -> None:
    before, held = sums(busy), points(busy)

    done = closed(busy)

    assert (done.points, points(busy)) == (held, 0)
    assert held > 0
    assert sums(busy) == before
    assert wrong(busy) == []


def test_nothing_new_is_logged(busy: Database) -> None:
    closed(busy)

    with pytest.raises(RefusedError):
        log(busy, as_of("worker"), drop_form(1, grams=999))


def test_the_same_person_may_register_anew(busy: Database) -> None:
    closed(busy)

    form = {
        "kind": "resident",
        "name": "王芳",
        "identity": identity(1),
        "phone": "13900000001",
        "subdistrict": "明水街道",
        "consent": True,
    }
    assert register(busy, as_of("worker"), form).participant_id != person(1)
    assert wrong(busy) == []


def test_what_waits_is_decided_first(busy: Database) -> None:
    log(busy, as_of("worker"), drop_form(1, grams=3210))

    with pytest.raises(RefusedError, match="ERASE_WAITING"):
        closed(busy)

    assert state_of(busy, 1) == "open"


def test_it_happens_once_and_takes_a_reason(busy: Database) -> None:
    with pytest.raises(RefusedError, match="REASON_MISSING"):
        close_account(busy, as_of("worker"), person(1), " ")
    closed(busy)

    with pytest.raises(RefusedError, match="ACCOUNT_CLOSED"):
        closed(busy)


def test_a_worker_of_another_place_closes_nothing(busy: Database) -> None:
    with busy.reading() as session:
        place = session.execute(_OTHER).scalar_one()
    confined = Person("worker", "王芳", frozenset({"worker"}), place)
    change_operator(busy, as_of("admin"), confined)

    with pytest.raises(NotAllowedError, match="OTHER_SUBDISTRICT"):
        closed(busy)


def test_it_is_erased_when_its_time_comes(busy: Database) -> None:
    closed(busy, 3)
    assert due(busy, 0) == {}
    assert due(busy, 4)["closed_people"] == 1

    erase(busy, as_of("auditor", second="auditor2"), person(3), "保存期满")

    assert state_of(busy, 3) == "erased"
    assert wrong(busy) == []
