"""Whatever a vector holds, the answer is a row."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.methodology.vectors import run_vectors
from tests.methodologies.shared import cases
from tests.methodologies.shared import FACTORS
from tests.methodologies.shared import golden
from tests.methodologies.shared import IDS
from tests.methodologies.shared import METHODOLOGIES

CONTEXT = (
    "as_of",
    "participant_kind",
    "prior_refs",
    "prior_trips",
    "prior_periods",
    "last_reading",
    "units_credited",
    "trips_today",
    "recycler_registered",
)
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2**70),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "0001-01-01",
            "9999-12-31",
            "9999-12-31T23:59:59-12:00",
            "9" * 30,
            [],
            {},
            [{}],
            [None],
            {"reuse": None},
            [{"meter_id": {}, "start": [], "end": "0"}],
            [{"meter_id": "M", "start": "1", "end": "0", "rollover": True}],
            [{"start": "2026-01-01", "end": None}],
        ]
    ),
)


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A known vector with some of its values replaced by anything."""
    methodology_id = draw(st.sampled_from(IDS))
    vector = draw(st.sampled_from((*golden(methodology_id), *cases(methodology_id))))
    fields = [field.name for field in METHODOLOGIES[methodology_id].current.fields]
    names = st.sampled_from([*fields, "claimed_elsewhere"])
    inputs = draw(st.dictionaries(names, junk, max_size=2))
    context = draw(st.dictionaries(st.sampled_from(CONTEXT), junk, max_size=2))
    changed = {
        "input": vector["input"] | inputs,
        "context": vector["context"] | context,
    }
    return methodology_id, vector | changed


@settings(max_examples=300)
@given(spoiled())
def test_any_vector_is_accepted_or_rejected(case: tuple[str, dict[str, Any]]) -> None:
    methodology_id, vector = case
    document = {"vectors": [vector]}

    rows = run_vectors(METHODOLOGIES[methodology_id], document, FACTORS, trace=True)

    assert [row["status"] in {"accepted", "rejected"} for row in rows] == [True]
    if rows[0]["status"] == "rejected":
        assert rows[0]["error"]["message"]
