"""What makes a waiting action worth a question, seen beside the others. Pure.

Each rule looks at all actions that wait and answers questions, never refusals: the
auditor decides. The thresholds are assumed, to be confirmed by the bureau.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from itertools import groupby
from itertools import pairwise
from types import MappingProxyType
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.ids import id_text
from carbon_points.common.units import decimal_text
from carbon_points.common.units import exact_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

NEAR_LIMIT: Final = (19, 20)
"""From this share of a limit on an amount is near it."""

CAPPED_DAYS: Final = 3
"""On so many days a participant reached a daily cap."""

SAME_AMOUNTS: Final = 4
"""So often the same person entered the very same amount and duration."""

SAME_IN_A_ROW: Final = 4
"""So many weights in a row are equal, whoever brought them."""

STEPS_IN_A_ROW: Final = 5
"""So many weights in a row rise or fall by the same step."""

OUTLIER: Final = 2
"""The mean of a source is so many times the median of the other sources' means."""

OUTLIER_SOURCES: Final = 3
OUTLIER_ACTIONS: Final = 5
JUMP: Final = 3
"""A period credits so many times as much a day as any earlier one."""

SLIP_LENGTH: Final = 4
"""A shorter slip number says nothing."""

AT_THE_DESK_S: Final = 60
"""A ride that began or ended within a minute of an entry was elsewhere just before."""

TEXTS: Final = MappingProxyType(
    {
        "LIMIT_NEAR": (
            "数量贴近上限（{amount} / {limit}）。",
            "The amount lies just below the limit ({amount} of {limit}).",
        ),
        "CAP_OFTEN": (
            "同一人有 {days} 天达到日上限。",
            "The same person reached the daily cap on {days} days.",
        ),
        "REPEATED": (
            "同一人有 {count} 笔数量完全相同的记录。",
            "The same person has {count} entries of exactly the same amount.",
        ),
        "WEIGHT_SERIES": (
            "连续 {count} 笔重量相同或等差，像是编的。",
            "{count} weights in a row are equal or rise by one step.",
        ),
        "DESK_OUTLIER": (
            "来源“{source}”的平均数量是其他来源的 {times} 倍。",
            "The source “{source}” has {times} times the mean amount of the others.",
        ),
        "SAME_FILE": (
            "同一份凭证文件用于 {count} 笔记录。",
            "The same file proves {count} entries.",
        ),
        "SAME_SLIP": (
            "凭证编号与另一笔只差写法（{slip}）。",
            "The slip number differs from another only in its spelling ({slip}).",
        ),
        "SIMILAR_PHOTO": (
            "凭证照片与另一笔的照片几乎一样。",
            "The photo looks nearly the same as that of another entry.",
        ),
        "READING_JUMP": (
            "日均减排量是以往最高值的 {times} 倍以上。",
            "A day of this period credits over {times} times the most of any earlier.",
        ),
        "TWO_PLACES": (
            "同一人同一时间出现在两个地方（{places}）。",
            "The same person was at two places at once ({places}).",
        ),
    }
)
"""What each question says, in Chinese and English; all of them are doubts."""


class Seen(NamedTuple):
    """One waiting action, or an earlier one that it is compared with."""

    id: int
    person: int
    kind: int
    """0 resident, 1 SME."""

    version: int
    day: int
    mg: int
    flags: str = ""
    amount: int = 0
    """What was weighed or ridden; 0 where nothing of the kind is entered."""

    limit: int = 0
    """The most that may be entered; 0 where there is none."""

    source: str = ""
    """Who handed it in: a collection point, an operator's file, a desk."""

    slip: str = ""
    """The number of its evidence as it was entered."""

    point: str = ""
    """Where it was handed in, if the record says so."""

    batch: int = 0
    line: int = 0
    """How the entries of a source follow each other: by file and line."""

    start: int | None = None
    end: int | None = None
    """Of a ride, seconds since 1970-01-01 UTC."""

    at: int | None = None
    """When it was entered at a desk with the person there; none for a file."""

    installation: int | None = None
    days: int = 0
    """Length of a metered period."""

    waiting: bool = True
    unit: str = ""
    """Of `amount` and `limit`."""


@dataclass(frozen=True, slots=True)
class Risk:
    """One question about one action."""

    action_id: int
    code: str
    others: tuple[int, ...] = ()
    """Actions to be looked at beside it."""

    details: Mapping[str, str] = field(default_factory=dict)

    def says(self, language: str = "zh") -> str:
        """The question in words."""
        zh, en = TEXTS[self.code]
        return (en if language == "en" else zh).format_map(self.details)


_OTHERS: Final = 20
"""So many neighbours are named."""


def near_limits(seen: Sequence[Seen]) -> Iterator[Risk]:
    """Amounts just below what may be entered, and people who are often capped."""
    share, whole = NEAR_LIMIT
    for each in seen:
        if each.limit and each.amount * whole >= each.limit * share:
            said = {
                "amount": _shown(each.amount, each.unit),
                "limit": _shown(each.limit, each.unit),
            }
            yield Risk(each.id, "LIMIT_NEAR", (), said)
    capped: dict[tuple[int, int], set[int]] = defaultdict(set)
    for each in seen:
        if "CAP_DAILY" in each.flags:
            capped[each.person, each.version].add(each.day)
    often = {key: days for key, days in capped.items() if len(days) >= CAPPED_DAYS}
    # The whole day is looked at: only its last action carries the note.
    days_of = [s for s in seen if s.day in often.get((s.person, s.version), ())]
    for group in _groups(days_of, lambda s: (s.person, s.version)):
        days = often[group[0].person, group[0].version]
        yield from _all(group, "CAP_OFTEN", days=str(len(days)))


def _shown(amount: int, unit: str) -> str:
    """An amount in the unit that people say it in."""
    larger = {"g": "kg", "m": "km"}.get(unit)
    if larger is None:
        return f"{amount} {unit}".rstrip()
    return f"{exact_text(Fraction(amount, 1000))} {larger}"


def repeats(seen: Sequence[Seen]) -> Iterator[Risk]:
    """The same person's entries that agree to the metre, gram and second."""
    measured = [each for each in seen if each.amount]
    for group in _groups(
        measured,
        lambda s: (s.person, s.version, s.amount, (s.end or 0) - (s.start or 0)),
    ):
        if len(group) >= SAME_AMOUNTS:
            yield from _all(group, "REPEATED", count=str(len(group)))


def weight_series(seen: Sequence[Seen]) -> Iterator[Risk]:
    """Weights that were entered one after the other and follow a rule."""
    weighed = [s for s in seen if s.waiting and s.amount and s.start is None]
    for group in _groups(weighed, lambda s: (s.source, s.version)):
        rows = sorted(group, key=lambda s: (s.batch, s.line, s.id))
        for run in _runs(rows):
            yield from _all(run, "WEIGHT_SERIES", count=str(len(run)))


def _runs(rows: Sequence[Seen]) -> Iterator[list[Seen]]:
    """The longest stretches with one step between neighbours, if they are long."""
    steps = [b.amount - a.amount for a, b in pairwise(rows)]
    start = 0
    for step, same in groupby(steps):
        count = sum(1 for _ in same)
        if count + 1 >= (STEPS_IN_A_ROW if step else SAME_IN_A_ROW):
            yield list(rows[start : start + count + 1])
        start += count


def desk_outliers(seen: Sequence[Seen]) -> Iterator[Risk]:
    """Sources whose mean is far above that of the others."""
    measured = [each for each in seen if each.waiting and each.amount]
    for group in _groups(measured, lambda s: (s.version, s.kind)):
        sources = [
            part
            for part in _groups(group, lambda s: s.source)
            if len(part) >= OUTLIER_ACTIONS
        ]
        if len(sources) > OUTLIER_SOURCES:
            yield from _outliers(sources)


def _outliers(sources: Sequence[list[Seen]]) -> Iterator[Risk]:
    means = [sum(s.amount for s in part) // len(part) for part in sources]
    for place, part in enumerate(sources):
        others = sorted(means[:place] + means[place + 1 :])
        middle = max(1, others[len(others) // 2])
        if means[place] < OUTLIER * middle:
            continue
        times = decimal_text(Fraction(means[place], middle), 1)
        large = [each for each in part if each.amount > middle]
        yield from _all(large, "DESK_OUTLIER", source=part[0].source, times=times)


def two_places(seen: Sequence[Seen]) -> Iterator[Risk]:
    """One person at two collection points on a day, or riding while at a desk."""
    placed = [each for each in seen if each.point]
    for group in _groups(placed, lambda s: (s.person, s.day)):
        points = sorted({each.point for each in group})
        if len(points) > 1:
            yield from _all(group, "TWO_PLACES", places="、".join(points))
    rides: dict[int, list[Seen]] = defaultdict(list)
    for each in seen:
        if each.start is not None:
            rides[each.person].append(each)
    for entry in (s for s in seen if s.at is not None and s.start is None):
        for ride in rides.get(entry.person, ()):
            if _riding(ride, entry.at or 0):
                yield from _all([entry, ride], "TWO_PLACES", places="服务台、途中")


def _riding(ride: Seen, at: int) -> bool:
    start, end = ride.start or 0, ride.end or 0
    return start + AT_THE_DESK_S <= at <= end - AT_THE_DESK_S


def same_slips(seen: Sequence[Seen]) -> Iterator[Risk]:
    """A number typed at a desk that is another's, written in another way.

    The very same number of one methodology is no second action; with a blank, a dash
    or the operator's name before it, it is one.
    """
    typed = {_plain(s.slip) for s in seen if not s.batch and s.slip != id_text(s.id)}
    wanted = {slip for slip in typed if len(slip) >= SLIP_LENGTH}
    if not wanted:
        return
    named = [each for each in seen if _plain(each.slip) in wanted]
    for group in _groups(named, lambda s: _plain(s.slip)):
        if len(group) > 1:
            yield from _all(group, "SAME_SLIP", slip=group[0].slip)


def _plain(slip: str) -> str:
    """Letters and digits after the operator's name, whatever their width and case."""
    number = unicodedata.normalize("NFKC", slip).rpartition(":")[2]
    return "".join(filter(str.isalnum, number)).casefold()


def reading_jumps(seen: Sequence[Seen]) -> Iterator[Risk]:
    """Metered periods that credit many times as much a day as any before."""
    metered = [each for each in seen if each.installation and each.days > 0]
    for group in _groups(metered, lambda s: s.installation):
        rows = sorted(group, key=lambda s: (s.day, s.id))
        for place, each in enumerate(rows[1:], start=1):
            # mg / days > JUMP x most, without a division.
            if each.waiting and all(
                each.mg * before.days > JUMP * before.mg * each.days
                for before in rows[:place]
            ):
                others = tuple(before.id for before in rows[max(0, place - 3) : place])
                yield Risk(each.id, "READING_JUMP", others, {"times": str(JUMP)})


RULES: Final = (
    near_limits,
    repeats,
    weight_series,
    desk_outliers,
    two_places,
    same_slips,
    reading_jumps,
)


def risks(seen: Sequence[Seen]) -> list[Risk]:
    """All questions about the waiting ones, each code once an action."""
    found: dict[tuple[int, str], Risk] = {}
    waiting = {each.id for each in seen if each.waiting}
    for rule in RULES:
        for risk in rule(seen):
            if risk.action_id in waiting:
                found.setdefault((risk.action_id, risk.code), risk)
    return list(found.values())


def similar(
    prints: Sequence[tuple[int, int]], most_bits: int = 5
) -> Iterator[tuple[int, int]]:
    """Pairs of photos that nearly look the same: (id, 64 bits) each.

    Two prints that differ in at most five bits agree in one of six parts of them.
    """
    plain = [each for each in prints if 8 <= each[1].bit_count() <= 56]
    seen: set[tuple[int, int]] = set()
    for part in range(6):
        shift = 11 * part
        buckets: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for each in plain:
            buckets[each[1] >> shift & 0x7FF].append(each)
        for bucket in buckets.values():
            for place, (one, bits) in enumerate(bucket):
                for other, others in bucket[:place]:
                    if (bits ^ others).bit_count() <= most_bits:
                        seen.add((min(one, other), max(one, other)))
    yield from sorted(seen)


def _groups(
    seen: Iterable[Seen], key: Callable[[Seen], Hashable]
) -> Iterator[list[Seen]]:
    found: dict[Hashable, list[Seen]] = defaultdict(list)
    for each in seen:
        found[key(each)].append(each)
    yield from found.values()


def _all(group: Sequence[Seen], code: str, **details: str) -> Iterator[Risk]:
    """The same question about each of a group, which names the others."""
    near = tuple(each.id for each in group[: _OTHERS + 1])
    for each in group:
        others = tuple(i for i in near if i != each.id)[:_OTHERS]
        yield Risk(each.id, code, others, details)


def by_action(found: Iterable[Risk]) -> dict[int, tuple[Risk, ...]]:
    """The questions about each action."""
    grouped: dict[int, list[Risk]] = defaultdict(list)
    for risk in found:
        grouped[risk.action_id].append(risk)
    return {action: tuple(items) for action, items in grouped.items()}
