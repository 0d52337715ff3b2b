"""Everything that a dossier tells, read at one position of the chain."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.finding_rows import FindingQuery
from carbon_points.audit.finding_rows import findings
from carbon_points.common.days import local_moment
from carbon_points.dossier.books import causes
from carbon_points.dossier.books import holdings
from carbon_points.dossier.books import sources
from carbon_points.dossier.merging import groups
from carbon_points.dossier.proof import proof
from carbon_points.dossier.samples import kept_samples
from carbon_points.pool.histories import disposals
from carbon_points.pool.queries import batches
from carbon_points.pool.rules import DisposalState
from carbon_points.scenarios.criteria import evaluate
from carbon_points.scenarios.criteria import missing_documents
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.file import scenario_file
from carbon_points.statistics import figures
from carbon_points.statistics.pedigree import pedigree
from carbon_points.statistics.queries import reached
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.dossier.books import Cause
    from carbon_points.dossier.books import Holding
    from carbon_points.dossier.books import Source
    from carbon_points.dossier.merging import Group
    from carbon_points.dossier.proof import Proof
    from carbon_points.dossier.samples import KeptSample
    from carbon_points.integrity.service import Verified
    from carbon_points.pool.histories import Disposal
    from carbon_points.pool.queries import Batch
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.scenarios.definitions import Scenario
    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.statistics.charts import ChartSpec
    from carbon_points.statistics.pedigree import Pedigree
    from carbon_points.statistics.tables import StatRow

CUTS: Final = (
    ("按月份", ("month",)),
    ("按街道（镇）", ("subdistrict",)),
    ("按方法学", ("methodology",)),
    ("按证据等级", ("grade",)),
    ("按参与者类别", ("kind",)),
    ("街道×月份×方法学", ("subdistrict", "month", "methodology")),
)
"""The statistics of the workbook: the name of each and what it is by."""

_HEAD: Final = text(
    "SELECT position, at FROM chain_record ORDER BY position DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Material:
    """What the records say of one scenario."""

    scenario: Scenario
    pedigree: Pedigree
    counted_at: int
    criteria: tuple[Criterion, ...]
    file: ScenarioFile
    """Host, places, stages, documents and notices."""

    missing: tuple[str, ...]
    """Documents that are not on record."""

    totals: StatRow
    cuts: dict[str, tuple[tuple[str, ...], list[Group]]]
    """By the name of the sheet: its dimensions and groups."""

    charts: tuple[ChartSpec, ...]
    holdings: list[Holding]
    causes: list[Cause]
    sources: list[Source]
    batches: tuple[Batch, ...]
    disposals: tuple[Disposal, ...]
    """Those that were confirmed and took something of this scenario."""

    samples: list[KeptSample]
    findings: tuple[FindingRow, ...]
    """From samples and from single records, the oldest first."""

    proof: Proof
    verified: Verified

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(each.met for each in self.criteria)


def gather(
    session: Session,
    rulebook: Rulebook,
    asked: tuple[str, dt.date],
    verified: Verified,
    step: Callable[[int, int], None],
) -> Material:
    """Read everything.

    Args:
        session: reading, one snapshot for all.
        rulebook: in force.
        asked: the scenario's id and the day of its targets.
        verified: what `audit verify` found.
        step: progress.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    name, day = asked
    found = scenario(name)
    whole = table(session, StatQuery(scenario=name))
    position, at = session.execute(_HEAD).one()
    until = local_moment(at).strftime("%Y-%m-%d %H:%M")
    about = replace(pedigree(session, whole), position=position, counted_at=until)
    known = {"verify": verified.ok}
    seed = f"dossier-{name}-{whole.position}"
    return Material(
        found,
        about,
        at,
        evaluate(session, name, day, known),
        scenario_file(session, name, day),
        missing_documents(session, name, day, known),
        whole.totals,
        {
            title: (by, groups(table(session, StatQuery(by, name))))
            for title, by in CUTS
        },
        _charts(session, name),
        holdings(session, found.methodologies),
        causes(session, found.methodologies),
        sources(session, found.methodologies),
        tuple(b for b in batches(session) if b.methodology in found.methodologies),
        _disposals(session, found),
        kept_samples(session, name),
        findings(session, FindingQuery(name))[::-1],
        proof(session, rulebook, name, seed, step),
        verified,
    )


def _disposals(session: Session, found: Scenario) -> tuple[Disposal, ...]:
    """Confirmed disposals, with those of their lines that are of this scenario."""
    own = (
        replace(
            each,
            lines=tuple(
                line for line in each.lines if line.methodology in found.methodologies
            ),
        )
        for each in disposals(session)
        if each.state is DisposalState.CONFIRMED
    )
    return tuple(each for each in own if each.lines)


def _charts(session: Session, name: str) -> tuple[ChartSpec, ...]:
    """Charts without small groups: where a part is one, the months stand undivided."""
    places = table(session, StatQuery(("subdistrict",), name), suppress=True)
    specs = (
        _monthly(session, name, "methodology"),
        figures.ranking(places, "subdistrict"),
        _monthly(session, name, "grade"),
        figures.funnel(reached(session, name)),
    )
    return tuple(dict.fromkeys(spec for spec in specs if not spec.is_empty))


def _monthly(session: Session, name: str, part: str) -> ChartSpec:
    found = table(session, StatQuery(("month", part), name), suppress=True)
    if found.has_withheld:
        alone = table(session, StatQuery(("month",), name), suppress=True)
        return figures.monthly(alone)
    return figures.monthly(found, part=part)
