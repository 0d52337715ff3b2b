"""The form for one operator, and the line that a second person signs on."""

from __future__ import annotations

from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.security.people import Person
from ui.admin.first_run_parts import labelled
from ui.admin.first_run_parts import password_field
from ui.admin.people_work import Signature
from ui.admin.typed_twice import TypedTwice
from ui.shared import icons
from ui.shared.page import Role
from ui.shared.page import role_word
from ui.shared.seeing import bring_into_view
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import dress
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from ui.admin.people_work import Staff

_INK: Final = {"primary": "on_primary", "danger": "bad"}


class PersonForm(Card):
    """Adds somebody, changes somebody, or sets a password: one form, fewer fields."""

    saved = Signal()
    closed = Signal()

    def __init__(self) -> None:
        self.login, self.name = QLineEdit(), QLineEdit()
        self.password = password_field()
        self.place = Select("")
        self.roles = {role: QCheckBox(role_word(role)) for role in Role}
        self.signer = Select("")
        self.signature = password_field()
        self._title = Label(role="section")
        self._parts = self._fields()
        self.save = Button(self.tr("保存"), "check", "primary")
        self.twice = TypedTwice(self.password)
        leave = Button(self.tr("取消"), "x", key="Esc")
        self.save.clicked.connect(lambda _checked: self.saved.emit())
        leave.clicked.connect(lambda _checked: self.closed.emit())
        grid = QGridLayout()
        grid.setSpacing(px(12))
        for number, part in enumerate(self._parts.values()):
            grid.addWidget(part, number // 2, number % 2)
        foot = row(STRETCH, leave, self.save, gap=8)
        parts = (self._title, grid, foot)
        super().__init__(column(*parts, margins=(16, 12, 16, 12), gap=12), "sunken")
        for field in self._order():
            field.returnPressed.connect(partial(self._go_on, field))
        self.hide()

    def open(self, title: str, wanted: str, staff: Staff, person: Person) -> None:
        """Show the fields of ``add change password close reopen``."""
        self._title.setText(title)
        self._fill(staff, person)
        self._name_verb(wanted)
        shown = {
            "add": {"login", "name", "roles", "place", "password"},
            "change": {"name", "roles", "place"},
            "password": {"password"},
        }.get(wanted, set())
        if staff.signers:
            shown |= {"signer", "signature"}
        for name, part in self._parts.items():
            part.setVisible(name in shown)
        self.show()
        first = next((f for f in self._order() if f.isVisibleTo(self)), self.save)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def _go_on(self, field: QLineEdit) -> None:
        """Enter leads to the next field, and from the last one it saves."""
        after = self._order()[self._order().index(field) + 1 :]
        following = next((f for f in after if f.isVisibleTo(self)), None)
        if following is None:
            self.saved.emit()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _name_verb(self, wanted: str) -> None:
        """The button says what it does; what shuts somebody out looks like it."""
        verb, icon, kind = {
            "close": (self.tr("停用此人"), "circle-x", "danger"),
            "reopen": (self.tr("恢复"), "refresh", "primary"),
        }.get(wanted, (self.tr("保存"), "check", "primary"))
        self.save.setText(verb)
        self.save.setIcon(icons.icon(icon, _INK[kind], 18))
        dress(self.save, "kind", kind)

    @property
    def person(self) -> Person:
        """What was typed."""
        roles = frozenset(str(r) for r, box in self.roles.items() if box.isChecked())
        place = int(self.place.code) if self.place.code else None
        login = self.login.text().strip()
        return Person(login, self.name.text().strip() or login, roles, place)

    def put_back(self, person: Person) -> None:
        """What somebody had typed before the window was built anew."""
        self.login.setText(person.name)
        self.name.setText(person.display_name)
        self._choose(person)

    @property
    def signed(self) -> Signature:
        """Who signs as the second person."""
        if self._parts["signer"].isHidden():
            return Signature()
        return Signature(self.signer.code, self.signature.text())

    def _fields(self) -> dict[str, QWidget]:
        roles = QWidget()
        roles.setLayout(row(*self.roles.values(), STRETCH, gap=12))
        return {
            "login": labelled(
                self.tr("登录名"), self.login, self.tr("之后不能再改；可以就用姓名")
            ),
            "name": labelled(
                self.tr("显示的姓名"), self.name, self.tr("显示在锁屏和凭条上")
            ),
            "roles": labelled(
                self.tr("角色"), roles, self.tr("审核员不能兼任其他角色")
            ),
            "place": labelled(
                self.tr("所在街道（镇）"),
                self.place,
                self.tr("登记员只查看本街道的居民；其他角色不受限制"),
            ),
            "password": labelled(
                self.tr("密码"), self.password, self.tr("至少 6 位，当面交给本人")
            ),
            "signer": labelled(
                self.tr("复核人"), self.signer, self.tr("人员变动须一位审核员当面签字")
            ),
            "signature": labelled(
                self.tr("复核人密码"), self.signature, self.tr("请复核人本人输入")
            ),
        }

    def _order(self) -> tuple[QLineEdit, ...]:
        return (self.login, self.name, self.password, self.signature)

    def _fill(self, staff: Staff, person: Person) -> None:
        self.login.setText(person.name)
        self.name.setText(person.display_name)
        self.password.clear()
        self.signature.clear()
        self.twice.forget()
        self.place.clear()
        self.place.addItem(self.tr("不限"), "")
        for place in staff.places:
            self.place.addItem(place.name, str(place.id))
        self._choose(person)
        self.signer.clear()
        for signer in staff.signers:
            self.signer.addItem(signer.display_name, signer.name)

    def _choose(self, person: Person) -> None:
        for role, box in self.roles.items():
            box.setChecked(str(role) in person.roles)
        self.place.choose(str(person.subdistrict_id or ""))
