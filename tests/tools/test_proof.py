"""What can be seen to be wrong in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from tools.pictures.proof import problems
from ui.shared.language import EN
from ui.shared.language import ZH
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(application: QApplication, qtbot: QtBot) -> QWidget:
    """A window with a label, a long text and a button."""
    del application
    made = QWidget()
    parts = (Label("早上好"), Label("一二三四五六七八九十" * 3, wrap=True))
    made.setLayout(column(*parts, Button("打印证书")))
    made.resize(300, 200)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_sound_window_has_no_problems(window: QWidget) -> None:
    assert problems(window, ZH) == []


def test_a_label_that_is_too_narrow_is_found(window: QWidget) -> None:
    window.findChildren(Label)[0].setFixedWidth(20)

    [found] = problems(window, ZH)
    assert found.startswith("cut by")
    assert "早上好" in found


def test_a_paragraph_that_is_too_low_is_found(window: QWidget) -> None:
    window.findChildren(Label)[1].setFixedHeight(20)
    window.resize(120, 200)

    assert any("一二三四" in each for each in problems(window, ZH))


def test_a_field_without_a_name_is_found(window: QWidget) -> None:
    edit = QLineEdit(window)
    edit.show()

    [found] = problems(window, ZH)
    assert found.startswith("no accessible name: QLineEdit")


def test_what_has_no_english_is_found(window: QWidget) -> None:
    [found] = problems(window, EN)

    assert found.startswith("not translated")
    assert "打印证书" in found
