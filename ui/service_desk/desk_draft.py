"""What stands on the desk when the power goes: kept key by key, and put back."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QSignalBlocker
from PySide6.QtCore import Signal

from carbon_points.common.days import ZONE
from ui.shared.drafting import DraftKeeper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.security.drafts import Draft
    from ui.service_desk.desk_presenter import DeskPresenter
    from ui.service_desk.find_panel import FindPanel
    from ui.service_desk.register_panel import RegisterPanel
    from ui.service_desk.work_page import WorkPage
    from ui.shared.page import Context

FORM = "service"


class DeskDraft(QObject):
    """Watches the parts of the desk and can bring them back to how they were."""

    found = Signal(object)
    """When an earlier run kept something that is now back: the local time."""

    registering = Signal()
    """A half-filled registration is back."""

    def __init__(
        self,
        context: Context,
        parts: tuple[DeskPresenter, FindPanel, RegisterPanel, WorkPage],
    ) -> None:
        super().__init__()
        self._presenter, self._panel, self._register, self._work = parts
        self._keeper = DraftKeeper(context, FORM, self.content, self)
        self._waiting: Mapping[str, Any] | None = None
        self.is_registering = False
        self._watch()

    def _watch(self) -> None:
        touched = self._keeper.touched
        for signal in (
            self._panel.edit.textChanged,
            self._register.edited,
            self._work.form.changed,
            self._work.tiles.chosen,
            self._work.evidence.changed,
            self._presenter.visit_changed,
        ):
            signal.connect(lambda *_: touched())
        self._presenter.opened.connect(self._put_back_work)
        self._presenter.opened.connect(lambda _visitor: touched())
        self._presenter.closed.connect(touched)

    def show_registering(self, *, on: bool) -> None:
        """The registration is in front, or is not any more."""
        self.is_registering = on
        self._keeper.touched()

    def content(self) -> dict[str, Any] | None:
        """Plain values of everything; None for an empty desk."""
        person = self._presenter.participant_id
        query = self._panel.edit.text()
        if not (person or query.strip() or self.is_registering):
            return None
        visit = self._presenter.visit
        return {
            "query": query,
            "person": person,
            "visit": [record.action_id for record in visit],
            "work": self._work.unfinished,
            "registering": self.is_registering,
            "register": self._register.snapshot() if self.is_registering else {},
        }

    def flush(self) -> None:
        """Keep what there is at once."""
        self._keeper.flush()

    def keep_now(self) -> None:
        """Keep what there is before the program ends."""
        self._keeper.keep_now()

    def look(self) -> None:
        """Put back what the last run left, unless somebody has begun already."""
        self._keeper.find(self._put_back)

    def _put_back(self, draft: Draft) -> None:
        if self.content() is not None:
            return
        content = draft.content
        with QSignalBlocker(self._panel.edit):
            self._panel.edit.setText(content.get("query", ""))
        if content.get("registering"):
            self._register.restore(content["register"])
            self.registering.emit()
        if content.get("person"):
            self._waiting = content.get("work")
            self._presenter.resume(content["person"], content.get("visit", []))
        self.found.emit(dt.datetime.fromtimestamp(draft.at, ZONE))

    def _put_back_work(self, _visitor: object) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting:
            self._work.put_back(waiting)
