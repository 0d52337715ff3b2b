"""Days and moments as people type them, in the district's time."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from PySide6.QtCore import QCoreApplication

from carbon_points.common.days import ZONE

_WEEKDAYS = "一二三四五六日"


def today() -> dt.date:
    """The local day of now."""
    return dt.datetime.now(ZONE).date()


def parse_day(text: str, now: dt.date) -> dt.date | None:
    """The day that ``2026-11-19``, ``20261119``, ``2026/11/19`` or ``11-19`` means.

    Without a year it is the last such day that is not in the future.
    """
    digits = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
    if len(digits) == 1 and len(digits[0]) == 8:
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
    if len(digits) == 3 and len(digits[0]) == 4:
        return _day(*map(int, digits))
    if len(digits) != 2:
        return None
    month, day = map(int, digits)
    found = _day(now.year, month, day)
    return _day(now.year - 1, month, day) if found is None or found > now else found


def parse_moment(text: str, now: dt.date) -> dt.datetime | None:
    """The moment of ``2026-11-19 07:40``, ``11-19 7:40``, ``7:40`` or ``740``."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("T", " ")
    day_text, _, time_text = plain.rpartition(" ")
    found = re.fullmatch(r"(\d{1,2}):?(\d{2})(?::(\d{2}))?", time_text)
    day = parse_day(day_text, now) if day_text else now
    if found is None or day is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 23 or minute > 59 or second > 59:
        return None
    return dt.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZONE)


def day_words(day: dt.date, now: dt.date) -> str:
    """``昨天 · 周四``: where a day lies, for the line under a date field."""
    weekday = QCoreApplication.translate("dates", "周{day}").format(
        day=weekday_word(day)
    )
    distance = (now - day).days
    near = {
        0: QCoreApplication.translate("dates", "今天"),
        1: QCoreApplication.translate("dates", "昨天"),
        2: QCoreApplication.translate("dates", "前天"),
    }
    if distance in near:
        return f"{near[distance]} · {weekday}"
    if distance < 0:
        return QCoreApplication.translate("dates", "在今天之后") + f" · {weekday}"
    ago = QCoreApplication.translate("dates", "%n 天前", "", distance)
    return f"{ago} · {weekday}"


def weekday_word(day: dt.date) -> str:
    """``四`` or ``Thu``."""
    words = QCoreApplication.translate("dates", "一 二 三 四 五 六 日").split()
    return words[day.weekday()] if len(words) == 7 else _WEEKDAYS[day.weekday()]


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
