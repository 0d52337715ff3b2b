"""What another factor or methodology version would make of the stored actions.

Nothing is written: the stored inputs are assessed with the changed register or the
other version, and what comes out differently is listed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.crediting import stored
from carbon_points.crediting.recalculation import Bench
from carbon_points.crediting.service import load_remainders
from carbon_points.rulebook.changes import changed_set
from carbon_points.rulebook.service import stored_factor_set

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.rulebook.changes import Change
    from carbon_points.rulebook.service import Rulebook

_FEW: Final = 500


class Differing(NamedTuple):
    """One live action that would come out otherwise."""

    action_id: int
    participant_id: int
    version_id: int
    day: int
    state: int
    before_mg: int
    after_mg: int
    code: str
    """Why it would not be creditable any more, else empty."""

    credited: int = 0
    flags: str = ""
    factor_set_id: int = 0
    """Of the stored result."""

    @property
    def difference_mg(self) -> int:
        """What it would gain, or lose if negative."""
        return self.after_mg - self.before_mg


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """All differences, and the sums over every live action that was looked at."""

    counted: int
    before_mg: int
    differences: tuple[Differing, ...]
    not_installed: int
    """Actions whose methodology version is not installed here."""

    @property
    def after_mg(self) -> int:
        """What all of them would come to."""
        return self.before_mg + sum(each.difference_mg for each in self.differences)


def rehearse(
    session: Session,
    rulebook: Rulebook,
    change: Change,
    progress: Progress | None = None,
) -> Rehearsed:
    """Assess every stored action as if the change were in force.

    Raises:
        UserError: FACTOR_UNKNOWN, FACTOR_VALUE, METHODOLOGY_UNKNOWN, VERSION_UNKNOWN.
    """
    progress = progress or Progress()
    counter = _Counter(session, rulebook, change)
    total, mg = _live(session)
    done = missing = 0
    differences: list[Differing] = []
    for block in stored.blocks(session):
        progress.step(done, total)
        done += stored.size(session, block)
        if block.version_id not in rulebook.versions:
            missing += stored.size(session, block)
            continue
        if bench := counter.bench(block.version_id, block.factor_set_id):
            found = bench.changed(session, block)
            after = {each.action_id: each.computed for each in found}
            differences += counter.live(session, after)
    return Rehearsed(total, mg, tuple(differences), missing)


def _live(session: Session) -> tuple[int, int]:
    row = session.connection().exec_driver_sql(
        "SELECT COUNT(*), COALESCE(SUM(reduction_mg), 0) FROM action WHERE state <= 3"
    )
    number, mg = row.one()
    return number, mg


class _Counter:
    """Benches with the change in force, made once each."""

    def __init__(self, session: Session, rulebook: Rulebook, change: Change) -> None:
        self._session = session
        self._rulebook = rulebook
        self._change = change
        self._benches: dict[tuple[int, int], Bench | None] = {}
        self._first_day = day_number(change.start)
        self._other = None if change.of_factor else _version(rulebook, change)
        if change.of_factor:
            changed_set(rulebook.factor_set, change)

    def bench(self, version_id: int, factor_set_id: int) -> Bench | None:
        """Of one version and factor set; None if the change does not concern it."""
        key = (version_id, factor_set_id)
        if key not in self._benches:
            self._benches[key] = self._made(*self._rulebook.versions[version_id], key)
        return self._benches[key]

    def _made(
        self,
        methodology: Methodology,
        version: MethodologyVersion,
        key: tuple[int, int],
    ) -> Bench | None:
        factors = stored_factor_set(self._session, key[1])
        if self._other is not None:
            if methodology.id != self._change.name:
                return None
            register = factors.register(methodology.id)
            return Bench(methodology, version, register, self._other)
        used = {row.id for row in factors.factors_of(methodology.id)}
        if self._change.name not in used:
            return None
        changed = changed_set(factors, self._change)
        return Bench(methodology, version, changed.register(methodology.id))

    def live(
        self, session: Session, after: dict[int, tuple[int, int, str, str]]
    ) -> Iterator[Differing]:
        """Those of the differing actions that count, from the day on."""
        for row in _rows(session, list(after)):
            number, person, version, day, state, before, factor_set = row
            mg, credited, flags, code = after[number]
            # A factor's own window decides; a version counts from its day on.
            early = self._other is not None and day < self._first_day
            if not early and mg != before:
                found = Differing(number, person, version, day, state, before, mg, code)
                yield found._replace(
                    credited=credited, flags=flags, factor_set_id=factor_set
                )


def _rows(session: Session, ids: Sequence[int]) -> Iterator[Any]:
    connection = session.connection()
    for start in range(0, len(ids), _FEW):
        marks = ", ".join(map(str, ids[start : start + _FEW]))
        yield from connection.exec_driver_sql(
            "SELECT id, participant_id, version_id, day, state, reduction_mg,"  # noqa: S608  (numbers)
            " factor_set_id FROM action"
            f" WHERE id IN ({marks}) AND state <= 3 ORDER BY id"
        )


def _version(rulebook: Rulebook, change: Change) -> MethodologyVersion:
    methodology = rulebook.methodology(change.name)
    for version in methodology.versions:
        if version.version == change.value:
            return version
    raise UserError("VERSION_UNKNOWN", value=f"{change.name}@{change.value}")


def points_of(
    session: Session, rulebook: Rulebook, differences: Iterable[Differing], day: dt.date
) -> int:
    """Points that a correction of what is approved would give (or take) on a day."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for each in differences:
        methodology, _ = rulebook.versions[each.version_id]
        sums[each.participant_id, methodology.points_group] += each.difference_mg
    remainders = load_remainders(session, {person for person, _ in sums})
    return sum(
        (remainders.get((person, group), 0) + mg) // rulebook.mg_per_point(group, day)
        for (person, group), mg in sums.items()
    )


def month_of(each: Differing) -> str:
    """The month that statistics count it in."""
    return from_day_number(each.day).isoformat()[:7]
