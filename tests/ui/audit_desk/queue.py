"""The queue of the audit page under the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from carbon_points.actions.rules import State
from tests.deeds import Ride

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from ui.audit_desk.queue_view import QueueView


CTRL = Qt.KeyboardModifier.ControlModifier


SHIFT = Qt.KeyboardModifier.ShiftModifier


NONE = Qt.KeyboardModifier.NoModifier


START = Ride("").start


def focus(page: QueueView) -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    assert page.window().isAncestorOf(found)
    return found


def tap(page: QueueView, key: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focus(page), Qt.Key(ord(key.upper())), modifier)


def states(db: Database) -> list[str]:
    """The state of each action in the order of registration."""
    with db.reading() as session:
        found = session.scalars(text("SELECT state FROM action ORDER BY id"))
        return [State(state).name.lower() for state in found]


def marks(page: QueueView) -> list[str]:
    """The column of opinions."""
    return [str(page.model.index(n, 9).data()) for n in range(page.model.rowCount())]


def names(page: QueueView) -> list[str]:
    return [str(page.model.index(n, 2).data()) for n in range(page.model.rowCount())]


def segments(page: QueueView) -> list[str]:
    return [button.accessibleName() for button in page.filter.segments.buttons()]


def sign(page: QueueView, wait: Callable[[], None]) -> None:
    QTest.keyClick(focus(page), Qt.Key.Key_Return, CTRL)
    wait()
    wait()
