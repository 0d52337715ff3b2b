"""Settings: how long personal information is kept, and what is past its time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.admin import retention_work
from ui.admin.first_run_parts import password_field
from ui.admin.settings_parts import Section
from ui.shared import language
from ui.shared.background import Lane
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.page import Role
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.integrity.retention import Ran
    from carbon_points.integrity.retention_due import Due
    from carbon_points.integrity.retention_rules import RetentionRule
    from ui.admin.retention_work import Kept
    from ui.shared.page import Context

_MOST_NAMED = 20
_YEAR = 365


class RetentionSection(Section):
    """A line for each rule, what goes now, and the run."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db, self._who = context.database, context.operator.login
        self.bar, self.rules = MessageBar(), column(gap=10)
        self.last = Label(role="caption")
        self.run = Button(self.tr("立即清理"), "trash", "danger")
        self.see = Button(self.tr("看看会删什么"), "eye", "link")
        self.names = Label(role="caption", wrap=True)
        self.signer, self.password = Select(self.tr("复核人")), password_field()
        own = self.tr("复核人的密码，请本人输入")
        self.password.setPlaceholderText(own)
        self.password.setAccessibleName(own)
        self._sign = box(column(self._why_two(), row(self.signer, (self.password, 1))))
        for part in (self.names, self._sign):
            part.hide()
        parts = [self._rules_part(), self._foot()]
        super().__init__("retention", "clock", self.tr("保存期限"), parts)
        self.run.clicked.connect(lambda _checked: self._run())
        self.see.clicked.connect(lambda _checked: self._toggle_names())
        self._may_run = Role.ADMIN in context.operator.roles and not self._db.read_only
        self.load()

    def _why_two(self) -> Label:
        text = self.tr(
            "有参与者到期：匿名化须一位审核员当面签字；不签字时只清理其余各项。"
        )
        return Label(text, "caption", wrap=True)

    def _rules_part(self) -> QWidget:
        made = QWidget()
        note = Label(
            self.tr(
                "到期的个人信息每天打开程序时提示一次，由管理员清理；"
                "核算所需的数字和摘要一直保留。期限为假定，待主管部门确认。"
            ),
            "caption",
            wrap=True,
        )
        made.setLayout(column(note, self.bar, self.rules, gap=10))
        return made

    def _foot(self) -> QWidget:
        made = QWidget()
        verbs = row(self.last, STRETCH, self.see, self.run, gap=8)
        made.setLayout(column(self.names, self._sign, verbs, gap=8))
        return made

    def load(self) -> None:
        """Ask what the rules are, and what is past them."""
        self._context.tasks.start(
            lambda _progress: retention_work.look(self._db, self._who),
            self._show,
            self._failed,
            owner=self,
            lane=Lane.LONG,
        )

    def _show(self, kept: Kept) -> None:
        empty(self.rules)
        for due in kept.outlook.due:
            self.rules.addWidget(self._line(due.rule, due.number))
        for rule in kept.for_good:
            self.rules.addWidget(self._line(rule, 0))
        ran = kept.outlook.ran_on
        day = ran.isoformat() if ran else self.tr("还没有清理过")
        self.last.setText(self.tr("上次清理：{day}").format(day=day))
        past = kept.outlook.number
        self.run.setVisible(self._may_run)
        self.run.setEnabled(past > 0 or kept.outlook.sweep_due)
        self.see.setVisible(past > 0)
        self.names.setText(self._named(kept))
        people = any(
            due.number for due in kept.outlook.due if due.rule.id == "closed_people"
        )
        self._sign.setVisible(people and self._may_run and not kept.set_up_mode)
        self.signer.clear()
        for login, name in kept.signers:
            self.signer.addItem(name, login)
        if past and not kept.ran_today:
            said = self.tr("有 %n 项个人信息已过保存期限。", "", past)
            self.bar.say(Tone.WARN, said, self.tr("看过后点“立即清理”。"))

    def _line(self, rule: RetentionRule, number: int) -> QWidget:
        spoken = language.in_force()
        time_ = self._time(rule.days) if rule.days else self.tr("长期")
        said = (rule.counted_from.text(spoken), rule.keeps.text(spoken))
        note = ("；" if spoken == language.ZH else "; ").join(filter(None, said))
        words = column(
            Label(rule.name.text(spoken), "strong"),
            Label(note, "caption", wrap=True),
            Label(rule.source.text(spoken), "caption", wrap=True),
            gap=2,
        )
        made = QWidget()
        pills = [Pill(Badge(time_, Tone.MUTE))]
        if rule.days and rule.confidence == "assumed":
            pills.append(Pill(Badge(self.tr("假定"), Tone.MUTE)))
        if number:
            pills.append(Pill(Badge(self.tr("%n 项到期", "", number), Tone.WARN)))
        made.setLayout(row((words, 1), *pills, gap=8))
        return made

    def _time(self, days: int) -> str:
        """``3 年（1,095 天）``."""
        years, rest = divmod(days, _YEAR)
        told = self.tr("%n 天", "", days).replace(str(days), f"{days:,}")
        if rest:
            return told
        return self.tr("{years}（{days}）").format(
            years=self.tr("%n 年", "", years), days=told
        )

    def _named(self, kept: Kept) -> str:
        lines = [self._due_line(due) for due in kept.outlook.due if due.number]
        return "\n".join(lines)

    def _due_line(self, due: Due) -> str:
        name = due.rule.name.text(language.in_force())
        shown = [item.name for item in due.items[:_MOST_NAMED] if item.name]
        more = "…" if len(due.items) > _MOST_NAMED else ""
        listed = "、".join(shown) + more
        count = self.tr("%n 项", "", due.number)
        return f"{name}（{count}）{listed}"

    def _toggle_names(self) -> None:
        self.names.setVisible(self.names.isHidden())

    def _run(self) -> None:
        self.run.setEnabled(False)
        signed = ("", "")
        if not self._sign.isHidden() and self.password.text():
            signed = (self.signer.code, self.password.text())
        self.password.clear()
        work = partial(retention_work.run, self._db, self._who, signed)
        self._context.tasks.start(
            work, self._ran, self._failed, owner=self, lane=Lane.LONG
        )

    def _ran(self, done: Ran) -> None:
        total = sum(done.went.values())
        said = self.tr("已按期限清理 %n 项。", "", total)
        text = ""
        if done.people_waiting:
            text = self.tr("另有 %n 位参与者等两人签字。", "", done.people_waiting)
        if not done.cleaned:
            text = self.tr("账本正被使用，空闲处下次清理时再擦除。")
        self.bar.say(Tone.OK, said, text)
        self.names.hide()
        self.load()

    def _failed(self, error: Exception) -> None:
        self.run.setEnabled(self._may_run)
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
