"""What must never happen by accident: three watches over the application's events.

* While an input method composes, no key reaches a shortcut or a button.
* The wheel scrolls the page and never turns a value.
* A card reader that types (a "keyboard wedge") is one scan, not eighteen keys.
"""

from __future__ import annotations

import time
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtGui import QWheelEvent
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QAbstractScrollArea
from PySide6.QtWidgets import QAbstractSpinBox
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QPlainTextEdit
from PySide6.QtWidgets import QSlider
from PySide6.QtWidgets import QTabBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_TURNED_BY_WHEEL: Final = (QAbstractSpinBox, QComboBox, QSlider, QTabBar)
_NOTCH: Final = 120

SCAN_GAP_MS: Final = 35
SCAN_LENGTH: Final = 15


class CompositionGuard:
    """Keeps keys away from shortcuts and buttons while a word is being composed."""

    def __init__(self) -> None:
        self.composing = False

    def compose(self, _watched: QObject, event: QEvent) -> bool:
        """Remember whether a word is under way."""
        if isinstance(event, QInputMethodEvent):
            self.composing = bool(event.preeditString())
        return False

    def leave(self, _watched: QObject, _event: QEvent) -> bool:
        """A field that lost the focus composes no more."""
        self.composing = False
        return False

    def key(self, _watched: QObject, event: QEvent) -> bool:
        """Swallow it while composing; an accepted override is no shortcut."""
        if self.composing and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return self.composing


class WheelGuard:
    """Hands the wheel over a value to the nearest part that scrolls."""

    def turn(self, watched: QObject, event: QEvent) -> bool:
        """Scroll instead, if the wheel would change a value."""
        if not isinstance(watched, _TURNED_BY_WHEEL):
            return False
        if isinstance(event, QWheelEvent):
            _scroll_around(watched, event.angleDelta().y())
        event.accept()
        return True


class WedgeDetector(QObject):
    """Tells a reader's burst of keys from typing by its pace and length."""

    scanned = Signal(str)

    def __init__(self, clock_ms: Callable[[], int] | None = None) -> None:
        """`clock_ms` counts milliseconds; a test hands in its own."""
        super().__init__()
        self._clock_ms = clock_ms or (lambda: time.monotonic_ns() // 1_000_000)
        self._typed = ""
        self._last_ms = 0
        self._field: QWidget | None = None
        self._text_before = ""

    def key(self, watched: QObject, event: QEvent) -> bool:
        """Collect it; swallow the Enter that ends a scan.

        Keys are watched at the window: a widget's key is seen again by each parent.
        """
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self._finish()
        if len(event.text()) == 1 and event.text().isprintable():
            self._collect(event.text())
        return False

    def _collect(self, character: str) -> None:
        now = self._clock_ms()
        if not self._typed or now - self._last_ms > SCAN_GAP_MS:
            self._typed = ""
            self._field = QApplication.focusWidget()
            self._text_before = _text_of(self._field)
        self._typed += character
        self._last_ms = now

    def _finish(self) -> bool:
        in_time = self._clock_ms() - self._last_ms <= SCAN_GAP_MS
        text, self._typed = self._typed, ""
        if len(text) < SCAN_LENGTH or not in_time:
            return False
        _restore_text(self._field, self._text_before)
        self.scanned.emit(text)
        return True


class EventGuards(QObject):
    """The three watches as one filter of the application's events."""

    touched = Signal()
    """A key or button was pressed: somebody is there."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.composition = CompositionGuard()
        self.wheel = WheelGuard()
        self.wedge = WedgeDetector()
        # Every event of the program passes here, so the way out is a dictionary.
        self._watches = {
            QEvent.Type.InputMethod: self.composition.compose,
            QEvent.Type.FocusOut: self.composition.leave,
            QEvent.Type.ShortcutOverride: self.composition.key,
            QEvent.Type.Shortcut: self.composition.key,
            QEvent.Type.KeyPress: self._key,
            QEvent.Type.MouseButtonPress: self._button,
            QEvent.Type.Wheel: self.wheel.turn,
        }
        self._application = application
        application.installEventFilter(self)
        application.aboutToQuit.connect(self.stop)

    def stop(self) -> None:
        """Watch no more."""
        self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        watch = self._watches.get(event.type())
        return watch is not None and watch(watched, event)

    def _button(self, watched: QObject, _event: QEvent) -> bool:
        if isinstance(watched, QWindow):
            self.touched.emit()
        return False

    def _key(self, watched: QObject, event: QEvent) -> bool:
        self._button(watched, event)
        return self.composition.key(watched, event) or self.wedge.key(watched, event)


def _scroll_around(widget: QWidget, angle: int) -> None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    if isinstance(around, QAbstractScrollArea):
        bar = around.verticalScrollBar()
        lines = QApplication.wheelScrollLines() * bar.singleStep()
        bar.setValue(bar.value() - angle * lines // _NOTCH)


def _text_of(field: QWidget | None) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else ""


def _restore_text(field: QWidget | None, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
