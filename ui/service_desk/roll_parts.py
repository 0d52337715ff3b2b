"""Small parts of a participant's file: a reason asked in place, a line of two cells."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.shared.seeing import bring_into_view
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject


def tab_after(anchor: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab go from `anchor` through these; what is made late would come last."""
    for before, after in itertools.pairwise((anchor, *parts)):
        QWidget.setTabOrder(before, after)


def tab_before(target: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab go through these on its way to `target`."""
    anchor = target.previousInFocusChain() or target
    while anchor is not target and anchor.focusPolicy() == Qt.FocusPolicy.NoFocus:
        anchor = anchor.previousInFocusChain() or target
    tab_after(anchor, parts)


ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ReasonLine(QWidget):
    """A line that asks why, right where something is about to be done."""

    given = Signal(str)

    def __init__(self, verb: str, hint: str, kind: str = "primary") -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(hint)
        self.act = Button(verb, kind=kind)
        self.act.setEnabled(False)
        self.setLayout(column(self.edit, row(-1, self.act), gap=6))
        self.edit.textChanged.connect(
            lambda text: self.act.setEnabled(bool(text.strip()))
        )
        self.edit.installEventFilter(self)
        self.act.clicked.connect(self._give)
        self.hide()

    def ask(self) -> None:
        """Show it empty, with the caret in it; shown already, fold it away."""
        if self.isVisible():
            self.hide()
            return
        self.edit.clear()
        self.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in ENTER and plain:
                self._give()
                return True
        return super().eventFilter(watched, event)

    def _give(self) -> None:
        reason = self.edit.text().strip()
        if reason:
            self.hide()
            self.given.emit(reason)
