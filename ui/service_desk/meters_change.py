"""A replaced meter: the last value of the old one, the first of the new, one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from carbon_points.crediting.readings import MeterChange
from ui.shared.dates import parse_day
from ui.shared.editors import DayEditor
from ui.shared.editors import NumberEditor
from ui.shared.identity import LatinEdit
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QBoxLayout
    from PySide6.QtWidgets import QWidget


class ChangeForm(Card):
    """Four fields in the order in which they are read off the two meters."""

    wanted = Signal()
    closed = Signal()

    def __init__(self, now: Callable[[], dt.date]) -> None:
        self._now = now
        title = Label("", "strong")
        self._hint = Label(role="caption", wrap=True)
        layout = column(title, self._hint, margins=(12, 10, 12, 10), gap=8)
        super().__init__(layout, "sunken")
        title.setText(self.tr("换表：同一天的两个读数"))
        self.day = DayEditor(self.tr("换表日期"), now)
        self.old_end = NumberEditor(self.tr("旧表止码"), whole=False)
        self.new_meter = LatinEdit(self.tr("新表表号"))
        self.new_meter.setPlaceholderText(self.tr("不知道可不填"))
        self.new_start = NumberEditor(self.tr("新表起码"), whole=False)
        self.save = Button(self.tr("记下换表"), "check", "primary", key="Ctrl+Enter")
        self._close = Button(self.tr("不换了"), "x", key="Esc")
        layout.addLayout(
            row(
                (self._field(self.tr("换表日期"), self.day), 1),
                (self._field(self.tr("旧表止码（kWh）"), self.old_end), 1),
                gap=12,
            )
        )
        layout.addLayout(
            row(
                (self._field(self.tr("新表表号"), self.new_meter), 1),
                (self._field(self.tr("新表起码（kWh）"), self.new_start), 1),
                gap=12,
            )
        )
        layout.addLayout(row(STRETCH, self._close, self.save, gap=8))
        self._stops: list[QWidget] = [
            self.day.line,
            self.old_end.line,
            self.new_meter,
            self.new_start.line,
            self.save,
        ]
        for stop in self._stops[:-1]:
            stop.installEventFilter(self)
        self.save.clicked.connect(lambda _checked: self.wanted.emit())
        self._close.clicked.connect(lambda _checked: self.closed.emit())

    def begin(self, meter: str) -> None:
        """Ask anew, about this old meter."""
        text = self.tr("旧表 {meter} 到这一天为止，新表从这一天起，本期电量接着算。")
        self._hint.setText(text.format(meter=meter))
        self.day.draft = self._now().isoformat()
        self.old_end.draft = ""
        self.new_meter.clear()
        self.new_start.draft = "0"
        self.old_end.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def entered(self, installation_id: int, files: tuple[Path, ...]) -> MeterChange:
        """The change as it stands; what cannot be read is refused when it is saved."""
        day = parse_day(self.day.draft, self._now()) or self._now()
        return MeterChange(
            installation_id,
            day,
            self.old_end.draft,
            self.new_start.draft,
            self.new_meter.text(),
            files,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            at = next(n for n, stop in enumerate(self._stops) if stop is watched)
            self._stops[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _field(self, name: str, editor: QWidget) -> QBoxLayout:
        label = Label(name, "second")
        label.setBuddy(editor)
        return column(label, editor, gap=4)
