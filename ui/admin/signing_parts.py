"""Parts of the section about signing keys: one key a line, and the form for a loss."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.certificates.signing import fingerprint
from ui.admin.first_run_parts import labelled
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.dates import today
from ui.shared.editors import DayEditor
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.seeing import bring_into_view
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.certificates.requests import KeyRequest
    from carbon_points.certificates.standing import Standing

_STATES: Final = {
    "signs": (tr_later("signing", "正在使用"), Tone.OK, "circle-check"),
    "able": (tr_later("signing", "可以签名"), Tone.OK, "circle-check"),
    "soon": (tr_later("signing", "尚未启用"), Tone.INFO, "clock"),
    "ended": (tr_later("signing", "已停用"), Tone.MUTE, "circle-x"),
    "lost": (tr_later("signing", "已挂失"), Tone.BAD, "alert-octagon"),
}


def state_of(row_: ListedKey, found: Standing) -> str:
    """What a listed key is on the day of the look: a key of `_STATES`."""
    if row_.lost_from is not None:
        return "lost"
    if found.signs is not None and row_.public == found.signs.public:
        return "signs"
    if row_.may_sign_on(found.day):
        return "able"
    return "soon" if row_.valid_from > found.day and row_.valid_to is None else "ended"


class KeyLine(QWidget):
    """One key of the list: whose, which, from when to when, and what it is now."""

    def __init__(self, row_: ListedKey, found: Standing) -> None:
        super().__init__()
        whose = translated("signing", tr_later("signing", "服务台 {n}"))
        if row_.desk == found.desk:
            whose = translated("signing", tr_later("signing", "本机（服务台 {n}）"))
        word, tone, shape = _STATES[state_of(row_, found)]
        title = Label(whose.format(n=row_.desk), "strong")
        name = Label(fingerprint(row_.public), "second")
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        days = Label(_days(row_), "caption")
        pill = Pill(Badge(translated("signing", word), tone, shape))
        words = column(row(title, name, STRETCH, gap=10), days, gap=0)
        self.setLayout(row(Mark("certificate", "text2", 20), (words, 1), pill, gap=10))
        texts = (title.text(), name.text(), days.text(), translated("signing", word))
        self.setAccessibleName("，".join(texts))


def _days(row_: ListedKey) -> str:
    first = row_.valid_from.isoformat()
    if row_.lost_from is not None:
        lost = translated(
            "signing", tr_later("signing", "{day} 及以后签发的证书不再被承认")
        )
        return lost.format(day=row_.lost_from.isoformat())
    if row_.last_day is None:
        since = translated("signing", tr_later("signing", "{day} 起，没有期限"))
        return since.format(day=first)
    return f"{first} → {row_.last_day.isoformat()}"


class LossForm(Card):
    """Which desk's keys are lost, from which day on, and why."""

    saved = Signal()
    closed = Signal()

    def __init__(self) -> None:
        self.desk = Select("")
        self._whose = labelled(self.tr("服务台"), self.desk, self.tr("谁的钥匙丢了"))
        self.day = DayEditor(self.tr("从哪天起挂失"), today)
        self.reason = QLineEdit()
        self.save = Button(self.tr("挂失"), "alert-octagon", "danger")
        self.leave = Button(self.tr("取消"), "x", key="Esc")
        self._complaint = Label(tone=Tone.BAD, wrap=True)
        parts = (
            Label(self.tr("挂失签名密钥"), "section"),
            Label(
                self.tr(
                    "从这一天起用这把钥匙签的证书，所有核验的人都会看到“钥匙已挂失”。"
                    "请写最后确认安全的那一天。本机的证书会按原编号重做。"
                ),
                "caption",
                wrap=True,
            ),
            self._whose,
            labelled(self.tr("从哪天起"), self.day, self.tr("不能晚于今天")),
            labelled(
                self.tr("原因"),
                self.reason,
                self.tr("记入名单和操作日志，例如：电脑被盗"),
            ),
            self._complaint,
            row(STRETCH, self.leave, self.save, gap=8),
        )
        super().__init__(column(*parts, margins=(16, 12, 16, 12), gap=10), "sunken")
        self.save.clicked.connect(lambda _checked: self._try())
        self.leave.clicked.connect(lambda _checked: self.closed.emit())
        self.reason.returnPressed.connect(self._try)
        self._complaint.hide()
        self.hide()

    def open(self, desks: Iterable[int], own: int) -> None:
        """Ask for a loss among these desks; this one first."""
        self.desk.clear()
        numbers = sorted(set(desks), key=lambda n: (n != own, n))
        self._whose.setVisible(len(numbers) > 1)
        for number in numbers:
            self.desk.addItem(self.tr("服务台 {n}").format(n=number), str(number))
        self.day.draft = today().isoformat()
        self.reason.clear()
        self._complaint.hide()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    @property
    def draft(self) -> tuple[str, str, str]:
        """What was filled in so far."""
        return self.desk.code, self.day.draft, self.reason.text()

    def put_back(self, draft: object) -> None:
        """What was filled in before the window was built anew."""
        if isinstance(draft, tuple):
            desk, self.day.draft, reason = draft
            self.desk.choose(desk)
            self.reason.setText(reason)

    @property
    def chosen(self) -> tuple[int, dt.date, str]:
        """Desk, day and reason."""
        day = dt.date.fromisoformat(self.day.value)
        return int(self.desk.code), day, self.reason.text().strip()

    def _try(self) -> None:
        problem = self._problem()
        self._complaint.setText(problem)
        self._complaint.setVisible(bool(problem))
        if not problem:
            self.saved.emit()

    def _problem(self) -> str:
        if self.day.value is None:
            return self.day.complaint or self.tr("请写从哪天起挂失。")
        if dt.date.fromisoformat(self.day.value) > today():
            return self.tr("挂失的日期不能晚于今天。")
        return "" if self.reason.text().strip() else self.tr("请写原因。")


class ListingForm(Card):
    """Which desks ask to be listed, and for which days."""

    saved = Signal()
    closed = Signal()

    def __init__(self) -> None:
        self.requests: tuple[KeyRequest, ...] = ()
        self.desks = column(gap=6)
        self.first = DayEditor(self.tr("从哪天起可以签"), today)
        self.last = DayEditor(self.tr("最后一天"), today)
        self.save = Button(self.tr("列入名单…"), "check", "primary")
        self.leave = Button(self.tr("取消"), "x", key="Esc")
        self._complaint = Label(tone=Tone.BAD, wrap=True)
        note = self.tr("请用电话核对每把钥匙的代号，确认是服务台本人在申请。")
        days = row(
            labelled(
                self.tr("从哪天起可以签"),
                self.first,
                self.tr("空着：按申请，或从明天起"),
            ),
            labelled(self.tr("最后一天"), self.last, self.tr("空着：没有期限")),
            gap=12,
        )
        parts = (
            Label(self.tr("列入公钥名单"), "section"),
            Label(note, "caption", wrap=True),
            self.desks,
            days,
            self._complaint,
            row(STRETCH, self.leave, self.save, gap=8),
        )
        super().__init__(column(*parts, margins=(16, 12, 16, 12), gap=10), "sunken")
        self.save.clicked.connect(lambda _checked: self._try())
        self.leave.clicked.connect(lambda _checked: self.closed.emit())
        self._complaint.hide()
        self.hide()

    def open(self, requests: tuple[KeyRequest, ...]) -> None:
        """Show who asks."""
        self.requests = requests
        empty(self.desks)
        said = self.tr("服务台 {n}　{district}　钥匙 {key}　{day} 申请")
        for one in requests:
            key, day = fingerprint(one.public), one.made_on.isoformat()
            text = said.format(n=one.desk, district=one.district, key=key, day=day)
            self.desks.addWidget(Label(text, "strong", wrap=True))
        self.first.draft = self.last.draft = ""
        self._complaint.hide()
        self.show()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    @property
    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day, where one was given."""
        return _day_of(self.first), _day_of(self.last)

    def _try(self) -> None:
        unread = [one.complaint for one in (self.first, self.last) if one.complaint]
        self._complaint.setText(" ".join(unread))
        self._complaint.setVisible(bool(unread))
        if not unread:
            self.saved.emit()


def _day_of(editor: DayEditor) -> dt.date | None:
    return dt.date.fromisoformat(editor.value) if editor.value else None
