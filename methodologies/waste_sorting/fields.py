"""The inputs of recyclables handed in."""

from __future__ import annotations

from typing import Final

from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

MATERIALS: Final = ("paper", "plastic", "steel", "aluminium", "glass")

FIELDS: Final = (
    # An unknown material has a code of its own, after the common checks.
    Field("material", FieldType.CHOICE, choices=MATERIALS, known_words=False),
    Field("date", FieldType.DATE),
    Field("mass_g", FieldType.INTEGER, "g", above="0", limit="mass_g_max"),
    Field("evidence_ref", FieldType.TEXT),
)
