"""What the rows of the daily sheet are called."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from carbon_points.methodology.factors import read_yaml


@cache
def _texts() -> dict[str, dict[str, str]]:
    text = files("resources").joinpath("day_sheet.yaml").read_text("utf-8")
    document: dict[str, Any] = read_yaml(text)
    rows: dict[str, dict[str, str]] = document["rows"]
    return rows


def title(name: str) -> tuple[str, str]:
    """A row's name in Chinese and English; one without words shows its code."""
    found = _texts().get(name)
    if found is not None:
        return found["zh"], found["en"]
    return name, name.replace("_", " ")
