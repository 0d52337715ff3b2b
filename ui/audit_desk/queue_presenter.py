"""The audit page without its widgets: what waits, what signing would do, signing."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.audit.service import Taken
from carbon_points.common.days import ZONE
from carbon_points.exchange.report import FileReport
from ui.audit_desk import queue_work
from ui.audit_desk.queue_work import CAREFUL
from ui.audit_desk.queue_work import Effect
from ui.audit_desk.queue_work import Plan
from ui.audit_desk.queue_work import Queue
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from carbon_points.audit.service import ApprovalRun
    from carbon_points.security.chain import Caller
    from ui.shared.background import Task
    from ui.shared.page import Context

_NOTHING = Queue((), 0, 0, 0)


class QueuePresenter(QObject):
    """Asks anew what waits whenever something was imported or taken back."""

    seen = Signal(object)
    """The `Queue`."""

    rehearsed = Signal(object)
    """The `Effect` of the plan as it stands; None while it is being worked out."""

    signing = Signal(str)
    ended = Signal()
    said = Signal(object)
    failed = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        self._today = today
        self._task: Task[Any] | None = None
        self.queue = _NOTHING
        self.policy = CAREFUL
        self.left_out: set[str] = set()
        """Methodologies that are not to be signed now."""

        for kind in (FileReport, Taken):
            context.bridge.listen(kind, lambda _event: self.refresh(), self)

    @property
    def plan(self) -> Plan:
        """What would be signed as it stands."""
        names = (line.methodology for line in self.queue.lines)
        return Plan(
            self.policy, tuple(name for name in names if name not in self.left_out)
        )

    @property
    def busy(self) -> bool:
        """Whether something is being signed."""
        return self._task is not None

    def refresh(self) -> None:
        """Ask what waits; `seen` follows."""
        self._context.tasks.start(
            partial(_waiting, self._db, self._caller()),
            self._seen,
            self.failed.emit,
            owner=self,
            key="audit.queue",
        )

    def choose(self, policy: str) -> None:
        """Sign by another policy."""
        self.policy = policy
        self._rehearse()

    def tick(self, methodology: str) -> None:
        """Sign a methodology's actions, or leave them out."""
        self.left_out ^= {methodology}
        self.seen.emit(self.queue)
        self._rehearse()

    def sign(self) -> None:
        """Approve what the plan allows."""
        if self.busy or not self.plan.methodologies:
            return
        self._task = self._context.tasks.start(
            partial(queue_work.sign, self._db, self._caller(), self.plan),
            self._signed,
            self.failed.emit,
            owner=self,
            lane=Lane.LONG,
        )
        self._task.finished.connect(self._end)
        self.signing.emit(self.tr("正在签批…"))

    def _seen(self, queue: Queue) -> None:
        self.queue = queue
        self.left_out &= {line.methodology for line in queue.lines}
        self.seen.emit(queue)
        self._rehearse()

    def _rehearse(self) -> None:
        if not self.plan.methodologies:
            self.rehearsed.emit(Effect(0, 0))
            return
        self.rehearsed.emit(None)
        work = partial(_rehearse, self._db, self._caller(), self.plan, self.queue)
        self._context.tasks.start(
            work, self._rehearsed, self.failed.emit, owner=self, key="audit.rehearse"
        )

    def _rehearsed(self, effect: Effect) -> None:
        self.rehearsed.emit(effect)

    def _signed(self, run: ApprovalRun) -> None:
        if self._context.opened is not None:
            self._context.opened.events.publish(run)
        self._context.frame.saved(dt.datetime.now(ZONE))
        text = self.tr(
            "已核定 {n} 笔，发放 {p} 分。"
            "留待审核 {left} 笔，其中有疑点的 {flagged} 笔。"
        )
        said = text.format(
            n=f"{run.approved:,}",
            p=f"{run.points:,}",
            left=f"{run.left:,}",
            flagged=f"{run.flagged:,}",
        )
        self.said.emit(split(Tone.OK, said))
        self.refresh()

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def _caller(self) -> Caller:
        return queue_work.caller_of(self._context.operator.login, self._today())


def _waiting(db: Any, caller: Caller, _progress: object) -> Queue:
    return queue_work.waiting(db, caller)


def _rehearse(
    db: Any, caller: Caller, plan: Plan, queue: Queue, _progress: object
) -> Effect:
    return queue_work.rehearse(db, caller, plan, queue)
