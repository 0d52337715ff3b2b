"""What the health page asks of the core; runs in a lane."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.integrity.starting import Repaired
    from carbon_points.storage.health import HealthCheck


def look(database: Any, path: Path, printers: Callable[[], list[str]]) -> Any:
    """Every check, of the open database or of the file that would be opened."""
    from carbon_points.cli.arguments import VERSION  # noqa: PLC0415
    from carbon_points.integrity import health  # noqa: PLC0415
    from carbon_points.integrity import surroundings  # noqa: PLC0415

    here = surroundings.checks(VERSION, printers())
    there = health.of_file(path) if database is None else health.of_open(database)
    return (*there, *here)


def repair(database: Any) -> Repaired:
    """Finish what a crash cut and clear what nobody waits for."""
    from carbon_points.integrity import starting  # noqa: PLC0415

    return starting.repair(database)


def export(
    database: Any, target: Path, checks: tuple[HealthCheck, ...], operator: str
) -> Path:
    """The bundle for a helper; the operation log names who took it."""
    from carbon_points.integrity import diagnosis  # noqa: PLC0415
    from carbon_points.security.taking import taken_along  # noqa: PLC0415
    from ui.shared.desk import caller_now  # noqa: PLC0415

    if database is None:
        return diagnosis.export(target, checks, None)
    with taken_along(database, caller_now(operator), target):
        return diagnosis.export(target, checks, database)
