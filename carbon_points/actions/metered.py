"""Readings and yearly figures of installations, row after row.

Each row is judged against the installation as the rows before it left it: the last
credited reading, the credited periods, the devices that the owner already has.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.actions.intake import Outcome
from carbon_points.actions.prior import PriorAction
from carbon_points.actions.rows_path import base_context
from carbon_points.actions.rows_path import History
from carbon_points.actions.rows_path import judge
from carbon_points.actions.rules import key_digest
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.units import MICRO
from carbon_points.methodology.inputs import pack_inputs
from carbon_points.methodology.meters import energy_kwh
from carbon_points.methodology.shapes import read_segment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.actions.intake import Verdict
    from carbon_points.actions.prior import KnownKey
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook


@dataclass(slots=True)
class Device:
    """An installation as the rows so far left it."""

    id: int | None
    """None until it is stored; new ones are numbered when the file is written."""

    participant_id: int
    device_key: str
    commissioned_on: int
    rated: Mapping[str, str]
    readings: list[tuple[int, int]] = field(default_factory=list)
    """(day number, millionths) of every reading that was kept."""

    last: tuple[int, int] | None = None
    """The latest reading that counts: where the next period starts."""

    meter_id: str = ""
    """The meter that runs now; empty while it has no number of its own."""

    since: tuple[int, int] | None = None
    """Where that meter was put in after `last`."""

    taken_off: list[tuple[str, int, int]] = field(default_factory=list)
    """Meters that ran since `last` and were replaced: number, first and last value."""

    periods: list[tuple[int, int]] = field(default_factory=list)
    """Credited periods as day numbers, half open."""

    row: int = 0
    """The file's row that brought a new one."""

    live: bool = True
    """False for a new one whose only row was not creditable: it takes no number."""

    @property
    def marker(self) -> int:
        """What tells this device from the owner's others."""
        return -self.row if self.id is None else self.id

    @property
    def meter(self) -> str:
        """The number of the meter that runs now."""
        return self.meter_id or self.device_key

    @property
    def start(self) -> tuple[int, int] | None:
        """Where the meter that runs now began within the open period."""
        return self.since or self.last

    def begin(self, meter_id: str, at: tuple[int, int]) -> None:
        """Let a new period start with this reading."""
        self.meter_id, self.last, self.since = meter_id, at, None
        self.taken_off = []

    def take_off(self, at: tuple[int, int]) -> None:
        """End the running meter's part of the period."""
        if self.start is not None:
            self.taken_off.append((self.meter, self.start[1], at[1]))

    def put_in(self, meter_id: str, at: tuple[int, int]) -> None:
        """Let a new meter run on from here."""
        self.meter_id, self.since = meter_id, at


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter value to be stored."""

    device: Device
    meter_id: str
    read_on: int
    value_e6: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Metered:
    """What became of one row."""

    verdict: Verdict | None = None
    """None for a first reading, which only sets the start."""

    device: Device | None = None
    meters: tuple[Meter, ...] = ()
    problem: tuple[str, str, str] | None = None
    """Field, code and value of a row that is refused and leaves no record."""

    details: Mapping[str, str] = field(default_factory=dict)
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class MeterRow:
    """One row of a file of installations, read and belonging to somebody."""

    row: int
    participant_id: int
    kind: int
    device_key: str
    commissioned_on: str
    rated: Mapping[str, str]
    inputs: Mapping[str, Any]
    """In golden form; a cumulative reading has no period_start and segments yet."""

    reading: tuple[dt.date, str] | None = None
    """Date and value of a cumulative reading."""

    turns_at: str = ""
    """The value at which the counter returned to zero since the last reading."""

    ct: int = 1
    """Ratio of the current transformer."""

    starts_anew: bool = False
    """After too long a gap: it ends no period, the next one begins here."""


class MeterDesk:
    """Judges the rows of one file in their order."""

    def __init__(
        self,
        rulebook: Rulebook,
        methodology: Methodology,
        as_of: dt.date,
        devices: Mapping[str, Device],
        known: Mapping[int, Sequence[KnownKey]],
        prior: Sequence[PriorAction],
    ) -> None:
        self._methodology = methodology
        self._register = rulebook.register(methodology.id)
        self._as_of = as_of
        self.devices = dict(devices)
        self._known = {digest: list(keys) for digest, keys in known.items()}
        self._history = History(methodology, prior)
        self._seen: set[tuple[int, int, bytes]] = set()
        self._credited: set[int] = set()

    def take(self, row: MeterRow) -> Metered:
        """The outcome of the next row."""
        device = self.devices.get(row.device_key)
        if device is not None and device.participant_id != row.participant_id:
            return Metered(problem=("device_no", "DUPLICATE_DEVICE", row.device_key))
        if row.reading is not None:
            return self._cumulative(row, device)
        return self._period(row, device)

    def _cumulative(self, row: MeterRow, device: Device | None) -> Metered:
        date, text = row.reading or (self._as_of, "0")
        read_on, value_e6 = day_number(date), int(Decimal(text) * MICRO)
        if device is None:
            device = self._new_device(row)
        if (read_on, value_e6) in device.readings:
            return Metered(duplicate=True)
        if device.last is None:
            device.begin(device.meter, (read_on, value_e6))
            device.readings.append((read_on, value_e6))
            meter = Meter(device, device.meter, read_on, value_e6, counts=True)
            return Metered(device=device, meters=(meter,))
        segments = open_segments(row, device, value_e6)
        problem = _impossible(row, device, read_on, segments)
        if problem:
            return Metered(problem=problem)
        if row.starts_anew:
            device.begin(device.meter, (read_on, value_e6))
            meter = Meter(device, device.meter, read_on, value_e6, counts=True)
            return Metered(device=device, meters=(meter,))
        return self._credit_reading(row, device, (read_on, value_e6), segments)

    def _credit_reading(
        self,
        row: MeterRow,
        device: Device,
        new: tuple[int, int],
        segments: Sequence[Mapping[str, Any]],
    ) -> Metered:
        last = device.last or new
        inputs = {
            **row.inputs,
            "period_start": from_day_number(last[0]).isoformat(),
            "period_end": from_day_number(new[0]).isoformat(),
            "segments": list(segments),
        }
        first = segments[0]
        before = {"meter_id": first["meter_id"], "value": first["start"]}
        context = {"last_reading": before}
        verdict, details = self._judge(row, device, inputs, context)
        credited = verdict.outcome is Outcome.ACCEPTED
        device.readings.append(new)
        if credited:
            device.begin(device.meter, new)
        meter = Meter(device, device.meter, new[0], new[1], counts=credited)
        return Metered(verdict, device, (meter,), details=details)

    def _period(self, row: MeterRow, device: Device | None) -> Metered:
        inputs = dict(row.inputs)
        digest = key_digest(self._methodology.id, str(inputs["evidence_ref"]))
        again = self._known_before(row, digest)
        if again is not None:
            return again
        known = device is not None
        device = device or self._new_device(row)
        extra: dict[str, Any] = {}
        if device.last is not None:
            value = e6_text(device.last[1])
            extra["last_reading"] = {"meter_id": device.meter, "value": value}
        verdict, details = self._judge(row, device, inputs, extra)
        meters = self._end_reading(device, inputs, verdict)
        if verdict.outcome is Outcome.ACCEPTED:
            self._credited.add(digest)
        elif not known:
            device.live = False
            del self.devices[row.device_key]
        return Metered(verdict, device, meters, details=details)

    def _known_before(self, row: MeterRow, digest: int) -> Metered | None:
        """What a row comes to whose natural key is there already; else None."""
        packed = pack_inputs(self._methodology.current, row.inputs)
        content = (row.participant_id, packed)
        stored = self._known.get(digest, ())
        same = any((k.participant_id, k.inputs) == content for k in stored)
        if same or (digest, *content) in self._seen:
            return Metered(duplicate=True)
        if digest in self._credited or any(key.live for key in stored):
            return Metered(problem=("device_no", "DUPLICATE_DEVICE", row.device_key))
        self._seen.add((digest, *content))
        return None

    @staticmethod
    def _end_reading(
        device: Device, inputs: Mapping[str, Any], verdict: Verdict
    ) -> tuple[Meter, ...]:
        if not inputs.get("segments"):
            return ()
        last = inputs["segments"][-1]
        read_on = day_number(dt.date.fromisoformat(inputs["period_end"]))
        value_e6 = int(Decimal(last["end"]) * MICRO)
        credited = verdict.outcome is Outcome.ACCEPTED
        if credited:
            device.begin(last["meter_id"], (read_on, value_e6))
        return (Meter(device, last["meter_id"], read_on, value_e6, credited),)

    def _new_device(self, row: MeterRow) -> Device:
        commissioned = dt.date.fromisoformat(row.commissioned_on)
        device = Device(
            None,
            row.participant_id,
            row.device_key,
            day_number(commissioned),
            row.rated,
            row=row.row,
        )
        self.devices[row.device_key] = device
        return device

    def _judge(
        self,
        row: MeterRow,
        device: Device,
        inputs: Mapping[str, Any],
        extra: Mapping[str, Any],
    ) -> tuple[Verdict, Mapping[str, str]]:
        start = day_number(dt.date.fromisoformat(inputs["period_start"]))
        end = day_number(dt.date.fromisoformat(inputs["period_end"]))
        context = base_context(self._as_of, row.kind)
        owner, marker = row.participant_id, device.marker
        context.update(self._history.context(owner, end - 1, marker))
        context.update(extra)
        periods = relevant_periods(device.periods, start, end)
        if periods:
            context["prior_periods"] = periods
        packed = pack_inputs(self._methodology.current, inputs)
        verdict, details = judge(
            self._methodology, self._register, inputs, packed, context, end - 1
        )
        if verdict.outcome is Outcome.ACCEPTED:
            device.periods.append((start, end))
            self._history.add(PriorAction(owner, end - 1, verdict.credited, marker))
        return verdict, details


def open_segments(row: MeterRow, device: Device, value_e6: int) -> list[dict[str, Any]]:
    """What each meter ran since the last counted reading, up to a new value."""
    start = device.start or (0, value_e6)
    ran = [*device.taken_off, (device.meter, start[1], value_e6)]
    segments: list[dict[str, Any]] = [
        {"meter_id": meter, "start": e6_text(first), "end": e6_text(last)}
        for meter, first, last in ran
    ]
    if row.ct > 1:
        segments = [{**segment, "ct": row.ct} for segment in segments]
    if row.turns_at and value_e6 < start[1]:
        segments[-1] |= {"rollover": True, "max": row.turns_at}
    return segments


def _impossible(
    row: MeterRow, device: Device, read_on: int, segments: Sequence[Mapping[str, Any]]
) -> tuple[str, str, str] | None:
    """Why no meter can have run like this."""
    value = row.reading[1] if row.reading else ""
    day = from_day_number(read_on).isoformat()
    last, start = device.last or (0, 0), device.start or (0, 0)
    if read_on <= last[0] or read_on < start[0]:
        return ("date", "READING_ORDER", day)
    ran = [read_segment(each) for each in segments]
    if any(each.end < each.start and not each.turned_over for each in ran):
        return ("reading_kwh", "READING_DECREASES", value)
    capacity = row.inputs.get("capacity_kw")
    most = Decimal(capacity or 0) * 24 * (read_on - last[0])
    if capacity and energy_kwh(ran) > Fraction(most):
        return ("reading_kwh", "OVER_CAPACITY", value)
    return None


def relevant_periods(
    periods: Sequence[tuple[int, int]], start: int, end: int
) -> list[dict[str, str]]:
    """The credited periods that can decide: those that overlap, and the last before."""
    before = [period for period in periods if period[1] <= start]
    chosen = [p for p in periods if p[0] < end and start < p[1]]
    if before:
        chosen.append(max(before, key=lambda period: period[1]))
    return [
        {"start": from_day_number(a).isoformat(), "end": from_day_number(b).isoformat()}
        for a, b in sorted(chosen)
    ]


def e6_text(value_e6: int) -> str:
    """Millionths as the canonical decimal text of an input."""
    whole, part = divmod(value_e6, MICRO)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".") if part else str(whole)
