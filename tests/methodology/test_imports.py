"""What a command that logs one action does not load."""

from __future__ import annotations

import subprocess
import sys

from tests.methodologies.shared import ROOT

PROGRAM = """
import sys
from carbon_points.methodology.registry import discover
heavy = {"numpy", "pandas", "PySide6", "sqlalchemy"}
print(len(discover()), sorted(heavy & set(sys.modules)))
"""


def test_finding_the_methodologies_loads_no_numpy_and_no_window() -> None:
    done = subprocess.run(  # noqa: S603  (our own interpreter and text)
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "7 []"
