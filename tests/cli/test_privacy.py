"""``participant`` and ``retention`` do what the windows do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

PERIOD = ("--from", "2025-07-01", "--to", "2026-06-30")
WHY = ("--reason", "本人书面申请注销")


def test_a_person_gets_a_copy(bureau: Terminal, tmp_path: Path) -> None:
    said = bureau("participant", "copy", "12-1", "--out", tmp_path / "副本")

    assert said.code == 0
    copy = json.loads(Path(said.document["json"]).read_text("utf-8"))
    assert copy["参与者编号"] == "12-1"
    assert said.document["records"] == sum(
        len(part) for part in copy.values() if isinstance(part, list)
    )
    assert Path(said.document["pdf"]).read_bytes().startswith(b"%PDF")


def test_a_person_is_erased_and_the_paper_says_why(
    bureau: Terminal, tmp_path: Path
) -> None:
    issued = bureau(
        *("certificate", "issue", "--participant", "12-2", *PERIOD),
        *("--out", tmp_path / "papers"),
    ).document["certificates"]
    paper = tmp_path / "held.pdf"
    paper.write_bytes(Path(issued[0]["file"]).read_bytes())

    said = bureau("participant", "erase", "12-2", *WHY)

    assert (said.code, said.document["erased"]) == (0, True)
    assert said.document["certificates_revoked"] == len(issued)
    assert not Path(issued[0]["file"]).exists()
    checked = bureau("certificate", "verify", paper)
    assert (checked.code, checked.document["reason"]) == (1, "REVOKED")
    assert bureau("audit", "verify", "--recalculate").code == 0
    assert bureau("show", "12-2").document["name"] == "已匿名"
    again = bureau("participant", "erase", "12-2", *WHY)
    assert (again.code, again.error) == (1, "ALREADY_ERASED")


def test_what_it_would_do_is_said_before(bureau: Terminal) -> None:
    told = bureau("participant", "erase", "12-1", "--dry-run")

    assert (told.code, told.document["erased"]) == (0, False)
    assert bureau("show", "12-1").document["name"] != "已匿名"
    done = bureau("participant", "erase", "12-1", *WHY)
    same = (
        "points_expired",
        "actions",
        "certificates_revoked",
        "files_deleted",
        "left",
    )
    assert [told.document[key] for key in same] == [done.document[key] for key in same]


def test_a_missing_reason_and_an_unknown_person_are_said(bureau: Terminal) -> None:
    assert bureau("participant", "erase", "12-1").error == "REASON_MISSING"
    assert bureau("participant", "erase", "12-999", *WHY).error == "PARTICIPANT_UNKNOWN"
    assert bureau("participant", "erase", "x", *WHY).code == 2


def test_the_rules_are_shown_and_followed(bureau: Terminal) -> None:
    shown = bureau("retention", "show")

    assert shown.code == 0
    rules = {rule["id"]: rule for rule in shown.document["rules"]}
    assert (rules["photos"]["days"], rules["photos"]["due"]) == (1095, 0)
    assert rules["operation_log"]["source"].startswith("《网络安全法》")
    assert shown.document["last_run"] is None
    ran = bureau("retention", "run")
    assert (ran.code, sum(ran.document["went"].values())) == (0, 0)
    assert bureau("retention", "show").document["last_run"] == "2026-06-30"


def test_a_dry_run_changes_nothing(bureau: Terminal) -> None:
    assert bureau("retention", "run", "--dry-run").document["last_run"] is None
    assert bureau("retention", "show").document["last_run"] is None


def test_both_speak_english(bureau: Terminal) -> None:
    shown = bureau("retention", "show", "--lang", "en", as_json=False).out

    assert "photos and papers of a person  1095 days (assumed)  0 past it" in shown
    told = bureau("participant", "erase", "12-1", "--dry-run", "--lang", "en")
    assert told.code == 0
