"""What was typed on the meters page and not recorded: kept, and put back."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.service_desk.wording import clock
from ui.shared.drafting import DraftKeeper
from ui.shared.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.security.drafts import Draft
    from ui.service_desk.meters_new import NewPanel
    from ui.service_desk.meters_presenter import MetersPresenter
    from ui.service_desk.meters_reading import ReadingPanel
    from ui.shared.page import Context


class MetersDraft(QObject):
    """The unfinished reading and the unfinished registration, as plain values."""

    reading_is_back = Signal(object, object)
    """The message that says so, and the installation that it is of."""

    registration_is_back = Signal(object)

    def __init__(
        self,
        context: Context,
        parts: tuple[MetersPresenter, ReadingPanel, NewPanel],
    ) -> None:
        super().__init__()
        self._presenter, self._reading, self._new = parts
        self._keeper = DraftKeeper(context, "meters", self.content, self)
        self._typed: tuple[int, str] = (0, "")
        self._waiting: Mapping[str, Any] | None = None
        self._reading.changed.connect(self._keeper.touched)
        self._new.touched.connect(self._keeper.touched)
        self._presenter.rules_known.connect(lambda _known: self._fill_new())

    def look(self) -> None:
        """Look once for what an earlier run left."""
        self._keeper.find(self._bring_back)

    def touched(self) -> None:
        """Something was recorded or entered."""
        self._keeper.touched()

    def flush(self) -> None:
        """Keep what there is at once."""
        self._keeper.flush()

    def content(self) -> dict[str, Any] | None:
        """What there is; None if nothing."""
        value, new = self._reading.value.draft, self._new.snapshot()
        if not value and new is None:
            return None
        return {"open": self._presenter.current, "value": value, "new": new}

    def put(self, content: Mapping[str, Any]) -> None:
        """Put it back as soon as the rules and the installation are there."""
        self._typed = (content["open"], content["value"])
        self._waiting = content["new"]

    def value_of(self, installation_id: int) -> str:
        """What was typed for an installation; it is told once."""
        number, value = self._typed
        self._typed = (0, "")
        return value if number == installation_id else ""

    def _bring_back(self, draft: Draft) -> None:
        content = draft.content
        self.put(content)
        said = message("M22", time=clock(draft.at))
        if self._waiting:
            self._fill_new()
            self._new.ask(said)
            self._new.notice.offer(self.tr("清空"), self._new.clear)
        if content["value"]:
            self.reading_is_back.emit(said, content["open"])
        elif content["new"]:
            self.registration_is_back.emit(said)

    def _fill_new(self) -> None:
        if self._waiting and self._new.is_ready:
            state, self._waiting = self._waiting, None
            self._new.restore(state)
            if state["owner"]:
                self._presenter.choose_owner(state["owner"])
