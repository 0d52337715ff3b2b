"""Use: the end of disposed reductions, after which nobody can use them again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import Final
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
from carbon_points.ledger.rules import retired_account
from carbon_points.ledger.service import book
from carbon_points.pool.holdings import used_of_lines
from carbon_points.pool.models import Batch
from carbon_points.pool.models import Disposal
from carbon_points.pool.models import DisposalLine
from carbon_points.pool.models import DisposalStep
from carbon_points.pool.models import Lot
from carbon_points.pool.models import Use
from carbon_points.pool.models import UseLine
from carbon_points.pool.numbers import next_number
from carbon_points.pool.numbers import USE
from carbon_points.pool.rules import DisposalState
from carbon_points.pool.rules import shared_out
from carbon_points.pool.wording import refuse_personal
from carbon_points.security import chain
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

SUBJECT: Final = "use"
"""What the file of a use is linked to."""

_MODELS: Final = (Use, UseLine, Evidence, Entry, Posting)


@dataclass(frozen=True, slots=True)
class UseForm:
    """What an enterprise has used of a disposal, and what for."""

    disposal_id: int
    purpose: str
    reduction_mg: int | None = None
    """All that is left if None."""

    document: str = ""
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Used:
    """A use that was booked."""

    use_id: int
    number: str
    reduction_mg: int
    left_mg: int
    """What the enterprise still holds of this disposal."""


@dataclass(frozen=True, slots=True)
class _Line:
    methodology: str
    vintage: int
    left_mg: int


def use(db: Database, caller: Caller, form: UseForm) -> Used:
    """Book the use of disposed reductions, the first lines of the disposal first.

    Raises:
        UserError: POOL_AMOUNT.
        RefusedError: PURPOSE_MISSING, DISPOSAL_UNKNOWN, DISPOSAL_STATE, USE_TOO_MUCH,
            POOL_DAY, POOL_PERSONAL, MONTH_CLOSED.
    """
    if not form.purpose.strip():
        raise RefusedError("PURPOSE_MISSING")
    refuse_personal(form.purpose)
    if form.reduction_mg is not None and form.reduction_mg <= 0:
        raise UserError("POOL_AMOUNT", value=str(form.reduction_mg))
    ask_first(db, "pool use", caller)
    files = [store(db, path) for path in form.files]
    with db.writing() as session:
        by = replace(permitted(session, "pool use", caller), second="")
        chain.refuse_repetition(session, by.operation_id)
        disposal = _confirmed(session, by, form.disposal_id)
        lines = _lines(session, disposal.id)
        left = sum(line.left_mg for line in lines.values())
        wanted = _wanted(form, disposal, left)
        position = chain.begin(session)
        made = _write(session, by, position, (form, disposal))
        _book(session, by, position, (made, disposal, lines, wanted))
        keep_files(session, db, by, position, (files, SUBJECT, made.id))
        chain.seal(session, db.desk, position, "pool-use", by, _MODELS)
        return Used(made.id, made.number, wanted, left - wanted)


def _confirmed(session: Session, by: Caller, disposal_id: int) -> Disposal:
    disposal = session.get(Disposal, disposal_id)
    if disposal is None:
        raise RefusedError("DISPOSAL_UNKNOWN", value=id_text(disposal_id))
    decided = session.scalar(
        select(DisposalStep.decided_on).where(
            DisposalStep.disposal_id == disposal_id,
            DisposalStep.step == DisposalState.CONFIRMED,
        )
    )
    if decided is None:
        raise RefusedError("DISPOSAL_STATE", value=disposal.number)
    if day_number(by.as_of) < decided:
        raise RefusedError("POOL_DAY", value=from_day_number(decided).isoformat())
    return disposal


def _wanted(form: UseForm, disposal: Disposal, left: int) -> int:
    wanted = left if form.reduction_mg is None else form.reduction_mg
    if not 0 < wanted <= left:
        raise RefusedError(
            "USE_TOO_MUCH",
            value=disposal.number,
            left=f"{left:,}",
            wanted=f"{wanted:,}",
        )
    return wanted


def _lines(session: Session, disposal_id: int) -> dict[int, _Line]:
    used = used_of_lines(session)
    rows = session.execute(
        select(DisposalLine.id, Lot.methodology, Lot.vintage, DisposalLine.reduction_mg)
        .join(Batch, Batch.id == DisposalLine.batch_id)
        .join(Lot, Lot.id == Batch.lot_id)
        .where(DisposalLine.disposal_id == disposal_id)
        .order_by(DisposalLine.id)
    )
    return {
        line_id: _Line(methodology, vintage, mg - used.get(line_id, 0))
        for line_id, methodology, vintage, mg in rows
    }


def _write(
    session: Session, by: Caller, position: int, wanted: tuple[UseForm, Disposal]
) -> Use:
    form, disposal = wanted
    made = Use(
        id=next_id(session, Use, desk_of(session)),
        number=next_number(session, Use, USE, by.as_of.year),
        disposal_id=disposal.id,
        purpose=form.purpose.strip(),
        document=form.document.strip(),
        used_on=day_number(by.as_of),
        operator=by.operator,
        at=by.now,
        chain_position=position,
    )
    session.add(made)
    session.flush()
    return made


def _book(
    session: Session,
    by: Caller,
    position: int,
    wanted: tuple[Use, Disposal, Mapping[int, _Line], int],
) -> None:
    made, disposal, lines, amount = wanted
    parts = shared_out(amount, {key: line.left_mg for key, line in lines.items()})
    first = next_id(session, UseLine, desk_of(session))
    session.execute(
        insert(UseLine),
        [
            {
                "id": row_id,
                "use_id": made.id,
                "line_id": line_id,
                "reduction_mg": mg,
                "chain_position": position,
            }
            for row_id, (line_id, mg) in enumerate(parts, start=first)
        ],
    )
    moved: dict[tuple[str, int], int] = defaultdict(int)
    for line_id, mg in parts:
        moved[lines[line_id].methodology, lines[line_id].vintage] += mg
    movements = []
    for key, mg in sorted(moved.items()):
        out = enterprise_account(disposal.enterprise_id, *key)
        to = retired_account(disposal.enterprise_id, *key)
        movements.append(Movement(out, Commodity.REDUCTION_MG, -mg))
        movements.append(Movement(to, Commodity.REDUCTION_MG, mg))
    entry = NewEntry(f"pool:use/{id_text(made.id)}", tuple(movements))
    book(session, desk_of(session), position, day_number(by.as_of), [entry])
