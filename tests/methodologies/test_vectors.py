"""Every public vector and every folder's own cases, to the last digit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.methodologies.shared import cases
from tests.methodologies.shared import expected
from tests.methodologies.shared import golden
from tests.methodologies.shared import IDS
from tests.methodologies.shared import METHODOLOGIES
from tests.methodologies.shared import outcome
from tests.methodologies.shared import run


def _all(source: Any) -> list[Any]:
    return [
        pytest.param(methodology_id, vector, id=vector["id"])
        for methodology_id in IDS
        for vector in source(methodology_id)
    ]


def test_the_built_in_methodologies_are_found() -> None:
    assert tuple(METHODOLOGIES) == IDS


@pytest.mark.parametrize(("methodology_id", "vector"), _all(golden))
def test_a_golden_vector_is_reproduced(
    methodology_id: str, vector: dict[str, Any]
) -> None:
    row = run(methodology_id, vector)

    assert outcome(row) == expected(vector)


@pytest.mark.parametrize(("methodology_id", "vector"), _all(cases))
def test_a_worked_case_is_reproduced(
    methodology_id: str, vector: dict[str, Any]
) -> None:
    row = run(methodology_id, vector)

    assert outcome(row) == expected(vector)
