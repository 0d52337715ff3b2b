"""Why is this number what it is: steps with factor, source and date, and caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from ui.shared.amounts import amount_of
from ui.shared.cards import Gauge
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shared.why import Why
    from ui.shared.why import WhyRow

_LONG = 24
"""From so many characters on a value stands below its label."""


class WhyPanel(Card):
    """Shows one calculation; everything in it can be copied as text."""

    methodology_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        self._title = Label(role="section")
        self._name = Label(role="caption", wrap=True)
        self._close = IconButton("", "x", "Esc")
        self._close.hide()
        self._rows = column(gap=8)
        self._copy = Button("", "copy")
        self._open = Button("", "book")
        head = row(self._title, STRETCH, KeyCap("F1"), self._close)
        inside = scrolling(box(column(self._rows, STRETCH, margins=(0, 0, 6, 0))))
        parts = (head, self._name, Rule(), (inside, 1), self._copy, self._open)
        super().__init__(column(*parts, margins=(14, 14, 14, 14), gap=8))
        self._shown: Why | None = None
        self._title.setText(self.tr("为什么是这个数"))
        self._close.setAccessibleName(self.tr("收起"))
        self._copy.setText(self.tr("复制计算过程"))
        self._open.setText(self.tr("打开方法学全文"))
        self._copy.clicked.connect(self.copy)
        self._open.clicked.connect(self.methodology_wanted)
        self._close.clicked.connect(self.closed)
        self.clear()

    def clear(self) -> None:
        """Nothing to explain yet."""
        self._shown = None
        empty(self._rows)
        hint = self.tr(
            "录入后，这里逐步写明数是怎么算出来的：每一步的数值、因子、来源和日期。"
        )
        self._name.setText(hint)
        for button in (self._copy, self._open):
            button.setEnabled(False)

    def show_why(self, shown: Why) -> None:
        """Explain a number."""
        if shown == self._shown:
            return
        self._shown = shown
        self._name.setText(f"{shown.title}　{shown.formula}")
        empty(self._rows)
        for cap in shown.caps:
            gauge = Gauge(cap.label)
            used, most = (amount_of(n, cap.unit) for n in (cap.used, cap.most))
            gauge.say(f"{used} / {most}", cap.used * 100 // max(cap.most, 1))
            self._rows.addWidget(gauge)
        if shown.caps:
            self._rows.addWidget(Rule())
        number = 0
        for each in shown.rows:
            number += not each.aside and not each.result
            mark = "=" if each.result else "" if each.aside else str(number)
            if each.result:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(each, mark))
        for flag in shown.flags:
            line = row(
                Mark("alert-triangle", "warn", 18),
                (Label(flag, "second", wrap=True), 1),
            )
            self._rows.addWidget(box(line))
        for button in (self._copy, self._open):
            button.setEnabled(True)

    def copy(self) -> None:
        """Put the whole calculation on the clipboard as lines of text."""
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.text)

    def take_focus(self) -> None:
        """Let the keyboard reach the panel."""
        target = self._copy if self._copy.isEnabled() else self
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def as_drawer(self, *, drawer: bool) -> None:
        """Whether it lies over the page and needs a way to close it."""
        self._close.setVisible(drawer)

    def _row(self, each: WhyRow, number: str) -> QWidget:
        role = "second" if each.aside else "strong"
        place = Label(number, "caption")
        place.setFixedWidth(px(18))
        value = Label(each.value, role, Tone.PRIMARY if each.result else None)
        # A value as long as a line would leave the label one character wide.
        is_long = len(each.value) > _LONG
        beside, under = (None, value) if is_long else (value, None)
        value.setWordWrap(is_long)
        first = row(place, (Label(each.label, role, wrap=True), 1), beside, gap=6)
        notes = [Label(text, "caption", wrap=True) for text in self._notes(each)]
        assumed = [self._assumed(text) for text in each.assumed]
        below = column(under, *notes, *assumed, margins=(24, 0, 0, 0), gap=2)
        made = box(column(first, below, gap=1))
        said = (each.label, each.value, *self._notes(each), *each.assumed)
        made.setAccessibleName("，".join(said))
        return made

    def _notes(self, each: WhyRow) -> list[str]:
        return [text for text in (each.formula, *each.sources) if text]

    def _assumed(self, text: str) -> QWidget:
        """A factor that is assumed says so with a shape, a word and a colour."""
        said = self.tr("{factor}：假定值，待主管部门确认").format(factor=text)
        mark = Mark("alert-triangle", "warn", 14)
        words = Label(said, "caption", Tone.WARN, wrap=True)
        top = Qt.AlignmentFlag.AlignTop
        line = row((words, 1), gap=4)
        line.insertWidget(0, mark, 0, top)
        return box(line)
