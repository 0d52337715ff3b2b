"""The files that prove approved actions of a scenario, copied where they may leave."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.common.ids import id_text
from carbon_points.dossier.privacy import names_somebody
from carbon_points.dossier.privacy import PICTURES
from carbon_points.evidence.models import Evidence
from carbon_points.evidence.service import read
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.pool.histories import Disposal
    from carbon_points.scenarios.documents import Document
    from carbon_points.storage.engine import Database

FOLDER: Final = "03 证据"
COPIED: Final = "随档案附上"
LOOK: Final = "图片，交出前请人工查看"
WITHHELD: Final = "含身份信息或无法检查，原件留存在登记系统，凭哈希核对"
DROPPED: Final = "已按保存期限或本人要求删除，凭哈希核对"
_LINKED: Final = text("""
SELECT l.evidence_id, 'action', a.id FROM evidence_link l
JOIN action a ON l.subject_kind = 'action' AND l.subject_id = a.id
JOIN methodology_version v ON v.id = a.version_id
WHERE a.state = :state AND v.methodology IN (SELECT value FROM json_each(:names))
UNION
SELECT l.evidence_id, 'installation', i.id FROM evidence_link l
JOIN installation i ON l.subject_kind = 'installation' AND l.subject_id = i.id
WHERE i.methodology IN (SELECT value FROM json_each(:names))
  AND i.id IN (SELECT installation_id FROM action WHERE state = :state)
ORDER BY 1, 2, 3""")
_KINDS: Final = {"action": "行为", "installation": "设施"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kept file, the claims that it supports and the records that it proves."""

    evidence_id: int
    claims: tuple[str, ...]
    records: tuple[str, ...]
    title: str = ""
    """Of the document that it is."""

    position: str = ""
    """Of the chain record that named it, where there is one."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file as it is named in the dossier."""

    wanted: Wanted
    sha256: str
    size: int
    path: str
    """Inside the dossier; empty where the file stays."""

    note: str


def wanted_of(session: Session, methodologies: Sequence[str]) -> list[Wanted]:
    """The files of approved actions and of the installations that they came from."""
    binds = {"state": int(State.APPROVED), "names": json.dumps(list(methodologies))}
    records: dict[int, list[str]] = defaultdict(list)
    for evidence_id, kind, number in session.execute(_LINKED, binds):
        records[evidence_id].append(f"{_KINDS[kind]} {id_text(number)}")
    return [Wanted(each, ("evidence",), tuple(said)) for each, said in records.items()]


def wanted_of_documents(documents: Iterable[Document]) -> list[Wanted]:
    """The files of the scenario's documents that count."""
    return [
        Wanted(
            file.evidence_id,
            ("documents", document_claim(document)),
            (f"文件 {id_text(document.id)}",),
            document.title,
            str(document.chain_position),
        )
        for document in documents
        if document.counts
        for file in document.files
    ]


def wanted_of_disposals(disposals: Iterable[Disposal]) -> list[Wanted]:
    """The documents of disposals."""
    return [
        Wanted(file.evidence_id, ("ledger",), (f"划拨 {each.number}",), each.document)
        for each in disposals
        for file in each.files
    ]


def document_claim(document: Document) -> str:
    """The id of the claim that a document supports."""
    return f"document-{id_text(document.id)}"


def _together(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Each file once, with everything that it supports."""
    found: dict[int, Wanted] = {}
    for each in wanted:
        known = found.setdefault(each.evidence_id, each)
        if known is not each:
            found[each.evidence_id] = replace(
                known,
                claims=tuple(dict.fromkeys((*known.claims, *each.claims))),
                records=(*known.records, *each.records),
                title=known.title or each.title,
            )
    return list(found.values())


def copy(
    db: Database,
    wanted: Iterable[Wanted],
    folder: Path,
    today: dt.date,
    step: Callable[[int, int], None],
) -> list[Copied]:
    """Copy what may leave; a file's own name stays, since it may name a person.

    Raises:
        UserError: EVIDENCE_MISSING, EVIDENCE_DAMAGED.
    """
    each_once = _together(wanted)
    made = []
    for number, each in enumerate(each_once, start=1):
        made.append(_copied(db, each, folder, today))
        step(number, len(each_once))
    return made


def _copied(db: Database, each: Wanted, folder: Path, today: dt.date) -> Copied:
    with db.reading() as session:
        columns = (Evidence.sha256, Evidence.size, Evidence.name, Evidence.stored_as)
        query = select(*columns)
        row = session.execute(query.where(Evidence.id == each.evidence_id)).one()
    digest = row.sha256.hex()
    if not row.stored_as:
        return Copied(each, digest, row.size, "", DROPPED)
    suffix = PurePosixPath(row.name).suffix.lower()
    content = read(db, each.evidence_id)
    if names_somebody(content, suffix, today):
        return Copied(each, digest, row.size, "", WITHHELD)
    path = f"{FOLDER}/{digest[:16]}{suffix if suffix.isascii() else ''}"
    write_whole(folder / path, content)
    return Copied(each, digest, row.size, path, LOOK if suffix in PICTURES else COPIED)
