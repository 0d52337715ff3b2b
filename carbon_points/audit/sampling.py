"""Samples: planned, drawn and kept, checked one by one, and what they say."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import text

from carbon_points.actions.cuts import shipped_membership
from carbon_points.actions.rules import State
from carbon_points.audit.drawing import draw
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
    from carbon_points.audit.drawing import Stratum
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

MODELS: Final = (Sample, SampleItem, SampleStep)
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
    size = margin_size if design.rule == "margin" else tolerable_size
    wanted = size(count, design.confidence, design.bound)
    strata, drawn = draw(members, design.seed, wanted)
    listed = hashlib.sha256()
    for action_id, _ in members:
        listed.update(f"{id_text(action_id)}\n".encode())
    return Plan(design, count, wanted, tuple(strata), tuple(drawn), listed.digest())


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
    """``right``, ``wrong``, ``corrected`` or ``closed``."""

    reason: str = ""
    """R1 to R9 of a wrong one."""

    note: str = ""
    overstated_mg: int | None = None
    """What a wrong one claims too much; all of it if nothing is said."""


_BEFORE: Final = {
    "right": frozenset({""}),
    "wrong": frozenset({""}),
    "corrected": frozenset({"wrong"}),
    "closed": frozenset({"wrong", "corrected"}),
}
"""Which step may follow which; the empty one is before any."""


def check(
    db: Database, caller: Caller, sample_id: int, said: Sequence[Checked]
) -> None:
    """Record what was found of drawn actions, or what became of a finding.

    Raises:
        UserError: SAMPLE_UNKNOWN, SAMPLE_STEP.
        RefusedError: SAMPLE_NOT_DRAWN, SAMPLE_ORDER, REASON_MISSING,
            SAMPLE_OVERSTATED.
    """
    with db.writing() as session:
        by = permitted(session, "audit check", caller)
        drawn = _drawn(session, sample_id)
        latest = latest_steps(session, sample_id)
        position = chain.begin(session)
        first = next_id(session, SampleStep, db.desk)
        rows = []
        for place, each in enumerate(said):
            row = _step(each, drawn, latest)
            latest[each.action_id] = (each.step, 0)
            fixed = {"sample_id": sample_id, "operator": by.operator, "at": by.now}
            numbered = {"id": first + place, "chain_position": position}
            rows.append({**row, **fixed, **numbered})
        if rows:
            session.execute(insert(SampleStep), rows)
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


def _step(
    said: Checked, drawn: dict[int, int], latest: dict[int, tuple[str, int]]
) -> dict[str, object]:
    if said.step not in _BEFORE:
        raise UserError("SAMPLE_STEP", value=said.step)
    where = id_text(said.action_id)
    if said.action_id not in drawn:
        raise RefusedError("SAMPLE_NOT_DRAWN", value=where)
    if latest.get(said.action_id, ("", 0))[0] not in _BEFORE[said.step]:
        raise RefusedError("SAMPLE_ORDER", value=where)
    reason, overstated = "", 0
    if said.step == "wrong":
        reason, whole = checked_reason(said.reason), drawn[said.action_id]
        overstated = whole if said.overstated_mg is None else said.overstated_mg
        if not 0 <= overstated <= whole:
            raise RefusedError("SAMPLE_OVERSTATED", value=where)
    elif said.step != "right" and not said.note.strip():
        raise RefusedError("REASON_MISSING")
    return {
        "action_id": said.action_id,
        "step": said.step,
        "reason": reason,
        "overstated_mg": overstated,
        "note": said.note.strip(),
    }
