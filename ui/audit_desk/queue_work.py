"""What the audit queue asks of the core; run in the lanes, so there is no Qt."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit import deciding
from carbon_points.audit.lines import lines
from carbon_points.audit.persons import freeze_person
from carbon_points.audit.persons import release_person
from carbon_points.audit.queue import approved
from carbon_points.audit.queue import queue
from carbon_points.audit.queue import QueueQuery
from carbon_points.audit.records import look_at_evidence
from carbon_points.audit.records import record
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.crediting.explain import explain
from carbon_points.evidence.photos import look
from carbon_points.participants.queries import summary
from carbon_points.participants.search import find
from carbon_points.places.queries import subdistricts
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted
from carbon_points.security.chain import Caller
from carbon_points.security.service import operators

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.audit.deciding import Decided
    from carbon_points.audit.judging import Wish
    from carbon_points.audit.lines import Line
    from carbon_points.audit.persons import PersonFrozen
    from carbon_points.audit.queue import QueueRow
    from carbon_points.audit.records import Record
    from carbon_points.crediting.explain import Explained
    from carbon_points.participants.queries import Summary
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.storage.engine import Database

SEGMENTS: Final = ("waiting", "second", "doubtful", "frozen", "approved")
_MOST_PEOPLE: Final = 500
_LARGEST_PHOTO: Final = 40_000_000
"""Bytes; a larger file is no photo of a slip."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    segment: str = "waiting"
    methodology: str = ""
    subdistrict_id: int = 0
    flag: str = ""
    without_evidence: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that waits, and the words for it."""

    rows: tuple[QueueRow, ...]
    segments: Mapping[str, int]
    codes: Mapping[str, int]
    """How many rows carry each flag."""

    book: Rulebook
    places: Mapping[int, str]
    people: Mapping[str, str]
    """Names of the operators by login."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What fits, in the order of registration."""

    wanted: Wanted
    rows: Sequence[QueueRow]
    reduction_mg: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that the panel shows of one action."""

    record: Record
    explained: Explained | None
    """None where its methodology is not installed, or its inputs are damaged."""

    line: Line | None
    person: Summary | None


@dataclass(frozen=True, slots=True)
class Batch:
    """The open batch, and what signing it would do."""

    wishes: tuple[Wish, ...]
    effect: Decided


@dataclass(frozen=True, slots=True)
class Earlier:
    """Somebody else decided first."""

    action_id: int
    operator: str
    kind: str
    at: int


@dataclass(frozen=True, slots=True)
class Signed:
    """What signing booked, and where somebody else was first."""

    done: Decided
    earlier: Earlier | None
    lost: tuple[Wish, ...]
    """Marks that were not booked."""


def caller_of(operator: str, day: dt.date, second: str = "") -> Caller:
    """The caller of one act, with an operation of its own."""
    return Caller(operator, day, int(time.time()), uuid.uuid4().hex, second)


def load(db: Database, caller: Caller, language: str, progress: Any = None) -> Loaded:
    """Everything that waits.

    Raises:
        NotAllowedError: if the caller is no auditor.
    """
    book = current(db, caller)
    with db.reading() as session:
        permitted(session, "audit queue", caller)
    if not db.read_only:
        look(db, progress)
    with db.reading() as session:
        found = queue(session, book, QueueQuery(), language)
        places = {place.id: place.name for place in subdistricts(session)}
        people = {each.name: each.display_name for each in operators(session)}
    counts = Counter(found.segments)
    counts["frozen"] = sum(is_frozen(row) for row in found.rows)
    return Loaded(found.rows, counts, found.codes, book, places, people)


def is_frozen(row: QueueRow) -> bool:
    """Whether the action or its owner is frozen."""
    return row.state == "frozen" or row.person_frozen


def narrowed(
    db: Database, caller: Caller, loaded: Loaded, wanted: Wanted, language: str
) -> Listed:
    """The rows that fit."""
    people: frozenset[int] = frozenset()
    words = wanted.words.strip()
    rows: Iterable[QueueRow] = loaded.rows
    with db.reading() as session:
        if words:
            found = find(session, db.sealer, words, _MOST_PEOPLE)
            people = frozenset(match.participant_id for match in found)
        if wanted.segment == "approved":
            permitted(session, "audit queue", caller)
            whose = sorted(people) if people else None
            rows = approved(session, loaded.book, whose, language)
    query = _query(wanted)
    fits = [row for row in rows if _in_segment(row, wanted.segment)]
    if query != QueueQuery():
        fits = [row for row in fits if query.takes(row)]
    if words:
        fits = [
            r for r in fits if r.participant_id in people or _said(loaded, r, words)
        ]
    return Listed(wanted, fits, sum(row.reduction_mg for row in fits))


def _query(wanted: Wanted) -> QueueQuery:
    return QueueQuery(
        methodology=wanted.methodology,
        flag=wanted.flag,
        subdistrict_id=wanted.subdistrict_id or None,
        without_evidence=wanted.without_evidence,
    )


def _in_segment(row: QueueRow, segment: str) -> bool:
    if segment == "frozen":
        return is_frozen(row)
    if segment == "doubtful":
        return row.doubtful
    return row.state == segment


def _said(loaded: Loaded, row: QueueRow, words: str) -> bool:
    """Whether the number, the name or the place of an action has these words."""
    place = loaded.places.get(row.subdistrict_id, "")
    return words in row.name or words in place or words in id_text(row.action_id)


def page(
    db: Database, book: Rulebook, day: dt.date, rows: Sequence[QueueRow]
) -> dict[int, Line]:
    """Inputs and points of one page of the list."""
    with db.reading() as session:
        return lines(session, book, day, [row.action_id for row in rows])


def beside(db: Database, caller: Caller, book: Rulebook, action_id: int) -> Beside:
    """What stands beside one action, and how its number came about."""
    with db.reading() as session:
        permitted(session, "audit show", caller)
        found = record(session, action_id)
        try:
            explained = explain(session, book, action_id)
        except UserError:  # the rest is known
            explained = None
        line = lines(session, book, caller.as_of, [action_id]).get(action_id)
        who = summary(session, explained.participant_id) if explained else None
    return Beside(found, explained, line, who)


def photo(db: Database, caller: Caller, evidence_id: int, size: int) -> bytes:
    """The content of a kept file; empty if it is too large to be looked at.

    Raises:
        NotAllowedError: ROLE.
        UserError: EVIDENCE_MISSING or EVIDENCE_DAMAGED.
    """
    if size > _LARGEST_PHOTO:
        return b""
    return look_at_evidence(db, caller, evidence_id)


def batch(db: Database, caller: Caller) -> Batch:
    """The caller's open batch."""
    return Batch(*deciding.open_batch(db, caller))


def sign(db: Database, caller: Caller) -> Signed:
    """Book the open batch; whoever was first elsewhere is named."""
    wishes, _ = deciding.open_batch(db, caller)
    done = deciding.sign(db, caller)
    codes = dict(done.refused)
    lost = tuple(wish for wish in wishes if wish.action_id in codes)
    late = [number for number, code in done.refused if code == "WRONG_STATE"]
    return Signed(done, _earlier(db, late[0]) if late else None, lost)


def _earlier(db: Database, action_id: int) -> Earlier | None:
    with db.reading() as session:
        last = record(session, action_id).history[-1]
        names = {each.name: each.display_name for each in operators(session)}
    name = names.get(last.operator, last.operator)
    return Earlier(action_id, name, last.kind, last.at)


def settle_person(
    db: Database, caller: Caller, participant_id: int, reason: str, *, freeze: bool
) -> PersonFrozen:
    """Freeze a participant or release one."""
    if freeze:
        return freeze_person(db, caller, participant_id, reason)
    return release_person(db, caller, participant_id, reason)


def without(wanted: Wanted, **changes: Any) -> Wanted:
    """The same with some changes."""
    return replace(wanted, **changes)
