"""Operators, set-up mode, the second person, the operation log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.security import health
from carbon_points.security.models import OperationLog
from carbon_points.security.service import create_operators
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import log
from carbon_points.security.service import operators
from carbon_points.security.service import permit
from tests.security.acts import caller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


@pytest.fixture
def session(db: Database) -> Iterator[Session]:
    with db.writing() as opened:
        create_operators(opened)
        yield opened


@pytest.fixture
def signed_in(session: Session) -> Session:
    """The same after somebody set a password."""
    session.execute(
        text("UPDATE operator SET password_hash = 'x' WHERE name = 'admin'")
    )
    return session


def test_a_new_database_has_its_five_operators(session: Session) -> None:
    found = {operator.name: operator.roles for operator in operators(session)}

    assert list(found) == ["worker", "auditor", "auditor2", "admin", "viewer"]
    assert found["auditor2"] == {"auditor"}
    assert in_set_up_mode(session)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("import", ("worker", "")),
        ("approve", ("auditor", "auditor2")),
        ("adopt", ("auditor", "auditor2")),
        ("restore", ("admin", "")),
        ("factors", ("admin", "auditor")),
        ("indicator show", ("auditor", "")),
        ("doctor", ("worker", "")),
    ],
)
def test_set_up_mode_takes_the_first_who_may(
    session: Session, command: str, expected: tuple[str, str]
) -> None:
    assert permit(session, command, None, None) == expected


def test_set_up_mode_lets_another_one_be_named(session: Session) -> None:
    assert permit(session, "approve", "auditor2") == ("auditor2", "auditor")
    assert permit(session, "approve", "auditor2", "auditor") == ("auditor2", "auditor")


def test_afterwards_somebody_must_be_named(signed_in: Session) -> None:
    assert not in_set_up_mode(signed_in)
    with pytest.raises(NotAllowedError, match="SIGN_IN_NEEDED"):
        permit(signed_in, "import")
    assert permit(signed_in, "import", "worker") == ("worker", "")


def test_afterwards_nobody_signs_unasked(signed_in: Session) -> None:
    assert permit(signed_in, "approve", "auditor") == ("auditor", "")
    assert permit(signed_in, "approve", "auditor", "auditor2") == (
        "auditor",
        "auditor2",
    )


@pytest.mark.parametrize(
    ("command", "name", "second", "code"),
    [
        ("approve", "worker", None, "ROLE"),
        ("approve", "nobody", None, "OPERATOR_UNKNOWN"),
        ("approve", "auditor", "auditor", "SECOND_SAME"),
        ("approve", "auditor", "admin", "ROLE"),
        ("approve", "auditor", "nobody", "OPERATOR_UNKNOWN"),
        ("restore", "admin", "auditor", "ROLE"),
    ],
)
def test_who_may_not_is_refused_with_exit_code_3(
    session: Session, command: str, name: str, second: str | None, code: str
) -> None:
    with pytest.raises(NotAllowedError) as caught:
        permit(session, command, name, second)

    assert (caught.value.code, caught.value.exit_code) == (code, 3)


def test_without_operators_nobody_may(db: Database) -> None:
    with db.writing() as session, pytest.raises(NotAllowedError, match="ROLE"):
        permit(session, "import")


def test_an_act_that_changes_no_number_is_logged(session: Session) -> None:
    log(session, caller("look-1"), "show_identity", "12-1", "居民当面核对")
    log(session, caller("look-2"), "export", "stats.xlsx")

    first, second = session.scalars(select(OperationLog).order_by(OperationLog.id))
    assert (first.operator, first.act, first.subject) == (
        "auditor",
        "show_identity",
        "12-1",
    )
    assert (first.reason, second.reason) == ("居民当面核对", "")
    assert first.at == caller("look-1").now


def test_doctor_says_that_nobody_signs_in(session: Session) -> None:
    (found,) = health.checks(session)

    assert "初始设置模式" in found.says.zh
    assert "set-up mode" in found.says.en
    assert found.remedy


def test_doctor_says_that_passwords_are_set(signed_in: Session) -> None:
    (found,) = health.checks(signed_in)

    assert not found.remedy
