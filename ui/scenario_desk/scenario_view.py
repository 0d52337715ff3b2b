"""The scenario page: which scenario, and which of its leaves is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup

from ui.scenario_desk.scenario_presenter import ScenarioPresenter
from ui.shared import dates
from ui.shared import language
from ui.shared.fonts import font
from ui.shared.language import tr_later
from ui.shared.leaves import LeafPage
from ui.shared.leaves import LeafSpec
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
    from PySide6.QtWidgets import QWidget

    from carbon_points.scenarios.definitions import Scenario
    from ui.shared.page import Context


_FOR_ALL: Final = frozenset({"overview", "statistics"})
"""These are made of context and presenter; the others once for each scenario."""

LEAVES: Final = tuple(
    LeafSpec(id_, title, initials, f"ui.scenario_desk.{module}", factory, "leaves")
    for id_, title, initials, module, factory in (
        (
            *("overview", tr_later("leaves", "概览"), "gl"),
            *("scenario_overview", "OverviewLeaf"),
        ),
        (
            *("statistics", tr_later("leaves", "统计"), "tj"),
            *("scenario_pivot", "PivotLeaf"),
        ),
        ("file", tr_later("leaves", "档案"), "da", "file_view", "FileView"),
        (
            *("acceptance", tr_later("leaves", "验收"), "ys"),
            *("scenario_acceptance", "AcceptanceLeaf"),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    scenario_id: str
    leaf_id: str
    leaves: dict[str, object]


class ScenarioView(LeafPage):
    """Two scenarios with their leaves, one at a time; ←/→ changes the scenario."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__(context, LEAVES)
        self.presenter = ScenarioPresenter(context, today)
        self.tabs = QButtonGroup(self)
        head = row(*self._scenario_tabs(), 4, Rule(upright=True), 4, gap=8)
        for tab in self.leaf_tabs.buttons():
            head.addWidget(tab)
        head.addStretch(1)
        head.addLayout(self._corners)
        parts = (head, (self._stack, 1))
        self.setLayout(column(*parts, margins=(12, 12, 12, 8), gap=10))
        self.tabs.idClicked.connect(self._choose_scenario)
        # A shortcut, because a table keeps letters to itself.
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        numbers = QShortcut(QKeySequence("T"), self, context=within)
        numbers.activated.connect(lambda: call(self.leaf, "change_form"))
        self._show_leaf()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        self._take_focus(event.reason())

    def arrive(self, scenario: str = "", leaf: str = "") -> None:
        """Come here, perhaps to one scenario or leaf; figures are fetched anew."""
        if scenario:
            self.presenter.scenario_id = scenario
        turns = leaf in self._leaf_ids
        if turns:
            self.leaf_id = leaf
        self._show_leaf()
        call(self.leaf, "arrive")
        if turns:
            self._take_focus(Qt.FocusReason.OtherFocusReason)

    def snapshot(self) -> _State:
        """What is looked at, and how."""
        return _State(self.presenter.scenario_id, self.leaf_id, self._states())

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self.presenter.scenario_id = state.scenario_id
        self.leaf_id = state.leaf_id
        self._restore_states(state.leaves)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    # Parts.

    def _take_focus(self, reason: Qt.FocusReason) -> None:
        if answers(self.leaf, "take_focus"):
            call(self.leaf, "take_focus", reason)
        elif (tab := self.leaf_tabs.checkedButton()) is not None:
            tab.setFocus(reason)

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

    def _key(self) -> str:
        return self.leaf_id + ("" if self._is_for_all else self.presenter.scenario_id)

    @property
    def _is_for_all(self) -> bool:
        """Whether one leaf shows whichever scenario the presenter looks at."""
        return self.leaf_id in _FOR_ALL

    def _made(self, spec: LeafSpec) -> QWidget:
        presenter = self.presenter
        about = presenter if self._is_for_all else presenter.scenario_id
        return spec.made(self._context, about)

    def _turned(self) -> None:
        call(self.leaf, "arrive")

    def _show_leaf(self) -> None:
        super()._show_leaf()
        scenarios = [each.id for each in self.presenter.scenarios]
        self.tabs.button(scenarios.index(self.presenter.scenario_id)).setChecked(True)

    def _choose_scenario(self, at: int) -> None:
        self.presenter.choose(self.presenter.scenarios[at].id)
        self._show_leaf()
        if not self._is_for_all:
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
