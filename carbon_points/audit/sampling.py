"""Samples: planned, drawn and kept, checked one by one, and what they say."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import text

from carbon_points.actions.cuts import shipped_membership
from carbon_points.actions.rules import State
from carbon_points.audit.drawing import draw
from carbon_points.audit.drawing import shares
from carbon_points.audit.drawing import Stratum
from carbon_points.audit.findings import opened
from carbon_points.audit.findings import Opening
from carbon_points.audit.findings import overstated
from carbon_points.audit.models import Finding
from carbon_points.audit.models import Sample
from carbon_points.audit.models import SampleItem
from carbon_points.audit.models import SampleStep
from carbon_points.audit.reasons import checked_reason
from carbon_points.audit.sample_results import latest_steps
from carbon_points.audit.sizes import margin_size
from carbon_points.audit.sizes import tolerable_size
from carbon_points.common.days import day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.common.units import exact_text
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from sqlalchemy.orm import Session

    from carbon_points.audit.drawing import Drawn
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

MODELS: Final = (Sample, SampleItem, SampleStep, Finding)
_FIRST: Final = dt.date(2000, 1, 1)
_LAST: Final = dt.date(2099, 12, 31)

_POPULATION: Final = text("""
SELECT a.id, p.name || '/' || v.methodology
FROM action a
JOIN methodology_version v ON v.id = a.version_id
JOIN place p ON p.id = a.subdistrict_id
WHERE a.state = :state AND a.day BETWEEN :first AND :last
  AND v.methodology IN (SELECT value FROM json_each(:methodologies))
ORDER BY a.id""")


@dataclass(frozen=True, slots=True)
class Design:
    """What the inspector decides before anything is drawn."""

    scenario: str
    confidence: Fraction
    rule: str
    """``margin`` or ``tolerable``."""

    bound: Fraction
    """The half width, or the share of wrong ones that must be excluded."""

    seed: str
    first: dt.date = _FIRST
    last: dt.date = _LAST


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawn list, the same wherever it is made."""

    design: Design
    population: int
    wanted: int
    """By the rule; strata that would get none add to it."""

    strata: tuple[Stratum, ...]
    drawn: tuple[Drawn, ...]
    """In the order in which they are checked."""

    ids_digest: bytes
    """SHA-256 over the ids of the population, one a line."""

    @property
    def ids(self) -> tuple[int, ...]:
        """The drawn actions in the order of the list."""
        return tuple(each.action_id for each in self.drawn)


def plan(session: Session, design: Design) -> Plan:
    """Draw a sample of the approved actions of a scenario; nothing is written.

    Raises:
        UserError: SCENARIO_UNKNOWN, SAMPLE_CONFIDENCE, SAMPLE_BOUND.
    """
    _check(design)
    members = list(_population(session, design))
    count = len(members)
    wanted = measured_size(count, design)
    strata, drawn = draw(members, design.seed, wanted)
    listed = hashlib.sha256()
    for action_id, _ in members:
        listed.update(f"{id_text(action_id)}\n".encode())
    return Plan(design, count, wanted, tuple(strata), tuple(drawn), listed.digest())


@dataclass(frozen=True, slots=True)
class Measure:
    """How many a design would draw; which ones is not looked at."""

    design: Design
    population: int
    wanted: int
    strata: tuple[Stratum, ...]

    @property
    def size(self) -> int:
        """With what small strata give besides."""
        return sum(each.drawn for each in self.strata)


def measure(session: Session, design: Design) -> Measure:
    """The size of a sample and of its strata before it is drawn; needs no seed.

    Raises:
        UserError: SCENARIO_UNKNOWN, SAMPLE_CONFIDENCE, SAMPLE_BOUND.
    """
    _check(design)
    sizes = Counter(stratum for _, stratum in _population(session, design))
    count = sizes.total()
    wanted = measured_size(count, design)
    given = shares({name: sizes[name] for name in sorted(sizes)}, wanted)
    strata = (Stratum(name, sizes[name], number) for name, number in given.items())
    return Measure(design, count, wanted, tuple(strata))


def measured_size(population: int, design: Design) -> int:
    """Draws that a design asks for, by its rule."""
    size = margin_size if design.rule == "margin" else tolerable_size
    return size(population, design.confidence, design.bound)


def _check(design: Design) -> None:
    if design.scenario not in shipped_membership().values():
        raise UserError("SCENARIO_UNKNOWN", value=design.scenario)
    if not 0 < design.confidence < 1:
        raise UserError("SAMPLE_CONFIDENCE", value=exact_text(design.confidence))
    if not 0 < design.bound < 1:
        raise UserError("SAMPLE_BOUND", value=exact_text(design.bound))


def _population(session: Session, design: Design) -> Iterator[tuple[int, str]]:
    import json  # noqa: PLC0415

    members = shipped_membership().items()
    names = [name for name, scenario in members if scenario == design.scenario]
    rows = session.execute(
        _POPULATION,
        {
            "state": int(State.APPROVED),
            "first": day_number(design.first),
            "last": day_number(design.last),
            "methodologies": json.dumps(names),
        },
    )
    return ((row[0], row[1]) for row in rows)


def keep(db: Database, caller: Caller, design: Design) -> tuple[int, Plan]:
    """Draw a sample and keep its list, so that it can be checked; answers its id.

    Raises:
        RefusedError: SAMPLE_EMPTY, if there is nothing to draw from.
    """
    with db.writing() as session:
        by = permitted(session, "audit sample", caller)
        drawn = plan(session, design)
        if not drawn.drawn:
            raise RefusedError("SAMPLE_EMPTY")
        position = chain.begin(session)
        sample_id = _write(session, db.desk, position, by, drawn)
        chain.seal(session, db.desk, position, "sample", by, MODELS)
    return sample_id, drawn


def _write(session: Session, desk: int, position: int, by: Caller, drawn: Plan) -> int:
    design = drawn.design
    sample_id = next_id(session, Sample, desk)
    session.execute(
        insert(Sample).values(
            id=sample_id,
            scenario=design.scenario,
            first_day=day_number(design.first),
            last_day=day_number(design.last),
            confidence=exact_text(design.confidence),
            rule=f"{design.rule}={exact_text(design.bound)}",
            seed=design.seed,
            population=drawn.population,
            size=len(drawn.drawn),
            ids_digest=drawn.ids_digest,
            drawn_by=by.operator,
            drawn_at=by.now,
            chain_position=position,
        )
    )
    sizes = {stratum.name: stratum.population for stratum in drawn.strata}
    first = next_id(session, SampleItem, desk)
    rows = [
        {
            "id": first + place,
            "sample_id": sample_id,
            "action_id": each.action_id,
            "stratum": each.stratum,
            "stratum_size": sizes[each.stratum],
            "chain_position": position,
        }
        for place, each in enumerate(drawn.drawn)
    ]
    session.execute(insert(SampleItem), rows)
    return sample_id


@dataclass(frozen=True, slots=True)
class Checked:
    """What an auditor says of one drawn action."""

    action_id: int
    step: str
    """``right`` or ``wrong``."""

    reason: str = ""
    """R1 to R9 of a wrong one."""

    note: str = ""
    overstated_mg: int | None = None
    """What a wrong one claims too much; all of it if nothing is said."""

    def opening(self, sample_id: int) -> Opening:
        """The finding that a wrong one opens."""
        said = (self.reason, self.note, self.overstated_mg)
        return Opening(self.action_id, *said, sample_id)


_BEFORE: Final = {"right": frozenset({""}), "wrong": frozenset({"", "right"})}
"""Which step may follow which; the empty one is before any.

A second look may find what the first one missed; that a finding was none after all is
for another auditor to say.
"""


def check(
    db: Database, caller: Caller, sample_id: int, said: Sequence[Checked]
) -> None:
    """Record what was found of drawn actions; each wrong one opens a finding.

    Raises:
        UserError: SAMPLE_UNKNOWN, SAMPLE_STEP, REASON_CODE.
        RefusedError: SAMPLE_NOT_DRAWN, SAMPLE_ORDER, REASON_MISSING,
            SAMPLE_OVERSTATED.
    """
    with db.writing() as session:
        by = permitted(session, "audit check", caller)
        drawn = _drawn(session, sample_id)
        latest = latest_steps(session, sample_id)
        position = chain.begin(session)
        steps: list[dict[str, object]] = []
        found: list[dict[str, object]] = []
        for each in said:
            _check_step(each, drawn, latest)
            latest[each.action_id] = (each.step, 0)
            steps.append(_step(each, sample_id, by, drawn[each.action_id]))
            if each.step == "wrong":
                number = next_id(session, Finding, db.desk) + len(found)
                opening, whole = each.opening(sample_id), drawn[each.action_id]
                found.append(opened(number, position, by, opening, whole))
        first = next_id(session, SampleStep, db.desk)
        for place, row in enumerate(steps):
            row |= {"id": first + place, "chain_position": position}
        for model, rows in ((SampleStep, steps), (Finding, found)):
            if rows:
                session.execute(insert(model), rows)
        chain.seal(session, db.desk, position, "sample-check", by, MODELS)


def _drawn(session: Session, sample_id: int) -> dict[int, int]:
    """The drawn actions of a sample with their milligrams."""
    rows = session.execute(
        text(
            "SELECT i.action_id, a.reduction_mg FROM audit_sample_item i"
            " JOIN action a ON a.id = i.action_id WHERE i.sample_id = :sample"
        ),
        {"sample": sample_id},
    )
    found = {row[0]: row[1] for row in rows}
    if not found:
        raise UserError("SAMPLE_UNKNOWN", value=id_text(sample_id))
    return found


def _check_step(
    said: Checked, drawn: dict[int, int], latest: dict[int, tuple[str, int]]
) -> None:
    if said.step not in _BEFORE:
        raise UserError("SAMPLE_STEP", value=said.step)
    where = id_text(said.action_id)
    if said.action_id not in drawn:
        raise RefusedError("SAMPLE_NOT_DRAWN", value=where)
    if latest.get(said.action_id, ("", 0))[0] not in _BEFORE[said.step]:
        raise RefusedError("SAMPLE_ORDER", value=where)


def _step(
    said: Checked, sample_id: int, by: Caller, whole_mg: int
) -> dict[str, object]:
    wrong = said.step == "wrong"
    return {
        "sample_id": sample_id,
        "action_id": said.action_id,
        "step": said.step,
        "reason": checked_reason(said.reason) if wrong else "",
        "overstated_mg": overstated(said.opening(sample_id), whole_mg) if wrong else 0,
        "note": said.note.strip(),
        "operator": by.operator,
        "at": by.now,
    }
