"""The fields of a registration: each holds an answer and says what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.participants.drafts import RESIDENT
from carbon_points.participants.names import is_private
from carbon_points.participants.names import rare_character
from ui.service_desk.plain_field import PlainField
from ui.shared import language
from ui.shared.identity import CodeField
from ui.shared.identity import LatinEdit
from ui.shared.identity import Writing
from ui.shared.messages import message
from ui.shared.tick_box import TickBox
from ui.shared.tokens import Tone
from ui.shared.widgets import column
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent

    from carbon_points.participants.forms import Field


class Entry(QWidget):
    """One field of the form, whatever its editor is."""

    changed = Signal()

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self._part = part
        self.setLayout(column(part))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would stop here, wherever the part was moved to.
        super().focusInEvent(event)
        self._part.setFocus(event.reason())

    @property
    def value(self) -> str | bool:
        """The answer as the core takes it."""
        raise NotImplementedError

    def put(self, value: object) -> None:
        """Answer in place of the person."""
        raise NotImplementedError

    @property
    def stops(self) -> list[QWidget]:
        """Where Enter stops on its way through the form."""
        raise NotImplementedError

    @property
    def parts(self) -> list[QWidget]:
        """What Tab reaches, in reading order."""
        return self.stops

    @property
    def problem(self) -> str:
        """What is wrong with the answer as it stands; empty if nothing."""
        return ""

    def complain(self, sentence: str) -> None:
        """Say what is wrong, at the field; an empty sentence takes it back."""
        if isinstance(self._part, (PlainField, CodeField)):
            self._part.complain(sentence)


class LineEntry(Entry):
    """A line of text, perhaps with suggestions."""

    def __init__(
        self,
        label: str,
        note: str,
        *,
        required: bool,
        editor: QLineEdit | None = None,
        say: Callable[[str], tuple[str, Tone]] | None = None,
    ) -> None:
        self.edit = editor or QLineEdit()
        self.edit.setAccessibleName(label)
        self._field = PlainField(label, self.edit, note, required=required)
        self._say = say
        super().__init__(self._field)
        self.edit.textChanged.connect(self._typed)

    @property
    def value(self) -> str:
        return self._field.text

    def put(self, value: object) -> None:
        self.edit.setText(str(value or ""))

    @property
    def stops(self) -> list[QWidget]:
        return [self.edit]

    def suggest(self, names: Iterable[str], name: str) -> None:
        """Offer these; only Enter or a click takes one."""
        completer = QCompleter(list(names), self.edit)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if (popup := completer.popup()) is not None:
            popup.setAccessibleName(name)
        self.edit.setCompleter(completer)

    def _typed(self) -> None:
        self._field.complain("")
        if self._say is not None:
            self._field.say(*self._say(self.value))
        self.changed.emit()


class ChoiceEntry(Entry):
    """One of a few answers."""

    def __init__(
        self,
        label: str,
        note: str,
        options: Iterable[tuple[str, str]],
        *,
        required: bool,
    ) -> None:
        self.select = Select(label, [("", ""), *options])
        self._field = PlainField(label, self.select, note, required=required)
        super().__init__(self._field)
        self.select.currentIndexChanged.connect(self._chosen)

    @property
    def value(self) -> str:
        return self.select.code

    def put(self, value: object) -> None:
        self.select.choose(str(value or ""))

    @property
    def stops(self) -> list[QWidget]:
        return [self.select]

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer other answers; the chosen one stays if it is among them."""
        chosen = self.value
        self.select.blockSignals(True)
        self.select.clear()
        for code, text in [("", ""), *options]:
            self.select.addItem(text, code)
        self.select.choose(chosen)
        self.select.blockSignals(False)

    def _chosen(self) -> None:
        self._field.complain("")
        self.changed.emit()


class CodeEntry(Entry):
    """An identity number."""

    def __init__(self, writing: Writing, label: str) -> None:
        self.field = CodeField(writing, f"{label} *")
        super().__init__(self.field)
        self.field.changed.connect(self.changed)

    @property
    def value(self) -> str:
        return self.field.text

    def put(self, value: object) -> None:
        self.field.edit.setText(str(value or ""))

    @property
    def stops(self) -> list[QWidget]:
        return [self.field.edit]

    @property
    def problem(self) -> str:
        wrong = self.field.problem
        return wrong.whole if wrong is not None else ""


class PhoneEntry(Entry):
    """A mobile number, or the word that there is none."""

    def __init__(self, label: str) -> None:
        self.field = CodeField(Writing.PHONE, f"{label} *")
        self._kept = ""
        self.none = TickBox(self.tr("无手机"))
        super().__init__(self.field)
        self._layout_none()
        self.field.changed.connect(self._typed)
        self.none.toggled.connect(self._ticked)

    @property
    def value(self) -> str:
        return "" if self.none.isChecked() else self.field.text or self._kept

    def put(self, value: object) -> None:
        is_kept = bool(self._kept) and value == self._kept
        self.field.edit.setText("" if is_kept else str(value or ""))

    def keep(self, masked: str) -> None:
        """Stand for the number on record, of which nobody is shown more than this."""
        self._kept = masked
        text = self.tr("{masked}（不改就留空）").format(masked=masked)
        self.field.edit.setPlaceholderText(text if masked else "")
        self.field.edit.setAccessibleDescription(text if masked else "")
        self.field.edit.clear()

    @property
    def stops(self) -> list[QWidget]:
        # Who has typed a number is not asked whether there is none.
        stops: list[QWidget] = [] if self.none.isChecked() else [self.field.edit]
        return stops if self.field.text else [*stops, self.none]

    @property
    def parts(self) -> list[QWidget]:
        return [self.field.edit, self.none]

    @property
    def problem(self) -> str:
        if self.none.isChecked() or (self._kept and not self.field.text):
            return ""
        wrong = message("M06") if not self.field.text else self.field.problem
        return wrong.whole if wrong is not None else ""

    def _layout_none(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.none)

    def _typed(self) -> None:
        if self.field.text:
            self.none.setChecked(False)
        self.changed.emit()

    def _ticked(self) -> None:
        self.field.edit.setEnabled(not self.none.isChecked())
        if self.none.isChecked():
            self.field.edit.clear()
            self.field.complain("")
        self.changed.emit()


def made(field: Field, kind: str) -> Entry:
    """The entry for a field of the core's form."""
    zh = language.in_force() == language.ZH
    # In sentences the core's English words begin small; here they begin a line.
    label = field.label_zh if zh else field.label_en[:1].upper() + field.label_en[1:]
    note = field.help_zh if zh else field.help_en
    if field.name == "identity":
        return CodeEntry(Writing.RIC if kind == RESIDENT else Writing.USCC, label)
    if field.name == "phone" and kind == RESIDENT:
        return PhoneEntry(label)
    if field.name == "subdistrict" or field.choices:
        options = [(c[0], c[0] if zh else c[1]) for c in field.choices]
        return ChoiceEntry(label, note, options, required=field.required)
    editor = LatinEdit() if field.name.endswith("phone") else None
    say = _about_name if field.name == "name" else None
    return LineEntry(label, note, required=field.required, editor=editor, say=say)


def _about_name(name: str) -> tuple[str, Tone]:
    """What there is to say about the characters of a name."""
    rare = rare_character(name)
    if not rare:
        return "", Tone.INFO
    if is_private(rare):
        said = QCoreApplication.translate(
            "register",
            "“{ch}”是旧系统的自造字，别的电脑可能显示不出。请改用标准字，或照原样保留。",
        )
        return said.format(ch=rare), Tone.WARN
    known = message("M07", ch=rare)
    return known.whole, known.tone
