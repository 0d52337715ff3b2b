"""The installations of one participant, as a file lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.actions.models import Action
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.actions.rules import LAST_LIVE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class OwnedInstallation:
    """One device with what was measured of it."""

    installation_id: int
    methodology: str
    device_key: str
    account_number: str
    commissioned_on: int
    state: str
    """``live`` or ``withdrawn``."""

    last_read_on: int | None
    """Day number of the newest reading."""

    periods: int
    """Live actions of it."""

    reduction_mg: int


def installations_of(
    session: Session, participant_id: int
) -> tuple[OwnedInstallation, ...]:
    """The devices of a participant, those in use first."""
    rows = session.scalars(
        select(Installation)
        .where(Installation.participant_id == participant_id)
        .order_by(Installation.state, Installation.id)
    ).all()
    ids = [row.id for row in rows]
    read = _last_readings(session, ids)
    sums = _sums(session, ids)
    return tuple(
        OwnedInstallation(
            row.id,
            row.methodology,
            row.device_key,
            row.account_number,
            row.commissioned_on,
            row.state,
            read.get(row.id),
            *sums.get(row.id, (0, 0)),
        )
        for row in rows
    )


def _last_readings(session: Session, ids: list[int]) -> Mapping[int, int]:
    query = (
        select(Reading.installation_id, func.max(Reading.read_on))
        .where(Reading.installation_id.in_(ids))
        .group_by(Reading.installation_id)
    )
    return {device: int(day) for device, day in session.execute(query)}


def _sums(session: Session, ids: list[int]) -> Mapping[int, tuple[int, int]]:
    query = (
        select(
            Action.installation_id,
            func.count(),
            func.coalesce(func.sum(Action.reduction_mg), 0),
        )
        .where(Action.installation_id.in_(ids), Action.state <= LAST_LIVE)
        .group_by(Action.installation_id)
    )
    found = session.execute(query)
    return {device or 0: (int(count), int(mg)) for device, count, mg in found}
