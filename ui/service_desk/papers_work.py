"""What the print panel asks of the core and of the disk; run in the lanes, no Qt.

What sets papers is imported by the first one that is made, in the lane: the window
does not stand still for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from platformdirs import user_documents_path

from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.security.service import note
from carbon_points.storage.files import write_whole
from carbon_points.storage.files import writing

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.desk_paper import Paper
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_FOLDER = "碳普惠打印"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which paper, of whom, and how."""

    kind: str
    """``slip``, ``passbook``, ``consent`` or ``explanation``."""

    participant_id: int
    action_ids: tuple[int, ...] = ()
    size: PaperSize = PaperSize.ROLL
    large: bool = False
    again: bool = False


def make(db: Database, by: Caller, wish: Wish) -> Paper:
    """The paper that is wanted."""
    from carbon_points.certificates import papers  # noqa: PLC0415

    person, large = wish.participant_id, wish.large
    if wish.kind == "slip":
        return papers.slip(db, by, person, wish.action_ids, wish.size, large=large)
    if wish.kind == "passbook":
        return papers.passbook(db, by, person, again=wish.again, large=large)
    if wish.kind == "consent":
        return papers.consent_form(db, by, person, large=large)
    return papers.explanation(db, by, wish.action_ids[0], large=large)


def usual_place(paper: Paper, by: Caller) -> Path:
    """Where a paper is kept when there is no printer; its name names nobody."""
    at = local_moment(by.now)
    name = f"{paper.kind}-{id_text(paper.participant_id)}-{at:%Y%m%d-%H%M%S}.pdf"
    return user_documents_path() / _FOLDER / name


def keep(db: Database, by: Caller, paper: Paper, target: Path) -> Path:
    """Write the paper to the disk and note it.

    Raises:
        UserError: OUT_UNWRITABLE.
    """
    from carbon_points.certificates.print_log import note_print  # noqa: PLC0415
    from carbon_points.certificates.print_log import PRINT  # noqa: PLC0415

    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, paper.pdf)
    try:
        if db.read_only:
            note(db, by, PRINT, "")
        else:
            note_print(db, by, paper, "", 1, "saved")
    except BaseException:  # what could not be noted does not stay
        target.unlink(missing_ok=True)
        raise
    return target


def begin(db: Database, by: Caller, paper: Paper, printer: str, copies: int) -> int:
    """Note that a paper is on its way to a printer."""
    from carbon_points.certificates.print_log import note_print  # noqa: PLC0415

    # Printing is never blocked: a database opened read-only prints without a log.
    return 0 if db.read_only else note_print(db, by, paper, printer, copies, "queued")


def end(db: Database, by: Caller, job: tuple[int, str], state: str) -> bool:
    """Note what became of (job, title); where nothing can be noted, say so."""
    from carbon_points.certificates.print_log import end_print  # noqa: PLC0415
    from carbon_points.certificates.print_log import PRINT  # noqa: PLC0415

    if db.read_only:
        if state != "failed":
            note(db, by, PRINT, "")
        return False
    number, title = job
    return end_print(db, by, number, state, title)
