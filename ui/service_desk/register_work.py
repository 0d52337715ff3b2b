"""What registering asks of the core; run in the lanes, so there is no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.participants.queries import last_home
from carbon_points.participants.rows import CONSENT_TEXT
from carbon_points.participants.twins import twins_of_form
from carbon_points.places.queries import communities
from carbon_points.places.queries import district
from carbon_points.places.queries import place_name
from carbon_points.places.queries import subdistricts
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.participants.twins import Twin
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Setting:
    """What the program knows before anything is asked."""

    places: Mapping[str, tuple[str, ...]]
    """Subdistricts in their order, each with the communities known so far."""

    own_subdistrict: str
    """Of a worker who serves one; empty for one who serves them all."""

    last_subdistrict: str
    last_community: str
    """Where the newest person that this desk registered lives."""

    district_code: str
    district_name: str
    issuer: str
    consent_version: str


def setting(db: Database, caller: Caller) -> Setting:
    """What a registration at this desk begins with."""
    with db.reading() as session:
        caller = permitted(session, "register", caller)
        own = own_subdistrict(session, caller)
        home = last_home(session, db.desk, own)
        here = district(session)
        return Setting(
            places={
                place.name: tuple(each.name for each in communities(session, place.id))
                for place in subdistricts(session)
            },
            own_subdistrict=place_name(session, own),
            last_subdistrict=home[0],
            last_community=home[1],
            district_code=here.code,
            district_name=here.full_name,
            issuer=here.issuer,
            consent_version=CONSENT_TEXT,
        )


def twins(
    db: Database, caller: Caller, kind: str, name: str, phone: str
) -> tuple[Twin, ...]:
    """Who is registered with this name and telephone already."""
    with db.reading() as session:
        permitted(session, "register", caller)
        return tuple(twins_of_form(session, kind, name, phone))
