"""The manual's chapter of a page, in a drawer over the window (Shift+F1)."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser
from PySide6.QtWidgets import QTextEdit

from ui.shared import language
from ui.shared.help_look import dress
from ui.shared.help_look import marked
from ui.shared.help_text import chapter
from ui.shared.help_text import headings
from ui.shared.help_text import title
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QTextCursor
    from PySide6.QtWidgets import QWidget

_WIDTH: Final = 470
_TOP: Final = 52
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OWN_KEYS: Final = _ENTER | {Qt.Key.Key_Escape}


class HelpPanel(Card):
    """Shows one chapter; Esc closes it and the caret goes back to where it was."""

    def __init__(self, over: QWidget) -> None:
        self._over = over
        self._title = Label(role="section")
        self._close = IconButton(self.tr("收起帮助"), "x", "Esc")
        self.edit = search_box(self.tr("在本页帮助里查找"))
        self._found = Label(role="caption")
        self._jumps = row(gap=2)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("帮助"))
        head = row(self._title, STRETCH, KeyCap("Shift+F1"), self._close)
        search = row((self.edit, 1), self._found, gap=8)
        parts = (head, search, self._jumps, (self.text, 1))
        super().__init__(column(*parts, margins=(16, 12, 12, 12), gap=8))
        self.setParent(over)
        self._page_id = ""
        self._focus_before: QWidget | None = None
        self._close.clicked.connect(self.close_panel)
        self.edit.textChanged.connect(self._mark_all)
        for part in (self.edit, self.text):
            part.installEventFilter(self)
        over.installEventFilter(self)
        self.hide()

    def open(self, page_id: str) -> None:
        """Show the chapter of a page; pressed again, close it."""
        if self.isVisible():
            self.close_panel()
            return
        self._focus_before = self._over.window().focusWidget()
        self._show_chapter(page_id)
        self._place()
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self, page_id: str) -> None:
        """Another page is shown: so is its chapter, if the panel is open."""
        if self.isVisible() and page_id != self._page_id:
            self._focus_before = None
            self._show_chapter(page_id)

    def close_panel(self) -> None:
        """Go back to where the caret was."""
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)

    def jump(self, heading: str) -> None:
        """Show a part of the chapter from its heading on."""
        block = self.text.document().begin()
        while block.isValid() and block.text() != heading:
            block = block.next()
        layout = self.text.document().documentLayout()
        top = layout.blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(int(top) - px(8))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._over:
            if event.type() == QEvent.Type.Resize:
                self._place()
            return False
        if not isinstance(event, QKeyEvent) or event.key() not in _OWN_KEYS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Esc and Enter are this panel's own, not the window's.
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._answer(event)
            return True
        return False

    def _answer(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif self.edit.hasFocus():
            self._go_on()

    def _place(self) -> None:
        room = self._over.rect()
        width = min(px(_WIDTH), room.width())
        top = px(_TOP)
        self.setGeometry(room.width() - width, top, width, room.height() - top)

    def _show_chapter(self, page_id: str) -> None:
        self._page_id = page_id
        text = chapter(page_id, language.in_force())
        self._title.setText(title(text))
        self.text.setMarkdown(text.partition("\n")[2])
        dress(self.text.document())
        empty(self._jumps)
        for heading in headings(text):
            button = Button(heading, kind="link")
            button.clicked.connect(lambda _on=False, to=heading: self.jump(to))
            self._jumps.addWidget(button)
        self._jumps.addStretch(1)
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        self._mark_all(self.edit.text())

    def _mark_all(self, sought: str) -> None:
        """Mark every place where the text is found, and show the first."""
        places = self._places(sought.strip())
        self.text.setExtraSelections([self._selection(each) for each in places])
        count = self.tr("%n 处", "", len(places)) if sought.strip() else ""
        self._found.setText(count)
        if places:
            self._go_to(places[0])

    def _go_on(self) -> None:
        """The next place, after the last one the first."""
        places = self._places(self.edit.text().strip())
        here = self.text.textCursor().selectionEnd()
        later = [each for each in places if each.selectionStart() >= here]
        if places:
            self._go_to((later or places)[0])

    def _go_to(self, place: QTextCursor) -> None:
        self.text.setTextCursor(place)
        self.text.ensureCursorVisible()

    def _places(self, sought: str) -> list[QTextCursor]:
        document = self.text.document()
        places: list[QTextCursor] = []
        found = document.find(sought, 0, QTextDocument.FindFlag(0))
        while sought and not found.isNull():
            places.append(found)
            found = document.find(sought, found, QTextDocument.FindFlag(0))
        return places

    def _selection(self, place: QTextCursor) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = place, marked()
        return made
