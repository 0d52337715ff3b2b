"""What the tests of methodologies share: the built-in folders and their vectors."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.methodology.vectors import run_vectors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Rejection

ROOT = Path(__file__).parents[2]
METHODOLOGIES = discover()
FACTORS = shipped(METHODOLOGIES)
IDS = (
    "air_conditioner",
    "clothing_reuse",
    "cycling",
    "heat_pump",
    "public_transport",
    "rooftop_pv",
    "waste_sorting",
)


@cache
def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def golden(methodology_id: str) -> list[dict[str, Any]]:
    """The public vectors of a methodology."""
    found = _read(ROOT / "tests" / "golden" / f"{methodology_id}.json")
    return copy.deepcopy(found["vectors"])


def cases(methodology_id: str) -> list[dict[str, Any]]:
    """The worked cases of a methodology's own folder."""
    found = _read(ROOT / "methodologies" / methodology_id / "cases.json")
    return copy.deepcopy(found["vectors"])


def run(methodology_id: str, vector: Mapping[str, Any]) -> dict[str, Any]:
    """What `calculate` says about one vector."""
    document = {"vectors": [vector]}
    return run_vectors(METHODOLOGIES[methodology_id], document, FACTORS)[0]


def expected(vector: Mapping[str, Any]) -> dict[str, Any]:
    """A vector's expectation in the form of the result."""
    expect = vector["expect"]
    if expect["status"] == "rejected":
        return {"status": "rejected", "code": expect["error"]}
    return dict(expect)


def outcome(row: Mapping[str, Any]) -> dict[str, Any]:
    """A result in the form of an expectation."""
    if row["status"] == "rejected":
        return {"status": "rejected", "code": row["error"]["code"]}
    names = ("status", "reduction_mg", "flags", "intermediate")
    return {name: row[name] for name in names}


def assess(
    methodology_id: str,
    inputs: Mapping[str, Any],
    as_of: str = "2026-10-31",
    kind: str = "resident",
    **context: Any,
) -> Calculation | Rejection:
    """One call of the newest version with the shipped factors."""
    return METHODOLOGIES[methodology_id].current.assess(
        inputs,
        {"as_of": as_of, "participant_kind": kind, **context},
        FACTORS.register(methodology_id),
    )
