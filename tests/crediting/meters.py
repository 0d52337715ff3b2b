"""An installation with a meter, and what is read from it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.crediting.explain import explain
from carbon_points.crediting.installations import NewInstallation
from carbon_points.crediting.installations import register_installation
from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.readings import change_meter
from carbon_points.crediting.readings import MeterChange
from carbon_points.crediting.readings import preview_reading
from carbon_points.crediting.readings import record_reading
from carbon_points.integrity.service import verify
from carbon_points.rulebook.service import current
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.crediting.installations import Done
    from carbon_points.crediting.readings import ReadingPreview
    from carbon_points.storage.engine import Database


START = dt.date(2026, 1, 1)


PV = NewInstallation(
    "rooftop_pv",
    person(1),
    "0000000000001",
    {"capacity_kw": "10", "commissioning_date": "2025-06-01"},
    is_exclusive=True,
)


def new_pv(db: Database, **changes: Any) -> int:
    wanted = dataclasses.replace(PV, **changes)
    return register_installation(db, as_of("worker"), wanted).installation_id


def read(db: Database, number: int, day: dt.date, value: str, turns: str = "") -> Done:
    return record_reading(db, as_of("worker"), NewReading(number, day, value, turns))


def seen(db: Database, number: int, day: dt.date, value: str) -> ReadingPreview:
    return preview_reading(db, as_of("worker"), NewReading(number, day, value))


def swap(
    db: Database, number: int, day: dt.date, end: str, start: str, new: str = ""
) -> None:
    change_meter(db, as_of("worker"), MeterChange(number, day, end, start, new))


def after(days: int) -> dt.date:
    return START + dt.timedelta(days=days)


def segments(db: Database, action_id: int | None) -> list[dict[str, Any]]:
    book = current(db, as_of())
    with db.reading() as session:
        inputs = explain(session, book, action_id or 0).inputs
    found: list[dict[str, Any]] = inputs["segments"]
    return found


def sound(db: Database) -> bool:
    return verify(db, as_of(), recalculate=True).ok
