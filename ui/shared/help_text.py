"""The manual's chapters, one a page in each language, as Markdown."""

from __future__ import annotations

from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

WINDOW: Final = "window"
"""The chapter of what every page has; it stands in for a page that has none."""


def chapter(page_id: str, language: str) -> str:
    """What the manual says of a page."""
    own = _file(page_id, language)
    return (own if own.is_file() else _file(WINDOW, language)).read_text("utf-8")


def has_chapter(page_id: str, language: str) -> bool:
    """Whether a page has a chapter of its own."""
    return _file(page_id, language).is_file()


def _file(name: str, language: str) -> Traversable:
    return files("resources").joinpath("manual", language, f"{name}.md")


def headings(text: str) -> list[str]:
    """The parts of a chapter, in order."""
    return [line[3:] for line in text.splitlines() if line.startswith("## ")]


def title(text: str) -> str:
    """The chapter's own heading."""
    return text.partition("\n")[0].removeprefix("# ")
