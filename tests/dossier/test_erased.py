"""A dossier goes on without the files of somebody who was erased, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.dossier import words
from carbon_points.dossier.checking import check_dossier
from carbon_points.dossier.evidence_files import DROPPED
from carbon_points.dossier.service import build_dossier
from carbon_points.integrity.erasing import erase
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def test_a_deleted_file_is_named_by_its_digest(busy: Database, tmp_path: Path) -> None:
    erase(busy, as_of("auditor", second="auditor2"), person(3), "本人申请")

    build_dossier(busy, as_of("auditor"), "life", tmp_path / "dossier")

    said = (tmp_path / "dossier" / words.INDEX).read_text("utf-8-sig")
    assert DROPPED in said
    assert check_dossier(tmp_path / "dossier").ok
