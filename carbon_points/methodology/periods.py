"""Metered periods: which days count, and which factor row serves how many of them.

A span is half open, ``[start, end)``, as everywhere (methodologies README, section 4).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.contract import Vintage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.methodology.contract import Factor
    from carbon_points.methodology.contract import Register

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one calendar year or of one season."""

    start: dt.date
    end: dt.date
    whole: int
    """All days of that year or season: each day counts 1/whole of it."""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Period:
    """A metered period of an installation, and what of it can be credited."""

    start: dt.date
    end: dt.date
    commissioning: dt.date
    crediting_end: dt.date

    @property
    def first(self) -> dt.date:
        """The first day to which metered energy belongs."""
        return max(self.start, self.commissioning)

    @property
    def last_end(self) -> dt.date:
        """The day on which credit ends inside the period."""
        return min(self.end, self.crediting_end)

    @property
    def metered_days(self) -> int:
        """The days that share the metered energy."""
        return (self.end - self.first).days

    @property
    def credited_days(self) -> int:
        """Of these, the days inside the crediting period."""
        return (self.last_end - self.first).days

    def flags(self, prior: Iterable[tuple[dt.date, dt.date]]) -> set[str]:
        """COMMISSION_CLIPPED, CREDITING_CLIPPED and PERIOD_GAP, where they apply."""
        ends = [end for _, end in prior if end <= self.start]
        found = {
            "COMMISSION_CLIPPED": self.commissioning > self.start,
            "CREDITING_CLIPPED": self.crediting_end < self.end,
            "PERIOD_GAP": bool(ends) and max(ends) < self.start,
        }
        return {flag for flag, applies in found.items() if applies}


def crediting_end(start: dt.date, years: int) -> dt.date:
    """The same month and day `years` later; 29 February becomes 1 March."""
    year = min(start.year + years, dt.MAXYEAR)
    try:
        return start.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def as_date(value: dt.date | str) -> dt.date:
    """A date of the context, given as text or as a date."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def prior_periods(context: Mapping[str, Any]) -> list[tuple[dt.date, dt.date]]:
    """The earlier credited periods of the same installation."""
    return [
        (as_date(each["start"]), as_date(each["end"]))
        for each in context.get("prior_periods") or ()
    ]


def check_length(start: dt.date, end: dt.date, days_max: int) -> Rejection | None:
    """PERIOD_INVALID: the end is not after the start, or the period is too long."""
    days = (end - start).days
    if 0 < days <= days_max:
        return None
    details = {"value": str(days), "limit": str(days_max)}
    return Rejection("PERIOD_INVALID", "period_end", details)


def check_period(
    period: Period, prior: Iterable[tuple[dt.date, dt.date]]
) -> Rejection | None:
    """PERIOD_BEFORE_COMMISSIONING, CREDITING_PERIOD_ENDED, PERIOD_OVERLAP."""
    if period.end <= period.commissioning:
        details = {"value": str(period.end), "limit": str(period.commissioning)}
        return Rejection("PERIOD_BEFORE_COMMISSIONING", "commissioning_date", details)
    if period.first >= period.crediting_end:
        details = {"value": str(period.first), "limit": str(period.crediting_end)}
        return Rejection("CREDITING_PERIOD_ENDED", "period_start", details)
    for start, end in prior:
        if start < period.end and period.start < end:
            details = {"value": f"{period.start} - {period.end}"}
            details["limit"] = f"{start} - {end}"
            return Rejection("PERIOD_OVERLAP", "period_start", details)
    return None


def years(start: dt.date, end: dt.date) -> list[Span]:
    """A span, cut at each New Year."""
    spans = []
    for year in range(start.year, end.year + 1):
        first = max(start, dt.date(year, 1, 1))
        last = min(end, dt.date(year, 12, 31) + _DAY)
        if first < last:
            spans.append(Span(first, last, 366 if calendar.isleap(year) else 365))
    return spans


def seasons(start: dt.date, end: dt.date, opens: str, closes: str) -> list[Span]:
    """What of a span lies in a season that may run over New Year.

    Args:
        start: first day of the span.
        end: the day after its last.
        opens: month and day of the season's first day, e.g. ``11-15``.
        closes: month and day of its last, e.g. ``03-15``.
    """
    spans = []
    for year in range(start.year - 1, end.year + 1):
        first = dt.date.fromisoformat(f"{year}-{opens}")
        closing_year = year if opens <= closes else year + 1
        last = dt.date.fromisoformat(f"{closing_year}-{closes}") + _DAY
        if max(start, first) < min(end, last):
            whole = (last - first).days
            spans.append(Span(max(start, first), min(end, last), whole))
    return spans


@dataclass(frozen=True, slots=True)
class Served:
    """The days that one factor row serves."""

    factor: Factor
    days: int
    share: Fraction
    """Sum over these days of 1/(days of their year or season)."""


def served(
    register: Register, factor_id: str, spans: Iterable[Span]
) -> tuple[Served, ...]:
    """Each row in force during the spans, with its days; raises FactorNotFoundError."""
    rows: dict[dt.date, Served] = {}
    for span in spans:
        for window in register.windows(factor_id, span.start, span.end):
            share = Fraction(window.days, span.whole)
            before = rows.get(window.factor.valid_from)
            if before is None:
                row = Served(window.factor, window.days, share)
            else:
                days = before.days + window.days
                row = Served(window.factor, days, before.share + share)
            rows[window.factor.valid_from] = row
    return tuple(rows.values())


def vintages(rows: Sequence[Served]) -> tuple[Vintage, ...]:
    """The rows as the intermediate ``vintages`` lists them."""
    return tuple(Vintage(r.factor.vintage, r.days, r.factor.exact) for r in rows)
