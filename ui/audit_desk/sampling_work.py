"""What the sampling leaf asks of the core; run in the lanes, so there is no Qt."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit import findings
from carbon_points.audit.finding_rows import findings as all_findings
from carbon_points.audit.records import look_at_evidence
from carbon_points.audit.records import record
from carbon_points.audit.sample_paper import paper_of
from carbon_points.audit.sample_results import result
from carbon_points.audit.sample_results import samples
from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import keep
from carbon_points.audit.sampling import measure
from carbon_points.audit.sheets import write_sample
from carbon_points.common.problems import UserError
from carbon_points.crediting.explain import explain
from carbon_points.participants.queries import summary
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted
from carbon_points.security.chain import Caller
from carbon_points.security.service import operators
from carbon_points.security.taking import taken_along
from carbon_points.storage.files import write_whole
from carbon_points.storage.files import writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.audit.finding_rows import FindingRow
    from carbon_points.audit.findings import Corrected
    from carbon_points.audit.findings import Correction
    from carbon_points.audit.findings import Opening
    from carbon_points.audit.records import Record
    from carbon_points.audit.sample_paper import SamplePaper
    from carbon_points.audit.sample_results import SampleResult
    from carbon_points.audit.sampling import Checked
    from carbon_points.audit.sampling import Design
    from carbon_points.audit.sampling import Measure
    from carbon_points.crediting.explain import Explained
    from carbon_points.evidence.queries import File
    from carbon_points.participants.queries import Summary
    from carbon_points.storage.engine import Database

_MOST: Final = 50
"""Samples in the list; older ones are on the command line."""

_LARGEST_PHOTO: Final = 40_000_000
"""Bytes; a larger file is no photo of a slip."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The kept samples, newest first, and every finding."""

    samples: tuple[SampleResult, ...]
    findings: tuple[FindingRow, ...]
    people: Mapping[str, str]
    """Names of the operators by login."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What helps to check one action."""

    action_id: int
    record: Record
    explained: Explained | None
    """None where its methodology is not installed, or its inputs are damaged."""

    person: Summary | None


def caller_of(operator: str, day: dt.date) -> Caller:
    """The caller of one act, with an operation of its own."""
    return Caller(operator, day, int(time.time()), uuid.uuid4().hex)


def overview(db: Database, caller: Caller) -> Overview:
    """What was drawn and found so far.

    Raises:
        NotAllowedError: if the caller is no auditor.
    """
    with db.reading() as session:
        permitted(session, "audit result", caller)
        drawn = (result(session, number) for number in samples(session)[:_MOST])
        people = {each.name: each.display_name for each in operators(session)}
        return Overview(tuple(drawn), all_findings(session), people)


def measured(db: Database, caller: Caller, design: Design) -> Measure:
    """How many a design would draw.

    Raises:
        UserError: SAMPLE_CONFIDENCE, SAMPLE_BOUND.
    """
    with db.reading() as session:
        permitted(session, "audit sample", caller)
        return measure(session, design)


def draw(db: Database, caller: Caller, design: Design) -> int:
    """Draw a sample and keep its list; answers its id.

    Raises:
        RefusedError: SAMPLE_EMPTY.
    """
    number, _ = keep(db, caller, design)
    return number


def opened(db: Database, caller: Caller, sample_id: int) -> SamplePaper:
    """A kept sample with its list as it stands.

    Raises:
        UserError: SAMPLE_UNKNOWN.
    """
    with db.reading() as session:
        permitted(session, "audit result", caller)
        return paper_of(session, sample_id)


def beside(db: Database, caller: Caller, action_id: int) -> Beside:
    """What stands beside one action, and how its number came about."""
    book = current(db, caller)
    with db.reading() as session:
        permitted(session, "audit show", caller)
        found = record(session, action_id)
        try:
            explained = explain(session, book, action_id)
        except UserError:  # the rest is known
            explained = None
        who = summary(session, explained.participant_id) if explained else None
    return Beside(action_id, found, explained, who)


def photo(db: Database, caller: Caller, file: File) -> bytes:
    """The content of a kept file; empty if it is too large to be looked at.

    Raises:
        NotAllowedError: ROLE.
        UserError: EVIDENCE_MISSING or EVIDENCE_DAMAGED.
    """
    if file.size > _LARGEST_PHOTO:
        return b""
    return look_at_evidence(db, caller, file.evidence_id)


def judge(db: Database, caller: Caller, sample_id: int, said: Checked) -> SamplePaper:
    """Record what was found of one action; answers the sample as it then stands.

    Raises:
        UserError: REASON_CODE.
        RefusedError: REASON_MISSING, SAMPLE_ORDER, SAMPLE_OVERSTATED.
    """
    check(db, caller, sample_id, [said])
    return opened(db, caller, sample_id)


def correct(
    db: Database, caller: Caller, finding_id: int, correction: Correction
) -> Corrected:
    """Record the correction of a finding."""
    return findings.correct(db, caller, finding_id, correction)


def open_finding(db: Database, caller: Caller, opening: Opening) -> FindingRow:
    """Open a finding at a record that nobody drew."""
    return findings.open_finding(db, caller, opening)


def settle(
    db: Database, caller: Caller, finding_id: int, note: str, *, close: bool
) -> FindingRow:
    """Close a corrected finding, or say that nothing was wrong."""
    act = findings.close if close else findings.dismiss
    return act(db, caller, finding_id, note)


def paper_pdf(db: Database, caller: Caller, sample_id: int) -> bytes:
    """The working paper, to be looked at and printed."""
    # ReportLab is slow to import; nobody waits for it before it is needed.
    from carbon_points.scenarios import working_paper  # noqa: PLC0415

    return working_paper.working_paper_pdf(opened(db, caller, sample_id))


def save_paper(db: Database, caller: Caller, sample_id: int, path: Path) -> Path:
    """Write the working paper as .pdf or .xlsx.

    Raises:
        UserError: OUT_UNWRITABLE.
    """
    with taken_along(db, caller, path), writing(path):
        if path.suffix.lower() == ".xlsx":
            write_sample(opened(db, caller, sample_id), path)
        else:
            write_whole(path, paper_pdf(db, caller, sample_id))
    return path
