"""Which kept files are about one person alone, and which about others, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.evidence.models import Evidence
from carbon_points.evidence.models import EvidenceLink
from carbon_points.evidence.persons import OF_PERSON

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_OF_PERSON: Final = text(f"""
SELECT e.id FROM evidence e JOIN evidence_link l ON l.evidence_id = e.id
WHERE e.stored_as != '' AND {OF_PERSON}
GROUP BY e.id ORDER BY e.id""")  # noqa: S608  (our own words)

_OTHERS: Final[Mapping[str, str]] = {
    "participant": "SELECT :subject != :person",
    "action": (
        "SELECT COUNT(*) FROM action WHERE id = :subject AND participant_id != :person"
    ),
    "installation": (
        "SELECT COUNT(*) FROM installation"
        " WHERE id = :subject AND participant_id != :person"
    ),
    # A row that was not taken may be anybody's, and more rows than this person has are
    # others', too; only then is it worth going through a million rows to find one.
    "batch": """
SELECT CASE
  WHEN EXISTS (SELECT 1 FROM import_batch b WHERE b.id = :subject
    AND (b.rows != b.accepted OR b.accepted >
      (SELECT COUNT(*) FROM action a
        WHERE a.participant_id = :person AND a.batch_id = :subject)
      + (SELECT COUNT(*) FROM participant p
        WHERE p.id = :person AND p.batch_id = :subject)
      + (SELECT COUNT(*) FROM installation i
        WHERE i.participant_id = :person AND i.batch_id = :subject)
      + (SELECT COUNT(*) FROM reading r JOIN installation i ON i.id = r.installation_id
        WHERE i.participant_id = :person AND r.batch_id = :subject))) THEN 1
  WHEN EXISTS (SELECT 1 FROM action a
    WHERE a.batch_id = :subject AND a.participant_id != :person) THEN 1
  WHEN EXISTS (SELECT 1 FROM participant p
    WHERE p.batch_id = :subject AND p.id != :person) THEN 1
  ELSE EXISTS (SELECT 1 FROM installation i
    WHERE i.batch_id = :subject AND i.participant_id != :person)
END""",
}
"""Whether a linked thing is somebody else's; of what is not here it always is."""

_NAMED_ELSEWHERE: Final = text("""
SELECT EXISTS (SELECT 1 FROM scenario_document_file WHERE evidence_id = :id)
    OR EXISTS (SELECT 1 FROM plan_value WHERE evidence_id = :id)
    OR EXISTS (SELECT 1 FROM rule_change WHERE :id IN (workbook_id, file_id))""")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that has something to do with a person."""

    evidence_id: int
    name: str
    added_at: int
    alone: bool
    """Nobody else is in it, so far as the records tell."""


def files_about(session: Session, participant_id: int) -> list[KeptFile]:
    """Every file that is still kept and that stands for something of a person."""
    ids = list(session.scalars(_OF_PERSON, {"person": participant_id}))
    rows = session.scalars(select(Evidence).where(Evidence.id.in_(ids)))
    return [
        KeptFile(
            row.id, row.name, row.added_at, _is_alone(session, row.id, participant_id)
        )
        for row in sorted(rows, key=lambda row: row.id)
    ]


def _is_alone(session: Session, evidence_id: int, participant_id: int) -> bool:
    if session.scalar(_NAMED_ELSEWHERE, {"id": evidence_id}):
        return False
    links = session.scalars(
        select(EvidenceLink).where(EvidenceLink.evidence_id == evidence_id)
    )
    return not any(_is_others(session, link, participant_id) for link in links)


def _is_others(session: Session, link: EvidenceLink, participant_id: int) -> bool:
    query = _OTHERS.get(link.subject_kind)
    if query is None:
        return True
    values = {"subject": link.subject_id, "person": participant_id}
    return bool(session.scalar(text(query), values))


def names_of(files: Sequence[KeptFile]) -> list[str]:
    """What people called the files."""
    return [file.name for file in files if file.name]
