"""Ride orders and clothing sheets, as a plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.actions import sums
from carbon_points.actions.events import judge_events
from carbon_points.actions.intake import Candidates
from carbon_points.actions.intake import Outcome
from carbon_points.actions.models import Action
from carbon_points.actions.staging import action_rows
from carbon_points.actions.staging import copy
from carbon_points.actions.staging import stage
from carbon_points.actions.staging import Stamp
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.exchange.owners import by_number
from carbon_points.exchange.owners import owners_of
from carbon_points.exchange.owners import riders
from carbon_points.exchange.plan import Counted
from carbon_points.exchange.plan import Written
from carbon_points.exchange.refusals import refusal_problems
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Judged
    from carbon_points.actions.staging import Staged
    from carbon_points.common.problems import Problem
    from carbon_points.exchange.plan import Desk
    from carbon_points.exchange.readers import Parsed
    from carbon_points.methodology.contract import Methodology
    from carbon_points.participants.queries import Found


class EventPlan:
    """Events that would be recorded; they wait in ``stage``."""

    def __init__(
        self,
        counted: Counted,
        problems: Sequence[Problem],
        staged: Staged,
        first_id: int,
    ) -> None:
        self.counted = counted
        self.problems = problems
        self._staged = staged
        self._first_id = first_id

    def write(
        self, session: Session, desk: Desk, position: int, batch_id: int
    ) -> Written:
        """Copy what is staged, and count it as waiting."""
        del desk
        copy(session, batch_id, position)
        sums.added(session, position, self._first_id)
        return Written((), (self._staged.part,))


def plan_rides(session: Session, desk: Desk, parsed: Parsed) -> EventPlan:
    """Ride orders of one operator."""
    found, problems = riders(session, parsed)
    rows, columns = _owned(found, parsed)
    operator = parsed.extra["operator"]
    refs = [f"{operator}:{number}" for number in columns.pop("order_no")]
    methodology = desk.rulebook.methodology("cycling")
    inputs = {
        "vehicle": _words(methodology, "vehicle", columns["vehicle"]),
        "start": columns["start"],
        "end": columns["end"],
        "distance_m": columns["distance_m"],
        "evidence": _one_word(methodology, "evidence", "operator_order", len(rows)),
        "evidence_ref": refs,
    }
    return _plan(session, desk, methodology, (found, rows, inputs, refs), problems)


def plan_clothing(session: Session, desk: Desk, parsed: Parsed) -> EventPlan:
    """A weigh-in sheet: verified scale, mixed destination, tier 1.

    The sheet has no receipt numbers, so the same person, date, point and mass are the
    same drop-off. The person stands in the key as a record id: an ID number would be
    one more readable copy of it.
    """
    found, problems = by_number(session, desk, parsed, "person", "UNKNOWN_PERSON")
    rows, columns = _owned(found, parsed)
    methodology = desk.rulebook.methodology("clothing_reuse")
    people = [id_text(owner.participant_id) for owner in found if owner is not None]
    refs = [
        f"{person}|{from_day_number(int(day)).isoformat()}|{point}|{mass}"
        for person, day, point, mass in zip(
            people, columns["date"], columns["point"], columns["mass_g"], strict=True
        )
    ]
    inputs = {
        "date": columns["date"],
        "weighing": _one_word(methodology, "weighing", "scale", len(rows)),
        "destination": _one_word(methodology, "destination", "mixed", len(rows)),
        "mass_g": columns["mass_g"],
        "evidence_ref": refs,
    }
    return _plan(session, desk, methodology, (found, rows, inputs, refs), problems)


def _owned(
    found: Sequence[Found | None], parsed: Parsed
) -> tuple[list[int], dict[str, Any]]:
    """Row numbers and columns of the rows that belong to somebody."""
    places = [place for place, owner in enumerate(found) if owner is not None]
    if len(places) == len(found):
        columns = dict(parsed.columns)
        return [int(row) for row in parsed.numbers], columns
    index = np.asarray(places, dtype=np.int64)
    columns = {
        name: column[index]
        if isinstance(column, np.ndarray)
        else [column[place] for place in places]
        for name, column in parsed.columns.items()
    }
    return [int(parsed.numbers[place]) for place in places], columns


def _words(methodology: Methodology, field: str, words: Sequence[str]) -> Any:
    """A column of code words as positions in the field's choices."""
    declared = {f.name: f for f in methodology.current.fields}[field]
    place = {word: index for index, word in enumerate(declared.choices)}
    return np.fromiter((place[word] for word in words), dtype=np.int64)


def _one_word(methodology: Methodology, field: str, word: str, size: int) -> Any:
    """A column that holds the same word in every row."""
    declared = {f.name: f for f in methodology.current.fields}[field]
    return np.full(size, declared.choices.index(word), dtype=np.int64)


def _plan(
    session: Session,
    desk: Desk,
    methodology: Methodology,
    read: tuple[Sequence[Found | None], Sequence[int], Mapping[str, Any], list[str]],
    problems: list[Problem],
) -> EventPlan:
    found, rows, inputs, refs = read
    owners = owners_of([owner for owner in found if owner is not None])
    candidates = Candidates(methodology, owners, inputs, refs, rows)
    judged = judge_events(session, desk.rulebook, candidates, desk.as_of, desk.progress)
    first_id = next_id(session, Action, desk.db.desk)
    stamp = Stamp(
        desk.rulebook.version_id(methodology),
        desk.rulebook.factor_set_id,
        desk.as_of_number,
    )
    staged = stage(session, action_rows(first_id, owners, judged, stamp, rows))
    refused = refusal_problems(desk, candidates, judged)
    return EventPlan(count(judged), [*problems, *refused], staged, first_id)


def count(judged: Judged) -> Counted:
    """The figures of some verdicts."""
    outcomes = Counter(judged.outcome)
    accepted = outcomes[int(Outcome.ACCEPTED)]
    return Counted(
        accepted=accepted,
        duplicates=outcomes[int(Outcome.DUPLICATE)],
        not_creditable=outcomes[int(Outcome.NOT_CREDITABLE)],
        flagged=sum(
            1
            for flags, outcome in zip(judged.flags, judged.outcome, strict=True)
            if flags and outcome == Outcome.ACCEPTED
        ),
        actions=accepted,
        reduction_mg=sum(judged.reduction_mg),
    )
