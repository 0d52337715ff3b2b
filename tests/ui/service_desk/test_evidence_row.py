"""Evidence comes by file, drop, paste or camera, and the form says how good it is."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import QImage

from ui.service_desk.evidence_row import EvidenceRow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.service_desk.hand import Hand


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    folder = tmp_path / "camera"
    folder.mkdir()
    return folder


@pytest.fixture
def row(qtbot: QtBot, application: object, camera: Path) -> EvidenceRow:
    assert application
    made = EvidenceRow(lambda: camera)
    qtbot.addWidget(made)
    made.show()
    return made


def photo(folder: Path, name: str = "IMG_1.jpg", *, age_s: int = 0) -> Path:
    file = folder / name
    file.write_bytes(b"\xff\xd8")
    at = time.time() - age_s
    os.utime(file, (at, at))
    return file


def offered(row: EvidenceRow) -> str:
    return row._newest.text().strip() if row._newest.isVisible() else ""


def test_a_picture_just_taken_is_offered_and_an_old_one_is_not(
    row: EvidenceRow, camera: Path
) -> None:
    photo(camera, "old.jpg", age_s=3600)
    row.look_for_photo()
    assert offered(row) == ""

    newest = photo(camera)
    row.look_for_photo()
    assert newest.name in offered(row)
    row._newest.click()

    assert row.files == (newest,)
    assert offered(row) == ""


def test_a_copied_picture_becomes_a_file(row: EvidenceRow) -> None:
    picture = QImage(8, 6, QImage.Format.Format_RGB32)
    picture.fill(0x335577)
    QGuiApplication.clipboard().setImage(picture)

    assert row.paste()

    [file] = row.files
    assert QImage(str(file)).size() == picture.size()


def test_copied_files_are_taken_where_they_lie(row: EvidenceRow, camera: Path) -> None:
    file = photo(camera)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(file))])
    QGuiApplication.clipboard().setMimeData(copied)

    assert row.paste()

    assert row.files == (file,)


def test_copied_text_is_no_evidence(row: EvidenceRow) -> None:
    QGuiApplication.clipboard().setText("4.2 kg")

    assert not row.paste()
    assert row.files == ()


def test_the_form_says_the_grade_and_how_it_gets_better(hand: Hand) -> None:
    hand.enter("0001")
    hand.type("2")
    hand.type("4.2")
    work = hand.desk.work

    assert "实测" in work.evidence.grade
    assert "没有凭证文件" in work.evidence.grade
    inputs = {**work.form.inputs, "weighing": "count"}
    methodology = work.form.methodology
    assert methodology is not None
    from ui.service_desk.grade_words import grade_text  # noqa: PLC0415

    said = grade_text(methodology, inputs, has_files=True)
    assert said.startswith("凭证等级：有凭证；选“")
    assert said.endswith("为实测")
