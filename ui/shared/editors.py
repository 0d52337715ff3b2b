"""One editor for each type of a methodology's fields, all with the same few words.

``value`` is what a golden vector holds, None while nothing readable is there; ``draft``
is what is really on screen, so that unfinished text comes back too.
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QCalendarWidget
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QMenu
from PySide6.QtWidgets import QWidget
from PySide6.QtWidgets import QWidgetAction

from carbon_points.common.days import ZONE
from carbon_points.common.units import exact_text
from ui.shared import icons
from ui.shared.dates import day_words
from ui.shared.dates import parse_day
from ui.shared.dates import parse_moment
from ui.shared.identity import CodeEdit
from ui.shared.identity import LatinEdit
from ui.shared.identity import Writing
from ui.shared.messages import message
from ui.shared.widgets import Choice
from ui.shared.widgets import dress
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_MOST_BUTTONS: Final = 3
_MOST_LETTERS: Final = 11


class Editor(QWidget):
    """What every editor can do."""

    changed = Signal()

    @property
    def value(self) -> Any:
        """What a golden vector holds; None while nothing readable is there."""
        raise NotImplementedError

    @property
    def draft(self) -> Any:
        """What is on screen, as plain values."""
        raise NotImplementedError

    @draft.setter
    def draft(self, draft: Any) -> None:
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Show a value as a golden vector holds it."""
        self.draft = "" if value is None else str(value)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not self.draft

    @property
    def complaint(self) -> str:
        """Why what is there cannot be read; empty if it can."""
        if self.is_empty or self.value is not None:
            return ""
        return message("M11", text=self.draft).whole

    @property
    def remark(self) -> str:
        """What there is to say about a sound value."""
        return ""

    @property
    def parts(self) -> list[QWidget]:
        """The controls in the order of Tab."""
        return [self]

    def mark(self, *, bad: bool) -> None:
        """Frame the controls as wrong, or not."""
        for part in self.parts:
            dress(part, "state", "bad" if bad else "")


class LineEditor(Editor):
    """An editor that is one line."""

    def __init__(self, name: str, line: QLineEdit | None = None) -> None:
        super().__init__()
        self.line = line or QLineEdit()
        self.line.setAccessibleName(name)
        self.setLayout(row(self.line))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    @property
    def value(self) -> Any:
        return self.draft.strip() or None

    @property
    def draft(self) -> Any:
        return self.line.text()

    @draft.setter
    def draft(self, draft: Any) -> None:
        self.line.setText(str(draft))

    @property
    def parts(self) -> list[QWidget]:
        return [self.line]


class NumberEditor(LineEditor):
    """A whole or decimal number, shown in a unit `scale` times that of the vector."""

    def __init__(self, name: str, *, whole: bool, scale: int = 1) -> None:
        plain = whole and scale == 1
        writing = Writing.INTEGER if plain else Writing.DECIMAL
        super().__init__(name, CodeEdit(writing))
        self._whole = whole
        self._scale = scale

    @property
    def value(self) -> Any:
        text = self.draft
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            return None
        if not self._whole:
            return text
        exact = Fraction(text) * self._scale
        return int(exact) if exact.denominator == 1 else None

    def put(self, value: Any) -> None:
        """Show a value in the unit of the form."""
        if value is None or not self._whole:
            super().put(value)
        else:
            self.draft = exact_text(Fraction(int(value), self._scale))


class DayEditor(LineEditor):
    """A date; the arrows move by a day, the picture opens a calendar."""

    def __init__(self, name: str, now: Callable[[], dt.date]) -> None:
        super().__init__(name, _DayLine(now))
        self._now = now
        picture = icons.icon("calendar-event", "text2", 18)
        trailing = QLineEdit.ActionPosition.TrailingPosition
        self._action = self.line.addAction(picture, trailing)
        self._action.setToolTip(self.tr("打开日历"))
        self._action.triggered.connect(self._open_calendar)
        self.line.editingFinished.connect(self._tidy)

    @property
    def value(self) -> Any:
        day = parse_day(self.draft, self._now())
        return day.isoformat() if day else None

    @property
    def complaint(self) -> str:
        if self.is_empty or self.value is not None:
            return ""
        text = self.tr("“{text}”读不成日期。请写成 {day} 或 {short}。")
        day = self._now()
        return text.format(text=self.draft, day=day.isoformat(), short=f"{day:%m-%d}")

    @property
    def remark(self) -> str:
        day = parse_day(self.draft, self._now())
        return day_words(day, self._now()) if day else ""

    def _tidy(self) -> None:
        if self.value is not None and self.value != self.draft:
            self.draft = self.value

    def _open_calendar(self) -> None:
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        format_ = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        calendar.setVerticalHeaderFormat(format_)
        day = parse_day(self.draft, self._now()) or self._now()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        menu = QMenu(self)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.clicked.connect(lambda chosen: self._take(chosen, menu))
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))

    def _take(self, chosen: QDate, menu: QMenu) -> None:
        self.draft = chosen.toString(Qt.DateFormat.ISODate)
        menu.close()
        self.line.setFocus()


class _DayLine(LatinEdit):
    """A line whose up and down keys move the date."""

    def __init__(self, now: Callable[[], dt.date]) -> None:
        super().__init__()
        self._now = now
        self.setPlaceholderText(self.tr("年-月-日"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(event.key()))
        day = parse_day(self.text(), self._now()) if step else None
        if step and day:
            self.setText((day + dt.timedelta(days=step)).isoformat())
            return
        super().keyPressEvent(event)


class MomentEditor(LineEditor):
    """A day and a time of the district; a time alone is of today."""

    def __init__(self, name: str, now: Callable[[], dt.date]) -> None:
        super().__init__(name, LatinEdit())
        self._now = now
        self.line.setPlaceholderText(self.tr("年-月-日 时:分"))
        self.line.editingFinished.connect(self._tidy)

    @property
    def value(self) -> Any:
        moment = parse_moment(self.draft, self._now())
        return moment.isoformat() if moment else None

    @property
    def complaint(self) -> str:
        if self.is_empty or self.value is not None:
            return ""
        text = self.tr("“{text}”读不成时间。请写成 {moment}；今天的只写 8:30 也行。")
        return text.format(text=self.draft, moment=f"{self._now():%m-%d} 8:30")

    @property
    def remark(self) -> str:
        moment = parse_moment(self.draft, self._now())
        return day_words(moment.date(), self._now()) if moment else ""

    def put(self, value: Any) -> None:
        """Show an ISO moment in the district's time."""
        self.draft = ""
        if value is not None:
            moment = dt.datetime.fromisoformat(str(value)).astimezone(ZONE)
            self.draft = moment.strftime("%Y-%m-%d %H:%M:%S")
            self._tidy()

    def _tidy(self) -> None:
        if self.value is not None:
            moment = dt.datetime.fromisoformat(self.value)
            form = "%Y-%m-%d %H:%M:%S" if moment.second else "%Y-%m-%d %H:%M"
            self.draft = moment.strftime(form)


class ChoiceEditor(Editor):
    """A few short answers side by side, many or long ones in a list."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        letters = sum(len(text) for _, text in options)
        side_by_side = len(options) <= _MOST_BUTTONS and letters <= _MOST_LETTERS
        self._buttons: dict[str, Choice] = {}
        self._select: Select | None = None
        if side_by_side:
            self._show_buttons(name, options)
        else:
            self._select = Select(name, options)
            self._select.setCurrentIndex(-1)
            self._select.setMinimumContentsLength(4)
            self._select.currentIndexChanged.connect(lambda _at: self.changed.emit())
            self.setLayout(row(self._select))
            self.setFocusProxy(self._select)

    @property
    def value(self) -> Any:
        return self.draft or None

    @property
    def draft(self) -> Any:
        if self._select is not None:
            return self._select.code
        return next((c for c, b in self._buttons.items() if b.isChecked()), "")

    @draft.setter
    def draft(self, draft: Any) -> None:
        if self._select is not None:
            self._select.choose(str(draft))
        elif str(draft) in self._buttons:
            self._buttons[str(draft)].setChecked(True)

    @property
    def parts(self) -> list[QWidget]:
        if self._select is not None:
            return [self._select]
        return list(self._buttons.values())

    def _show_buttons(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        group = QButtonGroup(self)
        for code, text in options:
            button = Choice(text)
            button.setAccessibleName(f"{name}：{text}")
            group.addButton(button)
            button.toggled.connect(self._toggled)
            self._buttons[code] = button
        self.setLayout(row(*((one, 1) for one in self._buttons.values()), gap=6))
        self.setFocusProxy(self.parts[0])

    def _toggled(self, checked: bool) -> None:  # noqa: FBT001  (Qt's signal)
        if checked:
            self.changed.emit()
