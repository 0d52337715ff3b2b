"""The last leaf of a scenario: every criterion in full, and the dossier of it."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.scenario_desk import scenario_work
from ui.scenario_desk.scenario_criteria import AcceptanceCard
from ui.scenario_desk.scenario_criteria import records_of
from ui.scenario_desk.scenario_drawer import RecordsDrawer
from ui.shared import dates
from ui.shared.desk import caller_of
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.page_stack import call
from ui.shared.tokens import px
from ui.shared.widgets import column
from ui.shared.widgets import row

if TYPE_CHECKING:
    from carbon_points.security.chain import Caller
    from ui.scenario_desk.scenario_work import Judged
    from ui.shared.page import Context

_DOSSIER: Final = "ui.scenario_desk.dossier_view"


class AcceptanceLeaf(QWidget):
    """How far the scenario is, and the panel that makes its dossier."""

    def __init__(self, context: Context, scenario_id: str) -> None:
        super().__init__()
        self._context = context
        self._scenario_id = scenario_id
        self.bar, self.card = MessageBar(), AcceptanceCard()
        self.drawer = RecordsDrawer(context, self, self._caller)
        self.card.opened.connect(
            lambda name: self.drawer.open(*records_of(scenario_id, name))
        )
        self.panel = self._make_panel()
        self.card.setMinimumWidth(px(420))
        beside = None if self.panel is None else (self.panel, 1)
        self.setLayout(column(self.bar, (row((self.card, 1), beside, gap=12), 1)))

    def arrive(self) -> None:
        """Judge the criteria anew."""
        db, caller = self._context.database, self._caller()
        self._context.tasks.start(
            partial(_judge, db, caller, self._scenario_id),
            self._show,
            self._fail,
            owner=self,
            key=f"scenarios.judge.{self._scenario_id}",
        )
        call(self.panel, "arrive")

    def _caller(self) -> Caller:
        return caller_of(self._context.operator.login, dates.today())

    def _make_panel(self) -> QWidget | None:
        if find_spec(_DOSSIER) is None:
            return None
        make: Any = import_module(_DOSSIER).DossierPanel
        made: Any = make(self._context, self._scenario_id)
        made.changed.connect(self.arrive)
        panel: QWidget = made
        return panel

    def commit(self) -> Any:
        """Save or build what the panel has under way."""
        return call(self.panel, "commit")

    def commands(self) -> Any:
        """What the palette offers of the panel."""
        return call(self.panel, "commands") or []

    def escape(self) -> Any:
        """Close the drawer, else the innermost part of the panel."""
        return self.drawer.escape() or call(self.panel, "escape")

    def explain(self) -> Any:
        """Why the current record is what it is."""
        return self.drawer.explain()

    def before_quit(self) -> Any:
        """Why closing the program now loses work, if the panel says so."""
        return call(self.panel, "before_quit")

    def snapshot(self) -> object:
        """What the panel shows."""
        return call(self.panel, "snapshot")

    def restore(self, state: object) -> None:
        """Show the same in the panel again."""
        call(self.panel, "restore", state)

    def _show(self, judged: Judged) -> None:
        self.bar.dismiss()
        self.card.show_judged(judged)

    def _fail(self, error: Exception) -> None:
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), self.arrive, "refresh")


def _judge(db: Any, caller: Caller, scenario_id: str, _progress: object) -> Judged:
    return scenario_work.judge(db, caller, scenario_id)
