"""The form for a public notice, with what it would announce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from carbon_points.pool.notices import NoticeForm
from ui.audit_desk.pool_parts import labelled
from ui.audit_desk.pool_parts import Side
from ui.audit_desk.pool_words import methodologies
from ui.audit_desk.pool_words import name_of
from ui.shared.amounts import mass
from ui.shared.dates import parse_day
from ui.shared.editors import DayEditor
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from carbon_points.pool.notices import Proposed
    from ui.shared.messages import Message


class NoticeSide(Side):
    """Text, period and days; the lots that it would announce stand below."""

    changed = Signal()

    def __init__(self, today: Callable[[], dt.date]) -> None:
        super().__init__(self.tr("新公示"))
        self.head(
            self.tr("新公示"),
            self.tr(
                "已核定、还没有公示过的减排量先公示，期满无异议再登记。不写个人信息。"
            ),
        )
        self._today = today
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("公示正文"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(84))
        self.first = DayEditor(self.tr("统计期从"), today)
        self.last = DayEditor(self.tr("统计期到"), today)
        self.starts = DayEditor(self.tr("公示从"), today)
        self.ends = DayEditor(self.tr("公示到"), today)
        options = [("", self.tr("全部方法学"))]
        options += [(each, name_of(each)) for each in methodologies()]
        self.methodology = Select(self.tr("方法学"), options)
        self.publish = Button(self.tr("发布公示"), "bell", "primary", key="Ctrl+Enter")
        self._preview = Label(role="second", wrap=True)
        self._lay_out()
        self.clear()
        for editor in (self.first, self.last, self.starts, self.ends):
            editor.changed.connect(self._changed)
        self.text.textChanged.connect(self._changed)
        self.methodology.currentIndexChanged.connect(lambda _at: self._changed())

    @property
    def wanted(self) -> NoticeForm | None:
        """What was typed; None while a day is missing."""
        first, last = self._day(self.first), self._day(self.last)
        if first is None or last is None:
            return None
        chosen = self.methodology.code
        return NoticeForm(
            self.text.toPlainText(),
            first,
            last,
            (chosen,) if chosen else (),
            self._day(self.starts),
            self._day(self.ends),
        )

    def clear(self) -> None:
        """Begin anew: the year so far, from today on."""
        self.text.clear()
        today = self._today()
        self.first.draft = f"{today.year - 1}-01-01"
        self.last.draft = today.isoformat()
        self.starts.draft = ""
        self.ends.draft = ""
        self.methodology.choose("")
        self.bar.dismiss()
        self.show_preview(None)

    def show_preview(self, found: Proposed | None) -> None:
        """Say what would be announced, and until when."""
        has_lots = found is not None and bool(found.lots)
        self.publish.setEnabled(has_lots and bool(self.text.toPlainText().strip()))
        if found is None:
            self._preview.say("")
            return
        text = self.tr("公示到 {day}（{n} 个工作日，只扣周末，未计法定节假日）。")
        lines = [text.format(day=found.ends.isoformat(), n=found.working_days)]
        if not found.lots:
            lines.append(self.tr("这段时间没有可公示的已核定减排量。"))
        for lot in found.lots:
            line = self.tr("{name} {year} 年：{n} 笔，{mass}")
            lines.append(
                line.format(
                    name=name_of(lot.methodology),
                    year=lot.vintage,
                    n=f"{lot.actions:,}",
                    mass=mass(lot.reduction_mg),
                )
            )
        self._preview.say("\n".join(lines), None if found.lots else Tone.WARN)

    def show_problem(self, said: Message) -> None:
        """Say why it could not be published like this."""
        self.publish.setEnabled(False)
        self._preview.say(said.whole, Tone.WARN)

    def _lay_out(self) -> None:
        self.body.addWidget(labelled(self.tr("公示正文"), self.text))
        for left, right in ((self.first, self.last), (self.starts, self.ends)):
            parts = [
                labelled(each.line.accessibleName(), each) for each in (left, right)
            ]
            self.body.addLayout(row(*((part, 1) for part in parts), gap=8))
        self.starts.line.setPlaceholderText(self.tr("今天"))
        self.ends.line.setPlaceholderText(self.tr("7 个工作日"))
        self.body.addWidget(labelled(self.tr("方法学"), self.methodology))
        self.body.addWidget(self._preview)
        self.body.addStretch(1)
        self.foot.addWidget(self.publish, 1)

    def _changed(self) -> None:
        self.publish.setEnabled(False)
        self.changed.emit()

    def _day(self, editor: DayEditor) -> dt.date | None:
        return parse_day(editor.draft, self._today())
