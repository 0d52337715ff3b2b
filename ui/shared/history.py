"""The last messages, to be read again: nothing said for a moment only is lost."""

from __future__ import annotations

import datetime as dt
from collections import deque
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QPoint
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from carbon_points.common.days import ZONE
from ui.shared import icons
from ui.shared.badges import SHAPES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shared.messages import Message
    from ui.shared.notices import MessageBar

_REMEMBERED: Final = 50
_CUT: Final = 60


class History:
    """Remembers the last fifty messages with their time."""

    def __init__(self) -> None:
        self._messages: deque[tuple[str, Message]] = deque(maxlen=_REMEMBERED)

    def add(self, shown: Message) -> None:
        """Remember a message."""
        self._messages.appendleft((f"{dt.datetime.now(ZONE):%H:%M}", shown))

    @property
    def texts(self) -> list[str]:
        """The messages, newest first."""
        return [shown.whole for _time, shown in self._messages]

    def menu(self, parent: QWidget, bar: MessageBar) -> QMenu:
        """The list, newest first; an entry shows its message again."""
        made = QMenu(parent)
        for time, shown in self._messages:
            text = shown.whole
            cut = text if len(text) <= _CUT else f"{text[:_CUT]}…"
            drawing = icons.icon(SHAPES[shown.tone], shown.tone.ink)
            action = made.addAction(drawing, f"{time}　{cut}".replace("&", "&&"))
            again = partial(bar.say, shown.tone, shown.title, shown.text, shown.code)
            action.triggered.connect(lambda _checked, say=again: say())
        if not self._messages:
            nothing = QCoreApplication.translate("History", "还没有消息")
            made.addAction(nothing).setEnabled(False)
        return made

    def pop_up(self, below: QWidget, bar: MessageBar) -> None:
        """Show the list under the button that opens it."""
        made = self.menu(below, bar)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        right = below.mapToGlobal(below.rect().bottomRight())
        made.popup(right - QPoint(made.sizeHint().width(), 0))
        if made.actions():
            made.setActiveAction(made.actions()[0])
