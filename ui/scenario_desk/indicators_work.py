"""What the register of indicators asks of the core; run in the lanes, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.common.ids import id_text
from carbon_points.indicators import queries
from carbon_points.indicators import service
from carbon_points.indicators.queries import register
from carbon_points.security.acts import permitted
from carbon_points.security.rules import may
from carbon_points.security.service import operators
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.indicators.queries import Register
    from carbon_points.indicators.queries import Value
    from carbon_points.indicators.service import Reported
    from carbon_points.indicators.service import ValueRecorded
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the page shows."""

    register: Register
    may_report: bool
    this_year: int


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that was ever reported of one subject, newest first."""

    subject: str
    entries: tuple[Value, ...]


def look(db: Database, caller: Caller) -> Seen:
    """The register as it stands.

    Raises:
        NotAllowedError: if the caller may not see it.
    """
    with db.reading() as session:
        by = permitted(session, "indicator list", caller)
        seats = {each.name: each.roles for each in operators(session)}
        writes = may(seats[by.operator], "indicator set") and not db.read_only
        return Seen(register(session, by.as_of), writes, by.as_of.year)


def history(db: Database, caller: Caller, subject: str) -> Told:
    """What was reported of one subject.

    Raises:
        NotAllowedError: if the caller may not see it.
    """
    with db.reading() as session:
        permitted(session, "indicator show", caller)
        return Told(subject, queries.history(session, subject))


def report(db: Database, caller: Caller, said: Reported) -> ValueRecorded:
    """Record a value; see `carbon_points.indicators.service.report`."""
    return service.report(db, caller, said)


def save_evidence(db: Database, caller: Caller, value_id: int, path: Path) -> Path:
    """Write the file behind a value to a place of the person's choice, and note it."""
    from carbon_points.storage.files import write_whole  # noqa: PLC0415

    _name, content = service.read_evidence(db, caller, value_id)
    with taken_along(db, caller, path, reason=id_text(value_id)):
        write_whole(path, content)
    return path


def export(db: Database, caller: Caller, path: Path) -> Path:
    """Write the register as a workbook."""
    from carbon_points.indicators.sheets import export as write  # noqa: PLC0415

    return write(db, caller, path)
