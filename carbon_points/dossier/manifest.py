"""What a dossier says of itself: its files, what each supports, and every total."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "carbon-points/dossier/1"
NAME: Final = "manifest.json"


class Claim(msgspec.Struct, frozen=True):
    """Something that the dossier says and that its files support."""

    id: str
    text: str


class CriterionRow(msgspec.Struct, frozen=True):
    """One acceptance criterion as it stood."""

    id: str
    name: str
    target: int
    target_text: str
    actual: int | str | None
    """Decimal text where it is no whole number; none: not recorded."""

    actual_text: str
    met: bool
    assumed: bool
    source: str


class Total(msgspec.Struct, frozen=True):
    """A stated sum and the column that it is the sum of."""

    claim: str
    file: str
    sheet: str
    """Empty for a file that is one table."""

    column: str
    value: str
    """A whole number as text."""

    measure: str
    """Totals of one measure, wherever they stand, are the same number."""


class FileRow(msgspec.Struct, frozen=True):
    """One file of the dossier."""

    path: str
    """Inside the folder, with slashes."""

    title: str
    size: int
    sha256: str
    claims: tuple[str, ...]


class Manifest(msgspec.Struct, frozen=True):
    """The whole of ``manifest.json``."""

    format: str
    scenario: str
    name: str
    district: str
    demo: bool
    position: int
    """Of the chain record up to which everything is counted."""

    counted_at: str
    made_on: str
    made_by: str
    mark: str
    claims: tuple[Claim, ...]
    criteria: tuple[CriterionRow, ...]
    totals: tuple[Total, ...]
    files: tuple[FileRow, ...]
    digest: str = ""
    """SHA-256 over the rest, as canonical JSON."""


def sealed(manifest: Manifest) -> Manifest:
    """The manifest with its digest."""
    return msgspec.structs.replace(manifest, digest=digest_of(manifest))


def digest_of(manifest: Manifest) -> str:
    """SHA-256 over everything but the digest itself."""
    rest = _plain(msgspec.structs.replace(manifest, digest=""))
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write(manifest: Manifest, path: Path) -> None:
    """Write a manifest as JSON that people can read, too."""
    text = json.dumps(_plain(manifest), ensure_ascii=False, indent=1)
    write_whole(path, f"{text}\n".encode())


def read(path: Path) -> Manifest | None:
    """The manifest in a file; None if it is none."""
    try:
        found = msgspec.json.decode(read_within(path), type=Manifest)
    except (UserError, ValueError, RecursionError):
        return None
    return found if found.format == FORMAT else None


def _plain(manifest: Manifest) -> Any:
    return msgspec.to_builtins(manifest)
