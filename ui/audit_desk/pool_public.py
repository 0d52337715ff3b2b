"""The last leaf: every movement of the pool, and the register for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from carbon_points.methodology.contract import Calculation
from ui.audit_desk.pool_parts import Leaf
from ui.audit_desk.pool_parts import Side
from ui.audit_desk.pool_words import movement
from ui.audit_desk.pool_words import name_of
from ui.shared import language
from ui.shared.amounts import mass
from ui.shared.notices import EmptyState
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.why import why
from ui.shared.why_panel import WhyPanel
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Stack
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.crediting.explain import Explained
    from carbon_points.pool.queries import LedgerLine
    from carbon_points.statistics.behind import BehindRow
    from ui.audit_desk.pool_presenter import PoolPresenter
    from ui.audit_desk.pool_work import Behind
    from ui.audit_desk.pool_work import Seen
    from ui.shared.messages import Message
    from ui.shared.table_model import Cell

FORMS = (".pdf", ".xlsx", ".html")


class PublicLeaf(Leaf):
    """F1 on a movement shows the verified actions behind it; Enter explains one."""

    def __init__(self, presenter: PoolPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._behind: Behind | None = None
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("减排量池流水"))
        nothing = self.tr("池里还没有流水。登记第一批后，这里逐笔列出。")
        self.table.show_when_empty(EmptyState(nothing, "list-numbers"))
        self.publish = Button(self.tr("导出公开台账"), "table-export", "primary")
        note = self.tr("公开台账不含个人信息，参与者少于 5 人的批次只列合计。")
        keys = (KeyCap("F1"), Label(self.tr("背后的行为"), "caption"))
        head = row(
            Label(note, "caption"), STRETCH, self.publish, margins=(12, 8, 12, 0)
        )
        foot = row(STRETCH, *keys, margins=(14, 0, 14, 0), gap=6)
        listed = column(head, (self.table, 1), foot, margins=(1, 1, 1, 8), gap=6)
        self.behind_model = TableModel(self._action_columns())
        self.action_table = Table(self.behind_model, self.tr("背后的行为"), COMPACT_ROW)
        self.side = Side("")
        self.side.body.addWidget(self.action_table, 1)
        self.why = WhyPanel()
        self.why.as_drawer(drawer=True)
        self._beside = Stack()
        for part in (self.side, self.why):
            self._beside.addWidget(part)
        self._beside.hide()
        self.sides = (self._beside,)
        self.setLayout(row((Card(listed), 1), self._beside, gap=12))
        self._connect()

    @property
    def line(self) -> LedgerLine | None:
        """The movement that is picked."""
        at = self.table.current
        listed = () if self.seen is None else self.seen.page.ledger
        return listed[at] if 0 <= at < len(listed) else None

    def show_seen(self, seen: Seen) -> None:
        super().show_seen(seen)
        here = max(self.table.current, 0)
        self.model.show_rows([_line(each) for each in seen.page.ledger])
        if seen.page.ledger:
            self.table.go_to(here)

    def explain(self) -> None:
        if self.action_table.hasFocus():
            self._explain_action(self.action_table.current)
        elif self.line is not None:
            self._presenter.look_behind(self.line)

    def open_batch(self, batch_id: int) -> None:
        """Show the actions behind a batch."""
        listed = () if self.seen is None else self.seen.page.ledger
        for at, line in enumerate(listed):
            if line.batch_id == batch_id:
                self.table.go_to(at)
                self._presenter.look_behind(line)
                return

    def escape(self) -> bool:
        if not self._beside.isVisible():
            return False
        if self._beside.currentWidget() is self.why:
            self._beside.setCurrentWidget(self.side)
            self.action_table.setFocus()
        else:
            self._beside.hide()
            self.table.setFocus()
        return True

    def refuse(self, said: Message) -> None:
        self.side.ask(said)

    def take_focus(self) -> None:
        self.table.setFocus()

    def ask_and_publish(self) -> None:
        """Ask where to write the public register, and in which form."""
        forms = ";;".join(f"{form[1:].upper()} (*{form})" for form in FORMS)
        name, form = QFileDialog.getSaveFileName(
            self, self.tr("导出公开台账"), self.tr("减排量公开台账.pdf"), forms
        )
        if name:
            path = Path(name)
            chosen = f".{form.partition(' ')[0].lower()}" if form else ".pdf"
            has_form = path.suffix.lower() in FORMS
            self._presenter.publish(path if has_form else Path(f"{name}{chosen}"))

    def _connect(self) -> None:
        self.table.opened.connect(lambda _row: self.explain())
        self.publish.clicked.connect(lambda _on: self.ask_and_publish())
        self.action_table.opened.connect(self._explain_action)
        self._presenter.behind_known.connect(self._show_behind)
        self._presenter.explained.connect(self._show_why)
        self.why.closed.connect(self.escape)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("日期"), 108),
            Column(self.tr("变动"), 80, strong=True),
            Column(self.tr("批次号"), 214, stretch=True),
            Column(self.tr("方法学"), 112, optional=2),
            Column(self.tr("年份"), 62, optional=1),
            Column(self.tr("数量"), 140, right=True),
            Column(self.tr("池余额"), 140, right=True),
        ]

    def _action_columns(self) -> list[Column]:
        return [
            Column(self.tr("日期"), 102, quiet=True),
            Column(self.tr("参与者"), 70, stretch=True),
            Column(self.tr("减排量"), 128, right=True),
        ]

    def _show_behind(self, found: Behind) -> None:
        self._behind = found
        title = self.tr("{name} {year}：背后的行为")
        of = title.format(name=name_of(found.line.methodology), year=found.line.vintage)
        hint = self.tr("共 %n 笔；Enter 看每一笔怎么算出来", "", len(found.rows))
        if found.more:
            hint = self.tr(
                "只列前 %n 笔；Enter 看每一笔怎么算出来", "", len(found.rows)
            )
        self.side.head(of, hint)
        self.behind_model.show_rows([_action(each) for each in found.rows])
        self._beside.setCurrentWidget(self.side)
        self._beside.show()
        if found.rows:
            self.action_table.go_to(0)
            self.action_table.setFocus()

    def _explain_action(self, at: int) -> None:
        if self._behind is not None and 0 <= at < len(self._behind.rows):
            self._presenter.explain(self._behind.rows[at].action_id)

    def _show_why(self, found: Explained) -> None:
        answer = found.answer
        if not isinstance(answer, Calculation):  # nothing rejected reaches the pool
            return
        spoken = language.in_force()
        shown = why(found.methodology, found.version, answer, spoken, found.inputs)
        self.why.show_why(shown)
        self._beside.setCurrentWidget(self.why)
        self.why.take_focus()


def _line(row_: LedgerLine) -> list[Cell]:
    sign = "+" if row_.amount_mg > 0 else ""
    return [
        row_.booked_on.isoformat(),
        movement(row_.kind),
        row_.batch_number,
        name_of(row_.methodology),
        str(row_.vintage),
        f"{sign}{mass(row_.amount_mg)}",
        mass(row_.balance_mg),
    ]


def _action(row_: BehindRow) -> list[Cell]:
    return [row_.day.isoformat(), row_.name, mass(row_.reduction_mg)]
