"""Cards inside of scroll areas: as tall as their wrapped lines need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Signal

from ui.shared.badges import SHAPES
from ui.shared.notices import announce
from ui.shared.tokens import hex_of
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ui.shared.tokens import Tone


class Fitted(Card):
    """A card as tall as its wrapped lines need; a scroll area does not ask for that."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """Its words have changed."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))


class AskBar(Fitted):
    """A message in a narrow part: its buttons stand below the words, not beside."""

    dismissed = Signal()

    def __init__(self) -> None:
        self._mark = Mark("info-circle", size=22)
        self._words = Label(wrap=True)
        self._code = Label(role="caption")
        self._buttons = row(gap=8)
        self._holder = box(self._buttons)
        layout = column(margins=(12, 8, 6, 8), gap=6)
        super().__init__(layout)
        close = IconButton(self.tr("收起"), "x", "Esc")
        close.clicked.connect(self.dismiss)
        layout.addLayout(row(self._mark, (self._words, 1), self._code, close, gap=10))
        layout.addWidget(self._holder)
        self.setObjectName("ask")
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, tone: Tone, title: str, text: str = "", code: str = "") -> None:
        """Show a message; it takes no focus and stays until dismissed."""
        self._drop_buttons()
        self._mark.show_icon(SHAPES[tone], tone.ink, 22)
        self._words.say("\n".join(filter(None, (title, text))), tone)
        self._code.setText(code)
        self.setStyleSheet(
            f"#ask {{ background:{hex_of(tone.ground)};"
            f" border:1px solid {hex_of(tone.ink)}; border-radius:{px(8)}px; }}"
        )
        self.setAccessibleName(self.text)
        self.show()
        announce(self)

    def offer(self, verb: str, act: Callable[[], object], icon: str = "") -> Button:
        """Add a button that does something about it."""
        made = Button(verb, icon)
        made.clicked.connect(lambda _checked: act())
        if not self._buttons.count():
            self._buttons.addStretch(1)
        self._buttons.addWidget(made)
        self._holder.show()
        return made

    def dismiss(self) -> None:
        """Take the message away."""
        self._drop_buttons()
        self.hide()
        self.dismissed.emit()

    def _drop_buttons(self) -> None:
        empty(self._buttons)
        self._holder.hide()
