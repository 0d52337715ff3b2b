"""A page of several leaves, one of which is shown; each is made when first wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QWidget

from ui.shared.language import translated
from ui.shared.page import Command
from ui.shared.page_stack import call
from ui.shared.widgets import Choice
from ui.shared.widgets import row
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.shared.messages import Message
    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class LeafSpec:
    """One leaf and how it is made."""

    id: str
    title: str
    """Chinese, marked with ``tr_later(words, …)``."""

    initials: str
    """Pinyin, for the palette."""

    module: str
    factory: str
    words: str
    """The translations' context of the title."""

    @property
    def name(self) -> str:
        """The title in the language in force."""
        return translated(self.words, self.title)

    def made(self, *parts: object) -> QWidget:
        """The leaf, its module imported now."""
        make: Any = getattr(import_module(self.module), self.factory)
        made: QWidget = make(*parts)
        return made


class LeafPage(QWidget):
    """What the window asks of a page, the leaf that is shown answers.

    A leaf is a widget with any of the methods that the window asks of a page. What it
    calls ``corner`` stands at the right of the tabs while the leaf is shown.
    """

    def __init__(self, context: Context, leaf_specs: Sequence[LeafSpec]) -> None:
        super().__init__()
        self._context = context
        self.leaf_specs = tuple(leaf_specs)
        self.leaf_id = self.leaf_specs[0].id
        self._living: dict[str, QWidget] = {}
        self._kept: dict[str, object] = {}
        self._stack, self._corners = Stack(), row(gap=0)
        self.leaf_tabs = QButtonGroup(self)
        for at, spec in enumerate(self.leaf_specs):
            self.leaf_tabs.addButton(Choice(spec.name), at)
        self.leaf_tabs.idClicked.connect(lambda at: self.turn(self.leaf_specs[at].id))

    @property
    def leaf(self) -> QWidget:
        """The leaf that is shown."""
        return self._living[self._key()]

    def turn(self, leaf_id: str) -> None:
        """Show another leaf."""
        if leaf_id != self.leaf_id and leaf_id in self._leaf_ids:
            call(self.leaf, "leave")
            self.leaf_id = leaf_id
            self._show_leaf()
            self._turned()

    # What the window asks of a page.

    def leave(self) -> None:
        """Another page is about to be shown."""
        call(self.leaf, "leave")

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

    # For the page that has the leaves.

    def _key(self) -> str:
        """Of the leaf that is wanted; a page that has more to choose adds that."""
        return self.leaf_id

    def _made(self, spec: LeafSpec) -> QWidget:
        return spec.made(self._context)

    def _turned(self) -> None:
        """Somebody turned to the leaf that is shown now."""

    @property
    def _leaf_ids(self) -> list[str]:
        return [spec.id for spec in self.leaf_specs]

    def _states(self) -> dict[str, object]:
        """What each leaf would be brought back with."""
        seen = {key: call(leaf, "snapshot") for key, leaf in self._living.items()}
        return {**self._kept, **seen}

    def _restore_states(self, states: dict[str, object]) -> None:
        self._kept = dict(states)
        for key, leaf in self._living.items():
            self._bring_back(key, leaf)
        self._show_leaf()

    def _show_leaf(self) -> None:
        """Show the wanted leaf, made now if it does not exist yet."""
        key = self._key()
        if key not in self._living:
            self._make(key)
        for name, leaf in self._living.items():
            if isinstance(corner := getattr(leaf, "corner", None), QWidget):
                corner.setVisible(name == key)
        self._stack.setCurrentWidget(self.leaf)
        self.leaf_tabs.button(self._leaf_ids.index(self.leaf_id)).setChecked(True)

    def _make(self, key: str) -> None:
        spec = self.leaf_specs[self._leaf_ids.index(self.leaf_id)]
        leaf = self._living[key] = self._made(spec)
        self._stack.addWidget(leaf)
        if isinstance(corner := getattr(leaf, "corner", None), QWidget):
            self._corners.addWidget(corner)
        self._bring_back(key, leaf)

    def _bring_back(self, key: str, leaf: QWidget) -> None:
        state = self._kept.pop(key, None)
        if state is not None:
            call(leaf, "restore", state)
