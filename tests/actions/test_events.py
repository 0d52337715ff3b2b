"""Many rows at once or one after the other, in however many files: one verdict."""

from __future__ import annotations

import dataclasses
import datetime as dt
from contextlib import suppress
from itertools import pairwise
from typing import Any
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.actions import columns_path
from carbon_points.actions import events
from carbon_points.actions.events import judge_events
from carbon_points.actions.intake import Candidates
from carbon_points.actions.intake import Owners
from carbon_points.actions.models import Action
from carbon_points.actions.staging import action_rows
from carbon_points.actions.staging import insert_rows
from carbon_points.actions.staging import Stamp
from carbon_points.common.days import day_number
from carbon_points.common.progress import Progress
from carbon_points.rulebook.service import current
from carbon_points.storage.engine import next_id
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from carbon_points.actions.intake import Judged
    from carbon_points.methodology.contract import Methodology
    from carbon_points.storage.engine import Database

NEW_YEAR = 1_767_196_800
"""2026-01-01 00:00 in Shanghai: rides around it have another day and year."""

TOO_OLD = dt.date(2025, 6, 29)
ROWS, COLUMNS = 10**9, 0


@dataclasses.dataclass(frozen=True)
class Trip:
    """A ride in few, often colliding values."""

    person: int
    start: int
    seconds: int
    metres: int
    order: int
    vehicle: int


@dataclasses.dataclass(frozen=True)
class Bag:
    """A drop-off in few, often colliding values."""

    person: int
    day: int
    grams: int
    ref: int


people = st.sampled_from([1, 1, 1, 2, RESIDENTS + 1])
trips = st.builds(
    Trip,
    people,
    st.integers(-40, 40).map(lambda n: NEW_YEAR + n * 600),
    st.sampled_from([60, 120, 500, 1200, 3000, 15_000]),
    st.sampled_from([400, 500, 1200, 3000, 3001, 9000, 31_000]),
    st.integers(0, 25),
    st.sampled_from([0, 0, 1]),
)
bags = st.builds(
    Bag,
    people,
    st.one_of(
        st.integers(-45, 45).map(lambda n: day_number(dt.date(2026, 1, 1)) + n),
        st.just(day_number(TOO_OLD)),
    ),
    st.sampled_from([100, 499, 500, 5000, 12_345, 20_000, 49_000, 50_001]),
    st.integers(0, 25),
)


class UndoError(Exception):
    """Takes back what an example wrote."""


def _owners(persons: Sequence[int]) -> Owners:
    size = len(persons)
    kinds = [int(number > RESIDENTS) for number in persons]
    return Owners([person(n) for n in persons], kinds, [1] * size, [0] * size)


def _cycling(methodology: Methodology, rides: Sequence[Trip]) -> Candidates:
    def ints(values: Iterator[int]) -> Any:
        return np.fromiter(values, np.int64)

    refs = [f"甲:{ride.order}" for ride in rides]
    columns = {
        "vehicle": ints(ride.vehicle for ride in rides),
        "start": ints(ride.start for ride in rides),
        "end": ints(ride.start + ride.seconds for ride in rides),
        "distance_m": ints(ride.metres for ride in rides),
        "evidence": np.zeros(len(rides), np.int64),
        "evidence_ref": refs,
    }
    owners = _owners([ride.person for ride in rides])
    return Candidates(methodology, owners, columns, refs, range(len(rides)))


def _clothing(methodology: Methodology, drops: Sequence[Bag]) -> Candidates:
    refs = [f"R{drop.ref}" for drop in drops]
    columns: dict[str, Any] = {
        "date": np.fromiter((drop.day for drop in drops), np.int64),
        "weighing": np.zeros(len(drops), np.int64),
        "destination": np.zeros(len(drops), np.int64),
        "mass_g": np.fromiter((drop.grams for drop in drops), np.int64),
        "evidence_ref": refs,
    }
    owners = _owners([drop.person for drop in drops])
    return Candidates(methodology, owners, columns, refs, range(len(drops)))


Verdict = tuple[Any, ...] | None
_MAKERS: dict[str, Callable[[Methodology, Any], Candidates]] = {
    "cycling": _cycling,
    "clothing_reuse": _clothing,
}


class Court:
    """Judges files one after the other and leaves the database as it was."""

    def __init__(self, db: Database, patch: pytest.MonkeyPatch) -> None:
        self._db = db
        self._patch = patch
        self._rules = current(db, as_of())
        # Deep chains of overlaps may take their rounds: the columns must agree, too.
        patch.setattr(columns_path, "_ROUNDS", 100)

    def verdicts(
        self, name: str, files: Sequence[Sequence[Any]], few: int
    ) -> list[Verdict]:
        """Every row's verdict, file after file."""
        self._patch.setattr(events, "_FEW", few)
        found: list[Verdict] = []
        with suppress(UndoError), self._db.writing() as session:
            for rows in files:
                found += self._judge(session, name, rows)
            raise UndoError
        return found

    def _judge(self, session: Any, name: str, rows: Sequence[Any]) -> list[Verdict]:
        methodology = self._rules.methodology(name)
        candidates = _MAKERS[name](methodology, rows)
        fresh, judged = judge_events(
            session, self._rules, candidates, AS_OF, Progress()
        )
        stamp = Stamp(
            self._rules.version_id(methodology), self._rules.factor_set_id, 20_634
        )
        first = next_id(session, Action, self._db.desk)
        lines = list(action_rows(first, fresh.owners, judged, stamp, fresh.source_row))
        if lines:
            insert_rows(session, lines, None, 99)
        return _rows(fresh, judged, len(rows))


def _rows(fresh: Candidates, judged: Judged, size: int) -> list[Verdict]:
    """Verdicts by row of the file; a duplicate has none."""
    columns = [getattr(judged, f.name) for f in dataclasses.fields(judged)]
    found: list[Verdict] = [None] * size
    rows = zip(*columns[:-1], strict=True)
    for place, row in zip(fresh.source_row, rows, strict=True):
        found[place] = row
    return found


@pytest.fixture(scope="module")
def court(
    small_district: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Court]:
    from tests.districts import copied  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("court") / "copy"
    with copied(small_district, folder) as db, pytest.MonkeyPatch.context() as patch:
        yield Court(db, patch)


quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@quick
@given(st.lists(trips, max_size=20), st.lists(trips, max_size=40))
def test_rides_are_judged_alike_by_columns_and_by_rows(
    court: Court, earlier: list[Trip], later: list[Trip]
) -> None:
    files = [earlier, later]

    by_rows = court.verdicts("cycling", files, ROWS)

    assert court.verdicts("cycling", files, COLUMNS) == by_rows


@quick
@given(st.lists(bags, max_size=20), st.lists(bags, max_size=40))
def test_drop_offs_are_judged_alike_by_columns_and_by_rows(
    court: Court, earlier: list[Bag], later: list[Bag]
) -> None:
    files = [earlier, later]

    by_rows = court.verdicts("clothing_reuse", files, ROWS)

    assert court.verdicts("clothing_reuse", files, COLUMNS) == by_rows


@quick
@given(st.lists(trips, max_size=40), st.sets(st.integers(0, 40), max_size=4))
def test_rides_cut_into_files_are_judged_as_in_one_file(
    court: Court, rides: list[Trip], cuts: set[int]
) -> None:
    whole = court.verdicts("cycling", [rides], COLUMNS)

    assert court.verdicts("cycling", _cut(rides, cuts), COLUMNS) == whole


@quick
@given(st.lists(bags, max_size=40), st.sets(st.integers(0, 40), max_size=4))
def test_drop_offs_cut_into_files_are_judged_as_in_one_file(
    court: Court, drops: list[Bag], cuts: set[int]
) -> None:
    whole = court.verdicts("clothing_reuse", [drops], ROWS)

    assert court.verdicts("clothing_reuse", _cut(drops, cuts), ROWS) == whole


def _cut(rows: list[Any], cuts: set[int]) -> list[list[Any]]:
    edges = [0, *sorted(cuts), len(rows)]
    return [rows[a:b] for a, b in pairwise(edges)]


@quick
@given(st.lists(trips, min_size=1, max_size=30))
def test_the_same_rides_again_are_all_duplicates(
    court: Court, rides: list[Trip]
) -> None:
    found = court.verdicts("cycling", [rides, rides], COLUMNS)

    assert found[len(rides) :] == [None] * len(rides)
