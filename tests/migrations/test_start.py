"""What a start must not load."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.storage.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import pathlib, sys
from carbon_points.storage.engine import open_database
with open_database(pathlib.Path(sys.argv[1])) as db, db.reading():
    pass
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_opening_a_current_database_loads_no_migration_tools(path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(path)]

    loaded = subprocess.run(  # noqa: S603  (our own interpreter)
        command, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()

    assert "sqlalchemy" in loaded
    assert not {"alembic", "argon2", "pandas", "xlsxwriter", "yaml"} & set(loaded)
