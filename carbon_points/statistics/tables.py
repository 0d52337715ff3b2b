"""Statistics as values: what was asked, and the rows that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    import datetime as dt

DIMENSIONS: Final = (
    "subdistrict",
    "community",
    "methodology",
    "month",
    "kind",
    "grade",
)
STATES: Final = ("approved", "waiting", "all")
KINDS: Final = ("resident", "sme")
GRADES: Final = ("measured", "documented", "declared")


@dataclass(frozen=True, slots=True)
class StatQuery:
    """What is to be counted, and by what.

    Raises:
        UserError: CUT_UNKNOWN, STATE_UNKNOWN, PERIOD_REVERSED.
    """

    by: tuple[str, ...] = ()
    """Names of `DIMENSIONS` in the order of the columns."""

    scenario: str | None = None
    start: dt.date | None = None
    """First and last statistics day, both inclusive."""

    end: dt.date | None = None
    state: str = "approved"
    subdistrict_id: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", tuple(dict.fromkeys(self.by)))
        for name in self.by:
            if name not in DIMENSIONS:
                raise UserError("CUT_UNKNOWN", value=name)
        if self.state not in STATES:
            raise UserError("STATE_UNKNOWN", value=self.state)
        if self.start and self.end and self.start > self.end:
            raise UserError("PERIOD_REVERSED", start=str(self.start), end=str(self.end))


@dataclass(frozen=True, slots=True)
class StatRow:
    """One group; its figures are None where they are withheld."""

    key: tuple[str, ...]
    """A text for each of the query's `by`."""

    participants: int | None
    """Different ones."""

    actions: int | None
    reduction_mg: int | None
    points: int | None
    draft: bool = False
    """Stock-taking of a methodology that was a draft when it was approved."""

    @property
    def withheld(self) -> bool:
        """Whether the group is too small to be shown."""
        return self.participants is None

    def without_figures(self) -> StatRow:
        """The group by name alone."""
        return replace(
            self, participants=None, actions=None, reduction_mg=None, points=None
        )


@dataclass(frozen=True, slots=True)
class StatTable:
    """The answer to a query at one chain position."""

    query: StatQuery
    rows: tuple[StatRow, ...]
    totals: StatRow
    """Of all rows but the drafts."""

    draft_totals: StatRow | None
    """Of the drafts, if there are any."""

    position: int
    """Of the chain record up to which everything is counted."""

    counted_at: int | None = None
    """When that record was made, seconds since 1970-01-01 UTC."""

    versions: tuple[tuple[str, str], ...] = ()
    """Methodologies and their versions by which the reductions were computed."""

    @property
    def by(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return self.query.by

    @property
    def has_withheld(self) -> bool:
        """Whether figures of small groups are left out."""
        return any(row.withheld for row in (*self.rows, self.totals))

    def records(self) -> list[dict[str, str | int | bool | None]]:
        """The rows as JSON has them; a draft is marked."""
        return [self._record(row) for row in self.rows]

    def _record(self, row: StatRow) -> dict[str, str | int | bool | None]:
        record: dict[str, str | int | bool | None] = dict(
            zip(self.by, row.key, strict=True)
        )
        record |= {
            "participants": row.participants,
            "actions": row.actions,
            "reduction_mg": row.reduction_mg,
            "points": row.points,
        }
        return record | {"draft": True} if row.draft else record


@dataclass(frozen=True, slots=True)
class Reached:
    """How many participants came how far."""

    registered: int
    logged: int
    approved: int
