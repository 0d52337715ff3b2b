"""A dossier checked by itself: no database, nothing but its folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.incoming import loads
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.dossier import manifest as manifests
from carbon_points.dossier.folder import files_in
from carbon_points.dossier.self_test import failing
from carbon_points.dossier.self_test import tested
from carbon_points.dossier.words import PROOF
from carbon_points.methodology.register import FactorSet
from carbon_points.methodology.registry import discover
from carbon_points.methodology.vectors import run_vectors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.dossier.manifest import FileRow
    from carbon_points.dossier.manifest import Manifest

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class DossierProblem:
    """One thing that is wrong with a dossier."""

    code: str
    """``MISSING``, ``CHANGED``, ``EXTRA``, ``TOTAL``, ``RECOMPUTED``, ``MANIFEST``."""

    file: str
    claims: tuple[str, ...]
    """What can no longer be believed, in words."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a folder found."""

    manifest: Manifest | None
    files: int
    totals: int
    recomputed: int
    """Actions that were computed again from the attached factors."""

    problems: tuple[DossierProblem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check_dossier(folder: Path, progress: Progress | None = None) -> Checked:
    """Check every file, every total and every calculation of a dossier.

    Raises:
        UserError: DOSSIER_NOT_THERE, if there is no such folder or nothing in it.
    """
    progress = progress or Progress()
    if not folder.is_dir() or not files_in(folder):
        raise UserError("DOSSIER_NOT_THERE", file=str(folder))
    manifest = manifests.read(folder / manifests.NAME)
    if manifest is None:
        lost = DossierProblem("MANIFEST", manifests.NAME, ("整份档案",), "缺少或读不出")
        return Checked(None, len(files_in(folder)), 0, 0, (lost,))
    problems = [
        *_of_manifest(manifest),
        *_files(folder, manifest, progress),
        *_totals(folder, manifest),
    ]
    recomputed, wrong = _calculations(folder, manifest)
    return Checked(
        manifest,
        len(manifest.files),
        len(manifest.totals),
        recomputed,
        (*problems, *wrong),
    )


def _of_manifest(manifest: Manifest) -> Iterator[DossierProblem]:
    if manifests.digest_of(manifest) != manifest.digest:
        why = "清单内容与它自己的摘要不符"
        yield DossierProblem("MANIFEST", manifests.NAME, ("整份档案",), why)


def _files(
    folder: Path, manifest: Manifest, progress: Progress
) -> Iterator[DossierProblem]:
    present = set(files_in(folder))
    for number, row in enumerate(manifest.files, start=1):
        progress.step(number, len(manifest.files))
        if row.path not in present or not _inside(row.path):
            yield _about(manifest, "MISSING", row)
        elif _digest(folder / row.path) != row.sha256:
            yield _about(manifest, "CHANGED", row)
    known = {manifests.NAME, *(row.path for row in manifest.files)}
    for name in sorted(present - known):
        yield DossierProblem("EXTRA", name, ())


def _inside(path: str) -> bool:
    """A manifest from elsewhere might name files outside of its folder."""
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError:
        return ""
    return found.hexdigest()


def _about(manifest: Manifest, code: str, row: FileRow) -> DossierProblem:
    return DossierProblem(code, row.path, _said(manifest, row.claims))


def _said(manifest: Manifest, claimed: Sequence[str]) -> tuple[str, ...]:
    known = {each.id: each.text for each in manifest.claims}
    return tuple(known.get(each, each) for each in claimed)


def _totals(folder: Path, manifest: Manifest) -> Iterator[DossierProblem]:
    """Totals in tables that are there; a missing one is named already."""
    listed = {row.path for row in manifest.files}
    for total in manifest.totals:
        if total.file not in listed:
            claimed = _said(manifest, (total.claim,))
            yield DossierProblem("TOTAL", total.file, claimed, "清单里没有这个文件")
    there = [
        total
        for total in manifest.totals
        if _inside(total.file) and (folder / total.file).is_file()
    ]
    for each in failing(tested(folder, there)):
        total = each.total
        where = " · ".join(filter(None, (total.sheet, total.column)))
        claimed = _said(manifest, (total.claim,))
        yield DossierProblem("TOTAL", total.file, claimed, f"{where}：{each.why}")


def _calculations(
    folder: Path, manifest: Manifest
) -> tuple[int, Sequence[DossierProblem]]:
    """The selected actions, computed again where their methodology is installed."""
    done, wrong = 0, []
    for row in manifest.files:
        path = folder / row.path
        vectors = row.path.startswith(PROOF) and path.suffix == ".json"
        if vectors and _inside(row.path) and path.is_file():
            number, why = _recomputed(path)
            done += number
            if why:
                claimed = _said(manifest, row.claims)
                wrong.append(DossierProblem("RECOMPUTED", row.path, claimed, why))
    return done, wrong


def _recomputed(path: Path) -> tuple[int, str]:
    """How many agree, and what is wrong with the first that does not."""
    try:
        document: Any = loads(read_within(path))
        packed = read_within(path.with_name(document["factor_set_file"]))
        factor_set = FactorSet.unpack(packed)
        expected = {
            each["id"]: each["expect"]["reduction_mg"] for each in document["vectors"]
        }
        name, version = document["methodology"], document["methodology_version"]
        fits = factor_set.digest.hex() == document["factor_set"]
    except (UserError, ValueError, KeyError, TypeError, RecursionError):
        return 0, "计算数据读不出"
    if not fits:
        return 0, "因子集与计算数据不符"
    installed = discover().get(name)
    if installed is None or installed.current.version != version:
        return 0, ""
    for result in run_vectors(installed, document, factor_set):
        if result.get("reduction_mg") != expected.get(result["id"]):
            why = f"行为 {result['id']}：重算与登记值不一致"
            return 0, why
    return len(expected), ""
