"""Installations and their readings without widgets: listed, previewed, recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.actions.service import withdraw
from carbon_points.common.problems import RefusedError
from carbon_points.crediting import fleet
from carbon_points.crediting.installations import add_papers
from carbon_points.crediting.installations import register_installation
from carbon_points.crediting.installations import take_back
from carbon_points.crediting.readings import change_meter
from carbon_points.crediting.readings import preview_reading
from carbon_points.crediting.readings import record_reading
from ui.service_desk import desk_work
from ui.service_desk.wording import refusal
from ui.shared import dates
from ui.shared.desk import caller_of
from ui.shared.page import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.crediting.fleet import InstallationDetail
    from carbon_points.crediting.fleet import InstallationLine
    from carbon_points.crediting.installations import Done
    from carbon_points.crediting.installations import NewInstallation
    from carbon_points.crediting.metering import NewReading
    from carbon_points.crediting.readings import MeterChange
    from carbon_points.crediting.readings import ReadingPreview
    from carbon_points.security.chain import Caller
    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class Recorded:
    """One act of this sitting, as it can be told and taken back."""

    what: str
    """``reading``, ``change`` or ``installation``."""

    done: Done


class MetersPresenter(QObject):
    """One installation at a time; every answer arrives as a signal."""

    listed = Signal(object)
    """The `InstallationLine`s."""

    opened = Signal(object)
    """An `InstallationDetail`."""

    previewed = Signal(object, object)
    """The `NewReading` and its `ReadingPreview`."""

    recorded = Signal(object)
    refused = Signal(object)
    """The `Message` why nothing was recorded."""

    undone = Signal(str)
    found = Signal(str, object)
    """A query and the people whom it may mean."""

    owner_known = Signal(object)
    rules_known = Signal(object)
    """The rulebook and the methodologies of installations."""

    failed = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self._today = today
        self.lines: Sequence[InstallationLine] = ()
        self.detail: InstallationDetail | None = None
        self.may_record = Role.WORKER in context.operator.roles
        self.saving = False
        self._done: list[Recorded] = []

    @property
    def today(self) -> dt.date:
        """The day that acts are judged by."""
        return self._today()

    @property
    def current(self) -> int:
        """The installation that is open; 0 without one."""
        return self.detail.line.installation_id if self.detail else 0

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, self.today)

    def load(self) -> None:
        """Ask for the list; `listed` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: fleet.installations(db, by),
            self._listed,
            self._fail,
            owner=self,
            key="meters/list",
        )

    def load_rules(self) -> None:
        """Ask what can be registered; `rules_known` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: fleet.installable(db, by),
            self.rules_known.emit,
            self._fail,
            owner=self,
        )

    def open(self, installation_id: int) -> None:
        """Read one installation; `opened` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: fleet.installation(db, by, installation_id),
            self._opened,
            self._fail,
            owner=self,
            key="meters/open",
        )

    def preview(self, wanted: NewReading) -> None:
        """Ask what a reading would come to; `previewed` follows."""
        db, by = self._db, self.caller()

        def work(_progress: object) -> ReadingPreview:
            return preview_reading(db, by, wanted)

        self._tasks.start(
            work,
            lambda shown: self.previewed.emit(wanted, shown),
            self._fail,
            owner=self,
            key="meters/preview",
        )

    def record(self, wanted: NewReading, files: Sequence[Path] = ()) -> None:
        """Record a reading; `recorded` or `refused` follows."""
        db, by = self._db, self.caller()
        self._act("reading", lambda: record_reading(db, by, wanted, files))

    def change(self, wanted: MeterChange) -> None:
        """Record a change of meters; `recorded` or `refused` follows."""
        db, by = self._db, self.caller()
        self._act("change", lambda: change_meter(db, by, wanted))

    def register(self, wanted: NewInstallation, files: Sequence[Path] = ()) -> None:
        """Record an installation; `recorded` or `refused` follows."""
        db, by = self._db, self.caller()
        register = register_installation
        self._act("installation", lambda: register(db, by, wanted, files))

    def add_papers(self, files: Sequence[Path]) -> None:
        """Keep papers of the open installation; `opened` follows."""
        db, by, number = self._db, self.caller(), self.current
        self._tasks.start(
            lambda _progress: add_papers(db, by, number, files),
            lambda _count: self.open(number),
            self._refuse,
            owner=self,
        )

    def undo(self, reason: str) -> bool:
        """Take back the last act of this sitting; False if there is none."""
        if not self._done or self.saving:
            return False
        last = self._done[-1]
        db, by = self._db, self.caller()
        done = last.done

        def work(_progress: object) -> None:
            if done.action_id is not None:
                withdraw(db, by, [done.action_id], reason)
            else:
                take_back(db, by, done.installation_id)

        def tell(_result: object) -> None:
            self._done.remove(last)
            self.undone.emit(last.what)

        self._tasks.start(work, tell, self._fail, owner=self)
        return True

    def find_owner(self, query: str) -> None:
        """Look for somebody; `found` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: desk_work.candidates(db, by, query),
            lambda matches: self.found.emit(query, matches),
            self._fail,
            owner=self,
            key="meters/owner",
        )

    def choose_owner(self, participant_id: int) -> None:
        """Ask who somebody is; `owner_known` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: desk_work.visitor(db, by, participant_id).summary,
            self.owner_known.emit,
            self._fail,
            owner=self,
        )

    def _act(self, what: str, work: Callable[[], Done]) -> None:
        if self.saving:
            return
        self.saving = True

        def tell(done: Done) -> None:
            self.saving = False
            record = Recorded(what, done)
            self._done.append(record)
            self.recorded.emit(record)

        self._tasks.start(lambda _progress: work(), tell, self._refuse, owner=self)

    def _refuse(self, error: Exception) -> None:
        self.saving = False
        if isinstance(error, RefusedError):
            self.refused.emit(refusal(error))
        else:
            self.failed.emit(refusal(error))

    def _listed(self, lines: Sequence[InstallationLine]) -> None:
        self.lines = lines
        self.listed.emit(lines)

    def _opened(self, detail: InstallationDetail) -> None:
        self.detail = detail
        self.opened.emit(detail)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))
