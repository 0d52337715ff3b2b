"""Beginning: a new database, the demo, or one from a backup; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from ui.shared.desk import caller_now
from ui.shared.desk import opened
from ui.shared.desk import seat_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.places.district_file import DistrictFile
    from carbon_points.storage.engine import Database
    from ui.shared.page import Opened
    from ui.shared.page import Operator

_STEPS = 4


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first-run page asks."""

    path: Path
    service_point: str
    subdistrict: str
    name: str
    password: str = field(repr=False)
    """Of the first operator; the books' first passphrase, too."""

    remember: bool = True
    """Whether this computer keeps the key of the books."""


def shipped_district() -> DistrictFile:
    """The district that this copy of the program serves."""
    from carbon_points.places.district_file import read_district  # noqa: PLC0415

    return read_district(None)


def begin(wanted: Beginning, progress: Progress) -> tuple[Opened, Operator]:
    """Make the books, and seat who makes them as desk worker and administrator.

    Raises:
        UserError: ``PASSPHRASE_WEAK``.
        DatabaseUnusableError: ``DB_EXISTS``, or the place cannot be written.
    """
    from carbon_points.exchange.founding import found  # noqa: PLC0415
    from carbon_points.exchange.founding import Founding  # noqa: PLC0415
    from carbon_points.security.passwords import check_passphrase  # noqa: PLC0415
    from carbon_points.storage.keys import Protection  # noqa: PLC0415
    from carbon_points.storage.scratch import remove_database  # noqa: PLC0415

    # It protects the file as well: nobody makes wrong tries on a stolen one wait.
    check_passphrase(wanted.password)
    progress.step(1, _STEPS)
    protection = Protection(wanted.password, remember=wanted.remember)
    founding = Founding(protection=protection)
    database = found(wanted.path, caller_now(), founding)
    try:
        progress.step(2, _STEPS)
        operator = _settle(database, wanted)
        progress.step(3, _STEPS)
        return opened(database), operator
    except BaseException:
        database.close()
        remove_database(wanted.path)
        raise


def _settle(database: Database, wanted: Beginning) -> Operator:
    from carbon_points.places.queries import subdistrict_by_name  # noqa: PLC0415
    from carbon_points.places.service import settle_desk  # noqa: PLC0415
    from carbon_points.security.people import add_operator  # noqa: PLC0415
    from carbon_points.security.people import Person  # noqa: PLC0415
    from carbon_points.security.rules import ADMIN  # noqa: PLC0415
    from carbon_points.security.rules import WORKER  # noqa: PLC0415

    with database.writing() as session:
        place = subdistrict_by_name(session, wanted.subdistrict)
        if place is not None:
            settle_desk(session, database.desk, place, wanted.service_point)
    roles = frozenset({WORKER, ADMIN})
    person = Person(wanted.name, wanted.name, roles, place)
    return seat_of(add_operator(database, caller_now(), person, wanted.password))
