"""Making the yearly report of a subdistrict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.common.problems import NotAllowedError
from carbon_points.dossier.pdf_paper import write_pdf
from carbon_points.dossier.word_paper import write_word
from carbon_points.dossier.year import year_of
from carbon_points.dossier.year_sections import year_paper
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.dossier.year import Year
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Reported:
    """A yearly report that was written."""

    files: tuple[Path, ...]
    year: Year

    @property
    def position(self) -> int:
        """Of the chain record up to which everything is counted."""
        return self.year.pedigree.position

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of what is not on record."""
        return self.year.missing


def report_year(
    db: Database, caller: Caller, place: str, year: int, out: Path
) -> Reported:
    """Write the report of a place as Word and PDF; nothing is recorded.

    An earlier report stays, as somebody may have written in it: the new one gets a
    number.

    Raises:
        UserError: PLACE_UNKNOWN, YEAR_FUTURE.
        NotAllowedError: ROLE, REPORT_OWN_PLACE.
    """
    with db.reading() as session:
        by = permitted(session, "report subdistrict", caller)
        found = year_of(session, place, year, by.as_of)
        own = own_subdistrict(session, by)
    if own not in {None, found.place.id}:
        raise NotAllowedError("REPORT_OWN_PLACE", value=place)
    paper = year_paper(found)
    name = _free(out, f"{found.place.name}{year}年度报告")
    files = out / f"{name}.docx", out / f"{name}.pdf"
    with taken_along(db, by, *files):
        write_word(paper, files[0])
        write_pdf(paper, files[1])
    return Reported(files, found)


def _free(folder: Path, name: str) -> str:
    """The name, with a number behind it if it is taken."""
    tried, number = name, 1
    while any((folder / f"{tried}{end}").exists() for end in (".docx", ".pdf")):
        number += 1
        tried = f"{name}（{number}）"
    return tried
