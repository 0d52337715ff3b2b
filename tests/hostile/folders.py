"""Backups and dossiers: many files that come as one."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.dossier import manifest as manifests
from carbon_points.dossier.manifest import FileRow
from carbon_points.dossier.manifest import Manifest
from carbon_points.dossier.manifest import Total
from carbon_points.dossier.words import PROOF
from tests.hostile.kinds import given
from tests.hostile.kinds import Hostile
from tests.hostile.kinds import spoilt
from tests.hostile.names import NAMES
from tests.hostile.workbooks import book
from tests.hostile.workbooks import packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

_COMMENT: Final = b"carbon-points sha256 "
_WRONG: Final[tuple[Any, ...]] = (None, -1, 10**30, "", "\0", [], {}, "x" * 100_000)


def corpus() -> Iterator[Hostile]:
    """Everything that `backup check`, `restore` and `dossier check` may be given."""
    yield from _backups()
    yield from _dossiers()


def backup(files: Mapping[str, bytes], manifest: Any = None, method: int = 0) -> bytes:
    """A backup whose digest is right, whatever is in it."""
    listed = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    }
    facts = {
        "format": "carbon-points/backup/1",
        "database_id": "0" * 32,
        "desk": 12,
        "demo": False,
        "encrypted": True,
        "made_at": 1_782_800_000,
        "schema": "0009",
        "chain_position": 5,
        "chain_hash": "00" * 32,
        "rows": {},
        "files": listed,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
        document = json.dumps(facts | (manifest or {}))
        archive.writestr(zipfile.ZipInfo("manifest.json"), document, method)
        archive.comment = _COMMENT + b"0" * 64
    inner = made.getvalue()[:-64]
    return inner + hashlib.sha256(inner).hexdigest().encode()


def _backups() -> Iterator[Hostile]:
    base = b"\x11" * 4096

    def whole(name: str, *parts: Any, **more: Any) -> Hostile:
        return Hostile("backup", f"{name}.cpbackup", partial(backup, *parts, **more))

    yield from spoilt(
        "backup", "backup", ".cpbackup", lambda: backup({"database.db": base}), 3
    )
    yield whole("no-database", {})
    yield whole("not-a-database", {"database.db": base})
    yield whole("plain", {"database.db": b"SQLite format 3\0" + base})
    yield whole("empty-database", {"database.db": b""})
    yield whole("packed", {"database.db": b"\0" * 100_000_000}, method=8)
    for n, name in enumerate(
        (
            *("../outside", "/etc/outside", "evidence/../../outside", "C:\\outside"),
            *(
                "evidence/\0",
                "evidence/",
                "evidence//x",
                "evidence/\x1b[2J",
                "x" * 60_000,
            ),
        )
    ):
        yield whole(f"path-{n}", {"database.db": base, name: b"x"})
    for field in ("format", "database_id", "desk", "schema", "rows", "files"):
        for n, wrong in enumerate(_WRONG):
            yield whole(f"{field}-{n}", {"database.db": base}, {field: wrong})
    yield whole("more", {"database.db": base}, {"more": 1})
    yield given("backup", "empty.cpbackup", b"")
    yield given("backup", "zip.cpbackup", packed({"a": b"x"}))
    yield given("backup", "digest-only.cpbackup", hashlib.sha256(b"").hexdigest())


def _dossiers() -> Iterator[Hostile]:
    """Each a zip that the drill unpacks into a folder."""
    for what, name in NAMES.items():
        words = name[:2000]
        yield _dossier(
            f"named-{what}", _manifest(name=words, district=words), way="named-dossier"
        )
    for n, path in enumerate(("../x", "/etc/passwd", "a\0b", "\x1b[2J", "x" * 5000)):
        row = FileRow(path, path, 1, "00" * 32, (path,))
        yield _dossier(f"path-{n}", _manifest(files=(row,)))
        total = Total("c", path, "", "克", "1", "mg")
        yield _dossier(f"total-{n}", _manifest(totals=(total,)))
    yield from _tables()
    yield from _proofs()
    for what, raw in {
        "deep": b"[" * 200_000,
        "empty": b"",
        "number": b"9" * 500_000,
        "huge": b" " * 21_000_000,
        "half": b'{"format": "\\ud800"}',
    }.items():
        yield Hostile(
            "dossier", f"raw-{what}.zip", partial(packed, {"manifest.json": raw})
        )


def _tables() -> Iterator[Hostile]:
    tables: dict[str, tuple[str, str | bytes]] = {
        "csv": ("a.csv", "一,克\n甲,1e999\n乙,NaN\n"),
        "csv-digits": ("a.csv", "一,克\n甲," + "9" * 100_000),
        "csv-quotes": ("a.csv", '一,克\n"' + "x" * 300_000),
        "csv-short": ("a.csv", "一,克\n合计\n甲\n"),
        "csv-bytes": ("a.csv", b"\xff\xfe\0"),
        "book": ("a.xlsx", book()),
        "book-bomb": ("a.xlsx", book(" " * 200_000_000)),
        "book-corner": (
            "a.xlsx",
            book('<row r="1220"><c r="XFD1220"><v>1</v></c></row>'),
        ),
        "book-cut": ("a.xlsx", book()[:400]),
        "book-none": ("a.xlsx", b"x"),
    }
    for what, (name, content) in tables.items():
        total = Total("c", name, "表" if name.endswith("x") else "", "克", "1", "mg")
        yield _dossier(f"table-{what}", _manifest(totals=(total,)), {name: content})


def _proofs() -> Iterator[Hostile]:
    name = f"{PROOF}/x.json"
    sound: dict[str, Any] = {
        "methodology": "cycling",
        "methodology_version": "1.0",
        "factor_set_file": "x.bin",
        "factor_set": "00" * 32,
        "vectors": [{"id": "1", "expect": {"reduction_mg": 1}}],
    }
    for field in sound:
        for n, wrong in enumerate(_WRONG):
            row = FileRow(name, name, 1, "00" * 32, ())
            files: dict[str, str | bytes] = {name: json.dumps(sound | {field: wrong})}
            files[f"{PROOF}/x.bin"] = b"\x90"
            yield _dossier(f"proof-{field}-{n}", _manifest(files=(row,)), files)


def _dossier(
    name: str,
    manifest: Manifest,
    files: Mapping[str, str | bytes] | None = None,
    way: str = "dossier",
) -> Hostile:
    def made() -> bytes:
        document = manifests.sealed(manifest)
        plain = json.dumps(manifests._plain(document))
        return packed({"manifest.json": plain, **(files or {})})

    return Hostile(way, f"{name}.zip", made)


def _manifest(**changes: Any) -> Manifest:
    known: dict[str, Any] = {
        "format": manifests.FORMAT,
        "scenario": "life",
        "name": "低碳生活",
        "district": "章丘区",
        "demo": False,
        "position": 5,
        "counted_at": "2026-06-30",
        "made_on": "2026-06-30",
        "made_by": "auditor",
        "mark": "",
        "claims": (),
        "criteria": (),
        "totals": (),
        "files": (),
    }
    return Manifest(**(known | changes))
