"""Readings at the desk: previewed while they are typed, recorded, meters replaced."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.actions.installations import write_readings
from carbon_points.actions.metered import Meter
from carbon_points.common.days import day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.units import MICRO
from carbon_points.crediting.installations import Done
from carbon_points.crediting.installations import MODELS
from carbon_points.crediting.installations import recorded_by
from carbon_points.crediting.metering import course
from carbon_points.crediting.metering import judge_reading
from carbon_points.crediting.metering import open_site
from carbon_points.crediting.metering import turning_point
from carbon_points.crediting.plausible import band
from carbon_points.crediting.writing import Entry
from carbon_points.crediting.writing import insert_action
from carbon_points.crediting.writing import keep_files
from carbon_points.evidence import service as evidence
from carbon_points.methodology.shapes import read_decimal
from carbon_points.methodology.shapes import ShapeError
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.actions.metered import Device
    from carbon_points.crediting.metering import Course
    from carbon_points.crediting.metering import JudgedReading
    from carbon_points.crediting.metering import NewReading
    from carbon_points.crediting.metering import Site
    from carbon_points.crediting.plausible import Band
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class ReadingPreview:
    """What recording a reading would give, or why it would not."""

    course: Course
    band: Band | None
    turns_at: str = ""
    """Where the counter may have passed zero, if the value is below the last one and
    the energy would be possible."""

    judged: JudgedReading | None = None
    problem: RefusedError | None = None
    may_start_anew: bool = False
    """The gap is too long for one period; the next one may begin here."""

    reading_days: int = 31
    is_metered: bool = True


def preview_reading(db: Database, caller: Caller, wanted: NewReading) -> ReadingPreview:
    """What recording a reading would give; nothing is recorded.

    Raises:
        RefusedError: INSTALLATION_UNKNOWN, PARTICIPANT_UNKNOWN, CONSENT_WITHDRAWN.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "log", caller)
        site = open_site(session, book, by.as_of, wanted.installation_id)
        return _previewed(session, site, wanted)


def _previewed(session: Session, site: Site, wanted: NewReading) -> ReadingPreview:
    # Judging moves the device on, so what lies before it is looked at first.
    ran, plausible = course(site, wanted), band(site, wanted)
    turns_at = _possible_turn(site, wanted, plausible)
    shown = ReadingPreview(
        ran,
        plausible,
        turns_at,
        reading_days=site.methodology.care.reading_days,
        is_metered=site.is_metered,
    )
    if site.is_metered and not wanted.value:
        return shown
    try:
        return replace(shown, judged=judge_reading(session, site, wanted))
    except RefusedError as error:
        late = error.code == "PERIOD_INVALID" and site.is_metered and ran.days > 0
        return replace(shown, problem=error, may_start_anew=late)


def _possible_turn(site: Site, wanted: NewReading, plausible: Band | None) -> str:
    """A turn of the counter that gives no more energy than the methodology credits."""
    top = turning_point(site, wanted.value)
    if not top or site.device.start is None:
        return ""
    rise = Fraction(top) + read_decimal(wanted.value)
    rise -= Fraction(site.device.start[1], MICRO)
    limit = plausible.limit if plausible else None
    # Half a counter is no reading error of a month; whoever reads may still say so.
    most = Fraction(top) / 2 if limit is None else limit
    return top if rise <= most else ""


def record_reading(
    db: Database, caller: Caller, wanted: NewReading, files: Sequence[Path] = ()
) -> Done:
    """Record a reading, and the period that it ends, in one transaction.

    The same operation id books once: a second call answers what the first one did.

    Raises:
        RefusedError: as `metering.judge_reading`; nothing was recorded.
    """
    ask_first(db, "log", caller)
    book = current(db, caller)
    stored = [evidence.store(db, path) for path in files]
    with db.writing() as session:
        by = permitted(session, "log", caller)
        earlier = recorded_by(session, by, "reading")
        if earlier is not None:
            return earlier
        site = open_site(session, book, by.as_of, wanted.installation_id)
        judged = judge_reading(session, site, wanted)
        position = chain.begin(session)
        action_id = _write_reading(session, db, by, position, (site, judged))
        subject = (stored, "action", action_id or 0)
        if action_id is None:
            subject = (stored, "installation", wanted.installation_id)
        keep_files(session, db, by, position, subject)
        chain.seal(session, db.desk, position, "reading", by, MODELS)
    return Done(
        wanted.installation_id,
        action_id,
        judged.reduction_mg,
        judged.points_expected,
        judged.flags,
    )


def _write_reading(
    session: Session,
    db: Database,
    caller: Caller,
    position: int,
    work: tuple[Site, JudgedReading],
) -> int | None:
    site, judged = work
    verdict, action_id = judged.done.verdict, None
    if verdict is not None:
        entry = Entry(
            site.rulebook, site.methodology, site.person, verdict, site.row.id
        )
        action_id = insert_action(session, db, caller, position, entry)
    meters = [(meter, action_id) for meter in judged.done.meters]
    write_readings(session, db.desk, meters, None, position)
    return action_id


@dataclass(frozen=True, slots=True)
class MeterChange:
    """The last value of the old meter and the first of the new, on one day."""

    installation_id: int
    day: dt.date
    old_end: str
    new_start: str
    new_meter: str = ""
    """Its number; made from the old one's if it is not known."""

    files: tuple[Path, ...] = field(default=())


def change_meter(db: Database, caller: Caller, wanted: MeterChange) -> Done:
    """Record that a meter was replaced; the open period runs on.

    Raises:
        RefusedError: READING_NOT_NUMBER, READING_ORDER, READING_DECREASES,
            METER_SAME, DATE_FUTURE.
    """
    ask_first(db, "log", caller)
    book = current(db, caller)
    stored = [evidence.store(db, path) for path in wanted.files]
    with db.writing() as session:
        by = permitted(session, "log", caller)
        earlier = recorded_by(session, by, "meter change")
        if earlier is not None:
            return earlier
        site = open_site(session, book, by.as_of, wanted.installation_id)
        meters = _changed(site, wanted)
        position = chain.begin(session)
        write_readings(
            session, db.desk, [(meter, None) for meter in meters], None, position
        )
        papers = (stored, "installation", wanted.installation_id)
        keep_files(session, db, by, position, papers)
        chain.seal(session, db.desk, position, "meter change", by, MODELS)
    return Done(wanted.installation_id)


def _changed(site: Site, wanted: MeterChange) -> tuple[Meter, Meter]:
    device, day = site.device, day_number(wanted.day)
    if wanted.day > site.as_of:
        value = wanted.day.isoformat()
        raise RefusedError("DATE_FUTURE", value=value, methodology=site.methodology.id)
    old_end, new_start = _value_e6(wanted.old_end), _value_e6(wanted.new_start)
    start = device.start
    if start is None or day < start[0]:
        raise RefusedError("READING_ORDER", value=wanted.day.isoformat())
    if old_end < start[1]:
        raise RefusedError("READING_DECREASES", value=wanted.old_end)
    fresh = wanted.new_meter.strip() or f"{device.device_key}#{_number(device) + 1}"
    if fresh == device.meter:
        raise RefusedError("METER_SAME", value=fresh)
    return (
        Meter(device, device.meter, day, old_end, counts=True),
        Meter(device, fresh, day, new_start, counts=True),
    )


def _number(device: Device) -> int:
    """How many meters it has had, as far as their names tell."""
    _, _, last = device.meter.rpartition("#")
    return int(last) if device.meter != last and last.isdigit() else 1


def _value_e6(text: str) -> int:
    try:
        return int(read_decimal(text) * MICRO)
    except ShapeError:
        raise RefusedError("READING_NOT_NUMBER", value=text) from None
