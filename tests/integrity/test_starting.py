"""What a crash left half done is whole after the next start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.certificates import service
from carbon_points.certificates.service import issue
from carbon_points.evidence import dropping
from carbon_points.evidence.service import store
from carbon_points.integrity import starting
from carbon_points.integrity.erasing import erase
from carbon_points.integrity.starting import repair
from carbon_points.storage.backup import evidence_folder
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_folder_that_is_closed_keeps_nothing_else_from_being_mended(
    busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut, free = tmp_path / "shut", tmp_path / "free"

    def closed(*_args: object) -> None:
        raise PermissionError

    def may(place: object, mode: int) -> bool:
        return place != shut and os_access(place, mode)  # type: ignore[arg-type]

    os_access = os.access
    with monkeypatch.context() as crash:
        crash.setattr(service, "_make", lambda *_: [])
        for number, folder in ((2, shut), (3, free)):
            issue(busy, as_of("worker"), [person(number)], YEAR, folder)
    monkeypatch.setattr(starting, "publish_missing", closed)
    monkeypatch.setattr(os, "access", may)

    with pytest.raises(PermissionError):
        repair(busy)

    assert len(list(free.iterdir())) == 1
    assert not list(shut.iterdir())


def test_a_file_that_no_entry_names_is_gone_after_a_day(busy: Database) -> None:
    stored = store(busy, b"a slip of nobody", "slip.txt")
    file = evidence_folder(busy.path) / stored.stored_as
    os.utime(file, (0, 0))
    kept = len(list(evidence_folder(busy.path).iterdir())) - 1

    repaired = repair(busy)

    assert repaired.files == 1
    assert len(list(evidence_folder(busy.path).iterdir())) == kept


def test_an_erasure_that_was_cut_off_leaves_no_paper(
    busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two, other = (
        issue(busy, as_of("worker"), [person(number)], YEAR, tmp_path / "papers")[0]
        for number in (2, 7)
    )

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    by = as_of("auditor", second="auditor2")
    with monkeypatch.context() as crash:
        crash.setattr(dropping, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            erase(busy, by, person(2), "本人申请")
    assert two.file.exists()

    repair(busy)

    assert not two.file.exists()
    assert other.file.exists()
