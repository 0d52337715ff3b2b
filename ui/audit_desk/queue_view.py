"""The audit page: what waits by methodology, and signing what a policy allows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.common.units import mass_text
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from ui.audit_desk.queue_presenter import QueuePresenter
from ui.audit_desk.signing_sheet import SigningSheet
from ui.shared import dates
from ui.shared import language
from ui.shared.cards import KpiCard
from ui.shared.errors import message_for
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.table_model import Tick
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from ui.audit_desk.queue_work import Line
    from ui.audit_desk.queue_work import Queue
    from ui.shared.messages import Message
    from ui.shared.page import Context


class QueueView(QWidget):
    """X ticks a methodology, Ctrl+Enter signs what the policy allows of the ticked."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.presenter = QueuePresenter(context, today)
        self.bar, self.progress = MessageBar(), ProgressStrip()
        self.people = KpiCard("users", self.tr("等待的参与者"))
        self.waiting = KpiCard("clock", self.tr("待审核行为"))
        self.reduction = KpiCard("leaf", self.tr("待审核减排量"))
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("待审核的方法学"))
        set_up_mode = context.opened is None or context.opened.set_up_mode
        self.sheet = SigningSheet(two_may_sign=set_up_mode)
        self._skeleton, self._empty = Skeleton(), self._empty_state()
        self._content = self._make_content()
        self._stack = QStackedWidget()
        for part in (self._skeleton, self._empty, self._content):
            self._stack.addWidget(part)
        parts = (self.bar, self.progress, (self._stack, 1))
        self.setLayout(column(*parts, gap=12))
        self.setFocusProxy(self.table)
        self._connect()

    # What the window asks of a page.

    def arrive(self) -> None:
        """Come here; what waits is fetched anew."""
        self.presenter.refresh()

    def commit(self) -> None:
        """Ctrl+Enter: sign."""
        if self.sheet.sign.isEnabled():
            self.presenter.sign()

    # Parts.

    def _columns(self) -> list[Column]:
        return [
            Column("", 44),
            Column(self.tr("方法学"), 220, strong=True, stretch=True),
            Column(self.tr("月份"), 170, quiet=True),
            Column(self.tr("人次"), 90, right=True),
            Column(self.tr("笔数"), 90, right=True),
            Column(self.tr("减排量"), 170, right=True),
        ]

    def _make_content(self) -> QWidget:
        keys = (KeyCap("X"), Label(self.tr("勾选或去掉"), "caption"))
        foot = row(STRETCH, *keys, margins=(14, 0, 14, 0), gap=6)
        rows = Card(column((self.table, 1), Rule(), foot, margins=(1, 6, 1, 8), gap=6))
        cards = (self.people, self.waiting, self.reduction)
        figures = row(*((card, 1) for card in cards), gap=12)
        self.sheet.setFixedWidth(px(360))
        middle = row((rows, 1), self.sheet, gap=12)
        return scrolling(box(column(figures, (middle, 1), gap=12)))

    def _empty_state(self) -> EmptyState:
        sentence = self.tr("没有等待审核的行为。登记或导入以后，这里会列出来。")
        made = EmptyState(sentence, "checks")
        made.offer(self.tr("导入行为"), lambda: self._context.navigate("import"))
        return made

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.seen.connect(self._show)
        presenter.rehearsed.connect(self.sheet.show_effect)
        presenter.signing.connect(self._begin)
        presenter.ended.connect(self.progress.end)
        presenter.said.connect(self._say)
        presenter.failed.connect(lambda error: self._say(message_for(error)))
        self.table.opened.connect(self._tick)
        # A shortcut, because a table keeps letters to itself.
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        tick = QShortcut(QKeySequence("X"), self, context=within)
        tick.activated.connect(lambda: self._tick(self.table.current))
        self.table.clicked.connect(self._clicked)
        self.sheet.chosen.connect(presenter.choose)
        self.sheet.sign.clicked.connect(lambda _on: self.commit())

    # What comes back.

    def _show(self, queue: Queue) -> None:
        if not queue.lines:
            self._stack.setCurrentWidget(self._empty)
            return
        number, unit = mass_text(queue.reduction_mg)
        self.people.say(f"{queue.people:,}", self.tr("人（户）"))
        self.waiting.say(f"{queue.actions:,}", self.tr("笔"))
        self.reduction.say(number, f"{unit}CO₂e", self.tr("未经核证"))
        here = max(self.table.current, 0)
        self.model.show_rows(
            [
                (
                    Tick(line.methodology not in self.presenter.left_out),
                    _name(line.methodology),
                    _months(line),
                    f"{line.people:,}",
                    f"{line.actions:,}",
                    "{} {}CO₂e".format(*mass_text(line.reduction_mg)),
                )
                for line in queue.lines
            ]
        )
        self.table.go_to(here)
        self._stack.setCurrentWidget(self._content)

    def _begin(self, what: str) -> None:
        self.bar.dismiss()
        self.sheet.sign.setEnabled(False)
        self.progress.begin(what)

    def _say(self, said: Message) -> None:
        self.bar.say(said.tone, said.title, said.text, said.code)

    def _clicked(self, index: object) -> None:
        del index
        if self.table.currentIndex().column() == 0:
            self._tick(self.table.current)

    def _tick(self, at: int) -> None:
        lines = self.presenter.queue.lines
        if 0 <= at < len(lines) and not self.presenter.busy:
            self.presenter.tick(lines[at].methodology)


def _months(line: Line) -> str:
    if line.first_month == line.last_month:
        return line.first_month
    return f"{line.first_month} – {line.last_month}"


def _name(methodology: str) -> str:
    return _names(language.in_force()).get(methodology, methodology)


@cache
def _names(spoken: str) -> dict[str, str]:
    return {name: texts_of(one, spoken).name for name, one in discover().items()}
