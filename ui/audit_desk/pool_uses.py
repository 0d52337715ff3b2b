"""The fourth leaf: what an enterprise has used of a disposal ends there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from carbon_points.pool.rules import DisposalState
from carbon_points.pool.using import use
from carbon_points.pool.using import UseForm
from ui.audit_desk.pool_parts import FileRow
from ui.audit_desk.pool_parts import labelled
from ui.audit_desk.pool_parts import Leaf
from ui.audit_desk.pool_parts import Side
from ui.shared.amounts import mass
from ui.shared.editors import NumberEditor
from ui.shared.notices import EmptyState
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from carbon_points.pool.histories import Disposal
    from carbon_points.pool.histories import Use
    from carbon_points.pool.using import Used
    from ui.audit_desk.pool_presenter import PoolPresenter
    from ui.audit_desk.pool_work import Seen
    from ui.shared.messages import Message
    from ui.shared.table_model import Cell

_KG = 1_000_000


class UsesLeaf(Leaf):
    """The uses, and the form for one more."""

    def __init__(self, presenter: PoolPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.model = TableModel(self._columns())
        self.table = Table(self.model, self.tr("使用注销"))
        nothing = self.tr("还没有使用记录。企业用掉划拨量后，在右边注销。")
        self.table.show_when_empty(EmptyState(nothing, "recycle"))
        hint = self.tr("用掉的减排量从此注销，不能再划拨、再使用。")
        self.side = Side(self.tr("登记使用"), hint)
        self.disposal = Select(self.tr("哪一笔划拨"))
        self.amount = NumberEditor(self.tr("数量（千克）"), whole=True, scale=_KG)
        self.purpose, self.document = QLineEdit(), QLineEdit()
        self.file = FileRow(self.tr("选择附件"))
        self._left = Label(role="caption", wrap=True)
        self.submit = Button(
            self.tr("登记使用"), "recycle", "primary", key="Ctrl+Enter"
        )
        self._lay_out()
        self.keep(amount=self.amount.line, purpose=self.purpose, document=self.document)
        listed = Card(column((self.table, 1), margins=(1, 1, 1, 8)))
        self.sides = (self.side,)
        self.setLayout(row((listed, 1), self.side, gap=12))
        self._connect()

    def show_seen(self, seen: Seen) -> None:
        super().show_seen(seen)
        self.model.show_rows([_cells(each) for each in seen.page.uses])
        here = self.disposal.code
        self.disposal.clear()
        for each in self._open_ones():
            self.disposal.addItem(
                f"{each.number} {each.enterprise}", str(each.disposal_id)
            )
        self.disposal.choose(here)
        self.side.setVisible("pool use" in seen.page.may and not seen.read_only)
        self._changed()

    def commit(self) -> None:
        chosen = self._chosen()
        if chosen is None or not self.submit.isEnabled():
            return
        self.side.bar.dismiss()
        form = UseForm(
            chosen.disposal_id,
            self.purpose.text(),
            self.amount.value,
            self.document.text(),
            self.file.files,
        )
        self._presenter.act(lambda db, by: use(db, by, form), self._said)

    def refuse(self, said: Message) -> None:
        self.side.ask(said)

    def acted(self) -> None:
        self.amount.draft = ""
        self.purpose.clear()
        self.document.clear()
        self.file.put(None)
        self.side.bar.dismiss()

    def take_focus(self) -> None:
        self.table.setFocus()

    def _open_ones(self) -> list[Disposal]:
        listed = () if self.seen is None else self.seen.page.disposals
        return [
            each
            for each in listed
            if each.state is DisposalState.CONFIRMED
            and each.used_mg < each.reduction_mg
        ]

    def _chosen(self) -> Disposal | None:
        code = self.disposal.code
        found = (each for each in self._open_ones() if str(each.disposal_id) == code)
        return next(found, None)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("编号"), 150, strong=True),
            Column(self.tr("企业"), 150, stretch=True),
            Column(self.tr("用途"), 170),
            Column(self.tr("日期"), 104, quiet=True),
            Column(self.tr("文号"), 130, quiet=True, optional=1),
            Column(self.tr("数量"), 118, right=True),
        ]

    def _lay_out(self) -> None:
        self.amount.line.setPlaceholderText(self.tr("不填就是余下的全部"))
        for edit, name in (
            (self.purpose, self.tr("用途")),
            (self.document, self.tr("文号（可不填）")),
        ):
            edit.setAccessibleName(name)
        parts = (
            labelled(self.tr("哪一笔划拨"), self.disposal),
            self._left,
            labelled(self.tr("数量（千克）"), self.amount),
            labelled(self.tr("用途"), self.purpose),
            labelled(self.tr("文号（可不填）"), self.document),
            self.file,
        )
        for part in parts:
            self.side.body.addWidget(part)
        self.side.body.addStretch(1)
        self.side.foot.addWidget(self.submit, 1)

    def _connect(self) -> None:
        self.disposal.currentIndexChanged.connect(lambda _at: self._changed())
        self.amount.changed.connect(self._changed)
        self.purpose.textChanged.connect(lambda _text: self._changed())
        self.submit.clicked.connect(lambda _on: self.commit())

    def _changed(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            self._left.setText(self.tr("没有还可使用的划拨。"))
        else:
            left = mass(chosen.reduction_mg - chosen.used_mg)
            text = self.tr("还可使用 {left}　划拨用途：{purpose}")
            self._left.setText(text.format(left=left, purpose=chosen.purpose))
        readable = self.amount.is_empty or self.amount.value is not None
        filled = bool(self.purpose.text().strip())
        self.submit.setEnabled(chosen is not None and readable and filled)

    def _said(self, done: Used) -> str:
        text = self.tr("{number} 已注销 {mass}")
        return text.format(number=done.number, mass=mass(done.reduction_mg))


def _cells(row_: Use) -> list[Cell]:
    return [
        row_.number,
        row_.enterprise,
        row_.purpose,
        row_.used_on.isoformat(),
        row_.document or None,
        mass(row_.reduction_mg),
    ]
