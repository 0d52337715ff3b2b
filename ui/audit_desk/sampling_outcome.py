"""What a sample says so far: how many were wrong, the interval, the projection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from carbon_points.common.units import decimal_text
from ui.audit_desk import sampling_words as words
from ui.shared.amounts import mass
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from carbon_points.audit.outcome import Outcome
    from carbon_points.audit.sample_results import SampleResult


class OutcomeStrip(Card):
    """Four figures and the interval drawn to scale."""

    def __init__(self) -> None:
        self._checked = _Figure(self.tr("已核查"))
        self._share = _Figure(self.tr("差错率"))
        self._bound = _Figure(self.tr("单侧上限（验收用）"))
        self._mass = _Figure(self.tr("推算总体多计"))
        self.interval = _Interval()
        parts = [self._checked, self._share, self._bound, self._mass]
        line = row(gap=14)
        for at, part in enumerate(parts):
            if at:
                line.addWidget(Rule(upright=True))
            line.addWidget(part, 1)
        body = column(line, self.interval, margins=(14, 8, 14, 8), gap=6)
        super().__init__(body)

    def show_result(self, found: SampleResult | None) -> None:
        """Show how a sample stands."""
        if found is None:
            return
        outcome = found.outcome
        done = self.tr("已全部核查") if found.finished else self.tr("尚未核完，阶段数")
        self._checked.say(f"{outcome.checked} / {found.size}", done)
        text = self.tr("有误 {n} 条，按层加权")
        self._share.say(words.percent(outcome.share), text.format(n=outcome.wrong))
        sure = words.percent(found.confidence, 0)
        text = self.tr("置信度 {sure}，{n} 个问题未关闭")
        left = len(found.open_findings)
        note = text.format(sure=sure, n=left)
        self._bound.say(
            words.percent(outcome.upper_one_sided), note, Tone.WARN if left else None
        )
        wrong = decimal_text(outcome.projected_wrong, 1)
        text = self.tr("推算有误 {n} 条，样本内 {mass}")
        self._mass.say(
            mass(outcome.projected_mg),
            text.format(n=wrong, mass=mass(found.overstated_mg)),
        )
        self.interval.show_outcome(outcome)


class _Figure(QWidget):
    """A caption, a figure, and a quiet note."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._value, self._note = Label("—", "title"), Label("", "caption", wrap=True)
        parts = (Label(name, "caption"), self._value, self._note)
        self.setLayout(column(*parts, gap=0))

    def say(self, value: str, note: str, tone: Tone | None = None) -> None:
        """Show a figure."""
        self._value.setText(value)
        self._note.say(note, tone)
        self.setAccessibleName(f"{self._name} {value}，{note}")


class _Interval(QWidget):
    """The two-sided interval on a scale, and the share found in it."""

    def __init__(self) -> None:
        super().__init__()
        self._outcome: Outcome | None = None
        self._text = Label(role="caption")
        self.setLayout(column(self._text, margins=(0, 14, 0, 0), gap=0))

    def show_outcome(self, outcome: Outcome) -> None:
        """Show another interval."""
        self._outcome = outcome
        text = self.tr("差错率区间 {low} – {high}（总体 {n} 条）")
        said = text.format(
            low=words.percent(outcome.lower),
            high=words.percent(outcome.upper),
            n=f"{outcome.population:,}",
        )
        self._text.setText(said)
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("outline"), 0.8))
            painter.setBrush(color("sunken"))
            whole = QRectF(0.5, px(2), self.width() - 1, px(9))
            painter.drawRoundedRect(whole, px(4), px(4))
            if not outcome.checked:
                return
            # A scale to the next round ten, so that small shares can be seen.
            tens = min(int(10 * outcome.upper) + 1, 10)
            low, high, share = (
                float(10 * part / tens) * whole.width()
                for part in (outcome.lower, outcome.upper, outcome.share)
            )
            painter.setPen(QPen(color("c2"), 0))
            painter.setBrush(color("c2"))
            painter.drawRoundedRect(
                QRectF(low, px(2), max(high - low, px(3)), px(9)), px(3), px(3)
            )
            painter.setPen(QPen(color("text"), px(2)))
            at = int(min(max(share, px(1)), whole.width() - px(1)))
            painter.drawLine(at, 0, at, px(13))
