"""Which meter values are plausible: asked of the methodology itself.

A methodology refuses what cannot be and flags what is doubtful. Where these begin is
found by asking it, so no threshold is written down a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.metered import open_segments
from carbon_points.actions.rows_path import base_context
from carbon_points.common.days import from_day_number
from carbon_points.common.units import MICRO
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import FlagKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from carbon_points.crediting.metering import NewReading
    from carbon_points.crediting.metering import Site

_MOST_KWH: Final = 1 << 27
"""No counter runs further in a year."""


@dataclass(frozen=True, slots=True)
class Band:
    """How far a meter may run, in whole kWh of its counter since its last value."""

    low: int
    """Below this the auditor is asked to look."""

    high: int | None
    """Above this the auditor is asked to look; none if nothing is."""

    limit: int | None
    """Above this nothing is credited; none if everything is."""

    days: int


def band(site: Site, wanted: NewReading) -> Band | None:
    """The plausible rise up to a reading of this day; None if none is credited."""
    device = site.device
    if device.last is None or device.start is None or not site.is_metered:
        return None
    days = (wanted.day - from_day_number(device.last[0])).days
    probe = _Probe(site, wanted)
    if days <= 0 or probe.doubts(0) is None:
        return None
    limit = _last(lambda kwh: probe.doubts(kwh) is not None)
    top = _MOST_KWH if limit is None else limit
    lowest, highest = probe.doubts(0) or frozenset(), probe.doubts(top) or frozenset()
    rising, falling = highest - lowest, lowest - highest
    high = limit
    if rising:
        high = _last(lambda kwh: not (probe.doubts(kwh) or frozenset()) & rising, top)
    low = 0
    if falling:
        below = _last(lambda kwh: bool((probe.doubts(kwh) or frozenset()) & falling))
        low = (-1 if below is None else below) + 1
    return Band(low, high, limit, days)


def _last(holds: Callable[[int], bool], top: int = _MOST_KWH) -> int | None:
    """The last whole number up to `top` for which something holds that ends once.

    None if it holds to the end.
    """
    if holds(top):
        return None
    first, last = 0, top
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (middle, last) if holds(middle) else (first, middle)
    return first


class _Probe:
    """Asks a methodology what it would say to a rise of the counter."""

    def __init__(self, site: Site, wanted: NewReading) -> None:
        self._site = site
        self._row = site.meter_row(wanted)
        self._day: dt.date = wanted.day
        methodology = site.methodology
        self._doubtful = {
            flag for flag, kind in methodology.flags.items() if kind is FlagKind.DOUBT
        }
        self._register = site.rulebook.register(methodology.id)
        self._context = base_context(site.as_of, int(site.person.kind == "sme"))
        self._known: dict[int, frozenset[str] | None] = {}

    def doubts(self, kwh: int) -> frozenset[str] | None:
        """The doubts about a rise; None if it is refused."""
        if kwh not in self._known:
            self._known[kwh] = self._asked(kwh)
        return self._known[kwh]

    def _asked(self, kwh: int) -> frozenset[str] | None:
        device = self._site.device
        start = device.start or (0, 0)
        last = device.last or (0, 0)
        value_e6 = start[1] + kwh * MICRO
        inputs: dict[str, Any] = {
            **self._row.inputs,
            "period_start": from_day_number(last[0]).isoformat(),
            "period_end": self._day.isoformat(),
            "segments": open_segments(self._row, device, value_e6),
        }
        version = self._site.methodology.current
        answer = version.assess(inputs, self._context, self._register)
        if not isinstance(answer, Calculation):
            return None
        return frozenset(answer.flags) & self._doubtful
