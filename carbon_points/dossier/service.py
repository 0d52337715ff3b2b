"""Making the acceptance dossier of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from carbon_points.common.progress import Progress
from carbon_points.dossier import contents as writing
from carbon_points.dossier import manifest as manifests
from carbon_points.dossier.evidence_files import copy
from carbon_points.dossier.evidence_files import wanted_of
from carbon_points.dossier.evidence_files import wanted_of_disposals
from carbon_points.dossier.evidence_files import wanted_of_documents
from carbon_points.dossier.folder import made_whole
from carbon_points.dossier.folder import may_replace
from carbon_points.dossier.gathering import gather
from carbon_points.integrity.service import verify
from carbon_points.rulebook.service import current
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.verifications import note_verification
from carbon_points.security.acts import permitted
from carbon_points.security.service import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.dossier.contents import Contents
    from carbon_points.dossier.evidence_files import Wanted
    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.manifest import Manifest
    from carbon_points.dossier.self_test import Tested
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Built:
    """A dossier that stands in its folder."""

    folder: Path
    manifest: Manifest
    unequal: int
    """Totals that are not the sum of their lines; 0 if the books are sound."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything in it, the manifest last."""
        named = [self.folder / each.path for each in self.manifest.files]
        return (*named, self.folder / manifests.NAME)

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(each.met for each in self.manifest.criteria)


class _Part(Progress):
    """A stretch of a longer work, which counts in hundredths."""

    def __init__(self, whole: Progress, first: int, last: int) -> None:
        super().__init__()
        self._whole = whole
        self._first, self._last = first, last

    def step(self, done: int, total: int) -> None:
        """Report to the whole, and stop where it was stopped."""
        gone = (self._last - self._first) * min(done, total) // max(total, 1)
        self._whole.step(self._first + gone, 100)


def build_dossier(
    db: Database,
    caller: Caller,
    scenario_id: str,
    out: Path,
    progress: Progress | None = None,
) -> Built:
    """Write the dossier of a scenario as it stands now.

    That the whole database was verified for it goes on record, where it can.

    Args:
        db: the programme database.
        caller: an auditor.
        scenario_id: ``life`` or ``energy``.
        out: a folder that is not there yet, is empty, or holds an earlier dossier,
            which is replaced once the new one is whole.
        progress: of the whole work; cancelled, it leaves nothing behind.

    Raises:
        UserError: SCENARIO_UNKNOWN, DOSSIER_FOLDER_TAKEN, DOSSIER_FOLDER_NOTES,
            EVIDENCE_MISSING, EVIDENCE_DAMAGED.
        NotAllowedError: ROLE.
    """
    progress = progress or Progress()
    scenario(scenario_id)
    may_replace(out)
    with db.reading() as session:
        by = permitted(session, "dossier", caller)
    material, wanted = _read(db, by, scenario_id, progress)
    with made_whole(out) as folder:
        step = _Part(progress, 70, 85).step
        copied = copy(db, wanted, folder, by.as_of, step)
        contents = writing.Contents(folder, material, copied, by.as_of)
        found = _write(contents, progress)
        manifest = _manifest(contents, by)
        manifests.write(manifest, folder / manifests.NAME)
        progress.step(100, 100)
        # Before the folder has its name: nobody takes along what stands nowhere.
        note(db, by, "export", out.name, scenario_id)
    return Built(out, manifest, sum(not each.ok for each in found))


def _read(
    db: Database, by: Caller, scenario_id: str, progress: Progress
) -> tuple[Material, Sequence[Wanted]]:
    """All that is told, at one position of the chain."""
    verified = verify(
        db,
        replace(by, second=""),
        recalculate=True,
        progress=_Part(progress, 0, 50),
    )
    if not db.read_only:
        note_verification(db, by, verified.checks)
    rulebook = current(db, by)
    with db.reading() as session:
        step = _Part(progress, 50, 70).step
        asked = scenario_id, by.as_of
        material = gather(session, rulebook, asked, verified, step)
        wanted = wanted_of_documents(material.file.documents)
        wanted += wanted_of_disposals(material.disposals)
        wanted += wanted_of(session, material.scenario.methodologies)
    return material, wanted


def _write(contents: Contents, progress: Progress) -> list[Tested]:
    writing.write_books(contents)
    progress.step(90, 100)
    found = writing.write_papers(contents)
    progress.step(95, 100)
    writing.write_evidence(contents)
    writing.write_self_test(contents, found)
    return found


def _manifest(contents: Contents, by: Caller) -> Manifest:
    material = contents.material
    about = material.pedigree
    return manifests.sealed(
        manifests.Manifest(
            manifests.FORMAT,
            material.scenario.id,
            material.scenario.name_zh,
            about.district,
            about.demo,
            about.position,
            about.counted_at,
            by.as_of.isoformat(),
            by.operator,
            about.mark,
            writing.claims(material),
            tuple(writing.criterion_row(each) for each in material.criteria),
            tuple(contents.totals),
            contents.rows(),
        )
    )
