"""The register as it stands: the plan's rows with what was reported since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.evidence.models import Evidence
from carbon_points.indicators.models import PlanValue
from carbon_points.indicators.plan import COMPUTED
from carbon_points.indicators.plan import indicators
from carbon_points.indicators.plan import projects
from carbon_points.indicators.plan import SOURCE
from carbon_points.indicators.rules import DONE
from carbon_points.indicators.rules import number
from carbon_points.indicators.rules import OPEN
from carbon_points.indicators.rules import verdict
from carbon_points.scenarios.criteria import evaluate
from carbon_points.scenarios.definitions import scenarios

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction

    from sqlalchemy.orm import Session

    from carbon_points.indicators.plan import Indicator
    from carbon_points.indicators.plan import Project

WANTED_SCENARIOS: Final = 2


@dataclass(frozen=True, slots=True)
class Value:
    """What is said of one year, and by whom."""

    year: int
    text: str
    origin: str
    """``plan``, ``reported`` or ``computed``."""

    status: str = ""
    source: str = SOURCE
    note: str = ""
    department: str = ""
    evidence_id: int | None = None
    evidence: str = ""
    """The file's name."""

    sha256: bytes = b""
    value_id: int | None = None
    corrects: int | None = None
    operator: str = ""
    at: int = 0

    @property
    def number(self) -> Fraction | None:
        """The number, if the value is one."""
        return number(self.text)


@dataclass(frozen=True, slots=True)
class ScenarioState:
    """How far one scenario is, for the indicator that counts them."""

    scenario_id: str
    name: str
    met: int
    of: int

    @property
    def is_accepted(self) -> bool:
        """Whether every criterion is met, so that the scenario counts."""
        return self.met == self.of > 0


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator with the values in force, oldest year first."""

    row: Indicator
    values: tuple[Value, ...]

    @property
    def latest(self) -> Value | None:
        """The value of the newest year."""
        return self.values[-1] if self.values else None

    @property
    def status(self) -> str:
        """As last reported; before any report as the plan prints it."""
        said = (each.status for each in reversed(self.values) if each.status)
        return next(said, self.row.status)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be reached."""
        return self.status == OPEN

    @property
    def reached(self) -> bool | None:
        """What arithmetic says of the target; None where it cannot tell."""
        return verdict(self.row.target, {v.year: v.text for v in self.values})

    @property
    def trend(self) -> tuple[Fraction, ...]:
        """The numbers from year to year."""
        return tuple(each.number for each in self.values if each.number is not None)

    def of_year(self, year: int) -> Value | None:
        """The value in force of one year."""
        return next((each for each in self.values if each.year == year), None)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One key project with the newest word on it."""

    row: Project
    values: tuple[Value, ...]

    @property
    def latest(self) -> Value | None:
        """What was reported last."""
        return self.values[-1] if self.values else None

    @property
    def status(self) -> str:
        """As last reported; nobody has said anything before: open."""
        return self.values[-1].status if self.values else OPEN

    @property
    def is_open(self) -> bool:
        """Whether it is still to be finished."""
        return self.status == OPEN


@dataclass(frozen=True, slots=True)
class Register:
    """Everything of the plan."""

    lines: tuple[Line, ...]
    projects: tuple[ProjectLine, ...]
    scenarios: tuple[ScenarioState, ...]

    def line(self, subject: str) -> Line:
        """One indicator."""
        return next(each for each in self.lines if each.row.subject == subject)

    def project(self, subject: str) -> ProjectLine:
        """One key project."""
        return next(each for each in self.projects if each.row.subject == subject)


def register(session: Session, as_of: dt.date) -> Register:
    """The plan's two tables as they stand; indicator 6 is counted as of a day."""
    reported = _in_force(session)
    states = scenario_states(session, as_of)
    lines = []
    for row in indicators():
        found = _printed(row) | reported.get(row.subject, {})
        if row.subject == COMPUTED:
            found[as_of.year] = _counted(states, as_of.year)
        lines.append(Line(row, _by_year(found)))
    done = [
        ProjectLine(row, _by_year(reported.get(row.subject, {}))) for row in projects()
    ]
    return Register(tuple(lines), tuple(done), states)


def scenario_states(session: Session, as_of: dt.date) -> tuple[ScenarioState, ...]:
    """How many criteria each application scenario meets."""
    found = []
    for each in scenarios():
        criteria = evaluate(session, each.id, as_of)
        met = sum(criterion.met for criterion in criteria)
        found.append(ScenarioState(each.id, each.name_zh, met, len(criteria)))
    return tuple(found)


def history(session: Session, subject: str) -> tuple[Value, ...]:
    """Everything that was ever reported of a subject, newest first."""
    return tuple(reversed(_reported(session, subject)))


def present(session: Session, subject: str, year: int) -> Value | None:
    """The reported value in force of a subject and year."""
    rows = [each for each in _reported(session, subject) if each.year == year]
    return rows[-1] if rows else None


def _reported(session: Session, subject: str | None = None) -> list[Value]:
    found = _values(session, subject)
    return [value for _, value in found]


def _in_force(session: Session) -> dict[str, dict[int, Value]]:
    """The last row of each subject and year."""
    found: dict[str, dict[int, Value]] = defaultdict(dict)
    for subject, value in _values(session):
        found[subject][value.year] = value
    return found


def _values(session: Session, subject: str | None = None) -> list[tuple[str, Value]]:
    query = (
        select(PlanValue, Evidence.name, Evidence.sha256)
        .outerjoin(Evidence, Evidence.id == PlanValue.evidence_id)
        .order_by(PlanValue.id)
    )
    if subject is not None:
        query = query.where(PlanValue.subject == subject)
    return [
        (row.subject, _value(row, name or "", sha256 or b""))
        for row, name, sha256 in session.execute(query)
    ]


def _value(row: PlanValue, name: str, sha256: bytes) -> Value:
    return Value(
        row.year,
        row.value,
        "reported",
        row.status,
        row.source,
        row.note,
        row.department,
        row.evidence_id,
        name,
        sha256,
        row.id,
        row.corrects,
        row.operator,
        row.at,
    )


def _printed(row: Indicator) -> dict[int, Value]:
    return {
        year: Value(year, text, "plan", department=row.departments)
        for year, text in row.figures.items()
    }


def _counted(states: tuple[ScenarioState, ...], year: int) -> Value:
    """How many scenarios meet every criterion."""
    accepted = sum(state.is_accepted for state in states)
    status = DONE if accepted >= WANTED_SCENARIOS else OPEN
    return Value(year, str(accepted), "computed", status, "应用场景的验收标准")


def _by_year(found: Mapping[int, Value]) -> tuple[Value, ...]:
    return tuple(found[year] for year in sorted(found))
