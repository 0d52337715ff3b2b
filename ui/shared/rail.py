"""The navigation rail: an icon and a word for each page, no menu behind a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QFrame
from PySide6.QtWidgets import QScrollArea
from PySide6.QtWidgets import QToolButton

from ui.shared import icons
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import column
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ui.shared.page import PageSpec

FOOT = "settings"
"""The page that stands at the foot, for everyone."""

_WIDTH = 76
_ENTRY = 54


class Rail(QFrame):
    """Emits `chosen` with a page's id; scrolls where the window is too low."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(px(_WIDTH))
        self.setAccessibleName(self.tr("页面"))
        self._group = QButtonGroup(self)
        self._entries = {page.id: self._entry(page) for page in pages}
        self._logo = row(Mark("leaf", "rail_mark", 28), margins=(18, 6, 18, 6))
        self._head = box(self._logo)
        above = [entry for name, entry in self._entries.items() if name != FOOT]
        list_ = column(*above, STRETCH, gap=2)
        foot = self._entries.get(FOOT)
        parts = (self._head, (self._scroll(box(list_)), 1), foot)
        self.setLayout(column(*parts, margins=(6, 8, 6, 8), gap=2))

    @property
    def ids(self) -> list[str]:
        """The pages in the order of their digits: Ctrl+1 is the first."""
        return list(self._entries)

    def mark(self, page_id: str) -> None:
        """Show which page is open."""
        for name, entry in self._entries.items():
            entry.setChecked(name == page_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = (len(self._entries) + 1) * px(_ENTRY + 2) + px(16)
        self._head.setVisible(self.height() >= needed)

    def _entry(self, page: PageSpec) -> QToolButton:
        made = QToolButton()
        made.setText(page.name)
        made.setAccessibleName(page.name)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        drawing = icons.icon(page.icon, "rail_text2", 22)
        bright = icons.pixmap(page.icon, "rail_text", 22)
        drawing.addPixmap(bright, drawing.Mode.Normal, drawing.State.On)
        made.setIcon(drawing)
        made.setIconSize(QSize(px(22), px(22)))
        made.setCheckable(True)
        made.setFixedSize(px(_WIDTH - 12), px(_ENTRY - 2))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: self.chosen.emit(page.id))
        self._group.addButton(made)
        return made

    def _scroll(self, inside: QWidget) -> QScrollArea:
        made = QScrollArea()
        made.setWidgetResizable(True)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        made.setHorizontalScrollBarPolicy(off)
        made.setVerticalScrollBarPolicy(off)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setWidget(inside)
        made.setMinimumHeight(px(_ENTRY))
        return made
