"""Nine reasons and the verb that waits for one of them."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.audit_desk import queue_words
from ui.shared.messages import message
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import dress
from ui.shared.widgets import Label

_COLUMNS: Final = 3


class Reasons(QWidget):
    """A click or 1 to 9 gives the reason; the ninth has to be written."""

    given = Signal(str, str)
    """(verb, reason as it is stored)"""

    asking = Signal(bool)
    """Whether a low window needs all its room for the reasons."""

    def __init__(self) -> None:
        super().__init__()
        self.verb = ""
        self._head = Label(self.tr("处理意见"), "strong")
        self._other = QLineEdit()
        self._other.setPlaceholderText(self.tr("其他理由，Enter 记下"))
        self._other.setAccessibleName(self.tr("其他理由"))
        self._other.setMaxLength(120)
        self._other.hide()
        self._other.returnPressed.connect(self._written)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(6))
        self.buttons = [self._button(number) for number in range(1, 10)]
        for at, button in enumerate(self.buttons):
            grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
        self._grid = box(grid)
        self._folded = True
        self.setLayout(column(self._head, self._grid, self._other, gap=6))
        self._show_grid()

    def fold(self, *, short: bool) -> None:
        """In a low window the reasons show only when one is awaited."""
        self._folded = short
        self._show_grid()

    def _show_grid(self) -> None:
        awaited = bool(self.verb)
        # Room is made before it is taken, else the window grows for a moment.
        if awaited:
            self.asking.emit(self._folded)
        for part in (self._grid, self._head):
            part.setVisible(awaited or not self._folded)
        if not awaited:
            self.asking.emit(False)

    def ask(self, verb: str) -> None:
        """Wait for the reason of a verb."""
        self.verb = verb
        word = queue_words.verb_word(verb.partition("_")[0])
        text = self.tr("{verb}：按 1–9 选理由，Esc 不选").format(verb=word)
        if verb == "reject":
            text = message("M33").whole
        self._head.say(text, Tone.WARN)
        for button in self.buttons:
            dress(button, "kind", "danger")
        self._show_grid()

    def drop(self) -> bool:
        """Wait no longer; False if nothing was awaited."""
        waited = bool(self.verb)
        self.verb = ""
        self._head.say(self.tr("处理意见"))
        self._other.clear()
        self._other.hide()
        for button in self.buttons:
            dress(button, "kind", "")
        self._show_grid()
        return waited

    def give(self, number: int) -> None:
        """Reason 1 to 9; without a verb it is a rejection."""
        if number == len(self.buttons):
            self.verb = self.verb or "reject"
            self._other.show()
            self._other.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._tell(f"R{number}")

    def _clicked(self, number: int, _on: object = None) -> None:
        self.give(number)

    def _written(self) -> None:
        if text := self._other.text().strip():
            self._tell(f"R{len(self.buttons)}: {text}")

    def _tell(self, reason: str) -> None:
        verb = self.verb or "reject"
        self.verb = ""
        self.drop()
        self.given.emit(verb, reason)

    def _button(self, number: int) -> Button:
        made = Button(f"{number} {queue_words.reason_word(number)}")
        made.setStyleSheet(f"padding:0 {px(4)}px; min-height:{px(28)}px;")
        whole = queue_words.reason_whole(number)
        made.setToolTip(whole)
        made.setAccessibleName(whole)
        made.clicked.connect(partial(self._clicked, number))
        return made
