"""The third leaf: the bureau gives reductions of named batches to an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from carbon_points.pool.disposing import confirm
from carbon_points.pool.disposing import dispose
from carbon_points.pool.disposing import drop
from carbon_points.pool.rules import DisposalState
from ui.audit_desk.pool_disposal_form import DisposalSide
from ui.audit_desk.pool_parts import Leaf
from ui.audit_desk.pool_parts import LOW
from ui.audit_desk.pool_words import disposal_badge
from ui.audit_desk.pool_words import name_of
from ui.shared.amounts import mass
from ui.shared.notices import EmptyState
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from carbon_points.pool.disposing import Disposed
    from carbon_points.pool.histories import Disposal
    from carbon_points.pool.queries import Batch
    from ui.audit_desk.pool_presenter import PoolPresenter
    from ui.audit_desk.pool_work import Seen
    from ui.shared.messages import Message
    from ui.shared.table_model import Cell


class DisposalsLeaf(Leaf):
    """What can be taken and what was; beside it the form with its preview."""

    def __init__(self, presenter: PoolPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.batches = TableModel(self._batch_columns())
        self.disposals = TableModel(self._disposal_columns())
        self.batch_table = Table(self.batches, self.tr("可划拨的批次"), COMPACT_ROW)
        self.table = Table(self.disposals, self.tr("划拨记录"), COMPACT_ROW)
        nothing = self.tr("还没有可划拨的批次。先公示、登记，再划拨。")
        self.batch_table.show_when_empty(EmptyState(nothing, "stack-2"))
        self.table.show_when_empty(EmptyState(self.tr("还没有划拨。"), "arrow-right"))
        for table in (self.batch_table, self.table):
            table.setMinimumHeight(px(LOW))
        self.side = DisposalSide()
        self.confirm = Button(self.tr("确认划拨"), "checks", "primary")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("收回的理由"))
        self.reason.setPlaceholderText(self.tr("收回的理由"))
        self.drop = Button(self.tr("收回提议"), "arrow-back-up")
        self._about = Elided(role="caption")
        self.sides = (self.side,)
        self.keep(reason=self.reason, **self.side.fields)
        self.setLayout(row((self._left(), 1), self.side, gap=12))
        self._connect()

    @property
    def disposal(self) -> Disposal | None:
        """The one that is picked."""
        at = self.table.current
        listed = () if self.seen is None else self.seen.page.disposals
        return listed[at] if 0 <= at < len(listed) else None

    def show_seen(self, seen: Seen) -> None:
        super().show_seen(seen)
        open_ones = [each for each in seen.page.batches if each.available_mg > 0]
        self.batches.show_rows([_batch(each) for each in open_ones])
        here = max(self.table.current, 0)
        self.disposals.show_rows([_disposal(each) for each in seen.page.disposals])
        if seen.page.disposals:
            self.table.go_to(here)
        may = "pool dispose" in seen.page.may and not seen.read_only
        self.side.show_seen(seen, open_ones, may=may)
        self._picked()

    def commit(self) -> None:
        wanted = self.side.wanted
        if wanted is None or not self.side.submit.isEnabled():
            return
        self.side.bar.dismiss()
        self._presenter.act(
            lambda db, by: dispose(db, by, wanted), self._said, self.side.signature
        )

    def refuse(self, said: Message) -> None:
        self.side.ask(said)

    def acted(self) -> None:
        self.reason.clear()
        self.side.clear()

    def explain(self) -> None:
        if (found := self.disposal) is not None:
            self.behind_wanted.emit(found.lines[0].batch_id)

    def typed(self) -> dict[str, str]:
        return super().typed() | self.side.typed_amounts()

    def retype(self, typed: Mapping[str, str]) -> None:
        super().retype(typed)
        self.side.retype_amounts(typed)

    def take_focus(self) -> None:
        if self.side.amounts and self.side.isVisible():
            self.side.focus_batch(0)
        else:
            self.batch_table.setFocus()

    def _left(self) -> QWidget:
        upper = column(
            self._title(self.tr("可划拨的批次")), (self.batch_table, 1), gap=4
        )
        acts = row(
            (self._about, 1),
            self.reason,
            self.drop,
            self.confirm,
            margins=(12, 0, 12, 0),
            gap=8,
        )
        lower = column(
            self._title(self.tr("划拨记录")),
            (self.table, 1),
            acts,
            margins=(1, 1, 1, 8),
            gap=4,
        )
        return box(column((Card(upper), 2), (Card(lower), 3), gap=12))

    def _title(self, text: str) -> QWidget:
        made = Label(text, "section")
        made.setContentsMargins(12, 8, 12, 0)
        return made

    def _batch_columns(self) -> list[Column]:
        return [
            Column(self.tr("批次号"), 214, strong=True),
            Column(self.tr("方法学"), 100, stretch=True),
            Column(self.tr("年份"), 62),
            Column(self.tr("登记量"), 118, right=True, optional=1),
            Column(self.tr("待复核"), 124, right=True),
            Column(self.tr("可划拨"), 118, right=True),
        ]

    def _disposal_columns(self) -> list[Column]:
        return [
            Column(self.tr("编号"), 150, strong=True),
            Column(self.tr("受让企业"), 130, stretch=True),
            Column(self.tr("用途"), 130, optional=1),
            Column(self.tr("文号"), 120, quiet=True, optional=2),
            Column(self.tr("数量"), 110, right=True),
            Column(self.tr("状态"), 132),
        ]

    def _connect(self) -> None:
        self.side.amount_touched.connect(self.touched.emit)
        self.side.submit.clicked.connect(lambda _on: self.commit())
        self.table.picked.connect(lambda _row: self._picked())
        self.table.opened.connect(lambda _row: self.explain())
        self.confirm.clicked.connect(lambda _on: self._confirm())
        self.drop.clicked.connect(lambda _on: self._drop())
        self.reason.textChanged.connect(lambda _text: self._picked())
        self.batch_table.opened.connect(self.side.focus_batch)

    def _picked(self) -> None:
        """A proposal can be confirmed by another auditor, or taken back."""
        found, seen = self.disposal, self.seen
        waits = found is not None and found.state is DisposalState.PROPOSED
        me = "" if seen is None else seen.page.operator
        own = found is not None and found.proposed_by == me
        may = seen is not None and not seen.read_only
        for part in (self.confirm, self.drop, self.reason):
            part.setVisible(waits)
        self.confirm.setEnabled(waits and may and not own)
        self.drop.setEnabled(waits and may and bool(self.reason.text().strip()))
        self._about.say_whole(self._words(found, waits=waits, own=own))

    def _words(self, found: Disposal | None, *, waits: bool, own: bool) -> str:
        if found is None or self.seen is None:
            return ""
        if waits and own:
            return self.tr("您提出的，须另一位审核员登录后确认。")
        names = self.seen.names
        by = names.get(found.proposed_by, found.proposed_by)
        second = names.get(found.decided_by, found.decided_by)
        text = self.tr("提出 {by}　复核 {second}　{reason}")
        return text.format(by=by, second=second or "—", reason=found.reason)

    def _confirm(self) -> None:
        if (found := self.disposal) is not None:
            number = found.disposal_id
            self._presenter.act(lambda db, by: confirm(db, by, number), self._said)

    def _drop(self) -> None:
        if (found := self.disposal) is not None:
            number, words = found.disposal_id, self.reason.text()
            self._presenter.act(lambda db, by: drop(db, by, number, words), self._said)

    def _said(self, done: Disposed) -> str:
        texts = {
            DisposalState.PROPOSED: self.tr("{number} 已提交，待另一位审核员确认"),
            DisposalState.CONFIRMED: self.tr("{number} 已划拨 {mass}"),
            DisposalState.DROPPED: self.tr("{number} 已收回"),
        }
        amount = mass(done.reduction_mg)
        return texts[done.state].format(number=done.number, mass=amount)


def _batch(row_: Batch) -> list[Cell]:
    return [
        row_.number,
        name_of(row_.methodology),
        str(row_.vintage),
        mass(row_.registered_mg),
        mass(row_.reserved_mg) if row_.reserved_mg else None,
        mass(row_.available_mg),
    ]


def _disposal(row_: Disposal) -> list[Cell]:
    return [
        row_.number,
        row_.enterprise,
        row_.purpose,
        row_.document,
        mass(row_.reduction_mg),
        disposal_badge(row_.state),
    ]
