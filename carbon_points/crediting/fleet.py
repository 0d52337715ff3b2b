"""The installations of the district as lines, and one of them with its readings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.days import from_day_number
from carbon_points.common.units import MICRO
from carbon_points.crediting.installations import live
from carbon_points.crediting.metering import figures
from carbon_points.crediting.metering import is_metered
from carbon_points.crediting.metering import standing_inputs
from carbon_points.methodology.contract import FieldType
from carbon_points.rulebook.service import current
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_HISTORY: Final = 25
"""So many readings bound twenty-four periods."""

_LINES = """
SELECT i.id, i.participant_id, p.name, p.kind, s.name, i.methodology, i.device_key,
       i.account_number, i.commissioned_on, i.rated,
       (SELECT MAX(read_on) FROM reading r
        WHERE r.installation_id = i.id AND r.counts = 1),
       (SELECT MAX(chain_position) FROM reading r
        WHERE r.installation_id = i.id AND r.counts = 1)
FROM installation i
JOIN participant p ON p.id = i.participant_id
JOIN place s ON s.id = p.subdistrict_id
WHERE i.state = 'live'{where}
ORDER BY s.id, i.methodology, p.name, i.id"""


@dataclass(frozen=True, slots=True)
class InstallationLine:
    """One installation in the list."""

    installation_id: int
    participant_id: int
    owner: str
    owner_kind: str
    subdistrict: str
    methodology: Methodology
    device_no: str
    account_number: str
    commissioned_on: dt.date
    figures: Mapping[str, str]
    last_on: dt.date | None
    """Day of the last reading that counts."""

    is_metered: bool
    """Whether readings are taken at all."""

    @property
    def size(self) -> str:
        """The figure that says how big it is; empty if none was recorded."""
        return self.figures.get(self.methodology.care.size, "")

    def due_on(self) -> dt.date | None:
        """When the next reading is due; None where none is taken."""
        if not self.is_metered:
            return None
        if self.last_on is None:
            return self.commissioned_on
        return self.last_on + dt.timedelta(days=self.methodology.care.reading_days)


def installations(db: Database, caller: Caller) -> list[InstallationLine]:
    """All that the caller may see, in the order of a route.

    Raises:
        NotAllowedError: if the role includes no participants.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "show", caller)
        within = own_subdistrict(session, by)
        where = "" if within is None else " AND p.subdistrict_id = :place"
        found = session.execute(
            text(_LINES.format(where=where)),
            {} if within is None else {"place": within},
        )
        return [
            _line(book.methodology(row[5]), row)
            for row in found
            if row[5] in book.catalogue
        ]


def _line(methodology: Methodology, row: Any) -> InstallationLine:
    known = figures(row[9])
    last_on = None if row[10] is None else from_day_number(row[10])
    return InstallationLine(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        methodology,
        row[6],
        row[7],
        from_day_number(row[8]),
        known,
        last_on,
        last_on is not None or is_metered(methodology, known),
    )


@dataclass(frozen=True, slots=True)
class PastReading:
    """One reading that counts."""

    reading_id: int
    day: dt.date
    meter_id: str
    value: Fraction
    action_id: int | None
    reduction_mg: int
    state: int | None
    """Of the period that it ended."""


@dataclass(frozen=True, slots=True)
class InstallationDetail:
    """One installation with what a reading of it needs."""

    line: InstallationLine
    standing: Mapping[str, Any]
    status: str
    """Of its methodology today."""

    readings: tuple[PastReading, ...]
    """The latest, oldest first."""

    papers: int
    """How many papers are kept of it."""

    @property
    def is_metered(self) -> bool:
        """Whether readings are taken."""
        return is_metered(self.line.methodology, self.standing)


def installation(
    db: Database, caller: Caller, installation_id: int
) -> InstallationDetail:
    """One installation.

    Raises:
        RefusedError: INSTALLATION_UNKNOWN.
    """
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "show", caller)
        row = live(session, installation_id)
        where = _LINES.format(where=" AND i.id = :id")
        raw = session.execute(text(where), {"id": installation_id}).one()
        methodology = book.methodology(row.methodology)
        return InstallationDetail(
            _line(methodology, raw),
            standing_inputs(session, book, methodology, row),
            book.status(methodology.id, by.as_of).value,
            _history(session, installation_id),
            _papers(session, installation_id),
        )


_PAST = text("""
SELECT r.id, r.read_on, r.meter_id, r.value_e6, a.id, a.reduction_mg, a.state
FROM reading r LEFT JOIN action a ON a.id = COALESCE(
    (SELECT MAX(c.replacement_id) FROM action_correction c
     WHERE c.origin_id = r.action_id), r.action_id)
WHERE r.installation_id = :id AND r.counts = 1
ORDER BY r.read_on DESC, r.id DESC LIMIT :most""")


def _history(session: Session, installation_id: int) -> tuple[PastReading, ...]:
    rows = session.execute(_PAST, {"id": installation_id, "most": _HISTORY}).all()
    return tuple(
        PastReading(
            number,
            from_day_number(read_on),
            meter_id,
            Fraction(value_e6, MICRO),
            action_id,
            reduction_mg or 0,
            state,
        )
        for number, read_on, meter_id, value_e6, action_id, reduction_mg, state in (
            reversed(rows)
        )
    )


def _papers(session: Session, installation_id: int) -> int:
    counted = session.scalar(
        text(
            "SELECT COUNT(*) FROM evidence_link"
            " WHERE subject_kind = 'installation' AND subject_id = :id"
        ),
        {"id": installation_id},
    )
    return counted or 0


def installable(
    db: Database, caller: Caller
) -> tuple[Rulebook, tuple[Methodology, ...]]:
    """The methodologies under which an installation can be registered."""
    book = current(db, caller)
    kept = tuple(
        methodology
        for methodology in book.catalogue.values()
        if any(field.type is FieldType.SEGMENTS for field in methodology.current.fields)
    )
    return book, kept
