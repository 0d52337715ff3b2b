"""A person's copy on paper: the sections of `data_copy` in reading order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates import desk_words
from carbon_points.certificates.data_copy import NOTE
from carbon_points.certificates.data_copy import TITLE
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.slip import characters
from carbon_points.certificates.slip import finished
from carbon_points.certificates.slip import look
from carbon_points.certificates.slip import PAGE
from carbon_points.certificates.slip import set_head
from carbon_points.certificates.strip import Strip
from carbon_points.common.units import mass_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.certificates.data_copy import DataCopy
    from carbon_points.certificates.slip import Look

NOTHING: Final = "没有记录。"
_FIRST: Final = 4
"""So many values of a record stand on its first line, without their names."""

_SHARE: Final = 0.84
_BYTES: Final = "字节"
_MILLIGRAMS: Final = "毫克"
_GRAM: Final = 1_000
_UNIT: Final = re.compile(
    r"(?P<name>.+?)(?:_(?P<own>[^_（）]+)|（(?P<given>[^（）]+)）)"
)
_MOMENT: Final = re.compile(
    r"\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::(?!00)\d\d)?)(?::00)?\+08:00"
)


def data_copy_pdf(copy: DataCopy, *, large: bool = False) -> tuple[bytes, int]:
    """The copy as a file, and how many pages it has."""
    whole = look(PaperSize.A4, large=large)
    style = replace(whole, size=whole.size * _SHARE)
    faces = characters()
    strip = Strip(PAGE, faces)
    set_head(strip, copy.head, style, TITLE)
    strip.text(NOTE, style.style(0.92, style.soft))
    for place, (title, records) in enumerate(copy.sections.items()):
        _set_section(strip, style, (title, records), pairs=place == 0)
    strip.foot(f"{TITLE}　{desk_words.FOOT}", style.style(0.8, style.soft))
    return finished(strip, faces, TITLE, copy.head)


def _set_section(
    strip: Strip,
    style: Look,
    section: tuple[str, Sequence[Mapping[str, Any]]],
    *,
    pairs: bool,
) -> None:
    title, records = section
    with strip.keep():
        strip.gap(style.size * 0.5)
        count = "" if pairs else f"（{len(records)}）"
        strip.text(f"{title}{count}", style.bold(1.08, style.accent))
        if not records:
            strip.text(NOTHING, style.style(0.92, style.soft))
    for record in records:
        with strip.keep():
            (_set_pairs if pairs else _set_record)(strip, style, record)


def _set_pairs(strip: Strip, style: Look, record: Mapping[str, Any]) -> None:
    for name, value in record.items():
        plain, told = read(name, value)
        strip.pair(plain, told or "—", style.style(0.96, style.soft), style.style())


def _set_record(strip: Strip, style: Look, record: Mapping[str, Any]) -> None:
    """The first values on a line, the others with their names below it."""
    names = list(record)
    first = "　".join(filter(None, (_brief(n, record[n]) for n in names[:_FIRST])))
    strip.text(first, style.style(), "left", style.size * 1.2, "·")
    rest = [
        f"{plain}：{told.rstrip('。')}"
        for plain, told in (read(n, record[n]) for n in names[_FIRST:])
        if told
    ]
    if rest:
        small = style.style(0.86, style.soft)
        strip.text("；".join(rest), small, indent=style.size * 1.2)


def _brief(name: str, value: Any) -> str:
    """A number says what it counts; a word says it by itself."""
    plain, told = read(name, value)
    counts = isinstance(value, int) or told.isdigit() or plain != name
    return f"{plain} {told}".strip() if counts and told else told


def read(name: str, value: Any) -> tuple[str, str]:
    """A name and its value as people read them: the unit follows the number.

    The names of the JSON carry it, ``减排量_毫克`` or ``里程（米）``.
    """
    if name == _BYTES:
        return "大小", f"{value:,} {_BYTES}"
    found = _UNIT.fullmatch(name)
    told = spelled(value)
    if found is None or not told:
        return name, told
    plain, unit = found["name"], found["own"] or found["given"]
    # What is less than a gram, a remainder, is told as it is.
    if unit == _MILLIGRAMS and isinstance(value, int) and abs(value) >= _GRAM:
        return plain, " ".join(mass_text(value))
    return plain, f"{told} {unit}"


def spelled(value: Any) -> str:
    """A value as people read it; a moment without its zone."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, dict):
        pairs = (read(name, each) for name, each in value.items())
        return "，".join(f"{name} {told}" for name, told in pairs if told)
    if isinstance(value, list):
        return " / ".join(map(spelled, value))
    return _MOMENT.sub(r"\1 \2", str(value))
