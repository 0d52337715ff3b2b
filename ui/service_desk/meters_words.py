"""How the meters page says things: what is due, how big, what a reading comes to."""

from __future__ import annotations

import calendar
from fractions import Fraction
from itertools import pairwise
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from carbon_points.common.units import decimal_text
from carbon_points.common.units import exact_text
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import OF_A_PERIOD
from carbon_points.methodology.texts import texts_of
from carbon_points.statistics.charts import ChartKind
from carbon_points.statistics.charts import ChartSpec
from carbon_points.statistics.charts import Series
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.messages import message
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.crediting.fleet import InstallationDetail
    from carbon_points.crediting.fleet import InstallationLine
    from carbon_points.crediting.fleet import PastReading
    from carbon_points.crediting.metering import NewReading
    from carbon_points.crediting.readings import ReadingPreview
    from carbon_points.methodology.contract import Field
    from ui.shared.messages import Message

_SOON: Final = 7
"""Days before the due day from which a reading is called due."""

_LATE_BY: Final = 2
"""A gap is worth a word from so many reading intervals on."""

_CHART_PARTS: Final = 1000


def is_overdue(line: InstallationLine, today: dt.date) -> bool:
    """Whether the day of the next reading has passed."""
    due = line.due_on()
    return due is not None and due < today


def is_of_this_month(line: InstallationLine, today: dt.date) -> bool:
    """Whether a reading is due by the end of this month, or was taken in it."""
    due = line.due_on()
    if due is None:
        return False
    last = calendar.monthrange(today.year, today.month)[1]
    read = line.last_on is not None and line.last_on >= today.replace(day=1)
    return read or due <= today.replace(day=last)


def is_read(line: InstallationLine, today: dt.date) -> bool:
    """Whether the next reading lies far enough ahead."""
    due = line.due_on()
    return due is not None and line.last_on is not None and (due - today).days > _SOON


def due_badge(line: InstallationLine, today: dt.date) -> Badge:
    """``逾期 12 天``, ``明天到期``, ``待抄``, ``已抄`` or ``只登记``."""
    due = line.due_on()
    if due is None:
        text = QCoreApplication.translate("meters", "不抄表")
        return Badge(text, Tone.MUTE, "pencil")
    if line.last_on is None:
        text = QCoreApplication.translate("meters", "待首抄")
        return Badge(text, Tone.INFO, "clock")
    days = (due - today).days
    if days < 0:
        text = QCoreApplication.translate("meters", "逾期 %n 天", "", -days)
        return Badge(text, Tone.BAD)
    if days <= 1:
        near = (
            QCoreApplication.translate("meters", "今天到期"),
            QCoreApplication.translate("meters", "明天到期"),
        )
        return Badge(near[days], Tone.WARN, "clock")
    if days <= _SOON:
        text = QCoreApplication.translate("meters", "待抄")
        return Badge(text, Tone.INFO, "clock")
    text = QCoreApplication.translate("meters", "已抄")
    return Badge(text, Tone.OK)


def kind_name(line: InstallationLine) -> str:
    """The methodology in a word."""
    return texts_of(line.methodology, language.in_force()).short_name


def papers_of(line: InstallationLine) -> list[str]:
    """The papers that the methodology wants of a commissioning."""
    texts = texts_of(line.methodology, language.in_force())
    return [texts.paper(word) for word in line.methodology.care.papers]


def facts(detail: InstallationDetail) -> list[str]:
    """Since when, where, its numbers, and whether its papers are there."""
    line = detail.line
    since = QCoreApplication.translate("meters", "{day} 投运")
    account = QCoreApplication.translate("meters", "户号 {no}")
    unknown = QCoreApplication.translate("meters", "户号未登记")
    papers = QCoreApplication.translate("meters", "证件 %n 份", "", detail.papers)
    to_come = QCoreApplication.translate("meters", "证件待补")
    return [
        since.format(day=line.commissioned_on.isoformat()),
        line.subdistrict,
        line.device_no,
        account.format(no=line.account_number) if line.account_number else unknown,
        papers if detail.papers else to_come,
    ]


def size_text(line: InstallationLine) -> str:
    """``42.0 kW``; empty if no figure was recorded."""
    care = line.methodology.care
    for field in line.methodology.current.fields:
        if field.name == care.size and line.size:
            return f"{line.size} {field.unit.replace('m2', 'm²')}".strip()
    return ""


def number(value: Fraction, places: int = 1) -> str:
    """A quantity with thousands and at most so many decimals."""
    text = decimal_text(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: Fraction) -> str:
    """A counter's value as it is typed."""
    return exact_text(value)


def before_line(shown: ReadingPreview) -> str:
    """What stands under the value: the last reading and the plausible band."""
    ran = shown.course
    if ran.previous is None or ran.previous_on is None:
        return QCoreApplication.translate(
            "meters", "第一次抄表：只作起码，下次抄表起计入。"
        )
    text = QCoreApplication.translate("meters", "上次 {day}：{value}").format(
        day=ran.previous_on.isoformat(), value=number(ran.previous, 3)
    )
    band = shown.band
    if band is None or band.high is None:
        return text
    low, high = (number(ran.previous + kwh, 0) for kwh in (band.low, band.high))
    between = QCoreApplication.translate("meters", "合理区间 {low} – {high}")
    return f"{text}　{between.format(low=low, high=high)}"


def band_words(shown: ReadingPreview) -> str:
    """The plausible band for whoever cannot see it."""
    ran, band = shown.course, shown.band
    if ran.previous is None or band is None or band.high is None:
        return ""
    low, high = (number(ran.previous + kwh, 0) for kwh in (band.low, band.high))
    text = QCoreApplication.translate("meters", "合理区间 {low} 到 {high}")
    return text.format(low=low.replace(",", ""), high=high.replace(",", ""))


def _rise(wanted: NewReading, shown: ReadingPreview) -> Fraction | None:
    """How far the running meter went, in its own kWh."""
    ran = shown.course
    if ran.previous is None or ran.energy is None:
        return None
    rise = Fraction(wanted.value) - ran.previous
    return rise + Fraction(wanted.turns_at) if wanted.turns_at else rise


def doubt(wanted: NewReading, shown: ReadingPreview) -> Message | None:
    """Why a sound reading deserves a second look before it is saved."""
    band, rise = shown.band, _rise(wanted, shown)
    if band is None or rise is None or shown.judged is None:
        return None
    days = max(band.days, 1)
    x = number(rise / days)
    if band.high is not None and band.limit is not None and rise > band.high:
        most, limit = (number(Fraction(n, days)) for n in (band.high, band.limit))
        return message("M24", x=x, max=most, limit=limit)
    if rise < band.low:
        text = QCoreApplication.translate(
            "meters",
            "日均 {x} kWh 低于常见值 {min}。可保存，审核时会核对是否停运或抄错。",
        )
        least = number(Fraction(band.low, days))
        return split(Tone.WARN, text.format(x=x, min=least), "M24")
    return None


def gap(shown: ReadingPreview) -> Message | None:
    """A remark on a long time without a reading."""
    most = _LATE_BY * shown.reading_days
    if shown.course.days > most and shown.judged is not None:
        return message("M25", n=shown.course.days, m=most)
    return None


def backwards(wanted: NewReading, shown: ReadingPreview) -> Message | None:
    """The counter shows less than before."""
    ran, problem = shown.course, shown.problem
    if problem is None or problem.code != "READING_DECREASES" or ran.previous is None:
        return None
    day = ran.previous_on.isoformat() if ran.previous_on else ""
    return message("M23", v=wanted.value, v0=exact(ran.previous), date=day)


def history_chart(readings: Sequence[PastReading]) -> ChartSpec | None:
    """The mean of a day in each period between the latest readings."""
    points = list(_per_day(readings))
    if not points:
        return None
    title = QCoreApplication.translate("meters", "历次日均")
    return ChartSpec(
        ChartKind.LINE,
        title,
        tuple(label for label, _ in points),
        (Series(title, tuple(value for _, value in points)),),
        QCoreApplication.translate("meters", "kWh/天"),
        _CHART_PARTS,
        1,
    )


def _per_day(readings: Sequence[PastReading]) -> Iterator[tuple[str, int]]:
    """Month and mean of each period whose counters did not pass zero."""
    total, start, turned = Fraction(0), None, False
    for before, now in pairwise(readings):
        start = start or before.day
        if now.meter_id == before.meter_id:
            total += now.value - before.value
            turned |= now.value < before.value
        days = (now.day - start).days
        if now.action_id is None or days <= 0:
            continue
        if not turned:
            yield f"{now.day:%y-%m}", round(total / days * _CHART_PARTS)
        total, start, turned = Fraction(0), now.day, False


def of_a_reading(detail: InstallationDetail) -> list[Field]:
    """The declared inputs that each period has for itself, besides its meters."""
    methodology = detail.line.methodology
    asked_once = {*methodology.care.standing, *OF_A_PERIOD}
    return [
        field
        for field in methodology.current.fields
        if field.name not in asked_once
        and field.type is not FieldType.SEGMENTS
        and not field.hidden
        and _applies(field, detail.standing)
    ]


def _applies(field: Field, standing: Mapping[str, object]) -> bool:
    if field.shown_when is None:
        return True
    name, wanted = field.shown_when
    return standing.get(name) in wanted
