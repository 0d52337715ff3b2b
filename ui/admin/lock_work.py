"""What the lock page asks of the core; runs in a lane, without Qt."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from ui.shared.desk import caller_now
from ui.shared.desk import seat_of
from ui.shared.desk import seats

if TYPE_CHECKING:
    from ui.shared.page import Operator


def who_may_sit(database: Any, recent: tuple[str, ...]) -> tuple[Operator, ...]:
    """The operators of the tiles, who sat here last first."""
    places = {login: at for at, login in enumerate(recent)}
    known = seats(database)
    return tuple(sorted(known, key=lambda one: places.get(one.login, len(places))))


def seated(database: Any, login: str, password: str, now: int) -> Operator:
    """The person with this password.

    Raises:
        NotAllowedError: see ``security.sign_in``.
    """
    from carbon_points.security.sign_in import sign_in  # noqa: PLC0415

    return seat_of(sign_in(database, login, password, now))


def note_lock(database: Any, login: str) -> None:
    """Write down that somebody's screen was locked."""
    from carbon_points.security.service import note  # noqa: PLC0415

    note(database, caller_now(login), "lock", login)


def seconds_to_wait(database: Any, login: str, now: int) -> int:
    """How long an operator must wait after wrong passwords."""
    from carbon_points.security.sign_in import waiting  # noqa: PLC0415

    return waiting(database, login, now)
