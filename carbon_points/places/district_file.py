"""The file that names a district, its subdistricts, communities and desks."""

from __future__ import annotations

from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.common.showing import harmless
from carbon_points.common.strict_yaml import load_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LARGEST: Final = 1_000_000
"""Bytes; a district with its communities has some tens of thousands."""


class SubdistrictRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A subdistrict (街道) or town (镇)."""

    code: str
    name: str
    communities: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()


class DistrictFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A district file as it is written."""

    code: str
    """GB/T 2260, six digits."""

    name: str
    full_name: str
    prefix: str
    """Begins every certificate number."""

    zone: str
    grid_region: str
    issuer: str
    """The bureau in whose name certificates are issued."""

    subdistricts: tuple[SubdistrictRow, ...]

    def __post_init__(self) -> None:
        """Refuse what a person would not have meant.

        Raises:
            ValueError: if names repeat, or code or prefix have the wrong form.
        """
        if not (len(self.code) == 6 and self.code.isascii() and self.code.isdigit()):
            raise ValueError("code: six digits")  # noqa: TRY003
        if not (
            self.prefix.isascii() and self.prefix.isalpha() and self.prefix.isupper()
        ):
            raise ValueError("prefix: capital letters A to Z")  # noqa: TRY003
        _refuse_unseen("names", (self.name, self.full_name, self.issuer))
        _refuse_repeated("subdistricts", [row.name for row in self.subdistricts])
        for row in self.subdistricts:
            _refuse_repeated(row.name, row.communities)
            _refuse_repeated(row.name, row.desks)


def read_district(file: Path | None = None) -> DistrictFile:
    """The district of a file, or the one that is shipped.

    Raises:
        UserError: ``DISTRICT_FILE``, if it cannot be read or understood.
    """
    name = str(file) if file else "resources/district.yaml"
    try:
        shipped = files("resources") / "district.yaml"
        text = (read_within(file, _LARGEST) if file else shipped.read_bytes()).decode(
            "utf-8-sig"
        )
        return msgspec.convert(load_foreign(text), DistrictFile, strict=False)
    except (OSError, UserError, ValueError, RecursionError) as error:
        raise UserError("DISTRICT_FILE", file=name, reason=str(error)) from error


def _refuse_unseen(where: str, names: Iterable[str]) -> None:
    """These names stand on every paper, which refuses what cannot be printed."""
    if any(harmless(name) != name for name in names):
        msg = f"{where}: a character that nobody sees"
        raise ValueError(msg)


def _refuse_repeated(where: str, names: tuple[str, ...] | list[str]) -> None:
    _refuse_unseen(where, names)
    if len(set(names)) != len(names) or not all(name.strip() for name in names):
        msg = f"{where}: a name is empty or given twice"
        raise ValueError(msg)
