"""The file that keeps what went wrong: it lies unencrypted, and may be sent away."""

from __future__ import annotations

import logging
import re
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.identities import without_numbers

if TYPE_CHECKING:
    from pathlib import Path

_PHONE: Final = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


class DiscreetFormatter(logging.Formatter):
    """Hides ID numbers and telephones, wherever in an exception's words they stand.

    What somebody typed is often quoted by the error that it leads to.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record with its exception, numbers as they are on paper."""
        return _PHONE.sub(r"\1****\2", without_numbers(super().format(record)))


def own_file(path: Path) -> Path:
    """A log file of its user alone, made if there is none; its folder, too."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return path
