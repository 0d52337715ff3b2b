"""The page of meters in a window, and installations for it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from carbon_points.crediting.fleet import installation
from carbon_points.crediting.fleet import installations
from carbon_points.crediting.installations import NewInstallation
from carbon_points.crediting.installations import register_installation
from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.readings import record_reading
from tests.deeds import person
from tests.districts import as_of
from ui.service_desk.meters_view import MetersView
from ui.shared.dates import today
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from carbon_points.crediting.fleet import PastReading
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


METERS = 5


BEFORE = dt.timedelta(days=40)


def fit_out(db: Database, count: int = METERS, start: str = "1000") -> list[int]:
    """Some systems whose meters were read forty days ago; in the order of a route."""
    caller = dataclasses.replace(as_of("worker"), as_of=today())
    for number in range(1, count + 1):
        wanted = NewInstallation(
            "rooftop_pv",
            person(1),
            f"光伏{number:03d}",
            {"capacity_kw": "10", "commissioning_date": "2025-06-01"},
            is_exclusive=True,
        )
        key = dataclasses.replace(caller, operation_id=f"fit{number}")
        done = register_installation(db, key, wanted)
        reading = NewReading(done.installation_id, today() - BEFORE, start)
        key = dataclasses.replace(caller, operation_id=f"read{number}")
        record_reading(db, key, reading)
    return [line.installation_id for line in installations(db, as_of("worker"))]


def shown(hand: Hand) -> MetersView:
    hand.window.navigate("meters")
    hand.wait()
    page = hand.window.page
    assert isinstance(page, MetersView)
    return page


def readings(db: Database, number: int) -> tuple[PastReading, ...]:
    return installation(db, as_of("worker"), number).readings


def said(page: MetersView) -> str:
    return page.reading.notice.text


def press(page: MetersView, words: str) -> None:
    buttons = [b for b in page.findChildren(Button) if words in b.text()]
    next(b for b in buttons if b.isVisible()).click()
