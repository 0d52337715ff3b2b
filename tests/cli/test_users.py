"""``users``: the people of a database, from the first password to the log."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said
    from tests.cli.conftest import Terminal

PIN = "246810"


class Call:
    """Commands on one database, judged by today."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def __call__(self, *arguments: object, as_json: bool = True) -> Said:
        """One command with the database before it."""
        usual = ["--db", str(self._terminal.database), *["--json"] * as_json]
        return self._terminal.plain(*usual, *arguments)


@pytest.fixture(name="desk")
def _desk(desk: Terminal) -> Call:
    return Call(desk)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Type lines into standard input."""

    def put(*lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return put


@pytest.fixture
def kept(desk: Call, typed: Callable[..., None]) -> Call:
    """A district whose administrator and first auditor have passwords."""
    typed(PIN)
    assert desk("users", "password", "admin").code == 0
    typed(PIN, PIN)
    assert desk("--as", "admin", "users", "password", "auditor").code == 0
    return desk


def test_the_list_names_everybody_with_roles(desk: Call) -> None:
    said = desk("users", "list")

    rows = {row["name"]: row for row in said.document["operators"]}
    assert list(rows) == ["worker", "auditor", "auditor2", "admin", "viewer"]
    assert rows["auditor2"]["roles"] == ["auditor"]
    assert not any(row["has_password"] for row in rows.values())
    assert "未设密码" in desk("users", "list", as_json=False).out


def test_the_first_password_is_an_administrators(
    desk: Call, typed: Callable[..., None]
) -> None:
    typed(PIN)

    refused = desk("users", "password", "worker")

    assert (refused.code, refused.error) == (1, "FIRST_IS_ADMIN")
    typed(PIN)
    assert desk("users", "password", "admin").document["operator"]["has_password"]
    assert desk("users", "list").error == "SIGN_IN_NEEDED"


def test_a_password_stands_on_no_command_line(
    desk: Call, typed: Callable[..., None]
) -> None:
    typed("")
    assert desk("users", "password", "admin").error == "PASSWORD_UNREAD"
    assert desk("users", "password", "admin", PIN).code == 2
    typed("12345")
    assert desk("users", "password", "admin").error == "PASSWORD_SHORT"


def test_somebody_comes_changes_leaves_and_comes_back(
    kept: Call, typed: Callable[..., None]
) -> None:
    signed = ("--as", "admin", "--second", "auditor", "users")
    typed(PIN, PIN, "135790")
    added = kept(
        *(*signed, "add", "wang", "--role", "worker", "--display", "王芳"),
        *("--subdistrict", "明水街道", "--password"),
    )
    assert added.document["operator"] == {
        "name": "wang",
        "display_name": "王芳",
        "roles": ["worker"],
        "subdistrict": "明水街道",
        "has_password": True,
        "closed": False,
    }
    typed("135790")
    assert kept("--as", "wang", "stats").code == 0
    typed(PIN, PIN)
    changed = kept(*signed, "change", "wang", "--subdistrict", "all")
    assert changed.document["operator"]["subdistrict"] is None
    assert changed.document["operator"]["display_name"] == "王芳"
    typed(PIN, PIN)
    assert kept(*signed, "close", "wang").document["operator"]["closed"]
    typed("135790")
    assert kept("--as", "wang", "stats").error == "OPERATOR_CLOSED"
    typed(PIN, PIN)
    assert kept(*signed, "reopen", "wang").code == 0
    typed("135790")
    assert kept("--as", "wang", "stats").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "wang", "--role", "auditor"), "SECOND_NEEDED"),
        (("change", "worker", "--role", "admin"), "SECOND_NEEDED"),
        (("change", "nobody", "--role", "admin"), "OPERATOR_UNKNOWN"),
        (("close", "worker"), "SECOND_NEEDED"),
    ],
)
def test_no_administrator_changes_the_people_alone(
    kept: Call,
    typed: Callable[..., None],
    arguments: tuple[str, ...],
    code: str,
) -> None:
    typed(PIN)

    said = kept("--as", "admin", "users", *arguments)

    assert said.error == code


def test_one_sets_ones_own_password_alone(
    kept: Call, typed: Callable[..., None]
) -> None:
    typed(PIN, "135790")
    assert kept("--as", "auditor", "users", "password", "auditor").code == 0
    typed(PIN, "975310")
    assert kept("--as", "auditor", "users", "password", "auditor").error == (
        "PASSWORD_WRONG"
    )
    typed("135790", "975310")
    assert kept("--as", "auditor", "users", "password", "admin").error == "ROLE"


def test_an_unknown_place_or_role_changes_nothing(desk: Call) -> None:
    said = desk("users", "add", "wang", "--role", "worker", "--subdistrict", "月球")

    assert said.error == "PLACE_UNKNOWN"
    assert desk("users", "add", "wang", "--role", "king").code == 2
    mixed = desk("users", "add", "wang", "--role", "auditor", "admin")
    assert mixed.error == "ROLES_MIXED"
    assert len(desk("users", "list").document["operators"]) == 5


def test_the_log_tells_who_did_what(
    kept: Call, typed: Callable[..., None], tmp_path: Path
) -> None:
    typed(PIN)
    rows = kept("--as", "admin", "users", "log", "--group", "people").document["rows"]
    assert [row["subject"] for row in rows if row["act"] == "password_set"] == [
        *("auditor", "admin"),
    ]
    typed(PIN)
    file = tmp_path / "log.xlsx"
    assert kept("--as", "auditor", "users", "log", "--out", file).document["rows"] > 3
    assert file.read_bytes()[:2] == b"PK"
    typed(PIN)
    text = kept("--as", "admin", "users", "log", "--words", "log.xlsx", as_json=False)
    assert "导出操作日志" in text.out
