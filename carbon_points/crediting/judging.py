"""One entry of the desk judged by what its participant already has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.installations import load_devices
from carbon_points.actions.intake import Outcome
from carbon_points.actions.intake import unpack_context
from carbon_points.actions.metered import MeterDesk
from carbon_points.actions.metered import MeterRow
from carbon_points.actions.models import Action
from carbon_points.actions.prior import known_keys
from carbon_points.actions.prior import load_prior
from carbon_points.actions.rows_path import base_context
from carbon_points.actions.rows_path import History
from carbon_points.actions.rows_path import judge
from carbon_points.actions.rows_path import trip_context
from carbon_points.actions.rules import key_digest
from carbon_points.common.days import day_number
from carbon_points.common.days import epoch_seconds
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.entry import NotCreditableError
from carbon_points.crediting.rules import credit
from carbon_points.crediting.service import load_remainders
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.contract import Status
from carbon_points.methodology.inputs import pack_inputs
from carbon_points.participants.models import Participant
from carbon_points.participants.queries import LIVE
from carbon_points.participants.queries import without_consent
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Verdict
    from carbon_points.actions.metered import Device
    from carbon_points.actions.metered import Meter
    from carbon_points.actions.metered import Metered
    from carbon_points.crediting.entry import Wanted
    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook

_SHAPE: Final = frozenset({"INPUT_MISSING", "INPUT_TYPE", "INPUT_RANGE"})


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry that can be recorded, with all that writing it needs."""

    verdict: Verdict
    person: Participant
    methodology: Methodology
    status: Status
    points_expected: int
    calculation: Calculation | None
    device: Device | None = None
    meters: tuple[Meter, ...] = ()


def judge_entry(
    session: Session, rulebook: Rulebook, as_of: dt.date, wanted: Wanted
) -> Judged:
    """The verdict on one entry, as it would be recorded now.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN, CONSENT_WITHDRAWN, DUPLICATE,
            DUPLICATE_DEVICE, or the methodology's code.
        UserError: METHODOLOGY_UNKNOWN.
    """
    person = creditable_person(session, wanted.participant_id)
    methodology = rulebook.methodology(wanted.methodology)
    inputs = _with_reference(session, methodology, wanted.inputs)
    bench = _Bench(session, rulebook, as_of, methodology, person)
    bench.check_shape(inputs)
    if methodology.kind is Kind.INSTALLATION:
        done = bench.metered(inputs)
        verdict, device, meters = done.verdict, done.device, done.meters
    else:
        verdict, device, meters = bench.event(inputs), None, ()
    if verdict is None:
        raise RefusedError("READING_ORDER")
    status = rulebook.status(methodology.id, from_day_number(verdict.day))
    points = expected_points(
        session, rulebook, as_of, (person.id, methodology, status, verdict.reduction_mg)
    )
    calculation = bench.calculation(inputs, verdict)
    return Judged(
        verdict, person, methodology, status, points, calculation, device, meters
    )


def expected_points(
    session: Session,
    rulebook: Rulebook,
    as_of: dt.date,
    earned: tuple[int, Methodology, Status, int],
) -> int:
    """What a participant would get for some milligrams if they were approved today."""
    person, methodology, status, reduction_mg = earned
    if status is Status.DRAFT:
        return 0
    group = methodology.points_group
    rate = rulebook.mg_per_point(group, as_of)
    rest = load_remainders(session, [person]).get((person, group), 0)
    return credit(rest, reduction_mg, rate).points


def creditable_person(session: Session, participant_id: int) -> Participant:
    """Somebody who may be credited now.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN, CONSENT_WITHDRAWN.
    """
    person = session.get(Participant, participant_id)
    if person is None or person.state not in LIVE:
        raise RefusedError("PARTICIPANT_UNKNOWN")
    if without_consent(session, person.id):
        raise RefusedError("CONSENT_WITHDRAWN")
    return person


def _with_reference(
    session: Session, methodology: Methodology, inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """What was filled in; a weigh-in gets its receipt number from the program.

    A weigh-in is an event that is known by its day alone: an order or a reading has a
    number of its own, and without it the same one could be logged twice.
    """
    full = {name: value for name, value in inputs.items() if value not in (None, "")}
    fields = {field.name: field.type for field in methodology.current.fields}
    at_the_desk = (
        methodology.kind is Kind.EVENT
        and fields[methodology.dated_by] is FieldType.DATE
    )
    if at_the_desk and "evidence_ref" in fields and "evidence_ref" not in full:
        full["evidence_ref"] = id_text(next_id(session, Action, desk_of(session)))
    return full


class _Bench:
    """One participant and one methodology."""

    def __init__(
        self,
        session: Session,
        rulebook: Rulebook,
        as_of: dt.date,
        methodology: Methodology,
        person: Participant,
    ) -> None:
        self._session = session
        self._rulebook = rulebook
        self._as_of = as_of
        self._methodology = methodology
        self._person = person
        self._kind = int(person.kind == "sme")
        self._register = rulebook.register(methodology.id)
        self._base = base_context(as_of, self._kind)

    def check_shape(self, inputs: Mapping[str, Any]) -> None:
        """The methodology's own first checks, before anything else looks at values."""
        answer = self._methodology.current.assess(inputs, self._base, self._register)
        if isinstance(answer, Rejection) and answer.code in _SHAPE:
            raise NotCreditableError(self._methodology.id, answer)

    def event(self, inputs: dict[str, Any]) -> Verdict:
        """The verdict on a ride or a drop-off."""
        methodology, person = self._methodology, self._person.id
        self._refuse_known(inputs)
        day = _day(methodology, inputs)
        prior = load_prior(
            self._session, self._rulebook, methodology, [person], (day, day)
        )
        history = History(methodology, prior)
        context = {**self._base, **history.context(person, day)}
        if methodology.overlap is not None:
            start, end = (
                epoch_seconds(dt.datetime.fromisoformat(inputs[name]))
                for name in methodology.overlap
            )
            overlapping = history.overlapping(person, start, end)
            context.update(trip_context(overlapping[:1]))
        packed = pack_inputs(methodology.current, inputs)
        verdict, details = judge(
            methodology, self._register, inputs, packed, context, day
        )
        self._refuse(verdict, details)
        return verdict

    def metered(self, inputs: dict[str, Any]) -> Metered:
        """The verdict on a period of an installation."""
        key = _device_key(inputs)
        desk = self._meter_desk(key, str(inputs["evidence_ref"]))
        plain = {name: value for name, value in inputs.items() if name != "device"}
        commissioned = str(inputs["commissioning_date"])
        done = desk.take(
            MeterRow(0, self._person.id, self._kind, key, commissioned, {}, plain)
        )
        if done.duplicate:
            raise RefusedError("DUPLICATE", value=str(inputs["evidence_ref"]))
        if done.problem is not None:
            raise RefusedError(done.problem[1], value=done.problem[2])
        if done.verdict is not None:
            self._refuse(done.verdict, done.details)
        return done

    def calculation(
        self, inputs: Mapping[str, Any], verdict: Verdict
    ) -> Calculation | None:
        """The steps behind a verdict."""
        stored = unpack_context(self._methodology.tallies, verdict.context)
        context = {**self._base, **stored}
        answer = self._methodology.current.assess(inputs, context, self._register)
        return None if isinstance(answer, Rejection) else answer

    def _meter_desk(self, device_key: str, evidence_ref: str) -> MeterDesk:
        session, book, methodology = self._session, self._rulebook, self._methodology
        digest = key_digest(methodology.id, evidence_ref)
        # Units of other installations count whatever their year.
        span = (0, day_number(self._as_of))
        return MeterDesk(
            book,
            methodology,
            self._as_of,
            load_devices(session, book, methodology.id, [device_key]),
            known_keys(session, [digest]),
            load_prior(session, book, methodology, [self._person.id], span),
        )

    def _refuse_known(self, inputs: Mapping[str, Any]) -> None:
        reference = str(inputs.get("evidence_ref", ""))
        digest = key_digest(self._methodology.id, reference)
        known = known_keys(self._session, [digest]).get(digest, [])
        if any(key.live for key in known):
            raise RefusedError("DUPLICATE", value=reference)

    def _refuse(self, verdict: Verdict, details: Mapping[str, str]) -> None:
        if verdict.outcome is not Outcome.ACCEPTED:
            rejection = Rejection(verdict.code, details=dict(details))
            raise NotCreditableError(self._methodology.id, rejection)


def _day(methodology: Methodology, inputs: Mapping[str, Any]) -> int:
    value = str(inputs[methodology.dated_by])
    if "T" in value:
        return local_day(epoch_seconds(dt.datetime.fromisoformat(value)))
    return day_number(dt.date.fromisoformat(value))


def _device_key(inputs: Mapping[str, Any]) -> str:
    """What names the installation: the device, its meter, or the evidence number."""
    if inputs.get("device"):
        return str(inputs["device"])
    segments = inputs.get("segments")
    if segments:
        return str(segments[0]["meter_id"])
    return str(inputs["evidence_ref"])
