"""The papers in the file of a scenario, their files, and what each is to prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.evidence import service as evidence
from carbon_points.evidence.models import Evidence
from carbon_points.scenarios.definitions import document_kinds
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.models import ScenarioDocument
from carbon_points.scenarios.models import ScenarioDocumentFile
from carbon_points.scenarios.recording import limited
from carbon_points.scenarios.recording import not_ahead
from carbon_points.scenarios.recording import recording
from carbon_points.scenarios.recording import said
from carbon_points.scenarios.withdrawals import withdrawn
from carbon_points.security.acts import ask_first

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.scenarios.recording import Recording
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_TABLES = (ScenarioDocument, ScenarioDocumentFile, Evidence)


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One file of a document, as it lies among the evidence."""

    evidence_id: int
    name: str
    sha256: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Document:
    """A paper in the file of a scenario."""

    id: int
    kind: str
    title: str
    number: str
    issued_on: dt.date
    methodology: str
    claim: str
    """The sentence that it is to prove."""

    replaces: int | None
    operator: str
    at: int
    chain_position: int
    files: tuple[DocumentFile, ...]
    withdrawn: str
    """Why it no longer counts; empty while it does."""

    replaced_by: int | None
    """The newer version, if one counts."""

    @property
    def in_force(self) -> bool:
        """Neither taken back nor replaced."""
        return not self.withdrawn and self.replaced_by is None

    @property
    def counts(self) -> bool:
        """Whether it proves anything: in force and with a file to show."""
        return self.in_force and bool(self.files)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper as it is handed in."""

    kind: str
    title: str
    issued_on: dt.date
    number: str = ""
    methodology: str = ""
    claim: str = ""
    """Empty for the usual one of its kind."""

    replaces: int | None = None
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """What came into the file."""

    document_id: int
    files: tuple[str, ...]
    """Names of the files that are new to this document."""


def documents_of(session: Session, scenario_id: str) -> tuple[Document, ...]:
    """The papers of a scenario in the order in which they came."""
    rows = session.scalars(
        select(ScenarioDocument)
        .where(ScenarioDocument.scenario == scenario_id)
        .order_by(ScenarioDocument.id)
    ).all()
    gone = withdrawn(session, "document")
    newer = {row.replaces: row.id for row in rows if row.id not in gone}
    held = _files(session, scenario_id)
    return tuple(
        _document(row, held.get(row.id, ()), gone.get(row.id, ""), newer.get(row.id))
        for row in rows
    )


def file_document(
    db: Database, caller: Caller, scenario_id: str, new: NewDocument
) -> Filed:
    """Put a paper with its files into the file of a scenario.

    Raises:
        UserError: SCENARIO_UNKNOWN, DOCUMENT_KIND, DOCUMENT_UNKNOWN,
            EVIDENCE_UNREADABLE.
        RefusedError: DOCUMENT_METHODOLOGY, DOCUMENT_REPLACED, DOCUMENT_EMPTY_FILE,
            SCENARIO_DAY_AHEAD, SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    found = scenario(scenario_id)
    kind = document_kinds().get(new.kind)
    if kind is None:
        raise UserError("DOCUMENT_KIND", value=new.kind)
    _refuse_methodology(new, found.methodologies)
    title = said(new.title, "title")
    stored = _stored(db, caller, new.files)
    with recording(db, caller, "scenario document", _TABLES) as act:
        not_ahead(new.issued_on, act.by)
        _refuse_replaced(act.session, found.id, new.replaces)
        document_id = act.add(
            ScenarioDocument,
            scenario=found.id,
            kind=new.kind,
            title=title,
            number=limited(new.number, "number"),
            issued_on=day_number(new.issued_on),
            methodology=new.methodology,
            claim=limited(new.claim, "claim") or kind.claim_zh,
            replaces=new.replaces,
        )
        return Filed(document_id, _attach(act, db, document_id, stored))


def attach_files(
    db: Database, caller: Caller, document_id: int, files: Sequence[Path]
) -> Filed:
    """Add files to a paper that is in the file already.

    Raises:
        UserError: DOCUMENT_UNKNOWN, EVIDENCE_UNREADABLE.
        RefusedError: DOCUMENT_WITHDRAWN, DOCUMENT_NO_FILE, DOCUMENT_EMPTY_FILE.
    """
    if not files:
        raise RefusedError("DOCUMENT_NO_FILE")
    stored = _stored(db, caller, files)
    with recording(db, caller, "scenario document", _TABLES) as act:
        if act.session.get(ScenarioDocument, document_id) is None:
            raise UserError("DOCUMENT_UNKNOWN", value=id_text(document_id))
        if document_id in withdrawn(act.session, "document"):
            raise RefusedError("DOCUMENT_WITHDRAWN", value=id_text(document_id))
        return Filed(document_id, _attach(act, db, document_id, stored))


def _stored(
    db: Database, caller: Caller, files: Sequence[Path]
) -> list[evidence.Stored]:
    """The files, sealed; one without content proves nothing and is refused."""
    ask_first(db, "scenario document", caller)
    stored = [evidence.store(db, path) for path in files]
    for each in stored:
        if not each.size:
            raise RefusedError("DOCUMENT_EMPTY_FILE", file=each.name)
    return stored


def _attach(
    act: Recording, db: Database, document_id: int, stored: Sequence[evidence.Stored]
) -> tuple[str, ...]:
    """Name the stored files as those of a document; one that it has stays once."""
    query = select(ScenarioDocumentFile.evidence_id)
    query = query.where(ScenarioDocumentFile.document_id == document_id)
    known = set(act.session.scalars(query))
    names = []
    for each in stored:
        kept = evidence.keep(act.session, db, act.position, act.by.now, each)
        if kept.evidence_id in known:
            continue
        known.add(kept.evidence_id)
        act.add(
            ScenarioDocumentFile,
            document_id=document_id,
            evidence_id=kept.evidence_id,
        )
        names.append(each.name)
    return tuple(names)


def _refuse_methodology(new: NewDocument, allowed: tuple[str, ...]) -> None:
    """A decision names its methodology, any other paper none."""
    named = bool(new.methodology)
    is_decision = new.kind == "methodology_decisions"
    if named != is_decision or (named and new.methodology not in allowed):
        raise RefusedError("DOCUMENT_METHODOLOGY", value=new.methodology)


def _refuse_replaced(session: Session, scenario_id: str, replaces: int | None) -> None:
    if replaces is None:
        return
    known = {each.id: each for each in documents_of(session, scenario_id)}
    if replaces not in known:
        raise UserError("DOCUMENT_UNKNOWN", value=id_text(replaces))
    if not known[replaces].in_force:
        raise RefusedError("DOCUMENT_REPLACED", value=id_text(replaces))


def _files(session: Session, scenario_id: str) -> dict[int, tuple[DocumentFile, ...]]:
    link = ScenarioDocumentFile
    rows = session.execute(
        select(
            link.document_id,
            Evidence.id,
            Evidence.name,
            Evidence.sha256,
            Evidence.size,
        )
        .join(Evidence, Evidence.id == link.evidence_id)
        .join(ScenarioDocument, ScenarioDocument.id == link.document_id)
        .where(ScenarioDocument.scenario == scenario_id)
        .order_by(link.id)
    )
    found: dict[int, tuple[DocumentFile, ...]] = {}
    for document_id, evidence_id, name, sha256, size in rows:
        file = DocumentFile(evidence_id, name, sha256, size)
        found[document_id] = (*found.get(document_id, ()), file)
    return found


def _document(
    row: ScenarioDocument,
    files: tuple[DocumentFile, ...],
    why: str,
    replaced_by: int | None,
) -> Document:
    return Document(
        row.id,
        row.kind,
        row.title,
        row.number,
        from_day_number(row.issued_on),
        row.methodology,
        row.claim,
        row.replaces,
        row.operator,
        row.at,
        row.chain_position,
        files,
        why,
        replaced_by,
    )
