"""The audit page: queue, sampling, rehearsal and the day sheet, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut

from ui.shared.language import tr_later
from ui.shared.leaves import LeafPage
from ui.shared.leaves import LeafSpec
from ui.shared.page_stack import call
from ui.shared.widgets import column
from ui.shared.widgets import row

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from ui.shared.page import Context

_DESK: Final = "ui.audit_desk"
LEAVES: Final = tuple(
    LeafSpec(id_, title, initials, f"{_DESK}.{id_}_view", factory, "audit")
    for id_, title, initials, factory in (
        ("queue", tr_later("audit", "队列"), "dl", "QueueView"),
        ("sampling", tr_later("audit", "抽样"), "cy", "SamplingView"),
        ("rehearsal", tr_later("audit", "试算与更正"), "ssygz", "RehearsalView"),
        ("daily", tr_later("audit", "日清"), "rq", "DailyView"),
    )
)


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    leaf_id: str
    leaves: dict[str, object] = field(default_factory=dict)


class AuditView(LeafPage):
    """Leaves with a tab each; Alt and a digit turns to one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, LEAVES)
        head = row(*self.leaf_tabs.buttons(), gap=6)
        head.addLayout(self._corners, 1)
        parts = (head, (self._stack, 1))
        self.setLayout(column(*parts, margins=(12, 10, 12, 8), gap=10))
        for at, leaf_id in enumerate(self._leaf_ids):
            self._bind(at, leaf_id)
        self._show_leaf()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        self.leaf.setFocus(event.reason())

    def arrive(self, leaf: str = "", **kwargs: Any) -> None:
        """Come here, perhaps to one leaf, which is handed the rest."""
        if leaf in self._leaf_ids:
            self.leaf_id = leaf
            self._show_leaf()
        call(self.leaf, "arrive", **kwargs)

    def pick(self, participant_id: int) -> None:
        """Show what there is of this participant."""
        call(self.leaf, "pick", participant_id)

    def snapshot(self) -> _State:
        """Which leaf is looked at, and the state of each."""
        return _State(self.leaf_id, self._states())

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self.leaf_id = state.leaf_id
        self._restore_states(state.leaves)

    def _turned(self) -> None:
        self.leaf.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bind(self, at: int, leaf_id: str) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        key = QShortcut(QKeySequence(f"Alt+{at + 1}"), self, context=within)
        key.activated.connect(partial(self.turn, leaf_id))
