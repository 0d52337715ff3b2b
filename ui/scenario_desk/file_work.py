"""What the file of a scenario asks of the core; run in the lanes, so there is no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.places.queries import subdistricts
from carbon_points.scenarios.file import scenario_file
from carbon_points.scenarios.targets import target_history
from carbon_points.scenarios.verifications import note_verification
from carbon_points.security.acts import permitted
from carbon_points.security.rules import may
from carbon_points.security.rules import VIEWER
from carbon_points.security.service import operators
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.places.queries import PlaceName
    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.scenarios.targets import Target
    from carbon_points.scenarios.verifications import Verification
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the leaf shows."""

    file: ScenarioFile
    every_place: tuple[PlaceName, ...]
    history: Mapping[str, tuple[Target, ...]]
    """Every row that a criterion ever had."""

    names: Mapping[str, str]
    """The operators by their login."""

    may_write: bool
    suppress: bool
    """Whether figures of small groups are withheld from this operator."""

    operator: str


def look(db: Database, caller: Caller, scenario_id: str) -> Seen:
    """The file of a scenario as it stands.

    Raises:
        NotAllowedError: if the caller may not see it.
    """
    with db.reading() as session:
        by = permitted(session, "scenario show", caller)
        found = scenario_file(session, scenario_id, by.as_of)
        seats = operators(session)
        roles = {each.name: each.roles for each in seats}[by.operator]
        return Seen(
            found,
            subdistricts(session),
            {
                each.id: target_history(session, scenario_id, each.id)
                for each in found.criteria
            },
            {each.name: each.display_name for each in seats},
            may(roles, "scenario document") and not db.read_only,
            roles == {VIEWER},
            by.operator,
        )


def save_copy(
    db: Database, caller: Caller, scenario_id: str, evidence_id: int, path: Path
) -> Path:
    """Write a file of the scenario to a place of the person's choice, and note it.

    Raises:
        UserError: EVIDENCE_UNKNOWN, EVIDENCE_MISSING, EVIDENCE_DAMAGED, OUT_UNWRITABLE.
    """
    from carbon_points.evidence.service import read  # noqa: PLC0415
    from carbon_points.storage.files import write_whole  # noqa: PLC0415
    from carbon_points.storage.files import writing  # noqa: PLC0415

    with db.reading() as session:
        by = permitted(session, "scenario show", caller)
        known = scenario_file(session, scenario_id, caller.as_of).documents
    if evidence_id not in {file.evidence_id for each in known for file in each.files}:
        raise UserError("EVIDENCE_UNKNOWN", value=id_text(evidence_id))
    content = read(db, evidence_id)
    with taken_along(db, by, path, reason=scenario_id), writing(path):
        write_whole(path, content)
    return path


def verify(
    db: Database, caller: Caller, noting: Caller, progress: Progress
) -> Verification:
    """Verify the whole database and put the answer on record.

    `noting` is the same person with an operation of its own.
    """
    from carbon_points.integrity import service  # noqa: PLC0415  (slow)

    checked = service.verify(db, caller, progress=progress)
    return note_verification(db, noting, checked.checks)
