"""The pages of one operator: made when first wanted, kept with their state."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.shared.notices import EmptyState
from ui.shared.notices import Skeleton
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shared.page import Context
    from ui.shared.page import PageSpec


def call(page: QWidget | None, method: str, *args: Any, **kwargs: Any) -> Any:
    """Call one of a page's optional methods; None if it has none."""
    found = getattr(page, method, None)
    return found(*args, **kwargs) if callable(found) else None


def answers(page: QWidget | None, method: str) -> bool:
    """Whether a page has one of the optional methods."""
    return callable(getattr(page, method, None))


class PageStack(Stack):
    """Shows one page; the others keep their scroll, filter and drafts."""

    def __init__(self) -> None:
        super().__init__()
        self._living: dict[str, QWidget] = {}
        self._snapshots: dict[str, object] = {}
        self._put_by: dict[str, dict[str, object]] = {}
        self._waiting = Skeleton()
        self.addWidget(self._waiting)

    @property
    def current_id(self) -> str:
        """The id of the shown page; empty while there is none."""
        shown = self.currentWidget()
        return next((id_ for id_, page in self._living.items() if page is shown), "")

    @property
    def current(self) -> QWidget | None:
        """The shown page."""
        return self._living.get(self.current_id)

    @property
    def living(self) -> tuple[QWidget, ...]:
        """Every page that exists."""
        return tuple(self._living.values())

    def show_page(self, spec: PageSpec, context: Context) -> QWidget:
        """Show a page, made now if it does not exist yet."""
        page = self._living.get(spec.id)
        if page is not self.current:
            call(self.current, "leave")
        if page is None:
            page = self._made(spec, context)
        self.setCurrentWidget(page)
        return page

    def drop(self, *, keep_translating: bool = False) -> None:
        """Delete the pages after asking for their state, to be built anew.

        With `keep_translating`, those that can write their texts anew stay.
        """
        for id_, page in list(self._living.items()):
            if keep_translating and answers(page, "retranslate"):
                call(page, "retranslate")
                continue
            self._snapshots[id_] = call(page, "snapshot")
            self._remove(id_)

    def discard(self, id_: str) -> None:
        """Delete one page and its state."""
        if id_ in self._living:
            self._remove(id_)
        self._snapshots.pop(id_, None)

    def hand_over(self, leaving: str, coming: str) -> None:
        """Put one person's unfinished pages by, and fetch those of another."""
        for id_, page in list(self._living.items()):
            call(page, "leave")
            self._snapshots[id_] = call(page, "snapshot")
            self._remove(id_)
        self._put_by[leaving] = dict(self._snapshots)
        self._snapshots = self._put_by.pop(coming, {})

    def forget(self) -> None:
        """Delete the pages and everybody's state: another database is open now."""
        for id_ in list(self._living):
            call(self._living[id_], "leave")
            self._remove(id_)
        self._snapshots.clear()
        self._put_by.clear()

    def _remove(self, id_: str) -> None:
        page = self._living.pop(id_)
        self.removeWidget(page)
        page.hide()
        page.setParent(None)  # else the focus could go back to what is dying
        page.deleteLater()

    def _made(self, spec: PageSpec, context: Context) -> QWidget:
        try:
            page = spec.make(context)
            snapshot = self._snapshots.pop(spec.id, None)
            if snapshot is not None:
                call(page, "restore", snapshot)
        except Exception as error:  # noqa: BLE001  (the window shows it)
            context.frame.show_error(error)
            page = EmptyState(
                QCoreApplication.translate(
                    "PageStack", "这一页现在打不开。其他页不受影响。"
                ),
                "alert-triangle",
            )
        self._living[spec.id] = page
        self.addWidget(page)
        return page
