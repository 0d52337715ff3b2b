"""Signing by a policy without its widgets: the plan, its effect, the run."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.common.days import ZONE
from ui.audit_desk import policy_work
from ui.audit_desk.policy_work import CAREFUL
from ui.audit_desk.policy_work import Effect
from ui.audit_desk.policy_work import Plan
from ui.shared.background import Lane
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.audit.queue import QueueRow
    from carbon_points.audit.service import ApprovalRun
    from carbon_points.security.chain import Caller
    from ui.shared.page import Context


class PolicyPresenter(QObject):
    """Approves at once what a policy allows of the listed methodologies."""

    rehearsed = Signal(object)
    """The `Effect` of the plan as it stands; None while it is being worked out."""

    signing = Signal(str)
    ended = Signal()
    said = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, caller: Callable[[], Caller]) -> None:
        super().__init__()
        self._context, self._caller = context, caller
        self.plan = Plan(CAREFUL, (), 0)
        self.busy = False

    def open(self, rows: Sequence[QueueRow], methodology: str = "") -> None:
        """Plan for everything that waits, or for one methodology."""
        kinds = [row.methodology for row in rows if row.state != "frozen"]
        names = tuple(sorted({kind for kind in kinds if methodology in {"", kind}}))
        count = sum(kind in names for kind in kinds)
        self.plan = Plan(self.plan.policy, names, count)
        self._rehearse()

    def choose(self, policy: str) -> None:
        """Sign by another policy."""
        self.plan = Plan(policy, self.plan.methodologies, self.plan.waiting)
        self._rehearse()

    def sign(self) -> None:
        """Approve what the plan allows."""
        if self.busy or not self.plan.methodologies:
            return
        self.busy = True
        db, by, plan = self._context.database, self._caller(), self.plan
        self._context.tasks.start(
            partial(policy_work.sign, db, by, plan),
            self._signed,
            self.failed.emit,
            owner=self,
            lane=Lane.LONG,
        ).finished.connect(self._end)
        self.signing.emit(self.tr("正在签批…"))

    def _rehearse(self) -> None:
        if not self.plan.methodologies:
            self.rehearsed.emit(Effect(0, 0))
            return
        self.rehearsed.emit(None)
        db, by, plan = self._context.database, self._caller(), self.plan
        self._context.tasks.start(
            lambda _: policy_work.rehearse(db, by, plan),
            self.rehearsed.emit,
            self.failed.emit,
            owner=self,
            key="audit.rehearse",
        )

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

    def _end(self) -> None:
        self.busy = False
        self.ended.emit()
