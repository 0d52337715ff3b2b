"""The second leaf of a file: movements with the balance, and what was done."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.actions.rules import State
from carbon_points.common.ids import id_text
from carbon_points.common.units import mass_text
from carbon_points.methodology.texts import texts_of
from ui.service_desk.wording import badge_of
from ui.shared import language
from ui.shared.amounts import what
from ui.shared.badges import badge
from ui.shared.badges import pill_size
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import look
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.crediting.account import AccountAction
    from carbon_points.crediting.account import AccountEntry
    from ui.service_desk.desk_work import Visitor
    from ui.shared.messages import Message
    from ui.shared.table_model import Cell

_LEAST_HEIGHT: Final = 180


class LedgerLeaf(QWidget):
    """Two lists; Enter or F1 on a row asks why it is what it is."""

    entry_wanted = Signal(object)
    """An `AccountEntry` to be explained."""

    action_wanted = Signal(object)
    """The id of an action to be explained."""

    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._visitor: Visitor | None = None
        self._entries: Sequence[AccountEntry] = ()
        self._actions: Sequence[AccountAction] = ()
        self._bar = MessageBar()
        self.kinds = {
            "entries": Choice(self.tr("积分流水")),
            "actions": Choice(self.tr("行为记录")),
        }
        self._all = Button(self.tr("全部"), "x", "link")
        self._all.hide()
        self._note = Label(role="caption", wrap=True)
        self._entry_model = TableModel(self._entry_columns())
        self._action_model = TableModel(self._action_columns())
        self.entry_table = self._table(self._entry_model, self.tr("积分流水"))
        self.action_table = self._table(self._action_model, self.tr("行为记录"))
        self._stack = QStackedWidget()
        for table in (self.entry_table, self.action_table):
            self._stack.addWidget(table)
        hint = Label(self.tr("F1 为什么是这个数"), "caption")
        head = row(*self.kinds.values(), self._all, STRETCH, hint, gap=6)
        self.setLayout(column(self._bar, head, (self._stack, 1), self._note, gap=8))
        self._connect()
        self.kinds["entries"].setChecked(True)

    def _connect(self) -> None:
        for name, choice in self.kinds.items():
            choice.setAutoExclusive(True)
            choice.clicked.connect(lambda _checked=False, n=name: self.turn(n))
        for table in (self.entry_table, self.action_table):
            table.opened.connect(lambda _row: self.explain())
        self.action_table.picked.connect(self._tell_action)
        self.entry_table.picked.connect(self._tell_entry)
        self._all.clicked.connect(self._show_all)

    def show_visitor(self, visitor: Visitor) -> None:
        """Show what somebody did and got."""
        self._bar.dismiss()
        self._visitor = visitor
        self._entries = visitor.account.entries[::-1]
        self._entry_model.show_rows([self._entry(e) for e in self._entries])
        self._show_all()
        if self._entries:
            self.entry_table.go_to(0)

    def clear(self) -> None:
        """Nobody's."""
        self._visitor, self._entries, self._actions = None, (), ()
        for model in (self._entry_model, self._action_model):
            model.show_rows([])
        self._note.clear()

    def fail(self, said: Message) -> None:
        """Say that it cannot be read now; the rest of the file still can."""
        self.clear()
        sentence = self.tr("流水暂时读不出来，档案仍可查看。")
        self._bar.say(said.tone, sentence, said.whole, said.code)
        self._bar.offer(self.tr("重试"), self.retry_wanted.emit)

    def turn(self, name: str) -> None:
        """Show one of the two lists."""
        self.kinds[name].setChecked(True)
        shown = self.entry_table if name == "entries" else self.action_table
        self._stack.setCurrentWidget(shown)
        if shown is self.action_table:
            self._tell_action(self.action_table.current)
        else:
            self._tell_entry(self.entry_table.current)

    def explain(self) -> bool:
        """Ask why the current row is what it is; False if there is none."""
        if self._stack.currentWidget() is self.entry_table:
            at = self.entry_table.current
            if 0 <= at < len(self._entries):
                self.entry_wanted.emit(self._entries[at])
                return True
            return False
        at = self.action_table.current
        if 0 <= at < len(self._actions):
            self.action_wanted.emit(self._actions[at].action_id)
            return True
        return False

    def show_behind(self, entry: AccountEntry, actions: Sequence[int]) -> None:
        """Show the actions of one movement, or say that it has none."""
        if len(actions) == 1:
            self.action_wanted.emit(actions[0])
        elif actions and self._visitor is not None:
            wanted = set(actions)
            self._list(
                [a for a in self._visitor.account.actions if a.action_id in wanted]
            )
            self._all.show()
            self.turn("actions")
            self.action_table.go_to(0)
            self.action_table.setFocus()
            text = self.tr(
                "{day} 的 {points} 分由这 {n} 条行为得来；选一条按 F1 看计算。"
            )
            values = {"day": entry.day.isoformat(), "points": f"{entry.points:+,}"}
            self._note.setText(text.format(n=len(actions), **values))
        else:
            self._note.setText(
                self.tr("这一笔用掉或到期的是以前的积分，没有计算过程。")
            )

    def _show_all(self) -> None:
        self._all.hide()
        self._list(self._visitor.account.actions if self._visitor else ())

    def _list(self, actions: Sequence[AccountAction]) -> None:
        self._actions = actions
        self._action_model.show_rows([self._action(a) for a in actions])
        if actions:
            self.action_table.go_to(0)

    def _tell_action(self, at: int) -> None:
        """Say of one action what its row has no room for."""
        if self._visitor is None or not 0 <= at < len(self._actions):
            self._note.clear()
            return
        action = self._actions[at]
        parts = [
            id_text(action.action_id),
            badge(badge_of(action.state)).text,
            self._decision(action),
            self._reason(action),
        ]
        self._note.setText(" · ".join(filter(None, parts)))

    def _tell_entry(self, at: int) -> None:
        if 0 <= at < len(self._entries):
            entry = self._entries[at]
            text = self.tr("分录 {entry} · 来自 {source}")
            source = entry.cause.partition(":")[2].partition("/")[0]
            said = text.format(entry=id_text(entry.entry_id), source=source)
            self._note.setText(said)
        else:
            self._note.clear()

    def _decision(self, action: AccountAction) -> str:
        if not action.decided_by:
            waits = action.state in {State.WAITING, State.FROZEN}
            return self.tr("还没有审核") if waits else ""
        return self.tr("审核人 {who}").format(who=action.decided_by)

    def _reason(self, action: AccountAction) -> str:
        book = self._visitor.book if self._visitor else None
        known = book.catalogue.get(action.methodology) if book else None
        if not action.code or known is None:
            return action.code
        return texts_of(known, language.in_force()).error(action.code)

    def _action(self, action: AccountAction) -> Sequence[Cell]:
        book = self._visitor.book if self._visitor else None
        known = book.catalogue.get(action.methodology) if book else None
        amount, unit = mass_text(action.reduction_mg)
        return (
            action.day.isoformat(),
            what(known, None) if known else action.methodology,
            f"{amount} {unit}",
            badge(badge_of(action.state)),
        )

    def _entry(self, entry: AccountEntry) -> Sequence[Cell]:
        words = {
            "approval": self.tr("核定入账"),
            "reversal": self.tr("冲正"),
            "correction": self.tr("更正"),
            "order": self.tr("兑换"),
            "redemption": self.tr("兑换"),
            "expiry": self.tr("到期"),
        }
        return (
            entry.day.isoformat(),
            words.get(entry.cause.partition(":")[0], self.tr("其他")),
            f"{entry.points:+,}",
            f"{entry.balance:,}",
        )

    def _table(self, model: TableModel, name: str) -> Table:
        made = Table(model, name, COMPACT_ROW)
        made.setMinimumHeight(px(_LEAST_HEIGHT))
        made.show_when_empty(EmptyState(self.tr("还没有记录"), "list-check"))
        return made

    def _entry_columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("日期"), 98),
            Column(self.tr("摘要"), 72, stretch=True),
            Column(self.tr("积分"), 80, right=True, strong=True),
            Column(self.tr("余额"), 80, right=True),
        )

    def _action_columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("日期"), 98),
            Column(self.tr("行为"), 64, stretch=True),
            Column(self.tr("减排量"), 100, right=True),
            Column(self.tr("状态"), _state_width()),
        )


def _state_width() -> int:
    """Room for the usual states in the language in force."""
    states = ("approved", "waiting", "withdrawn")
    widest = max(pill_size(badge(state)).width() for state in states)
    return widest * 100 // look.size + 12
