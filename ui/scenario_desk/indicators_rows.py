"""The rows of the register: which are shown, under which heading, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from carbon_points.indicators.plan import in_english
from carbon_points.indicators.queries import Line
from carbon_points.indicators.queries import ProjectLine
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.table_model import Column
from ui.shared.table_model import Heading
from ui.shared.table_model import Trend
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from carbon_points.indicators.queries import Register
    from carbon_points.indicators.queries import Value
    from ui.shared.table_model import Cell

AnyLine: TypeAlias = Line | ProjectLine
L = TypeVar("L", Line, ProjectLine)

translate: Final = QCoreApplication.translate

ALL: Final = "all"
OPEN: Final = "open"
OURS: Final = "ours"
KINDS: Final = {"binding": "约束指标", "reference": "参考指标", "special": "特色指标"}
BASE_YEAR: Final = 2020
_FINE: Final = 10**6
"""A trend is drawn from whole numbers; so fine that no step is lost."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a table shows: its cells, and the line behind each row."""

    cells: Sequence[Sequence[Cell]]
    lines: Sequence[AnyLine | None]
    """None behind a heading."""

    @property
    def headings(self) -> list[int]:
        """The rows that are headings."""
        return [at for at, line in enumerate(self.lines) if line is None]

    def row_of(self, subject: str) -> int:
        """Where a subject stands; the first row with a line if it is not shown."""
        subjects = [None if each is None else each.row.subject for each in self.lines]
        if subject in subjects:
            return subjects.index(subject)
        return next((at for at, each in enumerate(subjects) if each is not None), -1)


def indicator_columns() -> list[Column]:
    """As the plan has them, with the newest value, the trend and the status."""
    return [
        Column(translate("Indicators", "序号"), 58, quiet=True),
        Column(translate("Indicators", "指标"), 240, strong=True, stretch=True),
        Column(translate("Indicators", "单位"), 88, optional=4),
        Column("2020", 116, right=True, optional=5),
        Column(translate("Indicators", "最新"), 116, right=True),
        Column(translate("Indicators", "年份"), 58, quiet=True, optional=2),
        Column(translate("Indicators", "2025 目标"), 140, optional=1),
        Column(translate("Indicators", "属性"), 86, optional=6),
        Column(translate("Indicators", "走势"), 104, optional=3),
        Column(translate("Indicators", "状态"), 150),
    ]


def project_columns() -> list[Column]:
    """As the plan has them, with the newest word."""
    return [
        Column(translate("Indicators", "序号"), 58, quiet=True),
        Column(translate("Indicators", "项目"), 190, strong=True),
        Column(translate("Indicators", "内容"), 260, stretch=True),
        Column(translate("Indicators", "完成日期"), 100),
        Column(translate("Indicators", "责任部门"), 150, optional=2),
        Column(translate("Indicators", "最新进展"), 170, optional=1),
        Column(translate("Indicators", "状态"), 118),
    ]


def shown_indicators(register: Register, wanted: str) -> Shown:
    """The indicators that a filter lets through, by category."""
    return _grouped(register.lines, wanted, _indicator)


def shown_projects(register: Register, wanted: str) -> Shown:
    """The key projects that a filter lets through, by category."""
    return _grouped(register.projects, wanted, _project)


def matches(line: AnyLine, wanted: str) -> bool:
    """Whether a filter lets a line through."""
    if wanted == OPEN:
        return line.is_open
    if wanted == OURS:
        return line.row.is_of_the_bureau
    if wanted in KINDS:
        return isinstance(line, Line) and line.row.kind == KINDS[wanted]
    return True


def status_badge(line: AnyLine) -> Badge:
    """Reached or not; of the counted one that it is counted."""
    if isinstance(line, Line) and line.row.is_computed:
        if line.is_open:
            return Badge(translate("Indicators", "自动：未完成"), Tone.INFO, "link")
        return Badge(translate("Indicators", "自动：完成"), Tone.INFO, "link")
    return state_badge(line.status)


def state_badge(status: str) -> Badge:
    """The badge of a reported status."""
    if status == "完成":
        return Badge(translate("Indicators", "完成"), Tone.OK)
    return Badge(translate("Indicators", "未完成"), Tone.WARN, "clock")


def spoken(text: str) -> str:
    """Words of the plan in the language in force."""
    return in_english(text) if language.in_force() == language.EN else text


def value_text(value: Value | None) -> str:
    """A value as people read it: thousands are set apart."""
    if value is None:
        return "—"
    if value.number is None or not value.text[-1:].isdigit():
        return value.text
    whole, dot, part = value.text.partition(".")
    return f"{int(whole):,}{dot}{part}"


def foot_words(counts: Mapping[str, tuple[int, int]]) -> str:
    """How many of each kind are reached; under the empty kind stand all."""
    text = translate(
        "Indicators",
        "完成 {reached} / {of} 项：约束 {binding}，参考 {reference}，"
        "特色 {special}。指标 6 由“应用场景”自动计算，不能手填。",
    )
    kinds = {name: "{} / {}".format(*counts[kind]) for name, kind in KINDS.items()}
    reached, of = counts[""]
    return text.format(reached=reached, of=of, **kinds)


def _grouped(
    lines: Iterable[L], wanted: str, row_of: Callable[[L], Sequence[Cell]]
) -> Shown:
    cells: list[Sequence[Cell]] = []
    found: list[AnyLine | None] = []
    through = (each for each in lines if matches(each, wanted))
    for category, group in groupby(through, key=_category):
        members: list[L] = list(group)
        made: list[Sequence[Cell]] = [row_of(each) for each in members]
        head = Heading(spoken(category), _left(members))
        cells += [(head, *[""] * (len(made[0]) - 1)), *made]
        found += [None, *members]
    return Shown(cells, found)


def _category(line: AnyLine) -> str:
    return line.row.category


def _left(members: Sequence[AnyLine]) -> str:
    """How many of a group are there and still open."""
    left = sum(each.is_open for each in members)
    text = translate("Indicators", "{n} 项，未完成 {left} 项")
    return text.format(n=len(members), left=left)


def _indicator(line: Line) -> Sequence[Cell]:
    row, latest = line.row, line.latest
    return (
        row.subject,
        spoken(row.name),
        "—" if row.unit == "/" else spoken(row.unit),
        value_text(line.of_year(BASE_YEAR)),
        value_text(latest),
        "" if latest is None else str(latest.year),
        spoken(row.target),
        spoken(row.kind.removesuffix("指标")),
        trend(line.trend),
        status_badge(line),
    )


def _project(line: ProjectLine) -> Sequence[Cell]:
    row, latest = line.row, line.latest
    return (
        str(row.number),
        spoken(row.name),
        row.content,
        spoken(row.due),
        row.departments,
        "—" if latest is None else latest.text,
        status_badge(line),
    )


def trend(numbers: Sequence[Fraction]) -> Cell:
    """A small line through the years; nothing where there is only one."""
    if len(numbers) < 2:
        return None
    return Trend(tuple(round(each * _FINE) for each in numbers))
