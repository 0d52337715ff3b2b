"""The register of certificates: a table to filter, and a paper to open again."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.certificates.register import RegisterFilter
from ui.service_desk.certificate_words import paper_badge
from ui.service_desk.certificate_words import PAPERS
from ui.service_desk.certificate_words import VALIDITIES
from ui.service_desk.certificate_words import validity_badge
from ui.shared.amounts import mass
from ui.shared.badges import pill_size
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import look
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from carbon_points.certificates.register import RegisterLine
    from ui.service_desk.certificate_work import RegisterRows
    from ui.shared.badges import Badge
    from ui.shared.messages import Message
    from ui.shared.table_model import Cell

_TYPING_MS: Final = 120


class Rows:
    """The lines of the register as cells."""

    def __init__(self, lines: RegisterRows) -> None:
        self._lines = lines

    def count(self) -> int:
        """How many there are."""
        return self._lines.count()

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """One page."""
        return [_cells(line) for line in self._lines.lines(first, count)]


class RegisterTab(QWidget):
    """Says what is wanted; the page lists it."""

    wanted = Signal(object)
    """A `RegisterFilter`."""

    opened = Signal(object)
    """The `RegisterLine` whose paper is to be shown."""

    issue_wanted = Signal()
    """There is none yet: the first one is to be issued."""

    counted = Signal(int)
    """How many certificates there are in all."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: RegisterRows | None = None
        self.edit = search_box(self.tr("筛选：编号或持证人，按 / 键"))
        self.validities = {"": Choice(self.tr("全部"))}
        self.validities |= {
            code: Choice(validity_badge(code).text) for code in VALIDITIES
        }
        self.papers = Select(self.tr("纸张"), self._paper_options())
        self._count = Label(role="second")
        self.bar = MessageBar()
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("证书登记簿"))
        self.open = Button(self.tr("查看与重打"), "printer", key="Enter")
        self._stack = QStackedWidget()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._fill()
        self._connect()

    def _fill(self) -> None:
        for choice in self.validities.values():
            choice.setAutoExclusive(True)
        self.validities[""].setChecked(True)
        self._stack.addWidget(Skeleton())
        self._stack.addWidget(self.table)
        tools = row(
            *self.validities.values(),
            8,
            self.papers,
            (self.edit, 1),
            self._count,
            self.open,
        )
        sheet = Card(column(self.bar, (self._stack, 1), margins=(1, 6, 1, 6)))
        self.setLayout(column(tools, (sheet, 1), gap=12))
        self._none = EmptyState("", "certificate")
        self._clear = self._none.offer(self.tr("清除筛选"), self.clear_filter)
        self._first = self._none.offer(self.tr("去签发第一张"), self.issue_wanted.emit)
        self.table.show_when_empty(self._none)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.load)
        self.edit.textChanged.connect(lambda _text: self._typing.start())
        self.edit.returnPressed.connect(self._to_table)
        self.papers.currentIndexChanged.connect(lambda _at: self.load())
        for choice in self.validities.values():
            choice.clicked.connect(lambda _checked=False: self.load())
        self.table.opened.connect(self._open_row)
        self.open.clicked.connect(lambda _checked: self._open_row(self.table.current))
        slash = QShortcut(QKeySequence("/"), self.table)
        slash.setContext(Qt.ShortcutContext.WidgetShortcut)
        slash.activated.connect(self.take_focus)

    @property
    def filter(self) -> RegisterFilter:
        """What the list is narrowed to."""
        chosen = next(c for c, each in self.validities.items() if each.isChecked())
        return RegisterFilter(chosen, self.papers.code, self.edit.text().strip())

    def show_filter(self, wanted: RegisterFilter) -> None:
        """Be narrowed as before."""
        self.validities[wanted.validity].setChecked(True)
        self.papers.choose(wanted.state)
        self.edit.setText(wanted.text)

    def load(self) -> None:
        """List those that fit."""
        self._typing.stop()
        self.wanted.emit(self.filter)

    def clear_filter(self) -> None:
        """List all of them."""
        self.validities[""].setChecked(True)
        self.papers.setCurrentIndex(0)
        self.edit.clear()
        self.load()

    def show_list(self, lines: RegisterRows) -> None:
        """Show what was found; the current serial stays current."""
        at = max(self.table.current, 0)
        self._lines = lines
        self.bar.dismiss()
        self._stack.setCurrentWidget(self.table)
        self.model.show_source(Rows(lines))
        count = lines.count()
        self._count.setText(self.tr("%n 张", "", count))
        self.table.setAccessibleName(self.tr("证书登记簿 %n 行", "", count))
        self.open.setEnabled(count > 0)
        if count:
            self.table.go_to(at)
        self._say_why_empty()
        if self.filter == RegisterFilter():
            self.counted.emit(count)

    def _say_why_empty(self) -> None:
        """Nothing fits, or nothing was issued at all."""
        narrowed = self.filter != RegisterFilter()
        nothing = self.tr("还没有签发过证书。")
        self._none.say(self.tr("没有符合条件的证书。") if narrowed else nothing)
        self._clear.setVisible(narrowed)
        self._first.setVisible(not narrowed)

    def show_error(self, said: Message) -> None:
        """Say why there is no list, and offer to try again."""
        self._stack.setCurrentWidget(self.table)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), self.load, "refresh")

    def take_focus(self) -> None:
        """The caret into the filter."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _to_table(self) -> None:
        """Enter in the filter: one that is left is opened, several are looked at."""
        if self._lines is not None and self._lines.count() == 1:
            self._open_row(0)
        else:
            self.table.setFocus()

    def _open_row(self, number: int) -> None:
        lines = self._lines.lines(number, 1) if self._lines and number >= 0 else []
        if lines:
            self.opened.emit(lines[0])

    def _paper_options(self) -> tuple[tuple[str, str], ...]:
        known = tuple((code, paper_badge(code).text) for code in PAPERS)
        return (("", self.tr("全部纸张")), *known)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("编号"), 206, strong=True),
            Column(self.tr("持证人"), 120, stretch=True),
            Column(self.tr("核定减排量"), 140, right=True),
            Column(self.tr("积分"), 84, right=True, strong=True),
            Column(self.tr("签发日期"), 104, quiet=True, optional=1),
            Column(self.tr("状态"), _pill_width(map(validity_badge, VALIDITIES))),
            Column(self.tr("纸张"), _pill_width(map(paper_badge, PAPERS))),
            Column(self.tr("重打次数"), 84, right=True, optional=2),
        )


def _pill_width(badges: Iterable[Badge]) -> int:
    """Room for the widest of these in the language in force."""
    widest = max(pill_size(each).width() for each in badges)
    return widest * 100 // look.size + 18


def _cells(line: RegisterLine) -> Sequence[Cell]:
    return (
        line.serial,
        line.holder,
        mass(line.reduction_mg),
        f"{line.points:,}",
        line.issued_on.isoformat(),
        validity_badge(line.validity),
        paper_badge(line.state),
        f"{line.reprints}" if line.reprints else None,
    )
