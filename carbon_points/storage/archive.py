"""The file of a backup: a zip without compression that ends with its own digest.

``database.db`` is encrypted like the original and the evidence is sealed, so the file
holds nothing readable but the manifest. The zip's comment is the SHA-256 of every byte
before it: whatever is changed, even in the zip's own fields, is found.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path
    from typing import IO

DATABASE: Final = "database.db"
MANIFEST: Final = "manifest.json"
EVIDENCE: Final = "evidence/"
FORMAT: Final = "carbon-points/backup/1"
MOST_FACTS: Final = 64 << 20
"""Bytes of a manifest: a million pieces of evidence have less."""

_FACTS_A_FILE: Final = 4
_MORE_FACTS: Final = 100_000
"""Beside what it says of each file: rows of tables, totals."""

_DIGEST_TEXT: Final = 64
_COMMENT: Final = b"carbon-points sha256 "
_BLOCK: Final = 1 << 20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NO_ZIP: Final = (
    zipfile.BadZipFile,
    msgspec.MsgspecError,
    KeyError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What reading a file raises that is no zip of ours, or was made to look like one."""


class ArchivedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a backup."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds."""

    format: str
    database_id: str
    desk: int
    demo: bool
    encrypted: bool
    made_at: int
    """Seconds since 1970-01-01 UTC."""

    schema: str
    chain_position: int
    chain_hash: str
    rows: dict[str, int]
    files: dict[str, ArchivedFile]
    totals: dict[str, int] = {}
    """Sums by which it is compared, see `backup.Proving`."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup file whose bytes agree with its digest and its manifest."""

    path: Path
    sha256: str
    manifest: Manifest

    def extract(self, name: str, goal: Path) -> None:
        """Write one of its files."""
        with zipfile.ZipFile(self.path) as archive, archive.open(name) as source:
            goal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            goal.touch(mode=0o600)
            with goal.open("wb") as target:
                shutil.copyfileobj(source, target, _BLOCK)


def write_archive(path: Path, sources: Mapping[str, Path], facts: Manifest) -> None:
    """Write a backup, the digest of everything before it at its end."""
    # Of its user alone: a backup of a file without encryption holds names readable.
    path.touch(mode=0o600, exist_ok=False)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, source in sources.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.file_size = facts.files[name].size
            with source.open("rb") as plain, archive.open(entry, "w") as packed:
                shutil.copyfileobj(plain, packed, _BLOCK)
        archive.writestr(zipfile.ZipInfo(MANIFEST, _EPOCH), msgspec.json.encode(facts))
        archive.comment = _COMMENT + b"0" * _DIGEST_TEXT
    inner = _digests(path)[0]
    with path.open("rb+") as file:
        file.seek(-_DIGEST_TEXT, 2)
        file.write(inner.encode())


def read_archive(path: Path, progress: Progress | None = None) -> Archive:
    """A backup file, every byte of it checked.

    Raises:
        UserError: ``BACKUP_UNREADABLE`` or ``BACKUP_DAMAGED``.
        Cancelled: if nobody waits for it any more.
    """
    try:
        # Each byte is read twice: for the whole file, and for the file that it is of.
        count = _counter(progress or Progress(), 2 * path.stat().st_size)
        inner, told, outer = _digests(path, count)
    except OSError as error:
        raise UserError("BACKUP_UNREADABLE", file=str(path)) from error
    if inner != told:
        raise _damaged(path, "digest")
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            _compare(path, archive, manifest, count)
    except _NO_ZIP as error:
        raise _damaged(path, MANIFEST) from error
    if manifest.format != FORMAT:
        raise UserError("BACKUP_UNREADABLE", file=str(path), format=manifest.format)
    return Archive(path, outer, manifest)


def told_manifest(path: Path) -> Manifest:
    """What a backup says that it holds; nothing of it is checked.

    Raises:
        UserError: ``BACKUP_UNREADABLE``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
    except _NO_ZIP as error:
        raise UserError("BACKUP_UNREADABLE", file=str(path)) from error
    if manifest.format != FORMAT:
        raise UserError("BACKUP_UNREADABLE", file=str(path), format=manifest.format)
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    entry = archive.getinfo(MANIFEST)
    if not _is_plain(entry) or entry.file_size > MOST_FACTS:
        raise zipfile.BadZipFile(MANIFEST)
    told = archive.read(MANIFEST)
    # Of a few bytes it would make an object each: no more than there are files.
    if told.count(b":") > _FACTS_A_FILE * len(archive.infolist()) + _MORE_FACTS:
        raise zipfile.BadZipFile(MANIFEST)
    return msgspec.json.decode(told, type=Manifest)


def file_digest(path: Path) -> ArchivedFile:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ArchivedFile(path.stat().st_size, digest)


def _compare(
    path: Path,
    archive: zipfile.ZipFile,
    manifest: Manifest,
    count: Callable[[int], None],
) -> None:
    names = {name for name in archive.namelist() if name != MANIFEST}
    strange = names ^ set(manifest.files) | {n for n in names if not _is_ours(n)}
    if strange:
        raise _damaged(path, ", ".join(sorted(strange)))
    for name, known in manifest.files.items():
        entry, digest = archive.getinfo(name), hashlib.sha256()
        if not _is_plain(entry) or entry.file_size != known.size:
            raise _damaged(path, name)
        with archive.open(entry) as file:
            _digest(file, digest, known.size, count)
        if digest.hexdigest() != known.sha256:
            raise _damaged(path, name)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether a file lies in the archive as it is, as we write them all."""
    return entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & 1


def _is_ours(name: str) -> bool:
    """Whether a name stays inside the folder that it is extracted to."""
    parts = name.removeprefix(EVIDENCE).split("/")
    inside = all(part not in {"", ".", ".."} and "\\" not in part for part in parts)
    return name == DATABASE or (name.startswith(EVIDENCE) and inside)


def _digests(
    path: Path, count: Callable[[int], None] = lambda _size: None
) -> tuple[str, str, str]:
    """Digest of all but the last 64 bytes, those 64 as text, digest of everything."""
    size = path.stat().st_size - _DIGEST_TEXT
    digest = hashlib.sha256()
    with path.open("rb") as file:
        _digest(file, digest, size, count)
        inner, told = digest.hexdigest(), file.read()
    digest.update(told)
    return inner, told.decode("latin-1"), digest.hexdigest()


def _digest(
    file: IO[bytes], digest: Any, size: int, count: Callable[[int], None]
) -> None:
    """Add so many bytes of a file to a digest."""
    while size > 0 and (block := file.read(min(_BLOCK, size))):
        digest.update(block)
        size -= len(block)
        count(len(block))


def _counter(progress: Progress, total: int) -> Callable[[int], None]:
    """Tells how many of `total` bytes are read."""
    done = 0

    def count(size: int) -> None:
        nonlocal done
        done = min(done + size, total)
        progress.step(done, total)

    return count


def _damaged(path: Path, part: str) -> UserError:
    return UserError("BACKUP_DAMAGED", file=str(path), part=part)
