"""The operation log: who did, saw, printed and exported what, when and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from carbon_points.security.journal import Wanted
from ui.admin import log_rows
from ui.admin.log_parts import Filtered
from ui.admin.log_parts import LineCard
from ui.admin.log_parts import LogFilter
from ui.admin.log_presenter import LogPresenter
from ui.admin.log_work import since
from ui.shared import dates
from ui.shared.errors import message_for
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from ui.admin.log_work import Seen
    from ui.shared.page import Context

_TYPING_MS = 200


class LogView(QWidget):
    """/ goes to the filter, Enter to the line's own words, Esc clears the filter."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context, self._today = context, today
        self._seen: Seen | None = None
        self.presenter = LogPresenter(context)
        self.filter, self.line = LogFilter(), LineCard()
        self.bar, self.strip = MessageBar(), ProgressStrip()
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("操作日志"), COMPACT_ROW)
        self._nothing = EmptyState("", "list-check")
        self._nothing.offer(self.tr("清除筛选"), self.clear)
        self.table.show_when_empty(self._nothing)
        self.foot = Elided(role="caption")
        self._stack = Stack()
        self._skeleton, sheet = Skeleton(), Card(column((self.table, 1), gap=0))
        for part in (self._skeleton, sheet):
            self._stack.addWidget(part)
        self._sheet = sheet
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        parts = (self.filter, self.bar, self.strip, (self._stack, 1))
        self.setLayout(
            column(*parts, self.line, self.foot, margins=(12, 12, 12, 12), gap=8)
        )
        self._connect()

    # What the window asks of a page.

    def arrive(self, operator: str = "") -> None:
        """The log as it is now, or all that one person did."""
        if operator:
            self.filter.restore(Filtered(operator=operator, period="all"))
        self.refresh()
        self.table.setFocus()

    def snapshot(self) -> Filtered:
        """What is filtered."""
        return self.filter.chosen

    def restore(self, chosen: Filtered) -> None:
        """Filter the same again."""
        self.filter.restore(chosen)
        self.refresh()

    def escape(self) -> bool:
        """Esc: nothing is filtered any more."""
        if not self.filter.is_narrow:
            return False
        self.clear()
        return True

    def commands(self) -> list[Command]:
        """What the palette offers here."""
        return [
            Command(self.tr("导出操作日志"), self.export, "dcczrz", "table-export"),
            Command(
                self.tr("筛选操作日志"), self.filter.take_focus, "sxczrz", "filter"
            ),
        ]

    # Acts.

    def refresh(self) -> None:
        """Ask for the lines again."""
        self._typing.stop()
        self.presenter.look(self._wanted())

    def clear(self) -> None:
        """Show everything of the last days."""
        self.filter.clear()
        self.refresh()
        self.table.setFocus()

    def export(self) -> None:
        """Ask where to, and write a workbook of all these lines."""
        day = self._today().isoformat()
        name, _kind = QFileDialog.getSaveFileName(
            self,
            self.tr("导出操作日志"),
            str(Path.home() / self.tr("操作日志-{day}.xlsx").format(day=day)),
            self.tr("Excel 工作簿 (*.xlsx)"),
        )
        if name:
            path = Path(name)
            self.presenter.export(path if path.suffix else path.with_suffix(".xlsx"))

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.seen.connect(self._show)
        presenter.failed.connect(self._fail)
        presenter.export_failed.connect(self._say)
        presenter.began.connect(lambda: self.strip.begin(self.tr("正在导出…")))
        presenter.stepped.connect(self.strip.step)
        presenter.ended.connect(self.strip.end)
        presenter.exported.connect(self._tell_export)
        self.strip.cancelled.connect(presenter.cancel)
        self.filter.changed.connect(self.refresh)
        self.filter.typed.connect(self._typing.start)
        self.filter.export_wanted.connect(self.export)
        self.filter.entered.connect(self.table.setFocus)
        self._typing.timeout.connect(self.refresh)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda _row: self.line.take_focus())
        slash = QShortcut(QKeySequence("/"), self.table)
        slash.activated.connect(self.filter.take_focus)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("时间"), 140, quiet=True),
            Column(self.tr("操作员"), 116, strong=True),
            Column(self.tr("类别"), 124),
            Column(self.tr("事项"), 180),
            Column(self.tr("对象"), 200, optional=1),
            Column(self.tr("原因"), 160, stretch=True),
            Column(self.tr("复核"), 96, optional=2),
            Column(self.tr("流水"), 72, right=True, quiet=True, optional=3),
        )

    def _wanted(self) -> Wanted:
        chosen = self.filter.chosen
        made = Wanted(chosen.group, chosen.operator, words=chosen.words.strip())
        return replace(made, since=since(chosen.period, self._today()))

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self.bar.dismiss()
        self.filter.show_people(seen.people, seen.names)
        self._nothing.say(self._why_nothing())
        self.model.show_rows([log_rows.row(line, seen.names) for line in seen.lines])
        self.foot.say_whole(self._foot(seen))
        self._stack.setCurrentWidget(self._sheet)
        if seen.lines:
            self.table.go_to(0)
        self._pick(self.table.current)

    def _why_nothing(self) -> str:
        if self.filter.is_narrow:
            return self.tr("没有符合条件的记录。")
        return self.tr("这段时间没有记录。")

    def _foot(self, seen: Seen) -> str:
        shown = len(seen.lines)
        if shown < seen.total:
            text = self.tr("共 {n} 条，列出最近 {shown} 条；导出的表是全部。")
        else:
            text = self.tr("共 {n} 条。")
        sealed = self.tr("日志只增不改，随备份封存进流水；未封存 {waiting} 条。")
        counted = text.format(n=f"{seen.total:,}", shown=f"{shown:,}")
        return f"{counted}　{sealed.format(waiting=seen.waiting)}"

    def _pick(self, at: int) -> None:
        seen = self._seen
        if seen is None or not 0 <= at < len(seen.lines):
            self.line.show_nothing()
        else:
            self.line.show_line(seen.lines[at], seen.names)

    def _fail(self, error: Exception) -> None:
        self._nothing.say(self.tr("日志暂时读不出来，数据没有改动。"))
        self.model.show_rows([])
        self.line.show_nothing()
        self._stack.setCurrentWidget(self._sheet)
        self._say(error)

    def _say(self, error: Exception) -> None:
        shown = message_for(error)
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)

    def _tell_export(self, path: Path, rows: int) -> None:
        said = self.tr("已导出 {n} 条：{path}。导出已记入操作日志。")
        self._context.frame.toast(said.format(n=f"{rows:,}", path=path))
        self.refresh()
