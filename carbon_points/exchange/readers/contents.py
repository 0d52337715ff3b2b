"""What the cells of a column look like, where its heading does not say enough."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers import moments
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.vocabulary import vocabulary
from carbon_points.participants.rules import normalise_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.exchange.readers.values import Cell

SAMPLE: Final = 200

_RIC: Final = re.compile(r"[0-9]{17}[0-9X]|[0-9](?:\.[0-9]+)?E\+?17")
_USCC: Final = re.compile(
    r"(?=.*[A-Z])[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-Z]{9,10}|9[0-9]{17}"
)
_PHONE: Final = re.compile(r"1[0-9]{10}")
_ACCOUNT: Final = re.compile(r"[A-Za-z_-]{1,6}[0-9]{4,}")
_ORDER: Final = re.compile(r"[A-Za-z0-9-]{8,40}")
_HAN_NAME: Final = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U000323af]{2,4}")
_COMPANY: Final = re.compile(
    r".*(?:公司|店|厂|中心|合作社|超市|酒楼|饭店|企业|工作室|事务所|经营部|集团|个体).*"
)
_SUBDISTRICT: Final = re.compile(r".*(?:街道|镇|乡|办事处)")
_COMMUNITY: Final = re.compile(r".*(?:社区|村|居委会|村委会|小区|园区)(?:[(].*[)])?")
_POINT: Final = re.compile(r".*(?:点|点位|站|箱|网点)(?:[(].*[)])?")
_REFRIGERANT: Final = re.compile(
    r"(?:HFC-?|HCFC-?)?R?-?[0-9]{2,4}[A-Z]*", re.IGNORECASE
)
_YEAR: Final = re.compile(r"20[0-9]{2}年?度?")
_SERIAL_DIGITS: Final = 7
_GRADE: Final = re.compile(r"[0-9一二三四五壹贰叁]级?")


def share(cells: Sequence[Cell], content: str) -> float | None:
    """Which part of the cells that say anything looks like `content`."""
    looks = _LOOKS.get(content)
    said = [cell for cell in cells if values.cell_text(cell)]
    if looks is None or not said:
        return None
    return sum(1 for cell in said if looks(cell)) / len(said)


def _matches(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    return lambda cell: pattern.fullmatch(values.code(cell)) is not None


def _says(choice: str) -> Callable[[Cell], bool]:
    return lambda cell: vocabulary().meaning(choice, values.cell_text(cell)) is not None


def _is_ric(cell: Cell) -> bool:
    return _RIC.fullmatch(normalise_id(values.cell_text(cell))) is not None


def _is_person(cell: Cell) -> bool:
    text = normalise_id(values.cell_text(cell))
    return _RIC.fullmatch(text) is not None or _USCC.fullmatch(text) is not None


def _is_uscc(cell: Cell) -> bool:
    return _USCC.fullmatch(normalise_id(values.cell_text(cell))) is not None


def _is_phone(cell: Cell) -> bool:
    return _PHONE.fullmatch(values.phone(cell)) is not None


def _is_name(cell: Cell) -> bool:
    text = values.name(cell)
    return (_HAN_NAME.fullmatch(text) is not None or "·" in text) and not _is_place(
        text
    )


def _is_place(text: str) -> bool:
    return bool(_SUBDISTRICT.fullmatch(text) or _COMMUNITY.fullmatch(text))


def _is_moment(cell: Cell) -> bool:
    if isinstance(cell, dt.datetime):
        return True
    return isinstance(cell, str) and moments.moment(cell) is not None


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, str) and _is_number(cell):
        return False
    return not isinstance(cell, int | float) and moments.day(cell) is not None


def _is_number(cell: Cell) -> bool:
    found = values.number(cell)
    return found is not None and (not found.unit or found.unit.isalpha())


def _is_serial(cell: Cell) -> bool:
    return values.code(cell).isdigit() and len(values.code(cell)) < _SERIAL_DIGITS


_LOOKS: Final[dict[str, Callable[[Cell], bool]]] = {
    "ric": _is_ric,
    "uscc": _is_uscc,
    "person": _is_person,
    "phone": _is_phone,
    "account": _matches(_ACCOUNT),
    "order": _matches(_ORDER),
    "name": _is_name,
    "company": lambda cell: _COMPANY.fullmatch(values.name(cell)) is not None,
    "subdistrict": _matches(_SUBDISTRICT),
    "community": _matches(_COMMUNITY),
    "point": _matches(_POINT),
    "refrigerant": _matches(_REFRIGERANT),
    "year": _matches(_YEAR),
    "grade": _matches(_GRADE),
    "moment": _is_moment,
    "date": _is_date,
    "number": _is_number,
    "serial": _is_serial,
    "yesno": _says("consent"),
    "vehicle": _says("vehicle"),
    "heating": _says("heating"),
    "purchase": _says("purchase"),
}
