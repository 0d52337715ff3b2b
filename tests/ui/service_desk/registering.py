"""The form of a registration, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from sqlalchemy import select

from carbon_points.participants.models import Participant
from ui.service_desk.register_fields import PhoneEntry

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.register_panel import RegisterPanel


def panel(hand: Hand) -> RegisterPanel:
    hand.press(Qt.Key.Key_F3)
    return hand.desk.register


def phone(shown: RegisterPanel) -> PhoneEntry:
    entry = shown.form.entry("phone")
    assert isinstance(entry, PhoneEntry)
    return entry


def newest(db: Database) -> Participant:
    with db.reading() as session:
        query = select(Participant).order_by(Participant.id.desc()).limit(1)
        return session.scalars(query).one()


def says(shown: RegisterPanel, name: str) -> str:
    entry = shown.form.entry(name)
    texts = [] if entry is None else entry.findChildren(type(shown._note))
    return " ".join(label.text() for label in texts)
