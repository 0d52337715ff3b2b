"""The side of the certificate page that issues: whose, for when, and the printer."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from carbon_points.common.units import mass_text
from ui.service_desk.certificate_words import paper_badge
from ui.service_desk.certificate_words import validity_badge
from ui.service_desk.holder_picker import HolderPicker
from ui.shared.badges import Pill
from ui.shared.editors import DayEditor
from ui.shared.identity import CodeEdit
from ui.shared.identity import Writing
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
from ui.shared.widgets import scrolling
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.participants.queries import Summary
    from ui.service_desk.certificate_work import Made

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
        self._title = Label(role="section")
        self.picker = HolderPicker()
        self.another = Button(self.tr("换人或改期间"), "pencil", "link")
        self._first = DayEditor(self.tr("期间起"), now)
        self._last = DayEditor(self.tr("期间止"), now)
        self.issue = Button(self.tr("签发"), "file-certificate", key="Ctrl+Enter")
        self._facts = column(gap=8)
        self._printer = Select(self.tr("打印机"))
        self._copies = CodeEdit(Writing.INTEGER, self.tr("份数"))
        self.save = Button(self.tr("另存"), "download", key="Ctrl+S")
        self.print = Button(self.tr("打印"), "printer", "primary", "Ctrl+P")
        self.repeat = Button(self.tr("重打"), "printer")
        self.came_out = Button(self.tr("已打印"), "check", "primary", "Enter")
        self.hand_over = Button(self.tr("已交付本人"), "checks")
        self.back = Button(self.tr("返回服务台"), key="Esc")
        self._copies.setText("1")
        self._verbs = box(row((self.save, 1), (self.print, 1), gap=10))
        self._answers = box(row((self.repeat, 1), (self.came_out, 1), gap=10))
        self._fill(layout)
        self.another.clicked.connect(lambda _checked: self._show_choosing(on=True))
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

    def show_holder(self, who: Summary) -> None:
        """Show whose certificate it will be."""
        self.picker.show_holder(who)
        self.clear()

    def show_made(self, made: Made) -> None:
        """Show what was issued, and offer to print and to save it."""
        self.show_facts(made)
        self._first.put(made.content.period_from.isoformat())
        self._last.put(made.content.period_to.isoformat())
        self._show_choosing(on=False)
        self._offer(ready=True)
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_facts(self, made: Made) -> None:
        """Show what the paper says, and what became of it."""
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
        for label, shown in (
            (self.tr("状态"), validity_badge(made.line.validity)),
            (self.tr("纸张"), paper_badge(made.line.state)),
        ):
            parts = (Label(label, "caption"), STRETCH, Pill(shown))
            self._facts.addLayout(row(*parts, gap=6))
        if made.line.reprints:
            times = self.tr("%n 次", "", made.line.reprints)
            self._facts.addLayout(named_value(self.tr("重打"), times))
        if made.again:
            note = self.tr("内容没有变化，还是原来的编号。")
            self._facts.addWidget(Label(note, "caption", wrap=True))
        self.hand_over.setVisible(made.line.state == "printed")

    def clear(self) -> None:
        """Nothing is issued yet."""
        empty(self._facts)
        self.hand_over.hide()
        self._show_choosing(on=True)
        note = self.tr("编号在签发或打印时占用；打印不成可重打，编号不变。")
        self._facts.addWidget(Label(note, "caption", wrap=True))
        self._offer(ready=False)

    def allow_issue(self) -> None:
        """Nothing was issued; the choice stays."""
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

    def ask_whether_it_came_out(self, *, asks: bool) -> None:
        """Whoever stands before the printer knows; Enter says that it did."""
        self._verbs.setVisible(not asks)
        self._answers.setVisible(asks)
        target = self.came_out if asks else self.print
        target.setFocus(Qt.FocusReason.OtherFocusReason)

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
        if not self._choosing.isVisibleTo(self):
            target = self.print
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_choosing(self, *, on: bool) -> None:
        """Whom and when, or the facts of what was issued: both would not fit."""
        self._title.setText(self.tr("签发证书") if on else self.tr("打印证书"))
        self._choosing.setVisible(on)
        self.issue.setVisible(on)
        self.save.setVisible(not on)
        self._way.setVisible(not on)
        self.another.setVisible(not on)

    def _offer(self, *, ready: bool) -> None:
        self.save.setEnabled(ready)
        # Printing issues first what is not issued yet.
        self.print.setEnabled(ready or self.picker.is_chosen)
        self.issue.setEnabled(self.picker.is_chosen)
        self._verbs.show()
        self._answers.hide()

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
        choosing = column(
            self.picker,
            row((first, 1), (last, 1), gap=10),
            row(STRETCH, this, before, gap=4),
            gap=10,
        )
        self._choosing = box(choosing)
        top = column(
            self._choosing,
            self._facts,
            row(STRETCH, self.another),
            STRETCH,
            margins=(0, 0, 2, 0),
            gap=10,
        )
        self._way = box(row((printer, 1), copies, gap=10))
        foot = column(
            self.hand_over,
            self.issue,
            self._way,
            self._verbs,
            self._answers,
            self.back,
            gap=10,
        )
        layout.setContentsMargins(px(14), px(14), px(14), px(14))
        layout.setSpacing(px(10))
        layout.addWidget(self._title)
        layout.addWidget(scrolling(box(top)), 1)
        layout.addLayout(foot)
