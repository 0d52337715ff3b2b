"""A field of a form: its name above, the editor, and below it what there is to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.shared.tokens import Tone
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import repolish

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


class PlainField(QWidget):
    """Holds any editor; a complaint stands below it in place of the help."""

    def __init__(
        self, caption: str, editor: QWidget, note: str = "", *, required: bool = False
    ) -> None:
        super().__init__()
        self.caption = caption
        self.editor = editor
        self._note = note
        self._label = Label(f"{caption} *" if required else caption, "second")
        self._label.setBuddy(editor)
        self._below = Label(note, "caption", wrap=True)
        self.setLayout(column(self._label, editor, self._below, gap=4))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would stop here, wherever the part was moved to.
        super().focusInEvent(event)
        self.editor.setFocus(event.reason())

    @property
    def text(self) -> str:
        """What is typed into a plain line."""
        editor = self.editor
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""

    def put(self, text: str) -> None:
        """Type into a plain line."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)

    def say(self, note: str, tone: Tone | None = None) -> None:
        """Say something below the editor; the help again if it is nothing."""
        self._below.say(note or self._note, tone if note else None)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self.say(sentence, Tone.BAD if sentence else None)
        self.editor.setProperty("state", "bad" if sentence else "")
        repolish(self.editor)
