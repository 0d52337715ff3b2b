"""The golden vectors of the points rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbon_points.common.problems import UserError
from carbon_points.crediting.vectors import run_points

GOLDEN = Path(__file__).parents[1] / "golden" / "points.json"
VECTORS: list[dict[str, Any]] = json.loads(GOLDEN.read_text("utf-8"))["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_a_golden_vector_gives_its_steps(vector: dict[str, Any]) -> None:
    [result] = run_points({"vectors": [vector]})

    assert result == {
        "id": vector["id"],
        "status": "accepted",
        "steps": vector["expect"]["steps"],
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rules": []}, "FACTOR_NOT_FOUND"),
        ({"rules": None}, "INPUT_TYPE"),
        ({"entries": [{"id": "a"}]}, "INPUT_TYPE"),
        ({"entries": 5}, "INPUT_TYPE"),
    ],
)
def test_a_vector_that_cannot_be_read_is_refused_and_the_others_run(
    change: dict[str, Any], code: str
) -> None:
    results = run_points({"vectors": [VECTORS[0] | change, VECTORS[1]]})

    assert [result["status"] for result in results] == ["rejected", "accepted"]
    assert results[0]["error"]["code"] == code


@pytest.mark.parametrize("document", [[], {}, {"vectors": 5}, "x"])
def test_a_document_without_vectors_is_refused(document: object) -> None:
    with pytest.raises(UserError, match="VECTORS_MISSING"):
        run_points(document)
