"""The table of the participants page: a million rows, none of them, or not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.service_desk.roll_work import Wanted
from ui.shared.badges import badge
from ui.shared.badges import pill_size
from ui.shared.notices import EmptyState
from ui.shared.notices import Skeleton
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import look
from ui.shared.widgets import Card
from ui.shared.widgets import column

if TYPE_CHECKING:
    from ui.service_desk.roll_work import RollSource


class RollList(Card):
    """Lists people by their record ids; grey bars until the first answer."""

    picked = Signal(object)
    """The record id of who is current now; 0 if nobody is listed."""

    clear_wanted = Signal()
    register_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, *, may_register: bool) -> None:
        self._sheet = QStackedWidget()
        super().__init__(column(self._sheet, margins=(1, 6, 1, 6)))
        self.source: RollSource | None = None
        self._wished = 0
        self._kept = 0
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("参与者列表"))
        for page in (Skeleton(), self.table):
            self._sheet.addWidget(page)
        self._empty = EmptyState("", "users")
        # The newest button stands first.
        self._again = self._empty.offer(self.tr("重试"), self.retry_wanted.emit)
        new = self._empty.offer(self.tr("登记"), self.register_wanted.emit, "F3")
        new.setVisible(may_register)
        self._clear = self._empty.offer(self.tr("清除筛选"), self.clear_wanted.emit)
        self._again.hide()
        self.table.show_when_empty(self._empty)
        self.table.picked.connect(self._pick_row)

    def show_source(self, source: RollSource, wanted: Wanted) -> None:
        """Show these people; who was current stays so if still listed."""
        before, self._kept = self.current or self._kept, 0
        self.source = source
        self._say_empty(wanted)
        self.model.show_source(source)
        self.stop_waiting()
        count = source.count()
        self.table.setAccessibleName(self.tr("参与者列表 %n 行", "", count))
        if self._wished:
            self.wish(self._wished)
        elif before and before in source.ids:
            self.table.go_to(source.ids.index(before))
        elif before and not source.is_whole:
            self._kept = before  # perhaps further down: the rest is on its way
        elif count:
            self.table.go_to(0)
        else:
            self.picked.emit(0)

    def renew(self, person: int) -> None:
        """Read somebody's row again."""
        if self.source is not None and person in self.source.ids:
            self.model.renew(self.source.ids.index(person))

    def stop_waiting(self) -> None:
        """Show the table, whatever is in it."""
        self._sheet.setCurrentWidget(self.table)

    @property
    def current(self) -> int:
        """The record id of the current row; 0 without one."""
        at, source = self.table.current, self.source
        return source.ids[at] if source and 0 <= at < source.count() else 0

    def wish(self, person: int) -> None:
        """Go to somebody, as soon as they are listed."""
        self._wished = person
        if self.source is not None and person in self.source.ids:
            self.table.go_to(self.source.ids.index(person))
            self._wished = 0

    def _pick_row(self, _number: int) -> None:
        if person := self.current:
            self.picked.emit(person)

    def fail(self) -> None:
        """There is no list to show now."""
        self._again.show()
        self._clear.hide()
        self._empty.say(self.tr("名单暂时读不出来，数据没有改动。"))
        self.stop_waiting()

    def _say_empty(self, wanted: Wanted) -> None:
        nobody = self.tr("还没有参与者。刷身份证、扫码，或按 F3 登记第一位。")
        none_fit = self.tr("没有符合条件的参与者。")
        none_marked = self.tr(
            "没有待合并的档案。在一份档案里点“标记重复”即可提请合并。"
        )
        is_narrowed = wanted != Wanted()
        sentence = none_marked if wanted == Wanted(marked=True) else none_fit
        self._empty.say(sentence if is_narrowed else nobody)
        self._clear.setVisible(is_narrowed)
        self._again.hide()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("姓名"), 120, strong=True, stretch=True),
            Column(self.tr("类型"), _kind_width()),
            Column(self.tr("证件"), 168),
            Column(self.tr("电话"), 112, optional=3),
            Column(self.tr("街道"), 96, optional=1),
            Column(self.tr("积分"), 84, right=True, strong=True),
            Column(self.tr("核定减排量"), 108, right=True, optional=2),
            Column(self.tr("最近办理"), 104, quiet=True, optional=4),
        )


def _kind_width() -> int:
    """Room for the widest kind in the language in force."""
    kinds = ("resident", "sme", "frozen", "closed")
    widest = max(pill_size(badge(kind)).width() for kind in kinds)
    return widest * 100 // look.size + 18
