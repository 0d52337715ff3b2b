"""What waits for the auditor, with the questions about each."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.actions.cuts import shipped_membership
from carbon_points.actions.replacing import LOGGED_AT
from carbon_points.actions.rules import State
from carbon_points.audit.rules import GRADES
from carbon_points.audit.screening import screen
from carbon_points.common.collecting import undisturbed
from carbon_points.common.problems import UserError
from carbon_points.methodology.contract import FlagKind
from carbon_points.methodology.texts import texts_of
from carbon_points.rulebook.shipped import policies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.audit.risks import Risk
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.rules import Policy
    from carbon_points.rulebook.service import Rulebook

CAREFUL: Final = "careful"
SEGMENTS: Final = ("waiting", "second", "frozen", "doubtful", "all")

_ROWS: Final = f"""
SELECT a.id, a.participant_id, p.name, a.version_id, a.subdistrict_id, a.day,
       a.reduction_mg, a.flags, a.grade, a.state, c.operator, p.state = 'frozen',
       COALESCE(f.operator, ''),
       a.batch_id IS NOT NULL OR EXISTS (SELECT 1 FROM evidence_link e
         WHERE e.subject_kind = 'action' AND e.subject_id = a.id), c.at
FROM {{which}}
JOIN chain_record c ON c.position = {LOGGED_AT}
JOIN participant p ON p.id = a.participant_id
LEFT JOIN audit_first f ON f.action_id = a.id
WHERE a.state IN {{states}} ORDER BY a.id"""  # noqa: S608  (constants)
_WAITING: Final = _ROWS.format(
    which="action a INDEXED BY ix_action_waiting", states="(1, 2)"
)
_APPROVED: Final = _ROWS.format(
    which="""(SELECT DISTINCT action_id FROM
 (SELECT action_id FROM decision ORDER BY id DESC LIMIT ?)) d
JOIN action a ON a.id = d.action_id""",
    states="(0, 3)",
)
_OF_PEOPLE: Final = _ROWS.format(
    which="""(SELECT value FROM json_each(?)) d
JOIN action a ON a.participant_id = d.value""",
    states="(0, 3)",
)
LATEST: Final = 2000
"""So many of the latest decisions are looked through for what may be reversed."""


@dataclass(frozen=True, slots=True)
class QueueFlag:
    """Why one waiting action is looked at."""

    code: str
    doubt: bool
    says: str
    others: tuple[int, ...] = ()
    """Actions to be looked at beside it."""


class QueueRow(NamedTuple):
    """One waiting action."""

    action_id: int
    participant_id: int
    name: str
    methodology: str
    subdistrict_id: int
    day: int
    reduction_mg: int
    flags: tuple[QueueFlag, ...]
    grade: str
    state: str
    """``waiting``, ``second`` (signed once, another must), ``frozen``, ``approved``."""

    logged_by: str
    first_by: str
    """Who signed first, where a second signature is awaited."""

    has_evidence: bool
    person_frozen: bool
    needs_second: bool
    """A doubt, or an amount from which two auditors sign."""

    logged_at: int
    """True time, seconds since 1970-01-01 UTC."""

    @property
    def doubtful(self) -> bool:
        """Whether any of its flags is a doubt."""
        return any(flag.doubt for flag in self.flags)


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which rows are wanted."""

    state: str = "all"
    scenario: str = ""
    methodology: str = ""
    flag: str = ""
    participant_id: int | None = None
    subdistrict_id: int | None = None
    logged_by: str = ""
    without_evidence: bool = False
    limit: int | None = None

    def takes(self, row: QueueRow) -> bool:
        """Whether a row is wanted."""
        wanted: tuple[tuple[object, object], ...] = (
            (self.methodology, row.methodology),
            (self.scenario, shipped_membership().get(row.methodology, "")),
            (self.participant_id, row.participant_id),
            (self.subdistrict_id, row.subdistrict_id),
            (self.logged_by, row.logged_by),
        )
        return (
            self._in_segment(row)
            and all(want in {"", None, has} for want, has in wanted)
            and (not self.flag or any(f.code == self.flag for f in row.flags))
            and not (self.without_evidence and row.has_evidence)
        )

    def _in_segment(self, row: QueueRow) -> bool:
        if self.state == "doubtful":
            return row.doubtful
        return self.state in {"all", row.state}


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, as far as it was asked for."""

    total: int
    """How many rows the query takes, before the limit."""

    rows: tuple[QueueRow, ...]
    segments: Mapping[str, int] = field(default_factory=dict)
    """How many there are in each segment, whatever the query."""

    codes: Mapping[str, int] = field(default_factory=dict)
    """How many rows of the query carry each flag."""


def queue(
    session: Session, book: Rulebook, query: QueueQuery, language: str = "zh"
) -> Queue:
    """What waits, in the order of registration.

    Raises:
        UserError: STATE_UNKNOWN.
    """
    if query.state not in SEGMENTS:
        raise UserError("STATE_UNKNOWN", value=query.state)
    with undisturbed():
        rows = list(waiting(session, book, language))
    segments = Counter(dict.fromkeys(SEGMENTS, 0) | {"all": len(rows)})
    segments.update(row.state for row in rows)
    segments["doubtful"] = sum(row.doubtful for row in rows if row.flags)
    whole = replace(query, limit=None) == QueueQuery()
    taken = rows if whole else [row for row in rows if query.takes(row)]
    codes = Counter(flag.code for row in taken if row.flags for flag in row.flags)
    return Queue(len(taken), tuple(taken[: query.limit]), segments, codes)


def waiting(
    session: Session, book: Rulebook, language: str = "zh"
) -> Iterator[QueueRow]:
    """Every action that waits or is frozen, with the questions about it."""
    asked = screen(session, book)
    said = _Said(book, policies()[CAREFUL], language)
    raw: Any = session.connection().connection.driver_connection
    for row in raw.execute(_WAITING):
        if row[3] in book.versions:
            yield said.row(row, asked.get(row[0], ()))


def approved(
    session: Session,
    book: Rulebook,
    people: Sequence[int] | None = None,
    language: str = "zh",
) -> list[QueueRow]:
    """What may be reversed, the latest registration first.

    Args:
        session: any.
        book: the rulebook.
        people: only theirs, all of it; None: of the latest decisions of anybody.
        language: of the flags.
    """
    said = _Said(book, policies()[CAREFUL], language)
    raw: Any = session.connection().connection.driver_connection
    if people is None:
        found = raw.execute(_APPROVED, (LATEST,))
    else:
        found = raw.execute(_OF_PEOPLE, (json.dumps(list(people)),))
    rows = [said.row(row, ()) for row in found if row[3] in book.versions]
    return rows[::-1]


class _Said:
    """Rows in words; what repeats is worked out once."""

    def __init__(self, book: Rulebook, policy: Policy, language: str) -> None:
        self._book = book
        self._large = policy.second_person_mg or {}
        self._language = language
        self._known: dict[tuple[int, str], tuple[QueueFlag, ...]] = {}

    def row(self, row: Any, asked: tuple[Risk, ...]) -> QueueRow:
        """One row of the queue."""
        number, person, name, version, subdistrict, day, mg, flags = row[:8]
        grade, state, operator, frozen, first, proof, at = row[8:]
        methodology, _ = self._book.versions[version]
        all_flags = self._flags(version, methodology, flags)
        if asked:
            all_flags += tuple(
                QueueFlag(r.code, True, r.says(self._language), r.others) for r in asked
            )
        large = mg >= self._large[methodology.points_group]
        return QueueRow(
            number,
            person,
            name,
            methodology.id,
            subdistrict,
            day,
            mg,
            all_flags,
            str(GRADES[grade]),
            _word(state, first),
            operator,
            first,
            bool(proof),
            bool(frozen),
            large or any(flag.doubt for flag in all_flags),
            at,
        )

    def _flags(
        self, version: int, methodology: Methodology, flags: str
    ) -> tuple[QueueFlag, ...]:
        if not flags:
            return ()
        known = self._known.get((version, flags))
        if known is None:
            words = texts_of(methodology, self._language)
            kinds = methodology.flags
            known = self._known[version, flags] = tuple(
                QueueFlag(
                    code,
                    kinds.get(code, FlagKind.DOUBT) is FlagKind.DOUBT,
                    words.flag(code),
                )
                for code in flags.split(",")
            )
        return known


def _word(state: int, first: str) -> str:
    if state == State.FROZEN:
        return "frozen"
    if state != State.WAITING:
        return "approved"
    return "second" if first else "waiting"
