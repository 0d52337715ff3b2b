"""Looking at everything that waits at once, for what makes it worth a question."""

from __future__ import annotations

import struct
from collections import defaultdict
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import text

from carbon_points.actions.replacing import LOGGED_AT
from carbon_points.audit.risks import by_action
from carbon_points.audit.risks import Risk
from carbon_points.audit.risks import risks
from carbon_points.audit.risks import Seen
from carbon_points.audit.risks import similar
from carbon_points.common.collecting import undisturbed
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.evidence.photos import prints
from carbon_points.methodology.contract import FactorNotFoundError
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.rulebook.service import Rulebook

_ARRAY32: Final = 0xDD
_decode: Final = msgspec.msgpack.Decoder(list[list[Any]]).decode
_KINDS: Final = ("resident", "sme")

_WAITING: Final = f"""
SELECT a.id, a.participant_id, a.participant_kind, a.version_id, a.day, a.reduction_mg,
       a.flags, a.inputs, a.installation_id, a.batch_id, a.source_row, c.operator, c.at
FROM action a INDEXED BY ix_action_waiting
JOIN chain_record c ON c.position = {LOGGED_AT}
WHERE a.state IN (1, 2) ORDER BY a.id"""  # noqa: S608  (constants)
_BEFORE: Final = """
SELECT DISTINCT a.id, a.participant_id, a.participant_kind, a.version_id, a.day,
       a.reduction_mg, a.flags, a.inputs, a.installation_id, a.batch_id, a.source_row,
       '', 0
FROM action w INDEXED BY ix_action_waiting
JOIN action a ON a.participant_id = w.participant_id AND a.version_id = w.version_id
WHERE w.state IN (1, 2) AND w.installation_id NOT NULL
  AND a.installation_id = w.installation_id AND a.state IN (0, 3)"""
_SAME_DAY: Final = f"""
SELECT a.id, a.participant_id, a.participant_kind, a.version_id, a.day, a.reduction_mg,
       a.flags, a.inputs, a.installation_id, a.batch_id, a.source_row, c.operator, c.at
FROM (
    SELECT DISTINCT participant_id, day FROM action INDEXED BY ix_action_waiting
    WHERE state IN (1, 2) AND installation_id IS NULL
) w
CROSS JOIN action a INDEXED BY ix_action_participant
  ON a.participant_id = w.participant_id AND a.version_id IN ({{versions}})
  AND a.day = w.day
JOIN chain_record c ON c.position = {LOGGED_AT}
WHERE a.state = 3 AND a.installation_id IS NULL"""  # noqa: S608  (constants)
"""What was approved already of those days and people, whatever the methodology."""

_LINKED: Final = text("""
SELECT l.subject_id, l.evidence_id FROM evidence_link l
WHERE l.subject_kind = 'action' AND l.evidence_id IN (
    SELECT n.evidence_id FROM evidence_link n JOIN action a ON a.id = n.subject_id
    WHERE n.subject_kind = 'action' AND a.state IN (1, 2))
ORDER BY 2, 1""")
_PROVEN: Final = text("""
SELECT l.evidence_id, l.subject_id FROM evidence_link l
JOIN evidence_photo p ON p.evidence_id = l.evidence_id AND p.print64 NOT NULL
JOIN action a ON a.id = l.subject_id
WHERE l.subject_kind = 'action' AND a.state <= 3""")
_LIVE: Final = text("""
SELECT l.subject_id FROM evidence_link l JOIN action a ON a.id = l.subject_id
WHERE l.subject_kind = 'action' AND l.evidence_id = :evidence AND a.state <= 3""")


_STATE: Final = text(
    "SELECT (SELECT MAX(position) FROM chain_record),"
    " (SELECT COUNT(*) FROM evidence_photo)"
)
_latest: Final[WeakKeyDictionary[Any, tuple[Any, Mapping[int, tuple[Risk, ...]]]]] = (
    WeakKeyDictionary()
)
"""The last answer of each database: an auditor marks hundreds between two changes."""


def screen(session: Session, book: Rulebook) -> Mapping[int, tuple[Risk, ...]]:
    """The questions about each action that waits; those without any are left out.

    They can change only with the chain, or when somebody looked at more photos.
    """
    # Engines of reading and writing differ; their pool of connections is one.
    pool, state = session.connection().engine.pool, tuple(session.execute(_STATE).one())
    known, found = _latest.get(pool, (None, {}))
    if known != state:
        with undisturbed():
            found = _screened(session, book)
        _latest[pool] = (state, found)
    return found


def _screened(session: Session, book: Rulebook) -> dict[int, tuple[Risk, ...]]:
    raw: Any = session.connection().connection.driver_connection
    rows = raw.execute(_WAITING).fetchall()
    seen = list(_seen(book, rows, waiting=True))
    if any(row[8] for row in rows):
        seen += _seen(book, raw.execute(_BEFORE).fetchall(), waiting=False)
    if any(row[8] is None for row in rows):
        versions = ", ".join(map(str, book.versions))
        same_day = raw.execute(_SAME_DAY.format(versions=versions)).fetchall()
        seen += _seen(book, same_day, waiting=False)
    waiting = {row[0] for row in rows}
    found = risks(seen)
    found += (r for r in _same_files(session) if r.action_id in waiting)
    found += (r for r in _similar_photos(session) if r.action_id in waiting)
    return by_action(found)


def _seen(book: Rulebook, rows: Sequence[Any], *, waiting: bool) -> Iterator[Seen]:
    """What the rules compare, version by version."""
    by_version: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_version[row[3]].append(row)
    for version_id, own in by_version.items():
        if version_id not in book.versions:
            continue
        reader = _Reader(book, *book.versions[version_id])
        for row, inputs in zip(own, _inputs([row[7] for row in own]), strict=True):
            if inputs:
                yield reader.seen(row, inputs, waiting=waiting)


def _inputs(blobs: Sequence[bytes]) -> Sequence[list[Any]]:
    """Stored inputs, taken apart together; what cannot be read is empty."""
    head = struct.pack(">BI", _ARRAY32, len(blobs))
    try:
        return _decode(head + b"".join(blobs))
    except msgspec.DecodeError:
        if len(blobs) == 1:
            return [[]]  # the chain and the recalculation say so
        return [inputs for blob in blobs for inputs in _inputs([blob])]


class _Reader:
    """Where the fields of one methodology version stand in its stored inputs."""

    def __init__(
        self, book: Rulebook, methodology: Methodology, version: MethodologyVersion
    ) -> None:
        self._register = book.register(methodology.id)
        places = {field.name: place for place, field in enumerate(version.fields)}
        self._amount = next(
            (
                (place, field)
                for place, field in enumerate(version.fields)
                if field.limit and field.type is FieldType.INTEGER
            ),
            None,
        )
        self._unit = self._amount[1].unit if self._amount is not None else ""
        self._moments = [places[name] for name in methodology.overlap or ()]
        self._metered = methodology.kind is Kind.INSTALLATION
        self._period = [places.get(name) for name in ("period_start", "period_end")]
        self._reference = places.get("evidence_ref")
        self._limits: dict[tuple[int, int], int] = {}

    def seen(self, row: Any, inputs: list[Any], *, waiting: bool) -> Seen:
        """One stored action as the rules compare it."""
        number, person, kind, version, day, mg, flags = row[:7]
        installation, batch, line, operator, at = row[8:]
        amount = limit = 0
        if self._amount is not None and not self._metered:
            place, field = self._amount
            amount = inputs[place] or 0
            limit = self._limit(field, kind, day)
        start, end = [inputs[place] for place in self._moments] or (None, None)
        said = inputs[self._reference] if self._reference is not None else ""
        slip = said if isinstance(said, str) else ""
        point, source = _place(slip, batch, operator)
        return Seen(
            number,
            person,
            kind,
            version,
            day,
            mg,
            flags,
            amount,
            limit,
            source,
            slip,
            point,
            batch or 0,
            line,
            start,
            end,
            None if batch or local_day(at) != day else at,
            installation,
            self._days(inputs),
            waiting,
            self._unit,
        )

    def _limit(self, field: Field, kind: int, day: int) -> int:
        known = self._limits.get((kind, day))
        if known is None:
            date = from_day_number(day)
            known = 0
            for name in (f"{field.limit}_{_KINDS[kind]}", field.limit):
                try:
                    known = int(self._register.limit(name, date))
                except FactorNotFoundError:
                    continue
                break
            self._limits[kind, day] = known
        return known

    def _days(self, inputs: list[Any]) -> int:
        first, last = self._period
        if first is None or last is None or not self._metered:
            return 0
        return int(inputs[last] or 0) - int(inputs[first] or 0)


def _place(slip: str, batch: int | None, operator: str) -> tuple[str, str]:
    """The collection point that a slip names, and who handed it in."""
    if slip.count("|") == 3:
        point = slip.split("|")[2]
        return point, point
    return "", f"{operator}·{batch or ''}"


def _same_files(session: Session) -> Iterator[Risk]:
    """Files that stand for more than one live action."""
    proves: dict[int, list[int]] = defaultdict(list)
    for action_id, evidence_id in session.execute(_LINKED):
        proves[evidence_id].append(action_id)
    for evidence_id, actions in proves.items():
        if len(actions) > 1:
            live = list(session.scalars(_LIVE, {"evidence": evidence_id}))
            if len(live) > 1:
                said = {"count": str(len(live))}
                for each in live:
                    others = tuple(a for a in live if a != each)
                    yield Risk(each, "SAME_FILE", others, said)


def _similar_photos(session: Session) -> Iterator[Risk]:
    """Different files that look nearly the same, for different actions."""
    pairs = list(similar(prints(session)))
    if not pairs:
        return
    proves: dict[int, set[int]] = defaultdict(set)
    for evidence_id, action_id in session.execute(_PROVEN):
        proves[evidence_id].add(action_id)
    for one, other in pairs:
        here, there = proves[one] - proves[other], proves[other] - proves[one]
        for mine, theirs in ((here, there), (there, here)):
            if theirs:
                others = tuple(sorted(theirs))
                yield from (Risk(each, "SIMILAR_PHOTO", others) for each in mine)
