"""Try it: the methodology's own form, computed with the methodology, booked nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from carbon_points.common.units import mass_text
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.texts import texts_of
from ui.service_desk.parts import Figure
from ui.shared import language
from ui.shared.amounts import mass
from ui.shared.fields import FieldForm
from ui.shared.fields import still_missing
from ui.shared.tokens import Tone
from ui.shared.why import why
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import Rejection
    from ui.service_desk.methodologies_work import Example


class TryCard(Card):
    """A worked case of the document, to be changed and computed again."""

    wanted = Signal(object, object)
    """The `Example` and the inputs to compute."""

    def __init__(self, now: Callable[[], dt.date]) -> None:
        self._now = now
        self._methodology: Methodology | None = None
        self._examples: Sequence[Example] = ()
        self._form: FieldForm | None = None
        self._text = ""
        self._box = column(gap=0)
        self._match = Label(role="second", wrap=True)
        self._flags = Label(role="caption", tone=Tone.WARN, wrap=True)
        layout = column(margins=(16, 12, 16, 12), gap=8)
        super().__init__(layout)
        self._result = Figure(self.tr("试算结果"), "figure")
        self._choice = Select(self.tr("文件算例"))
        self._choice.setMinimumContentsLength(12)
        self._copy = Button(self.tr("复制计算过程"), "copy")
        self._again = Button(self.tr("回到算例"), "arrow-back-up")
        title = Label(self.tr("试一试"), "section")
        note = Label(self.tr("不入账"), "caption")
        layout.addLayout(row(title, note, 12, (self._choice, 1), gap=8))
        layout.addLayout(self._box)
        below = column(self._match, self._flags, gap=4)
        buttons = row(self._again, self._copy, gap=8)
        layout.addLayout(row(self._result, (below, 1), buttons, gap=16))
        self._choice.currentIndexChanged.connect(lambda _at: self._fill())
        self._again.clicked.connect(lambda _checked: self._fill())
        self._copy.clicked.connect(lambda _checked: self.copy())

    @property
    def example(self) -> Example | None:
        """The worked case that is shown."""
        at = self._choice.currentIndex()
        return self._examples[at] if 0 <= at < len(self._examples) else None

    @property
    def text(self) -> str:
        """What came of it."""
        return f"{self._result.text}\n{self._match.text()}"

    @property
    def form(self) -> FieldForm | None:
        """The form, made from what the methodology declares."""
        return self._form

    def show_methodology(
        self, methodology: Methodology, examples: Sequence[Example]
    ) -> None:
        """Offer the worked cases of another methodology."""
        self._methodology = methodology
        self._examples = ()
        self._choice.clear()
        empty(self._box)
        texts = texts_of(methodology, language.in_force())
        form = FieldForm(methodology.current.fields, texts, now=self._now)
        form.changed.connect(self._changed)
        self._box.addWidget(form)
        self._form = form
        self._examples = examples
        for example in examples:
            self._choice.addItem(example.title, example.id)
        self._choice.setVisible(bool(examples))
        if not examples:
            self._say(self.tr("文件里没有算例。"), Tone.MUTE)

    def show_answer(
        self, example: Example, inputs: Mapping[str, Any], answer: Any
    ) -> None:
        """What the methodology says to these inputs."""
        if not isinstance(answer, Calculation):
            self._show_rejection(answer)
            return
        amount, unit = mass_text(int(answer.reduction))
        self._result.say(amount, f"{unit}CO₂e", Tone.PRIMARY)
        self._say(*self._compared(example, inputs, answer))
        if self._methodology is not None:
            texts = texts_of(self._methodology, language.in_force())
            flags = "；".join(texts.flag(flag) for flag in answer.flags)
            self._flags.setText(flags)
            shown = why(
                self._methodology,
                self._methodology.current,
                answer,
                language.in_force(),
                inputs,
            )
            self._text = shown.text
        self._copy.setEnabled(True)

    def copy(self) -> None:
        """Put the calculation on the clipboard as lines of text."""
        QGuiApplication.clipboard().setText(self._text)

    def _compared(
        self, example: Example, inputs: Mapping[str, Any], answer: Calculation
    ) -> tuple[str, Tone]:
        expected = mass(example.reduction_mg)
        if not _same(example, inputs):
            text = self.tr("已改动；文件算例为 {mass}")
            return text.format(mass=expected), Tone.MUTE
        if int(answer.reduction) == example.reduction_mg:
            text = self.tr("与文件算例一致（{mass}，逐毫克相同）")
            return text.format(mass=expected), Tone.OK
        text = self.tr("与文件算例不一致：文件为 {mass}")
        return text.format(mass=expected), Tone.BAD

    def _show_rejection(self, rejection: Rejection | None) -> None:
        self._result.say("—", "")
        self._flags.setText("")
        self._copy.setEnabled(False)
        if rejection is None or self._methodology is None:
            return
        if self._form is not None and rejection.code == "INPUT_MISSING":
            self._say(still_missing(self._form.missing) or rejection.code, Tone.MUTE)
            return
        texts = texts_of(self._methodology, language.in_force())
        said = texts.error(rejection.code, rejection.details, rejection.input)
        self._say(said, Tone.BAD)

    def _say(self, text: str, tone: Tone) -> None:
        self._match.say(text, tone)

    def _fill(self) -> None:
        example = self.example
        if example is None or self._form is None:
            return
        self._form.blockSignals(True)
        self._form.clear()
        # A field that depends on another one appears once that one is filled in.
        self._form.fill(example.inputs)
        self._form.fill(example.inputs)
        self._form.blockSignals(False)
        self._changed()

    def _changed(self) -> None:
        example = self.example
        if example is not None and self._form is not None:
            self.wanted.emit(example, self._form.values)


def _same(example: Example, inputs: Mapping[str, Any]) -> bool:
    """Whether the form says what the document's case says."""
    asked = {n: v for n, v in example.inputs.items() if not isinstance(v, bool)}
    return all(inputs.get(name) == value for name, value in asked.items())
