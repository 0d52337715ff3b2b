"""A command that does what a command must not do, for the drill to see."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Do what the last argument names."""
    match arguments[-1]:
        case "raises":
            raise ZeroDivisionError
        case "hoards":
            held = b"x" * (1 << 29)
            return len(held) - (1 << 29)
        case "dies":
            os.abort()
        case "obeyed":
            sys.stdout.write("张三\x1b[2J\n")
            return 0
        case "silent":
            return 2
        case "writes":
            Path(arguments[0]).write_text("half", "utf-8")
            sys.stderr.write("refused\n")
            return 2
        case _:
            sys.stdout.write(sys.stdin.read() or "{}\n")
            return 0
