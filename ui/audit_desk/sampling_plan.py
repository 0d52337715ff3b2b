"""The plan of a sample: what is drawn from, how sure it is to be, and the seed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.audit.sample_paper import stratum_text
from carbon_points.audit.sampling import Design
from carbon_points.scenarios.definitions import scenarios
from ui.audit_desk import sampling_words as words
from ui.shared import dates
from ui.shared import language
from ui.shared.editors import DayEditor
from ui.shared.identity import CodeEdit
from ui.shared.identity import Writing
from ui.shared.messages import message
from ui.shared.notices import EmptyState
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.audit.sampling import Measure

_SURE: Final = ("0.90", "0.95", "0.99")
_RULES: Final = ("tolerable", "margin")
_USUAL: Final = "5"
_LONGEST_SEED: Final = 80
_PAUSE_MS: Final = 150


class PlanPage(QWidget):
    """The size is shown before anything is drawn; the seed is typed, never made up."""

    changed = Signal(object)
    """The `Design` as far as it goes, for its size; None if it cannot be read."""

    wanted = Signal(object)
    """A `Design` that is to be drawn."""

    def __init__(self, today: Callable[[], dt.date] = dates.today) -> None:
        super().__init__()
        self._today = today
        self.seed, self.bound = QLineEdit(), CodeEdit(Writing.DECIMAL)
        self.first, self.last = (
            DayEditor(name, today) for name in (self.tr("从"), self.tr("到"))
        )
        self.scenario = _Group([words.scenario_name(each.id) for each in scenarios()])
        self.sure = _Group([f"{value[2:]} %" for value in _SURE])
        self.rule = _Group([self.tr("可容忍差错"), self.tr("误差")])
        self.draw = Button(
            self.tr("抽取并固定名单"), "list-check", "primary", "Ctrl+Enter"
        )
        self._about = Label(role="caption", wrap=True)
        self._lacks = Label(role="caption", wrap=True)
        self.count = Label("—", "figure")
        self._of = Label(role="second", wrap=True)
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("分层"), COMPACT_ROW)
        self._nothing = EmptyState("", "checklist")
        self.table.show_when_empty(self._nothing)
        self._measure: Measure | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(lambda: self.changed.emit(self.design(seed="-")))
        self.setLayout(row(self._form(), (self._effect(), 1), gap=12))
        self._connect()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("层"), 200, stretch=True),
            Column(self.tr("总体"), 100, right=True),
            Column(self.tr("抽取"), 90, right=True, strong=True),
        ]

    def _form(self) -> QWidget:
        self.bound.setText(_USUAL)
        self.bound.setAccessibleName(self.tr("百分之几"))
        self.bound.setFixedWidth(px(90))
        self.seed.setMaxLength(_LONGEST_SEED)
        self.seed.setAccessibleName(self.tr("种子"))
        self.seed.setPlaceholderText(self.tr("检查人员说出的任意文字"))
        parts = (
            Label(self.tr("抽样方案"), "section"),
            *self._field(self.tr("应用场景"), self.scenario),
            *self._field(self.tr("定样方法"), self.rule),
            row(self.bound, Label("%", "second"), STRETCH, gap=6),
            self._about,
            *self._field(self.tr("置信度"), self.sure),
            Label(self.tr("统计日期（空着为全部）"), "second"),
            row((self.first, 1), Label("–"), (self.last, 1), gap=6),
        )
        inside = scrolling(box(column(*parts, STRETCH, margins=(0, 0, 8, 0), gap=6)))
        # Outside of what scrolls: the seed is typed while somebody looks on.
        foot = column(
            Label(self.tr("种子"), "second"),
            self.seed,
            Label(
                self.tr("由现场检查人员当场说出。同一种子在任何电脑上得到同一名单。"),
                "caption",
                wrap=True,
            ),
            self._lacks,
            row((self.draw, 1)),
            margins=(0, 0, 8, 0),
            gap=6,
        )
        made = Card(column((inside, 1), foot, margins=(16, 12, 10, 12), gap=8))
        made.setFixedWidth(px(372))
        return made

    def _field(self, name: str, group: _Group) -> tuple[Label, _Group]:
        group.name(name)
        return Label(name, "second"), group

    def _effect(self) -> QWidget:
        head = row(self.count, Label(self.tr("条将被抽取"), "second"), STRETCH, gap=6)
        top = column(head, self._of, margins=(16, 12, 16, 0), gap=2)
        return Card(column(top, (self.table, 1), margins=(1, 0, 1, 1), gap=8))

    def _connect(self) -> None:
        for group in (self.scenario, self.rule, self.sure):
            group.chosen.connect(self._touched)
        for line in (self.bound, self.seed):
            line.textChanged.connect(lambda _text: self._touched())
        for editor in (self.first, self.last):
            editor.changed.connect(self._touched)
        self.draw.clicked.connect(lambda _on: self.commit())
        self.seed.returnPressed.connect(self.draw.setFocus)
        self.sure.choose(_SURE.index("0.95"))
        self._touched()

    def focusInEvent(self, event: object) -> None:
        del event
        self.seed.setFocus(Qt.FocusReason.OtherFocusReason)

    def design(self, seed: str = "") -> Design | None:
        """What is on screen; None while something cannot be read."""
        bound = words.number_of(self.bound.text())
        days = self._days()
        if bound is None or not 0 < bound < 100 or days is None:
            return None
        return Design(
            scenarios()[self.scenario.at].id,
            Fraction(_SURE[self.sure.at]),
            _RULES[self.rule.at],
            bound / 100,
            seed or self.seed.text().strip(),
            *days,
        )

    def ask(self) -> None:
        """Ask for the size once more: something may have been approved."""
        self._timer.start()

    def show_measure(self, found: Measure | None) -> None:
        """How many would be drawn, and from which strata."""
        self._measure = found
        if found is None:
            self.count.setText("—")
            self._of.setText("")
            self.model.show_rows([])
        else:
            self.count.setText(f"{found.size:,}")
            text = self.tr("已核定 {n} 条；按规则 {wanted} 条，每层至少 1 条")
            self._of.setText(
                text.format(n=f"{found.population:,}", wanted=f"{found.wanted:,}")
            )
            spoken = language.in_force()
            self.model.show_rows(
                [
                    (
                        stratum_text(each.name, spoken),
                        f"{each.population:,}",
                        str(each.drawn),
                    )
                    for each in found.strata
                ]
            )
        self._say_what_lacks()

    def commit(self) -> None:
        """Ctrl+Enter: draw."""
        design = self.design()
        if self.draw.isEnabled() and design is not None and design.seed:
            self.wanted.emit(design)

    def snapshot(self) -> object:
        """What is on screen, as plain values."""
        lines = (self.bound.text(), self.seed.text(), self.first.draft, self.last.draft)
        return (self.scenario.at, self.rule.at, self.sure.at, *lines)

    def restore(self, state: object) -> None:
        """Bring a snapshot back."""
        if not isinstance(state, tuple):
            return
        scenario, rule, sure, bound, seed, first, last = state
        for group, at in ((self.scenario, scenario), (self.rule, rule)):
            group.choose(at)
        self.sure.choose(sure)
        self.bound.setText(bound)
        self.seed.setText(seed)
        self.first.draft, self.last.draft = first, last

    def _days(self) -> tuple[dt.date, ...] | None:
        found = []
        for editor, usual in ((self.first, "2000-01-01"), (self.last, "2099-12-31")):
            if not editor.is_empty and editor.value is None:
                return None
            found.append(dt.date.fromisoformat(editor.value or usual))
        return tuple(found) if found[0] <= found[1] else None

    def _touched(self, *_args: object) -> None:
        if self.rule.at:
            text = self.tr("估出的差错率上下不超过这个百分点。")
        else:
            text = self.tr("抽到的全部无误时，可排除总体差错率达到这个百分数。")
        self._about.setText(text)
        self._say_what_lacks()
        self._timer.start()

    def _say_what_lacks(self) -> None:
        lack, tone = self._lack()
        self._lacks.say(lack, tone)
        is_known = self._measure is not None
        nothing = self.tr("这个场景和时段里没有已核定的行为。")
        self._nothing.say(nothing if is_known else self.tr("方案定好后显示各层条数。"))
        self._lacks.setVisible(bool(lack))
        self.draw.setEnabled(not lack and is_known)

    def _lack(self) -> tuple[str, Tone]:
        bound = words.number_of(self.bound.text())
        if bound is None:
            return message("M11", text=self.bound.text()).whole, Tone.BAD
        if not 0 < bound < 100:
            return self.tr("百分数应在 0 和 100 之间，例如 5。"), Tone.BAD
        if self._days() is None:
            said = self.first.complaint or self.last.complaint
            return said or self.tr("开始日期晚于结束日期。请对调。"), Tone.BAD
        if self._measure is not None and not self._measure.population:
            return self.tr("这个场景和时段里没有已核定的行为。"), Tone.WARN
        if not self.seed.text().strip():
            return self.tr("还差：种子"), Tone.WARN
        return "", Tone.MUTE


class _Group(QWidget):
    """A few answers side by side; one is always chosen."""

    chosen = Signal()

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._answers = tuple(answers)
        line = row(gap=6)
        for at, answer in enumerate(answers):
            button = Choice(answer)
            self._group.addButton(button, at)
            line.addWidget(button, 1)
        self.setLayout(line)
        self.choose(0)
        self._group.idClicked.connect(lambda _at: self.chosen.emit())

    @property
    def at(self) -> int:
        """Which one is chosen."""
        return self._group.checkedId()

    @property
    def buttons(self) -> list[Choice]:
        """The answers in their order."""
        found = [self._group.button(at) for at in range(len(self._answers))]
        return [each for each in found if isinstance(each, Choice)]

    def choose(self, at: int) -> None:
        """Choose one."""
        self._group.button(at).setChecked(True)

    def name(self, name: str) -> None:
        """What a screen reader says before each answer."""
        for button, answer in zip(self.buttons, self._answers, strict=True):
            button.setAccessibleName(f"{name}：{answer}")
