"""What a participant's actions and devices hold besides numbers, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update

from carbon_points.actions.models import Action
from carbon_points.actions.models import Decision
from carbon_points.actions.models import ImportBatch
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.common.problems import UserError
from carbon_points.methodology.nameless import meter_name
from carbon_points.methodology.nameless import nameless
from carbon_points.security.redacting import Replacement

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import MethodologyVersion

_NAMING: frozenset[str] = frozenset({"account_number", "meter_id", "serial"})
"""Keys of a nameplate that name a household or its device."""


def waiting_of(session: Session, participant_id: int) -> int:
    """How many actions of somebody are not decided yet."""
    query = "SELECT COUNT(*) FROM action WHERE participant_id = :id AND state IN (1, 2)"
    return session.scalar(text(query), {"id": participant_id}) or 0


def actions_of(session: Session, participant_id: int) -> list[int]:
    """The record ids of somebody's actions."""
    query = select(Action.id).where(Action.participant_id == participant_id)
    return list(session.scalars(query.order_by(Action.id)))


def device_words(session: Session, participant_id: int) -> list[str]:
    """The numbers of somebody's devices, accounts and meters."""
    query = select(Installation).where(Installation.participant_id == participant_id)
    devices = list(session.scalars(query))
    meters = select(Reading.meter_id).where(
        Reading.installation_id.in_([device.id for device in devices])
    )
    rated = [msgspec.msgpack.decode(d.rated, type=dict[str, str]) for d in devices]
    return [
        *(device.device_key for device in devices),
        *(device.account_number for device in devices),
        *(plate[key] for plate in rated for key in _NAMING & plate.keys()),
        *session.scalars(meters),
    ]


def nameless_rows(
    session: Session,
    participant_id: int,
    versions: Mapping[int, MethodologyVersion],
    token: Callable[[str], bytes],
) -> Iterator[Replacement]:
    """Actions, devices and readings as they may stay.

    Args:
        session: any.
        participant_id: whose.
        versions: of every methodology that is installed.
        token: makes of a device's number what finds it again and tells nobody which it
            is: the same device must not be credited twice for the same months.

    Raises:
        UserError: METHODOLOGY_NOT_INSTALLED: what an input means is not known here.
    """
    own = select(Action).where(Action.participant_id == participant_id)
    for row in session.scalars(own).all():
        if row.version_id not in versions:
            raise UserError("METHODOLOGY_NOT_INSTALLED")
        inputs, context = nameless(versions[row.version_id], row.inputs, row.context)
        if (inputs, context) != (row.inputs, row.context):
            yield Replacement(Action, row.id, {"inputs": inputs, "context": context})
    devices = select(Installation).where(Installation.participant_id == participant_id)
    for device in session.scalars(devices).all():
        yield _nameless_device(device, token)
        yield from _nameless_readings(session, device.id)


def _nameless_device(
    device: Installation, token: Callable[[str], bytes]
) -> Replacement:
    plate = msgspec.msgpack.decode(device.rated, type=dict[str, str])
    left = {key: value for key, value in plate.items() if key not in _NAMING}
    values = {
        "device_key": f"#{token(device.device_key).hex()}",
        "rated": msgspec.msgpack.encode(left),
    }
    return Replacement(Installation, device.id, values)


def _nameless_readings(session: Session, device_id: int) -> Iterator[Replacement]:
    own = select(Reading.id, Reading.meter_id).where(
        Reading.installation_id == device_id
    )
    rows = session.execute(own.order_by(Reading.id)).all()
    meters = list(dict.fromkeys(row.meter_id for row in rows))
    for row in rows:
        name = meter_name(1 + meters.index(row.meter_id))
        if name != row.meter_id:
            yield Replacement(Reading, row.id, {"meter_id": name})


def retire_devices(session: Session, participant_id: int) -> None:
    """Take somebody's devices out of use; nothing more is measured of them."""
    own = update(Installation).where(Installation.participant_id == participant_id)
    session.execute(own.values(state="withdrawn", account_number=""))


def hidden_reasons(
    session: Session, action_ids: Sequence[int], hidden: Callable[[str], str]
) -> Iterator[Replacement]:
    """The reasons of decisions on some actions, where they name somebody."""
    wanted = frozenset(action_ids)
    rows = session.execute(
        select(Decision.id, Decision.action_id, Decision.reason).where(
            Decision.reason != ""
        )
    ).all()
    for row_id, action_id, reason in rows:
        if action_id in wanted and (words := hidden(reason)) != reason:
            yield Replacement(Decision, row_id, {"reason": words})


def hide_file_names(session: Session, hidden: Callable[[str], str]) -> None:
    """Names of imported files without a person's name."""
    for row in session.execute(select(ImportBatch.id, ImportBatch.file_name)).all():
        if (name := hidden(row.file_name)) != row.file_name:
            chosen = update(ImportBatch).where(ImportBatch.id == row.id)
            session.execute(chosen.values(file_name=name))
