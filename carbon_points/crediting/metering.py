"""One reading at the desk judged by the rules that files of readings go through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from carbon_points.actions.installations import load_devices
from carbon_points.actions.intake import Outcome
from carbon_points.actions.intake import unpack_context
from carbon_points.actions.metered import MeterDesk
from carbon_points.actions.metered import MeterRow
from carbon_points.actions.metered import open_segments
from carbon_points.actions.models import Action
from carbon_points.actions.models import Installation
from carbon_points.actions.prior import known_keys
from carbon_points.actions.prior import load_prior
from carbon_points.actions.rows_path import base_context
from carbon_points.actions.rules import key_digest
from carbon_points.actions.rules import LAST_LIVE
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.units import MICRO
from carbon_points.crediting.entry import NotCreditableError
from carbon_points.crediting.judging import creditable_person
from carbon_points.crediting.judging import expected_points
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.methodology.meters import energy_kwh
from carbon_points.methodology.shapes import read_decimal
from carbon_points.methodology.shapes import read_segment
from carbon_points.methodology.shapes import ShapeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.actions.metered import Device
    from carbon_points.actions.metered import Metered
    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import Status
    from carbon_points.participants.models import Participant
    from carbon_points.rulebook.service import Rulebook

RATIO: Final = "ct"
"""Where the figures of an installation hold its transformer ratio."""

_SMALLEST_COUNTER: Final = 4
"""Digits before the point; counters with fewer are not made."""


@dataclass(frozen=True, slots=True)
class NewReading:
    """One reading as the form has it."""

    installation_id: int
    day: dt.date
    value: str = ""
    """kWh of the counter; empty for what is credited without a meter."""

    turns_at: str = ""
    """The value at which the counter returned to zero since the last reading."""

    more: Mapping[str, Any] = field(default_factory=dict)
    """Other inputs of the period, in golden form."""

    starts_anew: bool = False
    """After too long a gap: it ends no period, the next one begins here."""


@dataclass(frozen=True, slots=True)
class Site:
    """An installation with everything that judging its next reading needs."""

    row: Installation
    device: Device
    person: Participant
    methodology: Methodology
    standing: Mapping[str, Any]
    """The inputs that belong to the installation, in golden form."""

    rulebook: Rulebook
    as_of: dt.date

    @property
    def is_metered(self) -> bool:
        """Whether its periods come from readings, by its own standing inputs."""
        return is_metered(self.methodology, self.standing)

    @property
    def ratio(self) -> int:
        """Of the current transformer."""
        return int(self.figures.get(RATIO) or 1)

    @property
    def figures(self) -> dict[str, str]:
        """What was recorded of it at its registration."""
        return figures(self.row.rated)

    def meter_row(self, wanted: NewReading) -> MeterRow:
        """The reading as a row of a file."""
        day = wanted.day.isoformat()
        key = self.device.device_key
        inputs = {**self.standing, **wanted.more, "evidence_ref": f"{key}:{day}"}
        reading = (wanted.day, wanted.value) if self.is_metered else None
        if reading is None:
            inputs |= {"period_start": self.first_day, "period_end": day}
        commissioned = from_day_number(self.device.commissioned_on).isoformat()
        return MeterRow(
            0,
            self.person.id,
            int(self.person.kind == "sme"),
            key,
            commissioned,
            {},
            inputs,
            reading,
            wanted.turns_at,
            self.ratio,
            wanted.starts_anew,
        )

    @property
    def first_day(self) -> str:
        """Where a period without readings starts: after the last credited one."""
        ends = [end for _, end in self.device.periods]
        first = max(ends, default=self.device.commissioned_on)
        opens = day_number(self.methodology.current.valid_from)
        return from_day_number(max(first, opens)).isoformat()


def is_metered(methodology: Methodology, standing: Mapping[str, Any]) -> bool:
    """Whether the declared fields ask such an installation for meter readings."""
    for each in methodology.current.fields:
        if each.type is FieldType.SEGMENTS:
            if each.shown_when is None:
                return True
            name, words = each.shown_when
            return standing.get(name) in words
    return False


def figures(rated: bytes) -> dict[str, str]:
    """The recorded figures of an installation."""
    return msgspec.msgpack.decode(rated, type=dict[str, str])


def open_site(
    session: Session, rulebook: Rulebook, as_of: dt.date, installation_id: int
) -> Site:
    """An installation as it stands.

    Raises:
        RefusedError: INSTALLATION_UNKNOWN, PARTICIPANT_UNKNOWN, CONSENT_WITHDRAWN.
        UserError: METHODOLOGY_UNKNOWN.
    """
    row = session.get(Installation, installation_id)
    if row is None or row.state != "live":
        raise RefusedError("INSTALLATION_UNKNOWN")
    methodology = rulebook.methodology(row.methodology)
    person = creditable_person(session, row.participant_id)
    key = row.device_key
    device = load_devices(session, rulebook, methodology.id, [key])[key]
    standing = standing_inputs(session, rulebook, methodology, row)
    return Site(row, device, person, methodology, standing, rulebook, as_of)


def standing_inputs(
    session: Session, rulebook: Rulebook, methodology: Methodology, row: Installation
) -> dict[str, Any]:
    """The inputs of an installation: what was registered, else what was last used."""
    names = methodology.care.standing
    used = _last_inputs(session, rulebook, row.id)
    found = {name: used[name] for name in names if used.get(name) is not None}
    types = {each.name: each.type for each in methodology.current.fields}
    for name, text in figures(row.rated).items():
        if name in names:
            whole = types.get(name) is FieldType.INTEGER
            found[name] = int(text) if whole else text
    if "commissioning_date" in names:
        found["commissioning_date"] = from_day_number(row.commissioned_on).isoformat()
    return found


def _last_inputs(
    session: Session, rulebook: Rulebook, installation_id: int
) -> dict[str, Any]:
    """The inputs of the newest live period; none if there is none."""
    newest = session.execute(
        select(Action.version_id, Action.inputs)
        .where(Action.installation_id == installation_id, Action.state <= LAST_LIVE)
        .order_by(Action.day.desc(), Action.id.desc())
    ).first()
    if newest is None or newest.version_id not in rulebook.versions:
        return {}
    _, version = rulebook.versions[newest.version_id]
    return unpack_inputs(version, newest.inputs)


@dataclass(frozen=True, slots=True)
class Course:
    """What lies between the last counted reading and a new one."""

    meter_id: str
    previous_on: dt.date | None
    previous: Fraction | None
    """Of the meter that runs now."""

    since: dt.date | None
    """The first day of the open period."""

    days: int = 0
    energy: Fraction | None = None
    """kWh over all meters of the period; none if it cannot be told."""

    @property
    def per_day(self) -> Fraction | None:
        """Mean of a day."""
        if self.energy is None or self.days <= 0:
            return None
        return self.energy / self.days


def course(site: Site, wanted: NewReading) -> Course:
    """How the meter ran since the last counted reading."""
    device = site.device
    if not site.is_metered:
        first = dt.date.fromisoformat(site.first_day)
        return Course("", None, None, first, (wanted.day - first).days)
    if device.last is None or device.start is None:
        return Course(device.meter, None, None, None)
    since, start = from_day_number(device.last[0]), device.start
    days = (wanted.day - since).days
    previous = Fraction(start[1], MICRO)
    known = (device.meter, from_day_number(start[0]), previous, since, days)
    try:
        value_e6 = int(read_decimal(wanted.value) * MICRO)
        row = site.meter_row(wanted)
        ran = [read_segment(each) for each in open_segments(row, device, value_e6)]
    except ShapeError:
        return Course(*known)
    if any(each.end < each.start and not each.turned_over for each in ran):
        return Course(*known)
    return Course(*known, energy_kwh(ran))


def turning_point(site: Site, value: str) -> str:
    """Where a counter that shows less than before may have returned to zero.

    Empty if it shows no less.
    """
    start = site.device.start
    try:
        value_e6 = int(read_decimal(value) * MICRO)
    except ShapeError:
        return ""
    if start is None or value_e6 >= start[1]:
        return ""
    digits = max(len(str(start[1] // MICRO)), _SMALLEST_COUNTER)
    return str(10**digits)


@dataclass(frozen=True, slots=True)
class JudgedReading:
    """A reading that can be recorded, with all that writing it needs."""

    done: Metered
    person: Participant
    methodology: Methodology
    status: Status
    points_expected: int = 0
    calculation: Calculation | None = None

    @property
    def reduction_mg(self) -> int:
        """0 for a first reading, which only sets the start."""
        return self.done.verdict.reduction_mg if self.done.verdict else 0

    @property
    def inputs(self) -> dict[str, Any]:
        """Of the period that it ends, as they would be stored."""
        if self.done.verdict is None:
            return {}
        return unpack_inputs(self.methodology.current, self.done.verdict.inputs)

    @property
    def flags(self) -> tuple[str, ...]:
        """Of the period that it ends."""
        found = self.done.verdict.flags if self.done.verdict else ""
        return tuple(found.split(",")) if found else ()


def judge_reading(session: Session, site: Site, wanted: NewReading) -> JudgedReading:
    """The verdict on a reading, as it would be recorded now.

    Raises:
        RefusedError: DATE_FUTURE, READING_NOT_NUMBER, READING_KNOWN, READING_ORDER,
            READING_DECREASES, OVER_CAPACITY or the methodology's code.
    """
    _check_shape(site, wanted)
    row = site.meter_row(wanted)
    done = _meter_desk(session, site, row).take(row)
    if done.duplicate:
        raise RefusedError("READING_KNOWN", value=wanted.day.isoformat())
    if done.problem is not None:
        raise RefusedError(done.problem[1], value=done.problem[2])
    methodology, person = site.methodology, site.person
    if done.verdict is None:
        status = site.rulebook.status(methodology.id, wanted.day)
        return JudgedReading(done, person, methodology, status)
    if done.verdict.outcome is not Outcome.ACCEPTED:
        rejection = Rejection(done.verdict.code, details=dict(done.details))
        raise NotCreditableError(methodology.id, rejection)
    status = site.rulebook.status(methodology.id, from_day_number(done.verdict.day))
    earned = (person.id, methodology, status, done.verdict.reduction_mg)
    points = expected_points(session, site.rulebook, site.as_of, earned)
    return JudgedReading(
        done, person, methodology, status, points, _calculation(site, done)
    )


def _check_shape(site: Site, wanted: NewReading) -> None:
    if wanted.day > site.as_of:
        day = wanted.day.isoformat()
        raise RefusedError("DATE_FUTURE", value=day, methodology=site.methodology.id)
    if not site.is_metered:
        return
    try:
        value = read_decimal(wanted.value)
        top = read_decimal(wanted.turns_at) if wanted.turns_at else None
    except ShapeError:
        raise RefusedError("READING_NOT_NUMBER", value=wanted.value) from None
    before = Fraction((site.device.start or (0, 0))[1], MICRO)
    if top is not None and top < max(value, before):
        raise RefusedError("READING_DECREASES", value=wanted.value)


def _meter_desk(session: Session, site: Site, row: MeterRow) -> MeterDesk:
    methodology, key = site.methodology, site.device.device_key
    digest = key_digest(methodology.id, str(row.inputs["evidence_ref"]))
    # Units of other installations count whatever their year.
    span = (0, day_number(site.as_of))
    return MeterDesk(
        site.rulebook,
        methodology,
        site.as_of,
        {key: site.device},
        known_keys(session, [digest]),
        load_prior(session, site.rulebook, methodology, [site.person.id], span),
    )


def _calculation(site: Site, done: Metered) -> Calculation | None:
    """The steps behind a verdict."""
    if done.verdict is None:
        return None
    methodology = site.methodology
    context = {
        **base_context(site.as_of, int(site.person.kind == "sme")),
        **unpack_context(methodology.tallies, done.verdict.context),
    }
    inputs = unpack_inputs(methodology.current, done.verdict.inputs)
    register = site.rulebook.register(methodology.id)
    answer = methodology.current.assess(inputs, context, register)
    return None if isinstance(answer, Rejection) else answer
