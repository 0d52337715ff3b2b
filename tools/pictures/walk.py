"""Walks a window with the Tab key, as somebody without a mouse does."""

from __future__ import annotations

from itertools import pairwise
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QScrollArea
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST: Final = 300
_ROW: Final = 24
"""Controls whose tops differ by less stand side by side."""


def stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches, from where the caret is once around."""
    found: list[QWidget] = []
    for _ in range(_MOST):
        at = QApplication.focusWidget() or window
        if at in found:
            break
        found.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return found


def unreached(window: QWidget, reached: Sequence[QWidget]) -> list[QWidget]:
    """The controls that are seen and take the caret, but not from Tab."""
    wanted = Qt.FocusPolicy.TabFocus
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window)
        and widget.isEnabled()
        and wanted in widget.focusPolicy()
        and widget.focusProxy() is None
        and not widget.visibleRegion().isEmpty()
        and widget not in reached
    ]


def jumps_back(window: QWidget, reached: Sequence[QWidget]) -> list[str]:
    """Steps that lead up or to the left within one card: not the order of reading."""
    found = []
    for before, after in pairwise(reached):
        card = _card(before)
        shared = card is not None and card is _card(after)
        if shared and _place(window, after) < _place(window, before):
            found.append(f"{said(before)} -> {said(after)}")
    return found


def said(widget: QWidget) -> str:
    """What a control is called, for whoever has to mend it."""
    return f"{type(widget).__name__} {widget.accessibleName()!r}"


def _card(widget: QWidget) -> QWidget | None:
    at: QWidget | None = widget
    # What scrolls may lie anywhere beside what does not.
    while at is not None and not (at.property("card") or isinstance(at, QScrollArea)):
        at = at.parentWidget()
    return at


def _place(window: QWidget, widget: QWidget) -> tuple[int, int]:
    at = widget.mapTo(window, QPoint(0, 0))
    return (at.y() + widget.height() // 2) // _ROW, at.x()
