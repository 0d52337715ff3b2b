"""What a check found out, as values that a window, a paper and JSON can show."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be."""

    code: str
    """Stable, e.g. ``CHAIN_ROWS_CHANGED``."""

    zh: str
    en: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must always be true: how often looked at, what was found."""

    name: str
    counted: int
    problem: Finding | None = None

    @property
    def ok(self) -> bool:
        """Whether everything was as it must be."""
        return self.problem is None

    @property
    def first_problem(self) -> str:
        """The sentence for people, empty if all is well."""
        return self.problem.zh if self.problem else ""
