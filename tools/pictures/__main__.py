"""``python -m tools.pictures [--only SCENE …] [--quick] [--to FOLDER]``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tools.pictures.grounds import keep_apart
from tools.pictures.grounds import stop_the_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"


def main(arguments: Sequence[str]) -> int:
    """Draw every scene, or those whose name begins as asked."""
    given = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as user:
        keep_apart(Path(user))
        stop_the_clock()
        return _draw(given)


def _draw(given: argparse.Namespace) -> int:
    # Not at the top: the pages take the clock when they are imported.
    from tools.pictures import album  # noqa: PLC0415
    from tools.pictures.look import FIRST  # noqa: PLC0415
    from tools.pictures.look import LOOKS  # noqa: PLC0415
    from tools.pictures.scene import load  # noqa: PLC0415
    from ui.app import make_application  # noqa: PLC0415

    make_application()
    every = load()
    wanted = [each for each in every if each.name.startswith(tuple(given.only))]
    looks = [each for each in LOOKS if given.look in each.name]
    undrawn: list[str] = []
    made = album.draw(
        wanted, [FIRST] if given.quick else looks, given.to, undrawn.append
    )
    small = album.for_manual(wanted, given.to, given.manual)
    index = album.lay_out(every, given.to)
    wrong = (given.to / "proof.txt").read_text("utf-8").strip()
    lines = [*undrawn, *filter(None, wrong.splitlines())]
    lines.append(f"{len(made)} pictures, {len(small)} for the manual: {index}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if undrawn else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.pictures")
    parser.add_argument("--only", nargs="*", default=[""], metavar="SCENE")
    parser.add_argument("--look", default="", help="part of a look's name: en-dark")
    parser.add_argument("--quick", action="store_true", help="Chinese, light, small")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--manual", type=Path, default=PICTURES)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
