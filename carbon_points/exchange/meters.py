"""Readings of PV systems, ledgers of heat pumps and air conditioners, as a plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import ClassVar
from typing import TYPE_CHECKING

from carbon_points.actions import sums
from carbon_points.actions.events import columns_of
from carbon_points.actions.installations import load_devices
from carbon_points.actions.installations import number_devices
from carbon_points.actions.installations import write_devices
from carbon_points.actions.installations import write_readings
from carbon_points.actions.intake import Outcome
from carbon_points.actions.metered import MeterDesk
from carbon_points.actions.metered import MeterRow
from carbon_points.actions.models import Action
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.actions.prior import known_keys
from carbon_points.actions.prior import load_prior
from carbon_points.actions.rules import key_digest
from carbon_points.actions.staging import action_rows
from carbon_points.actions.staging import copy
from carbon_points.actions.staging import stage
from carbon_points.actions.staging import Stamp
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import Problem
from carbon_points.exchange.owners import by_number
from carbon_points.exchange.owners import owners_of
from carbon_points.exchange.plan import Counted
from carbon_points.exchange.plan import Written
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.metered import Device
    from carbon_points.actions.metered import Meter
    from carbon_points.actions.metered import Metered
    from carbon_points.exchange.plan import Desk
    from carbon_points.exchange.readers import Parsed
    from carbon_points.methodology.contract import Methodology
    from carbon_points.participants.queries import Found


@dataclass(slots=True)
class MeterPlan:
    """Installations, readings and metered periods that would be recorded."""

    references: ClassVar = True

    methodology: Methodology
    first_id: int
    counted: Counted = field(default_factory=Counted)
    problems: list[Problem] = field(default_factory=list)
    fresh: list[Device] = field(default_factory=list)
    meters: list[tuple[Meter, int | None]] = field(default_factory=list)
    staged: Any = None
    repeated: list[int] = field(default_factory=list)
    flags: dict[int, str] = field(default_factory=dict)

    def write(
        self, session: Session, desk: Desk, position: int, batch_id: int
    ) -> Written:
        """Insert new installations and readings, copy the staged periods."""
        write_devices(session, self.methodology.id, self.fresh, batch_id, position)
        copy(session, self.staged, batch_id, position)
        write_readings(session, desk.db.desk, self.meters, batch_id, position)
        sums.count(session, position, self.staged.cells)
        return Written((Installation, Reading), (self.staged.part,))


def plan_pv(session: Session, desk: Desk, parsed: Parsed) -> MeterPlan:
    """Cumulative readings of generation meters."""
    return _plan(session, desk, parsed, ("rooftop_pv", _pv_row))


def plan_heat_pump(session: Session, desk: Desk, parsed: Parsed) -> MeterPlan:
    """One heating season of each heat pump."""
    return _plan(session, desk, parsed, ("heat_pump", _heat_pump_row))


def plan_air_conditioner(session: Session, desk: Desk, parsed: Parsed) -> MeterPlan:
    """One year of each air conditioner."""
    return _plan(session, desk, parsed, ("air_conditioner", _air_conditioner_row))


def _pv_row(c: dict[str, Any], i: int, row: int, owner: Found) -> MeterRow:
    date = from_day_number(int(c["date"][i]))
    account = c["account_no"][i]
    return MeterRow(
        row,
        owner.participant_id,
        int(owner.kind == "sme"),
        account,
        c["commissioning_date"][i],
        {"account_number": account, "capacity_kw": c["capacity_kw"][i]},
        {
            "capacity_kw": c["capacity_kw"][i],
            "commissioning_date": c["commissioning_date"][i],
            "evidence_ref": f"{account}:{date.isoformat()}",
        },
        reading=(date, c["reading_kwh"][i]),
    )


def _heat_pump_row(c: dict[str, Any], i: int, row: int, owner: Found) -> MeterRow:
    device = c["device_no"][i]
    # Both days of the season's entry belong to it; the period is half open.
    end = (c["season_to"][i] + dt.timedelta(days=1)).isoformat()
    segment = {
        "meter_id": device,
        "start": c["start_kwh"][i],
        "end": c["end_kwh"][i],
    }
    inputs = {
        "variant": "space",
        "metering": "submeter",
        "baseline": c["baseline"][i],
        "period_start": c["season_from"][i].isoformat(),
        "period_end": end,
        "commissioning_date": c["commissioning_date"][i],
        "area_m2": c["area_m2"][i],
        "refrigerant": c["refrigerant"][i],
        "charge_kg": c["charge_kg"][i] or None,
        "segments": [segment],
        "heat_kwh": c["heat_kwh"][i] or None,
        "evidence_ref": f"{device}:{end}",
    }
    rated = {"rated_kw": c["rated_kw"][i], "area_m2": c["area_m2"][i]}
    return MeterRow(
        row,
        owner.participant_id,
        int(owner.kind == "sme"),
        device,
        c["commissioning_date"][i],
        _text_only(rated),
        {name: value for name, value in inputs.items() if value is not None},
    )


def _air_conditioner_row(c: dict[str, Any], i: int, row: int, owner: Found) -> MeterRow:
    device, year = c["device_no"][i], int(c["year"][i])
    inputs = {
        "mode": "deemed",
        "baseline": c["baseline"][i],
        "period_start": f"{year:04d}-01-01",
        "period_end": f"{year + 1:04d}-01-01",
        "commissioning_date": c["commissioning_date"][i],
        "cc_w": int(c["cc_w"][i]),
        "apf": c["apf"][i],
        "grade": int(c["grade"][i]),
        "units": 1,
        "evidence_ref": f"{device}:{year}",
    }
    rated = {
        "cc_w": str(inputs["cc_w"]),
        "apf": c["apf"][i],
        "annual_kwh": c["annual_kwh"][i],
    }
    return MeterRow(
        row,
        owner.participant_id,
        int(owner.kind == "sme"),
        device,
        c["commissioning_date"][i],
        _text_only(rated),
        inputs,
    )


def _text_only(rated: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in rated.items() if value}


def _plan(
    session: Session,
    desk: Desk,
    parsed: Parsed,
    what: tuple[str, Callable[[dict[str, Any], int, int, Found], MeterRow]],
) -> MeterPlan:
    methodology = desk.rulebook.methodology(what[0])
    found, problems = by_number(session, desk, parsed, "owner_id", "UNKNOWN_OWNER")
    columns = dict(parsed.columns)
    rows = [
        what[1](columns, place, int(parsed.numbers[place]), owner)
        for place, owner in enumerate(found)
        if owner is not None
    ]
    owners = [owner for owner in found if owner is not None]
    meters = _meter_desk(session, desk, methodology, rows)
    plan = MeterPlan(methodology, next_id(session, Action, desk.db.desk))
    plan.problems.extend(problems)
    outcomes = [meters.take(row) for row in rows]
    plan.fresh = number_devices(session, desk.db.desk, _used(outcomes))
    _record(session, desk, plan, (rows, owners, outcomes))
    return plan


def _meter_desk(
    session: Session, desk: Desk, methodology: Methodology, rows: Sequence[MeterRow]
) -> MeterDesk:
    keys = [row.device_key for row in rows]
    devices = load_devices(session, desk.rulebook, methodology.id, keys)
    digests = [
        key_digest(methodology.id, str(row.inputs["evidence_ref"])) for row in rows
    ]
    people = [row.participant_id for row in rows]
    # Units of other installations count whatever their year.
    span = (0, day_number(desk.as_of))
    prior = load_prior(session, desk.rulebook, methodology, people, span)
    known = known_keys(session, digests)
    return MeterDesk(desk.rulebook, methodology, desk.as_of, devices, known, prior)


def _used(outcomes: Sequence[Metered]) -> list[Device]:
    """Each installation of the file once, in the order of its first row."""
    devices = [o.device for o in outcomes if o.device is not None]
    return list({id(device): device for device in devices}.values())


def _record(
    session: Session,
    desk: Desk,
    plan: MeterPlan,
    judged: tuple[Sequence[MeterRow], Sequence[Found], Sequence[Metered]],
) -> None:
    """Stage the periods and count everything."""
    rows, owners, outcomes = judged
    credited = [
        place for place, outcome in enumerate(outcomes) if outcome.verdict is not None
    ]
    action_of = {place: plan.first_id + i for i, place in enumerate(credited)}
    for place, (row, outcome) in enumerate(zip(rows, outcomes, strict=True)):
        _count(plan, row, outcome)
        plan.meters.extend((meter, action_of.get(place)) for meter in outcome.meters)
    plan.counted.repeated, plan.counted.flags = plan.repeated, plan.flags
    verdicts = [o.verdict for o in outcomes if o.verdict is not None]
    stamp = Stamp(
        desk.rulebook.version_id(plan.methodology),
        desk.rulebook.factor_set_id,
        desk.as_of_number,
    )
    lines = action_rows(
        plan.first_id,
        owners_of([owners[place] for place in credited]),
        columns_of(verdicts),
        stamp,
        [rows[place].row for place in credited],
        [_device_id(outcomes[place]) for place in credited],
    )
    plan.staged = stage(session, lines)


def _device_id(outcome: Metered) -> int | None:
    return outcome.device.id if outcome.device else None


def _count(plan: MeterPlan, row: MeterRow, outcome: Metered) -> None:
    counted, verdict = plan.counted, outcome.verdict
    if outcome.problem is not None:
        column, code, value = outcome.problem
        plan.problems.append(Problem(row.row, column, code, value))
    elif outcome.duplicate:
        counted.duplicates += 1
        plan.repeated.append(row.row)
    elif verdict is None:
        counted.accepted += 1
    elif verdict.outcome is Outcome.ACCEPTED:
        counted.accepted += 1
        counted.actions += 1
        if verdict.flags:
            counted.flagged += 1
            plan.flags[row.row] = verdict.flags
        counted.reduction_mg += verdict.reduction_mg
    else:
        counted.not_creditable += 1
        details = {"methodology": plan.methodology.id, **outcome.details}
        plan.problems.append(Problem(row.row, "", verdict.code, details=details))
