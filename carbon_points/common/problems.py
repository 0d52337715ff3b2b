"""What is wrong with a row, as a value that can be shown, counted and exported."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why one row was not taken, or was recorded without a credit."""

    row: int
    """As a person sees it: line of a CSV, row of a sheet, the first is 1."""

    column: str
    """The heading in the file, or the field's name; empty if the whole row is meant."""

    code: str
    """Stable, e.g. ``ID_CHECKSUM``; the key of the translated sentence."""

    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    """What the sentence names besides the value, e.g. ``{"limit": "25"}``."""


class UserError(Exception):
    """A call or a file that cannot be carried out, for a reason its user can mend.

    Attributes:
        code: stable, e.g. ``FILE_DAMAGED``.
        details: what the translated sentence names.
        exit_code: of the command line (``cli.md``): 1 refused by a rule, 2 cannot
            be understood, 3 not allowed, 4 the database cannot be used.
    """

    exit_code = 2

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return f"{self.code} {self.details}" if self.details else self.code


class RefusedError(UserError):
    """One act that a rule of the programme refuses; nothing was recorded."""

    exit_code = 1


class NotAllowedError(UserError):
    """The operator's role does not include this act."""

    exit_code = 3


class DatabaseUnusableError(UserError):
    """The database is locked, damaged, newer, read-only or full; nothing changed."""

    exit_code = 4
