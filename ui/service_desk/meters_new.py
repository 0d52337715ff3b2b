"""A new installation: its owner, the fields its methodology declares, its papers."""

from __future__ import annotations

from itertools import pairwise
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QWidget

from carbon_points.crediting.installations import NewInstallation
from carbon_points.methodology.contract import Field
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.texts import texts_of
from ui.service_desk.evidence_row import EvidenceRow
from ui.service_desk.holder_picker import HolderPicker
from ui.service_desk.parts import FocusFollower
from ui.shared import language
from ui.shared.fields import FieldForm
from ui.shared.fields import still_missing
from ui.shared.fitted import AskBar
from ui.shared.tick_box import TickBox
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from carbon_points.methodology.contract import Methodology
    from carbon_points.participants.queries import Summary
    from ui.shared.messages import Message

_DEVICE: Final = Field("device_no", FieldType.TEXT)
_ACCOUNT: Final = Field("account_number", FieldType.TEXT, required=False)
_RATIO: Final = Field("ct", FieldType.INTEGER, required=False, minimum="1")


class NewPanel(QWidget):
    """Asks for everything that an installation is registered with."""

    save_wanted = Signal()
    closed = Signal()
    touched = Signal()

    def __init__(self, now: Callable[[], dt.date]) -> None:
        super().__init__()
        self._now = now
        self._methodologies: dict[str, Methodology] = {}
        self._owner: Summary | None = None
        self._form: FieldForm | None = None
        self.notice = AskBar()
        self.owner = HolderPicker()
        self._name_owner()
        self.kind = Select(self.tr("设施类别"))
        self._fields = column(gap=0)
        self._papers = Label(role="caption", wrap=True)
        self.files = EvidenceRow()
        self.exclusive = TickBox(self.tr("业主已签排他性声明"))
        self._declared = Label(role="caption", wrap=True)
        self._lacking = Elided(role="second")
        self.save = Button(self.tr("登记设施"), "check", "primary", key="Ctrl+Enter")
        self._close = Button(self.tr("返回"), "x", key="Esc")
        self._place_all()
        self.kind.currentIndexChanged.connect(lambda _at: self._show_fields())
        self.save.clicked.connect(lambda _checked: self.save_wanted.emit())
        self._close.clicked.connect(lambda _checked: self.closed.emit())
        self.exclusive.toggled.connect(lambda _on: self._changed())

    def _name_owner(self) -> None:
        name = self.tr("业主：姓名、证件、手机")
        self.owner.edit.setPlaceholderText(name)
        self.owner.edit.setAccessibleName(name)

    def _place_all(self) -> None:
        kind_name = Label(self.tr("设施类别"), "second")
        kind_name.setBuddy(self.kind)
        body = column(
            self.notice,
            Label(self.tr("业主"), "second"),
            self.owner,
            column(kind_name, self.kind, gap=4),
            self._fields,
            self._papers,
            self.files,
            self.exclusive,
            self._declared,
            STRETCH,
            margins=(0, 0, 8, 0),
            gap=10,
        )
        area = scrolling(box(body))
        FocusFollower(area)
        foot = column(self._lacking, row(STRETCH, self._close, self.save, gap=8), gap=6)
        title = Label(self.tr("登记新设施"), "section")
        self.setLayout(column(title, (area, 1), foot, gap=10))

    def show_rules(self, methodologies: Sequence[Methodology]) -> None:
        """Offer these kinds of installations."""
        self._methodologies = {each.id: each for each in methodologies}
        spoken = language.in_force()
        self.kind.clear()
        for each in methodologies:
            self.kind.addItem(texts_of(each, spoken).name, each.id)

    @property
    def is_ready(self) -> bool:
        """Whether the kinds of installations are known."""
        return bool(self._methodologies)

    def show_owner(self, who: Summary) -> None:
        """Somebody was chosen as the owner."""
        self._owner = who
        self.owner.show_holder(who)
        self._changed()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Ask for the owner, unless one is known already."""
        self._changed()
        if self._owner is None:
            self.owner.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._form is not None:
            self._form.focus_first_empty()

    def clear(self) -> None:
        """Nothing of the last one stays."""
        self._owner = None
        self.owner.forget()
        self.files.clear()
        self.exclusive.setChecked(False)
        self.notice.dismiss()
        if self._form is not None:
            self._form.clear()
        self._changed()

    @property
    def wanted(self) -> NewInstallation | None:
        """The installation as it stands; None without an owner or a kind."""
        methodology = self._methodologies.get(self.kind.code)
        if self._owner is None or methodology is None or self._form is None:
            return None
        values = self._form.values
        asked = {_DEVICE.name, _ACCOUNT.name, _RATIO.name}
        return NewInstallation(
            methodology.id,
            self._owner.participant_id,
            str(values.get(_DEVICE.name) or ""),
            {name: value for name, value in values.items() if name not in asked},
            str(values.get(_ACCOUNT.name) or ""),
            int(values.get(_RATIO.name) or 1),
            self.exclusive.isChecked(),
        )

    @property
    def paths(self) -> tuple[Path, ...]:
        """The papers."""
        return self.files.files

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still needed, by its name."""
        lacking = [] if self._owner else [self.tr("业主")]
        lacking += self._form.missing if self._form else ()
        methodology = self._methodologies.get(self.kind.code)
        if methodology and methodology.care.exclusive and not self._is_declared:
            lacking.append(self.tr("排他性声明"))
        return tuple(lacking)

    @property
    def _is_declared(self) -> bool:
        return self.exclusive.isChecked()

    def ask(self, said: Message) -> None:
        """Say why it was not registered; everything entered stays."""
        self.notice.say(said.tone, said.title, said.text, said.code)

    def snapshot(self) -> dict[str, Any] | None:
        """What was entered; None if nothing was."""
        form = self._form
        if form is None or (form.is_untouched and self._owner is None):
            return None
        owner = self._owner.participant_id if self._owner else 0
        return {
            "kind": self.kind.code,
            "owner": owner,
            "form": form.snapshot(),
            "exclusive": self.exclusive.isChecked(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Enter it again; the owner is looked up by whoever keeps the draft."""
        self.kind.choose(str(state.get("kind", "")))
        if self._form is not None:
            self._form.restore(state.get("form"))
        self.exclusive.setChecked(bool(state.get("exclusive")))
        self._changed()

    def _order_tabs(self, form: FieldForm) -> None:
        """What stands below the form comes after it, though it was made before."""
        fields = [
            each
            for each in form.findChildren(QWidget)
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        files = self.files.findChildren(QAbstractButton)
        chain = (*fields[-1:], *files, self.exclusive, self._close, self.save)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _show_fields(self) -> None:
        """The form of the chosen kind, as its methodology declares it."""
        methodology = self._methodologies.get(self.kind.code)
        empty(self._fields)
        self._form = None
        if methodology is None:
            return
        texts = texts_of(methodology, language.in_force())
        form = FieldForm(_fields_of(methodology), texts, now=self._now)
        form.changed.connect(self._changed)
        form.finished.connect(self.exclusive.setFocus)
        self._fields.addWidget(form)
        self._form = form
        self._order_tabs(form)
        care = methodology.care
        papers = language.listed(texts.paper(word) for word in care.papers)
        text = self.tr("投运证件：{papers}").format(papers=papers) if papers else ""
        self._papers.setText(text)
        self._papers.setVisible(bool(papers))
        self.exclusive.setVisible(care.exclusive)
        self._declared.setVisible(care.exclusive)
        self._declared.setText(
            self.tr(
                "声明内容：本设施的减排量未在国家核证自愿减排量（CCER）、"
                "绿证交易或其他碳普惠机制申领，也不会重复申领。"
            )
        )
        self._changed()

    def _changed(self) -> None:
        lacking = self.missing
        self._lacking.say_whole(still_missing(lacking) if lacking else "")
        self.save.setEnabled(not lacking)
        self.touched.emit()


def _fields_of(methodology: Methodology) -> list[Field]:
    """What names the device, then the standing fields in their declared order."""
    standing = methodology.care.standing
    declared = {field.name: field for field in methodology.current.fields}
    return [_DEVICE, *(declared[name] for name in standing), _ACCOUNT, _RATIO]
