"""By which policy is signed, and what that would do to the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from ui.audit_desk.policy_work import CAREFUL
from ui.audit_desk.policy_work import TWO_SIGN
from ui.shared import language
from ui.shared.cards import CountCard
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.audit_desk.policy_work import Effect

_POLICIES = (CAREFUL, TWO_SIGN)


class SigningSheet(Card):
    """Policy, effect, and the button that signs."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, *, two_may_sign: bool) -> None:
        """`two_may_sign`: without passwords the second auditor signs along."""
        super().__init__(body := column(margins=(16, 14, 16, 14), gap=10))
        self.careful = Choice(self.tr("谨慎"), "shield-check")
        self.two_sign = Choice(self.tr("两人签批"), "users")
        self.two_sign.setEnabled(two_may_sign)
        self._group = QButtonGroup(self)
        for at, choice in enumerate((self.careful, self.two_sign)):
            self._group.addButton(choice, at)
        self.careful.setChecked(True)
        self._group.idClicked.connect(self._choose)
        self._about = Label(role="second", wrap=True)
        self._scope = Label(role="strong", wrap=True)
        self._taken = CountCard(self.tr("这次会通过"), Tone.OK)
        self._left = CountCard(self.tr("留在队列"), Tone.WARN)
        note = Label(
            self.tr("签批后发放积分、写入流水；通过的只能冲正，不能撤销。"),
            "caption",
            wrap=True,
        )
        self.sign = Button(self.tr("签批"), "checks", "primary", key="Ctrl+Enter")
        close = IconButton(self.tr("收起"), "x", "Esc")
        close.clicked.connect(lambda _on: self.closed.emit())
        title = Label(self.tr("按规则签批"), "section")
        body.addLayout(row(title, STRETCH, close))
        body.addWidget(self._scope)
        body.addLayout(row((self.careful, 1), (self.two_sign, 1), gap=8))
        body.addWidget(self._about)
        body.addLayout(row((self._taken, 1), (self._left, 1), gap=10))
        body.addStretch(1)
        body.addWidget(note)
        body.addLayout(row((self.sign, 1)))
        self._explain(0)
        self.show_effect(None)

    def take_focus(self) -> None:
        """The keys go to the policy in force, never to the button that signs."""
        if (chosen := self._group.checkedButton()) is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_scope(self, names: Sequence[str]) -> None:
        """Say which methodologies are signed."""
        said = language.listed(names) or "—"
        self._scope.setText(self.tr("范围：全区待审核的 {names}").format(names=said))

    def show_effect(self, effect: Effect | None) -> None:
        """Say what signing would do; None while that is not known."""
        taken = 0 if effect is None else effect.taken
        self._taken.say("…" if effect is None else self.tr("%Ln 笔", "", taken))
        left = 0 if effect is None else effect.left
        self._left.say("…" if effect is None else self.tr("%Ln 笔", "", left))
        self.sign.setText(self.tr("签批 %Ln 笔", "", taken))
        self.sign.setEnabled(taken > 0)

    def _choose(self, at: int) -> None:
        self._explain(at)
        self.chosen.emit(_POLICIES[at])

    def _explain(self, at: int) -> None:
        texts = (
            self.tr(
                "实测或有凭证、没有疑点、数额不大的，一位审核员即可签批；"
                "自己登记的、缺凭据的留在队列。"
            ),
            self.tr("有疑点和数额大的也通过，由两位审核员共同签批，两人都留名。"),
        )
        self._about.setText(texts[at])
