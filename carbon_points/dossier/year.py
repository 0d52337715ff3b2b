"""A year of one subdistrict as the records have it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.days import month_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.dossier import words
from carbon_points.ledger.queries import closed_through
from carbon_points.places.queries import communities
from carbon_points.places.queries import desks
from carbon_points.places.queries import subdistricts
from carbon_points.scenarios.definitions import scenarios
from carbon_points.statistics.pedigree import pedigree
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import GRADES
from carbon_points.statistics.tables import StatQuery

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.places.queries import PlaceName
    from carbon_points.scenarios.definitions import Scenario
    from carbon_points.statistics.pedigree import Pedigree
    from carbon_points.statistics.tables import StatRow
    from carbon_points.statistics.tables import StatTable

MISSING: Final = {
    "organisation": "组织机构与负责人",
    "plan": "年度工作计划",
    "awards": "积分奖励",
    "redemption": "积分兑换",
    "activities": "线下活动",
    "survey": "摸底调查覆盖率",
}
"""What a report tells and this program does not record yet."""

LATER: Final = ("三、任务完成情况", "五、存在问题", "六、下年度计划", "八、真实性承诺")
"""Sections that come with the windows in which they are written."""

_REGISTERED: Final = text("""
SELECT SUM(kind = 'resident'), SUM(kind = 'sme') FROM participant
WHERE subdistrict_id = :place AND state IN ('open', 'frozen')""")
_BATCHES: Final = text("""
SELECT b.id, b.kind, b.file_sha256, r.at, COUNT(*) FROM action a
JOIN import_batch b ON b.id = a.batch_id
JOIN chain_record r ON r.position = b.chain_position
WHERE a.state = :state AND a.subdistrict_id = :place AND a.day BETWEEN :first AND :last
GROUP BY b.id ORDER BY b.id""")
_FILES: Final = text("""
SELECT e.id, e.sha256, e.added_at, COUNT(*) FROM evidence_link l
JOIN evidence e ON e.id = l.evidence_id
JOIN action a ON l.subject_kind = 'action' AND l.subject_id = a.id
WHERE a.state = :state AND a.subdistrict_id = :place AND a.day BETWEEN :first AND :last
GROUP BY e.id ORDER BY e.id""")


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What was approved of one year; withheld figures of few people are None."""

    year: int
    totals: StatRow
    layers: dict[str, int | None]
    """Milligrams by grade of evidence."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a place gives to a scenario, over all time as its criteria count."""

    scenario: Scenario
    own: StatRow
    whole: StatRow
    months: int
    """Months with an approved action."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One line of the evidence list."""

    claim: str
    file: str
    on: dt.date
    sha256: str


@dataclass(frozen=True, slots=True)
class Year:
    """Everything that the report of a place tells of a year."""

    place: PlaceName
    year: int
    communities: int
    desks: tuple[str, ...]
    residents: int
    smes: int
    this: YearFigures
    last: YearFigures
    closed: bool
    """Whether its books are closed up to December."""

    shares: tuple[Share, ...]
    proofs: tuple[Proof, ...]
    pedigree: Pedigree
    counted_at: int

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of what is not on record."""
        return (*MISSING, *(() if self.closed else ("closing",)))


def year_of(session: Session, place_name: str, year: int, as_of: dt.date) -> Year:
    """Read a year of a subdistrict.

    Raises:
        UserError: PLACE_UNKNOWN, YEAR_FUTURE.
    """
    if not 2000 <= year <= as_of.year:
        raise UserError("YEAR_FUTURE", value=str(year))
    place = next((p for p in subdistricts(session) if p.name == place_name), None)
    if place is None:
        raise UserError("PLACE_UNKNOWN", value=place_name)
    this = _table(session, place, year)
    residents, smes = session.execute(_REGISTERED, {"place": place.id}).one()
    closed = closed_through(session) or 0
    return Year(
        place,
        year,
        len(communities(session, place.id)),
        tuple(each.name for each in desks(session, place.id)),
        int(residents or 0),
        int(smes or 0),
        _figures(year, this),
        _figures(year - 1, _table(session, place, year - 1)),
        closed >= month_number(dt.date(year, 12, 1)),
        tuple(_share(session, place, each) for each in scenarios()),
        _proofs(session, place, year),
        pedigree(session, this),
        this.counted_at or 0,
    )


def _table(session: Session, place: PlaceName, year: int) -> StatTable:
    query = StatQuery(
        ("grade",),
        start=dt.date(year, 1, 1),
        end=dt.date(year, 12, 31),
        subdistrict_id=place.id,
    )
    return table(session, query, suppress=True)


def _figures(year: int, found: StatTable) -> YearFigures:
    layers: dict[str, int | None] = dict.fromkeys(GRADES, 0)
    layers |= {row.key[0]: row.reduction_mg for row in found.rows if not row.draft}
    return YearFigures(year, found.totals, layers)


def _share(session: Session, place: PlaceName, scenario: Scenario) -> Share:
    own = StatQuery(("month",), scenario.id, subdistrict_id=place.id)
    found = table(session, own)
    return Share(
        scenario,
        table(
            session, StatQuery((), scenario.id, subdistrict_id=place.id), suppress=True
        ).totals,
        table(session, StatQuery(scenario=scenario.id)).totals,
        sum(not row.draft for row in found.rows),
    )


def _proofs(session: Session, place: PlaceName, year: int) -> tuple[Proof, ...]:
    binds = {
        "state": int(State.APPROVED),
        "place": place.id,
        "first": day_number(dt.date(year, 1, 1)),
        "last": day_number(dt.date(year, 12, 31)),
    }
    batches = [
        Proof(
            f"{words.IMPORTS.get(kind, kind)}，核定 {count:,} 笔",
            f"导入批次 {id_text(number)}",
            from_day_number(local_day(at)),
            sha256.hex(),
        )
        for number, kind, sha256, at, count in session.execute(_BATCHES, binds)
    ]
    files = [
        Proof(
            f"行为凭证，{count:,} 笔",
            f"证据 {id_text(number)}",
            from_day_number(local_day(at)),
            sha256.hex(),
        )
        for number, sha256, at, count in session.execute(_FILES, binds)
    ]
    return (*batches, *files)
