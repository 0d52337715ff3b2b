"""A sheet dropped anywhere on the window goes to the page that imports."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import QObject
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

SHEETS: Final = frozenset({".xlsx", ".xls", ".csv"})


class SheetDrops(QObject):
    """Watches a window; what a page takes for itself never arrives here."""

    def __init__(
        self, window: QWidget, take: Callable[[tuple[Path, ...]], object]
    ) -> None:
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        dropped = event.type() == QEvent.Type.Drop
        if not dropped and event.type() != QEvent.Type.DragEnter:
            return super().eventFilter(watched, event)
        sheets = _sheets(event)
        if not sheets:
            return False
        event.accept()
        if dropped:
            self._take(sheets)
        return True


def _sheets(event: QEvent) -> tuple[Path, ...]:
    if not isinstance(event, QDropEvent):
        return ()
    urls = event.mimeData().urls()
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return tuple(path for path in paths if path.suffix.lower() in SHEETS)
