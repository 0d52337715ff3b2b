"""For whom papers are made when nobody is named: a place, or everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_
from sqlalchemy import select

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.participants.models import Participant
from carbon_points.places.models import Place
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller

_PLACES = ("community", "subdistrict")


def members(session: Session, caller: Caller, name: str) -> list[int]:
    """The participants of a community, by its name or its subdistrict's.

    Raises:
        NotAllowedError: by role, or ``OWN_PLACE`` if it is another subdistrict's.
        UserError: ``PLACE_UNKNOWN``.
    """
    by = permitted(session, "certificate issue", caller)
    query = select(Place.id, Place.parent_id)
    found = session.execute(
        query.where(Place.name == name, Place.kind.in_(_PLACES))
    ).all()
    if not found:
        raise UserError("PLACE_UNKNOWN", value=name)
    own = own_subdistrict(session, by)
    seen = [id_ for id_, parent in found if own in {None, id_, parent}]
    if not seen:
        raise NotAllowedError("OWN_PLACE")
    return _living_in(session, seen)


def addressed(
    session: Session, by: Caller, named: Sequence[int] | None
) -> Sequence[int] | None:
    """Who is meant: everybody is the own subdistrict for who is confined to it.

    One person comes to any desk, so who is named is served everywhere.
    """
    own = own_subdistrict(session, by)
    if named is not None or own is None:
        return named
    return _living_in(session, [own])


def _living_in(session: Session, places: Sequence[int]) -> list[int]:
    query = select(Participant.id).where(
        or_(
            Participant.community_id.in_(places),
            Participant.subdistrict_id.in_(places),
        )
    )
    return list(session.scalars(query.order_by(Participant.id)))
