"""The side of the certificate page that issues: whose, for when, and the printer."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from carbon_points.common.units import mass_text
from ui.service_desk.holder_picker import HolderPicker
from ui.shared.editors import DayEditor
from ui.shared.identity import CodeEdit
from ui.shared.identity import Writing
from ui.shared.notices import MessageBar
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.participants.queries import Summary
    from ui.service_desk.certificate_presenter import Made
    from ui.shared.messages import Message

_MOST_COPIES: Final = 20


class IssuePanel(Card):
    """Emits what the operator wants; the serial is taken when it is issued."""

    issue_wanted = Signal(object, object)
    """(first day, last day)"""

    print_wanted = Signal(str, int)
    """(printer, copies)"""

    def __init__(self, now: Callable[[], dt.date]) -> None:
        layout = QVBoxLayout()
        super().__init__(layout)
        self._now = now
        self.picker = HolderPicker()
        self._first = DayEditor(self.tr("期间起"), now)
        self._last = DayEditor(self.tr("期间止"), now)
        self._bar = MessageBar()
        self.issue = Button(
            self.tr("签发"), "file-certificate", "primary", "Ctrl+Enter"
        )
        self._facts = column(gap=8)
        self._printer = Select(self.tr("打印机"))
        self._copies = CodeEdit(Writing.INTEGER, self.tr("份数"))
        self.save = Button(self.tr("另存"), "download", key="Ctrl+S")
        self.print = Button(self.tr("打印"), "printer", key="Ctrl+P")
        self.back = Button(self.tr("返回服务台"), key="Esc")
        self._copies.setText("1")
        self._fill(layout)
        self.issue.clicked.connect(self.want_issue)
        self.print.clicked.connect(self.want_print)
        self.choose_year(now().year)
        self.clear()

    @property
    def period(self) -> tuple[dt.date, dt.date] | None:
        """First and last day; None while one of them cannot be read."""
        first, last = self._first.value, self._last.value
        if first is None or last is None:
            return None
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)

    def choose_year(self, year: int) -> None:
        """The whole of a year, or of this one what is past."""
        self._first.put(f"{year}-01-01")
        last = dt.date(year, 12, 31)
        self._last.put(min(last, self._now()).isoformat())

    @property
    def said(self) -> str:
        """Why nothing was issued."""
        return self._bar.text if self._bar.isVisibleTo(self) else ""

    def show_holder(self, who: Summary) -> None:
        """Show whose certificate it will be."""
        self.picker.show_holder(who)
        self._bar.dismiss()
        self.clear()

    def show_made(self, made: Made) -> None:
        """Show what was issued, and offer to print and to save it."""
        empty(self._facts)
        content = made.content
        amount, unit = mass_text(content.total_mg)
        points = self.tr("{points} 分").format(points=f"{content.total_points:,}")
        key = self.tr("公钥 {key}").format(key=made.key_id)
        facts: tuple[tuple[str, str, Tone | None], ...] = (
            (self.tr("编号"), content.serial, None),
            (self.tr("持证人"), f"{content.holder}（{content.id_tail}）", None),
            (self.tr("核定减排量"), f"{amount} {unit}CO₂e", Tone.PRIMARY),
            (self.tr("积分"), points, Tone.PRIMARY),
            (self.tr("签名"), key, Tone.PRIMARY),
        )
        for name, value, tone in facts:
            self._facts.addLayout(named_value(name, value, tone))
        if made.again:
            note = self.tr("内容没有变化，还是原来的编号。")
            self._facts.addWidget(Label(note, "caption", wrap=True))
        self._bar.dismiss()
        self._offer(ready=True)
        target = self.print if self.print.isEnabled() else self.save
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Nothing is issued yet."""
        empty(self._facts)
        note = self.tr("编号在签发时占用；内容没有变化的，再签发仍是原编号。")
        self._facts.addWidget(Label(note, "caption", wrap=True))
        self._offer(ready=False)

    def refuse(self, said: Message) -> None:
        """Say why nothing was issued; the choice stays."""
        self._bar.say(said.tone, said.title, said.text, said.code)
        self.issue.setEnabled(True)

    def offer_printers(self, names: Sequence[str], last: str) -> None:
        """Offer these printers, the one that was used last first."""
        self._printer.clear()
        for name in names:
            self._printer.addItem(name, name)
        if not names:
            self._printer.addItem(self.tr("没有找到打印机"), "")
        self._printer.setEnabled(bool(names))
        self._printer.choose(last)
        self._offer(ready=self.save.isEnabled())

    def want_issue(self) -> None:
        """The button, or Ctrl+Enter."""
        if self.period is not None and self.issue.isEnabled():
            self.issue.setEnabled(False)
            self.issue_wanted.emit(*self.period)

    def want_print(self) -> None:
        """The button, or Ctrl+P."""
        if self.print.isEnabled():
            typed = self._copies.text()
            copies = int(typed) if typed.isdigit() else 1
            wanted = max(1, min(copies, _MOST_COPIES))
            self.print_wanted.emit(self._printer.code, wanted)

    def take_focus(self) -> None:
        """Where the next thing is to be done."""
        target = self.issue if self.picker.is_chosen else self.picker.edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, *, ready: bool) -> None:
        self.save.setEnabled(ready)
        self.print.setEnabled(ready and bool(self._printer.code))
        self.issue.setEnabled(self.picker.is_chosen)

    def _fill(self, layout: QVBoxLayout) -> None:
        year = self._now().year
        this, before = (
            Button(self.tr("今年"), kind="link"),
            Button(self.tr("去年"), kind="link"),
        )
        this.clicked.connect(lambda: self.choose_year(year))
        before.clicked.connect(lambda: self.choose_year(year - 1))
        first = column(Label(self.tr("期间起"), "second"), self._first, gap=4)
        last = column(Label(self.tr("期间止"), "second"), self._last, gap=4)
        printer = column(Label(self.tr("打印机"), "second"), self._printer, gap=4)
        copies = column(Label(self.tr("份数"), "second"), self._copies, gap=4)
        self._copies.setMaximumWidth(px(64))
        top = column(
            self.picker,
            row((first, 1), (last, 1), gap=10),
            row(STRETCH, this, before, gap=4),
            self.issue,
            self._bar,
            Rule(),
            self._facts,
            STRETCH,
            margins=(0, 0, 2, 0),
            gap=10,
        )
        foot = column(
            row((printer, 1), copies, gap=10),
            row((self.save, 1), (self.print, 1), gap=10),
            self.back,
            gap=10,
        )
        layout.setContentsMargins(px(14), px(14), px(14), px(14))
        layout.setSpacing(px(10))
        layout.addWidget(Label(self.tr("签发证书"), "section"))
        layout.addWidget(scrolling(box(top)), 1)
        layout.addLayout(foot)
