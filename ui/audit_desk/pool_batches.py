"""The second leaf: what was announced becomes numbered batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.pool.registering import register
from carbon_points.pool.rules import NoticeState
from ui.audit_desk.pool_parts import Leaf
from ui.audit_desk.pool_parts import LOW
from ui.audit_desk.pool_parts import Side
from ui.audit_desk.pool_words import name_of
from ui.audit_desk.pool_words import notice_badge
from ui.audit_desk.pool_words import span
from ui.shared.amounts import mass
from ui.shared.badges import Pill
from ui.shared.fitted import Fitted
from ui.shared.notices import EmptyState
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from carbon_points.pool.histories import Notice
    from carbon_points.pool.queries import Balance
    from carbon_points.pool.queries import Batch
    from carbon_points.pool.registering import Registered
    from ui.audit_desk.pool_presenter import PoolPresenter
    from ui.audit_desk.pool_work import Seen
    from ui.shared.messages import Message
    from ui.shared.table_model import Cell

_LESSER = frozenset({2, 4, 5})
"""Amounts that give way in a narrow table."""

_WAITING = frozenset({NoticeState.RUNNING, NoticeState.OBJECTED, NoticeState.READY})


class BatchesLeaf(Leaf):
    """Balances by methodology and year, the batches, and the notices to register."""

    def __init__(self, presenter: PoolPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.balances = TableModel(self._balance_columns())
        self.batches = TableModel(self._batch_columns())
        self.balance_table = Table(
            self.balances, self.tr("各方法学各年份的余额"), COMPACT_ROW
        )
        self.batch_table = Table(self.batches, self.tr("批次"), COMPACT_ROW)
        nothing = self.tr("还没有登记的批次。公示期满后，从右边登记。")
        self.batch_table.show_when_empty(EmptyState(nothing, "stack-2"))
        for table in (self.balance_table, self.batch_table):
            table.setMinimumHeight(px(LOW))
        self.side = Side(
            self.tr("待登记的公示"),
            self.tr("公示期满、异议都已答复，才能登记；已冲正的不进批次。"),
        )
        self._waiting = column(gap=8)
        self.side.body.addLayout(self._waiting)
        self.side.body.addStretch(1)
        self.batch_table.opened.connect(lambda _row: self.explain())
        upper = Card(column(self._title(self.tr("方法学 × 年份")), self.balance_table))
        lower = Card(column(self._title(self.tr("批次")), self.batch_table))
        self.sides = (self.side,)
        left = column((upper, 2), (lower, 3), gap=12)
        self.setLayout(row((left, 1), self.side, gap=12))

    def show_seen(self, seen: Seen) -> None:
        super().show_seen(seen)
        self.balances.show_rows([_balance(each) for each in seen.page.balances])
        self.batches.show_rows([_batch(each) for each in reversed(seen.page.batches)])
        empty(self._waiting)
        waiting = [each for each in seen.page.notices if each.state in _WAITING]
        for each in waiting:
            self._waiting.addWidget(self._notice(each, seen))
        if not waiting:
            said = self.tr("没有等待登记的公示。")
            self._waiting.addWidget(Label(said, "second", wrap=True))

    def refuse(self, said: Message) -> None:
        self.side.ask(said)

    def acted(self) -> None:
        self.side.bar.dismiss()

    def explain(self) -> None:
        at, seen = self.batch_table.current, self.seen
        if seen is not None and 0 <= at < len(seen.page.batches):
            self.behind_wanted.emit(seen.page.batches[-1 - at].batch_id)

    def take_focus(self) -> None:
        self.balance_table.setFocus()

    def _title(self, text: str) -> QWidget:
        made = Label(text, "section")
        made.setContentsMargins(12, 8, 12, 0)
        return made

    def _balance_columns(self) -> list[Column]:
        amounts = (
            self.tr("待登记"),
            self.tr("在池"),
            self.tr("待复核"),
            self.tr("已划拨"),
            self.tr("已注销"),
            self.tr("待补足"),
        )
        return [
            Column(self.tr("方法学"), 130, strong=True, stretch=True),
            Column(self.tr("年份"), 62),
            *(
                Column(each, 120, right=True, optional=at if at in _LESSER else 0)
                for at, each in enumerate(amounts)
            ),
        ]

    def _batch_columns(self) -> list[Column]:
        return [
            Column(self.tr("批次号"), 214, strong=True),
            Column(self.tr("方法学"), 100, stretch=True),
            Column(self.tr("年份"), 62),
            Column(self.tr("登记日期"), 104, quiet=True, optional=2),
            Column(self.tr("行为"), 66, right=True, optional=1),
            Column(self.tr("登记量"), 110, right=True),
            Column(self.tr("余额"), 110, right=True),
        ]

    def _notice(self, notice: Notice, seen: Seen) -> QWidget:
        body = column(margins=(12, 10, 12, 10), gap=5)
        body.addWidget(Label(notice.text.partition("\n")[0], "strong", wrap=True))
        body.addLayout(row(Pill(notice_badge(notice.state)), STRETCH))
        body.addLayout(named_value(self.tr("公示期"), span(notice.starts, notice.ends)))
        for lot in notice.lots:
            name = f"{name_of(lot.methodology)} {lot.vintage}"
            body.addLayout(named_value(name, mass(lot.reduction_mg)))
        may = "pool register" in seen.page.may and not seen.read_only
        if may and notice.state is NoticeState.READY:
            button = Button(self.tr("登记成批次"), "stack-2", "primary")
            button.clicked.connect(lambda _on=False: self._register(notice))
            body.addLayout(row(STRETCH, button))
        return Fitted(body, "sunken")

    def _register(self, notice: Notice) -> None:
        self.side.bar.dismiss()
        number = notice.notice_id
        self._presenter.act(
            lambda db, by: register(db, by, number),
            self._said,
        )

    def _said(self, done: Registered) -> str:
        numbers = "、".join(each.number for each in done.batches)
        return self.tr("已登记批次 {numbers}").format(numbers=numbers)


def _balance(row_: Balance) -> list[Cell]:
    amounts = (
        row_.accrued_mg,
        row_.pool_mg,
        row_.reserved_mg,
        row_.disposed_mg,
        row_.retired_mg,
        row_.owed_mg,
    )
    shown = (mass(each) if each else None for each in amounts)
    return [name_of(row_.methodology), str(row_.vintage), *shown]


def _batch(row_: Batch) -> list[Cell]:
    return [
        row_.number,
        name_of(row_.methodology),
        str(row_.vintage),
        row_.registered_on.isoformat(),
        f"{row_.actions:,}",
        mass(row_.registered_mg),
        mass(row_.balance_mg),
    ]
