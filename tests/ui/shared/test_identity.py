"""Codes and numbers are taken as people write them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ui.shared.identity import CodeEdit
from ui.shared.identity import CodeField
from ui.shared.identity import judged
from ui.shared.identity import Writing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = dt.date(2026, 11, 20)
RIC = "11010519491231002X"


@pytest.mark.parametrize(
    ("writing", "typed", "kept"),
    [
        (Writing.RIC, "３７０１８１", "370181"),
        (Writing.RIC, "370181 1990-0101 881x", "37018119900101881X"),
        (Writing.USCC, "91370181ma3c 0000 0x", "91370181MA3C00000X"),
        (Writing.PHONE, "+86 138-0531-6021", "13805316021"),
        (Writing.DECIMAL, "１２．４", "12.4"),
        (Writing.DECIMAL, "1,806.4", "1806.4"),
        (Writing.DECIMAL, "3。5", "3.5"),
        (Writing.INTEGER, " 42 ", "42"),
    ],
)
def test_what_was_meant_is_kept(
    qtbot: QtBot, writing: Writing, typed: str, kept: str
) -> None:
    edit = CodeEdit(writing)
    qtbot.addWidget(edit)

    edit.insert(typed)

    assert edit.text() == kept


def test_full_width_digits_of_an_input_method_do_not_vanish(qtbot: QtBot) -> None:
    edit = CodeEdit(Writing.RIC)
    qtbot.addWidget(edit)
    event = QInputMethodEvent("", [])
    event.setCommitString("３７０")

    QApplication.sendEvent(edit, event)

    assert edit.text() == "370"


def test_input_methods_stay_away_from_codes(qtbot: QtBot) -> None:
    edit = CodeEdit(Writing.RIC)
    qtbot.addWidget(edit)

    assert edit.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert edit.inputMethodQuery(Qt.InputMethodQuery.ImHints) is not None


@pytest.mark.parametrize(
    ("writing", "text", "code"),
    [
        (Writing.RIC, "37018119900", "M01"),
        (Writing.RIC, "110105194912310021", "M02"),
        (Writing.RIC, "370181198802302510", "M03"),
        (Writing.USCC, "91370181MA3C000000", "M05"),
        (Writing.USCC, "91370181", ""),
        (Writing.PHONE, "1380531", "M06"),
        (Writing.DECIMAL, "十二", "M11"),
    ],
)
def test_what_is_wrong_has_its_message(
    application: QApplication, writing: Writing, text: str, code: str
) -> None:
    del application

    problem = judged(text, writing, DAY)

    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize("writing", list(Writing))
def test_an_empty_field_is_not_wrong(writing: Writing) -> None:
    assert judged("", writing, DAY) is None


def test_a_sound_number_shows_what_it_says(qtbot: QtBot) -> None:
    field = CodeField(Writing.RIC, "身份证号")
    qtbot.addWidget(field)

    with qtbot.waitSignal(field.changed):
        field.edit.setText(RIC)

    assert field.is_sound
    assert field.text == RIC
    assert field.says == "1949-12-31 出生 · 女"


def test_a_wrong_number_is_framed_and_explained(qtbot: QtBot) -> None:
    field = CodeField(Writing.RIC, "身份证号")
    qtbot.addWidget(field)

    field.edit.setText("110105194912310021")

    assert not field.is_sound
    assert field.edit.property("state") == "bad"
    assert "校验位" in field.says
