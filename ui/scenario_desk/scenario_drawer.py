"""The drawer at the right: the records behind a number, and why each is what it is."""

from __future__ import annotations

from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import Calculation
from carbon_points.statistics.suppression import SMALLEST
from ui.scenario_desk import scenario_records
from ui.scenario_desk.scenario_records import ACTIONS
from ui.scenario_desk.scenario_records import GROUPS
from ui.scenario_desk.scenario_records import PagedRows
from ui.scenario_desk.scenario_rows import action_cells
from ui.scenario_desk.scenario_rows import action_columns
from ui.scenario_desk.scenario_rows import group_cells
from ui.scenario_desk.scenario_rows import group_columns
from ui.scenario_desk.scenario_rows import person_cells
from ui.scenario_desk.scenario_rows import person_columns
from ui.scenario_desk.scenario_rows import slice_words
from ui.scenario_desk.scenario_rows import sums_words
from ui.shared import language
from ui.shared.errors import message_for
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.page import Role
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.why import why
from ui.shared.why_panel import WhyPanel
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from carbon_points.crediting.explain import Explained
    from carbon_points.security.chain import Caller
    from carbon_points.statistics.behind import Slice
    from ui.scenario_desk.scenario_records import Opened
    from ui.shared.page import Context

_WIDTH: Final = 620
_SHAPES: Final[dict[str, tuple[Any, Any]]] = {
    ACTIONS: (action_columns, action_cells),
    scenario_records.PEOPLE: (person_columns, person_cells),
    GROUPS: (group_columns, group_cells),
}


class RecordsDrawer(Card):
    """Lies over the right side of a leaf; Enter explains a row, Esc goes back."""

    closed = Signal()

    def __init__(
        self, context: Context, over: QWidget, caller: Callable[[], Caller]
    ) -> None:
        super().__init__(body := column(margins=(14, 12, 14, 12), gap=8))
        self.setParent(over)
        self._context, self._caller, self._over = context, caller, over
        self._opened: Opened | None = None
        self._asked: tuple[Slice, str] | None = None
        may = {Role.WORKER, Role.AUDITOR} & set(context.operator.roles)
        self._may_explain = bool(may)
        self._title = Elided(role="section")
        self._sums = Label(role="second", wrap=True)
        self._hint = Label(role="caption", wrap=True)
        self.bar = MessageBar()
        self.explain_button = Button(
            self.tr("为什么是这个数"), "math-function", key="F1"
        )
        self._close = IconButton(self.tr("收起"), "x", "Esc")
        self.table: Table | None = None
        self.why = WhyPanel()
        self.why.as_drawer(drawer=True)
        self._list = QWidget()
        self._list.setLayout(column(gap=8))
        self._waiting = Skeleton()
        self._stack = QStackedWidget()
        for part in (self._waiting, self._list, self.why):
            self._stack.addWidget(part)
        head = row((self._title, 1), self._close)
        foot = row((self._hint, 1), self.explain_button, gap=8)
        whole = column(head, self._sums, self.bar, Rule(), (self._stack, 1), foot)
        body.addLayout(whole)
        self._connect()
        over.installEventFilter(self)
        self.hide()

    def _connect(self) -> None:
        self._close.clicked.connect(lambda _on: self.close_drawer())
        self.explain_button.clicked.connect(lambda _on: self.explain())
        self.why.closed.connect(self._show_list)
        self.why.methodology_wanted.connect(
            lambda: self._context.navigate("methodologies")
        )

    def open(self, wanted: Slice, step: str = "") -> None:
        """Show what a number is made of."""
        self._asked = (wanted, step)
        self._opened = None
        self.bar.dismiss()
        self._title.say_whole(slice_words(wanted, step))
        self._sums.setText(self.tr("正在读取…"))
        self._hint.clear()
        self.explain_button.hide()
        self._stack.setCurrentWidget(self._waiting)
        self._place()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)
        self._context.tasks.start(
            partial(_open, self._context.database, self._caller(), wanted, step),
            self._show,
            self._fail,
            owner=self,
            key="scenarios.records",
        )

    def explain(self) -> bool:
        """Why the current row is what it is; False if there is none."""
        if self._opened is None or self.table is None or not self._may_explain:
            return False
        at = self.table.current
        if self._opened.kind != ACTIONS or at < 0:
            return False
        action_id = abs(int(self._opened.entries[at]))  # type: ignore[arg-type]
        self._context.tasks.start(
            partial(_explain, self._context.database, self._caller(), action_id),
            self._show_why,
            self._fail,
            owner=self,
            key="scenarios.explain",
        )
        return True

    def escape(self) -> bool:
        """Go one step back: from the explanation to the rows, then away."""
        if self.isHidden():
            return False
        if self._stack.currentWidget() is self.why:
            self._show_list()
        else:
            self.close_drawer()
        return True

    def close_drawer(self) -> None:
        """Take it away; the focus goes back to the number."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.rect()
        width = min(px(_WIDTH), room.width())
        self.setGeometry(room.right() - width + 1, 0, width, room.height())

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        self._sums.setText(sums_words(opened.sums))
        columns, cells = _SHAPES[opened.kind]
        model = TableModel(columns())
        model.show_source(PagedRows(self._context.database, opened, cells))
        if self.table is not None:
            self.table.deleteLater()
        self.table = Table(model, self._title.accessibleName(), COMPACT_ROW)
        nothing = self.tr("没有可以列出的记录。")
        self.table.show_when_empty(EmptyState(nothing, "list-check"))
        self.table.opened.connect(lambda _row: self.explain())
        layout = self._list.layout()
        if layout is not None:
            layout.addWidget(self.table)
        self._hint.setText(self._hint_of(opened))
        self._show_list()
        if opened.entries:
            self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hint_of(self, opened: Opened) -> str:
        if opened.kind == GROUPS:
            words = self.tr(
                "按街道（镇）和月份列出，不足 {n} 人的组不显示；"
                "逐笔记录只对审核员开放。"
            )
            return words.format(n=SMALLEST)
        if opened.kind != ACTIONS:
            return self.tr("姓名已脱敏；按核定减排量从多到少。")
        if not self._may_explain:
            return self.tr("姓名已脱敏；逐笔计算只对审核员开放。")
        return self.tr("姓名已脱敏。Enter 或 F1 打开这一笔的计算过程。")

    def _show_list(self) -> None:
        opened = self._opened
        explains = opened is not None and opened.kind == ACTIONS and opened.entries
        self.explain_button.setVisible(bool(explains) and self._may_explain)
        self._stack.setCurrentWidget(self._list)
        if self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_why(self, found: Explained) -> None:
        if not isinstance(found.answer, Calculation):
            return
        spoken = language.in_force()
        shown = why(
            found.methodology, found.version, found.answer, spoken, found.inputs
        )
        self.why.show_why(shown)
        self.explain_button.hide()
        self._stack.setCurrentWidget(self.why)
        self.why.take_focus()

    def _fail(self, error: Exception) -> None:
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        if self._opened is None and self._asked is not None:
            self._sums.clear()
            asked = self._asked
            self.bar.offer(self.tr("重试"), lambda: self.open(*asked), "refresh")


def _open(
    db: Any, caller: Caller, wanted: Slice, step: str, _progress: object
) -> Opened:
    return scenario_records.open_number(db, caller, wanted, step)


def _explain(db: Any, caller: Caller, action_id: int, _progress: object) -> Explained:
    return scenario_records.explained(db, caller, action_id)
