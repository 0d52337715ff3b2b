"""What `doctor` and the health page say of one thing: in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def said(self, language: str) -> str:
        """The sentence in the language that was asked for."""
        return self.en if language == "en" else self.zh

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


NOTHING: Final = Words("", "")


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that was looked at."""

    name: str
    ok: bool
    says: Words
    """A sentence of what was found."""

    remedy: Words = NOTHING
    """What to do about it; empty if nothing."""

    act: str = ""
    """What of it the program can do itself, e.g. ``repair``; a button on the page."""
