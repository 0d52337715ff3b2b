"""Judging a file's events: duplicates first, then the methodology, in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from carbon_points.actions.columns_path import judge_columns
from carbon_points.actions.columns_path import NotVectorisableError
from carbon_points.actions.intake import Judged
from carbon_points.actions.intake import Outcome
from carbon_points.actions.intake import pack_context
from carbon_points.actions.prior import known_keys
from carbon_points.actions.prior import load_prior
from carbon_points.actions.prior import PriorAction
from carbon_points.actions.rows_path import base_context
from carbon_points.actions.rows_path import GRADE_NUMBER
from carbon_points.actions.rows_path import History
from carbon_points.actions.rows_path import judge
from carbon_points.actions.rows_path import trip_context
from carbon_points.actions.rules import key_digest
from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.inputs import pack_columns
from carbon_points.methodology.inputs import unpack_inputs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from carbon_points.actions.columns_path import ColumnsResult
    from carbon_points.actions.intake import Candidates
    from carbon_points.actions.intake import Verdict
    from carbon_points.actions.prior import KnownKey
    from carbon_points.common.progress import Progress
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook

_FEW = 200
"""Below this many rows the row path is quicker than preparing arrays."""

_encode = msgspec.msgpack.Encoder().encode


def judge_events(
    session: Session,
    rulebook: Rulebook,
    candidates: Candidates,
    as_of: dt.date,
    progress: Progress,
) -> Judged:
    """The verdict on each candidate, in the order of registration."""
    keyed = _Keyed.of(session, candidates)
    fresh = keyed.fresh
    chosen = candidates if len(fresh) == len(candidates) else take(candidates, fresh)
    days = statistics_days(candidates.methodology, chosen.columns)
    if len(chosen) == 0:
        judged = _empty()
    else:
        digests = [keyed.digests[row] for row in keyed.fresh]
        bench = _Bench(rulebook, chosen, digests, keyed.conflicts, as_of)
        blobs = [keyed.packed[row] for row in keyed.fresh]
        judged = bench.judge(session, days, blobs, progress)
    return judged if chosen is candidates else _spread(judged, keyed)


def statistics_days(
    methodology: Methodology, columns: Mapping[str, Any]
) -> NDArray[np.int64]:
    """The local day number on which each action counts."""
    name = methodology.dated_by
    column = np.asarray(columns[name], dtype=np.int64)
    kinds = {declared.name: declared.type for declared in methodology.current.fields}
    if kinds[name] is FieldType.MOMENT:
        days: NDArray[np.int64] = (column + OFFSET_S) // DAY_S
        return days
    return column - 1 if name == "period_end" else column


def take(candidates: Candidates, rows: Sequence[int]) -> Candidates:
    """Some of the candidates, in the given order."""
    owners = candidates.owners
    return type(candidates)(
        candidates.methodology,
        type(owners)(
            *(
                _pick(column, rows)
                for column in (
                    owners.participant_id,
                    owners.kind,
                    owners.subdistrict_id,
                    owners.community_id,
                )
            )
        ),
        {name: _pick(column, rows) for name, column in candidates.columns.items()},
        _pick(candidates.evidence_ref, rows),
        _pick(candidates.source_row, rows),
    )


def _pick(column: Any, rows: Sequence[int]) -> Any:
    if isinstance(column, np.ndarray):
        return column[np.asarray(rows, dtype=np.int64)]
    return [column[row] for row in rows]


@dataclass
class _Keyed:
    """Natural keys of the candidates, and what has the same key already."""

    digests: list[int]
    packed: list[bytes]
    fresh: list[int]
    """Rows that are no duplicates."""

    conflicts: dict[int, list[int]] = field(default_factory=dict)
    """Place in `fresh`: earlier places with the same key and other content, -1 for
    a live action in the database."""

    @classmethod
    def of(cls, session: Session, candidates: Candidates) -> _Keyed:
        packed = pack_columns(candidates.methodology.current, candidates.columns)
        name = candidates.methodology.id
        digests = [key_digest(name, ref) for ref in candidates.evidence_ref]
        keyed = cls(digests, packed, [])
        known = known_keys(session, digests)
        if not known and len(set(digests)) == len(digests):
            keyed.fresh = list(range(len(digests)))
        else:
            keyed._sort_out(candidates, known)
        return keyed

    def _sort_out(
        self, candidates: Candidates, known: Mapping[int, Sequence[KnownKey]]
    ) -> None:
        owners = candidates.owners.participant_id
        fresh = self.fresh
        counts = Counter(self.digests)
        seen: dict[int, list[int]] = {}
        for row, digest in enumerate(self.digests):
            if counts[digest] == 1 and digest not in known:
                fresh.append(row)
                continue
            content = (owners[row], self.packed[row])
            stored = known.get(digest, ())
            earlier = seen.get(digest, [])
            if any((k.participant_id, k.inputs) == content for k in stored) or any(
                (owners[fresh[place]], self.packed[fresh[place]]) == content
                for place in earlier
            ):
                continue
            place = len(fresh)
            fresh.append(row)
            rivals = earlier + [-1] * any(k.live for k in stored)
            if rivals:
                self.conflicts[place] = list(rivals)
            seen[digest] = [*earlier, place]


@dataclass(frozen=True)
class _Bench:
    """Candidates without duplicates, with everything that decides about them."""

    rulebook: Rulebook
    chosen: Candidates
    digests: Sequence[int]
    conflicts: Mapping[int, Sequence[int]]
    as_of: dt.date

    def judge(
        self,
        session: Session,
        days: NDArray[np.int64],
        packed: list[bytes],
        progress: Progress,
    ) -> Judged:
        methodology = self.chosen.methodology
        span = (int(days.min()), int(days.max()))
        people = {int(owner) for owner in self.chosen.owners.participant_id}
        prior = load_prior(session, self.rulebook, methodology, people, span)
        if methodology.current.assess_columns and len(self.chosen) >= _FEW:
            result = self._try_columns(prior, days)
            if result is not None:
                return _from_columns(self, result, days, packed)
        return _RowByRow(self, prior).judge(days, packed, progress)

    def _try_columns(
        self, prior: Sequence[PriorAction], days: NDArray[np.int64]
    ) -> ColumnsResult | None:
        register = self.rulebook.register(self.chosen.methodology.id)
        try:
            return judge_columns(
                self.chosen, prior, days, self.conflicts, register, self.as_of
            )
        except NotVectorisableError:
            return None


class _RowByRow:
    """The explaining path over a whole file."""

    def __init__(self, bench: _Bench, prior: Sequence[PriorAction]) -> None:
        self._chosen = bench.chosen
        self._register = bench.rulebook.register(bench.chosen.methodology.id)
        self._history = History(bench.chosen.methodology, prior)
        self._conflicts = bench.conflicts
        self._as_of = bench.as_of
        self._accepted: set[int] = set()

    def judge(
        self, days: NDArray[np.int64], packed: Sequence[bytes], progress: Progress
    ) -> Judged:
        verdicts: list[Verdict] = []
        details: dict[int, Mapping[str, str]] = {}
        for place, blob in enumerate(packed):
            if place % 1000 == 0:
                progress.step(place, len(packed))
            verdict, named = self._one(place, int(days[place]), blob)
            verdicts.append(verdict)
            if named:
                details[place] = named
        return columns_of(verdicts, details)

    def _one(
        self, place: int, day: int, blob: bytes
    ) -> tuple[Verdict, Mapping[str, str]]:
        chosen = self._chosen
        methodology = chosen.methodology
        person = int(chosen.owners.participant_id[place])
        inputs = unpack_inputs(methodology.current, blob)
        context = base_context(self._as_of, int(chosen.owners.kind[place]))
        context.update(self._history.context(person, day))
        trip = self._trip(place)
        if trip:
            context.update(trip_context(self._history.overlapping(person, *trip)[:1]))
        rivals = self._conflicts.get(place, ())
        if any(rival < 0 or rival in self._accepted for rival in rivals):
            context["prior_refs"] = [inputs["evidence_ref"]]
        verdict, details = judge(
            methodology, self._register, inputs, blob, context, day
        )
        if verdict.outcome is Outcome.ACCEPTED:
            self._accepted.add(place)
            self._history.add(PriorAction(person, day, verdict.credited, 0, trip))
        return verdict, details

    def _trip(self, place: int) -> tuple[int, int] | None:
        names = self._chosen.methodology.overlap
        if names is None:
            return None
        start, end = (int(self._chosen.columns[name][place]) for name in names)
        return start, end


def columns_of(
    verdicts: Sequence[Verdict], details: Mapping[int, Mapping[str, str]] | None = None
) -> Judged:
    """Single verdicts as columns."""
    return Judged(
        [int(v.outcome) for v in verdicts],
        [v.day for v in verdicts],
        [v.grade for v in verdicts],
        [v.inputs for v in verdicts],
        [v.context for v in verdicts],
        [v.key_digest for v in verdicts],
        [v.reduction_mg for v in verdicts],
        [v.credited for v in verdicts],
        [v.flags for v in verdicts],
        [v.code for v in verdicts],
        details or {},
    )


def _empty() -> Judged:
    return columns_of([])


def _from_columns(
    bench: _Bench,
    result: ColumnsResult,
    days: NDArray[np.int64],
    packed: list[bytes],
) -> Judged:
    answer, chosen = result.assessed, bench.chosen
    refused = answer.code != 0
    return Judged(
        np.where(refused, int(Outcome.NOT_CREDITABLE), 0).tolist(),
        days.tolist(),
        _grades(chosen, len(packed)),
        packed,
        _contexts(chosen, result),
        bench.digests,
        np.where(refused, 0, answer.reduction_mg).tolist(),
        np.where(refused, 0, answer.credited).tolist(),
        _flag_texts(np.where(refused, 0, answer.flags), answer.flag_names),
        _named(answer.code, ("", *answer.codes)),
    )


def _grades(chosen: Candidates, size: int) -> list[int]:
    methodology = chosen.methodology
    default = GRADE_NUMBER[methodology.default_grade.value]
    if not methodology.grade_field:
        return [default] * size
    declared = {f.name: f for f in methodology.current.fields}[methodology.grade_field]
    words = [
        GRADE_NUMBER[methodology.grade({declared.name: word}).value]
        for word in declared.choices
    ]
    table = np.asarray([*words, default], dtype=np.int64)
    index = np.asarray(chosen.columns[declared.name], dtype=np.int64)
    grades: list[int] = table[index].tolist()
    return grades


def _contexts(chosen: Candidates, result: ColumnsResult) -> list[bytes]:
    tallies = chosen.methodology.tallies
    columns = [result.context[tally.name].tolist() for tally in tallies]
    packed = [_encode(row) for row in zip(*columns, strict=True)] if columns else []
    if not columns:
        packed = [_encode([])] * len(chosen)
    extra = {row: trip_context([trip]) for row, trip in result.trips.items()}
    for row in result.duplicates:
        extra.setdefault(row, {})["prior_refs"] = [chosen.evidence_ref[row]]
    for row, more in extra.items():
        context = {t.name: c[row] for t, c in zip(tallies, columns, strict=True)}
        packed[row] = pack_context(tallies, {**context, **more})
    return packed


def _named(index: NDArray[np.int64], names: Sequence[str]) -> list[str]:
    table = np.asarray(names, dtype=object)
    named: list[str] = table[index].tolist()
    return named


def _flag_texts(bits: NDArray[np.int64], names: Sequence[str]) -> list[str]:
    values, inverse = np.unique(bits, return_inverse=True)
    texts = [
        ",".join(sorted(name for i, name in enumerate(names) if value >> i & 1))
        for value in values.tolist()
    ]
    return _named(inverse.astype(np.int64), texts)


def _spread(judged: Judged, keyed: _Keyed) -> Judged:
    """The verdicts of the fresh rows put back among the duplicates."""
    size, fresh = len(keyed.digests), keyed.fresh

    def spread(values: Sequence[Any], otherwise: Sequence[Any]) -> list[Any]:
        column = list(otherwise)
        for place, row in enumerate(fresh):
            column[row] = values[place]
        return column

    zeros, nothing = [0] * size, [""] * size
    return Judged(
        spread(judged.outcome, [int(Outcome.DUPLICATE)] * size),
        spread(judged.day, zeros),
        spread(judged.grade, zeros),
        keyed.packed,
        spread(judged.context, [b""] * size),
        keyed.digests,
        spread(judged.reduction_mg, zeros),
        spread(judged.credited, zeros),
        spread(judged.flags, nothing),
        spread(judged.code, nothing),
        {fresh[place]: named for place, named in judged.details.items()},
    )
