"""A bundle for whoever is asked for help: how things stand, and nobody's data.

What is written is chosen, not filtered: counts, versions, names of tables, and of the
logs the times, places in the code and kinds of errors. Messages of errors may quote
what somebody typed, so they stay here.
"""

from __future__ import annotations

import json
import re
import socket
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from platformdirs import user_log_path

from carbon_points.storage.backup import chain_head
from carbon_points.storage.files import write_whole
from carbon_points.storage.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import BinaryIO

    from carbon_points.storage.engine import Database
    from carbon_points.storage.health import HealthCheck

FORMAT: Final = "carbon-points/diagnosis/1"
_LOG_BYTES: Final = 1_000_000
_PRAGMAS: Final = (
    "page_count",
    "page_size",
    "freelist_count",
    "journal_mode",
    "synchronous",
    "foreign_keys",
    "user_version",
)
_HEAD_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\S* ([A-Z]+)\b")
_CODE_LINE: Final = re.compile(
    r'\s+File ".*?((?:carbon_points|ui|methodologies|site-packages)/[\w/.-]+)",'
    r" line (\d+), in ([\w<>]+)"
)
_ERROR_LINE: Final = re.compile(r"([A-Za-z_][\w.]*(?:Error|Exception|Warning))\b")


def export(target: Path, checks: Sequence[HealthCheck], db: Database | None) -> Path:
    """Write the bundle; without a database where none can be opened.

    Raises:
        OSError: if the file cannot be written.
    """
    parts = {
        "about.json": _json({"format": FORMAT, "schema": HEAD}),
        "checks.json": _json([_check(check) for check in checks]),
        "log.txt": "\n".join(logs()),
    }
    if db is not None:
        parts["database.json"] = _json(_numbers(db))

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in parts.items():
                bundle.writestr(name, text)

    write_whole(target, write)
    return target


def logs(folder: Path | None = None) -> Iterator[str]:
    """Of the program's logs: when, where in the code, which kind of error."""
    place = folder or user_log_path("carbon-points", appauthor=False)
    for path in sorted(place.glob("*.log*")):
        yield f"# {path.name}"
        with path.open("rb") as file:
            text = file.read(_LOG_BYTES).decode("utf-8", "replace")
        yield from _harmless(text.splitlines())


def _harmless(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if found := _HEAD_LINE.match(line):
            yield f"{found[1]} {found[2]}"
        elif found := _CODE_LINE.match(line):
            yield f"  {found[1]}:{found[2]} {found[3]}"
        elif found := _ERROR_LINE.match(line):
            yield found[1]


def _check(check: HealthCheck) -> dict[str, Any]:
    return {
        "name": check.name,
        "ok": check.ok,
        "zh": _plain(check.says.zh),
        "en": _plain(check.says.en),
    }


def _plain(text: str) -> str:
    """Without the names of the computer and of its user."""
    return text.replace(str(Path.home()), "~").replace(socket.gethostname(), "HOST")


def _numbers(db: Database) -> dict[str, Any]:
    """Sizes and counts of a database, no cell of it."""
    with closing(db.connect()) as raw:
        tables = [
            name
            for (name,) in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        rows = {
            name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  (a name from the schema)
            for name in tables
        }
        pragmas = {
            name: str(raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in _PRAGMAS
        }
        position, _ = chain_head(raw)
        settings = raw.execute("SELECT name FROM setting ORDER BY name").fetchall()
    return {
        "bytes": db.path.stat().st_size,
        "encrypted": db.encrypted,
        "demo": db.demo,
        "chain_position": position,
        "rows": rows,
        "pragmas": pragmas,
        "settings": [name for (name,) in settings],
    }


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)
