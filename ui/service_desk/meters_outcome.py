"""What a reading comes to, line by line: energy, a day's mean, reduction, points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtGui import QAccessibleEvent

from carbon_points.common.units import mass_text
from carbon_points.methodology.contract import Status
from carbon_points.methodology.texts import texts_of
from ui.service_desk import meters_words as words
from ui.service_desk.wording import refusal
from ui.shared import language
from ui.shared.tokens import Tone
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.crediting.metering import JudgedReading
    from carbon_points.crediting.metering import NewReading
    from carbon_points.crediting.readings import ReadingPreview


class OutcomeCard(Card):
    """Says what the entry would give, or why it would not; never 0 for nothing."""

    def __init__(self) -> None:
        self._hint = Label(role="second", wrap=True)
        self._names: list[Label] = []
        self._values: list[Label] = []
        lines = column(self._hint, margins=(14, 8, 14, 8), gap=4)
        for _ in range(4):
            name, value = Label(role="caption"), Label(role="strong")
            self._names.append(name)
            self._values.append(value)
            lines.addLayout(row(name, STRETCH, value, gap=8))
        self._flags = Label(role="caption", tone=Tone.WARN, wrap=True)
        lines.addWidget(self._flags)
        super().__init__(lines, "soft")
        self.clear()

    @property
    def text(self) -> str:
        """All that it says."""
        return self.accessibleName()

    def clear(self) -> None:
        """Nothing was entered yet."""
        self._say_hint(self.tr("填读数后，这里显示本期电量、减排量和积分。"))

    def show_preview(self, wanted: NewReading, shown: ReadingPreview) -> None:
        """Show what a reading would come to."""
        if shown.problem is not None:
            self._say_hint(refusal(shown.problem).whole, Tone.BAD)
        elif shown.judged is None:
            self.clear()
        elif shown.judged.done.verdict is None:
            text = self.tr("{value} 作为起码，下次抄表起计入。")
            self._say_hint(text.format(value=wanted.value))
        else:
            self._show_lines(shown, shown.judged)

    def _show_lines(self, shown: ReadingPreview, judged: JudgedReading) -> None:
        ran = shown.course
        amount, unit = mass_text(judged.reduction_mg)
        lines: list[tuple[str, str, Tone | None]]
        lines = [(self.tr("本期减排量"), f"{amount} {unit}CO₂e", Tone.PRIMARY)]
        lines.append((self.tr("积分"), *self._points(judged)))
        if ran.energy is not None:
            energy = f"{words.number(ran.energy, 3)} kWh"
            lines.insert(0, (self.tr("本期电量"), energy, None))
        if ran.per_day is not None:
            lines.insert(1, (self.tr("日均"), f"{words.number(ran.per_day)} kWh", None))
        self._hint.hide()
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            name.setVisible(at < len(lines))
            value.setVisible(at < len(lines))
            if at < len(lines):
                name.setText(lines[at][0])
                value.say(lines[at][1], lines[at][2])
        texts = texts_of(judged.methodology, language.in_force())
        flags = "；".join(texts.flag(flag) for flag in judged.flags)
        self._flags.setVisible(bool(flags))
        self._flags.setText(flags)
        said = [f"{name} {value}" for name, value, _ in lines]
        self._announce("，".join((*said, flags)))

    def _points(self, judged: JudgedReading) -> tuple[str, Tone]:
        if judged.status is Status.DRAFT:
            return self.tr("研究稿：只作摸底核算，不发分"), Tone.MUTE
        return self.tr("+{points} 分，审核后可用").format(
            points=f"{judged.points_expected:,}"
        ), Tone.PRIMARY

    def _say_hint(self, text: str, tone: Tone | None = None) -> None:
        self._hint.say(text, tone)
        self._hint.show()
        for label in (*self._names, *self._values, self._flags):
            label.hide()
        self._announce(text)

    def _announce(self, text: str) -> None:
        self.setAccessibleName(text)
        event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)
