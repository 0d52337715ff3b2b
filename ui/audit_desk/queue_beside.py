"""What stands beside an action: other actions of its owner or installation, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.common.units import mass_text
from ui.audit_desk import queue_words
from ui.shared.badges import badge
from ui.shared.notices import EmptyState
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import box
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.audit.records import History
    from carbon_points.audit.records import Neighbour


class Neighbours(QWidget):
    """A small table of other actions; Enter explains one."""

    wanted = Signal(object)
    """The id of an action that is to be explained."""

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__()
        self._shown: Sequence[Neighbour] = ()
        columns = (
            Column(self.tr("日期"), 96),
            Column(self.tr("减排量"), 92, right=True),
            Column(self.tr("状态"), 96, stretch=True),
        )
        self._model = TableModel(columns)
        self.table = Table(self._model, name, COMPACT_ROW)
        self.table.show_when_empty(EmptyState(nothing, "list-check"))
        self.table.opened.connect(self._opened)
        self.setLayout(column((self.table, 1), gap=0))

    def show_neighbours(self, neighbours: Sequence[Neighbour]) -> None:
        """Show these actions."""
        self._shown = neighbours
        self._model.show_rows(
            [
                (
                    queue_words.day(each.day),
                    "{} {}".format(*mass_text(each.reduction_mg)),
                    badge(queue_words.state_of(each.state)),
                )
                for each in neighbours
            ]
        )

    def _opened(self, at: int) -> None:
        self.wanted.emit(self._shown[at].action_id)


class Life(QWidget):
    """The steps in the life of an action, logging first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = Label(wrap=True)
        inside = box(column(self._lines, STRETCH, margins=(2, 4, 8, 4)))
        self.setLayout(column((scrolling(inside), 1)))

    def show_history(
        self, history: Sequence[History], people: Mapping[str, str]
    ) -> None:
        """Show who did what and when."""
        lines = [queue_words.step_line(step, people) for step in history]
        self._lines.setText("\n".join(lines))
