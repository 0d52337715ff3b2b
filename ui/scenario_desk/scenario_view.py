"""The scenario page: which scenario, and which of its leaves is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from ui.scenario_desk import scenario_leaves
from ui.scenario_desk.scenario_presenter import ScenarioPresenter
from ui.shared import dates
from ui.shared import language
from ui.shared.fonts import font
from ui.shared.page import Command
from ui.shared.page_stack import answers
from ui.shared.page_stack import call
from ui.shared.tokens import px
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import row
from ui.shared.widgets import Rule

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QKeyEvent

    from carbon_points.scenarios.definitions import Scenario
    from ui.scenario_desk.scenario_leaves import LeafSpec
    from ui.shared.messages import Message
    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    scenario_id: str
    leaf_id: str
    leaves: dict[tuple[str, str], object]


class ScenarioView(QWidget):
    """Two scenarios with their leaves, one at a time; ←/→ changes the scenario."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.presenter = ScenarioPresenter(context, today)
        self.leaf_specs = scenario_leaves.offered(context.operator.roles)
        self._leaf_id = self.leaf_specs[0].id
        self._living: dict[tuple[str, str], QWidget] = {}
        self._kept: dict[tuple[str, str], object] = {}
        self._stack, self._corners = QStackedWidget(), row(gap=0)
        self.tabs, self.leaf_tabs = QButtonGroup(self), QButtonGroup(self)
        head = row(*self._scenario_tabs(), 4, Rule(upright=True), 4, gap=8)
        for tab in self._make_leaf_tabs():
            head.addWidget(tab)
        head.addStretch(1)
        head.addLayout(self._corners)
        parts = (head, (self._stack, 1))
        self.setLayout(column(*parts, margins=(12, 12, 12, 8), gap=10))
        self.tabs.idClicked.connect(self._choose_scenario)
        self.leaf_tabs.idClicked.connect(lambda at: self.turn(self.leaf_specs[at].id))
        # A shortcut, because a table keeps letters to itself.
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        numbers = QShortcut(QKeySequence("T"), self, context=within)
        numbers.activated.connect(lambda: call(self.leaf, "change_form"))
        self._show_leaf()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        self._take_focus(event.reason())

    def _take_focus(self, reason: Qt.FocusReason) -> None:
        if answers(self.leaf, "take_focus"):
            call(self.leaf, "take_focus", reason)
        elif (tab := self.leaf_tabs.checkedButton()) is not None:
            tab.setFocus(reason)

    @property
    def leaf(self) -> QWidget:
        """The leaf that is shown."""
        return self._living[self._key()]

    def turn(self, leaf_id: str) -> None:
        """Show another leaf of the same scenario."""
        if leaf_id in {spec.id for spec in self.leaf_specs}:
            self._leaf_id = leaf_id
            self._show_leaf()
            call(self.leaf, "arrive")

    # What the window asks of a page.

    def arrive(self, scenario: str = "", leaf: str = "") -> None:
        """Come here, perhaps to one scenario or leaf; figures are fetched anew."""
        if scenario:
            self.presenter.scenario_id = scenario
        turns = leaf in {spec.id for spec in self.leaf_specs}
        if turns:
            self._leaf_id = leaf
        self._show_leaf()
        call(self.leaf, "arrive")
        if turns:
            self._take_focus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Another page is about to be shown."""
        call(self.leaf, "leave")

    def snapshot(self) -> _State:
        """What is looked at, and how."""
        seen = {key: call(leaf, "snapshot") for key, leaf in self._living.items()}
        return _State(self.presenter.scenario_id, self._leaf_id, {**self._kept, **seen})

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self.presenter.scenario_id = state.scenario_id
        self._leaf_id = state.leaf_id
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
        """Save what the leaf has under way."""
        return call(self.leaf, "commit")

    def print_page(self) -> Any:
        """Print what the leaf shows."""
        return call(self.leaf, "print_page")

    def explain(self) -> Any:
        """Why what the focus stands on is what it is."""
        return call(self.leaf, "explain")

    def escape(self) -> Any:
        """Close the innermost part of the leaf."""
        return call(self.leaf, "escape")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    # Parts.

    def _scenario_tabs(self) -> list[Choice]:
        made = []
        for at, each in enumerate(self.presenter.scenarios):
            number = self.tr("场景{n}").format(n=_ordinal(at))
            tab = Choice(f"{number}　{_name(each)}")
            bold = QFontMetrics(font(14, QFont.Weight.Medium))
            tab.setMinimumWidth(bold.horizontalAdvance(tab.text()) + px(34))
            tab.setAccessibleName(f"{number} {_name(each)}")
            self.tabs.addButton(tab, at)
            made.append(tab)
        return made

    def _make_leaf_tabs(self) -> list[Choice]:
        made = []
        for at, spec in enumerate(self.leaf_specs):
            tab = Choice(spec.name)
            self.leaf_tabs.addButton(tab, at)
            made.append(tab)
        return made

    def _key(self) -> tuple[str, str]:
        """Of the leaf that is wanted: one for both scenarios, or one for each."""
        spec = self._spec()
        return spec.id, "" if spec.for_all else self.presenter.scenario_id

    def _spec(self) -> LeafSpec:
        return next(each for each in self.leaf_specs if each.id == self._leaf_id)

    def _show_leaf(self) -> None:
        """Show the wanted leaf, made now if it does not exist yet."""
        key = self._key()
        if key not in self._living:
            leaf = self._spec().made(self._context, self.presenter)
            self._living[key] = leaf
            self._stack.addWidget(leaf)
            if (corner := getattr(leaf, "corner", None)) is not None:
                self._corners.addWidget(corner)
            self._bring_back(key, leaf)
        for each in self._living.values():
            if (corner := getattr(each, "corner", None)) is not None:
                corner.setVisible(each is self._living[key])
        self._stack.setCurrentWidget(self._living[key])
        self._mark_tabs()

    def _bring_back(self, key: tuple[str, str], leaf: QWidget) -> None:
        state = self._kept.pop(key, None)
        if state is not None:
            call(leaf, "restore", state)

    def _mark_tabs(self) -> None:
        scenarios = [each.id for each in self.presenter.scenarios]
        self.tabs.button(scenarios.index(self.presenter.scenario_id)).setChecked(True)
        leaves = [each.id for each in self.leaf_specs]
        self.leaf_tabs.button(leaves.index(self._leaf_id)).setChecked(True)

    def _choose_scenario(self, at: int) -> None:
        self.presenter.choose(self.presenter.scenarios[at].id)
        self._show_leaf()
        if not self._spec().for_all:
            call(self.leaf, "arrive")

    def _step(self, by: int) -> None:
        at = (self.tabs.checkedId() + by) % len(self.presenter.scenarios)
        self.tabs.button(at).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tabs.button(at).click()


def _ordinal(at: int) -> str:
    is_english = language.in_force() == language.EN
    return str(at + 1) if is_english else "一二三四五六七八九"[at]


def _name(scenario: Scenario) -> str:
    is_english = language.in_force() == language.EN
    return scenario.name_en if is_english else scenario.name_zh
