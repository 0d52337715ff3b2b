"""What the start of the program makes good after a crash or a power cut."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.certificates.forgetting import papers_of_nobody
from carbon_points.certificates.forgetting import remove_papers
from carbon_points.certificates.keys import publish_missing
from carbon_points.certificates.print_log import settle_cut_short
from carbon_points.certificates.service import finish_interrupted
from carbon_points.evidence.service import tidy
from carbon_points.integrity.erased_list import note_erased

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Repaired:
    """How much there was to do."""

    certificates: int
    """Whose serial was reserved and whose paper is there only now."""

    files: int
    """Stored for an entry that was never made, and deleted."""


def repair(db: Database) -> Repaired:
    """Finish what was begun and clear what nobody waits for any more.

    The database itself needs nothing: SQLite brings it back when it is opened. What one
    thing fails of is told once the others were tried.

    Raises:
        DatabaseUnusableError: if the disk is full.
        OSError: if the folder of a certificate, or that of the public files, cannot be
            written to.
    """
    try:
        note_erased(db)
        _finish_erasures(db)
        publish_missing(db)
        settle_cut_short(db, int(time.time()))
    finally:
        files = tidy(db)
        certificates = finish_interrupted(db)
    return Repaired(certificates, files)


def _finish_erasures(db: Database) -> None:
    """Delete papers of the erased that a crash left where they had been written to."""
    with db.reading() as session:
        left = papers_of_nobody(session)
    remove_papers(left)
