"""What approving many would do, looked at before it is put into the open batch."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal

from ui.audit_desk import queue_words
from ui.audit_desk.queue_source import total_text
from ui.shared.cards import CountCard
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import named_value
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.audit.deciding import Decided


class BulkSheet(Card):
    """Shows the effect of approving the ticked ones; Enter marks them."""

    agreed = Signal(object)
    """The ids that can be approved."""

    closed = Signal()

    def __init__(self) -> None:
        layout = column(margins=(16, 14, 16, 14), gap=10)
        super().__init__(layout)
        self._ids: list[int] = []
        self._head = Label(role="section", wrap=True)
        self._alone = CountCard(self.tr("签批即入账"), Tone.OK)
        self._second = CountCard(self.tr("须再复核"), Tone.INFO)
        self._refused = CountCard(self.tr("不能通过"), Tone.WARN)
        self._facts, self._why = column(gap=4), column(gap=6)
        self.agree = Button(self.tr("记入本批"), "checks", "primary", "Enter")
        self.back = Button(self.tr("返回"), "chevron-left", key="Esc")
        note = Label(
            self.tr("现在只记入本批，随时可用 Z 撤回；Ctrl+Enter 签批后才入账。"),
            "caption",
            wrap=True,
        )
        layout.addWidget(self._head)
        counts = (self._alone, self._second, self._refused)
        layout.addLayout(row(*((card, 1) for card in counts), gap=8))
        layout.addLayout(self._facts)
        layout.addLayout(self._why)
        layout.addStretch(1)
        layout.addWidget(note)
        layout.addLayout(row((self.back, 1), (self.agree, 1), gap=8))
        self.agree.clicked.connect(lambda _on: self.agreed.emit(self._ids))
        self.back.clicked.connect(lambda _on: self.closed.emit())

    def wait(self, ids: Sequence[int]) -> None:
        """The effect of approving these is being worked out."""
        self._ids = list(ids)
        self._head.setText(self.tr("批量通过 %Ln 笔", "", len(ids)))
        for card in (self._alone, self._second, self._refused):
            card.say("…")
        empty(self._facts)
        empty(self._why)
        self.agree.setEnabled(False)

    def show_effect(self, effect: Decided) -> None:
        """The effect is known."""
        kept_out = dict(effect.refused)
        self._ids = [number for number in self._ids if number not in kept_out]
        waits = len(effect.second)
        self._alone.say(f"{len(self._ids) - waits:,}")
        self._second.say(f"{waits:,}")
        self._refused.say(f"{len(kept_out):,}")
        empty(self._facts)
        empty(self._why)
        points = self.tr("{p} 分").format(p=f"{effect.points:+,}")
        for name, value in (
            (self.tr("减排量"), total_text(effect.reduction_mg)),
            (self.tr("积分"), points),
        ):
            self._facts.addWidget(box(named_value(name, value, Tone.PRIMARY)))
        for code, count in Counter(kept_out.values()).most_common():
            said = f"{count:,} × {queue_words.refusal_text(code)}"
            line = row(
                Mark("alert-triangle", "warn", 18),
                (Label(said, "second", wrap=True), 1),
                gap=6,
            )
            self._why.addWidget(box(line))
        self._why.addStretch(0)
        self.agree.setEnabled(bool(self._ids))
        self.agree.setFocus(Qt.FocusReason.OtherFocusReason)


class BatchStrip(Card):
    """The open batch at the foot of the list: how many, what they come to, sign."""

    def __init__(self) -> None:
        self._text = Label(role="second", wrap=True)
        self.undo = Button(self.tr("撤回"), "arrow-back-up", key="Z")
        self.sign = Button(self.tr("签批"), "checks", "primary", "Ctrl+Enter")
        mark = Mark("list-check", "primary_text", 20)
        parts = (mark, (self._text, 1), self.undo, self.sign)
        super().__init__(row(*parts, margins=(14, 6, 8, 6), gap=10), "soft")
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_batch(self, counts: Counter[str], effect: Decided | None) -> None:
        """Say what is marked, and what signing would do once that is known."""
        total = counts.total()
        self.setVisible(bool(total))
        verbs = "　".join(
            f"{queue_words.verb_word(verb)} {count:,}" for verb, count in counts.items()
        )
        said = self.tr("本批 {n} 笔：{verbs}").format(n=f"{total:,}", verbs=verbs)
        if effect is not None:
            points = self.tr("{p} 分").format(p=f"{effect.points:+,}")
            said += f"　{points}　{total_text(effect.reduction_mg)}"
            if effect.second:
                more = self.tr("{n} 笔转待复核").format(n=f"{len(effect.second):,}")
                said += f"　{more}"
        self._text.setText(said)
        self.setAccessibleName(said)
