"""Documents of vectors, good and broken."""

from __future__ import annotations

from typing import Any

import pytest

from carbon_points.common.problems import UserError
from carbon_points.methodology.vectors import run_vectors
from tests.methodologies.shared import FACTORS
from tests.methodologies.shared import golden
from tests.methodologies.shared import METHODOLOGIES
from tests.methodologies.shared import run

CYCLING = METHODOLOGIES["cycling"]


def changed(part: str, **more: Any) -> dict[str, Any]:
    vector = golden("cycling")[0]
    vector[part] = vector[part] | more
    return vector


@pytest.mark.parametrize("document", [None, [], 7, {}, {"vectors": 7}, {"vectors": {}}])
def test_a_document_without_vectors_is_refused(document: Any) -> None:
    with pytest.raises(UserError) as caught:
        run_vectors(CYCLING, document, FACTORS)

    assert caught.value.code == "VECTORS_MISSING"


@pytest.mark.parametrize(
    "vector",
    [
        None,
        7,
        "x",
        [],
        {},
        {"id": "a"},
        {"id": "a", "input": {}},
        {"id": ["a"], "input": [], "context": {}},
        {"id": "a", "input": {}, "context": {}},
        changed("context", as_of="today"),
        changed("context", as_of=20260101),
        changed("context", participant_kind="robot"),
        changed("context", participant_kind=["resident"]),
        changed("context", trips_today="2"),
        changed("context", trips_today=-1),
        changed("context", credited_m_today=1.5),
        changed("context", prior_trips=7),
        changed("context", prior_trips=[7]),
        changed("context", prior_trips=[{"start": "x"}]),
        changed("context", prior_refs="ORD-1"),
        changed("context", last_reading=["M1"]),
        changed("context", last_reading={"meter_id": "M1", "value": 7}),
        changed("context", prior_periods=[{"start": "2026-01-01"}]),
        changed("context", recycler_registered="no"),
        changed("input", claimed_elsewhere="no"),
        {**golden("cycling")[0], "factor_overrides": ["cycling.baseline"]},
    ],
)
def test_a_malformed_vector_is_a_rejected_row(vector: Any) -> None:
    row = run("cycling", vector)

    assert row["status"] == "rejected"
    assert row["error"]["code"] == "INPUT_TYPE"
    assert row["error"]["message"]


@pytest.mark.parametrize(
    "overrides",
    [{"nope": "1"}, {"cycling.baseline": 40}, {"cycling.baseline": "9" * 5000}],
)
def test_an_override_of_nothing_is_a_rejected_row(overrides: dict[str, Any]) -> None:
    row = run("cycling", golden("cycling")[0] | {"factor_overrides": overrides})

    assert row["error"]["code"] == "INPUT_RANGE"


def test_a_day_far_in_the_future_is_no_traceback() -> None:
    far = run("cycling", changed("context", as_of="9999-12-31"))
    late = run("cycling", changed("input", start="9998-01-01T00:00:00+08:00"))

    assert far["error"]["code"] == "INPUT_RANGE"
    assert late["error"]["code"] == "DATE_FUTURE"


def test_a_message_is_chinese_or_english() -> None:
    document = {"vectors": [golden("cycling")[10]]}

    chinese = run_vectors(CYCLING, document, FACTORS)[0]["error"]["message"]
    english = run_vectors(CYCLING, document, FACTORS, language="en")[0]["error"]

    assert chinese == (
        "车速 25.004 km/h 超过上限 25 km/h，请核对起止时间和里程；无法更正的不予计入。"
    )
    assert english["message"].startswith("The speed of 25.004 km/h is above")


def test_the_trace_comes_on_request() -> None:
    document = {"vectors": golden("cycling")[:1]}

    without = run_vectors(CYCLING, document, FACTORS)[0]
    with_trace = run_vectors(CYCLING, document, FACTORS, trace=True)[0]

    assert "trace" not in without
    assert with_trace["trace"][-1]["exact"] == "120000"
