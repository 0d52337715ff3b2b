"""What has just opened is seen, wherever its page had been scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtCore import QRect
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from ui.shared.tokens import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def bring_into_view(part: QWidget) -> None:
    """Scroll as little as shows all of a part, its top rather than its foot.

    What was just shown has no place to scroll to before the event loop turns.
    """
    QTimer.singleShot(0, part, lambda: _scroll_to(part))


def _scroll_to(part: QWidget) -> None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    inside = None if above is None else above.widget()
    if above is None or inside is None or not part.isVisible():
        return
    bar = above.verticalScrollBar()
    if (layout := inside.layout()) is not None:
        layout.activate()
    place = QRect(part.mapTo(inside, QPoint(0, 0)), part.size())
    height, now, edge = above.viewport().height(), bar.value(), px(12)
    foot = max(now, place.bottom() + edge - height)
    bar.setValue(min(foot, place.top() - edge))
