"""Whatever is changed in a dossier is found, with the claim that it supported."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import Any
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest

from carbon_points.common.problems import UserError
from carbon_points.dossier import manifest as manifests
from carbon_points.dossier import words
from carbon_points.dossier.checking import check_dossier
from carbon_points.dossier.texts import problem_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.dossier.checking import DossierProblem

KINDS = (
    *(f"{words.REPORT}.docx", f"{words.REPORT}.pdf", words.WORKBOOK, words.INDEX),
    *(words.SELECTION, words.FACTORS, words.TRACES, words.AUDIT_BOOK),
    *(words.AUDIT_PAPER, words.LEDGER, words.PRIVACY, words.ACTIVITIES),
    *(words.SIGN_OFF, words.SELF_TEST, words.README),
)


def codes(folder: Path) -> list[tuple[str, str]]:
    return [(each.code, each.file) for each in check_dossier(folder).problems]


def first(folder: Path, code: str) -> DossierProblem:
    return next(p for p in check_dossier(folder).problems if p.code == code)


def rewritten(folder: Path, change: Any) -> None:
    """The manifest with something changed, sealed anew as a forger would."""
    found = manifests.read(folder / manifests.NAME)
    assert found is not None
    document = json.loads((folder / manifests.NAME).read_text("utf-8"))
    change(document)
    path = folder / manifests.NAME
    path.write_text(json.dumps(document), "utf-8")
    changed = manifests.read(path)
    assert changed is not None
    manifests.write(manifests.sealed(changed), path)


def accepting(folder: Path, name: str) -> None:
    """The manifest with the digest that a changed file has now."""
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()

    def change(document: Any) -> None:
        [row] = [each for each in document["files"] if each["path"] == name]
        row["sha256"] = digest

    rewritten(folder, change)


def with_cell_changed(path: Path, sheet: str) -> None:
    book = openpyxl.load_workbook(path)
    cell = book[sheet].cell(row=5, column=book[sheet].max_column - 1)
    cell.value += 1
    book.save(path)


@pytest.mark.parametrize("name", KINDS)
def test_a_deleted_file_is_named_with_its_claim(dossier: Path, name: str) -> None:
    (dossier / name).unlink()

    found = check_dossier(dossier)

    assert not found.ok
    problem = found.problems[0]
    assert (problem.code, problem.file) == ("MISSING", name)
    assert problem.claims
    said = problem_sentence(problem)
    assert name in said
    assert problem.claims[0] in said
    assert name in problem_sentence(problem, "en")


def test_a_deleted_piece_of_evidence_is_named_with_the_claim_of_its_document(
    dossier: Path,
) -> None:
    manifest = manifests.read(dossier / manifests.NAME)
    assert manifest is not None
    [row] = [each for each in manifest.files if each.title == "实施方案"]
    (dossier / row.path).unlink()

    problem = first(dossier, "MISSING")

    assert problem.file == row.path
    assert any("实施方案" in claim for claim in problem.claims)


@pytest.mark.parametrize("name", [*KINDS, "manifest.json"])
def test_a_changed_byte_is_found_wherever_it_is(dossier: Path, name: str) -> None:
    raw = bytearray((dossier / name).read_bytes())
    raw[len(raw) // 2] ^= 0x15
    (dossier / name).write_bytes(raw)

    assert name in {file for _, file in codes(dossier)}


def test_a_file_that_does_not_belong_is_named(dossier: Path) -> None:
    (dossier / "03 证据" / "x.pdf").write_bytes(b"%PDF")
    (dossier / "Thumbs.db").write_bytes(b"what a file manager leaves")

    assert codes(dossier) == [("EXTRA", "03 证据/x.pdf")]


def test_a_changed_figure_is_found_even_if_the_manifest_was_made_to_agree(
    dossier: Path,
) -> None:
    with_cell_changed(dossier / words.WORKBOOK, "按月份")
    accepting(dossier, words.WORKBOOK)

    problem = first(dossier, "TOTAL")

    assert codes(dossier) == [("TOTAL", words.WORKBOOK)]
    assert "按月份" in problem.why
    assert "连续运行月数" in problem.claims[0]


def test_a_total_changed_in_the_manifest_alone_is_found(dossier: Path) -> None:
    def change(document: Any) -> None:
        document["totals"][0]["value"] = "7"

    rewritten(dossier, change)

    assert first(dossier, "TOTAL").file == words.WORKBOOK


def test_a_changed_amount_in_the_proof_does_not_compute(dossier: Path) -> None:
    path = dossier / words.PROOF / "cycling-1.0.json"
    document = json.loads(path.read_text("utf-8"))
    document["vectors"][0]["expect"]["reduction_mg"] += 1
    path.write_text(json.dumps(document), "utf-8")
    accepting(dossier, f"{words.PROOF}/cycling-1.0.json")

    problem = first(dossier, "RECOMPUTED")

    assert document["vectors"][0]["id"] in problem.why
    path.write_text("[]", "utf-8")
    assert first(dossier, "RECOMPUTED").why


def test_without_its_manifest_nothing_is_believed(dossier: Path) -> None:
    (dossier / manifests.NAME).unlink()

    assert codes(dossier) == [("MANIFEST", manifests.NAME)]


def test_a_manifest_may_not_point_outside_of_its_folder(
    dossier: Path, tmp_path: Path
) -> None:
    shutil.copy(dossier / words.README, tmp_path / "outside.txt")

    def change(document: Any) -> None:
        document["files"][0]["path"] = "../outside.txt"

    rewritten(dossier, change)

    assert ("MISSING", "../outside.txt") in codes(dossier)


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="DOSSIER_NOT_THERE"):
        check_dossier(tmp_path / "nothing")
    with pytest.raises(UserError, match="DOSSIER_NOT_THERE"):
        check_dossier(tmp_path)
