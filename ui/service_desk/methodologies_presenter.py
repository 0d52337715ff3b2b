"""The methodologies page without widgets: what there is, tried and adopted."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.rulebook.service import adopt
from ui.service_desk import methodologies_work as work
from ui.service_desk.wording import refusal
from ui.shared import dates
from ui.shared.desk import caller_of
from ui.shared.page import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import Rejection
    from carbon_points.methodology.contract import Status
    from carbon_points.rulebook.service import Proposal
    from carbon_points.security.chain import Caller
    from ui.service_desk.methodologies_work import Example
    from ui.service_desk.methodologies_work import Library
    from ui.shared.page import Context


class MethodologiesPresenter(QObject):
    """Shows one methodology at a time."""

    listed = Signal(object)
    """The `Library`."""

    adopted = Signal(str)
    """``proposed`` or ``trial``."""

    refused = Signal(object)
    failed = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self._today = today
        self.library: Library | None = None
        self.may_adopt = self._db is not None and (
            Role.AUDITOR in context.operator.roles
        )

    @property
    def today(self) -> dt.date:
        """The day whose rules are in force."""
        return self._today()

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, self.today)

    def load(self) -> None:
        """Ask what there is; `listed` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: work.library(db, by),
            self._listed,
            self._fail,
            owner=self,
            key="methodologies/list",
        )

    def status(self, methodology: Methodology) -> Status:
        """The status in force today."""
        if self.library is None:
            return methodology.current.shipped_status
        return self.library.status(methodology, self.today)

    def proposal(self, methodology: Methodology) -> Proposal | None:
        """What waits for the second auditor."""
        return self.library.proposal(methodology) if self.library else None

    def is_own(self, proposal: Proposal) -> bool:
        """Whether this auditor proposed it; another one must confirm."""
        return proposal.operator == self._context.operator.login

    def tried(
        self, methodology: Methodology, example: Example, inputs: Mapping[str, Any]
    ) -> Calculation | Rejection | None:
        """What the methodology says to these inputs; pure, so at once."""
        if self.library is None:
            return None
        return work.tried(self.library, methodology, example, inputs)

    def adopt(self, methodology: str, valid_from: dt.date, document: str) -> None:
        """Propose a trial, or confirm what another auditor proposed."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: adopt(db, by, [methodology], valid_from, document),
            lambda done: self._adopted(done.status),
            lambda error: self.refused.emit(refusal(error)),
            owner=self,
        )

    def _adopted(self, status: str) -> None:
        self.adopted.emit(status)
        self.load()

    def _listed(self, found: Library) -> None:
        self.library = found
        self.listed.emit(found)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))
