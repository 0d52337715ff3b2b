"""The kept samples of a scenario: what was drawn, found and made good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.sample_results import result
from carbon_points.audit.sample_results import samples

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.audit.sample_results import SampleResult

_ITEMS: Final = text("""
SELECT i.action_id, i.stratum, a.day, a.reduction_mg FROM audit_sample_item i
JOIN action a ON a.id = i.action_id WHERE i.sample_id = :sample ORDER BY i.id""")
_STEPS: Final = text("""
SELECT action_id, step, reason, overstated_mg, note, at FROM audit_sample_step
WHERE sample_id = :sample ORDER BY id""")


@dataclass(frozen=True, slots=True)
class Item:
    """One drawn action."""

    action_id: int
    stratum: str
    day: int
    reduction_mg: int


@dataclass(frozen=True, slots=True)
class Step:
    """What was said of a drawn action."""

    action_id: int
    step: str
    reason: str
    overstated_mg: int
    note: str
    at: int


@dataclass(frozen=True, slots=True)
class KeptSample:
    """A kept sample with its papers."""

    result: SampleResult
    items: tuple[Item, ...]
    """In the order of the list."""

    steps: tuple[Step, ...]


def kept_samples(session: Session, scenario: str) -> list[KeptSample]:
    """All kept samples of a scenario, the oldest first."""
    return [_kept(session, number) for number in reversed(samples(session, scenario))]


def _kept(session: Session, number: int) -> KeptSample:
    binds = {"sample": number}
    return KeptSample(
        result(session, number),
        tuple(Item(*row) for row in session.execute(_ITEMS, binds)),
        tuple(Step(*row) for row in session.execute(_STEPS, binds)),
    )
