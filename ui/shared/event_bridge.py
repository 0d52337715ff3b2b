"""Core events in the GUI thread: the only file where the two meet."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from typing import TYPE_CHECKING
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.common.events import Events

E = TypeVar("E")


class EventBridge(QObject):
    """Delivers what the core publishes, from whatever thread, to those who listen."""

    _arrived = Signal(object)

    def __init__(self, events: Events) -> None:
        super().__init__()
        self._events = events
        self._listeners: dict[type, list[tuple[QObject, Callable[[Any], object]]]]
        self._listeners = defaultdict(list)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def listen(
        self, kind: type[E], handler: Callable[[E], object], owner: QObject
    ) -> None:
        """Call `handler` with every later event of `kind` while `owner` lives."""
        if kind not in self._listeners:
            self._events.subscribe(kind, self._arrived.emit)
        self._listeners[kind].append((owner, handler))

    def _deliver(self, event: object) -> None:
        kind = type(event)
        alive = [pair for pair in self._listeners[kind] if isValid(pair[0])]
        self._listeners[kind] = alive
        for _owner, handler in alive:
            handler(event)
