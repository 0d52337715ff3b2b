"""Every command has its row, and every role is let in or kept out by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import NotAllowedError
from carbon_points.security.rules import ADMIN
from carbon_points.security.rules import AUDITOR
from carbon_points.security.rules import may
from carbon_points.security.rules import Right
from carbon_points.security.rules import RIGHTS
from carbon_points.security.rules import ROLES
from carbon_points.security.rules import VIEWER
from carbon_points.security.rules import WORKER
from carbon_points.security.service import create_operators
from carbon_points.security.service import permit
from tests.security.commands import ALLOWED
from tests.security.commands import COMMANDS
from tests.security.commands import OF_ROLE

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_every_command_has_a_row() -> None:
    assert set(COMMANDS) <= set(RIGHTS)


def test_every_row_is_a_command_of_the_table() -> None:
    assert set(RIGHTS) == set(ALLOWED)


def test_a_command_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        may(frozenset(ROLES), "fly")


@pytest.mark.parametrize("command", sorted(RIGHTS))
@pytest.mark.parametrize("role", ROLES)
def test_a_role_gives_the_commands_of_the_table(role: str, command: str) -> None:
    assert may(frozenset({role}), command) == (role in OF_ROLE[ALLOWED[command]])


@pytest.mark.parametrize("command", sorted(RIGHTS))
def test_a_command_is_refused_to_everybody_else(db: Database, command: str) -> None:
    names = {WORKER: "worker", AUDITOR: "auditor", ADMIN: "admin", VIEWER: "viewer"}
    with db.writing() as session:
        create_operators(session)
        for role, name in names.items():
            if role in RIGHTS[command].roles:
                assert permit(session, command, name)[0] == name
            else:
                with pytest.raises(NotAllowedError, match="ROLE"):
                    permit(session, command, name)


def test_a_second_person_and_a_narrowed_view_are_roles_of_the_row() -> None:
    for right in RIGHTS.values():
        assert isinstance(right, Right)
        assert right.own_place <= right.roles
        assert right.masked <= right.roles
        assert right.second <= {AUDITOR}
