"""What waits for the auditor, and everything that helps to decide on one record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from fractions import Fraction
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.cuts import shipped_membership
from carbon_points.actions.rules import State
from carbon_points.audit.rules import GRADES
from carbon_points.audit.screening import screen
from carbon_points.common.collecting import undisturbed
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.evidence.queries import files_of
from carbon_points.methodology.contract import FlagKind
from carbon_points.methodology.texts import texts_of
from carbon_points.rulebook.shipped import policies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.audit.risks import Risk
    from carbon_points.evidence.queries import File
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.rules import Policy
    from carbon_points.rulebook.service import Rulebook

CAREFUL: Final = "careful"
SEGMENTS: Final = ("waiting", "second", "frozen", "doubtful", "all")

_ROWS: Final = """
SELECT a.id, a.participant_id, p.name, a.version_id, a.subdistrict_id, a.day,
       a.reduction_mg, a.flags, a.grade, a.state, c.operator, p.state = 'frozen',
       COALESCE(f.operator, ''),
       a.batch_id IS NOT NULL OR EXISTS (SELECT 1 FROM evidence_link e
         WHERE e.subject_kind = 'action' AND e.subject_id = a.id)
FROM action a INDEXED BY ix_action_waiting
JOIN chain_record c ON c.position = a.chain_position
JOIN participant p ON p.id = a.participant_id
LEFT JOIN audit_first f ON f.action_id = a.id
WHERE a.state IN (1, 2) ORDER BY a.id"""


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
    """``waiting``, ``second`` (signed once, another must) or ``frozen``."""

    logged_by: str
    first_by: str
    """Who signed first, where a second signature is awaited."""

    has_evidence: bool
    person_frozen: bool
    needs_second: bool
    """A doubt, or an amount from which two auditors sign."""

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
    for row in raw.execute(_ROWS):
        if row[3] in book.versions:
            yield said.row(row, asked.get(row[0], ()))


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
        grade, state, operator, frozen, first, proof = row[8:]
        methodology, _ = self._book.versions[version]
        all_flags = self._flags(version, methodology, flags)
        if asked:
            all_flags += tuple(
                QueueFlag(r.code, True, r.says(self._language), r.others) for r in asked
            )
        large = mg >= self._large[methodology.points_group]
        word = "frozen" if state == State.FROZEN else "second" if first else "waiting"
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
            word,
            operator,
            first,
            bool(proof),
            bool(frozen),
            large or any(flag.doubt for flag in all_flags),
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


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another action of the same person or installation."""

    action_id: int
    methodology: str
    day: int
    reduction_mg: int
    state: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One step in the life of an action."""

    kind: str
    operator: str
    second: str
    reason: str
    points: int
    at: int


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that stands beside one action; the trace is `crediting.explain`."""

    action_id: int
    files: tuple[File, ...]
    """Its own evidence, then that of the file that it was imported from."""

    history: tuple[History, ...]
    """Logging first."""

    of_person: tuple[Neighbour, ...]
    """The nearest by day, of the same methodology."""

    of_installation: tuple[Neighbour, ...]
    mean_mg_90: int | None
    """Mean of the person's approved actions of the 90 days before; none: nothing."""

    p99_mg: int | None
    """99 of 100 approved actions of this methodology and kind are at most this."""


_ONE: Final = text("""
SELECT a.id, a.participant_id, a.version_id, a.day, a.installation_id, a.batch_id,
       a.participant_kind, c.operator, c.at
FROM action a JOIN chain_record c ON c.position = a.chain_position WHERE a.id = :id""")
_STEPS: Final = text("""
SELECT b.kind, b.operator, b.second_operator, d.reason, d.points, b.decided_at
FROM decision d JOIN decision_batch b ON b.id = d.batch_id
WHERE d.action_id = :id ORDER BY d.id""")
_NEAR: Final = """
SELECT a.id, v.methodology, a.day, a.reduction_mg, a.state, a.flags
FROM action a JOIN methodology_version v ON v.id = a.version_id
WHERE a.participant_id = :person AND a.id != :id AND a.version_id = :version
  AND a.day BETWEEN :day - :days AND :day + :days {more}
ORDER BY ABS(a.day - :day), ABS(a.id - :id) LIMIT :most"""
_OF_PERSON: Final = text(_NEAR.format(more=""))
_OF_INSTALLATION: Final = text(
    _NEAR.format(more="AND a.installation_id = :installation")
)
_MEAN: Final = text("""
SELECT SUM(reduction_mg), COUNT(*) FROM action
WHERE participant_id = :person AND version_id = :version
  AND day BETWEEN :day - 90 AND :day AND id != :id AND state = 3""")
_LATEST: Final = text("""
SELECT reduction_mg FROM action
WHERE version_id = :version AND participant_kind = :kind AND state = 3
ORDER BY id DESC LIMIT 10000""")


def record(session: Session, action_id: int, most: int = 20) -> Record:
    """What stands beside one action.

    Raises:
        UserError: ACTION_UNKNOWN.
    """
    row = session.execute(_ONE, {"id": action_id}).first()
    if row is None:
        raise UserError("ACTION_UNKNOWN", value=id_text(action_id))
    _, person, version, day, installation, batch, kind, operator, at = row
    binds = {"id": action_id, "person": person, "version": version, "day": day}
    near = {**binds, "most": most}
    files = [*files_of(session, "action", action_id)]
    if batch:
        files += files_of(session, "batch", batch)
    steps = [History(*step) for step in session.execute(_STEPS, {"id": action_id})]
    beside: tuple[Neighbour, ...] = ()
    if installation:
        wide = {**near, "days": 4000, "installation": installation}
        beside = tuple(_neighbours(session, _OF_INSTALLATION, wide))
    total, count = session.execute(_MEAN, binds).one()
    return Record(
        action_id,
        tuple(files),
        (History("logged", operator, "", "", 0, at), *steps),
        tuple(_neighbours(session, _OF_PERSON, {**near, "days": 90})),
        beside,
        round(Fraction(total, count)) if count else None,
        _p99(session, {"version": version, "kind": kind}),
    )


def _neighbours(
    session: Session, query: Any, binds: Mapping[str, Any]
) -> Iterator[Neighbour]:
    for number, methodology, day, mg, state, flags in session.execute(query, binds):
        words = tuple(flags.split(",")) if flags else ()
        name = State(state).name.lower()
        yield Neighbour(number, methodology, day, mg, name, words)


def _p99(session: Session, binds: Mapping[str, Any]) -> int | None:
    """Of the latest ten thousand, which is as good and always quick."""
    amounts = sorted(session.scalars(_LATEST, binds))
    return amounts[(99 * len(amounts) - 1) // 100] if amounts else None
