"""The file of a scenario: everything that is on record about it, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.methodology.registry import discover
from carbon_points.participants.rules import uscc_problem
from carbon_points.places.queries import subdistricts
from carbon_points.rulebook.rules import status_on
from carbon_points.rulebook.service import adoptions
from carbon_points.scenarios.countdown import countdown
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.documents import documents_of
from carbon_points.scenarios.models import ScenarioDetail
from carbon_points.scenarios.notices import notices_of
from carbon_points.scenarios.recording import limited
from carbon_points.scenarios.recording import recording
from carbon_points.scenarios.recording import said
from carbon_points.scenarios.requirements import requirements
from carbon_points.scenarios.stages import next_stages
from carbon_points.scenarios.stages import stages_of
from carbon_points.scenarios.targets import proposed_targets
from carbon_points.scenarios.targets import targets_in_force
from carbon_points.scenarios.verifications import last_verification

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Status
    from carbon_points.places.queries import PlaceName
    from carbon_points.scenarios.countdown import Countdown
    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.scenarios.definitions import Scenario
    from carbon_points.scenarios.documents import Document
    from carbon_points.scenarios.notices import Notice
    from carbon_points.scenarios.requirements import Requirement
    from carbon_points.scenarios.stages import Stage
    from carbon_points.scenarios.targets import Target
    from carbon_points.scenarios.verifications import Verification
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Detail:
    """Who runs a scenario and where."""

    host: str = ""
    host_code: str = ""
    contact: str = ""
    places: tuple[int, ...] = ()
    """Ids of subdistricts; empty for the whole district."""


@dataclass(frozen=True, slots=True)
class Member:
    """A methodology of the scenario with its status here."""

    id: str
    status: Status


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """The whole file, as it stands on a day."""

    scenario: Scenario
    as_of: dt.date
    detail: Detail
    places: tuple[PlaceName, ...]
    """The places named, or all of the district."""

    members: tuple[Member, ...]
    stages: tuple[Stage, ...]
    next_stages: tuple[str, ...]
    documents: tuple[Document, ...]
    """All of them, also what was replaced or taken back."""

    requirements: tuple[Requirement, ...]
    notices: tuple[Notice, ...]
    """The newest first."""

    criteria: tuple[Criterion, ...]
    targets: dict[str, Target]
    proposals: tuple[Target, ...]
    verification: Verification | None
    countdown: Countdown

    @property
    def stage(self) -> str:
        """The stage it is in; empty before the first."""
        return self.stages[-1].stage if self.stages else ""


def scenario_file(session: Session, scenario_id: str, as_of: dt.date) -> ScenarioFile:
    """Everything on record about a scenario.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    found = scenario(scenario_id)
    stages = stages_of(session, scenario_id)
    detail = detail_of(session, scenario_id)
    needed = requirements(session, scenario_id, as_of)
    counted = countdown(session, scenario_id, as_of)
    every = subdistricts(session)
    return ScenarioFile(
        found,
        as_of,
        detail,
        tuple(place for place in every if place.id in detail.places) or every,
        _members(session, found, as_of),
        stages,
        next_stages(stages),
        documents_of(session, scenario_id),
        needed,
        notices_of(session, scenario_id),
        counted.criteria,
        targets_in_force(session, scenario_id, as_of),
        proposed_targets(session, scenario_id),
        last_verification(session, as_of),
        counted,
    )


def detail_of(session: Session, scenario_id: str) -> Detail:
    """Host and places of a scenario, empty before they were entered."""
    row = session.scalar(
        select(ScenarioDetail)
        .where(ScenarioDetail.scenario == scenario_id)
        .order_by(ScenarioDetail.id.desc())
        .limit(1)
    )
    if row is None:
        return Detail()
    places = tuple(int(each) for each in row.places.split(",") if each)
    return Detail(row.host, row.host_code, row.contact, places)


def describe(db: Database, caller: Caller, scenario_id: str, detail: Detail) -> Detail:
    """Enter who runs a scenario and where; the earlier entry stays on record.

    Raises:
        UserError: SCENARIO_UNKNOWN, PLACE_UNKNOWN.
        RefusedError: HOST_CODE, SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    found = scenario(scenario_id)
    code = detail.host_code.strip().upper()
    if code and uscc_problem(code) is not None:
        raise RefusedError("HOST_CODE", value=code)
    with recording(db, caller, "scenario set", (ScenarioDetail,)) as act:
        known = {place.id for place in subdistricts(act.session)}
        unknown = sorted(set(detail.places) - known)
        if unknown:
            raise UserError("PLACE_UNKNOWN", value=id_text(unknown[0]))
        act.add(
            ScenarioDetail,
            scenario=found.id,
            host=said(detail.host, "host"),
            host_code=code,
            contact=limited(detail.contact, "contact"),
            places=",".join(map(str, sorted(set(detail.places)))),
        )
        return detail_of(act.session, found.id)


def _members(session: Session, found: Scenario, as_of: dt.date) -> tuple[Member, ...]:
    decided = adoptions(session)
    catalogue = discover()
    return tuple(
        Member(
            name,
            status_on(decided, catalogue[name].current.shipped_status, name, as_of),
        )
        for name in found.methodologies
    )
