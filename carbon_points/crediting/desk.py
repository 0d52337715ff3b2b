"""One action logged at the desk: previewed while it is typed, then recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.actions.installations import number_devices
from carbon_points.actions.installations import write_devices
from carbon_points.actions.installations import write_readings
from carbon_points.actions.models import Action
from carbon_points.actions.models import Installation
from carbon_points.actions.models import Reading
from carbon_points.actions.rules import State
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.entry import Logged
from carbon_points.crediting.entry import NotCreditableError
from carbon_points.crediting.entry import Wanted
from carbon_points.crediting.judging import expected_points
from carbon_points.crediting.judging import judge_entry
from carbon_points.crediting.writing import Entry
from carbon_points.crediting.writing import insert_action
from carbon_points.crediting.writing import keep_files
from carbon_points.evidence import service as evidence
from carbon_points.evidence.models import Evidence
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.security.models import ChainRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.crediting.judging import Judged
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

__all__ = ["Logged", "NotCreditableError", "Wanted", "log", "preview"]

_MODELS = (Action, Installation, Reading, Evidence)


def preview(db: Database, caller: Caller, wanted: Wanted) -> Logged:
    """What logging would give; nothing is recorded.

    Raises:
        RefusedError: as `judging.judge_entry`.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "log", caller)
        return _logged(judge_entry(session, book, by.as_of, wanted), None)


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
    if files:
        ask_first(db, "log", caller)
    book = current(db, caller)
    stored = [evidence.store(db, path) for path in files]
    with db.writing() as session:
        by = permitted(session, "log", caller)
        earlier = _done_before(session, book, by, wanted)
        if earlier is not None:
            return earlier
        judged = judge_entry(session, book, by.as_of, wanted)
        position = chain.begin(session)
        action_id = _write(session, db, by, position, (book, judged, stored))
    return _logged(judged, action_id)


def _logged(judged: Judged, action_id: int | None) -> Logged:
    verdict = judged.verdict
    return Logged(
        action_id,
        verdict.reduction_mg,
        judged.points_expected,
        _words(verdict.flags),
        int(State.WAITING),
        judged.status,
        judged.calculation,
    )


def _words(flags: str) -> tuple[str, ...]:
    return tuple(flags.split(",")) if flags else ()


def _done_before(
    session: Session, book: Rulebook, caller: Caller, wanted: Wanted
) -> Logged | None:
    """What the same operation recorded when it was committed, for this very person."""
    row = session.scalar(
        select(Action)
        .join(ChainRecord, ChainRecord.position == Action.chain_position)
        .where(
            ChainRecord.operation_id == caller.operation_id, ChainRecord.kind == "log"
        )
    )
    if row is None:
        chain.refuse_repetition(session, caller.operation_id)
        return None
    methodology, _ = book.versions[row.version_id]
    same = (row.participant_id, methodology.id)
    if same != (wanted.participant_id, wanted.methodology):
        raise RefusedError("OPERATION_OTHER", operation=caller.operation_id)
    status = book.status(methodology.id, from_day_number(row.day))
    earned = (row.participant_id, methodology, status, row.reduction_mg)
    points = expected_points(session, book, caller.as_of, earned)
    flags = _words(row.flags)
    return Logged(
        row.id, row.reduction_mg, points, flags, row.state, status, again=True
    )


def _write(
    session: Session,
    db: Database,
    caller: Caller,
    position: int,
    work: tuple[Rulebook, Judged, Sequence[evidence.Stored]],
) -> int:
    """Everything of one entry, sealed as one chain record."""
    book, judged, files = work
    device_id = _write_device(session, db.desk, position, judged)
    entry = Entry(book, judged.methodology, judged.person, judged.verdict, device_id)
    action_id = insert_action(session, db, caller, position, entry)
    meters = [(meter, action_id) for meter in judged.meters]
    write_readings(session, db.desk, meters, None, position)
    keep_files(session, db, caller, position, (files, "action", action_id))
    chain.seal(session, db.desk, position, "log", caller, _MODELS)
    return action_id


def _write_device(
    session: Session, desk: int, position: int, judged: Judged
) -> int | None:
    """The installation's id; a new one is stored."""
    if judged.device is None:
        return None
    fresh = number_devices(session, desk, [judged.device])
    write_devices(session, judged.methodology.id, fresh, None, position)
    return judged.device.id
