"""Loading a district into a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.places.district_file import read_district
from carbon_points.places.models import Place
from carbon_points.places.queries import OWN_DESK
from carbon_points.storage.engine import next_id
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.places.district_file import DistrictFile
    from carbon_points.places.district_file import SubdistrictRow


def load_district(session: Session, desk: int, file: Path | None = None) -> int:
    """Load a district file, or the shipped one; the new district's id.

    Raises:
        UserError: ``DISTRICT_FILE``, if it cannot be understood.
    """
    found = read_district(file)
    makes = _Maker(next_id(session, Place, desk))
    district = makes.place("district", None, found.code, found.name)
    for row in found.subdistricts:
        makes.subdistrict(district, row)
    session.add_all(makes.places)
    for name, value in _facts(found).items():
        session.merge(Setting(name=f"district.{name}", value=value))
    session.flush()
    return district


def settle_desk(session: Session, desk: int, subdistrict_id: int, name: str) -> int:
    """Say which service desk this database belongs to; the place's id."""
    query = select(Place).where(
        Place.kind == "desk", Place.parent_id == subdistrict_id, Place.name == name
    )
    place = session.scalar(query)
    if place is None:
        place = Place(
            id=next_id(session, Place, desk),
            kind="desk",
            parent_id=subdistrict_id,
            code="",
            name=name,
        )
        session.add(place)
    session.merge(Setting(name=OWN_DESK, value=str(place.id)))
    session.flush()
    return place.id


def _facts(found: DistrictFile) -> dict[str, str]:
    """What the district file says besides the places."""
    return {
        "full_name": found.full_name,
        "prefix": found.prefix,
        "zone": found.zone,
        "grid_region": found.grid_region,
        "issuer": found.issuer,
    }


class _Maker:
    """Numbers new places, parents before their children."""

    def __init__(self, first: int) -> None:
        self.places: list[Place] = []
        self._first = first

    def place(self, kind: str, parent_id: int | None, code: str, name: str) -> int:
        record_id = self._first + len(self.places)
        self.places.append(
            Place(id=record_id, kind=kind, parent_id=parent_id, code=code, name=name)
        )
        return record_id

    def subdistrict(self, district: int, row: SubdistrictRow) -> None:
        parent = self.place("subdistrict", district, row.code, row.name)
        for kind, names in (("community", row.communities), ("desk", row.desks)):
            self._children(kind, parent, names)

    def _children(self, kind: str, parent: int, names: Sequence[str]) -> None:
        for name in names:
            self.place(kind, parent, "", name)
