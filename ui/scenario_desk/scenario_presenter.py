"""The scenario page without its widgets: which scenario, which months, what is seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.audit.service import ApprovalRun
from carbon_points.audit.service import Taken
from carbon_points.exchange.report import FileReport
from carbon_points.statistics.behind import Slice
from ui.scenario_desk import scenario_papers
from ui.scenario_desk import scenario_work
from ui.scenario_desk.scenario_work import Period
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from carbon_points.common.progress import Progress
    from carbon_points.scenarios.definitions import Scenario
    from carbon_points.security.chain import Caller
    from carbon_points.statistics.charts import ChartSpec
    from ui.scenario_desk.scenario_work import Seen
    from ui.shared.background import Task
    from ui.shared.page import Context


class ScenarioPresenter(QObject):
    """Asks anew whenever something was imported, approved or taken back."""

    seen = Signal(object)
    """A `Seen`."""

    scenario_changed = Signal()
    changed = Signal()
    """Something was imported, approved or taken back."""

    failed = Signal(object)
    exporting = Signal(str)
    """What is being written; `export_ended` follows."""

    export_ended = Signal()
    exported = Signal(object)
    """The path that was written."""

    paper_made = Signal(str, object)
    """(title, PDF) to be looked at and printed."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._today = today
        self._export: Task[Any] | None = None
        self.scenarios = scenario_work.shown_scenarios()
        self.scenario_id = self.scenarios[0].id
        self.period = Period()
        for kind in (FileReport, ApprovalRun, Taken):
            context.bridge.listen(kind, lambda _event: self._renew(), self)

    @property
    def scenario(self) -> Scenario:
        """The scenario that is looked at."""
        return next(each for each in self.scenarios if each.id == self.scenario_id)

    def choose(self, scenario_id: str) -> None:
        """Look at another scenario."""
        if scenario_id != self.scenario_id:
            self.scenario_id = scenario_id
            self.scenario_changed.emit()
            self.refresh()

    def choose_period(self, period: Period) -> None:
        """Look at other months."""
        if period != self.period:
            self.period = period
            self.refresh()

    def _renew(self) -> None:
        self.changed.emit()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the figures; `seen` or `failed` follows."""
        self._context.tasks.start(
            partial(_look, self._db, self.caller(), self.scenario_id, self.period),
            self.seen.emit,
            self.failed.emit,
            owner=self,
            key="scenarios.look",
        )

    def whole(self, *, within_period: bool = True) -> Slice:
        """Everything that was approved of the scenario, perhaps in the period only."""
        return self.slice_of(self.period if within_period else Period())

    def slice_of(self, period: Period) -> Slice:
        """Everything that was approved of the scenario in a period."""
        return Slice(self.scenario_id, period.first, period.last)

    def export_chart(
        self, spec: ChartSpec, path: Path, of: tuple[str, Period] | None = None
    ) -> None:
        """Write one chart to a file; its ending says in which form."""
        wanted = of or (self.scenario_id, self.period)
        self._write(
            partial(
                scenario_papers.export_chart,
                self._db,
                self.caller(),
                wanted,
                (spec, path),
            ),
            path.name,
        )

    def print_out(
        self, spec: ChartSpec | None = None, of: tuple[str, Period] | None = None
    ) -> None:
        """Make one chart, or all of them, a paper; `paper_made` follows."""
        title = spec.title if spec is not None else self.file_name()
        wanted = of or (self.scenario_id, self.period)
        self._context.tasks.start(
            partial(scenario_papers.paper, self._db, self.caller(), wanted, spec),
            lambda pdf: self.paper_made.emit(title, pdf),
            self.failed.emit,
            owner=self,
            lane=Lane.LONG,
            key="scenarios.paper",
        )

    def export(self, path: Path) -> None:
        """Write what is seen to a file; its ending says in which form."""
        wanted = (self.scenario_id, self.period)
        self._write(
            partial(scenario_papers.export, self._db, self.caller(), wanted, path),
            path.name,
        )

    def _write(self, work: Callable[[Progress], Path], name: str) -> None:
        if self._export is not None:
            return
        task = self._context.tasks.start(
            work,
            self.exported.emit,
            self.failed.emit,
            owner=self,
            lane=Lane.LONG,
        )
        self._export = task
        task.finished.connect(self._end_export)
        self.exporting.emit(self.tr("正在写 {file}…").format(file=name))

    def cancel(self) -> None:
        """Ask the writing to stop."""
        if self._export is not None:
            self._export.cancel()

    def file_name(self) -> str:
        """What an exported file is called unless the person says otherwise."""
        months = "_".join(filter(None, (self.period.first, self.period.last)))
        return "_".join(filter(None, (self.scenario.name_zh, months)))

    def _end_export(self) -> None:
        self._export = None
        self.export_ended.emit()

    def caller(self) -> Caller:
        """Whoever sits here, today."""
        return caller_of(self._context.operator.login, self._today())


def _look(
    db: Any, caller: Caller, scenario_id: str, period: Period, _progress: object
) -> Seen:
    return scenario_work.look(db, caller, scenario_id, period)
