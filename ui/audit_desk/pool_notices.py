"""The first leaf: what is published before it is registered, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer

from carbon_points.pool.notices import announce
from carbon_points.pool.notices import proposed
from ui.audit_desk.pool_notice_detail import NoticeDetail
from ui.audit_desk.pool_notice_form import NoticeSide
from ui.audit_desk.pool_parts import Leaf
from ui.audit_desk.pool_words import notice_badge
from ui.audit_desk.pool_words import span
from ui.shared.amounts import mass
from ui.shared.errors import message_for
from ui.shared.notices import EmptyState
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import row
from ui.shared.widgets import Stack
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.pool.histories import Notice
    from carbon_points.pool.notices import Announced
    from carbon_points.pool.notices import NoticeForm
    from ui.audit_desk.pool_presenter import PoolPresenter
    from ui.audit_desk.pool_work import Seen
    from ui.shared.messages import Message
    from ui.shared.table_model import Cell

_LATER_MS = 250
"""After the last key before a preview is asked for."""


class NoticesLeaf(Leaf):
    """The notices; beside them the one that is picked, or the form for a new one."""

    def __init__(self, presenter: PoolPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("公示"))
        nothing = self.tr("还没有公示。发布第一份后，期满即可登记成批次。")
        self.table.show_when_empty(EmptyState(nothing, "bell"))
        self.new = Button(self.tr("新公示"), "plus")
        self.form = NoticeSide(presenter.today)
        self.detail = NoticeDetail(presenter)
        self._side = Stack()
        for part in (self.form, self.detail):
            self._side.addWidget(part)
        head = row(STRETCH, self.new, margins=(12, 8, 12, 0))
        listed = Card(column(head, (self.table, 1), margins=(1, 1, 1, 8), gap=6))
        self.sides = (self._side,)
        self.setLayout(row((listed, 1), self._side, gap=12))
        self._timer = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._timer.timeout.connect(self._preview)
        detail = self.detail
        self.keep(text=self.form.text, said=detail.content, reason=detail.reason)
        self.new.clicked.connect(lambda _on: self.begin())
        self.form.changed.connect(self._timer.start)
        self.form.publish.clicked.connect(lambda _on: self.commit())
        self.table.picked.connect(self._picked)
        self.table.clicked.connect(lambda _index: self._picked(self.table.current))

    @property
    def notice(self) -> Notice | None:
        """The one that is picked."""
        at = self.table.current
        listed = () if self.seen is None else self.seen.page.notices
        return listed[at] if 0 <= at < len(listed) else None

    @property
    def is_writing(self) -> bool:
        """Whether the form is shown."""
        return self._side.currentWidget() is self.form

    def show_seen(self, seen: Seen) -> None:
        super().show_seen(seen)
        may = "pool notice" in seen.page.may and not seen.read_only
        self.new.setVisible(may)
        here = max(self.table.current, 0)
        self.model.show_rows([_cells(each) for each in seen.page.notices])
        if seen.page.notices:
            self.table.go_to(here)
        elif may:
            self.begin(take_focus=False)
        if self.is_writing:
            self._timer.start()
        else:
            self._picked(self.table.current)

    def begin(self, *, take_focus: bool = True) -> None:
        """Write a new notice."""
        self._side.setCurrentWidget(self.form)
        self._timer.start()
        if take_focus:
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        if self.is_writing and self.form.publish.isEnabled():
            self._publish(self.form.wanted)

    def _publish(self, form: NoticeForm | None) -> None:
        if form is not None:
            self.form.bar.dismiss()
            self._presenter.act(lambda db, by: announce(db, by, form), self._said)

    def escape(self) -> bool:
        if self.is_writing and self.notice is not None:
            self._show_detail()
            return True
        return False

    def refuse(self, said: Message) -> None:
        (self.form if self.is_writing else self.detail).ask(said)

    def acted(self) -> None:
        self.detail.clear()
        if self.is_writing:
            self.form.clear()
            self.table.go_to(0)
            self._side.setCurrentWidget(self.detail)

    def retype(self, typed: Mapping[str, str]) -> None:
        super().retype(typed)
        if typed.get("text"):
            self.begin(take_focus=False)

    def take_focus(self) -> None:
        self.table.setFocus()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("公示期"), 200),
            Column(self.tr("内容"), 160, strong=True, stretch=True),
            Column(self.tr("统计期"), 200, quiet=True, optional=1),
            Column(self.tr("减排量"), 140, right=True),
            Column(self.tr("异议"), 88, right=True),
            Column(self.tr("状态"), 118),
        ]

    def _picked(self, at: int) -> None:
        if at >= 0 and self.notice is not None:
            self._show_detail()

    def _show_detail(self) -> None:
        if self.notice is not None and self.seen is not None:
            self._side.setCurrentWidget(self.detail)
            self.detail.show_notice(self.notice, self.seen)

    def _preview(self) -> None:
        wanted = self.form.wanted
        if wanted is None:
            self.form.show_preview(None)
            return
        self._presenter.ask(
            proposed,
            self.form.show_preview,
            wanted,
            key="pool.preview",
            failed=lambda error: self.form.show_problem(message_for(error)),
        )

    def _said(self, done: Announced) -> str:
        text = self.tr("已发布公示，{day} 期满")
        return text.format(day=done.ends.isoformat())


def _cells(notice: Notice) -> list[Cell]:
    still_open = sum(each.is_open for each in notice.objections)
    of = len(notice.objections)
    return [
        span(notice.starts, notice.ends),
        notice.text.partition("\n")[0],
        span(notice.first, notice.last),
        mass(sum(lot.reduction_mg for lot in notice.lots)),
        f"{still_open} / {of}" if of else "—",
        notice_badge(notice.state),
    ]
