"""One public notice: its text, its lots, the objections and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from carbon_points.pool.notices import cancel
from carbon_points.pool.objections import answer
from carbon_points.pool.objections import ObjectionForm
from carbon_points.pool.objections import raise_objection
from carbon_points.pool.rules import NoticeState
from ui.audit_desk.pool_parts import labelled
from ui.audit_desk.pool_parts import Side
from ui.audit_desk.pool_words import name_of
from ui.audit_desk.pool_words import notice_badge
from ui.audit_desk.pool_words import span
from ui.shared.amounts import mass
from ui.shared.badges import Pill
from ui.shared.fitted import Fitted
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout
    from PySide6.QtWidgets import QWidget

    from carbon_points.pool.histories import Notice
    from carbon_points.pool.histories import Objection
    from ui.audit_desk.pool_presenter import PoolPresenter
    from ui.audit_desk.pool_work import Seen

_OPEN = frozenset({NoticeState.RUNNING, NoticeState.OBJECTED, NoticeState.READY})


class NoticeDetail(Side):
    """While it is open, objections are recorded and answered here."""

    def __init__(self, presenter: PoolPresenter) -> None:
        super().__init__("")
        self._presenter = presenter
        self._notice: Notice | None = None
        self.content = QLineEdit()
        self.content.setAccessibleName(self.tr("异议内容"))
        self.channel = Select(
            self.tr("来源"),
            (
                ("letter", self.tr("来信")),
                ("visit", self.tr("来访")),
                ("phone", self.tr("电话")),
                ("web", self.tr("网络")),
            ),
        )
        self.record = Button(self.tr("记录异议"), "plus")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("撤回的理由"))
        self.cancel = Button(self.tr("撤回公示"), "circle-x")
        self._shown = column(gap=8)
        self._writing = self._make_writing()
        self.body.addLayout(self._shown)
        self.body.addWidget(self._writing)
        self.body.addStretch(1)
        self.record.clicked.connect(lambda _on: self._record())
        self.cancel.clicked.connect(lambda _on: self._cancel())
        for edit in (self.content, self.reason):
            edit.textChanged.connect(lambda _text: self._changed())
        self._changed()

    def show_notice(self, notice: Notice, seen: Seen) -> None:
        """Show another notice; what is being typed stays with its own."""
        if self._notice is not None and notice.notice_id != self._notice.notice_id:
            self.clear()
        self._notice = notice
        text = self.tr("公示 {day}")
        self.head(text.format(day=notice.starts.isoformat()))
        may = not seen.read_only and notice.state in _OPEN
        self._writing.setVisible(may and "pool object" in seen.page.may)
        empty(self._shown)
        for part in self._parts(notice, seen, may=may):
            self._shown.addWidget(part)

    def clear(self) -> None:
        """What was typed is done or given up."""
        self.content.clear()
        self.reason.clear()
        self.bar.dismiss()

    def _make_writing(self) -> QWidget:
        note = Label(
            self.tr("只记内容，不写姓名、电话等个人信息。"), "caption", wrap=True
        )
        return box(
            column(
                labelled(self.tr("异议内容"), self.content),
                note,
                row((self.channel, 1), self.record, gap=8),
                labelled(self.tr("撤回的理由"), self.reason),
                row(STRETCH, self.cancel),
                gap=8,
            )
        )

    def _parts(self, notice: Notice, seen: Seen, *, may: bool) -> list[QWidget]:
        by = seen.names.get(notice.announced_by, notice.announced_by)
        days = self.tr("{n} 个工作日").format(n=notice.working_days)
        facts = column(
            row(Pill(notice_badge(notice.state)), STRETCH),
            named_value(self.tr("公示期"), span(notice.starts, notice.ends)),
            named_value(self.tr("时长"), days),
            named_value(self.tr("统计期"), span(notice.first, notice.last)),
            named_value(self.tr("发布人"), by),
            gap=4,
        )
        parts = [Label(notice.text, wrap=True), box(facts)]
        parts += [self._lots(notice)]
        if notice.cancelled_reason:
            parts.append(Label(notice.cancelled_reason, "second", wrap=True))
        if notice.batches:
            text = self.tr("批次 {numbers}").format(numbers="、".join(notice.batches))
            parts.append(Label(text, "second", wrap=True))
        if notice.objections:
            parts.append(Label(self.tr("异议与答复"), "section"))
        parts += [self._objection(each, may=may) for each in notice.objections]
        return parts

    def _lots(self, notice: Notice) -> QWidget:
        body = column(margins=(12, 8, 12, 8), gap=4)
        for lot in notice.lots:
            name = f"{name_of(lot.methodology)} {lot.vintage}"
            body.addLayout(named_value(name, mass(lot.reduction_mg)))
        body.addWidget(Label(self.tr("未经核证"), "caption"))
        return Fitted(body, "sunken")

    def _objection(self, said: Objection, *, may: bool) -> QWidget:
        head = f"{said.received_on:%Y-%m-%d} · {self._channel(said.channel)}"
        body = column(margins=(12, 8, 12, 8), gap=4)
        body.addWidget(Label(head, "caption"))
        body.addWidget(Label(said.content, wrap=True))
        if not said.is_open:
            verdict = self.tr("采纳") if said.upheld else self.tr("不采纳")
            words = Label(f"{verdict}：{said.answer}", "second", wrap=True)
            body.addWidget(words)
        elif may:
            self._answering(body, said)
        return Fitted(body, "sunken")

    def _answering(self, body: QVBoxLayout, said: Objection) -> None:
        """A field for the answer, with its two verdicts."""
        words = QLineEdit()
        words.setAccessibleName(self.tr("答复"))
        words.setPlaceholderText(self.tr("答复"))
        body.addWidget(words)
        buttons = [Button(self.tr("采纳")), Button(self.tr("不采纳"))]
        for button, upheld in zip(buttons, (True, False), strict=True):
            button.setEnabled(False)
            words.textChanged.connect(
                lambda text, b=button: b.setEnabled(bool(text.strip()))
            )
            button.clicked.connect(
                lambda _on=False, u=upheld: self._answer(said, words.text(), upheld=u)
            )
        body.addLayout(row(STRETCH, *buttons, gap=8))

    def _channel(self, code: str) -> str:
        at = self.channel.findData(code)
        return self.channel.itemText(at) if at >= 0 else code

    def _record(self) -> None:
        if self._notice is None:
            return
        number, words = self._notice.notice_id, self.content.text()
        form = ObjectionForm(number, words, self.channel.code)
        self._presenter.act(
            lambda db, by: raise_objection(db, by, form),
            lambda _done: self.tr("已记录异议"),
        )

    def _answer(self, said: Objection, words: str, *, upheld: bool) -> None:
        number = said.objection_id
        self._presenter.act(
            lambda db, by: answer(db, by, number, words, upheld=upheld),
            lambda _done: self.tr("已答复"),
        )

    def _cancel(self) -> None:
        if self._notice is None:
            return
        number, words = self._notice.notice_id, self.reason.text()
        self._presenter.act(
            lambda db, by: cancel(db, by, number, words),
            lambda _done: self.tr("已撤回公示"),
        )

    def _changed(self) -> None:
        self.record.setEnabled(bool(self.content.text().strip()))
        self.cancel.setEnabled(bool(self.reason.text().strip()))
