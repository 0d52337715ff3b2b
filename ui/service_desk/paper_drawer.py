"""The print panel laid over the right side of a page, made when it is first wanted."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.shared.tokens import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.service_desk.papers_panel import PapersPanel
    from ui.shared.page import Context

_WIDTH: Final = 400


class PaperDrawer(QObject):
    """Opens over `page`; closing gives the keys back to whoever had them."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._before: QWidget | None = None
        self.panel: PapersPanel | None = None
        page.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether a paper is being looked at."""
        return self.panel is not None and self.panel.isVisible()

    def offer(
        self, kind: str, participant_id: int, action_ids: Sequence[int] = ()
    ) -> None:
        """Show a paper, ready to be printed with Enter."""
        if not self.is_open:
            self._before = QApplication.focusWidget()
        panel = self.panel or self._made()
        self._place()
        panel.show()
        panel.raise_()
        panel.offer(kind, participant_id, action_ids)

    def close(self) -> bool:
        """Close it; False if it was not open."""
        if self.panel is None or not self.is_open:
            return False
        self.panel.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _made(self) -> PapersPanel:
        # Not at the top: a desk opens without the papers' fonts and previews.
        from ui.service_desk.papers_panel import PapersPanel  # noqa: PLC0415

        self.panel = PapersPanel(self._context)
        self.panel.setParent(self._page)
        self.panel.closed.connect(self.close)
        self.panel.done.connect(self._done)
        return self.panel

    def _done(self, sentence: str) -> None:
        self._context.frame.toast(sentence)
        self.close()

    def _place(self) -> None:
        if self.panel is not None:
            room = self._page.rect()
            width = min(px(_WIDTH), room.width())
            self.panel.setGeometry(room.width() - width, 0, width, room.height())
