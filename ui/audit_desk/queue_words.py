"""How the audit queue says things: amounts, questions, reasons, decisions, waiting."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cache
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.reasons import reason_text
from carbon_points.common.days import from_day_number
from carbon_points.common.days import ZONE
from carbon_points.common.problems import RefusedError
from carbon_points.common.units import decimal_text
from carbon_points.exchange.sentences import error_sentence
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from ui.shared import language
from ui.shared.amounts import amount_text
from ui.shared.badges import Badge
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.messages import message
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from carbon_points.audit.judging import Wish
    from carbon_points.audit.queue import QueueRow
    from carbon_points.audit.records import History
    from carbon_points.crediting.explain import Explained
    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Methodology
    from ui.shared.messages import Message

REASONS: Final = (
    tr_later("audit", "凭证不清"),
    tr_later("audit", "单位有误"),
    tr_later("audit", "疑似重复"),
    tr_later("audit", "超出范围"),
    tr_later("audit", "身份不符"),
    tr_later("audit", "日期有误"),
    tr_later("audit", "抄表异常"),
    tr_later("audit", "方法学错"),
    tr_later("audit", "其他…"),
)
"""On the buttons, which have little room; R1 to R9."""

_VERBS: Final = {
    "approve": (tr_later("audit", "通过"), Tone.OK, ""),
    "reject": (tr_later("audit", "驳回"), Tone.BAD, ""),
    "freeze": (tr_later("audit", "冻结"), Tone.VIOLET, ""),
    "release": (tr_later("audit", "解冻"), Tone.INFO, ""),
    "reverse": (tr_later("audit", "冲正"), Tone.MUTE, "arrow-back-up"),
}
_STEPS: Final = {
    "logged": tr_later("audit", "登记"),
    "approval": tr_later("audit", "通过"),
    "stocktaking": tr_later("audit", "通过（摸底）"),
    "rejection": tr_later("audit", "驳回"),
    "withdrawal": tr_later("audit", "撤销"),
    "reversal": tr_later("audit", "冲正"),
    "freeze": tr_later("audit", "冻结"),
    "release": tr_later("audit", "解冻"),
}
_GRADES: Final = {
    "measured": tr_later("audit", "实测"),
    "documented": tr_later("audit", "有凭证"),
    "declared": tr_later("audit", "自报"),
}
_STATES: Final = {"stocktaken": "approved"}
_HOURS: Final = 48
_MG_OF_KG: Final = 1_000_000


def methodology_name(id_: str) -> str:
    """The whole name in the language in force."""
    return _names(language.in_force()).get(id_, (id_, id_))[0]


def kind_name(id_: str) -> str:
    """The short name, for a column."""
    return _names(language.in_force()).get(id_, (id_, id_))[1]


@cache
def _names(spoken: str) -> dict[str, tuple[str, str]]:
    said = {name: texts_of(one, spoken) for name, one in discover().items()}
    return {name: (texts.name, texts.short_name) for name, texts in said.items()}


def kilograms(reduction_mg: int) -> str:
    """``69.000``: the column's head names the unit."""
    return decimal_text(Fraction(reduction_mg, _MG_OF_KG), 3)


def quantity(methodology: Methodology, inputs: Mapping[str, Any] | None) -> str:
    """What was ridden, weighed or metered: ``46 千克``, ``63 天``."""
    if not inputs:
        return "—"
    if methodology.kind is Kind.INSTALLATION:
        period = [inputs.get("period_start"), inputs.get("period_end")]
        if all(period):
            start, end = (dt.date.fromisoformat(str(each)) for each in period)
            return translated("audit", tr_later("audit", "%n 天"), (end - start).days)
    for field in methodology.current.fields:
        is_amount = field.type in {FieldType.INTEGER, FieldType.DECIMAL} and field.unit
        if is_amount and inputs.get(field.name) is not None:
            return amount_text(methodology, field, inputs[field.name])
    return "—"


def entered(explained: Explained) -> list[tuple[str, str]]:
    """Label and value of each field that was filled in."""
    methodology = explained.methodology
    texts = texts_of(methodology, language.in_force())
    found = []
    for field in explained.version.fields:
        value = explained.inputs.get(field.name)
        if value is not None and value != "":
            found.append((texts.field(field.name), _value(methodology, field, value)))
    return found


def _value(methodology: Methodology, field: Field, value: Any) -> str:
    if field.type is FieldType.CHOICE:
        texts = texts_of(methodology, language.in_force())
        return texts.choice(field.name, str(value))
    if field.type is FieldType.MOMENT:
        return str(value).replace("T", " ")[:16]
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        return amount_text(methodology, field, value)
    return str(value)


def evidence_word(
    methodology: Methodology, row: QueueRow, inputs: Mapping[str, Any] | None
) -> str:
    """What proves it, in the methodology's own word."""
    word = (inputs or {}).get(methodology.grade_field)
    if not word:
        return translated("audit", _GRADES[row.grade])
    return texts_of(methodology, language.in_force()).choice(
        methodology.grade_field, str(word)
    )


def question(row: QueueRow) -> Badge | None:
    """The gravest of its questions, and how many more there are."""
    if row.person_frozen:
        said = translated("audit", tr_later("audit", "参与者已冻结"))
        return Badge(said, Tone.VIOLET)
    if not row.flags:
        return None
    first = next((flag for flag in row.flags if flag.doubt), row.flags[0])
    more = f" +{len(row.flags) - 1}" if len(row.flags) > 1 else ""
    return Badge(brief(first.says) + more, Tone.BAD if first.doubt else Tone.WARN)


def brief(sentence: str) -> str:
    """The first words of a sentence, for a badge."""
    for end in ("（", "，", "。", "；", " (", ", ", ". ", "; "):
        sentence = sentence.partition(end)[0]
    return sentence.removesuffix(".")


def mark_badge(wish: Wish | None) -> Badge | None:
    """What the open batch says about an action."""
    if wish is None:
        return None
    text, tone, shape = _VERBS[wish.verb]
    code = wish.reason[:2] if wish.reason and wish.verb != "approve" else ""
    return Badge(f"{translated('audit', text)} {code}".strip(), tone, shape)


def verb_word(verb: str) -> str:
    """``驳回``."""
    return translated("audit", _VERBS[verb][0])


def reason_word(number: int) -> str:
    """A reason as its button says it."""
    return translated("audit", REASONS[number - 1])


def reason_whole(number: int) -> str:
    """A reason as it is stored and printed."""
    return reason_text(f"R{number}", language.in_force())


def state_of(name: str) -> str:
    """The name of the badge of an action's state."""
    return _STATES.get(name, name)


def waited(since: int, now: int) -> str:
    """``18 小时`` or ``3 天``."""
    hours = max(now - since, 0) // 3600
    if hours < _HOURS:
        return translated("audit", tr_later("audit", "%n 小时"), hours)
    return translated("audit", tr_later("audit", "%n 天"), hours // 24)


def moment(seconds: int) -> str:
    """``11-18 15:07``."""
    return f"{dt.datetime.fromtimestamp(seconds, ZONE):%m-%d %H:%M}"


def day(number: int) -> str:
    """``2026-11-18``."""
    return from_day_number(number).isoformat()


def step_line(step: History, people: Mapping[str, str]) -> str:
    """``11-18 15:07  驳回  刘洋  R1 凭证不清``."""
    logins = [login for login in (step.operator, step.second) if login]
    who = language.listed(people.get(login, login) for login in logins)
    reason = reason_text(step.reason, language.in_force()) if step.reason else ""
    parts = (moment(step.at), step_word(step.kind), who, reason)
    return "　".join(part for part in parts if part)


def step_word(kind: str) -> str:
    """A step in the life of an action."""
    return translated("audit", _STEPS.get(kind, kind))


def refusal_text(code: str) -> str:
    """Why a decision is kept out."""
    if code == "SAME_PERSON":
        return message("M31").whole
    return error_sentence(RefusedError(code), language.in_force())


def refusal(code: str) -> Message:
    """Why a decision is kept out, as a message."""
    if code == "SAME_PERSON":
        return message("M31")
    return split(Tone.WARN, refusal_text(code), code)


def comparison(reduction_mg: int, mean_mg: int | None, p99_mg: int | None) -> str:
    """How far the amount stands out; empty if it does not."""
    parts = []
    if mean_mg and reduction_mg >= 2 * mean_mg:
        times = decimal_text(Fraction(reduction_mg, mean_mg), 1)
        text = tr_later("audit", "是本人 90 天均值的 {times} 倍")
        parts.append(translated("audit", text).format(times=times))
    if p99_mg is not None and reduction_mg > p99_mg:
        text = tr_later("audit", "超过同类 99% 的单次减排量")
        parts.append(translated("audit", text))
    if not parts:
        return ""
    end = "。" if language.in_force() == language.ZH else "."
    joined = ("，" if language.in_force() == language.ZH else ", ").join(parts)
    return joined[0].upper() + joined[1:] + end
