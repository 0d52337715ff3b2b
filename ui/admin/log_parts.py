"""Parts of the log page: what is asked for, and one line in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.security.journal import act_words
from carbon_points.security.journal import groups
from ui.admin import log_rows
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.security.journal import Line

_PERIOD = "week"


@dataclass(frozen=True, slots=True)
class Filtered:
    """What somebody asks for."""

    words: str = ""
    group: str = ""
    operator: str = ""
    period: str = _PERIOD


class LogFilter(QWidget):
    """One line above the table; typing is answered a moment later."""

    changed = Signal()
    typed = Signal()
    entered = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = search_box(self.tr("筛选：对象、原因、姓名、事项，按 / 键"))
        everything = [("", self.tr("全部类别"))]
        everything += [(code, log_rows.group_word(code)) for code in groups()]
        self.group = Select(self.tr("类别"), everything)
        self.operator = Select(self.tr("操作员"), [("", self.tr("全部操作员"))])
        self.period = Select(self.tr("时间"), self._periods())
        self.period.choose(_PERIOD)
        self.export = Button(self.tr("导出"), "table-export")
        chosen = (self.period, self.group, self.operator)
        self.setLayout(row((self.edit, 1), *chosen, self.export, gap=8))
        self.edit.textEdited.connect(lambda _text: self.typed.emit())
        self.edit.returnPressed.connect(self.entered)
        for part in chosen:
            part.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.export.clicked.connect(lambda _checked: self.export_wanted.emit())

    @property
    def chosen(self) -> Filtered:
        """What is asked for now."""
        codes = (self.group.code, self.operator.code, self.period.code)
        return Filtered(self.edit.text(), *codes)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out besides older days."""
        chosen = self.chosen
        return bool(chosen.words.strip() or chosen.group or chosen.operator)

    def restore(self, chosen: Filtered) -> None:
        """Be narrowed as before; nothing is asked for yet."""
        self.edit.setText(chosen.words)
        self._offer(chosen.operator, chosen.operator)
        for part, code in (
            (self.group, chosen.group),
            (self.operator, chosen.operator),
            (self.period, chosen.period),
        ):
            part.blockSignals(True)
            part.choose(code)
            part.blockSignals(False)

    def clear(self) -> None:
        """Leave nothing out; the days stay."""
        self.restore(Filtered(period=self.period.code))

    def show_people(self, people: Sequence[str], names: Mapping[str, str]) -> None:
        """Offer everybody who stands in the journal."""
        for login in people:
            self._offer(login, names.get(login, login))

    def take_focus(self) -> None:
        """The caret into the filter."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _offer(self, login: str, name: str) -> None:
        if self.operator.findData(login) < 0:
            self.operator.blockSignals(True)
            self.operator.addItem(name, login)
            self.operator.blockSignals(False)

    def _periods(self) -> list[tuple[str, str]]:
        return [
            ("today", self.tr("今天")),
            ("week", self.tr("近 7 天")),
            ("month", self.tr("近 30 天")),
            ("all", self.tr("全部时间")),
        ]


class LineCard(Card):
    """One line with all of its words; a table cell shows only their beginning."""

    def __init__(self) -> None:
        self.head, self.text = Label(role="strong"), Label(role="second", wrap=True)
        flags = (
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setTextInteractionFlags(flags)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        parts = (self.head, self.text)
        super().__init__(column(*parts, margins=(12, 8, 12, 8), gap=2), "sunken")
        self.hide()

    def show_line(self, line: Line, names: Mapping[str, str]) -> None:
        """Say who did what."""
        who = names.get(line.operator, line.operator) or self.tr("未登录")
        login = f"（{line.operator}）" if line.operator != who and line.operator else ""
        act = act_words(line.act, english=log_rows.is_english())
        self.head.setText(f"{log_rows.when(line)}　{who}{login}　{act}")
        said = [
            self.tr("对象：{text}").format(text=line.subject) if line.subject else "",
            self.tr("原因：{text}").format(text=line.reason) if line.reason else "",
            self._second(line, names),
            self.tr("流水第 {n} 条").format(n=line.position) if line.position else "",
        ]
        self.text.setText("　".join(part for part in said if part))
        self.text.setVisible(any(said))
        self.setAccessibleName(f"{self.head.text()} {self.text.text()}")
        self.show()

    def show_nothing(self) -> None:
        """No line is chosen."""
        self.hide()

    def take_focus(self) -> None:
        """The words can be marked and copied with the keyboard."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _second(self, line: Line, names: Mapping[str, str]) -> str:
        if not line.second:
            return ""
        name = names.get(line.second, line.second)
        return self.tr("复核：{name}").format(name=name)
