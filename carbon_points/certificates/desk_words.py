"""The fixed words of the papers that are printed at the desk."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.certificates import words
from carbon_points.common.units import exact_text
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.texts import texts_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.methodology.contract import Methodology

SLIP: Final = "办理凭条"
PASSBOOK: Final = "碳积分存折"
CONSENT: Final = "授权书"
PASSBOOK_NOTE: Final = f"减排量{words.NOT_CERTIFIED}。{words.NO_MONEY}"
COLUMNS: Final = ("日期", "类别", "减排量", "积分", "状态")
FOOT: Final = "第 {page} / {pages} 页"
BALANCE: Final = "可用积分"
WAITING: Final = "待审核积分（预计）"
EXPIRES_SOON: Final = "积分即将到期，请在到期前使用。"
WARN_DAYS: Final = 90
"""Points that expire are announced on paper so many days before."""

_STATES: Final = {
    State.STOCKTAKEN: "摸底",
    State.WAITING: "待审核",
    State.FROZEN: "已冻结",
    State.APPROVED: "已通过",
    State.REJECTED: "已驳回",
    State.REVERSED: "已冲正",
    State.NOT_CREDITABLE: "不予计入",
    State.WITHDRAWN: "已撤销",
}


def state(code: int) -> str:
    """Where an action stands."""
    return _STATES[State(code)]


def by(operator: str) -> str:
    """Who sat at the desk."""
    return f"经办　{operator}"


def desk(number: int) -> str:
    """A desk that was given no name."""
    return f"第 {number} 号服务台"


def passbook_page(page: int) -> str:
    """Which page of the passbook it is."""
    return f"第 {page} 页"


_CAUSES: Final = {
    "approval": "记入",
    "reversal": "冲正",
    "correction": "更正",
    "redemption": "兑换",
    "expiry": "到期",
    "closing": "销户到期",
    "award": "活动奖励",
    "merge": "并户",
}
_NAMED: Final = 2


def movement(cause: str, categories: Sequence[str]) -> str:
    """What moved points: ``记入 骑行、旧衣``; of more than two the first is named."""
    word = _CAUSES.get(cause.partition(":")[0], "其他")
    if len(categories) > _NAMED:
        return f"{word} {categories[0]}等 {len(categories)} 类"
    return f"{word} {'、'.join(categories)}".strip()


_LARGER: Final = {"m": "千米", "g": "千克"}
"""Units that nobody says: a thousand of them make the one on paper."""


def amount(value: int | Fraction | str, unit: str, shown: str) -> str:
    """``4.2 千克`` for 4,200 g; other units as their methodology calls them."""
    exact = Fraction(value)
    if unit in _LARGER:
        return f"{exact_text(exact / 1000)} {_LARGER[unit]}"
    return f"{exact_text(exact)} {shown}"


def amount_of(methodology: Methodology, inputs: Mapping[str, Any]) -> str:
    """What was done: the period of a device, or the first amount of an action."""
    if methodology.kind is Kind.INSTALLATION:
        return f"{inputs.get('period_start')} 至 {inputs.get('period_end')}"
    texts = texts_of(methodology, "zh")
    for field in methodology.current.fields:
        is_amount = field.type in {FieldType.INTEGER, FieldType.DECIMAL} and field.unit
        if is_amount and inputs.get(field.name) is not None:
            unit = texts.unit(field.name) or field.unit
            return amount(inputs[field.name], field.unit, unit)
    return ""


def reprint(count: int) -> str:
    """How often the paper was printed before."""
    return f"重打第 {count} 次"


def gained(points: int) -> str:
    """``+14``; nothing gained is 0."""
    return f"{points:+,}" if points else "0"


def points(count: int) -> str:
    """``1,286 分``."""
    return f"{count:,} 分"


def total(count: int) -> str:
    """The label of the sums."""
    return f"合计有效 {count} 笔"


def detail(amount: str, record: str) -> str:
    """What was done, and the id of its record."""
    number = f"编号 {record}"
    return f"{amount}　{number}" if amount else number


def expiry(day: dt.date, count: int) -> tuple[str, str]:
    """When points expire next, and how many."""
    return f"下次到期 {day.isoformat()}", points(count)


def slip_notes(district: str) -> tuple[str, ...]:
    """What a slip says at its foot."""
    nature = f"减排量{words.NOT_CERTIFIED}，由区级核算登记。{words.NO_MONEY}"
    return nature, "待审核的积分以审核结果为准。", objection(district)


def objection(district: str) -> str:
    """Where to object."""
    return (
        "对记录有异议，可凭有效证件到任一碳普惠服务台或"
        f"{district}{words.BUREAU}提出，由审核员复核并书面答复。"
    )


_FIGURES: Final = (
    "0123456789,.-+%/:;()=×·*ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz₂ "
)
_USUAL: Final = "骑行旧衣光伏热泵空调千米千克街道服务台镇社区工作人员年月日"

COMMON_PLAIN: Final = "".join(
    (
        *_STATES.values(),
        *COLUMNS,
        *slip_notes("济南市章丘区"),
        *words.ID_LABELS.values(),
        BALANCE + WAITING + FOOT + PASSBOOK_NOTE + EXPIRES_SOON + _FIGURES + _USUAL,
        by("") + reprint(0) + points(0) + total(0) + detail("", "") + "下次到期",
    )
)
COMMON_HEAVY: Final = "".join(
    (
        SLIP,
        BALANCE,
        EXPIRES_SOON,
        words.DEMO,
        _FIGURES,
        total(0),
        "章丘区济南市碳普惠分重打第次",
    )
)
