"""The register of indicators without its widgets."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.audit.service import ApprovalRun
from carbon_points.audit.service import Taken
from carbon_points.common.days import ZONE
from carbon_points.indicators.service import ValueRecorded
from ui.scenario_desk import indicators_work
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.background import without_steps
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.indicators.service import Reported
    from carbon_points.security.chain import Caller
    from ui.scenario_desk.indicators_work import Seen
    from ui.shared.page import Context


class IndicatorsPresenter(QObject):
    """Asks anew whenever a value was reported or a scenario may have moved on."""

    seen = Signal(object)
    """A `Seen`."""

    told = Signal(object)
    """A `Told`: the history of one subject."""

    recorded = Signal(object)
    """A `ValueRecorded`."""

    refused = Signal(object)
    """Why a value was not recorded."""

    failed = Signal(object)
    written = Signal(object)
    """The path of a file that was written."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._today = today
        self._busy = False
        for kind in (ApprovalRun, Taken, ValueRecorded):
            context.bridge.listen(kind, lambda _event: self.refresh(), self)

    def refresh(self) -> None:
        """Ask for the register; `seen` or `failed` follows."""
        self._start(indicators_work.look, self.seen.emit, "indicators.look")

    def look_back(self, subject: str) -> None:
        """Ask what was ever reported of a subject; `told` follows."""
        work, key = indicators_work.history, "indicators.history"
        self._start(work, self.told.emit, key, subject)

    def report(self, said: Reported) -> None:
        """Record a value; `recorded` or `refused` follows, once a click."""
        if self._busy:
            return
        self._busy = True
        task = self._context.tasks.start(
            without_steps(indicators_work.report, self._db, self._caller(), said),
            self._recorded,
            self.refused.emit,
            owner=self,
        )
        task.finished.connect(self._rest)

    def save_evidence(self, value_id: int, path: Path) -> None:
        """Write the file behind a value to `path`."""
        work = indicators_work.save_evidence
        self._start(work, self.written.emit, "indicators.file", value_id, path)

    def export(self, path: Path) -> None:
        """Write the register as a workbook."""
        self._context.tasks.start(
            without_steps(indicators_work.export, self._db, self._caller(), path),
            self.written.emit,
            self.failed.emit,
            owner=self,
            lane=Lane.LONG,
        )

    def _start(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], object],
        key: str,
        *more: object,
    ) -> None:
        self._context.tasks.start(
            without_steps(work, self._db, self._caller(), *more),
            done,
            self.failed.emit,
            owner=self,
            key=key,
        )

    def _recorded(self, done: ValueRecorded) -> None:
        if self._context.opened is not None:
            self._context.opened.events.publish(done)
        self._context.frame.saved(dt.datetime.now(ZONE))
        self.recorded.emit(done)

    def _rest(self) -> None:
        self._busy = False

    def _caller(self) -> Caller:
        return caller_of(self._context.operator.login, self._today())


def counts_of(seen: Seen) -> dict[str, tuple[int, int]]:
    """How many indicators of each kind are reached and how many there are.

    Under the empty kind stand all. An indicator of two parts is reached by both.
    """
    found: dict[str, tuple[int, int]] = {}
    rows = [
        (each.row.kind, each.row.number, each.is_open) for each in seen.register.lines
    ]
    for wanted in ("", *dict.fromkeys(kind for kind, _, _ in rows)):
        here = [each for each in rows if wanted in {"", each[0]}]
        numbers = {number for _, number, _ in here}
        still_open = {number for _, number, is_open in here if is_open}
        found[wanted] = (len(numbers - still_open), len(numbers))
    return found
