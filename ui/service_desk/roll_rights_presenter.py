"""A person's own rights without their widgets: a copy of the data, an erasure."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.security.rules import may
from ui.service_desk import roll_rights_work as work
from ui.service_desk.wording import refusal
from ui.shared.background import Lane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.certificates.data_copy import Copied
    from carbon_points.integrity.account_closing import Closed
    from carbon_points.integrity.erasing import Erased
    from ui.service_desk.roll_rights_work import Wanted
    from ui.shared.page import Context


class RightsPresenter(QObject):
    """Makes copies, says what an erasure would do, and carries it out."""

    copied = Signal(object)
    """`Copied`."""

    foreseen = Signal(object)
    """`Prospect`."""

    erased = Signal(object)
    """`Erased`."""

    changed = Signal(object, str)
    """(participant id, what was done)"""

    busy = Signal(bool)
    failed = Signal(object)
    """The `Message` why it came to nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._db, self._who = context.database, context.operator.login
        opened = context.opened
        self._writable = opened is None or not opened.read_only

    @property
    def may_copy(self) -> bool:
        """Whether this operator may make a copy."""
        return self._may("participant copy")

    @property
    def may_close(self) -> bool:
        """Whether this operator may close an account."""
        return self._may("participant close")

    @property
    def may_erase(self) -> bool:
        """Whether this operator may ask for an erasure."""
        return self._may("participant erase")

    def copy(self, participant_id: int, folder: Path, reason: str) -> None:
        """Write a person's copy; `copied` follows."""
        db, who = self._db, self._who
        self._start(
            lambda: work.copy(db, who, participant_id, folder, reason), self._copied
        )

    def close(self, participant_id: int, reason: str) -> None:
        """Close somebody's account; `changed` follows."""
        db, who = self._db, self._who
        self._start(lambda: work.close(db, who, participant_id, reason), self._closed)

    def foresee(self, participant_id: int) -> None:
        """Ask what an erasure would do; `foreseen` follows."""
        db, who = self._db, self._who
        self._start(lambda: work.prospect(db, who, participant_id), self.foreseen.emit)

    def erase(self, wanted: Wanted) -> None:
        """Erase somebody; `erased` and `changed` follow."""
        db, who = self._db, self._who
        self._start(lambda: work.erase(db, who, wanted), self._erased)

    def _may(self, right: str) -> bool:
        roles = frozenset(str(role) for role in self._context.operator.roles)
        return self._writable and may(roles, right)

    def _copied(self, done: Copied) -> None:
        self.copied.emit(done)
        self.changed.emit(done.participant_id, self.tr("资料副本已制作。"))

    def _closed(self, done: Closed) -> None:
        said = self.tr("已销户，%Ln 分同日到期。", "", done.points)
        self.changed.emit(done.participant_id, said)

    def _erased(self, done: Erased) -> None:
        self.erased.emit(done)
        self.changed.emit(done.participant_id, self.tr("已注销并匿名化。"))

    def _start(self, act: Callable[[], Any], tell: Callable[[Any], object]) -> None:
        def done(found: Any) -> None:
            # First: what is still disabled would not take the keyboard.
            self.busy.emit(False)
            tell(found)

        self.busy.emit(True)
        # The long lane: a copy draws pages, an erasure writes the whole file anew.
        self._context.tasks.start(
            lambda _progress: act(), done, self._fail, owner=self, lane=Lane.LONG
        )

    def _fail(self, error: Exception) -> None:
        self.busy.emit(False)
        self.failed.emit(refusal(error))
