"""``--as`` once passwords exist: proved from standard input, never by an option."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from carbon_points.security.people import set_password
from carbon_points.storage.engine import open_database
from tests.districts import as_of

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

PIN = "246810"


@pytest.fixture
def locked(desk: Terminal) -> Terminal:
    """A district in which admin, auditor and worker have passwords."""
    with open_database(desk.database) as db:
        set_password(db, as_of(), "admin", PIN)
        set_password(db, as_of("admin"), "worker", PIN)
        set_password(db, as_of("admin"), "auditor", PIN)
    return desk


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_somebody_must_be_named(locked: Terminal) -> None:
    said = locked("approve")

    assert (said.code, said.error) == (3, "SIGN_IN_NEEDED")


def test_the_password_comes_from_standard_input(
    locked: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, f"{PIN}\n")

    said = locked("--as", "auditor", "stats")

    assert said.code == 0


def test_both_who_sign_give_a_line_each(
    locked: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_database(locked.database) as db:
        set_password(db, as_of("admin", second="auditor"), "auditor2", PIN)
    typed(monkeypatch, f"{PIN}\n{PIN}\n")

    said = locked("--as", "auditor", "--second", "auditor2", "approve")

    assert said.code == 0


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("auditor", "wrong!\n", "PASSWORD_WRONG"),
        ("auditor", "", "PASSWORD_UNREAD"),
        ("viewer", f"{PIN}\n", "NO_PASSWORD"),
        ("nobody", f"{PIN}\n", "OPERATOR_UNKNOWN"),
        ("worker", f"{PIN}\n", "ROLE"),
    ],
)
def test_who_cannot_prove_it_is_refused(
    locked: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    text: str,
    code: str,
) -> None:
    typed(monkeypatch, text)

    said = locked("--as", name, "approve")

    assert (said.code, said.error) == (3, code)


@pytest.mark.parametrize("line", [b"\xff\n", b"A" * 4001])
def test_a_line_without_end_or_no_text_is_refused(
    locked: Terminal, monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(line), "utf-8")
    monkeypatch.setattr("sys.stdin", stream)

    said = locked("--as", "auditor", "approve")

    assert (said.code, said.error) == (2, "TYPED_UNREADABLE")


def test_a_terminal_asks_without_showing(
    locked: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PIN)

    assert locked("--as", "auditor", "stats").code == 0


def test_another_day_to_judge_by_is_an_auditors_right(
    locked: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, f"{PIN}\n")

    said = locked("--as", "worker", "stats")

    assert (said.code, said.error) == (3, "ROLE")
    assert "as-of" in said.document["error"]["message"]


def test_set_up_mode_asks_nobody(desk: Terminal) -> None:
    assert desk("--as", "auditor", "stats").code == 0
