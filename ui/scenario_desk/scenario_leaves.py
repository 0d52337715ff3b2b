"""The leaves of a scenario, each imported when somebody first turns to it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from ui.shared.language import tr_later
from ui.shared.language import translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from ui.scenario_desk.scenario_presenter import ScenarioPresenter
    from ui.shared.page import Context
    from ui.shared.page import Role


@dataclass(frozen=True, slots=True)
class LeafSpec:
    """One leaf and how it is made."""

    id: str
    title: str
    """Chinese, marked with ``tr_later("leaves", …)``."""

    initials: str
    """Pinyin, for the palette."""

    module: str
    factory: str
    for_all: bool = False
    """One leaf shows whichever scenario the presenter looks at.

    Such a leaf is made of context and presenter; the others are made once for each
    scenario, of context and scenario id.
    """

    @property
    def name(self) -> str:
        """The title in the language in force."""
        return translated("leaves", self.title)

    def made(self, context: Context, presenter: ScenarioPresenter) -> QWidget:
        """The leaf."""
        make: Any = getattr(import_module(self.module), self.factory)
        made: QWidget = make(
            context, presenter if self.for_all else presenter.scenario_id
        )
        return made


_DESK: Final = "ui.scenario_desk"
_LEAVES: Final = (
    LeafSpec(
        "overview",
        tr_later("leaves", "概览"),
        "gl",
        f"{_DESK}.scenario_overview",
        "OverviewLeaf",
        for_all=True,
    ),
    LeafSpec(
        "statistics",
        tr_later("leaves", "统计"),
        "tj",
        f"{_DESK}.scenario_pivot",
        "PivotLeaf",
        for_all=True,
    ),
    LeafSpec(
        "file", tr_later("leaves", "档案"), "da", f"{_DESK}.file_view", "FileView"
    ),
    LeafSpec(
        "acceptance",
        tr_later("leaves", "验收"),
        "ys",
        f"{_DESK}.scenario_acceptance",
        "AcceptanceLeaf",
    ),
)


def offered(_roles: Iterable[Role]) -> tuple[LeafSpec, ...]:
    """The leaves that are installed, in their order."""
    return tuple(each for each in _LEAVES if find_spec(each.module) is not None)
