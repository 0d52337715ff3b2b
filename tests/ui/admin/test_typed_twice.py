"""A password that nobody could read while it was typed is asked for twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QToolButton

from ui.admin.first_run_parts import labelled
from ui.admin.first_run_parts import password_field
from ui.admin.typed_twice import TypedTwice
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.admin.lock_parts import SecretField


@pytest.fixture
def field(qtbot: QtBot, application: QApplication) -> SecretField:
    del application
    made = password_field()
    qtbot.addWidget(made)
    return made


def test_a_hidden_password_counts_once_it_was_typed_the_same_twice(
    field: SecretField,
) -> None:
    twice = TypedTwice(field)
    field.setText("rides-2026")
    first = twice.still_asks()
    emptied = field.text()
    field.setText("rides-2026")

    assert "再输一次" in first
    assert emptied == ""
    assert twice.still_asks() == ""
    assert twice.still_asks() == ""  # what was wrong elsewhere was mended meanwhile


def test_two_that_differ_begin_anew(field: SecretField) -> None:
    twice = TypedTwice(field)
    field.setText("rides-2026")
    twice.still_asks()
    field.setText("rides-2062")

    told = twice.still_asks()
    field.setText("rides-2062")

    assert "不一样" in told
    assert "再输一次" in twice.still_asks()


def test_nothing_is_no_second_password(field: SecretField) -> None:
    twice = TypedTwice(field)
    unset = twice.still_asks()
    field.setText("rides-2026")
    twice.still_asks()

    assert unset == ""
    assert "不一样" in twice.still_asks()


def test_who_reads_what_is_typed_is_not_asked_again(field: SecretField) -> None:
    field.actions()[0].trigger()
    field.setText("rides-2026")

    assert TypedTwice(field).still_asks() == ""


def test_the_eye_says_what_it_does(field: SecretField) -> None:
    eye = field.findChildren(QToolButton)[0]
    before = eye.accessibleName(), eye.toolTip()

    field.actions()[0].trigger()

    assert before == ("显示密码", "显示密码")
    assert eye.accessibleName() == "隐藏密码"


def test_how_the_letters_arrive_is_said_below_every_new_password(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    field = password_field()
    sheet = labelled("密码", field, "至少 8 位")
    qtbot.addWidget(sheet)
    note = sheet.findChildren(Label)[-1]

    field.setText("ａｂｃ")
    wide = note.text()
    field.setText("abc")

    assert "全角" in wide
    assert note.text() == "至少 8 位"
