"""Dated, sourced numbers as their YAML files hold them.

Everything is read as text: ``0123``, ``on``, ``12:30`` and ``1e3`` stay what was
written, and a key that is repeated in one mapping is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any
from typing import Final
from typing import Protocol
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.problems import UserError
from carbon_points.methodology.contract import Factor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

FORMAT: Final = "carbon-points/factors/1"
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMBER_LENGTH: Final = 60
_CONFIDENCE: Final = ("published", "secondary", "assumed")


class MethodologyError(UserError):
    """A methodology or a factor file that the program cannot work with.

    Attributes:
        where: the folder, wheel or file.
    """

    def __init__(self, code: str, where: str, says: str, **details: str) -> None:
        super().__init__(code, where=where, says=says, **details)
        self.where = where
        self._says = says

    def __str__(self) -> str:
        return f"{self.where}: {self._says}"


def is_number(value: object) -> bool:
    """Whether a factor's value is a plain decimal text."""
    if not isinstance(value, str) or len(value) > _NUMBER_LENGTH:
        return False
    return _NUMBER.fullmatch(value) is not None


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document from which a number was taken."""

    title_zh: str
    issuer: str
    date: str = ""
    seen: str = ""
    """What of the document was seen, and how."""


class FactorRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One factor in one window."""

    id: str
    name_zh: str
    name_en: str
    value: str
    unit: str
    valid_from: dt.date
    source: str
    confidence: str
    valid_to: dt.date | None = None
    clause: str = ""
    vintage: int | None = None
    region: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not is_number(self.value):
            raise ValueError(self.id + ": value must be a plain decimal number")
        _check_row(self.id, self.confidence, (self.valid_from, self.valid_to))


class LimitRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One acceptance limit or flag threshold in one window."""

    id: str
    value: str
    valid_from: dt.date
    source: str
    valid_to: dt.date | None = None
    confidence: str = "assumed"
    note: str = ""

    def __post_init__(self) -> None:
        _check_row(self.id, self.confidence, (self.valid_from, self.valid_to))


def _check_row(
    row_id: str, confidence: str, window: tuple[dt.date, dt.date | None]
) -> None:
    if not row_id.isascii() or not row_id:
        raise ValueError("a row needs an id of ASCII letters")  # noqa: TRY003
    if confidence not in _CONFIDENCE:
        raise ValueError(row_id + ": confidence must be one of " + str(_CONFIDENCE))
    if window[1] is not None and window[1] <= window[0]:
        raise ValueError(row_id + ": the window ends before it starts")


class FactorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A factor file of a methodology's folder or of ``resources/factors``."""

    format: str
    sources: dict[str, Source]
    uses: tuple[str, ...] = ()
    """Shared factors that this methodology asks for as well."""

    factors: tuple[FactorRow, ...] = ()
    limits: tuple[LimitRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """An acceptance limit or flag threshold; its window is [valid_from, valid_to)."""

    owner: str
    """A methodology's id, or ``common``."""

    id: str
    value: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    confidence: str
    note: str = ""


def read_yaml(text: str) -> Any:
    """A YAML document in which every scalar but null is text.

    Raises:
        yaml.YAMLError: if it is no YAML, or a key is repeated.
    """
    from carbon_points.common.strict_yaml import load  # noqa: PLC0415  (27 ms)

    return load(text)


def read_factor_file(text: str, where: str) -> FactorFile:
    """The contents of a factor file.

    Args:
        text: the file.
        where: how to name it to people.

    Raises:
        MethodologyError: if it is not what it should be.
    """
    try:
        found = msgspec.convert(read_yaml(text), FactorFile, strict=False)
    except (ValueError, msgspec.ValidationError) as error:
        raise MethodologyError("FACTORS_UNREADABLE", where, str(error)) from error
    if found.format != FORMAT:
        raise MethodologyError(
            "FACTORS_UNREADABLE", where, f"the format is not {FORMAT}"
        )
    _check_sources(found, where)
    _check_windows(found, where)
    return found


def load_factor_file(file: Traversable, where: str) -> FactorFile:
    """The factor file of a package.

    Raises:
        MethodologyError: if it is not there or not what it should be.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MethodologyError("FACTORS_UNREADABLE", where, str(error)) from error
    return read_factor_file(text, where)


def folder_factors(package: str) -> FactorFile:
    """``factors.yaml`` of a methodology's package."""
    return load_factor_file(files(package) / "factors.yaml", f"{package}/factors.yaml")


def _check_sources(found: FactorFile, where: str) -> None:
    rows: list[FactorRow | LimitRow] = [*found.factors, *found.limits]
    for row in rows:
        if row.source not in found.sources:
            raise MethodologyError(
                "FACTOR_SOURCE_UNKNOWN",
                where,
                f"{row.id} names the source {row.source!r}, which the file lacks",
                factor=row.id,
            )


def _check_windows(found: FactorFile, where: str) -> None:
    overlapping = first_overlap(found.factors) or first_overlap(found.limits)
    if overlapping:
        raise MethodologyError(
            "FACTOR_WINDOWS_OVERLAP",
            where,
            f"two rows of {overlapping} are in force on the same day",
            factor=overlapping,
        )


class Dated(Protocol):
    """Whatever holds for a window of days under an id."""

    @property
    def id(self) -> str:
        """What holds."""
        ...

    @property
    def valid_from(self) -> dt.date:
        """From this day."""
        ...

    @property
    def valid_to(self) -> dt.date | None:
        """Until the day before this one; None: for ever."""
        ...


def first_overlap(rows: Iterable[Dated]) -> str:
    """The id of which two windows overlap; empty if there is none."""
    ordered = sorted(rows, key=lambda row: (row.id, row.valid_from))
    for one, other in pairwise(ordered):
        touches = one.valid_to is not None and one.valid_to <= other.valid_from
        if one.id == other.id and not touches:
            return one.id
    return ""


def factor_of(row: FactorRow, source: Source, owner: str = "") -> Factor:
    """A row as a methodology sees it."""
    return Factor(
        id=row.id,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        confidence=row.confidence,
        clause=row.clause,
        vintage=row.vintage,
        name_zh=row.name_zh,
        name_en=row.name_en,
        region=row.region,
        note=row.note,
        source_title=source_title(source),
        owner=owner,
    )


def source_title(source: Source) -> str:
    """Title and issuer, as the register prints them."""
    return f"{source.title_zh}（{source.issuer}）"
