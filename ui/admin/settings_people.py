"""Settings: who uses the program. For administrators."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carbon_points.security.people import Person
from carbon_points.security.rules import ADMIN
from ui.admin import people_work
from ui.admin.people_form import PersonForm
from ui.admin.settings_parts import Section
from ui.shared import desk
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.cards import Avatar
from ui.shared.desk import seat_of
from ui.shared.errors import message_for
from ui.shared.messages import Message
from ui.shared.notices import MessageBar
from ui.shared.page import role_word
from ui.shared.seeing import bring_into_view
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.security.service import KnownOperator
    from ui.admin.people_work import Staff
    from ui.shared.page import Context

_NOBODY = Person("", "", frozenset({"worker"}))


class PeopleSection(Section):
    """Operators with their roles: take on, change, new password, close."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.database
        self._staff: Staff | None = None
        self._act: Callable[[], people_work.Act] | None = None
        self._asked = "", ""
        self._kept: object = None
        self.list, self.form, self.bar = column(gap=6), PersonForm(), MessageBar()
        self.form.saved.connect(self._save)
        self.form.closed.connect(self._close_form)
        self.add = Button(self.tr("新增操作员"), "user-plus")
        self.add.clicked.connect(lambda _checked: self._open_add())
        people, foot = QWidget(), QWidget()
        people.setLayout(self.list)
        foot.setLayout(column(self.bar, self.form, row(self.add, STRETCH), gap=8))
        super().__init__("people", "users", self.tr("人员"), [people, foot])
        self.load()

    def load(self) -> None:
        """Ask who there is."""
        self._context.tasks.start(
            lambda _progress: people_work.staff(self._db),
            self._show,
            self._failed,
            owner=self,
        )

    def escape(self) -> bool:
        """Close the form."""
        if self.form.isHidden():
            return False
        self._close_form()
        return True

    def typed(self) -> object:
        """The open form; what it asks of whom, and what was typed."""
        return None if self.form.isHidden() else (self._asked, self.form.person)

    def put_back(self, state: object) -> None:
        """Open it again, once it is known who there is."""
        self._kept = state
        self._open_kept()

    def _open_kept(self) -> None:
        if self._staff is None or not isinstance(self._kept, tuple):
            return
        (wanted, login), person = self._kept
        self._kept = None
        begin = {
            "change": self._open_change,
            "password": self._open_password,
            "close": self._open_close,
            "reopen": self._open_reopen,
        }.get(wanted)
        about = next((one for one in self._staff.everyone if one.name == login), None)
        if begin is None:
            self._open_add()
        elif about is None:
            return
        else:
            begin(about)
        self.form.put_back(person)

    def _show(self, staff: Staff) -> None:
        self._staff = staff
        empty(self.list)
        if staff.set_up_mode:
            self.list.addWidget(
                Label(
                    self.tr(
                        "还没有设置任何密码，不用登录就能操作。"
                        "请先给一位管理员设密码，之后人人凭密码登录。"
                    ),
                    tone=Tone.WARN,
                    wrap=True,
                )
            )
        for operator in staff.everyone:
            self.list.addWidget(self._line(operator))
        self._open_kept()

    def _line(self, operator: KnownOperator) -> QWidget:
        seat = seat_of(operator)
        words = language.listed(role_word(role) for role in seat.roles)
        login = "" if operator.name == seat.name else f"　{operator.name}"
        named = column(
            Label(seat.name, "strong"), Label(f"{words}{login}", "caption"), gap=0
        )
        made = QWidget()
        avatar = Avatar(seat.name, 32)
        made.setLayout(
            row(avatar, named, STRETCH, self._state(operator), *self._verbs(operator))
        )
        return made

    def _state(self, operator: KnownOperator) -> Pill:
        if operator.closed_on is not None:
            return Pill(Badge(self.tr("停用"), Tone.MUTE))
        if operator.has_password:
            return Pill(Badge(self.tr("可登录"), Tone.OK))
        return Pill(Badge(self.tr("未设密码"), Tone.WARN))

    def _verbs(self, operator: KnownOperator) -> list[Button]:
        shut = operator.closed_on is not None
        verbs = (
            (self.tr("日志"), "list-check", self._open_log),
            (self.tr("修改"), "pencil", self._open_change),
            (self.tr("设密码"), "lock", self._open_password),
            (
                (self.tr("恢复"), "refresh", self._open_reopen)
                if shut
                else (self.tr("停用此人"), "circle-x", self._open_close)
            ),
        )
        made = []
        for text, icon, act in verbs:
            button = Button(text, icon, "link")
            button.setAccessibleName(f"{text} {operator.display_name}")
            button.clicked.connect(lambda _checked, go=act: go(operator))
            made.append(button)
        return made

    def _open_log(self, operator: KnownOperator) -> None:
        self._context.navigate("log", operator=operator.name)

    def _open_add(self) -> None:
        self._act = lambda: people_work.add(self.form.person, self.form.password.text())
        self._open(self.tr("新增操作员"), "add", _NOBODY)

    def _open_change(self, operator: KnownOperator) -> None:
        self._act = lambda: people_work.change(self.form.person)
        title = self.tr("修改 {name}").format(name=operator.display_name)
        self._open(title, "change", _person(operator))

    def _open_password(self, operator: KnownOperator) -> None:
        self._act = lambda: people_work.give_password(
            operator.name, self.form.password.text()
        )
        title = self.tr("给 {name} 设新密码").format(name=operator.display_name)
        self._open(title, "password", _person(operator))

    def _open_close(self, operator: KnownOperator) -> None:
        self._act = lambda: people_work.close(operator.name)
        title = self.tr("停用 {name}：不能再登录，做过的记录都保留。")
        self._open(title.format(name=operator.display_name), "close", _person(operator))

    def _open_reopen(self, operator: KnownOperator) -> None:
        self._act = lambda: people_work.reopen(operator.name)
        title = self.tr("恢复 {name}：用原来的密码登录。")
        self._open(
            title.format(name=operator.display_name), "reopen", _person(operator)
        )

    def _open(self, title: str, wanted: str, person: Person) -> None:
        if self._staff is not None:
            self._asked = wanted, person.name
            self.bar.dismiss()
            self.add.hide()
            self.form.open(title, wanted, self._staff, person)

    def _close_form(self) -> None:
        self.bar.dismiss()
        self.form.hide()
        self.add.show()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        if self._act is None or not self.form.save.isEnabled():
            return
        asks = self.form.twice.still_asks()
        if asks:
            self._say(Message(Tone.WARN, asks))
            return
        self.form.save.setEnabled(False)
        operator = self._context.operator
        # In set-up mode nobody has signed in: the core takes the administrator.
        named = operator.login if ADMIN in operator.roles else ""
        work = partial(people_work.act, self._db, named, self.form.signed, self._act())
        self._context.tasks.start(
            lambda _progress: work(), self._saved, self._failed, owner=self
        )

    def _saved(self, operator: KnownOperator) -> None:
        self.form.save.setEnabled(True)
        self._close_form()
        said = self.tr("已保存：{name}").format(name=operator.display_name)
        self._context.frame.toast(said)
        if self._staff is not None and self._staff.set_up_mode:
            self._leave_set_up(operator)
        else:
            self.load()

    def _leave_set_up(self, operator: KnownOperator) -> None:
        """The first password is set: from now on people sign in."""
        if not operator.has_password:
            self.load()
            return
        self._context.tasks.start(
            lambda _progress: desk.opened(self._db),
            self._context.frame.show_opened,
            self._failed,
            owner=self,
        )

    def _failed(self, error: Exception) -> None:
        self.form.save.setEnabled(True)
        self._say(message_for(error))

    def _say(self, shown: Message) -> None:
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)
        bring_into_view(self.bar)


def _person(operator: KnownOperator) -> Person:
    return Person(
        operator.name, operator.display_name, operator.roles, operator.subdistrict_id
    )
