"""Words and cells of rehearsals and changes."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.units import exact_text
from carbon_points.common.units import mass_text
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.badges import badge
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.table_model import Column
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.audit.change_list import ChangeEntry
    from carbon_points.audit.change_list import ChangeLine
    from carbon_points.crediting.rehearsal import Differing
    from ui.audit_desk.rehearsal_work import Choices
    from ui.shared.table_model import Cell

_CONTEXT: Final = "rehearsal"
_STATES: Final = {
    State.STOCKTAKEN: "draft",
    State.WAITING: "waiting",
    State.FROZEN: "frozen",
    State.APPROVED: "approved",
}
_CHANGES: Final = {
    "proposed": Badge(tr_later("rehearsal", "待确认"), Tone.WARN, "clock"),
    "confirmed": Badge(tr_later("rehearsal", "已生效"), Tone.OK),
    "dropped": Badge(tr_later("rehearsal", "已撤回"), Tone.MUTE, "circle-x"),
}
ALL: Final = "all"
KEPT: Final = "closed"


def say(text: str) -> str:
    """Words of this leaf in the language in force."""
    return translated(_CONTEXT, text)


def signed_mass(milligrams: int) -> str:
    """``+1.699 t``: with the sign that a difference needs."""
    amount, unit = mass_text(abs(milligrams))
    sign = "−" if milligrams < 0 else "+" if milligrams else ""
    return f"{sign}{amount} {unit}"


def signed(number: int) -> str:
    """``+16,981``."""
    sign = "−" if number < 0 else "+" if number else ""
    return f"{sign}{abs(number):,}"


def grams(milligrams: int) -> str:
    """Grams with all decimals: a difference may be a few milligrams."""
    sign = "−" if milligrams < 0 else ""
    whole, rest = divmod(abs(milligrams), 1000)
    return f"{sign}{whole:,}.{rest:03d}"


def state_badge(state: int) -> Badge:
    """The badge of an action's state."""
    return badge(_STATES[State(state)])


def change_badge(state: str) -> Badge:
    """The badge of a change."""
    known = _CHANGES[state]
    return Badge(say(known.text), known.tone, known.shape)


def name_of(choices: Choices, entry: ChangeEntry) -> str:
    """The factor or methodology that a change is about."""
    key = entry.change.name
    if not entry.change.of_factor:
        return _either(choices.names.get(key, (key, key)))
    for factor in choices.factors:
        if factor.id == key:
            return _either((factor.name_zh, factor.name_en))
    return key


def _either(names: tuple[str, str]) -> str:
    chinese, english = names
    return english if language.in_force() == "en" else chinese


def methodology_name(choices: Choices, version_id: int) -> str:
    """The methodology of a stored version."""
    key = choices.methodology_of.get(version_id, "")
    return _either(choices.names.get(key, (key, key)))


def difference_columns() -> tuple[Column, ...]:
    """The difference list of a rehearsal."""
    return (
        Column(say(tr_later("rehearsal", "行为编号")), 130, strong=True),
        Column(say(tr_later("rehearsal", "日期")), 100),
        Column(say(tr_later("rehearsal", "方法学")), 120, stretch=True),
        Column(say(tr_later("rehearsal", "变更前 g")), 116, right=True),
        Column(say(tr_later("rehearsal", "变更后 g")), 116, right=True),
        Column(say(tr_later("rehearsal", "差 g")), 110, right=True, strong=True),
        Column(say(tr_later("rehearsal", "状态")), 104, optional=1),
        Column(say(tr_later("rehearsal", "处理")), 100, quiet=True, optional=2),
    )


def difference_cells(
    choices: Choices, found: Differing, *, closed: bool
) -> Sequence[Cell]:
    """One line of it."""
    done = (
        tr_later("rehearsal", "已关账，不动")
        if closed
        else tr_later("rehearsal", "更正")
    )
    return (
        id_text(found.action_id),
        from_day_number(found.day).isoformat(),
        methodology_name(choices, found.version_id),
        grams(found.before_mg),
        grams(found.after_mg),
        grams(found.difference_mg),
        state_badge(found.state),
        say(done),
    )


def change_columns() -> tuple[Column, ...]:
    """The list of changes."""
    return (
        Column(say(tr_later("rehearsal", "状态")), 104),
        Column(say(tr_later("rehearsal", "变更")), 190, strong=True, stretch=True),
        Column(say(tr_later("rehearsal", "取值")), 90, right=True),
        Column(say(tr_later("rehearsal", "自")), 100),
        Column(say(tr_later("rehearsal", "文件")), 170, quiet=True, optional=3),
        Column(say(tr_later("rehearsal", "提出")), 90, optional=2),
        Column(say(tr_later("rehearsal", "确认")), 90, optional=1),
        Column(say(tr_later("rehearsal", "条数")), 70, right=True),
        Column(say(tr_later("rehearsal", "减排量变化")), 116, right=True, strong=True),
        Column(say(tr_later("rehearsal", "积分")), 90, right=True, optional=4),
    )


def change_cells(
    choices: Choices, entry: ChangeEntry, people: Mapping[str, str]
) -> Sequence[Cell]:
    """One change."""
    confirmed = entry.state == "confirmed"
    mg = entry.corrected_mg if confirmed else entry.after_mg - entry.before_mg
    return (
        change_badge(entry.state),
        name_of(choices, entry),
        entry.change.value,
        entry.change.start.isoformat(),
        entry.document,
        people.get(entry.proposed_by, entry.proposed_by),
        people.get(entry.decided_by, entry.decided_by) or None,
        f"{entry.corrected if confirmed else entry.listed:,}",
        signed_mass(mg),
        signed(entry.booked_points if confirmed else entry.points),
    )


def line_columns() -> tuple[Column, ...]:
    """The stored difference list of a change."""
    return (
        Column(say(tr_later("rehearsal", "原行为")), 130, strong=True),
        Column(say(tr_later("rehearsal", "更正为")), 130),
        Column(say(tr_later("rehearsal", "日期")), 100),
        Column(say(tr_later("rehearsal", "变更前 g")), 120, right=True, stretch=True),
        Column(say(tr_later("rehearsal", "变更后 g")), 120, right=True),
        Column(say(tr_later("rehearsal", "差 g")), 110, right=True, strong=True),
        Column(say(tr_later("rehearsal", "当时状态")), 104, optional=1),
    )


def line_cells(line: ChangeLine) -> Sequence[Cell]:
    """One line of it."""
    twin = line.replacement_id
    kept = say(tr_later("rehearsal", "已关账，不动")) if line.closed else None
    return (
        id_text(line.action_id),
        id_text(twin) if twin is not None else kept,
        line.day.isoformat(),
        grams(line.before_mg),
        grams(line.after_mg),
        grams(line.after_mg - line.before_mg),
        state_badge(line.state),
    )


def decimal(value: str) -> str:
    """An exact decimal text as people read it."""
    from fractions import Fraction  # noqa: PLC0415

    return exact_text(Fraction(value)) if value else ""
