"""The search box of the desk, whom it found, and who was here today."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout

from carbon_points.common.days import ZONE
from carbon_points.participants.search import WHY
from ui.service_desk.desk_work import CANDIDATES
from ui.service_desk.parts import ChoiceRow
from ui.service_desk.parts import Line
from ui.service_desk.parts import ROW
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.messages import message
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import repolish
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import search_box
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from carbon_points.crediting.desk_day import Served
    from carbon_points.participants.search import Match

_TODAY: Final = 8
_FIXED: Final = 210
"""Height of what stands above and below the candidates."""

_FEWEST: Final = 3
_ON_TOP: Final = 4
"""So many candidates lie over the page in a narrow window."""

_BELOW: Final = 300
"""Height of what stands around them and below them then."""

_BY_SERIAL: Final = ("证书编号", "certificate serial")
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FindPanel(Card):
    """Emits whom the operator chose; the caret never leaves the box by itself."""

    wanted = Signal(str)
    """Somebody typed: look for this."""

    chosen = Signal(object)
    """The participant id of who is to be served."""

    register_wanted = Signal(str)
    """Nobody is meant: register somebody new, with what was typed."""

    def __init__(self) -> None:
        self.edit = search_box("", big=True)
        self._count = Label(role="caption")
        self._nobody = Label(role="second", wrap=True)
        self._rows = [ChoiceRow() for _ in range(CANDIDATES)]
        self.register = Button("", "user-plus", key="F3")
        self.why = Button("", "help-circle", key="F1")
        self._head = self._made_head()
        self._hint = Label(role="caption")
        line = row(self._count, STRETCH, self._hint, gap=4)
        self._found = box(column(line, self._nobody, *self._rows, gap=8))
        self._bar = row((self.edit, 1), self.why, gap=8)
        self._day = box(column(gap=8))
        parts = (self._head, self._bar, self._found, self.register, self._day, STRETCH)
        self._all = column(*parts, margins=(14, 14, 14, 14), gap=10)
        super().__init__(self._all)
        self._matches: list[Match] = []
        self._answered = ""
        self._at = 0
        self._first = 0
        self._day_rows: list[QWidget] = []
        self._enter_waits = False
        self._narrow = False
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.register.clicked.connect(lambda: self.register_wanted.emit(""))
        for number, each in enumerate(self._rows):
            each.clicked.connect(
                lambda _checked=False, n=number: self._choose(self._first + n)
            )
        self._say_texts()
        self.show_day([])
        self._show_matches()

    def show_found(self, query: str, matches: Sequence[Match]) -> None:
        """Show whom a query may mean; an answer to an older query is dropped."""
        if query != self.edit.text():
            return
        self._answered, self._matches, self._at = query, list(matches), 0
        self._show_matches()
        if self._enter_waits:
            self._enter_waits = False
            self._enter()

    def show_day(self, day: Sequence[Served]) -> None:
        """Show who was served today; a name opens the person again."""
        layout = self._day.layout()
        if not isinstance(layout, QBoxLayout):
            return
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        actions = sum(line.actions for line in day)
        total = self.tr("{people} 人次 · {actions} 笔")
        total = total.format(people=len(day), actions=actions)
        head = row(
            Label(self.tr("今日已办"), "strong"), STRETCH, Label(total, "caption")
        )
        layout.addWidget(Rule())
        layout.addWidget(box(head))
        self._day_rows = [self._day_row(line) for line in day[:_TODAY]]
        for each in self._day_rows:
            layout.addWidget(each)
        self._fit_day()

    def fold(self, *, narrow: bool) -> None:
        """Stand at the left, or lie on top where the window is narrow."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._head.setVisible(not narrow)
        if narrow:
            self._bar.insertWidget(1, self.register)
        else:
            self._all.insertWidget(3, self.register)
        self.setProperty("card", "none" if narrow else "plain")
        edge = px(0 if narrow else 14)
        self._all.setContentsMargins(edge, edge, edge, edge)
        repolish(self)
        self._say_texts()
        self._show_matches()

    def take_focus(self) -> None:
        """Put the caret into the box, what stands there selected."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def look_up(self, text: str) -> None:
        """Look for what a reader sent, and open who it is."""
        self.edit.setText(text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enter()

    @property
    def count(self) -> str:
        """How many were found, in words."""
        return self._count.text()

    @property
    def unanswered(self) -> str:
        """What was typed and meant nobody; it is meant for a new registration."""
        return self._answered.strip() if not self._matches else ""

    def settle(self) -> None:
        """Somebody was chosen: in a narrow window the list goes away."""
        if self._narrow:
            self._found.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _ENTER:
            self._enter()
            return True
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._matches:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._at = (self._at + step) % len(self._matches)
            self._show_matches()
            return True
        return False

    def _typed(self, text: str) -> None:
        self._enter_waits = False
        if text.strip():
            self.wanted.emit(text)
        else:
            self._answered, self._matches = text, []
            self._show_matches()

    def _enter(self) -> None:
        text = self.edit.text()
        if not text.strip():
            return
        if text != self._answered:
            self._enter_waits = True
        elif self._matches:
            self._choose(self._at)
        else:
            self.register_wanted.emit(text.strip())

    def _choose(self, number: int) -> None:
        self._at = number
        self._show_matches()
        self.chosen.emit(self._matches[number].participant_id)

    def _show_matches(self) -> None:
        text = self._answered.strip()
        nobody = bool(text) and not self._matches
        # First away with what gives way: shown together, even for an instant, both
        # lists would make the window grow.
        self._day.hide()
        self._found.setVisible(bool(text))
        self._nobody.setVisible(nobody)
        self._nobody.setText(message("M08", q=text).whole if nobody else "")
        count = self.tr("%n 位匹配", "", len(self._matches)) if self._matches else ""
        self._count.setText(count)
        self._hint.setVisible(bool(self._matches))
        self._fill_rows()
        self._fit_day()

    def _fill_rows(self) -> None:
        """Show as many as fit, among them the one that Enter would open."""
        first = max(0, self._at + 1 - self._room)
        for number, each in enumerate(self._rows):
            place = first + number
            shown = number < self._room and place < len(self._matches)
            each.setVisible(shown)
            if shown:
                line = line_of(self._matches[place])
                each.show_line(line, selected=place == self._at)
        self._first = first

    @property
    def _room(self) -> int:
        """How many candidates there is room for."""
        if self._narrow:
            page = self.parentWidget()
            free = page.height() - px(_BELOW) if page else 0
            return max(1, min(_ON_TOP, free // px(ROW + 8)))
        free = self.height() - px(_FIXED)
        return max(_FEWEST, min(CANDIDATES, free // px(ROW + 8)))

    def _fit_day(self) -> None:
        """The list of today takes what the candidates leave."""
        shown = min(len(self._matches), self._room)
        free = self.height() - px(_FIXED + 50) - shown * px(ROW + 8)
        for number, each in enumerate(self._day_rows):
            each.setVisible(number < free // px(28))
        room = bool(self._day_rows) and free >= px(28)
        self._day.setVisible(room and not self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill_rows()
        self._fit_day()

    def _day_row(self, line: Served) -> QWidget:
        at = Label(f"{dt.datetime.fromtimestamp(line.at, ZONE):%H:%M}", "caption")
        at.setFixedWidth(px(38))
        name = Button(line.name, kind="link")
        name.setAccessibleName(self.tr("再次打开 {name}").format(name=line.name))
        person = line.participant_id
        name.clicked.connect(lambda _checked=False: self.chosen.emit(person))
        points = Label(f"+{line.points:,}", "second")
        return box(row(at, name, STRETCH, points, gap=4))

    def _made_head(self) -> QWidget:
        self._title = Label(role="section")
        return box(row(self._title, STRETCH, KeyCap("F2")))

    def _say_texts(self) -> None:
        self._title.setText(self.tr("查找或登记"))
        self._hint.setText(self.tr("↑↓ 选择　Enter 打开"))
        long, short = self.tr("新登记参与者"), self.tr("新登记")
        self.register.setText(short if self._narrow else long)
        self.why.setText(self.tr("为什么是这个数"))
        self.why.setVisible(self._narrow)
        self.edit.setAccessibleName(self.tr("查找参与者"))
        self.edit.setPlaceholderText(self.tr("姓名、证件、手机"))


def line_of(match: Match) -> Line:
    """What a row shows of somebody who was found."""
    spoken = 0 if language.in_force() == language.ZH else 1
    shown = badge("frozen" if match.state == "frozen" else match.kind)
    below = "   ".join(filter(None, (match.masked_id, match.masked_phone)))
    why = WHY.get(match.why, _BY_SERIAL)[spoken]
    return Line(match.name, why, below, shown)
