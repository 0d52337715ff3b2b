"""Judging a file's events: duplicates first, then the methodology, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.actions.columns_path import judge_columns
from carbon_points.actions.columns_path import NotVectorisableError
from carbon_points.actions.contexts import PackedContexts
from carbon_points.actions.intake import Judged
from carbon_points.actions.intake import Outcome
from carbon_points.actions.keyed import Keyed
from carbon_points.actions.prior import load_prior
from carbon_points.actions.prior import PriorAction
from carbon_points.actions.rows_path import base_context
from carbon_points.actions.rows_path import GRADE_NUMBER
from carbon_points.actions.rows_path import History
from carbon_points.actions.rows_path import judge
from carbon_points.actions.rows_path import trip_context
from carbon_points.common.days import DAY_S
from carbon_points.common.days import OFFSET_S
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.inputs import PackedRows
from carbon_points.methodology.inputs import unpack_inputs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from carbon_points.actions.columns_path import ColumnsResult
    from carbon_points.actions.intake import Candidates
    from carbon_points.actions.intake import Verdict
    from carbon_points.common.progress import Progress
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook

_FEW = 200
"""Below this many rows the row path is quicker than preparing arrays."""


def judge_events(
    session: Session,
    rulebook: Rulebook,
    candidates: Candidates,
    as_of: dt.date,
    progress: Progress,
) -> tuple[Candidates, Judged]:
    """The candidates that are no duplicates, and the verdict on each of them.

    They are judged in the order of registration.
    """
    keyed = Keyed.of(session, candidates)
    fresh = candidates.take(keyed.fresh)
    if len(fresh) == 0:
        return fresh, columns_of([])
    digests = keyed.digests[keyed.fresh]
    bench = _Bench(rulebook, fresh, digests, keyed.conflicts, as_of)
    return fresh, bench.judge(session, progress)


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


@dataclass(frozen=True)
class _Bench:
    """Candidates without duplicates, with everything that decides about them."""

    rulebook: Rulebook
    chosen: Candidates
    digests: NDArray[np.int64]
    conflicts: Mapping[int, Sequence[int]]
    as_of: dt.date

    def judge(self, session: Session, progress: Progress) -> Judged:
        methodology = self.chosen.methodology
        days = statistics_days(methodology, self.chosen.columns)
        span = (int(days.min()), int(days.max()))
        people = set(np.asarray(self.chosen.owners.participant_id).tolist())
        prior = load_prior(session, self.rulebook, methodology, people, span)
        packed = PackedRows(methodology.current, self.chosen.columns)
        if methodology.current.assess_columns and len(self.chosen) >= _FEW:
            result = self._try_columns(prior, days)
            if result is not None:
                return _from_columns(self, result, days, packed)
        return _RowByRow(self, prior).judge(days, packed[:], progress)

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

    def numbers(values: Iterable[int]) -> NDArray[np.int64]:
        return np.fromiter(values, np.int64, len(verdicts))

    return Judged(
        numbers(int(v.outcome) for v in verdicts),
        numbers(v.day for v in verdicts),
        numbers(v.grade for v in verdicts),
        [v.inputs for v in verdicts],
        [v.context for v in verdicts],
        numbers(v.key_digest for v in verdicts),
        numbers(v.reduction_mg for v in verdicts),
        numbers(v.credited for v in verdicts),
        [v.flags for v in verdicts],
        [v.code for v in verdicts],
        details or {},
    )


def _from_columns(
    bench: _Bench, result: ColumnsResult, days: NDArray[np.int64], packed: PackedRows
) -> Judged:
    answer, chosen = result.assessed, bench.chosen
    refused = answer.code != 0
    return Judged(
        np.where(refused, int(Outcome.NOT_CREDITABLE), int(Outcome.ACCEPTED)),
        days,
        _grades(chosen, len(packed)),
        packed,
        PackedContexts.of(chosen, result),
        bench.digests,
        np.where(refused, 0, answer.reduction_mg),
        np.where(refused, 0, answer.credited),
        _flag_texts(np.where(refused, 0, answer.flags), answer.flag_names),
        _named(answer.code, ("", *answer.codes)),
    )


def _grades(chosen: Candidates, size: int) -> NDArray[np.int64]:
    methodology = chosen.methodology
    default = GRADE_NUMBER[methodology.default_grade.value]
    if not methodology.grade_field:
        return np.full(size, default, dtype=np.int64)
    declared = {f.name: f for f in methodology.current.fields}[methodology.grade_field]
    words = [
        GRADE_NUMBER[methodology.grade({declared.name: word}).value]
        for word in declared.choices
    ]
    table = np.asarray([*words, default], dtype=np.int64)
    index = np.asarray(chosen.columns[declared.name], dtype=np.int64)
    return table[index]


def _named(index: NDArray[np.int64], names: Sequence[str]) -> Any:
    return np.asarray(names, dtype=object)[index]


def _flag_texts(bits: NDArray[np.int64], names: Sequence[str]) -> Any:
    values, inverse = np.unique(bits, return_inverse=True)
    texts = [
        ",".join(sorted(name for i, name in enumerate(names) if value >> i & 1))
        for value in values.tolist()
    ]
    return _named(inverse.astype(np.int64), texts)
