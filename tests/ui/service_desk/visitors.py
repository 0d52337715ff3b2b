"""Who is at the desk, and what was logged for them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from carbon_points.crediting.account import account
from tests.deeds import person
from ui.shared.dates import today

if TYPE_CHECKING:
    from carbon_points.crediting.account import Account
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


YESTERDAY = today() - dt.timedelta(days=1)


def account_of(db: Database, number: int) -> Account:
    with db.reading() as session:
        return account(session, person(number))


def shown_person(hand: Hand) -> int:
    visitor = hand.desk.presenter.visitor
    return visitor.summary.participant_id if visitor else 0


def log_clothing(hand: Hand, kilograms: str = "4.2") -> None:
    hand.type("2")
    hand.type(kilograms)
    hand.commit()
