"""The forms of registration as data: what the window shows and `register` reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.common.problems import UserError
from carbon_points.participants import rules
from carbon_points.participants.drafts import Draft
from carbon_points.participants.drafts import KINDS
from carbon_points.participants.drafts import RESIDENT
from carbon_points.participants.drafts import SME
from carbon_points.participants.names import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; its name is the key in the JSON of `register`."""

    name: str
    label_zh: str
    label_en: str
    required: bool = False
    help_zh: str = ""
    help_en: str = ""
    values: str = "text"
    """``text``, ``date`` (``2026-06-30``) or ``yes_no`` (JSON true or false)."""

    choices: tuple[tuple[str, str], ...] = ()
    """(Chinese, English) of the usual answers; the Chinese word is what is kept."""


_RELATIONS: Final = (
    ("配偶", "spouse"),
    ("子女", "child"),
    ("父母", "parent"),
    ("兄弟姐妹", "brother or sister"),
    ("祖父母、外祖父母", "grandparent"),
    ("孙子女、外孙子女", "grandchild"),
    ("其他亲属", "other relative"),
    ("监护人", "guardian"),
    ("邻居", "neighbour"),
    ("社区（村）工作人员", "community worker"),
)
_STAFF: Final = (
    ("法定代表人", "legal representative"),
    ("经营者", "owner"),
    ("经办员工", "member of staff"),
    ("受委托人", "agent"),
)
_SIZES: Final = (("微型", "micro"), ("小型", "small"), ("中型", "medium"))


_SUBDISTRICT: Final = Field(
    "subdistrict",
    "所属街道（镇）",
    "subdistrict",
    required=True,
    help_zh="减排量计入登记时所属的街道（镇）",
    help_en="reductions count in the subdistrict of registration",
)
_COMMUNITY: Final = Field("community", "所属社区", "community")
_DATE: Final = Field(
    "registered_on",
    "登记日期",
    "date of registration",
    help_zh="不填即为今天",
    help_en="today if left empty",
    values="date",
)
_CONSENT: Final = Field(
    "consent",
    "已签署授权书",
    "consent signed",
    required=True,
    help_zh="没有本人（单位）授权不能开户",
    help_en="without consent there is no account",
    values="yes_no",
)


def _proxy(relation_zh: str, choices: tuple[tuple[str, str], ...]) -> tuple[Field, ...]:
    """The three fields of somebody who registers another."""
    return (
        Field(
            "proxy_name",
            "代办人",
            "proxy",
            help_zh="由他人代办时填写",
            help_en="if somebody else registers",
        ),
        Field("proxy_relation", relation_zh, "relation of the proxy", choices=choices),
        Field("proxy_phone", "代办人电话", "telephone of the proxy"),
    )


_NOTE: Final = Field("note", "备注", "note")

FORMS: Final[Mapping[str, tuple[Field, ...]]] = {
    RESIDENT: (
        Field(
            "identity",
            "身份证号",
            "resident ID",
            required=True,
            help_zh="18 位，可刷卡；末位为 X 时大小写均可",
            help_en="18 characters, by card reader or by hand",
        ),
        Field("name", "姓名", "name", required=True),
        Field("phone", "手机号", "mobile", help_zh="没有手机可不填"),
        _SUBDISTRICT,
        _COMMUNITY,
        Field(
            "platform_account",
            "骑行平台账号",
            "bike platform account",
            help_zh="骑行订单没有手机号时凭它找到本人",
            help_en="finds the rider of an order that has no phone",
        ),
        _DATE,
        _CONSENT,
        *_proxy("与本人关系", _RELATIONS),
        _NOTE,
    ),
    SME: (
        Field(
            "identity",
            "统一社会信用代码",
            "unified social credit code",
            required=True,
            help_zh="18 位，不含 I、O、S、V、Z",
            help_en="18 characters, none of them I, O, S, V or Z",
        ),
        Field("name", "企业名称", "company name", required=True),
        _SUBDISTRICT,
        _COMMUNITY,
        Field("size_class", "企业规模", "size class", choices=_SIZES),
        Field("industry", "所属行业", "industry"),
        Field("contact", "联系人", "contact"),
        Field("phone", "联系电话", "telephone"),
        _DATE,
        _CONSENT,
        *_proxy("与单位关系", _STAFF),
        _NOTE,
    ),
}


_ALSO_CALLED: Final = {
    "ric": "identity",
    "uscc": "identity",
    "id_number": "identity",
    "account": "platform_account",
    "street": "subdistrict",
    "size": "size_class",
}
"""Names that an import's columns have for the same field."""


def _by_field(kind: str, form: Mapping[str, object]) -> dict[str, object]:
    """The form with its fields' own names; a Chinese label or a column name will do."""
    labels = {field.label_zh: field.name for field in FORMS[kind]}
    also = {**labels, **_ALSO_CALLED}
    named = {also.get(name, name): value for name, value in form.items()}
    return {**named, "kind": kind}


def draft_of(form: Mapping[str, object], as_of: dt.date) -> Draft:
    """The draft that a filled form describes; nothing is judged yet.

    Args:
        form: ``kind`` and the fields of `FORMS`.
        as_of: the date of registration if the form names none.

    Raises:
        UserError: KIND_UNKNOWN, FIELD_UNKNOWN, FIELD_TYPE or DATE_UNREADABLE.
    """
    kind = form.get("kind")
    if kind not in KINDS:
        raise UserError(code="KIND_UNKNOWN", kind=str(kind))
    form = _by_field(str(kind), form)
    text = _texts(str(kind), form)
    return Draft(
        kind=str(kind),
        name=tidy(text.pop("name", "")),
        identity=rules.normalise_id(text.pop("identity", "")),
        phone=rules.normalise_phone(text.pop("phone", "")),
        proxy_phone=rules.normalise_phone(text.pop("proxy_phone", "")),
        subdistrict=text.pop("subdistrict", ""),
        registered_on=_day(text.pop("registered_on", ""), as_of),
        consent=form.get("consent") is True,
        **text,
    )


def _texts(kind: str, form: Mapping[str, object]) -> dict[str, str]:
    """The text fields of a form, without the empty ones."""
    known = {field.name: field.values for field in FORMS[kind]}
    found: dict[str, str] = {}
    for name, value in form.items():
        if name == "kind":
            continue
        if name not in known:
            raise UserError(code="FIELD_UNKNOWN", field=name)
        if known[name] == "yes_no":
            if not isinstance(value, bool):
                raise UserError(code="FIELD_TYPE", field=name)
        elif value is not None:
            if not isinstance(value, str):
                raise UserError(code="FIELD_TYPE", field=name)
            found[name] = value.strip()
    return found


def _day(text: str, as_of: dt.date) -> int:
    try:
        return day_number(dt.date.fromisoformat(text) if text else as_of)
    except ValueError as error:
        raise UserError(code="DATE_UNREADABLE", field="registered_on") from error
