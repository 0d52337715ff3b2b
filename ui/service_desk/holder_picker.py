"""Whose paper it is: a search box with the few people that it may mean."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.service_desk.find_panel import line_of
from ui.service_desk.parts import ChoiceRow
from ui.shared.widgets import box
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import search_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from carbon_points.participants.queries import Summary
    from carbon_points.participants.search import Match

_SHOWN: Final = 4
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HolderPicker(QWidget):
    """Arrows and Enter work from the box; below it stands who was chosen."""

    searched = Signal(str)
    chosen = Signal(object)
    """The participant id."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = search_box(self.tr("查找持证人"))
        self._rows = [ChoiceRow() for _ in range(_SHOWN)]
        self._who = Label(role="section")
        self._about = Label(role="second", wrap=True)
        self._person = box(column(self._who, self._about, gap=2))
        self.setLayout(column(self.edit, *self._rows, self._person, gap=8))
        self._person.hide()
        self._matches: Sequence[Match] = ()
        self._at = 0
        self._enter_waits = False
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        for number, each in enumerate(self._rows):
            each.clicked.connect(lambda _checked=False, n=number: self._choose(n))
        self._show_matches()

    @property
    def is_chosen(self) -> bool:
        """Whether somebody was chosen."""
        return bool(self._who.text())

    def show_found(self, query: str, matches: Sequence[Match]) -> None:
        """Show whom a query may mean; an answer to an older query is dropped."""
        if query != self.edit.text():
            return
        self._matches, self._at = matches, 0
        self._show_matches()
        if self._enter_waits and matches:
            self._choose(0)

    def show_holder(self, who: Summary) -> None:
        """Show who was chosen."""
        self.edit.clear()
        self._who.setText(who.name)
        self._person.show()
        place = " · ".join(filter(None, (who.subdistrict, who.community)))
        self._about.setText("\n".join(filter(None, (who.masked_id, place))))

    def forget(self) -> None:
        """Nobody is chosen any more."""
        self.edit.clear()
        self._who.clear()
        self._person.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _ENTER and self.edit.text():
            self._enter_waits = not self._matches
            if self._matches:
                self._choose(self._at)
            return True
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._matches:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._at = (self._at + step) % min(len(self._matches), _SHOWN)
            self._show_matches()
            return True
        return False

    def _typed(self, text: str) -> None:
        self._enter_waits = False
        self._matches = ()
        self._show_matches()
        if text.strip():
            self.searched.emit(text)

    def _choose(self, number: int) -> None:
        self._enter_waits = False
        self.chosen.emit(self._matches[number].participant_id)

    def _show_matches(self) -> None:
        for number, each in enumerate(self._rows):
            shown = number < len(self._matches)
            if shown:
                line = line_of(self._matches[number])
                each.show_line(line, selected=number == self._at)
            each.setVisible(shown)
