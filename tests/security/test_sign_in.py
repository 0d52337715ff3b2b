"""Passwords: kept as hashes, tried with patience, the first one ends set-up mode."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.security import passwords
from carbon_points.security.chain import Caller
from carbon_points.security.models import ChainRecord
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from carbon_points.security.people import add_operator
from carbon_points.security.people import change_operator
from carbon_points.security.people import close_operator
from carbon_points.security.people import Person
from carbon_points.security.people import reopen_operator
from carbon_points.security.people import second_needed
from carbon_points.security.people import set_password
from carbon_points.security.service import create_operators
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import operators
from carbon_points.security.service import permit
from carbon_points.security.sign_in import REFUSED
from carbon_points.security.sign_in import sign_in
from carbon_points.security.sign_in import waiting
from carbon_points.storage.engine import open_database
from tests.logged import logged

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

NOW = 1_790_000_000
PIN = "246810"
_calls = itertools.count(1)


def by(operator: str = "", second: str = "", now: int = NOW) -> Caller:
    return Caller(operator, dt.date(2026, 9, 20), now, f"call-{next(_calls)}", second)


@pytest.fixture(autouse=True)
def _light_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: light)


@pytest.fixture
def people(db: Database) -> Database:
    """The five operators; admin and auditor have a password."""
    with db.writing() as session:
        create_operators(session)
    set_password(db, by(), "admin", PIN)
    set_password(db, by("admin"), "auditor", PIN)
    return db


def refusal(db: Database, name: str, password: str, now: int = NOW) -> NotAllowedError:
    with pytest.raises(NotAllowedError) as caught:
        sign_in(db, name, password, now)
    return caught.value


def test_a_password_is_kept_with_the_parameters_that_made_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()

    kept = passwords.hashed("一二三四五六")

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.matches(kept, "一二三四五六")
    assert not passwords.matches(kept, "一二三四五七")


def test_full_width_digits_are_the_same_password() -> None:
    kept = passwords.hashed("２４６８１０")

    assert passwords.matches(kept, "246810")
    assert not passwords.matches("no hash at all", "246810")


def test_five_characters_are_too_few(people: Database) -> None:
    with pytest.raises(UserError, match="PASSWORD_SHORT"):
        set_password(people, by("admin"), "admin", "12345")


def test_the_first_password_ends_set_up_mode(db: Database) -> None:
    with db.writing() as session:
        create_operators(session)

    set_password(db, by(), "admin", PIN)

    with db.reading() as session:
        assert not in_set_up_mode(session)
        with pytest.raises(NotAllowedError, match="SIGN_IN_NEEDED"):
            permit(session, "import")
    assert sign_in(db, "admin", PIN, NOW).roles == {"admin"}


def test_the_first_password_is_an_administrators(db: Database) -> None:
    with db.writing() as session:
        create_operators(session)

    with pytest.raises(RefusedError, match="FIRST_IS_ADMIN"):
        set_password(db, by(), "worker", PIN)

    with db.reading() as session:
        assert in_set_up_mode(session)


def test_who_has_no_password_or_is_unknown_cannot_sign_in(people: Database) -> None:
    assert refusal(people, "worker", PIN).code == "NO_PASSWORD"
    assert refusal(people, "nobody", PIN).code == "OPERATOR_UNKNOWN"
    assert waiting(people, "nobody", NOW) == 0


def test_wrong_passwords_make_wait_also_after_a_restart(
    people: Database, path: Path
) -> None:
    left = [refusal(people, "admin", "wrong!").details["left"] for _ in range(5)]
    people.close()
    with open_database(path) as again:
        early = refusal(again, "admin", PIN, NOW + 29)
        back = refusal(again, "admin", PIN, NOW - 100_000)
        told = waiting(again, "admin", NOW - 100_000)
        others = sign_in(again, "auditor", PIN, NOW)
        person = sign_in(again, "admin", PIN, NOW - 100_000 + 1)

    assert left == ["4", "3", "2", "1", "0"]
    assert (early.code, early.details["seconds"]) == ("SIGN_IN_WAIT", "1")
    assert (back.details["seconds"], told) == ("1", 1)
    assert others.name == "auditor"
    assert person.name == "admin"


def test_whoever_will_not_wait_is_noted_once_a_wait(people: Database) -> None:
    for _ in range(5):
        refusal(people, "admin", "wrong!")
    before = len(logged(people, REFUSED))

    first = [refusal(people, "admin", PIN, NOW + n).code for n in range(3)]
    once = len(logged(people, REFUSED))
    refusal(people, "admin", "wrong!", NOW + 30)
    second = [refusal(people, "admin", PIN, NOW + 31).code for _ in range(2)]

    assert {*first, *second} == {"SIGN_IN_WAIT"}
    assert (before, once, len(logged(people, REFUSED))) == (5, 6, 8)


def test_twenty_tries_across_restarts_double_the_wait(
    people: Database, path: Path
) -> None:
    people.close()
    waits, now = [], NOW

    for _ in range(20):
        with open_database(path) as again:
            said = refusal(again, "admin", "wrong!", now)
        waits.append(int(said.details["seconds"]))
        now += waits[-1]

    assert waits == [0] * 4 + [30, 60, 120, 240, 480, 960, 1920] + [3600] * 9


def test_the_right_password_forgives_the_wrong_ones(people: Database) -> None:
    for _ in range(4):
        refusal(people, "admin", "wrong!")
    sign_in(people, "admin", PIN, NOW)

    assert refusal(people, "admin", "wrong!").details["left"] == "4"


def test_a_try_counts_before_the_password_is_looked_at(
    people: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_kept: str, _password: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("carbon_points.security.sign_in.matches", killed)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            sign_in(people, "admin", PIN, NOW)

    assert refusal(people, "admin", PIN).code == "SIGN_IN_WAIT"


def test_a_database_open_for_reading_remembers_tries_in_the_process(
    people: Database, path: Path
) -> None:
    people.close()
    with open_database(path, read_only=True) as shut:
        codes = [refusal(shut, "admin", "wrong!").code for _ in range(6)]
        person = sign_in(shut, "admin", PIN, NOW + 30)
        after = refusal(shut, "admin", "wrong!", NOW + 30).details["left"]
        sign_in(shut, "admin", PIN, NOW + 30)

    assert codes == ["PASSWORD_WRONG"] * 5 + ["SIGN_IN_WAIT"]
    assert person.name == "admin"
    assert after == "4"


def test_taking_somebody_on_needs_an_auditor_beside_the_administrator(
    people: Database,
) -> None:
    wang = Person("wang", "王芳", frozenset({"worker", "admin"}))
    with pytest.raises(NotAllowedError, match="SECOND_NEEDED"):
        add_operator(people, by("admin"), wang, PIN)
    with pytest.raises(NotAllowedError, match="ROLE"):
        add_operator(people, by("auditor", "admin"), wang, PIN)

    made = add_operator(people, by("admin", "auditor"), wang, PIN)

    assert made.display_name == "王芳"
    assert made.roles == {"worker", "admin"}
    assert sign_in(people, "wang", PIN, NOW) == made
    with people.reading() as session:
        noted = session.scalars(select(ChainRecord)).all()[-1]
        added = select(OperationLog).where(OperationLog.act == "operator_added")
        said = session.scalars(added).all()[-1]
    assert (noted.kind, noted.operator, noted.second_operator) == (
        "users",
        "admin",
        "auditor",
    )
    assert (said.act, said.subject) == ("operator_added", "wang")


def test_before_an_auditor_can_sign_the_administrator_acts_alone(db: Database) -> None:
    with db.writing() as session:
        create_operators(session)
    set_password(db, by(), "admin", PIN)

    with db.reading() as session:
        assert not second_needed(session)
    set_password(db, by("admin"), "auditor", PIN)

    with db.reading() as session:
        assert second_needed(session)


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person("admin", "又一个", frozenset({"admin"})), "OPERATOR_EXISTS"),
        (Person("x", "甲", frozenset({"auditor", "worker"})), "ROLES_MIXED"),
        (Person("x", "甲", frozenset()), "ROLES_MIXED"),
        (Person("x", "甲", frozenset({"king"})), "ROLES_MIXED"),
        (Person("x", "  ", frozenset({"worker"})), "OPERATOR_NAMELESS"),
        (Person("ADMIN", "甲", frozenset({"worker"})), "OPERATOR_EXISTS"),
        (Person("ａｄｍｉｎ", "甲", frozenset({"worker"})), "OPERATOR_EXISTS"),
        (Person("ad min", "甲", frozenset({"worker"})), "OPERATOR_EXISTS"),
        (Person("admin ", "甲", frozenset({"worker"})), "OPERATOR_NAME_ODD"),
        (Person("ad\u200bmin", "甲", frozenset({"worker"})), "OPERATOR_NAME_ODD"),
        (Person("\u202enimda", "甲", frozenset({"worker"})), "OPERATOR_NAME_ODD"),
        (Person("a\nb", "甲", frozenset({"worker"})), "OPERATOR_NAME_ODD"),
        (Person("a" * 41, "甲", frozenset({"worker"})), "OPERATOR_NAME_ODD"),
    ],
)
def test_an_operator_that_cannot_be_is_refused(
    people: Database, person: Person, code: str
) -> None:
    with pytest.raises(RefusedError, match=code):
        add_operator(people, by("admin", "auditor"), person)


def test_whoever_has_left_signs_in_no_more_until_taken_back(people: Database) -> None:
    close_operator(people, by("admin", "auditor"), "auditor")
    shut = refusal(people, "auditor", PIN)
    with (
        people.reading() as session,
        pytest.raises(NotAllowedError, match="OPERATOR_CLOSED"),
    ):
        permit(session, "approve", "auditor")
    with people.reading() as session:
        assert not in_set_up_mode(session)
        assert permit(session, "import", "worker", today=1) == ("worker", "")

    reopen_operator(people, by("admin"), "auditor")

    assert shut.code == "OPERATOR_CLOSED"
    assert sign_in(people, "auditor", PIN, NOW).name == "auditor"


def test_one_administrator_remains(people: Database) -> None:
    with pytest.raises(RefusedError, match="LAST_ADMIN"):
        close_operator(people, by("admin", "auditor"), "admin")
    with pytest.raises(RefusedError, match="LAST_ADMIN"):
        change_operator(
            people,
            by("admin", "auditor"),
            Person("admin", "管理员", frozenset({"worker"})),
        )

    with people.reading() as session:
        kept = {o.name: o for o in operators(session)}["admin"]
    assert kept.roles == {"admin"}
    assert kept.closed_on is None


def test_ones_own_password_needs_nobody_else(people: Database) -> None:
    set_password(people, by("auditor"), "auditor", "new password")

    assert sign_in(people, "auditor", "new password", NOW).name == "auditor"
    with pytest.raises(NotAllowedError, match="ROLE"):
        set_password(people, by("auditor", "admin"), "worker", PIN)


def test_a_new_password_ends_the_wait(people: Database) -> None:
    for _ in range(5):
        refusal(people, "auditor", "wrong!")

    set_password(people, by("admin", "auditor"), "auditor", "357913")

    assert sign_in(people, "auditor", "357913", NOW).name == "auditor"


def test_no_password_stands_in_the_database_as_it_is(people: Database) -> None:
    with people.reading() as session:
        kept = session.scalars(select(Operator.password_hash)).all()
        everything = session.execute(text("SELECT * FROM operation_log")).all()

    assert all(one is None or one.startswith("$argon2id$") for one in kept)
    assert PIN not in str(everything)
