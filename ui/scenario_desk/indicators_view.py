"""The register of the plan: 35 indicators, 26 key projects, and what was reported."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from carbon_points.indicators.plan import SOURCE
from carbon_points.indicators.queries import Line
from ui.scenario_desk import indicators_rows as rows
from ui.scenario_desk.indicators_bar import RegisterBar
from ui.scenario_desk.indicators_detail import IndicatorDetail
from ui.scenario_desk.indicators_form import Typed
from ui.scenario_desk.indicators_presenter import counts_of
from ui.scenario_desk.indicators_presenter import IndicatorsPresenter
from ui.shared import dates
from ui.shared.drafting import DraftKeeper
from ui.shared.errors import message_for
from ui.shared.messages import message
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.table import Table
from ui.shared.table_model import TableModel
from ui.shared.tokens import px
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from carbon_points.indicators.queries import Value
    from carbon_points.indicators.service import Reported
    from carbon_points.indicators.service import ValueRecorded
    from carbon_points.security.drafts import Draft
    from ui.scenario_desk.indicators_rows import AnyLine
    from ui.scenario_desk.indicators_rows import Shown
    from ui.scenario_desk.indicators_work import Seen
    from ui.scenario_desk.indicators_work import Told
    from ui.shared.page import Context

_DETAIL = {Width.NARROW: 380, Width.NORMAL: 400, Width.WIDE: 460}
_NOTHING = rows.Shown((), ())


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    tab: int
    filter: str
    subject: str
    is_open: bool
    typed: Typed | None


class IndicatorsView(QWidget):
    """Enter reports a new value, E shows the evidence, Esc closes what is open."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._seen: Seen | None = None
        self._kept: _State | None = None
        self._subject = ""
        self.presenter = IndicatorsPresenter(context, today)
        self.head, self.bar = RegisterBar(), MessageBar()
        self.detail = IndicatorDetail()
        self.models = (
            TableModel(rows.indicator_columns()),
            TableModel(rows.project_columns()),
        )
        names = (self.tr("主要指标"), self.tr("重点项目"))
        self.tables = tuple(
            Table(model, name) for model, name in zip(self.models, names, strict=True)
        )
        self._shown = [_NOTHING, _NOTHING]
        self._foot = Elided(role="caption")
        self._stack, self._skeleton = Stack(), Skeleton()
        self._content = self._make_content()
        for part in (self._skeleton, self._content):
            self._stack.addWidget(part)
        parts = (self.head, self.bar, (self._stack, 1))
        self.setLayout(column(*parts, margins=(12, 12, 12, 12), gap=10))
        self.detail.hide()
        self._keeper = DraftKeeper(context, "indicators", self._draft, self)
        self._connect()

    # What the window asks of a page.

    def arrive(self, subject: str = "") -> None:
        """Come here, perhaps to one indicator; the register is fetched anew."""
        if subject:
            self._subject = subject
        self.presenter.refresh()
        self.table.setFocus()

    def commit(self) -> None:
        """Ctrl+Enter: record what stands in the form."""
        if self.detail.is_writing and self.detail.isVisible():
            self.detail.form.commit()

    def explain(self) -> None:
        """F1: the history of the current line."""
        self.open_detail()

    def escape(self) -> bool:
        """Esc: from the form to the history, from there to the table."""
        if not self.detail.isVisible():
            return False
        if self.detail.is_writing:
            self.detail.show_history()
        else:
            self.close_detail()
        return True

    def snapshot(self) -> _State:
        """What is looked at, and what stands in the form."""
        typed = self._typed()
        is_open = self.detail.isVisibleTo(self)
        return _State(self.tab, self.filter, self._subject, is_open, typed)

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self._kept = state
        self._subject = state.subject
        self.head.filters[state.filter].setChecked(True)
        self._turn(state.tab)

    def leave(self) -> None:
        """Another page is shown: keep what was typed at once."""
        self._keeper.flush()

    def commands(self) -> list[Command]:
        """What the palette offers on this page."""
        return [
            Command(self.tr("登记新值"), self.open_form, "djxz", "plus", "Enter"),
            Command(self.tr("导出指标表"), self.head.ask_and_export, "dczbb"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.detail.setFixedWidth(px(_DETAIL[width_of(event.size())]))

    # The hand.

    @property
    def tab(self) -> int:
        """0: the indicators, 1: the key projects."""
        return self.head.tab

    @property
    def table(self) -> Table:
        """The table that is shown."""
        return self.tables[self.tab]

    @property
    def line(self) -> AnyLine | None:
        """The current line; None on a heading or in an empty table."""
        lines, at = self._shown[self.tab].lines, self.table.current
        return lines[at] if 0 <= at < len(lines) else None

    @property
    def filter(self) -> str:
        """Which lines are let through."""
        return self.head.filter

    def open_detail(self) -> None:
        """Show the history of the current line."""
        if self.line is None:
            return
        self.detail.show_history()
        self._show_line()
        self.detail.show()
        self.table.scrollTo(self.table.currentIndex())

    def close_detail(self) -> None:
        """The table alone again."""
        self.detail.hide()
        self.table.setFocus()

    def open_form(self) -> bool:
        """Report a new value of the current line; False if nobody may."""
        line, seen = self.line, self._seen
        if line is None or seen is None:
            return False
        self.open_detail()
        if not seen.may_report or (isinstance(line, Line) and line.row.is_computed):
            return False
        self.detail.show_form()
        self.detail.form.open(line, seen.this_year)
        return True

    def evidence(self) -> None:
        """E: the newest file of the current line; without one, add it."""
        line = self.line
        if line is None:
            return
        files = [each for each in reversed(line.values) if each.evidence]
        if files:
            self._save_evidence(files[0])
        elif self.open_form():
            newest = line.latest
            if newest is not None and newest.origin == "reported":
                self.detail.form.year.choose(str(newest.year))
                self.detail.form.correct()
            self.detail.form.attach.setFocus()

    # Parts.

    def _make_content(self) -> QWidget:
        self._tables = Stack()
        for table in self.tables:
            nothing = EmptyState(self.tr("没有符合条件的条目。"), "filter")
            nothing.offer(self.tr("看全部"), self.head.filters[rows.ALL].click)
            table.show_when_empty(nothing)
            self._tables.addWidget(table)
        self._source = Label(self.tr("来源：{source}").format(source=SOURCE), "caption")
        foot = row((self._foot, 1), self._source, margins=(14, 0, 14, 0), gap=12)
        body = column((self._tables, 1), Rule(), foot, margins=(1, 1, 1, 8), gap=6)
        return box(row((Card(body), 1), self.detail, gap=12))

    def _connect(self) -> None:
        presenter, detail = self.presenter, self.detail
        presenter.seen.connect(self._show)
        presenter.told.connect(self._show_told)
        presenter.recorded.connect(self._recorded)
        presenter.refused.connect(lambda error: detail.form.ask(message_for(error)))
        presenter.failed.connect(self._fail)
        presenter.written.connect(self._written)
        self.head.turned.connect(self._turn)
        self.head.filtered.connect(self._fill)
        self.head.report.clicked.connect(lambda _on: self.open_form())
        self.head.export_wanted.connect(self.presenter.export)
        for table in self.tables:
            table.picked.connect(lambda _row: self._picked())
            table.opened.connect(lambda _row: self.open_form())
            table.clicked.connect(lambda _index: self.open_detail())
        detail.closed.connect(self.close_detail)
        detail.report_wanted.connect(self.open_form)
        detail.scenario_wanted.connect(
            lambda name: self._context.navigate("scenarios", scenario=name)
        )
        detail.evidence_wanted.connect(self._save_evidence)
        detail.form.wanted.connect(self._report)
        detail.form.touched.connect(self._keeper.touched)
        detail.form.left.connect(self._keeper.drop)
        self._keeper.find(self._bring_back)
        # A shortcut, because a table keeps letters to itself.
        for table in self.tables:
            within = Qt.ShortcutContext.WidgetShortcut
            key = QShortcut(QKeySequence("E"), table, context=within)
            key.activated.connect(self.evidence)

    # What comes back.

    def _show(self, seen: Seen) -> None:
        self.bar.dismiss()
        self._seen = seen
        self.head.report.setVisible(seen.may_report)
        of = len({each.row.number for each in seen.register.lines})
        if self.tab == 1:
            of = len(seen.register.projects)
        self.head.say_all(of)
        self._stack.setCurrentWidget(self._content)
        self._foot.say_whole(rows.foot_words(counts_of(seen)))
        self._fill()
        if self._kept is not None:
            self._take_up(self._kept, seen)

    def _fill(self) -> None:
        if self._seen is None:
            return
        register, wanted = self._seen.register, self.filter
        made = (
            rows.shown_indicators(register, wanted),
            rows.shown_projects(register, wanted),
        )
        for at, shown in enumerate(made):
            self._show_rows(at, shown)
        self._show_line()

    def _show_rows(self, at: int, shown: Shown) -> None:
        wished = self._subject
        self._shown[at] = shown
        self.models[at].show_rows(shown.cells)
        self.tables[at].span_headings(shown.headings)
        if (here := shown.row_of(wished)) >= 0:
            self.tables[at].go_to(here)
        self._subject = wished

    def _turn(self, at: int) -> None:
        self._tables.setCurrentIndex(at)
        self.head.turn(at)
        self.detail.hide()
        self.presenter.refresh()
        self.table.setFocus()

    def _picked(self) -> None:
        line = self.line
        if line is not None:
            self._subject = line.row.subject
        if self.detail.isVisible() and not self.detail.is_writing:
            self._show_line()

    def _show_line(self) -> None:
        line, seen = self.line, self._seen
        if line is None or seen is None:
            return
        self._subject = line.row.subject
        may_report = seen.may_report
        self.detail.show_line(line, seen.register, may_report=may_report)
        self.presenter.look_back(line.row.subject)

    def _show_told(self, told: Told) -> None:
        line = self.line
        if line is not None and line.row.subject == told.subject:
            self.detail.show_told(told, line)

    def _report(self, said: Reported) -> None:
        self.detail.form.bar.dismiss()
        self.presenter.report(said)

    def _recorded(self, done: ValueRecorded) -> None:
        text = self.tr("已登记 {year} 年 {value}")
        said = text.format(year=done.year, value=done.value)
        self._context.frame.toast(said)
        self.detail.show_history()
        self._keeper.drop()
        self.presenter.refresh()
        self.table.setFocus()

    def _save_evidence(self, value: Value) -> None:
        name, _form = QFileDialog.getSaveFileName(
            self, self.tr("保存佐证文件的副本"), value.evidence
        )
        if name and value.value_id is not None:
            self.presenter.save_evidence(value.value_id, Path(name))

    def _written(self, path: Path) -> None:
        text = self.tr("已保存到 {path}").format(path=path)
        self._context.frame.toast(text)

    def _fail(self, error: Exception) -> None:
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), self.presenter.refresh, "refresh")

    def _typed(self) -> Typed | None:
        form = self.detail.form
        return form.snapshot() if self.detail.is_writing and form.is_begun else None

    def _draft(self) -> dict[str, Any] | None:
        typed = self._typed()
        return None if typed is None else {"tab": self.tab, **asdict(typed)}

    def _bring_back(self, draft: Draft) -> None:
        """What an earlier run left is there again, and says so."""
        if self.detail.is_writing:
            return
        content = dict(draft.content)
        tab = content.pop("tab")
        typed = Typed(**content)
        self.restore(_State(tab, rows.ALL, typed.subject, is_open=True, typed=typed))
        said = message("M22", time=f"{local_moment(draft.at):%H:%M}")
        self.detail.form.ask(said)

    def _take_up(self, state: _State, seen: Seen) -> None:
        """Open again what was open before the page was built anew."""
        self._kept = None
        if not state.is_open:
            return
        self.open_detail()
        if state.typed is not None and self.line is not None:
            self.detail.show_form()
            self.detail.form.restore(state.typed, self.line, seen.this_year)
