"""Disposal: the bureau gives reductions of named batches to an enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.crediting.writing import keep_files
from carbon_points.evidence.models import Evidence
from carbon_points.evidence.service import store
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import Posting
from carbon_points.ledger.rules import Commodity
from carbon_points.ledger.rules import enterprise_account
from carbon_points.ledger.rules import Movement
from carbon_points.ledger.rules import NewEntry
from carbon_points.ledger.rules import pool_account
from carbon_points.ledger.service import book
from carbon_points.participants.rules import is_uscc
from carbon_points.participants.rules import normalise_id
from carbon_points.pool.holdings import in_pool
from carbon_points.pool.holdings import reserved
from carbon_points.pool.models import Batch
from carbon_points.pool.models import Disposal
from carbon_points.pool.models import DisposalLine
from carbon_points.pool.models import DisposalStep
from carbon_points.pool.models import Enterprise
from carbon_points.pool.models import Lot
from carbon_points.pool.numbers import DISPOSAL
from carbon_points.pool.numbers import next_number
from carbon_points.pool.rules import DisposalState
from carbon_points.pool.wording import refuse_personal
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.evidence.service import Stored
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

SUBJECT = "disposal"
"""What the file of a disposal's document is linked to."""

_PROPOSAL = (Enterprise, Disposal, DisposalLine, Evidence)
_CONFIRMED = (DisposalStep, Entry, Posting)


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken from one batch."""

    batch_id: int
    reduction_mg: int


@dataclass(frozen=True, slots=True)
class DisposalForm:
    """What an auditor wants to dispose of, to whom and what for."""

    uscc: str
    name: str
    purpose: str
    document: str
    takings: tuple[Taking, ...]
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a disposal leaves of a batch."""

    batch_id: int
    number: str
    before_mg: int
    taken_mg: int
    after_mg: int


@dataclass(frozen=True, slots=True)
class Disposed:
    """A disposal, as it stands after an act."""

    disposal_id: int
    number: str
    state: DisposalState
    reduction_mg: int


def preview(db: Database, caller: Caller, form: DisposalForm) -> tuple[Effect, ...]:
    """What a disposal would leave of each batch; nothing is written.

    Raises:
        UserError, RefusedError: as `dispose`.
    """
    with db.reading() as session:
        by = permitted(session, "pool dispose", caller)
        return _effects(session, by, _checked(session, form).takings)


def dispose(db: Database, caller: Caller, form: DisposalForm) -> Disposed:
    """Propose a disposal; with a second auditor named, confirm it in the same act.

    A proposal reserves its amount until another auditor confirms it or it is dropped.

    Raises:
        UserError: POOL_USCC, POOL_AMOUNT.
        RefusedError: ENTERPRISE_NAME, ENTERPRISE_OTHER_NAME, PURPOSE_MISSING,
            POOL_DOCUMENT, POOL_FILE_MISSING, POOL_BATCH_UNKNOWN, POOL_SHORT, POOL_DAY,
            POOL_PERSONAL.
    """
    with db.reading() as session:
        by = permitted(session, "pool dispose", caller)
        chain.refuse_repetition(session, by.operation_id)
        _effects(session, by, _checked(session, form).takings)
    if not form.files:
        raise RefusedError("POOL_FILE_MISSING")
    files = [store(db, path) for path in form.files]
    with db.writing() as session:
        by = permitted(session, "pool dispose", caller)
        chain.refuse_repetition(session, by.operation_id)
        clean = _checked(session, form)
        _effects(session, by, clean.takings)
        position = chain.begin(session)
        disposal = _propose(session, db, by, position, (clean, files))
        models: tuple[Any, ...] = _PROPOSAL
        state = DisposalState.PROPOSED
        if by.second:
            signer = replace(by, operator=by.second)
            _confirm(session, signer, position, disposal)
            models, state = (*models, *_CONFIRMED), DisposalState.CONFIRMED
        chain.seal(session, db.desk, position, "pool-dispose", by, models)
        return Disposed(disposal.id, disposal.number, state, _total(clean.takings))


def confirm(db: Database, caller: Caller, disposal_id: int) -> Disposed:
    """Sign a proposal as another auditor and book it.

    Raises:
        RefusedError: DISPOSAL_UNKNOWN, DISPOSAL_STATE, SAME_PERSON, POOL_SHORT,
            POOL_DAY, MONTH_CLOSED.
    """
    with db.writing() as session:
        by = replace(permitted(session, "pool confirm", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        disposal = _undecided(session, disposal_id)
        if disposal.operator == by.operator:
            raise RefusedError("SAME_PERSON", value=by.operator)
        takings = _takings(session, disposal_id)
        _effects(session, by, takings, without=disposal_id)
        position = chain.begin(session)
        _confirm(session, by, position, disposal)
        chain.seal(session, db.desk, position, "pool-confirm", by, _CONFIRMED)
        number = disposal.number
    return Disposed(disposal_id, number, DisposalState.CONFIRMED, _total(takings))


def drop(db: Database, caller: Caller, disposal_id: int, reason: str) -> Disposed:
    """Take a proposal back before it is confirmed.

    Raises:
        RefusedError: REASON_MISSING, DISPOSAL_UNKNOWN, DISPOSAL_STATE.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    with db.writing() as session:
        by = replace(permitted(session, "pool drop", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        disposal = _undecided(session, disposal_id)
        takings = _takings(session, disposal_id)
        position = chain.begin(session)
        decision = (DisposalState.DROPPED, reason.strip())
        _decide(session, by, position, disposal_id, decision)
        chain.seal(session, db.desk, position, "pool-drop", by, (DisposalStep,))
        number = disposal.number
    return Disposed(disposal_id, number, DisposalState.DROPPED, _total(takings))


def _checked(session: Session, form: DisposalForm) -> DisposalForm:
    """The form with its words and numbers normalised, each batch named once."""
    uscc = normalise_id(form.uscc)
    if not is_uscc(uscc):
        raise UserError("POOL_USCC", value=form.uscc)
    wanted = (
        (form.name, "ENTERPRISE_NAME"),
        (form.purpose, "PURPOSE_MISSING"),
        (form.document, "POOL_DOCUMENT"),
    )
    for words, code in wanted:
        if not words.strip():
            raise RefusedError(code)
    refuse_personal(form.purpose, form.document)
    known = session.scalar(select(Enterprise.name).where(Enterprise.uscc == uscc))
    if known is not None and known != form.name.strip():
        raise RefusedError("ENTERPRISE_OTHER_NAME", value=uscc, name=known)
    takings: dict[int, int] = {}
    for each in form.takings:
        if each.reduction_mg <= 0:
            raise UserError("POOL_AMOUNT", value=str(each.reduction_mg))
        takings[each.batch_id] = takings.get(each.batch_id, 0) + each.reduction_mg
    if not takings:
        raise UserError("POOL_AMOUNT", value="")
    return DisposalForm(
        uscc,
        form.name.strip(),
        form.purpose.strip(),
        form.document.strip(),
        tuple(Taking(*pair) for pair in sorted(takings.items())),
        form.files,
    )


def _effects(
    session: Session,
    by: Caller,
    takings: Iterable[Taking],
    *,
    without: int | None = None,
) -> tuple[Effect, ...]:
    """What is left of each batch; refuses what would fall below zero."""
    held, wanted = in_pool(session), reserved(session, without)
    found = []
    for taking in takings:
        batch = session.get(Batch, taking.batch_id)
        if batch is None:
            raise RefusedError("POOL_BATCH_UNKNOWN", value=id_text(taking.batch_id))
        if day_number(by.as_of) < batch.registered_on:
            registered = from_day_number(batch.registered_on)
            raise RefusedError("POOL_DAY", value=registered.isoformat())
        left = max(0, held.get(batch.id, 0) - wanted.get(batch.id, 0))
        after = left - taking.reduction_mg
        if after < 0:
            raise RefusedError(
                "POOL_SHORT",
                batch=batch.number,
                left=f"{left:,}",
                wanted=f"{taking.reduction_mg:,}",
            )
        found.append(Effect(batch.id, batch.number, left, taking.reduction_mg, after))
    return tuple(found)


def _propose(
    session: Session,
    db: Database,
    by: Caller,
    position: int,
    wanted: tuple[DisposalForm, list[Stored]],
) -> Disposal:
    form, files = wanted
    disposal = Disposal(
        id=next_id(session, Disposal, db.desk),
        number=next_number(session, Disposal, DISPOSAL, by.as_of.year),
        enterprise_id=_enterprise(session, position, form),
        purpose=form.purpose,
        document=form.document,
        proposed_on=day_number(by.as_of),
        operator=by.operator,
        at=by.now,
        chain_position=position,
    )
    session.add(disposal)
    session.flush()
    first = next_id(session, DisposalLine, db.desk)
    session.execute(
        insert(DisposalLine),
        [
            {
                "id": line_id,
                "disposal_id": disposal.id,
                "batch_id": taking.batch_id,
                "reduction_mg": taking.reduction_mg,
                "chain_position": position,
            }
            for line_id, taking in enumerate(form.takings, start=first)
        ],
    )
    keep_files(session, db, by, position, (files, SUBJECT, disposal.id))
    return disposal


def _enterprise(session: Session, position: int, form: DisposalForm) -> int:
    """The enterprise of a code; a new one is recorded."""
    known = session.scalar(select(Enterprise.id).where(Enterprise.uscc == form.uscc))
    if known is not None:
        return known
    new = next_id(session, Enterprise, desk_of(session))
    session.execute(
        insert(Enterprise).values(
            id=new, uscc=form.uscc, name=form.name, chain_position=position
        )
    )
    return new


def _confirm(session: Session, by: Caller, position: int, disposal: Disposal) -> None:
    decision = (DisposalState.CONFIRMED, "")
    _decide(session, by, position, disposal.id, decision)
    movements: list[Movement] = []
    rows = session.execute(
        select(Batch.id, Lot.methodology, Lot.vintage, DisposalLine.reduction_mg)
        .join(Batch, Batch.id == DisposalLine.batch_id)
        .join(Lot, Lot.id == Batch.lot_id)
        .where(DisposalLine.disposal_id == disposal.id)
        .order_by(DisposalLine.id)
    )
    for batch_id, methodology, vintage, mg in rows:
        out = pool_account(batch_id, methodology, vintage)
        to = enterprise_account(disposal.enterprise_id, methodology, vintage)
        movements.append(Movement(out, Commodity.REDUCTION_MG, -mg))
        movements.append(Movement(to, Commodity.REDUCTION_MG, mg))
    entry = NewEntry(f"pool:dispose/{id_text(disposal.id)}", tuple(movements))
    book(session, desk_of(session), position, day_number(by.as_of), [entry])


def _decide(
    session: Session,
    by: Caller,
    position: int,
    disposal_id: int,
    decision: tuple[DisposalState, str],
) -> None:
    step, reason = decision
    session.execute(
        insert(DisposalStep).values(
            id=next_id(session, DisposalStep, desk_of(session)),
            disposal_id=disposal_id,
            step=step.value,
            decided_on=day_number(by.as_of),
            reason=reason,
            operator=by.operator,
            at=by.now,
            chain_position=position,
        )
    )


def _undecided(session: Session, disposal_id: int) -> Disposal:
    disposal = session.get(Disposal, disposal_id)
    if disposal is None:
        raise RefusedError("DISPOSAL_UNKNOWN", value=id_text(disposal_id))
    decided = select(DisposalStep.id).where(DisposalStep.disposal_id == disposal_id)
    if session.scalar(decided) is not None:
        raise RefusedError("DISPOSAL_STATE", value=disposal.number)
    return disposal


def _takings(session: Session, disposal_id: int) -> tuple[Taking, ...]:
    rows = session.execute(
        select(DisposalLine.batch_id, DisposalLine.reduction_mg)
        .where(DisposalLine.disposal_id == disposal_id)
        .order_by(DisposalLine.id)
    )
    return tuple(Taking(*row) for row in rows)


def _total(takings: Iterable[Taking]) -> int:
    return sum(each.reduction_mg for each in takings)
