"""What a crash left half done is whole after the next start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.certificates import service
from carbon_points.certificates.service import issue
from carbon_points.evidence.service import store
from carbon_points.integrity.starting import repair
from carbon_points.storage.backup import evidence_folder
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from carbon_points.storage.engine import Database


def test_a_reserved_serial_gets_its_paper(
    busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crash:
        crash.setattr(service, "_make", lambda *_: [])
        issue(busy, as_of("worker"), [person(2)], YEAR, tmp_path / "papers")
    assert not list((tmp_path / "papers").iterdir())

    repaired = repair(busy)

    assert repaired.certificates == 1
    [paper] = (tmp_path / "papers").iterdir()
    with busy.reading() as session:
        left = session.scalar(
            text("SELECT COUNT(*) FROM certificate WHERE state = 'recorded'")
        )
    assert (paper.suffix, left) == (".pdf", 0)


def test_a_file_that_no_entry_names_is_gone_after_a_day(busy: Database) -> None:
    stored = store(busy, b"a slip of nobody", "slip.txt")
    file = evidence_folder(busy.path) / stored.stored_as
    os.utime(file, (0, 0))
    kept = len(list(evidence_folder(busy.path).iterdir())) - 1

    repaired = repair(busy)

    assert repaired.files == 1
    assert len(list(evidence_folder(busy.path).iterdir())) == kept
