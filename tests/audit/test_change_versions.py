"""A second version of a methodology rules once two auditors signed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import pytest

from carbon_points.audit.changing import confirm
from carbon_points.methodology.contract import Calculation
from carbon_points.rulebook import service as rulebook
from carbon_points.rulebook.changes import Change
from carbon_points.rulebook.service import current
from tests.audit.test_changing import one
from tests.audit.test_changing import proposed
from tests.audit.test_changing import rows
from tests.audit.test_changing import wrong
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program brings a second version of cycling, twice as generous."""
    catalogue, factors = rulebook._program()
    cycling = catalogue["cycling"]
    version = cycling.current

    def double(inputs: Any, context: Any, register: Any) -> Any:
        answer = version.assess(inputs, context, register)
        if not isinstance(answer, Calculation):
            return answer
        return replace(answer, reduction=answer.reduction * 2)  # type: ignore[arg-type]

    other = replace(version, version="2.0", assess=double, assess_columns="")
    richer = replace(cycling, versions=(version, other))
    program = ({**catalogue, "cycling": richer}, factors)
    monkeypatch.setattr(rulebook, "_program", lambda: program)


@pytest.mark.usefixtures("two_versions")
def test_a_new_version_rules_once_it_is_confirmed_and_running_data_follow(
    busy: Database,
) -> None:
    change = Change("cycling", "2.0", dt.date(2026, 1, 1), of_factor=False)
    before = current(busy, as_of("auditor"))
    rides = one(
        busy,
        "SELECT SUM(a.reduction_mg) FROM action a JOIN methodology_version v"
        " ON v.id = a.version_id WHERE v.methodology = 'cycling' AND a.state <= 3",
    )

    done = confirm(busy, as_of("auditor2"), proposed(busy, change))

    after = current(busy, as_of("auditor"))
    assert before.methodology("cycling").current.version == "1.0"
    assert after.methodology("cycling").current.version == "2.0"
    assert done.after_mg - done.before_mg == rides
    versions = rows(
        busy,
        "SELECT DISTINCT v.version FROM action_correction c JOIN action a"
        " ON a.id = c.replacement_id JOIN methodology_version v ON v.id = a.version_id",
    )
    assert [tuple(row) for row in versions] == [("2.0",)]
    assert wrong(busy) == []
