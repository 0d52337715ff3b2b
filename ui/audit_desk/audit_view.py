"""The audit page: queue, sampling, rehearsal and the day sheet, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QWidget

from ui.audit_desk import audit_leaves
from ui.shared.page import Command
from ui.shared.page_stack import call
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import row
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from ui.shared.messages import Message
    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    leaf_id: str
    leaves: dict[str, object] = field(default_factory=dict)


class AuditView(QWidget):
    """Leaves with a tab each; Alt and a digit turns to one.

    A leaf is a widget with any of the methods that the window asks of a page. What it
    calls ``corner`` stands at the right of the tabs while the leaf is shown.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.leaf_specs = audit_leaves.offered()
        self.leaf_id = self.leaf_specs[0].id
        self._living: dict[str, QWidget] = {}
        self._kept: dict[str, object] = {}
        self._stack, self._corners = Stack(), row(gap=0)
        self.tabs = QButtonGroup(self)
        head = row(gap=6)
        for at, spec in enumerate(self.leaf_specs):
            tab = Choice(spec.name)
            self.tabs.addButton(tab, at)
            head.addWidget(tab)
            self._bind(at)
        head.addLayout(self._corners, 1)
        parts = (head, (self._stack, 1))
        self.setLayout(column(*parts, margins=(12, 10, 12, 8), gap=10))
        self.tabs.idClicked.connect(lambda at: self.turn(self.leaf_specs[at].id))
        self._show_leaf()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        self.leaf.setFocus(event.reason())

    @property
    def leaf(self) -> QWidget:
        """The leaf that is shown."""
        return self._living[self.leaf_id]

    def turn(self, leaf_id: str) -> None:
        """Show another leaf."""
        if leaf_id == self.leaf_id:
            return
        call(self.leaf, "leave")
        self.leaf_id = leaf_id
        self._show_leaf()
        self.leaf.setFocus(Qt.FocusReason.OtherFocusReason)
        call(self.leaf, "arrive")

    # What the window asks of a page; the shown leaf answers.

    def arrive(self, leaf: str = "", **kwargs: Any) -> None:
        """Come here, perhaps to one leaf, which is handed the rest."""
        if leaf in {spec.id for spec in self.leaf_specs}:
            self.leaf_id = leaf
            self._show_leaf()
        call(self.leaf, "arrive", **kwargs)

    def leave(self) -> None:
        """Another page is about to be shown."""
        call(self.leaf, "leave")

    def pick(self, participant_id: int) -> None:
        """Show what there is of this participant."""
        call(self.leaf, "pick", participant_id)

    def snapshot(self) -> _State:
        """Which leaf is looked at, and the state of each."""
        seen = {key: call(leaf, "snapshot") for key, leaf in self._living.items()}
        return _State(self.leaf_id, {**self._kept, **seen})

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self.leaf_id = state.leaf_id
        self._kept = dict(state.leaves)
        for key, leaf in self._living.items():
            self._bring_back(key, leaf)
        self._show_leaf()

    def before_quit(self) -> Message | None:
        """Why closing the program now loses work, if a leaf says so."""
        reasons = (call(leaf, "before_quit") for leaf in self._living.values())
        return next(filter(None, reasons), None)

    def commands(self) -> list[Command]:
        """What the palette offers on this page."""
        turns = [
            Command(spec.name, partial(self.turn, spec.id), spec.initials)
            for spec in self.leaf_specs
        ]
        return [*turns, *(call(self.leaf, "commands") or [])]

    def commit(self) -> Any:
        """Ctrl+Enter."""
        return call(self.leaf, "commit")

    def explain(self) -> Any:
        """F1."""
        return call(self.leaf, "explain")

    def undo(self) -> Any:
        """Ctrl+Z."""
        return call(self.leaf, "undo")

    def print_page(self) -> Any:
        """Ctrl+P."""
        return call(self.leaf, "print_page")

    def escape(self) -> Any:
        """Esc: close the innermost part; True if there was one."""
        return call(self.leaf, "escape")

    # Parts.

    def _bind(self, at: int) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        key = QShortcut(QKeySequence(f"Alt+{at + 1}"), self, context=within)
        key.activated.connect(partial(self.turn, self.leaf_specs[at].id))

    def _show_leaf(self) -> None:
        """Show the wanted leaf, made now if it does not exist yet."""
        if self.leaf_id not in self._living:
            self._make(self.leaf_id)
        for key, each in self._living.items():
            corner = getattr(each, "corner", None)
            if isinstance(corner, QWidget):
                corner.setVisible(key == self.leaf_id)
        self._stack.setCurrentWidget(self.leaf)
        ids = [spec.id for spec in self.leaf_specs]
        self.tabs.button(ids.index(self.leaf_id)).setChecked(True)

    def _make(self, leaf_id: str) -> None:
        spec = next(each for each in self.leaf_specs if each.id == leaf_id)
        leaf = spec.made(self._context)
        self._living[leaf_id] = leaf
        self._stack.addWidget(leaf)
        if isinstance(corner := getattr(leaf, "corner", None), QWidget):
            self._corners.addWidget(corner)
        self._bring_back(leaf_id, leaf)

    def _bring_back(self, leaf_id: str, leaf: QWidget) -> None:
        state = self._kept.pop(leaf_id, None)
        if state is not None:
            call(leaf, "restore", state)
