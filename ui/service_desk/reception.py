"""Who comes to the desk: finding people, and registering who is new."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.common.days import ZONE
from carbon_points.common.problems import UserError
from carbon_points.participants.service import register
from ui.service_desk import desk_work
from ui.service_desk.wording import refusal
from ui.shared.dates import today
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.participants.service import Registered
    from carbon_points.security.chain import Caller
    from ui.shared.page import Context


class Reception(QObject):
    """Looks people up and registers them; every answer arrives as a signal."""

    found = Signal(str, object)
    """(query, matches)"""

    places_known = Signal(object)
    owner_known = Signal(str, object)
    """(identity, `Owner` or None)"""

    registered = Signal(object)
    """The participant id of who is new."""

    refused = Signal(object, str)
    """(`Message`, field)"""

    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self._saving = False

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, today())

    def search(self, query: str) -> None:
        """Look for whom `query` may mean; `found` follows."""
        db, by = self._db, self.caller()

        def tell(matches: list[Any]) -> None:
            self.found.emit(query, matches)

        self._tasks.start(
            lambda _progress: desk_work.candidates(db, by, query),
            tell,
            self._fail,
            owner=self,
            key="desk/find",
        )

    def load_places(self) -> None:
        """Ask for subdistricts and communities; `places_known` follows."""
        db = self._db
        self._tasks.start(
            lambda _progress: desk_work.places(db),
            self.places_known.emit,
            self._fail,
            owner=self,
        )

    def look_up_owner(self, identity: str) -> None:
        """Ask whose number this is; `owner_known` follows."""
        db = self._db

        def tell(owner: object) -> None:
            self.owner_known.emit(identity, owner)

        self._tasks.start(
            lambda _progress: desk_work.owner(db, identity),
            tell,
            self._fail,
            owner=self,
            key="desk/owner",
        )

    def register(self, form: Mapping[str, object]) -> None:
        """Register somebody; `registered` or `refused` follows."""
        if self._saving:
            return
        self._saving = True
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: register(db, by, form),
            self._registered,
            self._refused,
            owner=self,
        )

    def _registered(self, done: Registered) -> None:
        self._saving = False
        self._context.frame.saved(dt.datetime.now(ZONE))
        self.registered.emit(done.participant_id)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        field = ""
        if isinstance(error, UserError):
            known = error.code in _ABOUT_THE_NUMBER
            field = "identity" if known else error.details.get("field", "")
        self.refused.emit(refusal(error), field)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))


_ABOUT_THE_NUMBER = frozenset({"DUPLICATE_ID", "DUPLICATE_USCC", "ALREADY_REGISTERED"})
