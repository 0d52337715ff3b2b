"""Loading what is in force, and the bureau's dated decisions on it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.methodology.contract import Status
from carbon_points.methodology.register import FactorSet
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.rulebook.changes import decided_changes
from carbon_points.rulebook.changes import governed
from carbon_points.rulebook.changes import in_force
from carbon_points.rulebook.models import Adoption
from carbon_points.rulebook.models import FactorSetRow
from carbon_points.rulebook.models import MethodologyVersionRow
from carbon_points.rulebook.rules import Adopted
from carbon_points.rulebook.rules import rule_on
from carbon_points.rulebook.rules import status_on
from carbon_points.rulebook.shipped import points_rules
from carbon_points.security import chain
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.methodology.contract import Register
    from carbon_points.rulebook.changes import Decided
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True)
class Rulebook:
    """Everything that decides a number today, with the ids that results store."""

    catalogue: Mapping[str, Methodology]
    factor_set: FactorSet
    factor_set_id: int
    version_ids: Mapping[tuple[str, str], int]
    adoptions: tuple[Adopted, ...]

    @cached_property
    def versions(self) -> Mapping[int, tuple[Methodology, MethodologyVersion]]:
        """Methodology and version of each stored version id that is installed."""
        return {
            self.version_ids[methodology.id, version.version]: (methodology, version)
            for methodology in self.catalogue.values()
            for version in methodology.versions
        }

    def methodology(self, methodology_id: str) -> Methodology:
        """An installed methodology.

        Raises:
            UserError: METHODOLOGY_UNKNOWN.
        """
        found = self.catalogue.get(methodology_id)
        if found is None:
            raise UserError("METHODOLOGY_UNKNOWN", value=methodology_id)
        return found

    def register(self, methodology_id: str) -> Register:
        """The dated factors and limits for one methodology."""
        return self.factor_set.register(methodology_id)

    def version_id(self, methodology: Methodology) -> int:
        """The id that new results of a methodology store."""
        return self.version_ids[methodology.id, methodology.current.version]

    def status(self, methodology_id: str, day: dt.date) -> Status:
        """The district's status of a methodology for actions of `day`."""
        shipped_status = self.catalogue[methodology_id].current.shipped_status
        return status_on(self.adoptions, shipped_status, methodology_id, day)

    def mg_per_point(self, group: str, day: dt.date) -> int:
        """The rate of a points group on the day of booking."""
        return rule_on(points_rules(), group, day).mg_per_point


def current(db: Database, caller: Caller) -> Rulebook:
    """The rulebook in force; new factor rows or versions are recorded first."""
    catalogue, factor_set = _program()
    with db.reading() as session:
        found = _load(session, catalogue, factor_set)
    if found is not None:
        return found
    with db.writing() as session:
        _record(session, db.desk, caller, catalogue, factor_set)
        loaded = _load(session, catalogue, factor_set)
    if loaded is None:
        raise UserError("RULEBOOK_UNREADABLE")
    return loaded


@cache
def _program() -> tuple[Mapping[str, Methodology], FactorSet]:
    """What this program brings; its files are read once (80 ms)."""
    catalogue = discover()
    return catalogue, shipped(catalogue)


def _load(
    session: Session, catalogue: Mapping[str, Methodology], shipped_set: FactorSet
) -> Rulebook | None:
    decided = decided_changes(session)
    factor_set = in_force(shipped_set, decided)
    set_id = session.scalar(
        select(FactorSetRow.id).where(FactorSetRow.digest == factor_set.digest)
    )
    rows = session.execute(
        select(
            MethodologyVersionRow.methodology,
            MethodologyVersionRow.version,
            MethodologyVersionRow.id,
        )
    )
    ids = {(name, version): row_id for name, version, row_id in rows}
    wanted = set(_versions(catalogue))
    if set_id is None or not wanted <= ids.keys():
        return None
    governing = {
        name: _governed(session, methodology, decided)
        for name, methodology in catalogue.items()
    }
    return Rulebook(governing, factor_set, set_id, ids, adoptions(session))


def _governed(
    session: Session, methodology: Methodology, decided: Sequence[Decided]
) -> Methodology:
    """With several versions, the one that the district began with or decided on."""
    if len(methodology.versions) == 1:
        return methodology
    rows = session.execute(
        select(MethodologyVersionRow.version, MethodologyVersionRow.chain_position)
        .where(MethodologyVersionRow.methodology == methodology.id)
        .order_by(MethodologyVersionRow.id)
    ).all()
    began = min(row.chain_position for row in rows)
    first = [row.version for row in rows if row.chain_position == began]
    return governed(methodology, decided, first[-1])


def _versions(catalogue: Mapping[str, Methodology]) -> list[tuple[str, str]]:
    return [(m.id, v.version) for m in catalogue.values() for v in m.versions]


def _record(
    session: Session,
    desk: int,
    caller: Caller,
    catalogue: Mapping[str, Methodology],
    factor_set: FactorSet,
) -> None:
    position = chain.begin(session)
    in_use = in_force(factor_set, decided_changes(session))
    record_factor_set(session, desk, position, caller, in_use)
    _record_versions(session, desk, position, catalogue)
    models = (FactorSetRow, MethodologyVersionRow)
    fresh = replace(caller, operator="program", operation_id=f"rules:{position}")
    chain.seal(session, desk, position, "rulebook", fresh, models)


def record_factor_set(
    session: Session, desk: int, position: int, caller: Caller, factor_set: FactorSet
) -> int:
    """Keep a register that results will name; answers its id."""
    known = session.scalar(
        select(FactorSetRow.id).where(FactorSetRow.digest == factor_set.digest)
    )
    if known is not None:
        return known
    set_id = next_id(session, FactorSetRow, desk)
    session.execute(
        insert(FactorSetRow).values(
            id=set_id,
            digest=factor_set.digest,
            packed=factor_set.pack(),
            loaded_at=caller.now,
            chain_position=position,
        )
    )
    return set_id


def _record_versions(
    session: Session, desk: int, position: int, catalogue: Mapping[str, Methodology]
) -> None:
    rows = session.execute(
        select(MethodologyVersionRow.methodology, MethodologyVersionRow.version)
    )
    known = {(name, version) for name, version in rows}
    for name, version in _versions(catalogue):
        if (name, version) not in known:
            session.execute(
                insert(MethodologyVersionRow).values(
                    id=next_id(session, MethodologyVersionRow, desk),
                    methodology=name,
                    version=version,
                    distribution="",
                    chain_position=position,
                )
            )


def stored_factor_set(session: Session, factor_set_id: int) -> FactorSet:
    """A factor register as it was when a result was made."""
    packed = session.scalars(
        select(FactorSetRow.packed).where(FactorSetRow.id == factor_set_id)
    ).one()
    return FactorSet.unpack(packed)


def adoptions(session: Session) -> tuple[Adopted, ...]:
    """The confirmed decisions on statuses, in the order of their confirmation."""
    rows = session.execute(
        select(Adoption.methodology, Adoption.status, Adoption.valid_from)
        .where(Adoption.step == "confirmed")
        .order_by(Adoption.id)
    )
    return tuple(
        Adopted(name, Status(status), from_day_number(start))
        for name, status, start in rows
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that waits for the second auditor."""

    methodology: str
    valid_from: dt.date
    document: str
    operator: str


def proposals(session: Session) -> tuple[Proposal, ...]:
    """What was proposed and not confirmed since, the newest of each methodology."""
    rows = session.execute(
        select(
            Adoption.methodology,
            Adoption.valid_from,
            Adoption.document,
            Adoption.operator,
            Adoption.step,
        ).order_by(Adoption.id)
    )
    open_ones: dict[str, Proposal] = {}
    for name, start, document, operator, step in rows:
        open_ones.pop(name, None)
        if step == "proposed":
            day = from_day_number(start)
            open_ones[name] = Proposal(name, day, document, operator)
    return tuple(open_ones.values())


@dataclass(frozen=True, slots=True)
class AdoptionRecorded:
    """What `adopt` did for each methodology named."""

    methodologies: tuple[str, ...]
    status: str
    """``proposed`` until the second auditor confirms, then ``trial``."""

    valid_from: dt.date


def adopt(
    db: Database,
    caller: Caller,
    methodologies: Sequence[str],
    valid_from: dt.date | None,
    document: str,
) -> AdoptionRecorded:
    """Propose or, by another auditor, confirm drafts as district trials.

    With a second operator named (set-up mode names one) both steps are done in one
    act. Without a date the trial runs from the methodology's own start.

    Raises:
        RefusedError: DOCUMENT_MISSING, METHODOLOGY_UNKNOWN, NOT_A_DRAFT, SAME_PERSON.
    """
    if not document.strip():
        raise RefusedError("DOCUMENT_MISSING")
    ask_first(db, "adopt", caller)
    book = current(db, caller)
    starts = {name: _start(book, name, valid_from) for name in methodologies}
    with db.writing() as session:
        by = permitted(session, "adopt", caller)
        position = chain.begin(session)
        steps = [
            _adoption_steps(session, name, start, document, by)
            for name, start in starts.items()
        ]
        for row in (row for rows in steps for row in rows):
            row_id = next_id(session, Adoption, db.desk)
            session.execute(
                insert(Adoption).values(id=row_id, chain_position=position, **row)
            )
        chain.seal(session, db.desk, position, "adopt", by, (Adoption,))
    confirmed = all(rows[-1]["step"] == "confirmed" for rows in steps)
    return AdoptionRecorded(
        tuple(methodologies),
        "trial" if confirmed else "proposed",
        min(starts.values()),
    )


def _start(book: Rulebook, name: str, valid_from: dt.date | None) -> dt.date:
    version = book.methodology(name).current
    if version.shipped_status is not Status.DRAFT:
        raise RefusedError("NOT_A_DRAFT", value=name)
    return max(valid_from or version.valid_from, version.valid_from)


def _adoption_steps(
    session: Session,
    name: str,
    start: dt.date,
    document: str,
    by: Caller,
) -> list[dict[str, object]]:
    operator, second = by.operator, by.second
    row: dict[str, object] = {
        "methodology": name,
        "status": Status.TRIAL.value,
        "valid_from": day_number(start),
        "document": document.strip(),
    }
    if second:
        return [
            {**row, "step": "proposed", "operator": operator},
            {**row, "step": "confirmed", "operator": second},
        ]
    proposer = session.scalar(
        select(Adoption.operator)
        .where(
            Adoption.methodology == name,
            Adoption.valid_from == row["valid_from"],
            Adoption.step == "proposed",
        )
        .order_by(Adoption.id.desc())
    )
    if proposer == operator:
        raise RefusedError("SAME_PERSON", value=operator)
    step = "confirmed" if proposer else "proposed"
    return [{**row, "step": step, "operator": operator}]
