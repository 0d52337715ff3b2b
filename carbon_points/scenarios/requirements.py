"""Which of the documents that an acceptance needs are there, and why one is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.methodology.contract import Status
from carbon_points.methodology.registry import discover
from carbon_points.rulebook.models import Adoption
from carbon_points.rulebook.rules import status_on
from carbon_points.rulebook.service import adoptions
from carbon_points.scenarios.definitions import definitions
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.documents import documents_of
from carbon_points.scenarios.notices import notice_standing
from carbon_points.scenarios.verifications import FRESH_DAYS
from carbon_points.scenarios.verifications import last_verification

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from carbon_points.scenarios.definitions import Document as Kind
    from carbon_points.scenarios.definitions import Scenario
    from carbon_points.scenarios.documents import Document

_WHY_NOTICE = {
    "none": "NO_NOTICE",
    "ahead": "NOTICE_AHEAD",
    "running": "NOTICE_RUNNING",
    "objected": "OBJECTION_OPEN",
    "over": "",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One document that an acceptance needs."""

    kind: Kind
    why: str
    """Why it does not count: NO_PAPER, NO_FILE, NOT_ADOPTED, NO_NOTICE, NOTICE_AHEAD,
    NOTICE_RUNNING, OBJECTION_OPEN, NOT_VERIFIED, VERIFY_FAILED, VERIFY_OLD; empty if it
    does."""

    papers: tuple[Document, ...]
    """What is in force of this kind, with or without a file."""

    missing: tuple[str, ...] = ()
    """The methodologies without a decision."""

    @property
    def held(self) -> bool:
        """Whether it is there and counts."""
        return not self.why


def requirements(
    session: Session, scenario_id: str, as_of: dt.date
) -> tuple[Requirement, ...]:
    """Every document that the acceptance of a scenario needs, as the records say.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    found = scenario(scenario_id)
    papers = [
        each
        for each in documents_of(session, scenario_id)
        if each.in_force and each.issued_on <= as_of
    ]
    return tuple(
        _requirement(session, found, as_of, (kind, papers))
        for kind in definitions().documents
    )


def _requirement(
    session: Session,
    found: Scenario,
    as_of: dt.date,
    known: tuple[Kind, Iterable[Document]],
) -> Requirement:
    kind, papers = known
    own = tuple(each for each in papers if each.kind == kind.id)
    if kind.id == "methodology_decisions":
        missing = _undecided(session, found, as_of)
        return Requirement(kind, "NOT_ADOPTED" if missing else "", own, missing)
    if kind.id == "publication":
        why = _WHY_NOTICE[notice_standing(session, found.id, as_of)]
        return Requirement(kind, why, own)
    if kind.id == "verify":
        return Requirement(kind, _unverified(session, as_of), own)
    if not own:
        return Requirement(kind, "NO_PAPER", own)
    return Requirement(kind, "" if any(d.files for d in own) else "NO_FILE", own)


def _unverified(session: Session, as_of: dt.date) -> str:
    last = last_verification(session, as_of)
    if last is None:
        return "NOT_VERIFIED"
    if last.failed:
        return "VERIFY_FAILED"
    return "VERIFY_OLD" if (as_of - last.day).days > FRESH_DAYS else ""


def _undecided(session: Session, found: Scenario, as_of: dt.date) -> tuple[str, ...]:
    """The methodologies that are a draft, or a trial here without its paper."""
    decided = adoptions(session)
    catalogue = discover()
    papers = select(func.count(Adoption.id)).where(
        Adoption.step == "confirmed",
        Adoption.document != "",
        Adoption.valid_from <= day_number(as_of),
    )
    missing = []
    for name in found.methodologies:
        shipped = catalogue[name].current.shipped_status
        status = status_on(decided, shipped, name, as_of)
        adopted = session.scalar(papers.where(Adoption.methodology == name)) or 0
        by_law = shipped in {Status.TRIAL, Status.PUBLISHED}
        if status is Status.DRAFT or not (by_law or adopted):
            missing.append(name)
    return tuple(missing)
