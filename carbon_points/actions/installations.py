"""Installations and readings in the database: loaded for a file, written with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import zip_longest
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.actions.metered import Device
from carbon_points.actions.models import Action
from carbon_points.actions.models import ActionCorrection
from carbon_points.actions.models import ImportBatch
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.actions.rules import LAST_LIVE
from carbon_points.common.days import day_number
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.security.models import ChainRecord
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from carbon_points.actions.metered import Meter
    from carbon_points.rulebook.service import Rulebook

_CHUNK = 500

REGISTERED: Final = "installation"
"""The kind of the chain record by which somebody registers an installation."""


def load_devices(
    session: Session, rulebook: Rulebook, methodology: str, keys: Iterable[str]
) -> dict[str, Device]:
    """The installations of a methodology that a file names, as they stand."""
    wanted = sorted(set(keys))
    devices: dict[str, Device] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = session.execute(
            select(Installation).where(
                Installation.methodology == methodology,
                Installation.state == "live",
                Installation.device_key.in_(wanted[start : start + _CHUNK]),
            )
        ).scalars()
        devices.update({row.device_key: _device(row) for row in rows})
    by_id = {device.id: device for device in devices.values() if device.id}
    for start in range(0, len(by_id), _CHUNK):
        chunk = list(by_id)[start : start + _CHUNK]
        _load_readings(session, by_id, chunk)
        _load_periods(session, rulebook, by_id, chunk)
    return devices


def _device(row: Installation) -> Device:
    return Device(
        row.id,
        row.participant_id,
        row.device_key,
        row.commissioned_on,
        msgspec.msgpack.decode(row.rated, type=dict[str, str]),
    )


def _load_readings(
    session: Session, by_id: Mapping[int, Device], chunk: Sequence[int]
) -> None:
    rows = session.execute(
        select(
            Reading.installation_id,
            Reading.read_on,
            Reading.value_e6,
            Reading.counts,
            Reading.meter_id,
            Reading.action_id,
        )
        .outerjoin(ImportBatch, ImportBatch.id == Reading.batch_id)
        .where(
            Reading.installation_id.in_(chunk),
            func.coalesce(ImportBatch.withdrawn, 0) == 0,
        )
        .order_by(Reading.read_on, Reading.id)
    )
    counted: dict[int, list[_Counted]] = defaultdict(list)
    for device_id, read_on, value_e6, counts, meter_id, action_id in rows:
        by_id[device_id].readings.append((read_on, value_e6))
        if counts:
            at = (read_on, value_e6)
            counted[device_id].append(_Counted(meter_id, at, action_id is not None))
    for device_id, readings in counted.items():
        for reading, after in zip_longest(readings, readings[1:]):
            _replay(by_id[device_id], reading, after)


class _Counted(NamedTuple):
    """One reading from which something is counted."""

    meter_id: str
    at: tuple[int, int]
    ended: bool
    """Whether it ended a period."""


def _replay(device: Device, reading: _Counted, after: _Counted | None) -> None:
    """Bring an installation to where one more counted reading left it.

    A reading that ended no period begins one, or is one of the two of a change of
    meters on one day: the last value of the old one, then the first of the new.
    """
    meter_id, at, ended = reading
    if not ended and device.last is not None and meter_id != device.meter:
        device.put_in(meter_id, at)
    elif not ended and device.last is not None and _is_taken_off(reading, after):
        device.take_off(at)
    else:
        device.begin(meter_id, at)


def _is_taken_off(reading: _Counted, after: _Counted | None) -> bool:
    """Whether another meter was put in the same day."""
    if after is None or after.ended:
        return False
    return after.at[0] == reading.at[0] and after.meter_id != reading.meter_id


def _load_periods(
    session: Session,
    rulebook: Rulebook,
    by_id: Mapping[int, Device],
    chunk: Sequence[int],
) -> None:
    rows = session.execute(
        select(Action.installation_id, Action.version_id, Action.inputs).where(
            Action.installation_id.in_(chunk), Action.state <= LAST_LIVE
        )
    )
    for device_id, version_id, blob in rows:
        device = by_id[device_id or 0]
        _, version = rulebook.versions[version_id]
        inputs = unpack_inputs(version, blob)
        start = dt.date.fromisoformat(inputs["period_start"])
        end = dt.date.fromisoformat(inputs["period_end"])
        device.periods.append((day_number(start), day_number(end)))


def number_devices(
    session: Session, desk: int, devices: Iterable[Device]
) -> list[Device]:
    """Give new installations their ids; answer those that must be written."""
    fresh = [device for device in devices if device.id is None]
    first = next_id(session, Installation, desk)
    for offset, device in enumerate(fresh):
        device.id = first + offset
    return fresh


def write_devices(
    session: Session,
    methodology: str,
    devices: Sequence[Device],
    batch_id: int | None,
    position: int,
) -> None:
    """Store new installations, inside the writing transaction."""
    rows = [
        {
            "id": device.id,
            "participant_id": device.participant_id,
            "methodology": methodology,
            "device_key": device.device_key,
            "account_number": device.rated.get("account_number", ""),
            "commissioned_on": device.commissioned_on,
            "rated": msgspec.msgpack.encode(dict(sorted(device.rated.items()))),
            "state": "live" if device.live else "withdrawn",
            "batch_id": batch_id,
            "chain_position": position,
        }
        for device in devices
    ]
    if rows:
        session.execute(insert(Installation), rows)


def write_readings(
    session: Session,
    desk: int,
    meters: Sequence[tuple[Meter, int | None]],
    batch_id: int | None,
    position: int,
) -> None:
    """Store meter values, each with the action that it ended."""
    first = next_id(session, Reading, desk)
    rows = [
        {
            "id": first + offset,
            "installation_id": meter.device.id,
            "meter_id": meter.meter_id,
            "read_on": meter.read_on,
            "value_e6": meter.value_e6,
            "action_id": action_id,
            "counts": int(meter.counts),
            "batch_id": batch_id,
            "chain_position": position,
        }
        for offset, (meter, action_id) in enumerate(meters)
    ]
    if rows:
        session.execute(insert(Reading), rows)


def open_periods(session: Session, action_ids: Sequence[int]) -> None:
    """The readings of actions that no longer count start no period any more.

    An installation that is left without any is free for a corrected registration,
    perhaps under another owner.
    """
    for start in range(0, len(action_ids), _CHUNK):
        chunk = action_ids[start : start + _CHUNK]
        # The readings of a corrected action stay those of the one that was logged.
        logged = select(ActionCorrection.origin_id).where(
            ActionCorrection.replacement_id.in_(chunk)
        )
        session.execute(
            update(Reading)
            .where(or_(Reading.action_id.in_(chunk), Reading.action_id.in_(logged)))
            .values(counts=0)
            .execution_options(synchronize_session=False)
        )
        theirs = select(Action.installation_id).where(Action.id.in_(chunk))
        retire_idle(session, Installation.id.in_(theirs))


def retire_idle(session: Session, which: ColumnElement[bool]) -> None:
    """Withdraw installations that have neither a live action nor a first reading.

    One that somebody registered as such stays: its readings are yet to come.
    """
    busy = select(Action.id).where(
        Action.installation_id == Installation.id, Action.state <= LAST_LIVE
    )
    started = select(Reading.id).where(
        Reading.installation_id == Installation.id, Reading.counts == 1
    )
    registered = select(ChainRecord.position).where(
        ChainRecord.position == Installation.chain_position,
        ChainRecord.kind == REGISTERED,
    )
    session.execute(
        update(Installation)
        .where(which, ~busy.exists(), ~started.exists(), ~registered.exists())
        .values(state="withdrawn")
        .execution_options(synchronize_session=False)
    )
