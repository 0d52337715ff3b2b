"""Identity numbers and telephones of participants: what they mean, what is wrong."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

from carbon_points.common.identities import check_character

_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
_CODE_LENGTH: Final = 18
_OLDEST_YEARS: Final = 130
_FEWEST_HIDDEN: Final = 4
_RIC_SHAPE: Final = re.compile(r"[0-9]{17}[0-9X]")
_OLD_RIC_SHAPE: Final = re.compile(r"[0-9]{15}")
_MOBILE_SHAPE: Final = re.compile(r"1[0-9]{10}")
_COUNTRY_PREFIX: Final = re.compile(r"(?:\+|00)?86(?=1[0-9]{10}$)")

PROVINCES: Final = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
    "71": "台湾省",
    "81": "香港特别行政区",
    "82": "澳门特别行政区",
    "83": "台湾省",
}
"""The first two digits of a resident ID (GB/T 2260; 81 to 83 of residence permits)."""

# Spaces of every kind, dashes, quotes that force text in a spreadsheet, and what
# cannot be seen: zero-width and bidirectional marks, control characters.
_NOISE: Final = re.compile(
    "[\\s\\-'`\u2018\u2019\u2010-\u2015\u2212\u00ad\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f]"
)


def normalise_id(text: str) -> str:
    """An identity number as it is kept: half width, no spaces or dashes, upper case."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()


def ric_problem(text: str, today: dt.date) -> str | None:
    """The code of what is wrong with a normalised resident ID, None if nothing."""
    if not text:
        return "ID_MISSING"
    if len(text) != _CODE_LENGTH:
        return "ID_LENGTH"
    if not _RIC_SHAPE.fullmatch(text):
        return "ID_CHECKSUM"
    born = ric_birth_date(text)
    if born is None or born > today or today.year - born.year > _OLDEST_YEARS:
        return "ID_IMPOSSIBLE_DATE"
    return None if check_character(text) == text[17] else "ID_CHECKSUM"


def is_ric(text: str, today: dt.date) -> bool:
    """Whether a normalised text is a sound resident ID."""
    return ric_problem(text, today) is None


def ric_birth_date(text: str) -> dt.date | None:
    """The birth date written in a resident ID, None if there is no such day."""
    try:
        return dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


def rics_of_old_number(text: str) -> tuple[str, ...]:
    """The 18-digit IDs that a 15-digit one may have become; none if it is no such one.

    The old number has two digits for the year; people born before 1900 are few and
    old, so their reading comes second.
    """
    if not _OLD_RIC_SHAPE.fullmatch(text):
        return ()
    made = (text[:6] + century + text[6:] for century in ("19", "18"))
    return tuple(
        number + check_character(number) for number in made if ric_birth_date(number)
    )


def native_place(text: str, district_code: str, district_name: str) -> str:
    """Where a resident ID was first given, as far as it is known; else empty.

    The district's own code gives its whole name, any other one the province.
    """
    if district_code and text.startswith(district_code):
        return district_name
    return PROVINCES.get(text[:2], "")


def ric_sex(text: str) -> str:
    """``male`` or ``female``, by the 17th digit of a sound resident ID."""
    return "male" if int(text[16]) % 2 else "female"


def uscc_problem(text: str) -> str | None:
    """The code of what is wrong with a normalised company code, None if nothing."""
    if not text:
        return "ID_MISSING"
    if len(text) != _CODE_LENGTH:
        return "USCC_LENGTH"
    if any(c not in _USCC_ALPHABET for c in text):
        return "USCC_LETTER"
    values = [_USCC_ALPHABET.index(c) for c in text]
    total = sum(v * w for v, w in zip(values, _USCC_WEIGHTS, strict=False))
    return None if (31 - total % 31) % 31 == values[17] else "USCC_CHECKSUM"


def is_uscc(text: str) -> bool:
    """Whether a normalised text is a sound company code."""
    return uscc_problem(text) is None


def owner_problem(text: str, today: dt.date) -> str | None:
    """What is wrong with a number that may be a resident's or a company's."""
    ric = ric_problem(text, today)
    if ric is None or not text:
        return ric
    uscc = uscc_problem(text)
    if uscc is None:
        return None
    return ric if text[:-1].isdigit() else uscc


def normalise_phone(text: str) -> str:
    """A telephone as it is kept: digits only, without the country's prefix."""
    if not (text.isascii() and text.isdigit()):
        text = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    return _COUNTRY_PREFIX.sub("", text)


def phone_problem(text: str) -> str | None:
    """``PHONE_LENGTH`` unless a normalised text is empty or a mobile number."""
    return None if not text or _MOBILE_SHAPE.fullmatch(text) else "PHONE_LENGTH"


def masked_id(text: str) -> str:
    """``370114********001X``: the first six and the last four stay readable."""
    return _masked(text, 6, 4)


def masked_name(text: str) -> str:
    """``张**``: the first character stays readable, of four and more the first two."""
    head = 2 if len(text) > 3 else 1 if len(text) > 1 else 0
    return text[:head] + "**" if text else ""


def masked_phone(text: str) -> str:
    """``138****6021``: the first three and the last four stay readable."""
    return _masked(text, 3, 4)


def masked_account(text: str) -> str:
    """The account of a platform; where it is a telephone, masked like one."""
    phone = normalise_phone(text)
    return text if phone_problem(phone) or not phone else masked_phone(phone)


def _masked(text: str, head: int, tail: int) -> str:
    if len(text) < head + tail + _FEWEST_HIDDEN:
        head = tail = len(text) // 4
    stars = "*" * (len(text) - head - tail)
    return text[:head] + stars + text[len(text) - tail :]
