"""The parts of the pool's leaves: fields, a file, a list beside a form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.shared.fitted import AskBar
from ui.shared.tokens import px
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPlainTextEdit

    from ui.audit_desk.pool_work import Seen
    from ui.shared.messages import Message

LOW = 56
"""How low a table may become that shares a column with another one."""

_SIDE = {Width.NARROW: 370, Width.NORMAL: 400, Width.WIDE: 460}


class FileRow(QWidget):
    """One file that goes with an act."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._path: Path | None = None
        self.choose = Button(name, "paperclip")
        self._shown = Elided(role="second")
        self.drop = IconButton(self.tr("去掉附件"), "x")
        self.setLayout(row(self.choose, (self._shown, 1), self.drop, gap=6))
        self.choose.clicked.connect(lambda _on: self._ask())
        self.drop.clicked.connect(lambda _on: self.put(None))
        self.put(None)

    @property
    def files(self) -> tuple[Path, ...]:
        """What was chosen."""
        return () if self._path is None else (self._path,)

    def put(self, path: Path | None) -> None:
        """Take another file, or none."""
        self._path = path
        self._shown.say_whole("" if path is None else path.name)
        self.drop.setVisible(path is not None)
        self.changed.emit()

    def _ask(self) -> None:
        name, _form = QFileDialog.getOpenFileName(self, self._name)
        if name:
            self.put(Path(name))


class Side(Card):
    """What stands beside a list: a head, a body that scrolls, and the one button."""

    def __init__(self, title: str, hint: str = "") -> None:
        self.bar = AskBar()
        self.bar.hide()
        self.body = column(margins=(0, 0, 12, 0), gap=8)
        self.foot = row(gap=8)
        self._title = Label(title, "section", wrap=True)
        self._hint = Label(hint, "caption", wrap=True)
        inside = scrolling(box(self.body))
        parts = (self._title, self._hint, self.bar, (inside, 1), self.foot)
        super().__init__(column(*parts, margins=(16, 12, 8, 12), gap=8))
        self._hint.setVisible(bool(hint))

    def head(self, title: str, hint: str = "") -> None:
        """Another title and what is said below it."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def ask(self, said: Message) -> None:
        """Say why nothing was done; the room is too narrow for the code."""
        self.bar.say(said.tone, said.title, said.text)


class Leaf(QWidget):
    """A list to the left, a side to the right; the page calls these methods."""

    touched = Signal()
    """Something was typed."""

    behind_wanted = Signal(object)
    """The id of a batch whose actions are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self.sides: tuple[QWidget, ...] = ()
        self._kept: dict[str, QLineEdit | QPlainTextEdit] = {}

    def keep(self, **fields: QLineEdit | QPlainTextEdit) -> None:
        """Name the fields whose text outlives a lock, a crash and a new look."""
        self._kept |= fields
        for field in fields.values():
            field.textChanged.connect(lambda *_text: self.touched.emit())

    def typed(self) -> dict[str, str]:
        """What stands in those fields."""
        found = {name: _text(field) for name, field in self._kept.items()}
        return {name: text for name, text in found.items() if text.strip()}

    def retype(self, typed: Mapping[str, str]) -> None:
        """Write it there again."""
        for name in self._kept.keys() & typed.keys():
            field = self._kept[name]
            if isinstance(field, QLineEdit):
                field.setText(typed[name])
            else:
                field.setPlainText(typed[name])

    def show_seen(self, seen: Seen) -> None:
        """The pool as it stands now."""
        self.seen = seen

    def commit(self) -> None:
        """Ctrl+Enter."""

    def explain(self) -> None:
        """F1."""

    def escape(self) -> bool:
        """Esc; True if something was closed."""
        return False

    def refuse(self, said: Message) -> None:
        """Say why nothing was done."""

    def acted(self) -> None:
        """What was wanted is done: the form begins anew."""

    def take_focus(self) -> None:
        """Let the keyboard reach the leaf."""
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for side in self.sides:
            side.setFixedWidth(px(_SIDE[width_of(self.window().size())]))


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def labelled(name: str, part: QWidget) -> QWidget:
    """A field with its name above."""
    label = Label(name, "second")
    label.setBuddy(part)
    return box(column(label, part, gap=3))
