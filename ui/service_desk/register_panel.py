"""Registering a resident or an SME: one form, judged while it is typed."""

from __future__ import annotations

import itertools
import re
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.participants.drafts import RESIDENT
from carbon_points.participants.drafts import SME
from carbon_points.participants.names import has_han
from carbon_points.participants.rules import normalise_id
from carbon_points.participants.rules import normalise_phone
from carbon_points.participants.rules import phone_problem
from carbon_points.participants.texts import TEXTS
from ui.service_desk.register_fields import CodeEntry
from ui.service_desk.register_form import RegisterForm
from ui.service_desk.register_presenter import RegisterPresenter
from ui.shared import icons
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.messages import message
from ui.shared.notices import MessageBar
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.participants.twins import Twin
    from ui.service_desk.desk_work import Owner
    from ui.service_desk.register_work import Setting
    from ui.shared.messages import Message
    from ui.shared.page import Context

_WHOLE_ID: Final = re.compile(r"(?<!\d)\d{17}[\dX]")
_WORDS: Final = re.compile(r"[\s,，;；|]+")
_CODE_LENGTH: Final = 18
_CONSENT_MISSING: Final = "NO_CONSENT"


class RegisterPanel(Card):
    """Collects one form; what is wrong with it is the core's answer."""

    submitted = Signal(object)
    """The form as `participants.service.register` takes it."""

    left = Signal()
    """Back to whoever was served; what was typed stays."""

    edited = Signal()
    """Something was typed or ticked."""

    identity_typed = Signal(str)
    """A sound number stands in the form: is it known already?"""

    owner_wanted = Signal(object)
    """Serve the participant that has this number already."""

    def __init__(self, context: Context | None = None) -> None:
        self._kinds = {kind: Choice(badge(kind).text) for kind in (RESIDENT, SME)}
        self._bar = MessageBar()
        self.form = RegisterForm()
        self._more = Button("", "chevron-down", "link")
        self._save = Button("", "check", "primary", "Ctrl+Enter")
        self._back = Button("", key="Esc")
        self._title = Label(role="section")
        self._note = Label(role="caption")
        head = row(self._title, *self._kinds.values(), STRETCH, self._note, gap=8)
        foot = row(self._more, STRETCH, self._back, self._save, gap=8)
        parts = (head, self._bar, self.form, foot, STRETCH)
        super().__init__(column(*parts, margins=(14, 14, 14, 14), gap=12))
        self._owner: Owner | None = None
        self._asked = ("", "")
        self._presenter = RegisterPresenter(context) if context else None
        self._say_texts()
        self._switch(RESIDENT)
        self._connect()

    def _connect(self) -> None:
        for kind, button in self._kinds.items():
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _checked=False, k=kind: self._switch(k))
        self._more.clicked.connect(lambda: self._show_more(not self.form.shows_more))
        self._save.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        self.form.done.connect(self._finish)
        self.form.changed.connect(self._answered)
        if self._presenter is not None:
            self._presenter.setParent(self)
            self._presenter.setting_known.connect(self._know)
            self._presenter.twins_known.connect(self._show_twins)
            self._presenter.load_setting()

    # What the desk asks

    def begin(self, text: str = "") -> None:
        """Ask for somebody new, with what was typed into the search box.

        What was left half done is still there, unless somebody else is meant now.
        """
        if self._presenter is not None:
            self._presenter.load_setting()
        if not text and self.form.is_begun:
            self._bar.say(Tone.INFO, self.tr("上次没登记完的内容还在，可继续填写。"))
            self._bar.offer(self.tr("清空"), self.clear)
        else:
            self.clear()
            self._type(text)
        self.take_focus()

    def clear(self) -> None:
        """Forget what was typed; the subdistrict and the community stay."""
        self._own(None)
        self._asked = ("", "")
        self.form.clear()
        self._bar.dismiss()

    def scan(self, text: str) -> None:
        """A reader sent a card: its number goes where it belongs, the name too."""
        found = _WHOLE_ID.search(normalise_id(text))
        whole = found[0] if found else normalise_id(text)
        name = _name_in(text) if found else ""
        if self._owner is not None:
            self.clear()
        self._type(whole)
        if name:
            self.form.put("name", name)
        self.take_focus()

    def _type(self, text: str) -> None:
        """Put a searched text where it belongs: number, telephone or name."""
        plain = normalise_id(text)
        looks_like_company = len(plain) == _CODE_LENGTH and not plain[:-1].isdigit()
        self._switch(SME if looks_like_company else RESIDENT)
        if plain.isdigit() and not phone_problem(normalise_phone(text)):
            self.form.put("phone", normalise_phone(text))
        elif plain and has_han(text):
            self.form.put("name", text.strip())
        elif any(character.isdigit() for character in plain):
            self.form.put("identity", plain)

    def take_focus(self) -> None:
        """Put the caret into the first field that is empty."""
        self.form.focus()

    def offer_places(self, places: Mapping[str, tuple[str, ...]]) -> None:
        """Offer these subdistricts, and their communities as suggestions."""
        self.form.offer_places(places)

    def show_owner(self, identity: str, owner: Owner | None) -> None:
        """Say whose number this is, if it is somebody's."""
        if identity != self.form.value("identity"):
            return
        self._own(owner)
        if owner is None:
            self._dismiss()
            return
        said = message("M04", name=owner.name, street=owner.subdistrict)
        entry = self.form.entry("identity")
        if isinstance(entry, CodeEntry):
            entry.field.tell(said)
        self._bar.say(said.tone, said.title, said.text, said.code)
        self._bar.offer(self.tr("打开原档案"), self._open_owner)

    def refuse(self, said: Message, field: str) -> None:
        """Say why the form was not taken, at the field if it is one."""
        entry = self.form.entry(field)
        if entry is not None:
            entry.complain(said.whole)
        self._bar.say(said.tone, said.title, said.text, said.code)
        if field:
            self.form.focus(field)

    @property
    def said(self) -> str:
        """What the form as a whole was told."""
        return self._bar.text if self._bar.isVisibleTo(self) else ""

    def submit(self) -> None:
        """Hand the form over, or say at the fields what is still wrong."""
        if self._owner is not None:
            self._open_owner()
            return
        problems = self.form.problems()
        self.form.complain(problems)
        if not self.form.consent.value:
            self._bar.say(Tone.BAD, _sentence(_CONSENT_MISSING), code=_CONSENT_MISSING)
            self.form.focus(next(iter(problems), "consent"))
        elif problems:
            self._bar.say(Tone.BAD, self.tr("还有内容要改，见红框；已填写的都保留。"))
            self.form.focus(next(iter(problems)))
        else:
            self._dismiss()
            self.submitted.emit({"kind": self.form.kind, **self.form.answers})

    def snapshot(self) -> dict[str, object]:
        """What was typed."""
        return {"kind": self.form.kind, "form": self.form.state}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Type it again."""
        self._switch(state["kind"])
        for name, value in state["form"].items():
            self.form.put(name, value)

    def set_columns(self, columns: int) -> None:
        """Lay the fields out side by side."""
        self.form.set_columns(columns)

    # What happens in the form

    def _finish(self) -> None:
        """The last Enter: save, if the person has agreed."""
        if self._owner is not None or self.form.consent.value:
            self.submit()
        else:
            self._save.setFocus(Qt.FocusReason.TabFocusReason)

    def _answered(self, name: str) -> None:
        if name == "identity":
            self._identity_changed()
        if name in {"name", "phone"}:
            self._look_for_twins()
        self.edited.emit()

    def _identity_changed(self) -> None:
        self._own(None)
        entry = self.form.entry("identity")
        if isinstance(entry, CodeEntry) and entry.field.is_sound:
            self.identity_typed.emit(entry.field.text)
        else:
            self._dismiss()

    def _look_for_twins(self) -> None:
        """Ask once for each name and telephone that both stand there whole."""
        name, phone = (str(self.form.value(n)) for n in ("name", "phone"))
        entry = self.form.entry("phone")
        whole = name and phone and (entry is None or not entry.problem)
        asked = (name, phone) if whole else ("", "")
        if asked == self._asked or self._presenter is None:
            return
        self._asked = asked
        if whole:
            self._presenter.look_for_twins(self.form.kind, name, phone)
        elif self._owner is None:
            self._dismiss()

    def _show_twins(self, name: str, phone: str, found: Sequence[Twin]) -> None:
        """Ask whether it is somebody who is known; nothing is held up."""
        if (name, phone) != self._asked or not found or self._owner is not None:
            return
        who = found[0].who
        said = self.tr("可能是同一人：{name}（{street}，{number}），姓名和电话相同。")
        whole = said.format(name=who.name, street=who.subdistrict, number=who.masked_id)
        hint = self.tr(
            "是同一人就打开原档案；不是就继续登记，以后发现重复也可标记，由审核员合并。"
        )
        self._bar.say(Tone.WARN, whole, hint)
        self._bar.offer(
            self.tr("打开原档案"), lambda: self.owner_wanted.emit(who.participant_id)
        )

    def _know(self, setting: Setting) -> None:
        self.form.know(setting)

    def _own(self, owner: Owner | None) -> None:
        """Remember whose number it is; Enter then opens that file."""
        self._owner = owner
        self.form.enter_is_done = owner is not None

    def _open_owner(self) -> None:
        if self._owner is not None:
            self.owner_wanted.emit(self._owner.participant_id)

    def _dismiss(self) -> None:
        if self.said:
            self._bar.dismiss()

    def _switch(self, kind: str) -> None:
        self._kinds[kind].setChecked(True)
        if kind != self.form.kind:
            self._own(None)
            self.form.ask(kind)
            self._order_tabs()

    def _order_tabs(self) -> None:
        """The fields are made anew with the kind; Tab goes as the eye does."""
        foot = (self._more, self._back, self._save)
        chain = [*self._kinds.values(), *self.form.chain, *foot]
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _show_more(self, shown: bool) -> None:  # noqa: FBT001  (what the button says)
        self.form.show_more(shown=shown)
        self._say_more()

    def _say_more(self) -> None:
        shown = self.form.shows_more
        self._more.setIcon(icons.icon("chevron-up" if shown else "chevron-down"))
        less, more = self.tr("收起更多项目"), self.tr("更多项目（日期、备注等）")
        self._more.setText(less if shown else more)

    def _say_texts(self) -> None:
        self._title.setText(self.tr("登记新参与者"))
        self._note.setText(self.tr("Enter 到下一项，最后一次保存"))
        self._save.setText(self.tr("登记"))
        self._back.setText(self.tr("返回"))
        self._say_more()


def _name_in(text: str) -> str:
    """The name among what a reader sent: the first word in Chinese characters."""
    words = _WORDS.split(text.strip())
    return next((word for word in words if has_han(word)), "")


def _sentence(code: str) -> str:
    return TEXTS[code][0 if language.in_force() == language.ZH else 1]
