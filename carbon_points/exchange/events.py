"""Ride orders and clothing sheets, as a plan."""

from __future__ import annotations

from typing import ClassVar
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
from carbon_points.exchange.owners import owned_by_number
from carbon_points.exchange.owners import riders
from carbon_points.exchange.plan import Counted
from carbon_points.exchange.plan import Written
from carbon_points.exchange.refusals import refusal_problems
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Judged
    from carbon_points.actions.intake import Numbers
    from carbon_points.actions.staging import Staged
    from carbon_points.common.problems import Problem
    from carbon_points.exchange.owners import Owned
    from carbon_points.exchange.plan import Desk
    from carbon_points.exchange.readers import Parsed
    from carbon_points.methodology.contract import Methodology


class EventPlan:
    """Events that would be recorded; they wait in ``stage``."""

    references: ClassVar = False

    def __init__(
        self,
        counted: Counted,
        problems: Sequence[Problem],
        staged: Staged,
    ) -> None:
        self.counted = counted
        self.problems = problems
        self._staged = staged

    def write(
        self, session: Session, desk: Desk, position: int, batch_id: int
    ) -> Written:
        """Copy what is staged, and count it as waiting."""
        del desk
        copy(session, self._staged, batch_id, position)
        sums.count(session, position, self._staged.cells)
        return Written((), (self._staged.part,))


def plan_rides(session: Session, desk: Desk, parsed: Parsed) -> EventPlan:
    """Ride orders of one operator."""
    owned = riders(session, parsed)
    columns = _of_places(parsed, owned.places)
    operator = parsed.extra["operator"]
    refs = [f"{operator}:{number}" for number in columns.pop("order_no")]
    methodology = desk.rulebook.methodology("cycling")
    inputs = {
        "vehicle": _words(methodology, "vehicle", columns["vehicle"]),
        "start": columns["start"],
        "end": columns["end"],
        "distance_m": columns["distance_m"],
        "evidence": _one_word(methodology, "evidence", "operator_order", len(refs)),
        "evidence_ref": refs,
    }
    return _plan(session, desk, parsed, (methodology, owned, inputs))


def plan_clothing(session: Session, desk: Desk, parsed: Parsed) -> EventPlan:
    """A weigh-in sheet: verified scale, mixed destination, tier 1.

    The sheet has no receipt numbers, so the same person, date, point and mass are the
    same drop-off. The person stands in the key as a record id: an ID number would be
    one more readable copy of it.
    """
    owned = owned_by_number(session, desk, parsed, "person", "UNKNOWN_PERSON")
    columns = _of_places(parsed, owned.places)
    methodology = desk.rulebook.methodology("clothing_reuse")
    people = owned.owners.participant_id
    refs = [
        f"{id_text(int(person))}|{from_day_number(int(day)).isoformat()}|{point}|{mass}"
        for person, day, point, mass in zip(
            people, columns["date"], columns["point"], columns["mass_g"], strict=True
        )
    ]
    inputs = {
        "date": columns["date"],
        "weighing": _one_word(methodology, "weighing", "scale", len(refs)),
        "destination": _one_word(methodology, "destination", "mixed", len(refs)),
        "mass_g": columns["mass_g"],
        "evidence_ref": refs,
    }
    return _plan(session, desk, parsed, (methodology, owned, inputs))


def _of_places(parsed: Parsed, places: NDArray[np.int64]) -> dict[str, Any]:
    """The columns of some of the rows."""
    if len(places) == len(parsed.numbers):
        return dict(parsed.columns)
    return {
        name: column[places]
        if isinstance(column, np.ndarray)
        else [column[place] for place in places.tolist()]
        for name, column in parsed.columns.items()
    }


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
    parsed: Parsed,
    read: tuple[Methodology, Owned, Mapping[str, Any]],
) -> EventPlan:
    methodology, owned, inputs = read
    fresh, judged = judge_events(
        session,
        desk.rulebook,
        Candidates(
            methodology,
            owned.owners,
            inputs,
            inputs["evidence_ref"],
            parsed.numbers[owned.places],
        ),
        desk.as_of,
        desk.progress,
    )
    refused = refusal_problems(desk, fresh, judged)
    counted = count(judged, fresh.source_row)
    known = np.isin(parsed.numbers[owned.places], fresh.source_row, invert=True)
    counted.repeated = parsed.numbers[owned.places[known]]
    counted.duplicates = len(counted.repeated)
    staged = _staged(session, desk, fresh, judged)
    return EventPlan(counted, [*owned.problems, *refused], staged)


def _staged(session: Session, desk: Desk, fresh: Candidates, judged: Judged) -> Staged:
    stamp = Stamp(
        desk.rulebook.version_id(fresh.methodology),
        desk.rulebook.factor_set_id,
        desk.as_of_number,
    )
    first_id = next_id(session, Action, desk.db.desk)
    lines = action_rows(first_id, fresh.owners, judged, stamp, fresh.source_row)
    return stage(session, lines)


def count(judged: Judged, rows: Numbers) -> Counted:
    """The figures of the verdicts on some rows."""
    accepted = judged.outcome == int(Outcome.ACCEPTED)
    flagged = np.flatnonzero((np.asarray(judged.flags, object) != "") & accepted)
    numbers = np.asarray(rows, np.int64)[flagged].tolist()
    return Counted(
        accepted=int(accepted.sum()),
        not_creditable=int((~accepted).sum()),
        flagged=len(flagged),
        actions=int(accepted.sum()),
        reduction_mg=int(judged.reduction_mg.sum()),
        flags={
            row: judged.flags[place]
            for row, place in zip(numbers, flagged.tolist(), strict=True)
        },
    )
