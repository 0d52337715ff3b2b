"""What is drawn: a page in a state, and the function that brings a window there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import Final
from typing import TYPE_CHECKING

from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.pictures.stage import Stage

    Draw = Callable[[Stage], object]


class Ground(StrEnum):
    """What the window has opened."""

    DEMO = "demo"
    """The demo district in which a month waits for approval."""

    EMPTY = "empty"
    """A new district without participants."""

    NONE = "none"
    """Nothing could be opened."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture in each language, look and size."""

    page: str
    state: str
    """Begins with ``empty``, ``loading``, ``filled`` or ``error``."""

    draw: Draw
    ground: Ground = Ground.DEMO
    role: Role = Role.WORKER
    in_manual: bool = False

    @property
    def name(self) -> str:
        """As the file is called."""
        return f"{self.page}-{self.state}"

    @property
    def about(self) -> str:
        """What is to be seen, from the function's own words."""
        return (self.draw.__doc__ or "").partition("\n")[0]


SCENES: Final[list[Scene]] = []
"""Every scene, once `load` was called."""

ABSENT: Final[dict[tuple[str, str], str]] = {}
"""Page and state that cannot be: why not."""


def scene(
    page: str,
    state: str,
    *,
    ground: Ground = Ground.DEMO,
    role: Role = Role.WORKER,
    in_manual: bool = False,
) -> Callable[[Draw], Draw]:
    """Let a function bring a window into a state of a page."""

    def enlist(draw: Draw) -> Draw:
        SCENES.append(Scene(page, state, draw, ground, role, in_manual))
        return draw

    return enlist


def absent(page: str, state: str, why: str) -> None:
    """Say why a page has no such state."""
    ABSENT[page, state] = why


def load() -> list[Scene]:
    """Every scene of every module here, by page."""
    package = import_module("tools.pictures")
    for module in iter_modules(package.__path__):
        import_module(f"tools.pictures.{module.name}")
    return sorted(SCENES, key=lambda each: each.page)
