"""Printed halves of the recovery key, however they come into the fields."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

from carbon_points.storage import keys
from ui.admin.key_form import KeyForm
from ui.admin.key_work import KeyWay

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.admin.key_work import KeyGiven

KEY = secrets.token_bytes(keys.KEY_BYTES)
FIRST, SECOND = keys.halves_of(KEY)


@pytest.fixture
def form(qtbot: QtBot, application: QApplication) -> KeyForm:
    del application
    made = KeyForm("解锁")
    qtbot.addWidget(made)
    made.choose(KeyWay.HALVES)
    return made


def wide(text: str) -> str:
    """As an input method in full-width mode writes it."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


@pytest.mark.parametrize(
    "written",
    [
        str.lower,
        wide,
        lambda half: half.replace("-", " "),
        lambda half: half.replace("-", "\u2013"),
        lambda half: half.replace("-", "\u2014"),
        lambda half: half.replace("-", "·"),
        lambda half: f"“{half}”。",
        lambda half: f"\ufeff{half[:20]}\r\n{half[20:]}\n",
        lambda half: half.replace("O", "0").replace("I", "1").replace("B", "8"),
    ],
    ids=[
        *("small", "wide", "spaces", "en dashes", "em dashes", "dots", "quoted"),
        *("two lines", "misread digits"),
    ],
)
def test_a_half_is_read_however_it_was_written(form: KeyForm, written: object) -> None:
    assert callable(written)
    for half, text in zip(form.halves, (FIRST, SECOND), strict=True):
        half.edit.setText(written(text))
    given: list[KeyGiven] = []
    form.given.connect(given.append)

    form.answer()

    assert [half.state.text() for half in form.halves] == ["核对无误 ✓"] * 2
    assert keys.key_from_halves(given[0].text, given[0].second, b"").key == KEY


def test_both_pasted_into_one_field_go_each_into_its_own(form: KeyForm) -> None:
    form.halves[0].edit.setText(f"{FIRST}\n{SECOND}")

    assert all(half.is_whole for half in form.halves)
    assert form.halves[0].edit.text() == FIRST.replace("-", "")


def test_a_letter_too_many_is_no_whole_half(form: KeyForm) -> None:
    form.halves[0].edit.setText(f"{FIRST}A")

    assert not form.halves[0].is_whole
    assert form.halves[0].state.text() == "多了 1 位"
