"""``dossier`` makes one folder, ``dossier check`` needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.dossier import words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal


def test_a_dossier_is_made_checked_and_a_missing_file_named(
    bureau: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "life"

    made = bureau("dossier", "--scenario", "life", "--out", out)
    whole = bureau("dossier", "check", out)
    (out / words.LEDGER).unlink()
    short = bureau("dossier", "check", out)
    english = bureau("dossier", "check", out, "--lang", "en")

    assert made.code == whole.code == 0
    assert {"files", "criteria"} <= set(made.document)
    assert {"name", "target", "actual", "met"} <= set(made.document["criteria"][0])
    assert str(out / "manifest.json") in made.document["files"]
    assert whole.document["ok"] is True
    assert whole.document["problems"] == []
    [problem] = short.document["problems"]
    assert (short.code, short.document["ok"]) == (1, False)
    assert problem["file"] == words.LEDGER
    assert "台账" in problem["message"]
    assert "supported" in english.document["problems"][0]["message"]


def test_a_call_that_says_too_little_is_told_how(
    bureau: Terminal, tmp_path: Path
) -> None:
    assert bureau("dossier").error == "DOSSIER_WHAT"
    assert bureau("dossier", "--scenario", "life").error == "DOSSIER_WHAT"
    assert bureau("dossier", "check").error == "DOSSIER_WHAT"
    assert bureau("dossier", "check", tmp_path / "none").error == "DOSSIER_NOT_THERE"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("mine")
    refused = bureau("dossier", "--scenario", "life", "--out", tmp_path / "mine")
    assert (refused.code, refused.error) == (2, "DOSSIER_FOLDER_TAKEN")


def test_the_yearly_report_of_a_place_names_what_is_missing(
    bureau: Terminal, tmp_path: Path
) -> None:
    place = ("--place", "明水街道")

    made = bureau("report", "subdistrict", *place, "--year", "2026", "--out", tmp_path)
    later = bureau("report", "subdistrict", *place, "--year", "2099", "--out", tmp_path)

    assert made.code == 0
    assert {"files", "position", "missing"} <= set(made.document)
    assert made.document["files"][0].endswith(".docx")
    assert "plan" in made.document["missing"]
    assert (later.code, later.error) == (2, "YEAR_FUTURE")
