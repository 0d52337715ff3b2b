"""The commands of the command line, each a few lines over a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is that of ``cli.md``."""
    from carbon_points.cli.run import run  # noqa: PLC0415  (only when a command runs)

    return run(arguments)
