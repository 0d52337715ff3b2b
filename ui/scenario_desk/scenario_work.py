"""What the scenario page asks of the core; run in the lanes, so there is no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import month_number
from carbon_points.common.days import month_text
from carbon_points.common.days import parse_month
from carbon_points.places.queries import district
from carbon_points.places.queries import subdistricts
from carbon_points.scenarios.criteria import evaluate
from carbon_points.scenarios.criteria import missing_documents
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.definitions import scenarios
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.rules import VIEWER
from carbon_points.security.service import operators
from carbon_points.statistics import figures
from carbon_points.statistics.pivot import pivot
from carbon_points.statistics.pivot import PivotQuery
from carbon_points.statistics.place_figures import PEOPLE
from carbon_points.statistics.place_figures import ranking
from carbon_points.statistics.place_figures import tiles
from carbon_points.statistics.queries import reached
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.tile_map import cells_of
from carbon_points.statistics.tile_map import layout_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.scenarios.definitions import Scenario
    from carbon_points.security.chain import Caller
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.pivot import Pivot
    from carbon_points.statistics.tables import StatTable
    from carbon_points.statistics.tile_map import Cell
    from carbon_points.storage.engine import Database

_MONTHS_TO_TARGET: Final = 12
_PARTS: Final = ("methodology", "grade", "kind")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months from the first to the last one; an empty one is open."""

    first: str = ""
    """``2026-01``."""

    last: str = ""

    @property
    def start(self) -> dt.date | None:
        """The first day."""
        return dt.date.fromisoformat(f"{self.first}-01") if self.first else None

    @property
    def end(self) -> dt.date | None:
        """The last day."""
        if not self.last:
            return None
        after = month_text(parse_month(self.last) + 1)
        return dt.date.fromisoformat(f"{after}-01") - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Judged:
    """How far a scenario is from its acceptance, as far as the caller may see it."""

    criteria: tuple[Criterion, ...]
    missing: tuple[str, ...]
    """Names of the documents that are not on record."""

    suppressed: bool
    """Whether figures of small groups are withheld from this operator."""

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(criterion.met for criterion in self.criteria)


@dataclass(frozen=True, slots=True)
class Charts:
    """Everything that is drawn; where two are named, the second counts people."""

    monthly: tuple[ChartSpec, ...]
    """By methodology, by grade, by kind of participant."""

    cumulative: ChartSpec
    tiles: tuple[ChartSpec, ChartSpec]
    ranking: tuple[ChartSpec, ChartSpec]
    layers: ChartSpec
    funnel: ChartSpec

    @property
    def on_paper(self) -> tuple[ChartSpec, ...]:
        """One of each, in the order of reading."""
        every = (
            *(self.monthly[0], self.cumulative, self.tiles[0]),
            *(self.ranking[0], self.layers, self.funnel),
        )
        return tuple(chart for chart in every if not chart.is_empty)


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the page shows of a scenario and a period."""

    scenario: Scenario
    period: Period
    months: tuple[str, ...]
    """Every month from the first with an approved action on to now."""

    totals: StatTable
    waiting: StatTable
    kinds: StatTable
    charts: Charts
    places_reached: int
    places_all: int
    judged: Judged

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the scenario is approved in the period."""
        return self.totals.totals.actions == 0


def shown_scenarios() -> Sequence[Scenario]:
    """The scenarios in their order."""
    return scenarios()


def look(db: Database, caller: Caller, scenario_id: str, period: Period) -> Seen:
    """The figures of a scenario in a period, as far as the caller may see them.

    Raises:
        NotAllowedError: if the caller may not see statistics.
    """
    with db.reading() as session:
        stats = Statistics(session, caller, scenario_id)
        months = stats.table(Period(), "month")
        places = stats.table(period, "subdistrict")
        return Seen(
            scenario(scenario_id),
            period,
            _months(months, caller.as_of),
            stats.table(period),
            stats.table(period, state="waiting"),
            stats.table(period, "kind"),
            stats.charts(period),
            sum(1 for each in places.rows if not each.draft and each.actions != 0),
            len(subdistricts(session)),
            stats.judged(caller.as_of),
        )


@dataclass(frozen=True, slots=True)
class Picked:
    """What is asked of a cross table."""

    down: str
    across: str
    measure: str
    fixed: tuple[tuple[str, str], ...]
    period: Period


@dataclass(frozen=True, slots=True)
class Crossed:
    """A cross table, and what else can be picked."""

    pivot: Pivot
    months: tuple[str, ...]
    places: tuple[str, ...]
    position: int
    suppressed: bool


def cross(db: Database, caller: Caller, scenario_id: str, picked: Picked) -> Crossed:
    """Statistics by two dimensions, as far as the caller may see them.

    Raises:
        NotAllowedError: if the caller may not see statistics.
        UserError: PIVOT_TWICE.
    """
    with db.reading() as session:
        stats = Statistics(session, caller, scenario_id)
        months = stats.table(Period(), "month")
        query = PivotQuery(
            stats.query(picked.period),
            picked.down,
            picked.across,
            picked.measure,
            picked.fixed,
        )
        return Crossed(
            pivot(session, query, suppress=stats.suppress),
            _months(months, caller.as_of),
            tuple(each.name for each in subdistricts(session)),
            months.position,
            stats.suppress,
        )


def judge(db: Database, caller: Caller, scenario_id: str) -> Judged:
    """How far a scenario is from its acceptance today.

    Raises:
        NotAllowedError: if the caller may not see statistics.
    """
    with db.reading() as session:
        return Statistics(session, caller, scenario_id).judged(caller.as_of)


class Statistics:
    """Tables of one scenario with what the caller may not see left out."""

    def __init__(self, session: Any, caller: Caller, scenario_id: str) -> None:
        by = permitted(session, "stats", caller)
        seats = {operator.name: operator for operator in operators(session)}
        self._session = session
        self.scenario_id = scenario_id
        self.today = caller.as_of
        self._own = own_subdistrict(session, by)
        self.suppress = seats[by.operator].roles == {VIEWER}

    def judged(self, day: dt.date) -> Judged:
        """The acceptance on a day."""
        return Judged(
            evaluate(self._session, self.scenario_id, day),
            missing_documents(self._session, self.scenario_id, day),
            self.suppress,
        )

    def table(
        self, period: Period, *dimensions: str, state: str = "approved"
    ) -> StatTable:
        """The statistics of a period by some dimensions."""
        query = self.query(period, *dimensions, state=state)
        return table(self._session, query, suppress=self.suppress)

    def charts(self, period: Period) -> Charts:
        """Everything that is drawn of a period."""
        rules = evaluate(self._session, self.scenario_id, self.today)
        aim = next(each.target for each in rules if each.id == "reduction_mg")
        places = self.table(period, "subdistrict")
        cells, note = self._layout()
        return Charts(
            tuple(
                figures.monthly(self.masses(period, "month", part), part=part)
                for part in _PARTS
            ),
            figures.cumulative(self.table(Period(), "month"), aim, _MONTHS_TO_TARGET),
            (tiles(places, cells, note=note), tiles(places, cells, PEOPLE, note)),
            (ranking(places, [*cells]), ranking(places, [*cells], PEOPLE)),
            figures.shares(self.masses(period, "methodology", "grade")),
            figures.funnel(
                reached(self._session, self.scenario_id), suppress=self.suppress
            ),
        )

    def _layout(self) -> tuple[dict[str, Cell], str]:
        """Where each place has its tile, and what must be known of that."""
        here = subdistricts(self._session)
        codes = [each.code for each in here]
        asked = (district(self._session).code, codes, self.today)
        by_code = cells_of(*asked)
        return {each.name: by_code[each.code] for each in here}, layout_word(*asked)

    def masses(self, period: Period, *dimensions: str) -> StatTable:
        """Such a table where nobody looks at the numbers of people."""
        query = self.query(period, *dimensions)
        return table(self._session, query, suppress=self.suppress, people=False)

    def query(
        self, period: Period, *dimensions: str, state: str = "approved"
    ) -> StatQuery:
        """What is asked for such a table."""
        return StatQuery(
            dimensions,
            self.scenario_id,
            period.start,
            period.end,
            state,
            self._own,
        )


def _months(by_month: StatTable, today: dt.date) -> tuple[str, ...]:
    numbers = [parse_month(each.key[0]) for each in by_month.rows if not each.draft]
    if not numbers:
        return ()
    last = max(*numbers, month_number(today))
    return tuple(month_text(number) for number in range(min(numbers), last + 1))
