"""The dossier panel without its widgets: one piece of work at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.security.rules import may
from ui.scenario_desk import dossier_work
from ui.shared import dates
from ui.shared.desk import caller_of
from ui.shared.messages import Message
from ui.shared.one_long import OneLong
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from carbon_points.common.progress import Progress
    from carbon_points.dossier.yearly import Reported
    from carbon_points.security.chain import Caller
    from ui.scenario_desk.dossier_work import Report
    from ui.shared.page import Context


class DossierPresenter(QObject):
    """Builds, checks and reports in the long lane; tells how far and what came."""

    began = Signal(str)
    progressed = Signal(object, object)
    ended = Signal()
    built = Signal(object)
    """A `Built`."""

    checked = Signal(object, object)
    """(a `Checked`, the folder)"""

    reported = Signal(object)
    """A `Reported`."""

    failed = Signal(object)
    places_known = Signal(object)
    """The names of the subdistricts whose report may be made."""

    def __init__(
        self,
        context: Context,
        scenario_id: str,
        today: Callable[[], dt.date] = dates.today,
    ) -> None:
        super().__init__()
        self._context = context
        self._today = today
        self._long = OneLong(context.tasks, self)
        self._long.progressed.connect(self.progressed)
        self._long.ended.connect(self.ended)
        self.scenario_id = scenario_id
        roles = frozenset(str(role) for role in context.operator.roles)
        self.may_build = may(roles, "dossier")
        self.may_report = may(roles, "report subdistrict")

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._long.busy

    @property
    def today(self) -> dt.date:
        """The day that everything is judged by."""
        return self._today()

    def ask_places(self) -> None:
        """Ask which subdistricts there are; `places_known` follows."""
        if not self.may_report:
            return
        db, caller = self._context.database, self._caller()
        self._context.tasks.start(
            partial(_places, db, caller),
            self.places_known.emit,
            self.failed.emit,
            owner=self,
            key=f"dossier.places.{self.scenario_id}",
        )

    def build(self, parent: Path) -> None:
        """Make the dossier in a folder inside of this one; `built` follows."""
        db, caller = self._context.database, self._caller()
        work = partial(dossier_work.build, db, caller, self.scenario_id, parent)
        self._start(work, self.built.emit, self.tr("正在核验全库并生成验收材料…"))

    def check(self, folder: Path) -> None:
        """Check a dossier; `checked` follows."""
        self._start(
            partial(dossier_work.check, folder),
            lambda found: self.checked.emit(found, folder),
            self.tr("正在逐个核对文件和合计…"),
        )

    def report(self, wanted: Report, folder: Path) -> None:
        """Write a yearly report; `reported` follows."""
        db, caller = self._context.database, self._caller()
        said = self.tr("正在生成{place} {year} 年度报告…")
        self._start(
            partial(_report, db, caller, wanted, folder),
            self.reported.emit,
            said.format(place=wanted.place, year=wanted.year),
        )

    def cancel(self) -> None:
        """Ask what is under way to stop; it leaves nothing behind."""
        self._long.cancel()

    def leaving_loses(self) -> Message | None:
        """What closing the program now would break off."""
        if not self.busy:
            return None
        return Message(
            Tone.WARN,
            self.tr("验收材料还没有生成完。"),
            self.tr("现在退出就不会留下半份材料，以后可重新生成。"),
        )

    def _start(
        self, work: Callable[[Progress], Any], done: Callable[[Any], Any], said: str
    ) -> None:
        if not self.busy:
            self._long.start(work, done, self.failed.emit)
            self.began.emit(said)

    def _caller(self) -> Caller:
        return caller_of(self._context.operator.login, self._today())


def _places(db: Any, caller: Caller, _progress: object) -> tuple[str, ...]:
    return dossier_work.places(db, caller)


def _report(
    db: Any, caller: Caller, wanted: Report, folder: Path, _progress: object
) -> Reported:
    return dossier_work.report(db, caller, wanted, folder)
