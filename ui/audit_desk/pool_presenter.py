"""The pool's page without its widgets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.audit.service import ApprovalRun
from carbon_points.audit.service import Taken
from carbon_points.common.days import ZONE
from ui.audit_desk import pool_work
from ui.audit_desk.pool_work import Signature
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.background import without_steps
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.pool.queries import LedgerLine
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from ui.audit_desk.pool_work import Seen
    from ui.shared.page import Context

NOBODY = Signature()


@dataclass(frozen=True, slots=True)
class PoolChanged:
    """News: something of the pool was announced, registered, disposed of or used."""

    said: str


class PoolPresenter(QObject):
    """Asks anew after every act; one act at a time."""

    seen = Signal(object)
    """A `Seen`."""

    acted = Signal(object)
    """A `PoolChanged`."""

    refused = Signal(object)
    behind_known = Signal(object)
    explained = Signal(object)
    failed = Signal(object)
    written = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._today = today
        self._busy = False
        self.last: Seen | None = None
        for kind in (ApprovalRun, Taken, PoolChanged):
            context.bridge.listen(kind, lambda _event: self.refresh(), self)

    def today(self) -> dt.date:
        """The day that is worked on."""
        return self._today()

    def refresh(self) -> None:
        """Ask how the pool stands; `seen` or `failed` follows."""
        self.ask(pool_work.look, self._seen, key="pool.look")

    def act(
        self,
        work: Callable[[Database, Caller], Any],
        said: Callable[[Any], str],
        signature: Signature = NOBODY,
    ) -> None:
        """Give a command; `acted` with what `said` makes of it, or `refused`."""
        if self._busy:
            return
        self._busy = True
        wanted = without_steps(pool_work.act, self._db, self.caller(), work, signature)
        task = self._context.tasks.start(
            wanted,
            lambda done: self._acted(said(done)),
            self.refused.emit,
            owner=self,
        )
        task.finished.connect(self._rest)

    def ask(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], object],
        *more: object,
        key: str = "",
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Ask the core for something that changes nothing."""
        self._context.tasks.start(
            without_steps(work, self._db, self.caller(), *more),
            done,
            failed or self.failed.emit,
            owner=self,
            key=key,
        )

    def look_behind(self, line: LedgerLine) -> None:
        """Ask for the actions behind a movement; `behind_known` follows."""
        emit = self.behind_known.emit
        self.ask(pool_work.behind, emit, line, key="pool.behind")

    def explain(self, action_id: int) -> None:
        """Ask how an action's number came about; `explained` follows."""
        emit = self.explained.emit
        self.ask(pool_work.explained, emit, action_id, key="pool.explain")

    def publish(self, path: Path) -> None:
        """Write the public register; `written` or `failed` follows."""
        self._context.tasks.start(
            without_steps(pool_work.publish, self._db, self.caller(), path),
            self.written.emit,
            self.failed.emit,
            owner=self,
            lane=Lane.LONG,
        )

    def caller(self) -> Caller:
        """Who acts today, with an operation of its own."""
        return caller_of(self._context.operator.login, self._today())

    def _seen(self, seen: Seen) -> None:
        self.last = seen
        self.seen.emit(seen)

    def _acted(self, said: str) -> None:
        done = PoolChanged(said)
        if self._context.opened is not None:
            self._context.opened.events.publish(done)
        self._context.frame.saved(dt.datetime.now(ZONE))
        self.acted.emit(done)
        self.refresh()

    def _rest(self) -> None:
        self._busy = False
