"""The left half of the meters page: every installation, when it is due, in a route."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut

from ui.service_desk import meters_words as words
from ui.shared.notices import EmptyState
from ui.shared.notices import Skeleton
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.crediting.fleet import InstallationLine
    from ui.shared.table_model import Cell

_TYPING_MS: Final = 120
_MONTH, _LATE, _ALL = "month", "late", "all"


class InstallationList(Card):
    """Filter, table, and where the route has got to."""

    picked = Signal(object)
    """The installation of the current row; its id has 64 bits, an int of Qt 32."""

    opened = Signal()
    """Enter: on to its reading."""

    add_wanted = Signal()

    def __init__(self, now: Callable[[], dt.date], *, may_record: bool) -> None:
        self._now = now
        self._lines: Sequence[InstallationLine] = ()
        self.shown: Sequence[InstallationLine] = ()
        self._wished = 0
        layout = column(margins=(1, 1, 1, 1), gap=0)
        super().__init__(layout)
        self._make_filter(may_record=may_record)
        self._make_table(may_record=may_record)
        self._place_all(layout)
        self._connect()

    def _make_filter(self, *, may_record: bool) -> None:
        self._counts = {
            _MONTH: Choice(self.tr("本月应抄")),
            _LATE: Choice(self.tr("逾期")),
            _ALL: Choice(self.tr("全部")),
        }
        for choice in self._counts.values():
            choice.setAutoExclusive(True)
        self._counts[_MONTH].setChecked(True)
        self.edit = search_box(self.tr("业主、编号、户号"))
        self.add = Button(self.tr("新设施"), "plus", key="F3")
        if not may_record:
            self.add.hide()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)

    def _make_table(self, *, may_record: bool) -> None:
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("设施列表"))
        self._waiting = Skeleton()
        self._foot = Label(role="second")
        self._empty = EmptyState("", "solar-panel")
        self.table.show_when_empty(self._empty)
        self._clear = self._empty.offer(self.tr("看全部设施"), self.show_all)
        if may_record:
            self._empty.offer(self.tr("登记新设施"), self.add_wanted.emit, key="F3")
        self.table.hide()

    def _place_all(self, layout: Any) -> None:
        self._slash = KeyCap("/")
        top = row(*self._counts.values(), (self.edit, 1), self._slash, self.add, gap=8)
        layout.addLayout(column(top, margins=(12, 12, 12, 8)))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._waiting, 1)
        hint = Label(self.tr("下一台，列不变"), "caption")
        foot = row(self._foot, STRETCH, KeyCap("↓"), hint, margins=(12, 6, 12, 8))
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.refresh)
        self.edit.textChanged.connect(lambda _text: self._typing.start())
        self.edit.returnPressed.connect(self._take_first)
        for choice in self._counts.values():
            choice.clicked.connect(lambda _checked=False: self.refresh())
        self.add.clicked.connect(lambda _checked=False: self.add_wanted.emit())
        self.table.picked.connect(self._pick_row)
        self.table.opened.connect(lambda _row: self.opened.emit())
        slash = QShortcut(QKeySequence("/"), self.table)
        slash.setContext(Qt.ShortcutContext.WidgetShortcut)
        slash.activated.connect(self.take_focus)

    @property
    def current(self) -> int:
        """The installation of the current row; 0 without one."""
        at = self.table.current
        return self.shown[at].installation_id if 0 <= at < len(self.shown) else 0

    def take_focus(self) -> None:
        """The caret into the filter."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def look_up(self, text: str) -> None:
        """Find what a reader sent; the only one that fits is opened."""
        self._counts[_ALL].setChecked(True)
        self.edit.setText(text.strip())
        self.refresh()
        if len(self.shown) == 1:
            self.opened.emit()

    def wish(self, installation_id: int) -> None:
        """Make this one the current row as soon as it is listed."""
        self._wished = installation_id

    def step(self, by: int) -> bool:
        """Go on along the route; False at its end."""
        place = self.table.current + by
        if not 0 <= place < len(self.shown):
            return False
        self.table.go_to(place)
        return True

    def snapshot(self) -> dict[str, Any]:
        """The filter."""
        return {"kind": self._kind, "text": self.edit.text()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Filter as before."""
        self._counts[state["kind"]].setChecked(True)
        self.edit.setText(state["text"])

    def fold(self, *, narrow: bool) -> None:
        """Where there is little width the picture of the key goes."""
        self._slash.setVisible(not narrow)

    def show_failure(self) -> None:
        """Nothing could be read: what was there stays."""
        self._waiting.hide()
        self.table.show()

    @property
    def _kind(self) -> str:
        return next(name for name, c in self._counts.items() if c.isChecked())

    def show_all(self) -> None:
        """Every installation, unfiltered."""
        self._counts[_ALL].setChecked(True)
        self.edit.clear()
        self.refresh()

    def show_lines(self, lines: Sequence[InstallationLine]) -> None:
        """Show these, filtered; the current one stays current."""
        self._lines = lines
        self._waiting.hide()
        self.table.show()
        today = self._now()
        late = sum(words.is_overdue(line, today) for line in lines)
        due = sum(words.is_of_this_month(line, today) for line in lines)
        numbers = {_MONTH: due, _LATE: late, _ALL: len(lines)}
        names = {
            _MONTH: self.tr("本月应抄 {n}"),
            _LATE: self.tr("逾期 {n}"),
            _ALL: self.tr("全部 {n}"),
        }
        for kind, choice in self._counts.items():
            choice.setText(names[kind].format(n=numbers[kind]))
        if not due and not self.current:
            self._counts[_ALL].setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Filter anew."""
        before = self.current
        self._typing.stop()
        today = self._now()
        fits = {
            _MONTH: words.is_of_this_month,
            _LATE: words.is_overdue,
            _ALL: _any,
        }[self._kind]
        text = self.edit.text().strip().lower()
        self.shown = [
            line
            for line in self._lines
            if fits(line, today) and text in _searched(line)
        ]
        self.model.show_source(_Rows(self.shown, self._cells))
        self._say_empty()
        read = sum(words.is_read(line, today) for line in self.shown)
        self._foot.setText(
            self.tr("{n} 台，已抄 {read}").format(n=len(self.shown), read=read)
        )
        wished = self._wished or before
        place = self._place(wished)
        if self.shown:
            self._wished = 0 if place >= 0 else self._wished
            self.table.go_to(max(place, 0))

    def _say_empty(self) -> None:
        any_at_all = bool(self._lines)
        self._clear.setVisible(any_at_all)
        none = self.tr("还没有登记设施。按 F3 登记第一处，或用批量导入。")
        self._empty.say(self.tr("没有符合条件的设施。") if any_at_all else none)

    def _cells(self, line: InstallationLine) -> Sequence[Cell]:
        return (
            line.device_no,
            line.owner,
            words.kind_name(line),
            words.size_text(line) or None,
            line.commissioned_on.isoformat(),
            line.last_on.isoformat() if line.last_on else None,
            words.due_badge(line, self._now()),
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("编号"), 132, quiet=True, optional=2),
            Column(self.tr("业主"), 110, strong=True, stretch=True),
            Column(self.tr("类别"), 92),
            Column(self.tr("规模"), 88, right=True, optional=3),
            Column(self.tr("投运"), 100, quiet=True, optional=4),
            Column(self.tr("上次"), 100, optional=1),
            Column(self.tr("状态"), 112),
        )

    def _place(self, installation_id: int) -> int:
        ids = [line.installation_id for line in self.shown]
        return ids.index(installation_id) if installation_id in ids else -1

    def _take_first(self) -> None:
        self.refresh()
        if self.shown:
            self.opened.emit()

    def _pick_row(self, number: int) -> None:
        if 0 <= number < len(self.shown):
            self.picked.emit(self.shown[number].installation_id)


class _Rows:
    """The rows of the table; one is made when it is first painted."""

    def __init__(
        self,
        lines: Sequence[InstallationLine],
        cells: Callable[[InstallationLine], Sequence[Cell]],
    ) -> None:
        self._lines = lines
        self._cells = cells

    def count(self) -> int:
        """How many there are."""
        return len(self._lines)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """One page."""
        return [self._cells(line) for line in self._lines[first : first + count]]


def _any(_line: InstallationLine, _today: dt.date) -> bool:
    return True


def _searched(line: InstallationLine) -> str:
    """What the filter looks into."""
    parts = (
        line.owner,
        line.device_no,
        line.account_number,
        line.subdistrict,
        words.kind_name(line),
    )
    return " ".join(parts).lower()
