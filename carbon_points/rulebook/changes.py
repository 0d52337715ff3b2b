"""Changes of the rules that two auditors signed: what is in force because of them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from operator import attrgetter
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.methodology.factors import is_number
from carbon_points.methodology.factors import Source
from carbon_points.methodology.factors import source_title
from carbon_points.rulebook.models import RuleChange
from carbon_points.rulebook.models import RuleChangeStep

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Factor
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.register import FactorSet


_ISSUER: Final = "主管部门决定"


@dataclass(frozen=True, slots=True)
class Change:
    """What is rehearsed or decided: a factor's value or a methodology version."""

    name: str
    """Of the factor or the methodology."""

    value: str
    """The factor's exact decimal text, or the version."""

    start: dt.date
    of_factor: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A change that two auditors signed."""

    change_id: int
    change: Change
    document: str


def decided_changes(session: Session) -> tuple[Decided, ...]:
    """The confirmed changes, in the order of their confirmation."""
    rows = session.execute(
        select(RuleChange)
        .join(RuleChangeStep, RuleChangeStep.change_id == RuleChange.id)
        .where(RuleChangeStep.step == "confirmed")
        .order_by(RuleChangeStep.id)
    ).scalars()
    return tuple(Decided(row.id, change_of(row), row.document) for row in rows)


def change_of(row: RuleChange) -> Change:
    """The change that a stored row describes."""
    start = from_day_number(row.valid_from)
    return Change(row.name, row.value, start, of_factor=row.kind == "factor")


def in_force(factors: FactorSet, decided: Sequence[Decided]) -> FactorSet:
    """The register with the confirmed values."""
    for each in decided:
        # A factor that a later program does not know any more changes nothing.
        if each.change.of_factor and factors.rows(each.change.name):
            factors = changed_set(factors, each.change, source_of(each))
    return factors


def source_of(decided: Decided) -> tuple[str, Source]:
    """The decision as the register names a source."""
    day = decided.change.start.isoformat()
    key = f"change-{id_text(decided.change_id)}"
    return key, Source(decided.document, _ISSUER, day)


def governed(
    methodology: Methodology, decided: Sequence[Decided], first: str
) -> Methodology:
    """A methodology whose newest version is the one in force here.

    Args:
        methodology: as the program brings it, perhaps with several versions.
        decided: the confirmed changes; the last one that names it rules.
        first: the version that this programme began with.
    """
    known = {version.version: version for version in methodology.versions}
    chosen = first if first in known else methodology.current.version
    for each in decided:
        change = each.change
        named = not change.of_factor and change.name == methodology.id
        if named and change.value in known:
            chosen = change.value
    others = [each for each in methodology.versions if each.version != chosen]
    return replace(methodology, versions=(*others, known[chosen]))


def changed_set(
    factors: FactorSet, change: Change, source: tuple[str, Source] | None = None
) -> FactorSet:
    """The set with the factor's value from the day on, until its next row begins.

    Raises:
        UserError: FACTOR_UNKNOWN, FACTOR_VALUE.
    """
    rows = factors.rows(change.name)
    if not rows:
        raise UserError("FACTOR_UNKNOWN", value=change.name)
    if not is_number(change.value):
        raise UserError("FACTOR_VALUE", value=change.value)
    others = [row for row in factors.factors if row.id != change.name]
    fresh = list(_windows(rows, change, source))
    ordered = sorted([*others, *fresh], key=attrgetter("id", "valid_from"))
    sources: Mapping[str, Source] = factors.sources
    if source is not None:
        sources = {**sources, source[0]: source[1]}
    return replace(factors, factors=tuple(ordered), sources=sources)


def _windows(
    rows: Sequence[Factor], change: Change, source: tuple[str, Source] | None
) -> Iterator[Factor]:
    start = change.start
    later = [row.valid_from for row in rows if row.valid_from > start]
    known = [row for row in rows if row.valid_from <= start]
    ends = known[-1].valid_to if known and _holds(known[-1], start) else None
    until = min([*later, *([ends] if ends else [])], default=None)
    for row in rows:
        if row.valid_from < start:
            shorter = start if _holds(row, start) else row.valid_to
            yield replace(row, valid_to=shorter)
        elif row.valid_from > start:
            yield row
    model = known[-1] if known else rows[0]
    fresh = replace(model, value=change.value, valid_from=start, valid_to=until)
    if source is not None:
        key, described = source
        title = source_title(described)
        fresh = replace(fresh, source=key, source_title=title, confidence="published")
    yield fresh


def _holds(row: Factor, day: dt.date) -> bool:
    return row.valid_to is None or day < row.valid_to
