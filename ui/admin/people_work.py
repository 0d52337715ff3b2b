"""What the settings ask of the core about people; runs in a lane, without Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from carbon_points.places.queries import subdistricts
from carbon_points.security import people
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import operators
from carbon_points.security.sign_in import sign_in
from carbon_points.security.signers import signers_of
from ui.shared.desk import caller_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from carbon_points.places.queries import PlaceName
    from carbon_points.security.chain import Caller
    from carbon_points.security.people import Person
    from carbon_points.security.service import KnownOperator
    from carbon_points.storage.engine import Database

    Act: TypeAlias = Callable[[Database, Caller], KnownOperator]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, and what an act on them needs."""

    everyone: tuple[KnownOperator, ...]
    signers: tuple[KnownOperator, ...]
    """Who can sign as the second person; empty where nobody need."""

    places: tuple[PlaceName, ...]
    set_up_mode: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A second person at the desk."""

    name: str = ""
    password: str = field(default="", repr=False)


def staff(db: Database) -> Staff:
    """Everybody who uses the program or did."""
    with db.reading() as session:
        everyone = operators(session)
        needed = people.second_needed(session)
        places = subdistricts(session)
        set_up = in_set_up_mode(session)
    signers = signers_of(people.USERS, everyone) if needed else ()
    return Staff(everyone, signers, places, set_up)


def act(
    db: Database,
    operator: str,
    signature: Signature,
    what: Act,
) -> KnownOperator:
    """Do something to the list of operators, signed by a second person if one signs.

    Raises:
        NotAllowedError: if somebody may not, or a password is wrong.
    """
    if signature.name:
        sign_in(db, signature.name, signature.password, int(time.time()))
    return what(db, caller_now(operator, signature.name))


def add(person: Person, password: str) -> Act:
    """Take somebody on."""
    return lambda db, by: people.add_operator(db, by, person, password)


def change(person: Person) -> Act:
    """Other roles, another name to show."""
    return lambda db, by: people.change_operator(db, by, person)


def give_password(name: str, password: str) -> Act:
    """A new password for somebody."""
    return lambda db, by: people.set_password(db, by, name, password)


def close(name: str) -> Act:
    """Somebody leaves."""
    return lambda db, by: people.close_operator(db, by, name)


def reopen(name: str) -> Act:
    """Somebody comes back."""
    return lambda db, by: people.reopen_operator(db, by, name)


def change_own(db: Database, name: str, present: str, password: str) -> None:
    """A new password for oneself, after the present one.

    Raises:
        NotAllowedError: if the present one is wrong.
        UserError: ``PASSWORD_SHORT``.
    """
    sign_in(db, name, present, int(time.time()))
    people.set_password(db, caller_now(name), name, password)
