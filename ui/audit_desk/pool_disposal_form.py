"""The form for a disposal: amounts, enterprise, document, second signature, preview."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.pool.disposing import DisposalForm
from carbon_points.pool.disposing import Taking
from ui.audit_desk.pool_parts import FileRow
from ui.audit_desk.pool_parts import labelled
from ui.audit_desk.pool_parts import Side
from ui.audit_desk.pool_words import name_of
from ui.audit_desk.pool_work import Signature
from ui.shared.amounts import mass
from ui.shared.editors import NumberEditor
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.pool.queries import Batch
    from ui.audit_desk.pool_work import Seen

_AMOUNT = "batch-"
_KG = 1_000_000
"""Milligrams in a kilogram."""


class DisposalSide(Side):
    """Says what each batch would be left with before anything is signed."""

    amount_touched = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.head(
            self.tr("划拨给企业"),
            self.tr("支持高新技术企业和低碳供应链；须写明用途和文号，两位审核员签字。"),
        )
        self.amounts: dict[int, NumberEditor] = {}
        self._rows = column(gap=6)
        self._batches: dict[int, Batch] = {}
        self._pending: dict[int, str] = {}
        self._ready = False
        self.uscc, self.name, self.purpose, self.document = (
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
        )
        self.file = FileRow(self.tr("选择批文"))
        self.signer = Select(self.tr("复核人"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._signed = Label(role="caption", wrap=True)
        self._preview = Label(role="second", wrap=True)
        self.submit = Button(self.tr("提交复核"), "checks", "primary", key="Ctrl+Enter")
        self._lay_out()
        self._connect()

    @property
    def wanted(self) -> DisposalForm | None:
        """What was typed; None while an amount is no number."""
        takings = []
        for batch_id, editor in self.amounts.items():
            if editor.is_empty:
                continue
            if editor.value is None:
                return None
            takings.append(Taking(batch_id, editor.value))
        return DisposalForm(
            self.uscc.text(),
            self.name.text(),
            self.purpose.text(),
            self.document.text(),
            tuple(takings),
            self.file.files,
        )

    @property
    def signature(self) -> Signature:
        """Who signs as the second person, here and now."""
        return Signature(self.signer.code, self.password.text())

    @property
    def fields(self) -> dict[str, QLineEdit]:
        """What outlives a lock; a password never does."""
        names = ("uscc", "name", "purpose", "document")
        return dict(zip(names, self._texts, strict=True))

    def typed_amounts(self) -> dict[str, str]:
        """The amounts as they were typed, by batch."""
        typed = {
            f"{_AMOUNT}{number}": editor.draft
            for number, editor in self.amounts.items()
        }
        return {name: text for name, text in typed.items() if text}

    def retype_amounts(self, typed: Mapping[str, str]) -> None:
        """Write them there again; a batch that is not listed yet gets its own later."""
        self._pending = {
            int(name.removeprefix(_AMOUNT)): text
            for name, text in typed.items()
            if name.startswith(_AMOUNT)
        }
        for number in self._pending.keys() & self.amounts.keys():
            self.amounts[number].draft = self._pending[number]

    def show_seen(self, seen: Seen, batches: Sequence[Batch], *, may: bool) -> None:
        """The batches that something can be taken from, and who can sign."""
        self.setVisible(may)
        self._show_batches(batches)
        here = self.signer.code
        self.signer.clear()
        self.signer.addItem(self.tr("另一位审核员稍后确认"), "")
        for each in seen.signers:
            self.signer.addItem(each.display_name, each.name)
        self.signer.choose(here)
        self.signer.setVisible(not seen.set_up)
        self._signed.setText(
            self.tr("还没有设密码：两位审核员的签名一并记下。") if seen.set_up else ""
        )
        self._signed.setVisible(seen.set_up)
        self._show_password()
        self._show_balances()

    def focus_batch(self, at: int) -> None:
        """Let the amount of a batch be typed."""
        editors = list(self.amounts.values())
        if 0 <= at < len(editors):
            editors[at].line.setFocus()

    def _show_balances(self) -> None:
        """Say what each batch would be left with."""
        wanted = self.wanted
        takings = () if wanted is None else wanted.takings
        text, short = self.tr("{number}：{before} → 余 {after}"), False
        lines = []
        for each in takings:
            batch = self._batches[each.batch_id]
            left = batch.available_mg - each.reduction_mg
            short = short or left < 0
            before, after = mass(batch.available_mg), mass(max(left, 0))
            said = text.format(number=batch.number, before=before, after=after)
            if left < 0:
                said = self.tr("{number} 不够，可划拨 {before}").format(
                    number=batch.number, before=before
                )
            lines.append(said)
        if takings:
            total = mass(sum(each.reduction_mg for each in takings))
            lines.append(self.tr("共划拨 {mass}（未经核证）").format(mass=total))
        if wanted is None:
            lines = [self.tr("数量读不成数字，最多 6 位小数。")]
        self._ready = bool(takings) and not short
        is_fine = self._ready or not lines
        self._preview.say("\n".join(lines), None if is_fine else Tone.WARN)
        self._arm()

    def clear(self) -> None:
        """Begin anew."""
        self._pending = {}
        for editor in self.amounts.values():
            editor.draft = ""
        for edit in (*self._texts, self.password):
            edit.clear()
        self.file.put(None)
        self.signer.choose("")
        self.bar.dismiss()

    @property
    def _texts(self) -> tuple[QLineEdit, ...]:
        return (self.uscc, self.name, self.purpose, self.document)

    def _lay_out(self) -> None:
        names = (
            self.tr("统一社会信用代码"),
            self.tr("企业名称"),
            self.tr("用途"),
            self.tr("文号"),
        )
        self.body.addWidget(Label(self.tr("数量（千克）"), "second"))
        self.body.addLayout(self._rows)
        self.body.addWidget(self._preview)
        for name, edit in zip(names, self._texts, strict=True):
            edit.setAccessibleName(name)
            self.body.addWidget(labelled(name, edit))
        self.body.addWidget(self.file)
        self._signing = labelled(self.tr("复核人"), self.signer)
        self.password.setAccessibleName(self.tr("复核人密码"))
        self._password = labelled(self.tr("复核人密码（请本人输入）"), self.password)
        for part in (self._signing, self._password, self._signed):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.foot.addWidget(self.submit, 1)

    def _connect(self) -> None:
        for edit in self._texts:
            edit.textChanged.connect(lambda _text: self._arm())
        self.file.changed.connect(self._arm)
        self.password.textChanged.connect(lambda _text: self._arm())
        self.signer.currentIndexChanged.connect(lambda _at: self._show_password())

    def _show_batches(self, batches: Sequence[Batch]) -> None:
        """A line for each batch; what was typed for one that is still there stays."""
        self._batches = {each.batch_id: each for each in batches}
        typed = {number: each.draft for number, each in self.amounts.items()}
        if list(typed) == [each.batch_id for each in batches]:
            return
        empty(self._rows)
        self.amounts = {}
        for each in batches:
            editor = NumberEditor(each.number, whole=True, scale=_KG)
            editor.draft = (self._pending | typed).get(each.batch_id, "")
            editor.changed.connect(self._show_balances)
            editor.changed.connect(self.amount_touched.emit)
            self.amounts[each.batch_id] = editor
            self._rows.addWidget(self._amount_row(each, editor))
        self._order()

    def _order(self) -> None:
        """Tab goes on from the amounts, which are made last, to what stands below."""
        file, signs = (self.file.choose, self.file.drop), (self.signer, self.password)
        below = (*self._texts, *file, *signs, self.submit)
        whole = self._rows.itemAt(self._rows.count() - 1) if self.amounts else None
        rows = None if whole is None else whole.widget()
        buttons = [] if rows is None else rows.findChildren(Button)
        for before, after in pairwise([*buttons[-1:], *below]):
            QWidget.setTabOrder(before, after)

    def _amount_row(self, batch: Batch, editor: NumberEditor) -> QWidget:
        name = Label(f"{name_of(batch.methodology)} {batch.vintage}", "second")
        name.setBuddy(editor.line)
        left = Elided(batch.number, "caption")
        whole = Button(self.tr("全部"), kind="link")
        text = self.tr("{number} 全部划拨")
        whole.setAccessibleName(text.format(number=batch.number))
        number = batch.batch_id
        whole.clicked.connect(lambda _on=False: self._take_all(number))
        editor.setFixedWidth(px(120))
        words = column(name, left, gap=0)
        return box(row((words, 1), editor, whole, gap=6))

    def _take_all(self, batch_id: int) -> None:
        self.amounts[batch_id].put(self._batches[batch_id].available_mg)

    def _show_password(self) -> None:
        self._signing.setVisible(self.signer.isVisibleTo(self._signing))
        self._password.setVisible(bool(self.signer.code))
        text = self.tr("两人签字，划拨") if self.signer.code else self.tr("提交复核")
        self.submit.setText(text)
        self._arm()

    def _arm(self) -> None:
        """It can be handed in once the preview stands and nothing is missing."""
        filled = all(each.text().strip() for each in self._texts)
        signed = not self.signer.code or bool(self.password.text())
        ready = self._ready and bool(self.file.files)
        self.submit.setEnabled(ready and filled and signed)
