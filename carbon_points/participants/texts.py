"""What the codes of this room say to people, in Chinese and English."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "ID_MISSING": ("没有填证件号码。", "The ID number is missing."),
    "ID_LENGTH": (
        "身份证号应为 18 位，请对照证件核对。",
        "A resident ID has 18 characters; compare it with the card.",
    ),
    "ID_CHECKSUM": (
        "身份证号校验位对不上，有一位输错了，请对照证件逐位核对。",
        "The check digit of the resident ID does not fit: one character is wrong.",
    ),
    "ID_IMPOSSIBLE_DATE": (
        "身份证号第 7–14 位不是有效的出生日期，请核对。",
        "Digits 7 to 14 of the resident ID are no possible date of birth.",
    ),
    "USCC_LENGTH": (
        "统一社会信用代码应为 18 位，请对照营业执照核对。",
        "A unified social credit code has 18 characters.",
    ),
    "USCC_LETTER": (
        "统一社会信用代码里有不会出现的字符（I、O、S、V、Z 不用）。",
        "The code holds a character that is never used (I, O, S, V, Z are not).",
    ),
    "USCC_CHECKSUM": (
        "统一社会信用代码校验不符，有一位输错了，请对照营业执照核对。",
        "The check character of the code does not fit: one character is wrong.",
    ),
    "NAME_MISSING": ("没有填姓名（名称）。", "The name is missing."),
    "NAME_TOO_LONG": (
        "姓名（名称）不能超过 100 个字。",
        "A name has at most 100 characters.",
    ),
    "PHONE_LENGTH": (
        "手机号应为 11 位、以 1 开头；没有手机可不填。",
        "A mobile number has 11 digits and begins with 1; it may be left out.",
    ),
    "UNKNOWN_STREET": (
        "没有这个街道（镇），请按名单填写。",
        "There is no such subdistrict.",
    ),
    "DATE_FUTURE": ("登记日期还没有到。", "The date of registration is to come."),
    "DATE_UNREADABLE": (
        "登记日期看不懂，请写成 2026-06-30。",
        "The date cannot be read; write 2026-06-30.",
    ),
    "PROXY_RELATION_MISSING": (
        "由他人代办时要填与本人的关系。",
        "The relation of the proxy is missing.",
    ),
    "PROXY_NAME_MISSING": (
        "填了代办人的关系或电话，还要填代办人姓名。",
        "The proxy's relation or telephone is there; the name is missing.",
    ),
    "PROXY_PHONE": (
        "代办人电话看不懂，请只写数字；没有电话可不填。",
        "The proxy's telephone cannot be read; write digits, or leave it out.",
    ),
    "NO_CONSENT": (
        "本人（单位）没有签署授权书，不能开户。",
        "Without a signed consent there is no account.",
    ),
    "DUPLICATE_ID": (
        "此证件已登记：{name}（{street}）。不会新建。",
        "This ID is registered already: {name} ({street}). Nothing was made.",
    ),
    "DUPLICATE_USCC": (
        "此统一社会信用代码已登记：{name}（{street}）。不会新建。",
        "This code is registered already: {name} ({street}). Nothing was made.",
    ),
    "ALREADY_REGISTERED": (
        "{name}（{street}）已登记，但电话、住址等与原档案不同；请到档案里修改。",
        "{name} ({street}) is registered with other details; change them there.",
    ),
    "KIND_UNKNOWN": (
        "参与者类别应为 resident（居民）或 sme（中小微企业）。",
        "The kind is resident or sme.",
    ),
    "FIELD_UNKNOWN": ("表单里没有“{field}”一栏。", "The form has no field {field}."),
    "FIELD_TYPE": ("“{field}”一栏的类型不对。", "The field {field} has a wrong type."),
    "PARTICIPANT_UNKNOWN": ("没有这个参与者。", "There is no such participant."),
    "CONSENT_UNKNOWN": (
        "没有可以撤回的授权。",
        "There is no consent that could be withdrawn.",
    ),
    "DETAIL_UNKNOWN": (
        "“{field}”不能在档案里修改。",
        "{field} cannot be changed in the file.",
    ),
    "DETAIL_TOO_LONG": (
        "“{field}”一栏太长，最多 200 个字；没有保存。",
        "{field} is too long (at most 200 characters); nothing was saved.",
    ),
    "NOTHING_CHANGED": ("内容没有变化，没有保存。", "Nothing was changed."),
    "ACCOUNT_CLOSED": (
        "该参与者已销户，档案不能再改。",
        "The account is closed; the file stays as it is.",
    ),
    "MERGE_SAME": (
        "同一份档案不能和自己合并。",
        "An account cannot merge with itself.",
    ),
    "MERGE_KINDS": (
        "居民和小微企业不会是同一参与者，没有标记。",
        "A resident and a company are never one participant; nothing was marked.",
    ),
    "MERGE_MARKED": (
        "这两份档案已标为“待合并”，由审核员合并。",
        "These two accounts are marked already; the auditors merge them.",
    ),
    "MERGE_UNKNOWN": (
        "没有找到这个“待合并”标记，可能已经处理过。",
        "There is no such mark; it may have been dealt with.",
    ),
    "REASON_MISSING": ("请写明理由。", "A reason is needed."),
}
"""Code to (zh, en); the words in braces are the details of the error."""
