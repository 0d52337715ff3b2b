"""Opening the programme database of this work place, told as the window needs it."""

from __future__ import annotations

import datetime as dt
import os
import time
import uuid
from dataclasses import replace
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtCore import QCoreApplication

from carbon_points.common.days import day_number
from carbon_points.common.days import ZONE
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.progress import Progress
from ui.shared.desk_lock import release
from ui.shared.desk_lock import Seat
from ui.shared.messages import message
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import Role
from ui.shared.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.security.service import KnownOperator
    from carbon_points.storage.engine import Database


NO_DEMO: Final = "CARBON_POINTS_FIRST_RUN"
"""The environment variable that lets a new work place begin with the first-run page."""


def desk_path() -> Path:
    """The database in the user's folder, the same as the command line's."""
    return user_data_path("carbon-points") / "carbon-points.db"


def demo_path() -> Path:
    """The demo has a file of its own, so that it never mixes with the real one."""
    return user_data_path("carbon-points") / "demo.db"


def kept_path() -> Path:
    """The database of this work place, wherever its people wanted it."""
    return Settings().database or desk_path()


def open_desk() -> Opened:
    """The database of this work place; before there is one, the demo.

    Where ``CARBON_POINTS_FIRST_RUN`` is set, the first-run page asks instead.
    """
    path = kept_path()
    if path.exists():
        return open_file(path)
    if os.environ.get(NO_DEMO):
        return Opened(None, (), alone="first_run")
    return open_demo()


def open_demo(progress: Progress | None = None) -> Opened:
    """The demo district, made on first use."""
    path = demo_path()
    if not path.exists():
        _found_demo(path, progress or Progress())
    return open_file(path)


def open_file(path: Path) -> Opened:
    """What the window must know of a database file, opened.

    Where another window writes to it, or it lies in a closed place, it is opened for
    reading only, and the reason is told.

    Raises:
        DatabaseUnusableError: if it cannot be opened.
    """
    # Not at the top: the window paints before the database layer is imported.
    from carbon_points.storage.engine import open_database  # noqa: PLC0415

    seat = Seat(path)
    if not seat.taken:
        return _looked_at(path, seat.holder)
    try:
        database = open_database(path)
    except BaseException as error:
        seat.give_back()
        if isinstance(error, DatabaseUnusableError) and error.code == "DB_READ_ONLY":
            return _looked_at(path)
        raise
    seat.keep_for(database)
    return replace(_looked_after(database), was_left=seat.was_left)


def _looked_at(path: Path, holder: str = "") -> Opened:
    """Opened for reading only, with the reason and a way to try again."""
    from carbon_points.storage.engine import open_database  # noqa: PLC0415

    found = opened(open_database(path, read_only=True))
    reason = _why_read_only(holder)
    return replace(found, read_only=reason, reopen=partial(open_file, path))


def _looked_after(database: Database) -> Opened:
    """A database whose chain is broken at its end is shown, and not written to."""
    from carbon_points.integrity.tail import stop_if_broken  # noqa: PLC0415

    position = stop_if_broken(database)
    found = opened(database)
    if not position:
        return found
    reason = message("M45", n=position).whole
    return replace(found, broken_at=position, read_only=reason)


def close(database: Database) -> None:
    """Give a database back, also to other windows."""
    database.close()
    release(database)


def opened(database: Database) -> Opened:
    """What the window must know of an open database."""
    from carbon_points.places.queries import desks  # noqa: PLC0415
    from carbon_points.places.queries import district  # noqa: PLC0415
    from carbon_points.places.queries import own_desk  # noqa: PLC0415
    from carbon_points.security.service import in_set_up_mode  # noqa: PLC0415

    with database.reading() as session:
        set_up = in_set_up_mode(session)
        first = next(iter(desks(session)), None)
        place = own_desk(session) or first or district(session)
    return Opened(
        database,
        seats(database),
        events=database.events,
        demo=database.demo,
        set_up_mode=set_up,
        encrypted=database.encrypted,
        read_only=_why_read_only() if database.read_only else "",
        alone="" if set_up else "lock",
        service_point=place.name,
        saved_at=dt.datetime.fromtimestamp(database.path.stat().st_mtime, ZONE),
    )


def _why_read_only(host: str = "") -> str:
    if host:
        return message("M44", host=host).whole
    return QCoreApplication.translate(
        "desk", "账本现在不能写入，本机以只读方式打开：可以查看，不能登记。"
    )


def seats(database: Database) -> tuple[Operator, ...]:
    """Who may sit here: everybody in set-up mode, then who has a password."""
    from carbon_points.security.service import operators  # noqa: PLC0415

    with database.reading() as session:
        everyone = operators(session)
    set_up = not any(one.has_password for one in everyone)
    today = day_number(dt.datetime.now(ZONE).date())
    return tuple(
        seat_of(one)
        for one in everyone
        if one.works_on(today) and (set_up or one.has_password)
    )


def seat_of(operator: KnownOperator) -> Operator:
    """A person of the core as the window knows one."""
    roles = tuple(role for role in Role if role in operator.roles)
    return Operator(operator.name, operator.display_name, roles)


def _found_demo(path: Path, progress: Progress) -> None:
    from carbon_points.exchange.demo import found_demo  # noqa: PLC0415

    path.parent.mkdir(parents=True, exist_ok=True)
    found_demo(path, caller_now(), progress).close()


def caller_now(operator: str = "", second: str = "") -> Caller:
    """Who acts today, with an operation id of its own."""
    return caller_of(operator, dt.datetime.now(ZONE).date(), second)


def caller_of(operator: str, day: dt.date, second: str = "") -> Caller:
    """Who acts on a day, with an operation id of its own."""
    from carbon_points.security.chain import Caller  # noqa: PLC0415

    return Caller(operator, day, int(time.time()), uuid.uuid4().hex, second)
