"""Every change so far: confirmed by a second auditor, taken back, or waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from ui.audit_desk import rehearsal_words as words
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import row

if TYPE_CHECKING:
    from carbon_points.audit.change_list import ChangeEntry
    from carbon_points.audit.change_list import ChangeLine
    from ui.audit_desk.rehearsal_work import Choices
    from ui.audit_desk.rehearsal_work import Opened


class ChangesPanel(QWidget):
    """The list above, the lines of the chosen change below."""

    chosen = Signal(object)
    """The id of a change."""

    confirmed = Signal(object)
    dropped = Signal(object, str)
    """(id, reason)."""

    save_wanted = Signal(object)
    """The `ChangeEntry` whose list is wanted as a file."""

    explained = Signal(object)
    stopped = Signal()

    def __init__(self, proposer: str) -> None:
        """`proposer`: whose own proposals another auditor must confirm."""
        super().__init__()
        self._proposer = proposer
        self._choices: Choices | None = None
        self._lines: tuple[ChangeLine, ...] = ()
        self._wanted = 0
        self.bar, self.strip = MessageBar(), ProgressStrip()
        self.model = TableModel(words.change_columns())
        self.table = Table(self.model, self.tr("变更清单"))
        self.table.show_when_empty(
            EmptyState(self.tr("还没有提出过变更。"), "list-check")
        )
        self._title = Elided(role="section")
        self.line_model = TableModel(words.line_columns())
        self.line_table = Table(self.line_model, self.tr("逐条更正"), COMPACT_ROW)
        self.confirm = Button(self.tr("确认并更正"), "checks", "primary")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("撤回的理由"))
        self.reason.setAccessibleName(self.tr("撤回的理由"))
        self.reason.setMaximumWidth(px(200))
        self.drop = Button(self.tr("撤回"), "arrow-back-up")
        self.save = Button(self.tr("导出清单"), "table-export")
        acts = row(
            (self._title, 1), self.reason, self.drop, self.save, self.confirm, gap=8
        )
        below = column(
            acts, self.strip, (self.line_table, 1), margins=(10, 10, 10, 8), gap=8
        )
        above = column((self.table, 1), margins=(1, 1, 1, 1))
        parts = (self.bar, (Card(above), 2), (Card(below), 3))
        self.setLayout(column(*parts, gap=10))
        self._connect()
        self._offer(None)

    def _connect(self) -> None:
        self.table.picked.connect(lambda _row: self._picked())
        self.line_table.opened.connect(self._open_line)
        self.confirm.clicked.connect(lambda _on: self._confirm())
        self.drop.clicked.connect(lambda _on: self._drop())
        self.reason.textChanged.connect(lambda _text: self._offer(self.entry))
        self.save.clicked.connect(lambda _on: self.save_wanted.emit(self.entry))
        self.strip.cancelled.connect(self.stopped)

    @property
    def entry(self) -> ChangeEntry | None:
        """The chosen change."""
        choices, at = self._choices, self.table.current
        if choices is None or not 0 <= at < len(choices.changes):
            return None
        return choices.changes[at]

    def know(self, choices: Choices) -> None:
        """Show every change; the chosen one stays chosen."""
        wanted = self._wanted or (self.entry.change_id if self.entry else 0)
        self._choices = choices
        cells = [
            words.change_cells(choices, each, choices.people)
            for each in choices.changes
        ]
        self.model.show_rows(cells)
        ids = [each.change_id for each in choices.changes]
        if ids:
            self.table.go_to(ids.index(wanted) if wanted in ids else 0)
        self._wanted = 0
        self._picked()

    def choose(self, change_id: int) -> None:
        """Show this change once it is known."""
        self._wanted = change_id

    def show_opened(self, opened: Opened) -> None:
        """Show the lines of a change."""
        entry = self.entry
        if entry is None or entry.change_id != opened.entry.change_id:
            return
        self._lines = opened.lines
        self.line_model.show_rows([words.line_cells(each) for each in opened.lines])
        if opened.lines:
            self.line_table.go_to(0)

    def _picked(self) -> None:
        entry = self.entry
        self._lines = ()
        self.line_model.show_rows([])
        self._offer(entry)
        if entry is not None:
            self.chosen.emit(entry.change_id)

    def _offer(self, entry: ChangeEntry | None) -> None:
        choices = self._choices
        writing = choices is not None and not choices.read_only
        waits = entry is not None and entry.state == "proposed" and writing
        own = entry is not None and entry.proposed_by == self._proposer
        self.confirm.setEnabled(waits and not own)
        says = self.tr("自己提出的，由另一位审核员登录后确认")
        self.confirm.setToolTip(says if waits and own else "")
        self.reason.setEnabled(waits)
        self.drop.setEnabled(waits and bool(self.reason.text().strip()))
        self.save.setEnabled(entry is not None and entry.workbook_id is not None)
        self._title.say_whole(self._said(entry))

    def _said(self, entry: ChangeEntry | None) -> str:
        choices = self._choices
        if entry is None or choices is None:
            return ""
        name, change = words.name_of(choices, entry), entry.change
        if entry.state == "dropped":
            return self.tr("{name}：已撤回，{why}").format(name=name, why=entry.reason)
        said = self.tr("{name} → {value}，自 {day}；{kept} 条在已关账月份，不动")
        return said.format(
            name=name, value=change.value, day=change.start, kept=f"{entry.kept:,}"
        )

    def _confirm(self) -> None:
        entry = self.entry
        if entry is not None:
            self.confirmed.emit(entry.change_id)

    def _drop(self) -> None:
        entry = self.entry
        if entry is not None:
            self.dropped.emit(entry.change_id, self.reason.text().strip())

    def _open_line(self, at: int) -> None:
        if 0 <= at < len(self._lines):
            line = self._lines[at]
            self.explained.emit(line.replacement_id or line.action_id)

    def explain_current(self) -> None:
        """F1: why the current line is what it is."""
        self._open_line(self.line_table.current)
