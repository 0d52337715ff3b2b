"""Meter readings of a period: energy, replaced meters, counters that turn over.

Source: methodologies README, section 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.units import exact_text
from carbon_points.methodology.contract import Rejection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Segment:
    """One meter's first and last reading within a period, in kWh of its counter."""

    meter_id: str
    start: Fraction
    end: Fraction
    ct: int = 1
    """Ratio of the current transformer."""

    rollover: bool = False
    max: Fraction | None = None
    """The value at which the counter returns to zero."""

    @property
    def exceeds_max(self) -> bool:
        """Whether a reading is above what the counter can show."""
        return self.max is not None and max(self.start, self.end) > self.max

    @property
    def turned_over(self) -> bool:
        """Whether the counter passed zero, as stated by who read it."""
        return self.end < self.start and self.rollover and self.max is not None

    @property
    def energy_kwh(self) -> Fraction:
        """(end - start) x ct, over the turn of the counter where there was one."""
        top = self.max if self.turned_over and self.max is not None else Fraction(0)
        return (top + self.end - self.start) * self.ct


def energy_kwh(segments: Sequence[Segment]) -> Fraction:
    """The energy of a period over all its meters."""
    return sum((segment.energy_kwh for segment in segments), Fraction(0))


def energy_formula(segments: Sequence[Segment]) -> str:
    """How the energy of these meters was added up."""
    formula = "sum of (end - start) x ct"
    if any(segment.turned_over for segment in segments):
        formula += ", (max - start + end) x ct over a turn"
    return formula


def check_meters(
    segments: Sequence[Segment], last_reading: Mapping[str, Any] | None
) -> Rejection | None:
    """METER_DISCONTINUITY, then METER_ROLLBACK."""
    first = segments[0]
    if last_reading and last_reading["meter_id"] == first.meter_id:
        before = Fraction(str(last_reading["value"]))
        if first.start != before:
            details = {"value": exact_text(first.start), "limit": exact_text(before)}
            return Rejection("METER_DISCONTINUITY", "segments", details)
    for segment in segments:
        if segment.end < segment.start and not segment.turned_over:
            details = {
                "value": exact_text(segment.end),
                "limit": exact_text(segment.start),
            }
            return Rejection("METER_ROLLBACK", "segments", details)
    return None


def meter_flags(segments: Sequence[Segment]) -> set[str]:
    """METER_REPLACED and METER_ROLLOVER, where they apply."""
    flags = {"METER_REPLACED"} if len(segments) > 1 else set()
    if any(segment.turned_over for segment in segments):
        flags.add("METER_ROLLOVER")
    return flags
