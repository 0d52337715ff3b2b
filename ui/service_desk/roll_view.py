"""Participants: the whole roll, narrowed by kind and place, and one person's file."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui.service_desk.file_card import FileCard
from ui.service_desk.roll_presenter import RollPresenter
from ui.service_desk.roll_presenter import Wanted
from ui.shared.badges import badge
from ui.shared.badges import pill_size
from ui.shared.notices import EmptyState
from ui.shared.page import Role
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.tokens import look
from ui.shared.tokens import px
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from ui.service_desk.roll_presenter import RollSource
    from ui.shared.page import Context

_TYPING_MS: Final = 120
_FILE: Final = {Width.NORMAL: 360, Width.WIDE: 420}


class RollView(QWidget):
    """A table of everybody; beside it the file of the current one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = RollPresenter(context)
        self.presenter.setParent(self)
        self._source: RollSource | None = None
        self._wished = 0
        self.edit = search_box(self.tr("筛选：姓名、证件、手机，按 / 键"))
        self._kinds = self._made_kinds()
        self._place = Select(self.tr("街道"), (("", self.tr("全部街道")),))
        self._count = Label(role="second")
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("参与者列表"))
        self.file = FileCard(may_serve=Role.WORKER in context.operator.roles)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.load)
        sheet = Card(column(self.table, margins=(1, 6, 1, 6)))
        tools = row(*self._kinds.values(), 8, self._place, (self.edit, 1), self._count)
        body = row((sheet, 1), self.file, gap=12)
        self.setLayout(column(tools, (body, 1), margins=(12, 12, 12, 12), gap=12))
        self._make_empty()
        self._connect()
        self.presenter.load_places()
        self.load()

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._show_list)
        presenter.places_known.connect(self._show_places)
        presenter.opened.connect(self.file.show_visitor)
        presenter.failed.connect(self._context.frame.show_message)
        self.edit.textChanged.connect(lambda _text: self._typing.start())
        self.edit.returnPressed.connect(self.table.setFocus)
        self._place.currentIndexChanged.connect(lambda _at: self.load())
        for choice in self._kinds.values():
            choice.clicked.connect(lambda _checked=False: self.load())
        self.table.picked.connect(self._pick_row)
        self.table.opened.connect(lambda _row: self.serve())
        self.file.serve_wanted.connect(self.serve)
        self.file.certificate_wanted.connect(self.print_page)
        slash = QShortcut(QKeySequence("/"), self.table)
        slash.setContext(Qt.ShortcutContext.WidgetShortcut)
        slash.activated.connect(self.take_focus)

    # What the window asks of its pages.

    def arrive(self, participant_id: int = 0) -> None:
        """Show somebody's file, if another page says whose."""
        if participant_id:
            self.pick(participant_id)
        elif not self.table.hasFocus():
            self.take_focus()

    def pick(self, participant_id: int) -> None:
        """Show somebody's file."""
        self._wished = participant_id
        self._go_to_wished()
        self.presenter.open(participant_id)

    def scan(self, text: str) -> None:
        """A card was read: whose is it."""
        self.edit.setText(text)

    def print_page(self) -> None:
        """Ctrl+P: a certificate of the shown person."""
        visitor = self.presenter.visitor
        if visitor is not None:
            person = visitor.summary.participant_id
            self._context.navigate("verify", participant_id=person)

    def serve(self) -> None:
        """Serve the shown person at the desk."""
        visitor = self.presenter.visitor
        if visitor is not None:
            person = visitor.summary.participant_id
            self._context.navigate("service", participant_id=person)

    def take_focus(self) -> None:
        """The caret into the filter."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def snapshot(self) -> dict[str, Any]:
        """The filter, and whose file is open."""
        visitor = self.presenter.visitor
        person = visitor.summary.participant_id if visitor else 0
        return {"wanted": self.wanted, "person": person}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be again as before."""
        wanted: Wanted = state["wanted"]
        self._kinds[wanted.kind or wanted.state].setChecked(True)
        self.edit.setText(wanted.text)
        if state["person"]:
            self.pick(state["person"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = width_of(self.size() + QSize(px(76), px(52)))
        self.file.setVisible(width is not Width.NARROW)
        if width is not Width.NARROW:
            self.file.setFixedWidth(px(_FILE[width]))

    # The list

    @property
    def wanted(self) -> Wanted:
        """What the list is narrowed to."""
        chosen = next(name for name, c in self._kinds.items() if c.isChecked())
        kind = chosen if chosen != "frozen" else ""
        state = chosen if chosen == "frozen" else ""
        return Wanted(kind, state, self._place.code, self.edit.text())

    def load(self) -> None:
        """List those who fit."""
        self._typing.stop()
        self.presenter.load(self.wanted)

    def clear_filter(self) -> None:
        """List everybody."""
        self._kinds[""].setChecked(True)
        self._place.setCurrentIndex(0)
        self.edit.clear()
        self.load()

    def _show_list(self, source: RollSource) -> None:
        self._source = source
        self.model.show_source(source)
        self._count.setText(self.tr("%n 位", "", source.count()))
        self.table.setAccessibleName(self.tr("参与者列表 %n 行", "", source.count()))
        if self._wished:
            self._go_to_wished()
        elif source.count():
            self.table.go_to(0)
        else:
            self.file.clear()

    def _go_to_wished(self) -> None:
        if self._source is not None and self._wished in self._source.ids:
            self.table.go_to(self._source.ids.index(self._wished))
            self._wished = 0

    def _pick_row(self, number: int) -> None:
        if self._source is not None and 0 <= number < self._source.count():
            self.presenter.open(self._source.ids[number])

    def _show_places(self, names: list[str]) -> None:
        for name in names:
            self._place.addItem(name, name)

    def _made_kinds(self) -> dict[str, Choice]:
        made = {
            "": Choice(self.tr("全部")),
            "resident": Choice(self.tr("居民")),
            "sme": Choice(self.tr("小微企业")),
            "frozen": Choice(self.tr("已冻结")),
        }
        for choice in made.values():
            choice.setAutoExclusive(True)
        made[""].setChecked(True)
        return made

    def _make_empty(self) -> None:
        nobody = EmptyState(self.tr("没有符合条件的参与者。"), "users")
        nobody.offer(self.tr("清除筛选"), self.clear_filter)
        self.table.show_when_empty(nobody)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("姓名"), 120, strong=True, stretch=True),
            Column(self.tr("类型"), _kind_width()),
            Column(self.tr("证件"), 168),
            Column(self.tr("电话"), 112, optional=3),
            Column(self.tr("街道"), 96, optional=1),
            Column(self.tr("积分"), 84, right=True, strong=True),
            Column(self.tr("核定减排量"), 108, right=True, optional=2),
            Column(self.tr("最近办理"), 104, quiet=True, optional=4),
        )


def _kind_width() -> int:
    """Room for the widest kind in the language in force."""
    widest = max(pill_size(badge(kind)).width() for kind in ("resident", "sme"))
    return widest * 100 // look.size + 18
