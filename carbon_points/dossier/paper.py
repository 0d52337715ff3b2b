"""A paper as values: what it says, before it is set as PDF or as a Word document."""

from __future__ import annotations

from typing import NamedTuple
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.statistics.charts import ChartSpec


class Paragraph(NamedTuple):
    """Running text."""

    words: str
    quiet: bool = False
    """A remark, set smaller."""


class Facts(NamedTuple):
    """Names at the left and what is said of them beside."""

    rows: Sequence[tuple[str, str]]


class Table(NamedTuple):
    """Lines under headings; the first columns name a line, the others are figures."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]] = ()
    names: int = 1
    """Columns that stand left."""


class Figures(NamedTuple):
    """Large numbers beside each other: label, number, unit."""

    rows: Sequence[tuple[str, str, str]]


class Chart(NamedTuple):
    """A chart of a statistics table."""

    spec: ChartSpec


class Signatures(NamedTuple):
    """Boxes in which somebody signs, seals and dates."""

    who: Sequence[str]


Block: TypeAlias = Paragraph | Facts | Table | Figures | Chart | Signatures


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    blocks: Sequence[Block]
    new_page: bool = False


class Paper(NamedTuple):
    """A whole paper."""

    title: str
    subtitle: str
    mark: str
    """What every page is marked with."""

    footer: str
    sections: Sequence[Section]
    author: str
    made_at: int
    """Of the records, in seconds since 1970-01-01 UTC."""
