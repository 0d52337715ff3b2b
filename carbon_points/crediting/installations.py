"""Installations and their readings at the desk: registered, read, replaced meters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.actions.installations import load_devices
from carbon_points.actions.installations import number_devices
from carbon_points.actions.installations import REGISTERED
from carbon_points.actions.installations import write_devices
from carbon_points.actions.metered import Device
from carbon_points.actions.models import Action
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.actions.rows_path import base_context
from carbon_points.actions.rules import LAST_LIVE
from carbon_points.common.days import day_number
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.entry import NotCreditableError
from carbon_points.crediting.judging import creditable_person
from carbon_points.crediting.metering import RATIO
from carbon_points.crediting.writing import keep_files
from carbon_points.evidence import service as evidence
from carbon_points.evidence.models import Evidence
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.shapes import read_date
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.security.models import ChainRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Methodology
    from carbon_points.participants.models import Participant
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

EXCLUSIVE: Final = "exclusive_on"
"""Where the figures of an installation hold the day of the declaration."""

ACCOUNT: Final = "account_number"
_SHAPE: Final = frozenset({"INPUT_MISSING", "INPUT_TYPE", "INPUT_RANGE"})
MODELS: Final = (Action, Installation, Reading, Evidence)
"""The chained tables that an act on an installation may fill."""

_NO_OBJECTS: Final = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class NewInstallation:
    """One installation as the form has it."""

    methodology: str
    participant_id: int
    device_no: str
    """What names it in the whole district."""

    values: Mapping[str, Any]
    """Its standing inputs, in golden form."""

    account_number: str = ""
    ct: int = 1
    is_exclusive: bool = False
    """The owner declared that no other scheme credits it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act on an installation recorded."""

    installation_id: int
    action_id: int | None = None
    """The period that a reading ended; none if it only set a start."""

    reduction_mg: int = 0
    points_expected: int = 0
    flags: tuple[str, ...] = ()


def register_installation(
    db: Database, caller: Caller, wanted: NewInstallation, files: Sequence[Path] = ()
) -> Done:
    """Record an installation with its papers, in one transaction.

    Raises:
        RefusedError: EXCLUSIVITY_MISSING, DEVICE_NO_MISSING, DUPLICATE_DEVICE,
            ACCOUNT_TAKEN, the refusals of the owner, or the methodology's code.
    """
    ask_first(db, "log", caller)
    book = current(db, caller)
    stored = [evidence.store(db, path) for path in files]
    with db.writing() as session:
        by = permitted(session, "log", caller)
        earlier = recorded_by(session, by, REGISTERED)
        if earlier is not None:
            return earlier
        device = _new_device(session, book, by.as_of, wanted)
        position = chain.begin(session)
        number_devices(session, db.desk, [device])
        write_devices(session, wanted.methodology, [device], None, position)
        subject = device.id or 0
        keep_files(session, db, by, position, (stored, "installation", subject))
        chain.seal(session, db.desk, position, REGISTERED, by, MODELS)
    return Done(subject)


def check_installation(db: Database, caller: Caller, wanted: NewInstallation) -> None:
    """Say whether an installation could be registered; nothing is recorded.

    Raises:
        RefusedError: as `register_installation`.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "log", caller)
        _new_device(session, book, by.as_of, wanted)


def _new_device(
    session: Session, book: Rulebook, as_of: dt.date, wanted: NewInstallation
) -> Device:
    methodology = book.methodology(wanted.methodology)
    person = creditable_person(session, wanted.participant_id)
    key = wanted.device_no.strip()
    if not key:
        raise RefusedError("DEVICE_NO_MISSING")
    if load_devices(session, book, methodology.id, [key]):
        raise RefusedError("DUPLICATE_DEVICE", value=key)
    _check_account(session, methodology, wanted.account_number.strip())
    if methodology.care.exclusive and not wanted.is_exclusive:
        raise RefusedError("EXCLUSIVITY_MISSING")
    _check_figures(book, methodology, person, (wanted, as_of))
    commissioned = read_date(wanted.values["commissioning_date"])
    rated = _rated(methodology, wanted, as_of)
    return Device(None, person.id, key, day_number(commissioned), rated)


def _check_account(session: Session, methodology: Methodology, account: str) -> None:
    """One home, one device: a second person cannot register it again."""
    if not account:
        return
    same = select(func.count()).where(
        Installation.methodology == methodology.id,
        Installation.account_number == account,
        Installation.state == "live",
    )
    most = methodology.care.per_account
    if (session.scalar(same) or 0) >= most:
        raise RefusedError("ACCOUNT_TAKEN", value=account, limit=str(most))


def _rated(
    methodology: Methodology, wanted: NewInstallation, as_of: dt.date
) -> dict[str, str]:
    """The figures to be recorded, as exact text."""
    names = [n for n in methodology.care.standing if n != "commissioning_date"]
    rated = {
        name: str(wanted.values[name])
        for name in names
        if wanted.values.get(name) not in (None, "")
    }
    if wanted.account_number.strip():
        rated[ACCOUNT] = wanted.account_number.strip()
    if wanted.ct > 1:
        rated[RATIO] = str(wanted.ct)
    if wanted.is_exclusive:
        rated[EXCLUSIVE] = as_of.isoformat()
    return rated


def _check_figures(
    book: Rulebook,
    methodology: Methodology,
    person: Participant,
    what: tuple[NewInstallation, dt.date],
) -> None:
    """Ask the methodology about a made-up day without energy.

    What it says of a standing figure or of the owner is about the installation; the
    rest is about that day, which nobody registers.
    """
    wanted, as_of = what
    if methodology.kind is not Kind.INSTALLATION:
        raise RefusedError("INSTALLATION_UNKNOWN")
    segment = {"meter_id": "-", "start": "0", "end": "0"}
    a_day = {
        "period_start": (as_of - timedelta(days=1)).isoformat(),
        "period_end": as_of.isoformat(),
        "evidence_ref": "-",
        "segments": [segment],
    }
    values = {n: v for n, v in wanted.values.items() if v not in (None, "")}
    context = base_context(as_of, int(person.kind == "sme"))
    register = book.register(methodology.id)
    answer = methodology.current.assess({**a_day, **values}, context, register)
    if not isinstance(answer, Rejection):
        return
    about_it = answer.input in methodology.care.standing
    is_new = answer.code == "PERIOD_BEFORE_COMMISSIONING" and _begins(values, as_of)
    decides = answer.code in _SHAPE or answer.code == "PARTICIPANT_KIND" or about_it
    if decides and not is_new:
        raise NotCreditableError(methodology.id, answer)


def _begins(values: Mapping[str, Any], as_of: dt.date) -> bool:
    """Whether it was commissioned on the very day of its registration."""
    return str(values.get("commissioning_date")) == as_of.isoformat()


def add_papers(
    db: Database, caller: Caller, installation_id: int, files: Sequence[Path]
) -> int:
    """Keep papers that came later; answers how many."""
    ask_first(db, "log", caller)
    stored = [evidence.store(db, path) for path in files]
    with db.writing() as session:
        by = permitted(session, "log", caller)
        live(session, installation_id)
        position = chain.begin(session)
        papers = (stored, "installation", installation_id)
        keep_files(session, db, by, position, papers)
        chain.seal(session, db.desk, position, "papers", by, (Evidence,))
    return len(stored)


def take_back(db: Database, caller: Caller, installation_id: int) -> str:
    """Take back what was recorded last of an installation and ended no period.

    Returns:
        ``reading`` for a first reading, ``change`` for a change of meters, or
        ``installation`` if there was no reading at all.

    Raises:
        RefusedError: WRONG_STATE, if a period was recorded since; INSTALLATION_UNKNOWN.
    """
    with db.writing() as session:
        by = permitted(session, "withdraw", caller)
        live(session, installation_id)
        position = chain.begin(session)
        what = _taken_back(session, installation_id)
        chain.seal(session, db.desk, position, "withdraw reading", by, ())
    return what


def _taken_back(session: Session, installation_id: int) -> str:
    counted = session.execute(
        select(Reading.chain_position, Reading.action_id)
        .where(Reading.installation_id == installation_id, Reading.counts == 1)
        .order_by(Reading.read_on.desc(), Reading.id.desc())
    ).all()
    if not counted:
        return _without_readings(session, installation_id)
    newest, action_id = counted[0]
    if action_id is not None:
        raise RefusedError("WRONG_STATE")
    session.execute(
        update(Reading)
        .where(
            Reading.installation_id == installation_id,
            Reading.chain_position == newest,
            Reading.action_id.is_(None),
        )
        .values(counts=0),
        execution_options=_NO_OBJECTS,
    )
    return "reading" if len(counted) == 1 else "change"


def _without_readings(session: Session, installation_id: int) -> str:
    live = select(Action.id).where(
        Action.installation_id == installation_id, Action.state <= LAST_LIVE
    )
    if session.scalar(live) is not None:
        raise RefusedError("WRONG_STATE")
    session.execute(
        update(Installation)
        .where(Installation.id == installation_id)
        .values(state="withdrawn"),
        execution_options=_NO_OBJECTS,
    )
    return "installation"


def live(session: Session, installation_id: int) -> Installation:
    """An installation that is in use; INSTALLATION_UNKNOWN else."""
    row = session.get(Installation, installation_id)
    if row is None or row.state != "live":
        raise RefusedError("INSTALLATION_UNKNOWN")
    return row


def recorded_by(session: Session, caller: Caller, kind: str) -> Done | None:
    """What the same operation recorded when it was committed."""
    position = session.scalar(
        select(ChainRecord.position).where(
            ChainRecord.operation_id == caller.operation_id, ChainRecord.kind == kind
        )
    )
    if position is None:
        chain.refuse_repetition(session, caller.operation_id)
        return None
    action = session.scalar(select(Action).where(Action.chain_position == position))
    if action is not None:
        flags = tuple(action.flags.split(",")) if action.flags else ()
        device = action.installation_id or 0
        return Done(device, action.id, action.reduction_mg, 0, flags)
    found = session.scalar(
        select(Installation.id).where(Installation.chain_position == position)
    ) or session.scalar(
        select(Reading.installation_id).where(Reading.chain_position == position)
    )
    return Done(found or 0)
