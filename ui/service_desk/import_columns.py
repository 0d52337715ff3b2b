"""Step two of an import: what each column is taken for, to be put right by hand."""

from __future__ import annotations

from itertools import chain
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from ui.service_desk import import_columns_work as work
from ui.shared import language
from ui.shared.tick_box import TickBox
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from ui.service_desk.import_columns_work import Assignment
    from ui.service_desk.import_columns_work import ColumnChoice
    from ui.service_desk.import_work import Checked


class ColumnsPanel(Card):
    """One line a column: heading, examples, field, unit."""

    check_wanted = Signal(object, bool)
    """(`Assignment`, whether it is to be remembered)"""

    save_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(body := column(margins=(16, 12, 16, 12), gap=10))
        self._file: Checked | None = None
        self.assignment: Assignment | None = None
        self.kind = Select(self.tr("文件的类别"), work.kinds(language.in_force()))
        self.kind.activated.connect(lambda _at: self._take_kind())
        self._name = Label(role="section")
        self._note = Label(role="second", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        for at, stretch in enumerate((3, 4, 3, 1)):
            self._grid.setColumnStretch(at, stretch)
        is_a = Label(self.tr("这是一份"), "second")
        body.addLayout(row(self._name, STRETCH, is_a, self.kind, gap=8))
        body.addWidget(self._note)
        body.addWidget(scrolling(box(column(self._grid, STRETCH))), 1)
        body.addLayout(self._foot())

    def show_file(self, file: Checked, *, can_go_back: bool) -> None:
        """Show the columns of a file; what was chosen by hand stays."""
        self.back.setVisible(can_go_back)
        if file.table is None or file is self._file:
            return
        self._file = file
        self._name.setText(file.path.name)
        self._show(work.assigned(file.table, file.recognised, file.mapping))

    def recheck(self) -> None:
        """Check the file with the columns as they are shown."""
        if self.assignment is not None and self.check.isEnabled():
            self.check_wanted.emit(self.assignment, self.keep.isChecked())

    def _foot(self) -> QHBoxLayout:
        self.keep = TickBox(self.tr("记住，下次同样表头的文件照此办理"))
        self.keep.setChecked(True)
        self.save = Button(self.tr("另存列对应…"), "download")
        self.save.clicked.connect(lambda _on: self.save_wanted.emit(self.assignment))
        self.back = Button(self.tr("返回核对"))
        self.back.clicked.connect(lambda _on: self.back_wanted.emit())
        self.check = Button(self.tr("重新核对"), "refresh", "primary", key="Ctrl+Enter")
        self.check.clicked.connect(lambda _on: self.recheck())
        return row(self.keep, STRETCH, self.save, self.back, self.check, gap=8)

    def _show(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.kind.choose(assignment.kind)
        empty(self._grid)
        self.fields: list[Select] = []
        self.units: list[Select] = []
        heads = (
            self.tr("文件里的表头"),
            self.tr("前几行"),
            self.tr("当作"),
            self.tr("单位"),
        )
        for at, head in enumerate(heads):
            self._grid.addWidget(Label(head, "caption"), 0, at)
        for at, each in enumerate(assignment.columns):
            self._add_line(at, each)
        self._order_tabs()
        self._say_what_lacks()

    def _order_tabs(self) -> None:
        """Line by line; what is made last would come last."""
        lines = zip(self.fields, self.units, strict=True)
        order = (self.kind, *chain.from_iterable(lines), self.keep)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _add_line(self, at: int, each: ColumnChoice) -> None:
        heading = Elided(each.heading, "strong")
        examples = Elided(each.examples, "second")
        field = Select(self.tr("{heading} 当作").format(heading=each.heading))
        field.addItem(self.tr("不用这一列"), "")
        for name, text in work.fields(self._kind, language.in_force()):
            field.addItem(text, name)
        field.choose(each.field)
        field.activated.connect(lambda _at: self._take_field(at))
        unit = Select(self.tr("{heading} 的单位").format(heading=each.heading))
        unit.activated.connect(lambda _at: self._take_unit(at))
        self.fields.append(field)
        self.units.append(unit)
        for place, part in enumerate((heading, examples, field, unit)):
            self._grid.addWidget(part, at + 1, place)
        self._offer_units(at)

    @property
    def _kind(self) -> str:
        return self.assignment.kind if self.assignment is not None else ""

    def _offer_units(self, at: int) -> None:
        if self.assignment is None:
            return
        chosen = self.assignment.columns[at]
        unit = self.units[at]
        unit.clear()
        unit.addItem(self.tr("按表头"), "")
        for name in work.units(self._kind, chosen.field):
            unit.addItem(name, name)
        unit.choose(chosen.unit)
        unit.setVisible(unit.count() > 1)

    def _take_kind(self) -> None:
        if self._file is not None and self._file.table is not None:
            self._show(work.guessed(self._file.table, self.kind.code))

    def _take_field(self, at: int) -> None:
        if self.assignment is not None:
            self.assignment = self.assignment.with_field(at, self.fields[at].code)
            self._offer_units(at)
            self._say_what_lacks()

    def _take_unit(self, at: int) -> None:
        if self.assignment is not None:
            self.assignment = self.assignment.with_unit(at, self.units[at].code)

    def _say_what_lacks(self) -> None:
        """Name what is missing or claimed twice; only then the file can be checked."""
        if self.assignment is None:
            return
        spoken = language.in_force()
        missing, twice = (
            language.listed(work.field_name(self._kind, name, spoken) for name in names)
            for names in (self.assignment.missing, self.assignment.twice)
        )
        if missing:
            text = self.tr("还差：{fields}。请在“当作”里选出是哪一列。")
            self._note.say(text.format(fields=missing), Tone.WARN)
        elif twice:
            text = self.tr("两列都当作了“{fields}”，请只留一列。")
            self._note.say(text.format(fields=twice), Tone.WARN)
        else:
            said = self.tr("必要的列都对上了。不对的可以改，改完再点“重新核对”。")
            self._note.say(said, Tone.OK)
        sound = not missing and not twice
        self.check.setEnabled(sound)
        self.save.setEnabled(sound)
