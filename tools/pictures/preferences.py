"""Scenes of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.pictures.scene import absent
from tools.pictures.scene import scene

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "settings"
absent(PAGE, "empty", "settings always have values")


@scene(PAGE, "filled", in_manual=True)
def settings(stage: Stage) -> None:
    """Every setting."""
    stage.go(PAGE)
