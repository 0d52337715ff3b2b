"""Questions about places, answered with values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.places.models import Place
from carbon_points.storage.engine import next_id
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


OWN_DESK: Final = "desk.place"
"""The setting with the id of the desk that a database belongs to."""


@dataclass(frozen=True, slots=True)
class District:
    """The district of a database and what its file says of it."""

    id: int
    code: str
    name: str
    full_name: str
    prefix: str
    zone: str
    grid_region: str
    issuer: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place with its name, for lists and tables."""

    id: int
    code: str
    name: str


def district(session: Session) -> District:
    """The district that this database serves.

    Raises:
        sqlalchemy.exc.NoResultFound: if none was loaded.
    """
    row = session.scalars(select(Place).where(Place.kind == "district")).one()
    query = select(Setting.name, Setting.value).where(
        Setting.name.startswith("district.")
    )
    facts = {name.partition(".")[2]: value for name, value in session.execute(query)}
    return District(row.id, row.code, row.name, **facts)


def subdistricts(session: Session) -> tuple[PlaceName, ...]:
    """Subdistricts and towns in the order of the district file."""
    return _named(session, "subdistrict", None)


def communities(session: Session, subdistrict_id: int) -> tuple[PlaceName, ...]:
    """The communities of a subdistrict that are known so far."""
    return _named(session, "community", subdistrict_id)


def desks(session: Session, subdistrict_id: int | None = None) -> tuple[PlaceName, ...]:
    """The service desks of a subdistrict, or all of them."""
    return _named(session, "desk", subdistrict_id)


def own_desk(session: Session) -> PlaceName | None:
    """The service desk whose database this is, once somebody said which."""
    kept = session.get(Setting, OWN_DESK)
    place = session.get(Place, int(kept.value)) if kept is not None else None
    return None if place is None else PlaceName(place.id, place.code, place.name)


def subdistrict_by_name(session: Session, name: str) -> int | None:
    """The id of the subdistrict with this name."""
    query = select(Place.id).where(Place.kind == "subdistrict", Place.name == name)
    return session.scalar(query)


def place_name(session: Session, place_id: int | None) -> str:
    """The name of a place, empty if there is none."""
    return session.scalar(select(Place.name).where(Place.id == place_id)) or ""


def _named(session: Session, kind: str, parent_id: int | None) -> tuple[PlaceName, ...]:
    query = select(Place.id, Place.code, Place.name).where(Place.kind == kind)
    if parent_id is not None:
        query = query.where(Place.parent_id == parent_id)
    rows = session.execute(query.order_by(Place.id))
    return tuple(PlaceName(row.id, row.code, row.name) for row in rows)


class PlaceIndex:
    """All places in memory, for imports that name one in every row."""

    def __init__(self, session: Session) -> None:
        self._names: dict[int, str] = {}
        self._subdistricts: dict[str, int] = {}
        self._communities: dict[tuple[int, str], int] = {}
        self._parents: dict[int, int] = {}
        for place in session.scalars(select(Place).order_by(Place.id)):
            self._add(place)

    def subdistrict(self, name: str) -> int | None:
        """The id of the subdistrict with this name."""
        return self._subdistricts.get(name.strip())

    def community(self, subdistrict_id: int, name: str) -> int | None:
        """The id of a community of this subdistrict."""
        return self._communities.get((subdistrict_id, name.strip()))

    def subdistrict_of(self, community_id: int) -> int:
        """The subdistrict that a community lies in."""
        return self._parents[community_id]

    def name(self, place_id: int | None) -> str:
        """The name of a place, empty if there is none."""
        return self._names.get(place_id, "") if place_id is not None else ""

    def add_community(
        self, session: Session, desk: int, subdistrict_id: int, name: str
    ) -> int:
        """The id of a community; one that is not known yet is added."""
        known = self.community(subdistrict_id, name)
        if known is not None:
            return known
        place = Place(
            id=next_id(session, Place, desk),
            kind="community",
            parent_id=subdistrict_id,
            code="",
            name=name.strip(),
        )
        session.add(place)
        session.flush()
        self._add(place)
        return place.id

    def _add(self, place: Place) -> None:
        self._names[place.id] = place.name
        if place.kind == "subdistrict":
            self._subdistricts[place.name] = place.id
        if place.kind == "community" and place.parent_id is not None:
            self._communities[place.parent_id, place.name] = place.id
            self._parents[place.id] = place.parent_id
