"""Names with orders in them are shown in the window and obeyed by nobody."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.hostile.names import NAMES
from tests.hostile.papers import corpus
from ui.audit_desk.queue_photo import picture_of
from ui.shared.plain import plain_tip
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import Elided
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PICTURES = {
    file.name: file
    for file in corpus()
    if file.way == "evidence" and "large" not in file.name and "-" in file.name
}
TURNED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b")


def is_harmless(text: str) -> bool:
    orders = {c for c in text if unicodedata.category(c) == "Cc"} - {"\n", "\t"}
    return not orders and not TURNED & set(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_label_shows_a_name_as_text(qtbot: QtBot, name: str) -> None:
    labels = [Label(NAMES[name]), Label(), Elided(NAMES[name])]
    labels[1].say(NAMES[name])

    for label in labels:
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert is_harmless(label.text())
        assert is_harmless(label.accessibleName())


@pytest.mark.parametrize("name", NAMES)
def test_a_tool_tip_shows_a_name_as_text(qtbot: QtBot, name: str) -> None:
    shown = QLabel(plain_tip(NAMES[name]))
    qtbot.addWidget(shown)

    assert is_harmless(plain_tip(NAMES[name]))
    assert "<img" not in plain_tip(NAMES[name])
    assert not shown.openExternalLinks()


def test_a_table_shows_a_name_spelled_out_and_keeps_it(qtbot: QtBot) -> None:
    del qtbot
    model = TableModel([Column("姓名", 120)])
    model.show_rows([[name] for name in NAMES.values()])

    for row, name in enumerate(NAMES.values()):
        assert is_harmless(str(model.data(model.index(row, 0))))
        assert model.cell(row, 0) == name


@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt warns of what is spoilt
@pytest.mark.parametrize("name", PICTURES)
def test_a_spoilt_picture_is_shown_or_is_none(qtbot: QtBot, name: str) -> None:
    del qtbot

    found = picture_of(PICTURES[name].make())

    assert found.isNull() or max(found.width(), found.height()) <= 4000


def test_a_drawing_that_names_other_files_is_no_photo(qtbot: QtBot) -> None:
    del qtbot
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'

    assert picture_of(drawing).isNull()
