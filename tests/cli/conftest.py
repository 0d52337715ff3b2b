"""The command line called as a person calls it, without a new process each time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

import pytest

from carbon_points.cli import main
from tests.districts import AS_OF
from tests.districts import copied
from tests.districts import publish_alone

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Said:
    """What one call answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on standard output, which holds nothing else."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def error(self) -> str:
        """The code of what went wrong."""
        found: str = self.document["error"]["code"]
        return found


class Terminal:
    """Calls commands on one database, on the sample's day."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = database
        self._capsys = capsys

    def __call__(self, *arguments: object, as_json: bool = True) -> Said:
        """One command with the usual options before it."""
        usual = ["--db", str(self.database), "--as-of", AS_OF.isoformat()]
        return self.plain(*usual, *["--json"] * as_json, *arguments)

    def plain(self, *arguments: object) -> Said:
        """One command with nothing but its arguments."""
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)


@pytest.fixture
def new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal whose database is not made yet."""
    return Terminal(tmp_path / "new" / "x.db", capsys)


@pytest.fixture
def desk(
    small_district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal at the district with a handful of people."""
    return Terminal(_copy(small_district, tmp_path / "copy"), capsys)


@pytest.fixture
def bureau(
    busy_district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal at the district with a little of everything done."""
    return Terminal(_copy(busy_district, tmp_path / "copy"), capsys)


def _copy(folder: Path, target: Path) -> Path:
    with copied(folder, target) as db:
        publish_alone(db)
    return db.path
