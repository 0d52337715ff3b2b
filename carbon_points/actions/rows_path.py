"""Judging one row after the other: the explaining path, for every methodology."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.actions.intake import Outcome
from carbon_points.actions.intake import pack_context
from carbon_points.actions.intake import Verdict
from carbon_points.actions.rules import key_digest
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.methodology.contract import Measure
from carbon_points.methodology.contract import Per
from carbon_points.methodology.contract import Rejection

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Mapping

    from carbon_points.actions.prior import PriorAction
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import Register
    from carbon_points.methodology.contract import Tally

GRADE_NUMBER = {"measured": 0, "documented": 1, "declared": 2}
KIND_NAME = ("resident", "sme")


class History:
    """Credited actions of participants under one methodology, in registration order."""

    def __init__(self, methodology: Methodology, prior: Iterable[PriorAction]) -> None:
        self._methodology = methodology
        self._by_participant: dict[int, list[PriorAction]] = defaultdict(list)
        for action in prior:
            self.add(action)

    def add(self, action: PriorAction) -> None:
        """Count one more credited action."""
        self._by_participant[action.participant_id].append(action)

    def context(
        self, participant_id: int, day: int, installation_id: int = 0
    ) -> dict[str, int]:
        """The tallies for a new action of this day."""
        earlier = self._by_participant.get(participant_id, ())
        return {
            tally.name: _tally(tally, earlier, day, installation_id)
            for tally in self._methodology.tallies
        }

    def overlapping(
        self, participant_id: int, start: int, end: int
    ) -> list[tuple[int, int]]:
        """Earlier credited trips that share time with [start, end)."""
        return [
            action.trip
            for action in self._by_participant.get(participant_id, ())
            if action.trip and start < action.trip[1] and action.trip[0] < end
        ]


def _tally(
    tally: Tally, earlier: Iterable[PriorAction], day: int, installation_id: int
) -> int:
    if tally.per is Per.OTHERS:
        latest = {
            action.installation_id: action.credited
            for action in earlier
            if action.installation_id != installation_id
        }
        return sum(latest.values())
    counted = [action for action in earlier if _within(tally, action.day, day)]
    if tally.measure is Measure.COUNT:
        return len(counted)
    return sum(action.credited for action in counted)


def _within(tally: Tally, earlier: int, day: int) -> bool:
    if tally.per is Per.DAY:
        return earlier == day
    if tally.per is Per.YEAR:
        return from_day_number(earlier).year == from_day_number(day).year
    return 0 <= day - earlier < tally.days


def trip_context(trips: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """Overlapping trips as a methodology's context holds them."""
    rows = [
        {"start": local_moment(start).isoformat(), "end": local_moment(end).isoformat()}
        for start, end in trips
    ]
    return {"prior_trips": rows} if rows else {}


def judge(
    methodology: Methodology,
    register: Register,
    inputs: Mapping[str, Any],
    packed: bytes,
    context: Mapping[str, Any],
    day: int,
) -> tuple[Verdict, Mapping[str, str]]:
    """The verdict on one action, and what the sentence of a refusal names."""
    answer = methodology.current.assess(inputs, context, register)
    stored = pack_context(methodology.tallies, context)
    key = key_digest(methodology.id, str(inputs.get("evidence_ref", "")))
    grade = GRADE_NUMBER[methodology.grade(inputs).value]
    if isinstance(answer, Rejection):
        verdict = Verdict(
            Outcome.NOT_CREDITABLE, day, grade, packed, stored, key, code=answer.code
        )
        return verdict, answer.details
    verdict = Verdict(
        Outcome.ACCEPTED,
        day,
        grade,
        packed,
        stored,
        key,
        int(answer.reduction),
        answer.credited,
        ",".join(answer.flags),
    )
    return verdict, {}


def base_context(as_of: dt.date, kind: int) -> dict[str, Any]:
    """The part of the context that every action has."""
    return {"as_of": as_of.isoformat(), "participant_kind": KIND_NAME[kind]}
