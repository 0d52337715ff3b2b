"""What to say about a paper that was verified: a verdict, facts, and each check."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.verify import Reason
from carbon_points.common.units import decimal_text
from carbon_points.common.units import mass_text
from ui.shared import language
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.messages import message
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from carbon_points.certificates.register import Registered
    from carbon_points.certificates.verify import Verification

_TITLES: Final = {
    Reason.OK: (tr_later("verdicts", "真实有效"), Tone.OK, "rosette-discount-check"),
    Reason.FILE_CHANGED: (
        tr_later("verdicts", "文件被改动"),
        Tone.WARN,
        "alert-triangle",
    ),
    Reason.CONTENT_ALTERED: (
        tr_later("verdicts", "内容被改动"),
        Tone.BAD,
        "alert-octagon",
    ),
    Reason.BAD_SIGNATURE: (tr_later("verdicts", "签名不符"), Tone.BAD, "alert-octagon"),
    Reason.UNKNOWN_KEY: (tr_later("verdicts", "非本区签发"), Tone.WARN, "help-circle"),
    Reason.KEY_LOST: (tr_later("verdicts", "钥匙已挂失"), Tone.BAD, "alert-octagon"),
    Reason.REVOKED: (tr_later("verdicts", "已作废"), Tone.MUTE, "circle-x"),
    Reason.REPLACED: (tr_later("verdicts", "已被替换"), Tone.MUTE, "refresh"),
    Reason.NOT_A_CERTIFICATE: (
        tr_later("verdicts", "不是证书"),
        Tone.MUTE,
        "help-circle",
    ),
}
_UNSIGNED: Final = frozenset({Reason.CONTENT_ALTERED, Reason.BAD_SIGNATURE})
_DEMO: Final = (tr_later("verdicts", "演示"), Tone.WARN, "flask")
_NOT_THAT_DAY: Final = (tr_later("verdicts", "钥匙当日无效"), Tone.WARN, "clock")


@dataclass(frozen=True, slots=True)
class Check:
    """One question that was put to the paper."""

    name: str
    passed: bool | None
    """None if it could not be asked."""

    detail: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a genuine paper says."""

    name: str
    value: str
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that the result card shows."""

    title: str
    tone: Tone
    icon: str
    sentence: str
    serial: str
    holder: str
    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]


def verdict(
    found: Verification, known: Registered | None = None, *, has_register: bool = False
) -> Verdict:
    """The verdict on a paper, in the language in force.

    Args:
        found: what the paper itself says.
        known: the same serial in the register of this desk.
        has_register: whether somebody could look into one.
    """
    title, tone, icon = _title(found)
    signed = found.content or found.summary
    checks = _checks(found)
    if has_register and checks:
        checks += (_register_check(found, known),)
    return Verdict(
        translated("verdicts", title),
        tone,
        icon,
        _sentence(found),
        found.serial,
        _holder(found) if signed else "",
        _facts(found),
        checks,
    )


def unlisted(serial: str, sentence: str) -> Verdict:
    """The verdict on a typed serial that cannot be looked up, and why."""
    title = translated("verdicts", tr_later("verdicts", "查不到"))
    return Verdict(title, Tone.MUTE, "help-circle", sentence, serial, "", (), ())


def _title(found: Verification) -> tuple[str, Tone, str]:
    if found.demo and found.valid:
        return _DEMO
    if found.reason is Reason.UNKNOWN_KEY and found.key is not None:
        return _NOT_THAT_DAY
    return _TITLES[found.reason]


def _holder(found: Verification) -> str:
    if found.content is not None:
        return found.content.holder
    return found.summary.name if found.summary is not None else ""


def _sentence(found: Verification) -> str:
    if found.demo and found.valid:
        return translated(
            "verdicts", tr_later("verdicts", "演示证书：签名正确，但不作凭据。")
        )
    signed = found.content or found.summary
    if found.reason is Reason.OK and signed is not None:
        amount = decimal_text(Fraction(_reduction(found), 1_000_000), 3)
        day = signed.issued_on.isoformat()
        return message("M46", name=_holder(found), amount=amount, date=day).whole
    if found.reason in _UNSIGNED:
        return message("M47").whole
    return _out_of_force(found)


def _reduction(found: Verification) -> int:
    if found.content is not None:
        return found.content.total_mg
    return found.summary.reduction_mg if found.summary is not None else 0


def _out_of_force(found: Verification) -> str:
    spoken = 0 if language.in_force() == language.ZH else 1
    said, revoked = found.sentence[spoken], found.revocation
    if found.lost_from is not None:
        lost = translated("verdicts", tr_later("verdicts", "自 {day} 起挂失。"))
        return said + lost.format(day=found.lost_from.isoformat())
    if revoked is None:
        return said
    day = revoked.on.isoformat()
    if found.reason is Reason.REVOKED:
        unsaid = translated("verdicts", tr_later("verdicts", "未写明原因"))
        return message("M48", date=day, reason=revoked.note or unsaid).whole
    since = translated("verdicts", tr_later("verdicts", "自 {day} 起，新证书 {by}。"))
    return said + since.format(day=day, by=revoked.by or "—")


def _register_check(found: Verification, known: Registered | None) -> Check:
    name = translated("verdicts", tr_later("verdicts", "本机登记簿"))
    if known is None:
        elsewhere = tr_later("verdicts", "不在本机登记簿，可能由其他服务台签发")
        return Check(name, None, translated("verdicts", elsewhere))
    same = known.line.serial == found.serial
    if known.first_printed is None:
        unprinted = tr_later("verdicts", "在册；还没有打印")
        return Check(name, same, translated("verdicts", unprinted))
    text = translated(
        "verdicts", tr_later("verdicts", "在册；首次打印 {at}，重打 {n} 次")
    )
    at = f"{known.first_printed:%Y-%m-%d %H:%M}"
    return Check(name, same, text.format(at=at, n=known.line.reprints))


def _facts(found: Verification) -> tuple[Fact, ...]:
    content, summary = found.content, found.summary
    if content is not None:
        words = (content.holder, content.id_tail)
        amounts = (content.total_mg, content.total_points)
        days = (content.issued_on, content.period_from, content.period_to)
    elif summary is not None:
        words = (summary.name, summary.id_tail)
        amounts = (summary.reduction_mg, summary.points)
        days = (summary.issued_on, summary.period_from, summary.period_to)
    else:
        return ()
    return _named(words, amounts, days, found.serial)


def _named(
    words: tuple[str, str],
    amounts: tuple[int, int],
    days: tuple[dt.date, dt.date, dt.date],
    serial: str,
) -> tuple[Fact, ...]:
    holder = translated("verdicts", tr_later("verdicts", "{name}（证件尾号 {tail}）"))
    amount, unit = mass_text(amounts[0])
    points = translated("verdicts", tr_later("verdicts", "{points} 分"))
    issued, first, last = (day.isoformat() for day in days)
    name = translated
    return (
        Fact(
            name("verdicts", tr_later("verdicts", "持证人")),
            holder.format(name=words[0], tail=words[1]),
        ),
        Fact(
            name("verdicts", tr_later("verdicts", "核定减排量")),
            f"{amount} {unit}CO₂e",
            is_amount=True,
        ),
        Fact(
            name("verdicts", tr_later("verdicts", "积分")),
            points.format(points=f"{amounts[1]:,}"),
            is_amount=True,
        ),
        Fact(name("verdicts", tr_later("verdicts", "期间")), f"{first} → {last}"),
        Fact(name("verdicts", tr_later("verdicts", "签发日期")), issued),
        Fact(name("verdicts", tr_later("verdicts", "编号")), serial),
    )


def _checks(found: Verification) -> tuple[Check, ...]:
    reason = found.reason
    if reason is Reason.NOT_A_CERTIFICATE:
        return ()
    key = found.key
    known = reason is not Reason.UNKNOWN_KEY or key is not None
    in_force = reason not in {Reason.UNKNOWN_KEY, Reason.KEY_LOST}
    genuine = in_force and reason not in _UNSIGNED
    whose = f"{key.district} · {key.listed.key_id.hex().upper()}" if key else ""
    listed = found.revocation is not None
    has_list = found.revocations_as_of is not None
    return (
        Check(
            translated("verdicts", tr_later("verdicts", "签发方在公钥名单里")),
            known,
            whose,
        ),
        Check(
            translated("verdicts", tr_later("verdicts", "钥匙在签发日有效")),
            in_force if key is not None else None,
            _key_days(found),
        ),
        Check(
            translated("verdicts", tr_later("verdicts", "数字签名与内容一致")),
            genuine if in_force else None,
            "",
        ),
        Check(
            translated("verdicts", tr_later("verdicts", "签发后没有改动")),
            None if not genuine else reason is not Reason.FILE_CHANGED,
            "",
        ),
        Check(
            translated("verdicts", tr_later("verdicts", "没有作废或被替换")),
            None if not genuine or not (has_list or listed) else not listed,
            _list_day(found) if genuine else "",
        ),
    )


def _key_days(found: Verification) -> str:
    """From when to when the key may sign, as the list says."""
    if found.key is None:
        return ""
    row = found.key.listed
    if row.lost_from is not None:
        lost = translated("verdicts", tr_later("verdicts", "{day} 起挂失"))
        return lost.format(day=row.lost_from.isoformat())
    first = row.valid_from.isoformat()
    if row.valid_to is None:
        since = translated("verdicts", tr_later("verdicts", "自 {day} 起可签"))
        return since.format(day=first)
    last = row.valid_to - dt.timedelta(days=1)
    return f"{first} → {last.isoformat()}"


def _list_day(found: Verification) -> str:
    if found.revocations_as_of is None:
        return translated("verdicts", tr_later("verdicts", "本机没有作废名单"))
    text = translated("verdicts", tr_later("verdicts", "作废名单更新于 {day}"))
    return text.format(day=found.revocations_as_of.isoformat())
