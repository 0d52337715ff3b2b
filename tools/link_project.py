"""Make the checkout importable in its .venv and give it the `carbon-points` command.

An editable install would need the build tool and its own downloads; a path file and
a three-line script do the same for a checkout.
"""

from __future__ import annotations

import stat
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """#!{python}
import sys
from main import main
sys.exit(main())
"""


def link() -> None:
    """Write the path file and the command into the running interpreter's .venv."""
    paths = sysconfig.get_paths()
    path_file = Path(paths["purelib"]) / "carbon_points_checkout.pth"
    path_file.write_text(f"{ROOT}\n", encoding="utf-8")
    command = Path(paths["scripts"]) / "carbon-points"
    command.write_text(SCRIPT.format(python=sys.executable), encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    link()
