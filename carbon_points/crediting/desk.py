"""One action logged at the desk: previewed while it is typed, then recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.actions import sums
from carbon_points.actions.events import columns_of
from carbon_points.actions.installations import load_devices
from carbon_points.actions.installations import number_devices
from carbon_points.actions.installations import write_devices
from carbon_points.actions.installations import write_readings
from carbon_points.actions.intake import Outcome
from carbon_points.actions.intake import Owners
from carbon_points.actions.metered import MeterDesk
from carbon_points.actions.metered import MeterRow
from carbon_points.actions.models import Action
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.actions.prior import known_keys
from carbon_points.actions.prior import load_prior
from carbon_points.actions.rows_path import base_context
from carbon_points.actions.rows_path import History
from carbon_points.actions.rows_path import judge
from carbon_points.actions.rows_path import trip_context
from carbon_points.actions.rules import key_digest
from carbon_points.actions.rules import State
from carbon_points.actions.staging import action_rows
from carbon_points.actions.staging import insert_rows
from carbon_points.actions.staging import Stamp
from carbon_points.common.days import day_number
from carbon_points.common.days import epoch_seconds
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.rules import credit
from carbon_points.crediting.service import load_remainders
from carbon_points.evidence import service as evidence
from carbon_points.evidence.models import Evidence
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.contract import Status
from carbon_points.methodology.inputs import pack_inputs
from carbon_points.participants.models import Participant
from carbon_points.participants.queries import without_consent
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.security.models import ChainRecord
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Verdict
    from carbon_points.actions.metered import Device
    from carbon_points.actions.metered import Meter
    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Wanted:
    """One action as the form has it."""

    methodology: str
    participant_id: int
    inputs: Mapping[str, Any]
    """In the fields of the form, golden form; installations may add ``device``."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What logging did, or would do."""

    action_id: int | None
    """None for a preview."""

    reduction_mg: int
    points_expected: int
    """If it were approved today; 0 under a draft methodology."""

    flags: tuple[str, ...]
    state: int
    status: Status
    calculation: Calculation | None = None
    again: bool = False
    """The same key booked it before."""


class NotCreditableError(RefusedError):
    """The methodology refuses the action; nothing was recorded."""

    def __init__(self, methodology: str, rejection: Rejection) -> None:
        details = {str(key): str(value) for key, value in rejection.details.items()}
        super().__init__(rejection.code, **{**details, "methodology": methodology})
        self.rejection = rejection
        self.methodology = methodology


def preview(db: Database, caller: Caller, wanted: Wanted) -> Logged:
    """What logging would give; nothing is recorded.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN, DUPLICATE, or the methodology's code.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "log", caller)
        return _Desk(session, db, book, by).judge(wanted).logged(None)


def log(
    db: Database,
    caller: Caller,
    wanted: Wanted,
    files: Sequence[Path] = (),
) -> Logged:
    """Record one action with its evidence, in one transaction.

    The same operation id books once: a second call answers what the first one did.

    Raises:
        RefusedError: nothing was recorded.
    """
    book = current(db, caller)
    stored = [evidence.store(db, path) for path in files]
    with db.writing() as session:
        by = permitted(session, "log", caller)
        desk = _Desk(session, db, book, by)
        earlier = desk.done_before()
        if earlier is not None:
            return earlier
        judged = desk.judge(wanted)
        position = chain.begin(session)
        action_id = desk.write(judged, position, stored)
    return judged.logged(action_id)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A judged entry with all that writing it needs."""

    verdict: Verdict
    person: Participant
    methodology: Methodology
    status: Status
    points_expected: int
    calculation: Calculation | None
    device: Device | None = None
    meters: tuple[Meter, ...] = ()

    def logged(self, action_id: int | None) -> Logged:
        flags = tuple(self.verdict.flags.split(",")) if self.verdict.flags else ()
        return Logged(
            action_id,
            self.verdict.reduction_mg,
            self.points_expected,
            flags,
            int(State.WAITING),
            self.status,
            self.calculation,
        )


class _Desk:
    """One desk act in one transaction."""

    def __init__(
        self, session: Session, db: Database, book: Rulebook, caller: Caller
    ) -> None:
        self._session = session
        self._db = db
        self._book = book
        self._caller = caller
        self._context: dict[str, Any] = {}

    def done_before(self) -> Logged | None:
        """What the same operation recorded when it was committed."""
        position = self._session.scalar(
            select(ChainRecord.position).where(
                ChainRecord.operation_id == self._caller.operation_id
            )
        )
        if position is None:
            return None
        row = self._session.scalar(
            select(Action).where(Action.chain_position == position)
        )
        if row is None:
            chain.refuse_repetition(self._session, self._caller.operation_id)
            return None
        methodology, _ = self._book.versions[row.version_id]
        status = self._book.status(methodology.id, from_day_number(row.day))
        flags = tuple(row.flags.split(",")) if row.flags else ()
        points = self._points(row.participant_id, methodology, row.reduction_mg, status)
        return Logged(
            row.id, row.reduction_mg, points, flags, row.state, status, again=True
        )

    def judge(self, wanted: Wanted) -> _Judged:
        person = self._session.get(Participant, wanted.participant_id)
        if person is None or person.state not in {"open", "frozen"}:
            raise RefusedError("PARTICIPANT_UNKNOWN")
        if person.id in without_consent(self._session):
            raise RefusedError("CONSENT_WITHDRAWN")
        methodology = self._book.methodology(wanted.methodology)
        inputs = self._with_reference(methodology, wanted.inputs)
        self._check_shape(methodology, inputs, person)
        if methodology.kind is Kind.INSTALLATION:
            verdict, device, meters = self._metered(methodology, person, inputs)
        else:
            verdict, device, meters = self._event(methodology, person, inputs), None, ()
        day = from_day_number(verdict.day)
        status = self._book.status(methodology.id, day)
        points = self._points(person.id, methodology, verdict.reduction_mg, status)
        calculation = self._calculation(methodology, person, inputs)
        return _Judged(
            verdict, person, methodology, status, points, calculation, device, meters
        )

    def _with_reference(
        self, methodology: Methodology, inputs: Mapping[str, Any]
    ) -> dict[str, Any]:
        """A weigh-in at the desk gets its receipt number from the program."""
        full = {
            key: value
            for key, value in inputs.items()
            if value is not None and value != ""
        }
        names = {field.name for field in methodology.current.fields}
        if "evidence_ref" in names and "evidence_ref" not in full:
            number = next_id(self._session, Action, self._db.desk)
            full["evidence_ref"] = id_text(number)
        return full

    def _check_shape(
        self, methodology: Methodology, inputs: Mapping[str, Any], person: Participant
    ) -> None:
        """The methodology's own first checks, before anything else looks at values."""
        context = base_context(self._caller.as_of, int(person.kind == "sme"))
        register = self._book.register(methodology.id)
        answer = methodology.current.assess(inputs, context, register)
        if isinstance(answer, Rejection) and answer.code in _SHAPE:
            raise NotCreditableError(methodology.id, answer)

    def _event(
        self, methodology: Methodology, person: Participant, inputs: dict[str, Any]
    ) -> Verdict:
        packed = pack_inputs(methodology.current, inputs)
        self._refuse_known(methodology, inputs)
        day = _day(methodology, inputs)
        prior = load_prior(
            self._session, self._book, methodology, [person.id], (day, day)
        )
        history = History(methodology, prior)
        context = base_context(self._caller.as_of, int(person.kind == "sme"))
        context.update(history.context(person.id, day))
        if methodology.overlap is not None:
            start, end = (
                epoch_seconds(dt.datetime.fromisoformat(inputs[name]))
                for name in methodology.overlap
            )
            overlapping = history.overlapping(person.id, start, end)
            context.update(trip_context(overlapping[:1]))
        register = self._book.register(methodology.id)
        verdict, details = judge(methodology, register, inputs, packed, context, day)
        _refuse(methodology, verdict, details)
        self._context = context
        return verdict

    def _metered(
        self, methodology: Methodology, person: Participant, inputs: dict[str, Any]
    ) -> tuple[Verdict, Device | None, tuple[Meter, ...]]:
        key = _device_key(inputs)
        devices = load_devices(self._session, self._book, methodology.id, [key])
        digest = key_digest(methodology.id, str(inputs["evidence_ref"]))
        span = (0, day_number(self._caller.as_of))
        prior = load_prior(self._session, self._book, methodology, [person.id], span)
        desk = MeterDesk(
            self._book,
            methodology,
            self._caller.as_of,
            devices,
            known_keys(self._session, [digest]),
            prior,
        )
        plain = {name: value for name, value in inputs.items() if name != "device"}
        row = MeterRow(
            0,
            person.id,
            int(person.kind == "sme"),
            key,
            str(inputs["commissioning_date"]),
            {},
            plain,
        )
        done = desk.take(row)
        if done.duplicate:
            raise RefusedError("DUPLICATE", value=str(inputs["evidence_ref"]))
        if done.problem is not None:
            raise RefusedError(done.problem[1], value=done.problem[2])
        if done.verdict is None:
            raise RefusedError("READING_ORDER")
        _refuse(methodology, done.verdict, done.details)
        self._context = {}
        return done.verdict, done.device, done.meters

    def _refuse_known(
        self, methodology: Methodology, inputs: Mapping[str, Any]
    ) -> None:
        digest = key_digest(methodology.id, str(inputs.get("evidence_ref", "")))
        known = known_keys(self._session, [digest]).get(digest, [])
        if any(key.live for key in known):
            raise RefusedError("DUPLICATE", value=str(inputs.get("evidence_ref", "")))

    def _points(
        self, person: int, methodology: Methodology, mg: int, status: Status
    ) -> int:
        if status is Status.DRAFT:
            return 0
        group = methodology.points_group
        rate = self._book.mg_per_point(group, self._caller.as_of)
        rest = load_remainders(self._session, [person]).get((person, group), 0)
        return credit(rest, mg, rate).points

    def _calculation(
        self, methodology: Methodology, person: Participant, inputs: Mapping[str, Any]
    ) -> Calculation | None:
        context = self._context or base_context(
            self._caller.as_of, int(person.kind == "sme")
        )
        register = self._book.register(methodology.id)
        answer = methodology.current.assess(inputs, context, register)
        return None if isinstance(answer, Rejection) else answer

    def write(
        self, judged: _Judged, position: int, files: Sequence[evidence.Stored]
    ) -> int:
        """Everything of one entry, sealed as one chain record."""
        session, desk = self._session, self._db.desk
        person, verdict = judged.person, judged.verdict
        action_id = next_id(session, Action, desk)
        device_id = None
        if judged.device is not None:
            fresh = number_devices(session, desk, [judged.device])
            write_devices(session, judged.methodology.id, fresh, None, position)
            device_id = judged.device.id
        owners = Owners(
            [person.id],
            [int(person.kind == "sme")],
            [person.subdistrict_id],
            [person.community_id or 0],
        )
        stamp = Stamp(
            self._book.version_id(judged.methodology),
            self._book.factor_set_id,
            day_number(self._caller.as_of),
        )
        rows = action_rows(
            action_id, owners, columns_of([verdict]), stamp, [0], [device_id]
        )
        insert_rows(session, rows, None, position)
        meters = [(meter, action_id) for meter in judged.meters]
        write_readings(session, desk, meters, None, position)
        for file in files:
            kept = evidence.keep(session, self._db, position, self._caller.now, file)
            evidence.link(session, kept.evidence_id, "action", [action_id])
        sums.added(session, position, action_id)
        models = (Action, Installation, Reading, Evidence)
        chain.seal(session, desk, position, "log", self._caller, models)
        return action_id


_SHAPE = frozenset({"INPUT_MISSING", "INPUT_TYPE", "INPUT_RANGE"})


def _refuse(
    methodology: Methodology, verdict: Verdict, details: Mapping[str, str]
) -> None:
    if verdict.outcome is not Outcome.ACCEPTED:
        raise NotCreditableError(
            methodology.id, Rejection(verdict.code, details=dict(details))
        )


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
