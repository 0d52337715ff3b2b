"""Dated rows as a table of words: what is over is grey and stays, assumptions show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui.shared.fitted import Fitted
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.service_desk.methodologies_work import Change
    from ui.service_desk.methodologies_work import DatedLine
    from ui.service_desk.methodologies_work import History

_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | _TOP


class DatedTable(Fitted):
    """Factors or limits with their windows, sources and confidence."""

    def __init__(self, title: str, note: str) -> None:
        self._grid = _grid((3, 0, 0, 4, 0))
        head = row(Label(title, "section"), STRETCH, Label(note, "caption"))
        self._none = Label(role="second")
        layout = column(head, self._none, self._grid, margins=(16, 12, 16, 12), gap=8)
        super().__init__(layout)
        self._none.setText(self.tr("没有。"))
        self._lines: Sequence[DatedLine] = ()
        self.setAccessibleName(title)

    def show_lines(self, lines: Sequence[DatedLine], today: dt.date) -> None:
        """Show these rows; what is no longer in force is grey."""
        self._lines = lines
        empty(self._grid)
        self.setAccessibleDescription(self.text)
        self._none.setVisible(not lines)
        if not lines:
            return
        heads = (
            self.tr("名称"),
            self.tr("数值"),
            self.tr("适用期"),
            self.tr("出处"),
            self.tr("确信度"),
        )
        for at, head in enumerate(heads):
            where = _RIGHT if at == 1 else _TOP
            self._grid.addWidget(Label(head, "caption"), 0, at, where)
        for number, line in enumerate(lines, 1):
            self._add(number, line, past=line.is_past(today))

    @property
    def text(self) -> str:
        """All rows as words."""
        return "\n".join(self._said(line) for line in self._lines)

    def _add(self, number: int, line: DatedLine, *, past: bool) -> None:
        role = "caption" if past else "second"
        tone = Tone.MUTE if past else None
        name = Label(line.name, role, tone, wrap=True)
        name.setToolTip(line.note)
        value = Label(
            f"{line.value} {line.unit}".strip(), role if past else "strong", tone
        )
        source = self.tr("{source} · 已停用") if past else "{source}"
        cells: tuple[QWidget, ...] = (
            name,
            value,
            Label(self._window(line), role, tone),
            Label(source.format(source=line.source), role, tone, wrap=True),
            self._confidence(line, past=past),
        )
        for at, cell in enumerate(cells):
            where = _RIGHT if at == 1 else _TOP
            stretched = at in {0, 3}
            if stretched and isinstance(cell, Label):
                cell.setAlignment(_TOP)
                self._grid.addWidget(cell, number, at)
            else:
                self._grid.addWidget(cell, number, at, where)

    def _window(self, line: DatedLine) -> str:
        start = line.valid_from.isoformat()
        if line.valid_to is None:
            return self.tr("{day} 起").format(day=start)
        return self.tr("{first} 至 {last} 前").format(
            first=start, last=line.valid_to.isoformat()
        )

    def _confidence(self, line: DatedLine, *, past: bool) -> QWidget:
        words = {
            "published": self.tr("已公布"),
            "secondary": self.tr("转引"),
            "assumed": self.tr("假定值"),
        }
        said = words.get(line.confidence, line.confidence)
        if line.confidence != "assumed" or past:
            return Label(said, "caption", Tone.MUTE if past else None)
        mark = Mark("alert-triangle", "warn", 14)
        return box(row(mark, Label(said, "caption", Tone.WARN), gap=4))

    def _said(self, line: DatedLine) -> str:
        return f"{line.name} {line.value} {line.unit} {self._window(line)}"


class HistoryCard(Fitted):
    """The versions, newest first, and every value that replaced another."""

    def __init__(self) -> None:
        self._versions = column(gap=4)
        self._grid = _grid((0, 1, 0))
        self._none = Label(role="second", wrap=True)
        title = Label("", "section")
        layout = column(
            title,
            self._versions,
            self._none,
            self._grid,
            margins=(16, 12, 16, 12),
            gap=8,
        )
        super().__init__(layout)
        title.setText(self.tr("版本与变更"))
        self._none.setText(self.tr("只有一个版本，因子和上限也没有换过。"))

    def show_history(self, shown: History) -> None:
        """Show another methodology's history."""
        empty(self._versions)
        empty(self._grid)
        for version in shown.versions:
            text = self.tr("版本 {version}：{day} 起生效").format(
                version=version.version, day=version.valid_from.isoformat()
            )
            self._versions.addWidget(Label(text, "strong"))
        self._none.setVisible(not shown.changes)
        for number, change in enumerate(shown.changes):
            self._add(number, change)

    def _add(self, number: int, change: Change) -> None:
        since = self.tr("{day} 起").format(day=change.since.isoformat())
        self._grid.addWidget(Label(since, "caption"), number, 0, _TOP)
        self._grid.addWidget(Label(change.what, "second", wrap=True), number, 1)
        said = f"{change.before} → {change.after}"
        self._grid.addWidget(Label(said, "strong"), number, 2, _RIGHT)


def _grid(stretches: Sequence[int]) -> QGridLayout:
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(px(14))
    made.setVerticalSpacing(px(6))
    for at, stretch in enumerate(stretches):
        made.setColumnStretch(at, stretch)
    return made
