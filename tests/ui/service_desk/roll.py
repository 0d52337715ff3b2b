"""The list of participants in a window, and what its file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from sqlalchemy import select

from carbon_points.participants.models import Participant
from carbon_points.security.models import OperationLog
from tests.deeds import person
from ui.service_desk.roll_view import RollView
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


ALT = Qt.KeyboardModifier.AltModifier


def shown(hand: Hand, who: int = 0) -> RollView:
    if not isinstance(hand.window.page, RollView):
        hand.window.navigate("participants")
    hand.wait()
    page = hand.window.page
    assert isinstance(page, RollView)
    if who:
        page.pick(who)
        hand.wait()
    return page


def words(part: QWidget) -> str:
    labels = [each for each in part.findChildren(Label) if each.isVisibleTo(part)]
    return " ".join(label.text() for label in labels)


def acts(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(OperationLog.act)))


def stored(db: Database, number: int) -> Participant:
    with db.reading() as session:
        return session.get_one(Participant, person(number))


def reached(hand: Hand, start: QWidget, inside: QWidget) -> list[QWidget]:
    """What Tab reaches from a control on, as long as it stays inside."""
    start.setFocus()
    found = [start]
    while True:
        hand.press(Qt.Key.Key_Tab)
        if not inside.isAncestorOf(hand.focus) or hand.focus in found:
            return found
        found.append(hand.focus)
