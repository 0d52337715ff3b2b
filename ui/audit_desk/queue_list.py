"""The table of the audit queue with its keys, what is ticked, and the open batch."""

from __future__ import annotations

from collections import Counter
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.audit_desk.queue_bulk import BatchStrip
from ui.audit_desk.queue_source import QueueSource
from ui.audit_desk.queue_source import total_text
from ui.audit_desk.queue_work import Wanted
from ui.shared import language
from ui.shared.notices import EmptyState
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import PAGE_ROWS
from ui.shared.table_model import TableModel
from ui.shared.tokens import Width
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QWidget

    from carbon_points.audit.deciding import Decided
    from ui.audit_desk.queue_presenter import QueuePresenter
    from ui.audit_desk.queue_work import Listed

_TICK: Final = 0


class QueueList(Card):
    """One row an action; the current one stays current when the list is renewed."""

    picked = Signal(object)
    """The id of the current action; None without one."""

    opened = Signal()
    """Enter or a double click."""

    ticked = Signal()
    way_out = Signal()
    """The button of an empty list: drop the filter, or import something."""

    def __init__(self, presenter: QueuePresenter) -> None:
        layout = column(margins=(1, 4, 1, 6), gap=4)
        super().__init__(layout)
        self._presenter = presenter
        self.listed: Listed | None = None
        self._places: dict[int, int] = {}
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("待审核的行为"))
        self.empty = EmptyState("", "checks")
        self._out = self.empty.offer(self.tr("清除筛选"), self.way_out.emit)
        self.table.show_when_empty(self.empty)
        self._sum = Elided(role="second")
        self._keys = self._key_row()
        self.strip = BatchStrip()
        foot = row((self._sum, 1), self._keys, margins=(12, 0, 10, 0), gap=8)
        layout.addWidget(self.table, 1)
        layout.addWidget(Rule())
        layout.addLayout(foot)
        layout.addLayout(row((self.strip, 1), margins=(8, 0, 8, 0)))
        self.table.picked.connect(lambda _at: self.picked.emit(self.current))
        self.table.opened.connect(lambda _at: self.opened.emit())
        self.table.clicked.connect(self._clicked)

    @property
    def current(self) -> int | None:
        """The id of the current action."""
        at = self.table.current
        if self.listed is None or not 0 <= at < len(self.listed.rows):
            return None
        return self.listed.rows[at].action_id

    def show_list(self, listed: Listed) -> None:
        """Show what fits; the current action stays, else its place."""
        presenter, here, at = self._presenter, self.current, self.table.current
        self.listed = listed
        self.empty.say(self._nothing(listed))
        narrowed = is_narrowed(listed.wanted)
        self._out.setText(self.tr("清除筛选") if narrowed else self.tr("导入行为"))
        self._places = {row.action_id: n for n, row in enumerate(listed.rows)}
        loaded = presenter.loaded_rows
        if loaded is None:
            return
        live = (presenter.ticks, presenter.marks)
        source = QueueSource(presenter.db, presenter.today(), loaded, listed, live)
        self.model.show_source(source)
        self.table.go_to(self._places.get(here or 0, max(at, 0)))
        self.show_sums()
        if not listed.rows:
            self.picked.emit(None)

    def go_to(self, action_id: int) -> bool:
        """Make an action the current one; False if it is not listed."""
        at = self._places.get(action_id)
        if at is not None:
            self.table.go_to(at)
        return at is not None

    def step(self, by: int) -> None:
        """The next row, or the one before."""
        if self.model.rowCount():
            self.table.go_to(self.table.current + by)

    def renew(self, action_ids: Iterable[int]) -> None:
        """Ticks or marks of some actions have changed."""
        places = (self._places[n] for n in action_ids if n in self._places)
        pages = {at // PAGE_ROWS: at for at in places}
        for at in pages.values():
            self.model.renew(at)
        self.table.viewport().update()
        self.show_sums()

    def tick(self) -> None:
        """Tick the current row, or untick it."""
        if (number := self.current) is not None:
            self._tick([number])

    def tick_all(self) -> None:
        """Tick everything that fits; if all of it is ticked, nothing."""
        ids = set(self._places)
        ticked = self._presenter.ticks & ids
        self._tick(ids if ticked == ids else ids - ticked)

    def show_sums(self) -> None:
        """Say what is ticked and what it comes to, else what is listed."""
        listed, ticks = self.listed, self._presenter.ticks
        if listed is None:
            return
        if ticks:
            rows = (self._presenter.row(number) for number in ticks)
            mg = sum(each.reduction_mg for each in rows if each is not None)
            text = self.tr("已选 {n} 笔 · 合计 {amount}")
            said = text.format(n=f"{len(ticks):,}", amount=total_text(mg))
        else:
            text = self.tr("共 {n} 笔 · 合计 {amount}")
            amount = total_text(listed.reduction_mg)
            said = text.format(n=f"{len(listed.rows):,}", amount=amount)
        self._sum.say_whole(said)

    def show_batch(self, effect: Decided | None) -> None:
        """Show the open batch at the foot."""
        marks = self._presenter.marks.values()
        self.strip.show_batch(Counter(wish.verb for wish in marks), effect)

    def arrange(self, width: Width) -> None:
        """The names of the keys only where there is room."""
        short = language.in_force() == language.ZH
        self._keys.setVisible(
            width is not Width.NARROW and (short or width is Width.WIDE)
        )

    def _nothing(self, listed: Listed) -> str:
        if is_narrowed(listed.wanted):
            return self.tr("没有符合筛选的行为。")
        if listed.wanted.segment == "waiting":
            return self.tr("没有等待审核的行为。登记或导入以后，这里会列出来。")
        return self.tr("这里没有行为。")

    def _tick(self, action_ids: Iterable[int]) -> None:
        numbers = list(action_ids)
        self._presenter.tick(numbers)
        self.renew(numbers)
        self.ticked.emit()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _TICK:
            self.tick()

    def _key_row(self) -> QWidget:
        keys = (
            ("J", self.tr("下一笔")),
            ("K", self.tr("上一笔")),
            ("X", self.tr("勾选")),
            ("A", self.tr("通过")),
            ("R", self.tr("驳回")),
            ("F", self.tr("冻结")),
            ("Z", self.tr("撤回")),
        )
        line = row(gap=5)
        for key, name in keys:
            line.addWidget(KeyCap(key))
            line.addWidget(Label(name, "caption"))
        return box(line)

    def _columns(self) -> list[Column]:
        return [
            Column("", 40),
            Column(self.tr("单号"), 96, quiet=True, optional=2),
            Column(self.tr("参与者"), 90, strong=True),
            Column(self.tr("类别"), 92),
            Column(self.tr("数量"), 88, right=True),
            Column(self.tr("减排量 kg"), 92, right=True),
            Column(self.tr("积分"), 76, right=True),
            Column(self.tr("凭证"), 96, quiet=True, optional=3),
            Column(self.tr("风险提示"), 128, stretch=True),
            Column(self.tr("意见"), 86),
            Column(self.tr("登记点"), 96, quiet=True, optional=1),
            Column(self.tr("等待"), 76, quiet=True, optional=4),
        ]


def is_narrowed(wanted: Wanted) -> bool:
    """Whether more than a segment is chosen."""
    return wanted != Wanted(wanted.segment)
