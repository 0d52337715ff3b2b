"""Registering a resident or an SME: made from the core's own list of fields."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.participants.drafts import RESIDENT
from carbon_points.participants.drafts import SME
from carbon_points.participants.forms import FORMS
from carbon_points.participants.names import has_han
from carbon_points.participants.rules import normalise_id
from carbon_points.participants.rules import normalise_phone
from carbon_points.participants.rules import phone_problem
from ui.service_desk.parts import TickBox
from ui.service_desk.plain_field import PlainField
from ui.shared import icons
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.identity import CodeField
from ui.shared.identity import Writing
from ui.shared.messages import message
from ui.shared.notices import MessageBar
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from carbon_points.participants.forms import Field
    from ui.service_desk.desk_work import Owner
    from ui.shared.messages import Message

_FIRST: Final = frozenset(
    {"identity", "name", "phone", "subdistrict", "community", "consent", "contact"}
)
"""Asked at once; the others wait behind a button."""

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RegisterPanel(Card):
    """Collects one form; what is wrong with it is the core's answer."""

    submitted = Signal(object)
    """The form as `participants.service.register` takes it."""

    left = Signal()
    """Back to whoever was served; what was typed stays."""

    identity_typed = Signal(str)
    """A sound number stands in the form: is it known already?"""

    owner_wanted = Signal(object)
    """Serve the participant that has this number already."""

    def __init__(self) -> None:
        self._kinds = {kind: Choice(badge(kind).text) for kind in (RESIDENT, SME)}
        self._bar = MessageBar()
        self._grid = QGridLayout()
        self._more = Button("", "chevron-down", "link")
        self._save = Button("", "check", "primary", "Ctrl+Enter")
        self._back = Button("", key="Esc")
        self._title = Label(role="section")
        self._note = Label(role="caption")
        head = row(self._title, *self._kinds.values(), STRETCH, self._note, gap=8)
        foot = row(self._more, STRETCH, self._back, self._save, gap=8)
        parts = (head, self._bar, self._grid, foot, STRETCH)
        super().__init__(column(*parts, margins=(14, 14, 14, 14), gap=12))
        self._kind = RESIDENT
        self._fields: dict[str, QWidget] = {}
        self._places: Mapping[str, tuple[str, ...]] = {}
        self._subdistrict = ""
        self._columns = 3
        self._shows_more = False
        self._owner: Owner | None = None
        for kind, button in self._kinds.items():
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _checked=False, k=kind: self._switch(k))
        self._more.clicked.connect(lambda: self._show_more(shown=not self._shows_more))
        self._save.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        self._say_texts()
        self._switch(RESIDENT)

    def begin(self, text: str = "") -> None:
        """Ask for somebody new, with what was typed into the search box.

        What was left half done is still there, unless somebody else is meant now.
        """
        if not text and self._is_begun:
            self._bar.say(Tone.INFO, self.tr("上次没登记完的内容还在，可继续填写。"))
            self._bar.offer(self.tr("清空"), self.clear)
        else:
            self.clear()
            self._type(text)
        self.take_focus()

    def clear(self) -> None:
        """Forget what was typed; the subdistrict stays."""
        self._owner = None
        for name in self._fields:
            self._put(name, False if name == "consent" else "")
        self._put("subdistrict", self._subdistrict)
        self._bar.dismiss()

    @property
    def _is_begun(self) -> bool:
        asked = [name for name in self._fields if name != "subdistrict"]
        return any(self._value(name) for name in asked)

    def _type(self, text: str) -> None:
        """Put a searched text where it belongs: number, telephone or name."""
        plain = normalise_id(text)
        looks_like_company = len(plain) == 18 and not plain[:-1].isdigit()
        self._switch(SME if looks_like_company else RESIDENT)
        if plain.isdigit() and not phone_problem(normalise_phone(text)):
            self._put("phone", normalise_phone(text))
        elif plain and has_han(text):
            self._put("name", text)
        elif any(character.isdigit() for character in plain):
            self._put("identity", plain)

    def take_focus(self) -> None:
        """Put the caret into the first field that is empty."""
        for name, part in self._fields.items():
            if not self._value(name) and part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def offer_places(self, places: Mapping[str, tuple[str, ...]]) -> None:
        """Offer these subdistricts, and their communities as suggestions."""
        chosen = str(self._value("subdistrict") or "")
        self._places = places
        self._fill_subdistricts()
        self._put("subdistrict", chosen or self._subdistrict)

    def show_owner(self, identity: str, owner: Owner | None) -> None:
        """Say whose number this is, if it is somebody's."""
        if identity != self._value("identity"):
            return
        self._owner = owner
        if owner is None:
            self._bar.dismiss()
            return
        said = message("M04", name=owner.name, street=owner.subdistrict)
        self._bar.say(said.tone, said.title, said.text, said.code)
        self._bar.offer(self.tr("打开原档案"), self._open_owner)

    def refuse(self, said: Message, field: str) -> None:
        """Say why the form was not taken, at the field if it is one."""
        part = self._fields.get(field)
        if isinstance(part, PlainField):
            part.complain(said.whole)
        else:
            self._bar.say(said.tone, said.title, said.text, said.code)
        if part is not None:
            part.show()
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def said(self) -> str:
        """What the form as a whole was told."""
        return self._bar.text if self._bar.isVisibleTo(self) else ""

    def submit(self) -> None:
        """Hand the form over."""
        if self._owner is not None:
            self._open_owner()
            return
        self._subdistrict = str(self._value("subdistrict") or "")
        for part in self._fields.values():
            if isinstance(part, PlainField):
                part.complain("")
        form = {name: self._value(name) for name in self._fields}
        self.submitted.emit({"kind": self._kind, **form})

    def snapshot(self) -> dict[str, object]:
        """What was typed."""
        form = {name: self._value(name) for name in self._fields}
        return {"kind": self._kind, "form": form}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Type it again."""
        self._switch(state["kind"])
        for name, value in state["form"].items():
            self._put(name, value)

    def set_columns(self, columns: int) -> None:
        """Lay the fields out side by side."""
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and isinstance(watched, QWidget):
                self._after(watched)
                return True
        return super().eventFilter(watched, event)

    def _after(self, editor: QWidget) -> None:
        """Enter: the next field; after the last one the button that saves."""
        if self._owner is not None:
            self._open_owner()
            return
        shown = [p for p in self._fields.values() if p.isVisibleTo(self)]
        editors = [part.focusProxy() or part for part in shown]
        at = editors.index(editor) + 1 if editor in editors else len(editors)
        target = editors[at] if at < len(editors) else self._save
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _switch(self, kind: str) -> None:
        """Ask for a resident's or a company's particulars; common ones stay."""
        self._kinds[kind].setChecked(True)
        if kind == self._kind and self._fields:
            return
        kept = {name: self._value(name) for name in self._fields}
        self._kind, self._owner = kind, None
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {field.name: self._made(field) for field in FORMS[kind]}
        for part in self._fields.values():
            part.setParent(self)  # before anything shows it: it would be a window
        self._fill_subdistricts()
        for name, value in kept.items():
            if name in self._fields and value:
                self._put(name, value)
        self._lay_out()
        self._show_more(shown=self._shows_more)

    def _made(self, field: Field) -> QWidget:
        zh = language.in_force() == language.ZH
        label = field.label_zh if zh else field.label_en
        note = field.help_zh if zh else field.help_en
        if field.values == "yes_no":
            made: QWidget = TickBox(f"{label}（{note}）" if note else label)
            made.installEventFilter(self)
            return made
        coded = self._coded(field, label)
        if coded is not None:
            coded.edit.installEventFilter(self)
            return coded
        editor = self._editor(field, label)
        editor.installEventFilter(self)
        return PlainField(label, editor, note, required=field.required)

    def _coded(self, field: Field, label: str) -> CodeField | None:
        if field.name == "phone" and self._kind == RESIDENT:
            return CodeField(Writing.PHONE, label)
        if field.name != "identity":
            return None
        writing = Writing.RIC if self._kind == RESIDENT else Writing.USCC
        made = CodeField(writing, f"{label} *")
        made.changed.connect(self._identity_changed)
        return made

    def _editor(self, field: Field, label: str) -> QWidget:
        if field.name == "subdistrict":
            made = Select(label)
            made.currentIndexChanged.connect(lambda _at: self._suggest())
            return made
        editor = QLineEdit()
        editor.setAccessibleName(label)
        return editor

    def _identity_changed(self) -> None:
        self._owner = None
        part = self._fields.get("identity")
        if isinstance(part, CodeField) and part.is_sound:
            self.identity_typed.emit(part.text)
        else:
            self._bar.dismiss()

    def _open_owner(self) -> None:
        if self._owner is not None:
            self.owner_wanted.emit(self._owner.participant_id)

    def _fill_subdistricts(self) -> None:
        part = self._fields.get("subdistrict")
        if isinstance(part, PlainField) and isinstance(part.editor, Select):
            part.editor.clear()
            part.editor.addItem("", "")
            for name in self._places:
                part.editor.addItem(name, name)

    def _suggest(self) -> None:
        """Suggest the known communities; only Enter or a click takes one."""
        part = self._fields.get("community")
        if isinstance(part, PlainField) and isinstance(part.editor, QLineEdit):
            names = self._places.get(str(self._value("subdistrict")), ())
            completer = QCompleter(list(names), part.editor)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            if (popup := completer.popup()) is not None:
                popup.setAccessibleName(self.tr("社区"))
            part.editor.setCompleter(completer)

    def _value(self, name: str) -> object:
        part = self._fields.get(name)
        if isinstance(part, TickBox):
            return part.isChecked()
        if isinstance(part, CodeField):
            return part.text
        if isinstance(part, PlainField):
            editor = part.editor
            return editor.code if isinstance(editor, Select) else part.text
        return ""

    def _put(self, name: str, value: object) -> None:
        part = self._fields.get(name)
        if isinstance(part, TickBox):
            part.setChecked(value is True)
        elif isinstance(part, CodeField):
            part.edit.setText(str(value))
        elif isinstance(part, PlainField):
            if isinstance(part.editor, Select):
                part.editor.choose(str(value))
            else:
                part.put(str(value))

    def _show_more(self, *, shown: bool) -> None:
        self._shows_more = shown
        for name, part in self._fields.items():
            part.setVisible(shown or name in _FIRST)
        self._more.setIcon(icons.icon("chevron-up" if shown else "chevron-down"))
        self._more.setText(
            self.tr("收起更多项目") if shown else self.tr("更多项目：代办、备注、账号")
        )
        self._lay_out()

    def _lay_out(self) -> None:
        """Fields in rows; the consent has a row of its own, before what is optional."""
        for part in self._fields.values():
            self._grid.removeWidget(part)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(10))
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < self._columns else 0)
        first = [n for n in self._fields if n in _FIRST and n != "consent"]
        rest = [n for n in self._fields if n not in _FIRST] if self._shows_more else []
        top = Qt.AlignmentFlag.AlignTop
        line = -1
        for group in (first, rest):
            for number, name in enumerate(group):
                line += number % self._columns == 0
                at = number % self._columns
                self._grid.addWidget(self._fields[name], line, at, top)
            if group is first:
                line += 1
                consent = self._fields["consent"]
                self._grid.addWidget(consent, line, 0, 1, self._columns)

    def _say_texts(self) -> None:
        self._title.setText(self.tr("登记新参与者"))
        self._note.setText(self.tr("Enter 到下一项"))
        self._save.setText(self.tr("登记"))
        self._back.setText(self.tr("返回"))


def register_page(panel: RegisterPanel) -> QWidget:
    """The panel at the head of a page of its own."""
    return box(column(panel, STRETCH))
