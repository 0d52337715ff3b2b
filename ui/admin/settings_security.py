"""Settings: when the screen locks, and one's own password."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.admin.first_run_parts import labelled
from ui.admin.first_run_parts import password_field
from ui.admin.settings_parts import Question
from ui.admin.settings_parts import Section
from ui.admin.typed_twice import TypedTwice
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.settings import LOCK_KEY
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from ui.shared.page import Context

_MINUTES = (1, 3, 5, 10, 30)


class SecuritySection(Section):
    """What keeps others out."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self.bar = MessageBar()
        rows: list[QWidget] = [self._lock()]
        opened = context.opened
        if opened is not None and opened.handle is not None:
            rows.append(self._hint() if opened.set_up_mode else self._password())
        super().__init__("security", "shield-check", self.tr("安全"), rows)
        self.offer_reset(self._reset)

    def _lock(self) -> Question:
        chosen = self._settings.lock_minutes
        minutes = sorted({*_MINUTES, chosen})
        answers = [(m, self.tr("%n 分钟", "", m)) for m in minutes]
        note = self.tr("没有人操作多久后锁屏；正在填写的内容会保留。也可按 Ctrl+L。")
        choose = partial(setattr, self._settings, "lock_minutes")
        title = self.tr("自动锁屏")
        self.lock = Question(title, note, answers, chosen, choose)
        return self.lock

    def _hint(self) -> QWidget:
        text = self.tr(
            "还没有设置任何密码，屏幕不会锁定。管理员在“人员”里设第一个密码。"
        )
        return Label(text, tone=Tone.WARN, wrap=True)

    def _password(self) -> QWidget:
        self.present, self.fresh = password_field(), password_field()
        self.change = Button(self.tr("更改密码"), "lock")
        self._twice = TypedTwice(self.fresh)
        self.change.clicked.connect(lambda _checked: self._change())
        self.present.returnPressed.connect(self.fresh.setFocus)
        self.fresh.returnPressed.connect(self._change)
        fields = row(
            labelled(self.tr("现在的密码"), self.present, self.tr("先核对是本人")),
            labelled(self.tr("新密码"), self.fresh, self.tr("至少 6 位")),
            gap=12,
        )
        made = QWidget()
        title = Label(self.tr("更改自己的密码"), "strong")
        foot = row(STRETCH, self.change)
        made.setLayout(column(title, self.bar, fields, foot, gap=8))
        return made

    def _change(self) -> None:
        if not self.change.isEnabled():
            return
        asks = self._twice.still_asks()
        if asks:
            self.bar.say(Tone.WARN, asks)
            return
        self.change.setEnabled(False)
        from ui.admin.people_work import change_own  # noqa: PLC0415  (slow to import)

        work = partial(
            change_own,
            self._context.database,
            self._context.operator.login,
            self.present.text(),
            self.fresh.text(),
        )
        self._context.tasks.start(
            lambda _progress: work(), self._changed, self._failed, owner=self
        )

    def _changed(self, _nothing: object) -> None:
        self.change.setEnabled(True)
        self.bar.dismiss()
        self._twice.forget()
        self.present.clear()
        self.fresh.clear()
        self._context.frame.toast(self.tr("密码已更改，下次登录用新密码。"))

    def _failed(self, error: Exception) -> None:
        self.change.setEnabled(True)
        shown = message_for(error)
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)

    def _reset(self) -> None:
        self._settings.reset(LOCK_KEY)
        self.lock.show_answer(self._settings.lock_minutes)
