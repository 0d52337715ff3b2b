"""Stock-taking sheets: what draft methodologies account for, without a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.certificates.addressees import addressed
from carbon_points.certificates.issue import Contents
from carbon_points.common.ids import id_text
from carbon_points.common.progress import Progress
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted
from carbon_points.security.service import note
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.certificates.issue import Period
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def stocktaking_sheets(
    db: Database,
    caller: Caller,
    participants: Sequence[int] | None,
    period: Period,
    folder: Path,
    progress: Progress | None = None,
) -> list[tuple[int, Path]]:
    """A sheet headed 摸底核算表 for each participant with approved draft actions.

    It has no serial, no QR code and no signature; the operation log says who took them.

    Returns:
        Participant id and file of each; empty if there is nothing of the kind.
    """
    progress = progress or Progress()
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "certificate issue", caller)
        contents = Contents(session, db, book, caller.as_of)
        meant = addressed(session, by, participants)
        sums = contents.sums(period, meant, State.STOCKTAKEN)
        sheets = contents.sheets(sums, period)
    made = []
    for place, (person, sheet) in enumerate(sheets.items()):
        from carbon_points.certificates.stocktaking import stocktaking_pdf  # noqa: PLC0415

        progress.step(place, len(sheets))
        file = folder / f"stocktaking-{id_text(person)}.pdf"
        write_whole(file, stocktaking_pdf(sheet))
        made.append((person, file))
    if made:
        _note(db, by, made)
    return made


def _note(db: Database, by: Caller, made: Sequence[tuple[int, Path]]) -> None:
    """Who took them; what could not be noted does not stay."""
    subject = id_text(made[0][0]) if len(made) == 1 else made[0][1].parent.name
    try:
        note(db, by, "stocktaking", subject, f"{len(made)} 份")
    except BaseException:
        for _person, file in made:
            file.unlink(missing_ok=True)
        raise
