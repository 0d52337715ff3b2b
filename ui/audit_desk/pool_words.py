"""How the pool says things: names, amounts, states, columns."""

from __future__ import annotations

from functools import cache
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.pool.rules import DisposalState
from carbon_points.pool.rules import NoticeState
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    import datetime as dt

translate: Final = QCoreApplication.translate


def name_of(methodology: str) -> str:
    """A methodology in the language in force."""
    return _names(language.in_force()).get(methodology, methodology)


def methodologies() -> tuple[str, ...]:
    """Every installed methodology."""
    return tuple(discover())


def span(first: dt.date, last: dt.date) -> str:
    """Two days, both included."""
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"


def notice_badge(state: NoticeState) -> Badge:
    """Where a notice stands."""
    return {
        NoticeState.RUNNING: Badge(translate("Pool", "公示中"), Tone.INFO, "clock"),
        NoticeState.OBJECTED: Badge(translate("Pool", "异议待答"), Tone.WARN),
        NoticeState.READY: Badge(translate("Pool", "可登记"), Tone.PRIMARY),
        NoticeState.REGISTERED: Badge(translate("Pool", "已登记"), Tone.OK),
        NoticeState.CANCELLED: Badge(
            translate("Pool", "已撤回"), Tone.MUTE, "circle-x"
        ),
    }[state]


def disposal_badge(state: DisposalState) -> Badge:
    """Where a disposal stands."""
    return {
        DisposalState.PROPOSED: Badge(translate("Pool", "待复核"), Tone.WARN, "clock"),
        DisposalState.CONFIRMED: Badge(translate("Pool", "已划拨"), Tone.OK),
        DisposalState.DROPPED: Badge(
            translate("Pool", "已收回"), Tone.MUTE, "circle-x"
        ),
    }[state]


def movement(kind: str) -> str:
    """What moved the pool."""
    return {
        "register": translate("Pool", "登记"),
        "dispose": translate("Pool", "划拨"),
        "reversal": translate("Pool", "冲正"),
        "correction": translate("Pool", "更正"),
    }.get(kind, kind)


@cache
def _names(spoken: str) -> dict[str, str]:
    return {each: texts_of(one, spoken).name for each, one in discover().items()}
