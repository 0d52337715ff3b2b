"""The papers and pictures of both scenarios, as the demo leaves them in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.scenarios.definitions import definitions
from carbon_points.scenarios.definitions import scenarios
from carbon_points.scenarios.output import write_statistics
from carbon_points.scenarios.pictures import figure
from carbon_points.statistics import figures
from carbon_points.statistics.pedigree import pedigree
from carbon_points.statistics.queries import reached
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.scenarios.definitions import Scenario

_BY = ("subdistrict", "month", "methodology")


def write_papers(session: Session, folder: Path) -> list[Path]:
    """Write the statistics of the district and of each scenario.

    Returns:
        The files in the order in which a reader would open them.
    """
    made = []
    whole = table(session, StatQuery(_BY))
    for suffix in (".xlsx", ".pdf"):
        made.append(folder / f"district{suffix}")
        write_statistics(session, whole, made[-1])
    for scenario in scenarios():
        made += _scenario_papers(session, scenario, folder)
    return made


def _scenario_papers(session: Session, scenario: Scenario, folder: Path) -> list[Path]:
    found = table(session, StatQuery(_BY, scenario.id))
    by_grade = table(session, StatQuery(("month", "grade"), scenario.id))
    foot = pedigree(session, found).footer
    targets = {rule.id: rule.targets for rule in definitions().criteria}
    specs = {
        "monthly": figures.monthly(found, part="methodology"),
        "cumulative": figures.cumulative(found, targets["reduction_mg"][scenario.id]),
        "places": figures.ranking(found, "subdistrict"),
        "evidence": figures.monthly(by_grade, part="grade"),
        "funnel": figures.funnel(reached(session, scenario.id)),
    }
    made = [folder / f"{scenario.id}{suffix}" for suffix in (".xlsx", ".pdf", ".png")]
    for path in made:
        write_statistics(session, found, path)
    drawn = {name: spec for name, spec in specs.items() if not spec.is_empty}
    for name, spec in drawn.items():
        for suffix in (".png", ".svg"):
            made.append(folder / f"{scenario.id}-{name}{suffix}")
            figure(spec, made[-1], foot)
    return made
