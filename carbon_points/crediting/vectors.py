"""Running the golden vectors of the points rule."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.crediting.rules import credit
from carbon_points.crediting.rules import Granted
from carbon_points.crediting.rules import reverse
from carbon_points.rulebook.rules import NoPointsRuleError
from carbon_points.rulebook.rules import PointsRule
from carbon_points.rulebook.rules import rule_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence


def run_points(document: Any) -> list[dict[str, Any]]:
    """The steps of each vector: points, remainder and balance by group.

    Raises:
        UserError: if the document holds no list of vectors.
    """
    vectors = document.get("vectors") if isinstance(document, dict) else None
    if not isinstance(vectors, list):
        raise UserError("VECTORS_MISSING")
    return [_vector(vector) for vector in vectors]


def _vector(vector: Any) -> dict[str, Any]:
    name = vector.get("id") if isinstance(vector, dict) else None
    try:
        steps = _Account(_rules(vector["rules"])).run(vector["entries"])
    except NoPointsRuleError:
        return _refused(name, "FACTOR_NOT_FOUND")
    except (KeyError, TypeError, ValueError):
        return _refused(name, "INPUT_TYPE")
    return {"id": name, "status": "accepted", "steps": steps}


def _refused(name: object, code: str) -> dict[str, Any]:
    return {"id": name, "status": "rejected", "error": {"code": code, "message": code}}


def _rules(rows: Sequence[Mapping[str, Any]]) -> list[PointsRule]:
    return [
        PointsRule(
            str(row["group"]),
            int(row["mg_per_point"]),
            dt.date.fromisoformat(row["valid_from"]),
            dt.date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
        )
        for row in rows
    ]


@dataclass
class _Account:
    """One participant's two groups."""

    rules: Sequence[PointsRule]
    remainder: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    balance: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    granted: dict[str, Granted] = field(default_factory=dict)

    def run(self, entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [self._entry(entry) for entry in entries]

    def _entry(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        group = entry["group"]
        day = dt.date.fromisoformat(entry["date"])
        rate = rule_on(self.rules, group, day).mg_per_point
        if entry["type"] == "credit":
            done = credit(self.remainder[group], entry["reduction_mg"], rate)
            mg = entry["reduction_mg"]
            self.granted[entry["id"]] = Granted(mg, done.points, rate)
        elif entry["type"] == "reverse":
            taken = self.granted.pop(entry["reverses"])
            done = reverse(self.remainder[group], taken, rate)
        else:
            raise ValueError(entry["type"])
        self.remainder[group] = done.remainder_mg
        self.balance[group] += done.points
        return {
            "id": entry["id"],
            "points": done.points,
            "remainder_mg": done.remainder_mg,
            "balance": self.balance[group],
        }
