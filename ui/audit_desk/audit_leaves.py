"""The leaves of the audit page, each imported when somebody first turns to it."""

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
    from PySide6.QtWidgets import QWidget

    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class LeafSpec:
    """One leaf and how it is made."""

    id: str
    title: str
    """Chinese, marked with ``tr_later("audit", …)``."""

    initials: str
    """Pinyin, for the palette."""

    module: str
    factory: str

    @property
    def name(self) -> str:
        """The title in the language in force."""
        return translated("audit", self.title)

    def made(self, context: Context) -> QWidget:
        """The leaf."""
        make: Any = getattr(import_module(self.module), self.factory)
        made: QWidget = make(context)
        return made


_DESK: Final = "ui.audit_desk"
_LEAVES: Final = (
    LeafSpec(
        "queue", tr_later("audit", "队列"), "dl", f"{_DESK}.queue_view", "QueueView"
    ),
    LeafSpec(
        "sampling",
        tr_later("audit", "抽样"),
        "cy",
        f"{_DESK}.sampling_view",
        "SamplingView",
    ),
    LeafSpec(
        "rehearsal",
        tr_later("audit", "试算与更正"),
        "ssygz",
        f"{_DESK}.rehearsal_view",
        "RehearsalView",
    ),
    LeafSpec(
        "daily", tr_later("audit", "日清"), "rq", f"{_DESK}.daily_view", "DailyView"
    ),
)


def offered() -> tuple[LeafSpec, ...]:
    """The leaves that are installed, in their order."""
    return tuple(each for each in _LEAVES if find_spec(each.module) is not None)
