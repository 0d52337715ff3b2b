"""What stands beside the audit queue: the record, a bulk approval, a policy, a why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from carbon_points.methodology.contract import Calculation
from ui.audit_desk import queue_words
from ui.audit_desk.policy_presenter import PolicyPresenter
from ui.audit_desk.queue_bulk import BulkSheet
from ui.audit_desk.queue_panel import QueuePanel
from ui.audit_desk.signing_sheet import SigningSheet
from ui.shared import language
from ui.shared.why import why
from ui.shared.why_panel import WhyPanel
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.audit_desk.queue_presenter import QueuePresenter
    from ui.audit_desk.queue_work import Beside
    from ui.audit_desk.queue_work import Loaded
    from ui.shared.messages import Message
    from ui.shared.page import Context


class QueueSide(Stack):
    """Shows one of four; whatever lies over the record is closed with Esc."""

    left = Signal()
    """The keys belong to the list again."""

    agreed = Signal(object)
    """Ids that are to be approved."""

    said = Signal(object)
    signed = Signal()
    """Something was signed by a policy."""

    def __init__(self, context: Context, presenter: QueuePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.policy = PolicyPresenter(context, presenter.caller)
        set_up_mode = context.opened is None or context.opened.set_up_mode
        self.panel, self.bulk, self.why = QueuePanel(), BulkSheet(), WhyPanel()
        self.sheet = SigningSheet(two_may_sign=set_up_mode)
        self.why.as_drawer(drawer=True)
        for part in (self.panel, self.bulk, self.sheet, self.why):
            self.addWidget(part)
        self.why.closed.connect(self.show_panel)
        self.why.methodology_wanted.connect(lambda: context.navigate("methodologies"))
        presenter.previewed.connect(self.bulk.show_effect)
        self.bulk.agreed.connect(self._agree)
        self.bulk.closed.connect(self.show_panel)
        self.sheet.chosen.connect(self.policy.choose)
        self.sheet.closed.connect(self.show_panel)
        self.sheet.sign.clicked.connect(lambda _on: self.policy.sign())
        self.policy.rehearsed.connect(self.sheet.show_effect)
        self.policy.said.connect(self._policy_signed)

    @property
    def is_over(self) -> bool:
        """Whether something lies over the record."""
        return self.currentWidget() is not self.panel

    def show_panel(self) -> None:
        """Show the record again."""
        self.setCurrentWidget(self.panel)
        self.left.emit()

    def look(self) -> None:
        """Another record is current: its panel, unless a decision is looked at."""
        if self.currentWidget() is self.why:
            self.setCurrentWidget(self.panel)

    def explain(self, beside: Beside | None) -> None:
        """How the number of an action came about."""
        found = beside.explained if beside else None
        if found is None or not isinstance(found.answer, Calculation):
            return
        spoken, answer = language.in_force(), found.answer
        self.why.show_why(
            why(found.methodology, found.version, answer, spoken, found.inputs)
        )
        self.setCurrentWidget(self.why)
        self.why.take_focus()

    def preview(self, action_ids: Sequence[int]) -> None:
        """What approving these would do."""
        self.bulk.wait(action_ids)
        self.setCurrentWidget(self.bulk)
        self._presenter.preview(action_ids)

    def open_policy(self, loaded: Loaded, methodology: str) -> None:
        """What a policy would sign, of everything or of one methodology."""
        self.policy.open(loaded.rows, methodology)
        names = self.policy.plan.methodologies
        self.sheet.show_scope([queue_words.methodology_name(name) for name in names])
        self.setCurrentWidget(self.sheet)
        self.sheet.take_focus()

    def commit(self) -> bool:
        """Sign by policy, if its sheet is open."""
        if self.currentWidget() is not self.sheet:
            return False
        if self.sheet.sign.isEnabled():
            self.policy.sign()
        return True

    def _agree(self, action_ids: Sequence[int]) -> None:
        self.agreed.emit(action_ids)
        self.show_panel()

    def _policy_signed(self, said: Message) -> None:
        self.said.emit(said)
        self.signed.emit()
        self.show_panel()
