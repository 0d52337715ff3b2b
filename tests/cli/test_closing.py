"""``close-month`` and ``certificate revoke`` do what the windows do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal

PERIOD = ("--from", "2025-07-01", "--to", "2026-06-30")


def test_a_certificate_is_revoked_and_verified_as_such(
    bureau: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "papers"
    issued = bureau(
        "certificate", "issue", "--participant", "12-1", *PERIOD, "--out", out
    ).document["certificates"]
    serial, file = issued[0]["serial"], issued[0]["file"]

    said = bureau("certificate", "revoke", serial, "--reason", "登记错误")

    assert (said.code, said.document["serial"]) == (0, serial)
    checked = bureau("certificate", "verify", file)
    assert (checked.code, checked.document["reason"]) == (1, "REVOKED")
    again = bureau("certificate", "revoke", serial, "--reason", "x")
    assert (again.code, again.error) == (1, "CERTIFICATE_NOT_VALID")
    assert bureau("certificate", "revoke", "ZQ", "--reason", "x").code == 2


def test_a_month_is_closed_once_and_says_what_was_booked(bureau: Terminal) -> None:
    said = bureau("close-month", "2026-05")

    assert said.code == 0
    assert (said.document["month"], said.document["entries"]) == ("2026-05", 0)
    again = bureau("close-month", "2026-05")
    assert (again.code, again.error) == (1, "MONTH_CLOSED")
    assert bureau("close-month", "2026-06").error == "MONTH_NOT_OVER"
    assert bureau("close-month", "May").code == 2
    assert bureau("audit", "verify", "--recalculate").code == 0
