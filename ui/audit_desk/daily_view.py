"""日清: the sheet that must be zero, and the record behind a row that is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from ui.audit_desk.daily_presenter import DailyPresenter
from ui.audit_desk.why_over import WhyOver
from ui.shared import dates
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.editors import DayEditor
from ui.shared.errors import message_for
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.page import Command
from ui.shared.print_drawer import PrintDrawer
from ui.shared.table import COMPACT_ROW
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QVBoxLayout

    from carbon_points.integrity.day_equations import Place
    from carbon_points.integrity.day_sheet import DayRow
    from carbon_points.integrity.day_sheet import DaySheet
    from ui.audit_desk.daily_work import Behind
    from ui.shared.page import Context
    from ui.shared.table_model import Cell

_CONTEXT: Final = "daily"
_ZERO: Final = Badge(tr_later("daily", "为零"), Tone.OK)
_HOLDS: Final = Badge(tr_later("daily", "成立"), Tone.OK)
_NOT: Final = Badge(tr_later("daily", "不为零"), Tone.BAD)
_BROKEN: Final = Badge(tr_later("daily", "不成立"), Tone.BAD)
_DAY, _ALL = 0, 1


def _say(text: str) -> str:
    return translated(_CONTEXT, text)


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    scope: int
    day: str


class DailyView(QWidget):
    """Ctrl+Enter makes the sheet; Enter opens what is behind; Ctrl+P prints."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._rows: tuple[DayRow, ...] = ()
        self._places: tuple[Place, ...] = ()
        self.presenter = DailyPresenter(context, today)
        self.of_day = Choice(self.tr("当日"))
        self.of_all = Choice(self.tr("全部"))
        self._scope = QButtonGroup(self)
        for at, choice in enumerate((self.of_day, self.of_all)):
            self._scope.addButton(choice, at)
        self.of_day.setChecked(True)
        self.day = DayEditor(self.tr("对哪一天"), today)
        self.day.setMaximumWidth(px(170))
        self.run = Button(self.tr("对账"), "refresh", "primary", "Ctrl+Enter")
        self.export = Button(self.tr("导出"), "table-export")
        self.print_button = Button(self.tr("打印"), "printer", key="Ctrl+P")
        self.bar, self.strip = MessageBar(), ProgressStrip()
        self.zero, self.wrong = Label(role="strong"), Label(role="strong")
        self.corner = box(
            row(
                STRETCH,
                self.zero,
                self.wrong,
                self.export,
                self.print_button,
                gap=10,
            )
        )
        self.model, self.table = self._make_rows()
        self.place_model = TableModel(_place_columns())
        self.place_table = Table(self.place_model, self.tr("不为零的位置"), COMPACT_ROW)
        self._places_title = Elided(role="section")
        self.setLayout(self._layout())
        self.why = WhyOver(context, self, self.presenter.caller)
        self.printing = PrintDrawer(context, self)
        self._connect()
        self.day.draft = self.presenter.today().isoformat()
        self._show_nothing()

    # What the page asks of a leaf.

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        first = self.table if self._rows else self.run
        first.setFocus(event.reason())

    def commit(self) -> None:
        """Ctrl+Enter: make the sheet."""
        complaint = self.day.complaint
        if self._scope.checkedId() == _DAY and (complaint or not self.day.value):
            text = complaint or self.tr("请写对哪一天的账。")
            self.bar.say(Tone.WARN, self.tr("还没有对账"), text)
            self.day.line.setFocus()
            return
        self.presenter.make(self.wanted)

    def explain(self) -> None:
        """F1: what is behind the current place."""
        self._open_place(max(self.place_table.current, 0))

    def print_page(self) -> None:
        """Ctrl+P."""
        self.presenter.print_out()

    def escape(self) -> bool:
        """Esc: close the explanation or the paper."""
        return self.why.escape() or self.printing.escape()

    def snapshot(self) -> _State:
        """Which day is looked at."""
        return _State(self._scope.checkedId(), self.day.draft)

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self._scope.button(state.scope).setChecked(True)
        self.day.draft = state.day

    def commands(self) -> list[Command]:
        """What the palette offers on this leaf."""
        return [
            Command(self.tr("日清对账"), self.commit, "rqdz", "refresh", "Ctrl+Enter"),
            Command(self.tr("打印日清对账单"), self.print_page, "dyrqdzd", "printer"),
        ]

    @property
    def wanted(self) -> dt.date | None:
        """The day; None for everything."""
        if self._scope.checkedId() == _ALL or not self.day.value:
            return None
        return dt.date.fromisoformat(self.day.value)

    # Parts.

    def _make_rows(self) -> tuple[TableModel, Table]:
        model = TableModel(_row_columns())
        table = Table(model, self.tr("日清对账单"), COMPACT_ROW)
        self._nothing = EmptyState(
            self.tr("按“对账”核对这一天的分录、积分、减排量、证书和统计。"), "checklist"
        )
        table.show_when_empty(self._nothing)
        return model, table

    def _layout(self) -> QVBoxLayout:
        head = row(
            self.of_day,
            self.of_all,
            self.day,
            self.run,
            (self.strip, 1),
            STRETCH,
            gap=8,
        )
        above = Card(column((self.table, 1), margins=(1, 1, 1, 1)))
        below = column(
            self._places_title, (self.place_table, 1), margins=(10, 8, 10, 8), gap=6
        )
        self._below = Card(below)
        return column(head, self.bar, (above, 3), (self._below, 1), gap=10)

    def _connect(self) -> None:
        presenter = self.presenter
        self.run.clicked.connect(lambda _on: self.commit())
        self.day.line.returnPressed.connect(self.commit)
        self._scope.idClicked.connect(self._scoped)
        self.export.clicked.connect(lambda _on: self._export())
        self.print_button.clicked.connect(lambda _on: self.print_page())
        self.strip.cancelled.connect(presenter.cancel)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _row: self._open_place(0))
        self.place_table.opened.connect(self._open_place)
        presenter.made.connect(self._show)
        presenter.outdated.connect(self._outdated)
        presenter.found.connect(self._found)
        presenter.paper.connect(self._paper)
        presenter.written.connect(self._written)
        presenter.began.connect(self._began)
        presenter.stepped.connect(self.strip.step)
        presenter.ended.connect(self._ended)
        presenter.failed.connect(self._fail)

    def _scoped(self, at: int) -> None:
        self.day.setEnabled(at == _DAY)

    def _show_nothing(self) -> None:
        self._below.hide()
        for button in (self.export, self.print_button):
            button.setEnabled(False)

    def _show(self, sheet: DaySheet) -> None:
        self.bar.dismiss()
        self._rows = tuple(sorted(sheet.rows, key=lambda each: each.ok))
        english = language.in_force() == "en"
        self.model.show_rows([_cells(each, english) for each in self._rows])
        wrong = sum(not each.ok for each in self._rows)
        good = len(self._rows) - wrong
        self.zero.say(self.tr("为零 {n}").format(n=good), Tone.OK)
        bad = self.tr("不为零 {n}").format(n=wrong)
        self.wrong.say(bad, Tone.BAD if wrong else None)
        for button in (self.export, self.print_button):
            button.setEnabled(True)
        self._below.setVisible(wrong > 0)
        self.table.go_to(0)
        self._picked(0)
        if wrong:
            text = self.tr("红色的行在最上面；下面写明在哪一笔，回车打开它的记录。")
            self.bar.say(Tone.BAD, self.tr("有 {n} 项不为零").format(n=wrong), text)

    def _picked(self, at: int) -> None:
        chosen = self._rows[at] if 0 <= at < len(self._rows) else None
        self._places = chosen.sides.places if chosen else ()
        english = language.in_force() == "en"
        cells = [
            (place.where, _number(place.difference), place.en if english else place.zh)
            for place in self._places
        ]
        self.place_model.show_rows(cells)
        name = "" if chosen is None else chosen.en if english else chosen.zh
        said = self.tr("在哪里：{name}").format(name=name)
        self._places_title.say_whole(said if name else "")
        if cells:
            self.place_table.go_to(0)

    def _open_place(self, at: int) -> None:
        if 0 <= at < len(self._places):
            place = self._places[at]
            self.presenter.look_behind(place.kind, place.where)

    def _found(self, behind: Behind) -> None:
        if behind.actions:
            self.why.open(behind.actions[0])
        elif behind.participant_id is not None:
            self._context.navigate("participants", participant_id=behind.participant_id)
        else:
            title = self.tr("这一处没有可打开的记录")
            self.bar.say(Tone.INFO, title, behind.where)

    def _outdated(self) -> None:
        self.bar.say(Tone.INFO, self.tr("对账之后有新的记录写入"))
        self.bar.offer(self.tr("再对一次"), self.commit)

    def _began(self) -> None:
        self.run.setEnabled(False)
        self.strip.begin(self.tr("正在对账…"))

    def _ended(self) -> None:
        self.run.setEnabled(True)
        self.strip.end()

    def _fail(self, error: BaseException) -> None:
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)

    def _export(self) -> None:
        kinds = self.tr("Excel (*.xlsx);;PDF (*.pdf)")
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("导出日清对账单"), self.tr("日清对账单.xlsx"), kinds
        )
        if name:
            path = Path(name)
            ending = ".pdf" if "pdf" in kind else ".xlsx"
            is_named = path.suffix.lower() in {".xlsx", ".pdf"}
            self.presenter.write(path if is_named else Path(f"{name}{ending}"))

    def _paper(self, pdf: bytes) -> None:
        self.printing.open(self.tr("日清对账单"), pdf)

    def _written(self, path: Path) -> None:
        self._context.frame.toast(self.tr("已保存到 {path}").format(path=path))


def _row_columns() -> tuple[Column, ...]:
    return (
        Column(_say(tr_later("daily", "结论")), 96),
        Column(_say(tr_later("daily", "对账项")), 260, strong=True, stretch=True),
        Column(_say(tr_later("daily", "左")), 140, right=True),
        Column(_say(tr_later("daily", "右")), 140, right=True),
        Column(_say(tr_later("daily", "差")), 96, right=True, strong=True),
        Column(_say(tr_later("daily", "单位")), 60, quiet=True),
        Column(
            _say(tr_later("daily", "核对数")), 90, right=True, quiet=True, optional=1
        ),
        Column(_say(tr_later("daily", "范围")), 64, quiet=True, optional=2),
    )


def _place_columns() -> tuple[Column, ...]:
    return (
        Column(_say(tr_later("daily", "编号")), 170, strong=True),
        Column(_say(tr_later("daily", "差")), 110, right=True),
        Column(_say(tr_later("daily", "说明")), 300, stretch=True),
    )


def _cells(each: DayRow, english: bool) -> Sequence[Cell]:  # noqa: FBT001  (the language)
    known = {
        (True, True): _ZERO,
        (True, False): _NOT,
        (False, True): _HOLDS,
        (False, False): _BROKEN,
    }[bool(each.unit), each.ok]
    shown = Badge(_say(known.text), known.tone, known.shape)
    units = {"mg": "mg", "points": _say(tr_later("daily", "分"))}
    amounts: Sequence[Cell] = (None, None, None, None)
    if each.unit:
        sides = (each.sides.left, each.sides.right, each.difference)
        amounts = (*map(_number, sides), units[each.unit])
    scope = (
        _say(tr_later("daily", "当日"))
        if each.of_day
        else _say(tr_later("daily", "全部"))
    )
    name = each.en if english else each.zh
    return (shown, name, *amounts, f"{each.sides.counted:,}", scope)


def _number(value: int) -> str:
    return f"{value:,}".replace("-", "−")
