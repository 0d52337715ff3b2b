"""Composing, the wheel and card readers do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate
from PySide6.QtCore import QEvent
from PySide6.QtCore import QPoint
from PySide6.QtCore import QPointF
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QDateEdit
from PySide6.QtWidgets import QDoubleSpinBox
from PySide6.QtWidgets import QLabel
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QPushButton
from PySide6.QtWidgets import QScrollArea
from PySide6.QtWidgets import QSlider
from PySide6.QtWidgets import QTabBar
from PySide6.QtWidgets import QVBoxLayout
from PySide6.QtWidgets import QWidget

from ui.shared.guards import EventGuards
from ui.shared.guards import WedgeDetector
from ui.shared.keys import bind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

CARD = "37018119750312441X"


@pytest.fixture
def guards(application: QApplication) -> Iterator[EventGuards]:
    """The guards of the program, taken away again."""
    made = EventGuards(application)
    yield made
    application.aboutToQuit.disconnect(made.stop)
    made.stop()


class Form(QWidget):
    """A field, a button and two keys, each noting what reached it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.field = QLineEdit("备注已写")
        self.button = QPushButton("保存")
        self.setLayout(layout := QVBoxLayout())
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.field.returnPressed.connect(lambda: self.seen.append("return"))
        self.button.clicked.connect(lambda: self.seen.append("click"))
        bind(self, "Ctrl+Return", lambda: self.seen.append("commit"))
        bind(self, "F8", lambda: self.seen.append("F8"))


@pytest.fixture
def form(qtbot: QtBot, guards: EventGuards) -> Form:
    """The form on screen with the caret in its field."""
    del guards  # only has to be there
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    return made


def press_all(field: QLineEdit) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_F8)


def test_no_key_acts_while_a_word_is_composed(form: Form) -> None:
    QApplication.sendEvent(form.field, QInputMethodEvent("zhang", []))

    press_all(form.field)

    assert form.seen == []


def test_keys_act_again_after_the_word_is_committed(form: Form) -> None:
    QApplication.sendEvent(form.field, QInputMethodEvent("zhang", []))
    done = QInputMethodEvent("", [])
    done.setCommitString("张")
    QApplication.sendEvent(form.field, done)

    press_all(form.field)

    assert form.seen == ["return", "commit", "F8"]
    assert form.field.text() == "备注已写张"


def test_a_field_that_is_left_composes_no_more(form: Form, guards: EventGuards) -> None:
    QApplication.sendEvent(form.field, QInputMethodEvent("zhang", []))

    form.button.setFocus()

    assert not guards.composition.composing


@pytest.mark.usefixtures("guards")
def test_the_wheel_scrolls_and_changes_no_value(qtbot: QtBot) -> None:
    area, widgets = page_of_values()
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    before = [value_of(widget) for widget in widgets]
    scrolled = []

    for widget in widgets:
        area.verticalScrollBar().setValue(0)
        turn_wheel(widget)
        scrolled.append(area.verticalScrollBar().value())

    assert [value_of(widget) for widget in widgets] == before
    assert min(scrolled) > 0


def page_of_values() -> tuple[QScrollArea, list[QWidget]]:
    spin, combo, date = QDoubleSpinBox(), QComboBox(), QDateEdit(QDate(2026, 11, 19))
    tabs, slider = QTabBar(), QSlider(Qt.Orientation.Horizontal)
    spin.setValue(5)
    slider.setValue(50)
    combo.addItems(["a", "b", "c"])
    for word in ("1", "2"):
        tabs.addTab(word)
    inner = QWidget()
    layout = QVBoxLayout(inner)
    widgets: list[QWidget] = [spin, combo, date, tabs, slider]
    for widget in (*widgets, *(QLabel(str(number)) for number in range(40))):
        layout.addWidget(widget)
    area = QScrollArea()
    area.setWidget(inner)
    area.resize(300, 300)
    return area, widgets


def value_of(widget: QWidget) -> object:
    if isinstance(widget, QComboBox | QTabBar):
        return widget.currentIndex()
    if isinstance(widget, QDateEdit):
        return widget.date()
    assert isinstance(widget, QDoubleSpinBox | QSlider)
    return widget.value()


def turn_wheel(widget: QWidget) -> None:
    at = QPointF(5, 5)
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def type_into(window: QWidget, text: str) -> None:
    handle = window.windowHandle()
    for character in text:
        QTest.keyClick(handle, character)  # type: ignore[call-overload]
    QTest.keyClick(handle, Qt.Key.Key_Return)


def test_a_scan_leaves_the_field_and_the_button_alone(
    form: Form, guards: EventGuards
) -> None:
    scans: list[str] = []
    guards.wedge.scanned.connect(scans.append)

    type_into(form, CARD)
    form.button.setFocus()
    type_into(form, CARD)

    assert scans == [CARD, CARD]
    assert form.field.text() == "备注已写"
    assert form.seen == []


def test_slow_typing_is_no_scan(
    form: Form, guards: EventGuards, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans: list[str] = []
    guards.wedge.scanned.connect(scans.append)
    clock = iter(range(0, 100_000, 60))
    monkeypatch.setattr(guards.wedge, "_clock_ms", lambda: next(clock))

    type_into(form, CARD)

    assert scans == []
    assert form.field.text() == f"备注已写{CARD}"
    assert form.seen == ["return"]


def test_a_short_burst_is_no_scan(form: Form, guards: EventGuards) -> None:
    scans: list[str] = []
    guards.wedge.scanned.connect(scans.append)

    type_into(form, "12.4")

    assert scans == []
    assert form.seen == ["return"]


def test_other_events_are_none_of_the_detectors_business(form: Form) -> None:
    detector = WedgeDetector()

    assert not detector.key(form, QEvent(QEvent.Type.KeyPress))
