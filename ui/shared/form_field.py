"""One field of a form: its name, its editor, and what there is to say of it."""

from __future__ import annotations

from typing import Final
from typing import Protocol
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import FieldType
from ui.shared import language
from ui.shared.editors import ChoiceEditor
from ui.shared.editors import DayEditor
from ui.shared.editors import LineEditor
from ui.shared.editors import MomentEditor
from ui.shared.editors import NumberEditor
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.many_editors import SegmentsEditor
from ui.shared.many_editors import SharesEditor
from ui.shared.tokens import Tone
from ui.shared.widgets import column
from ui.shared.widgets import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from carbon_points.methodology.contract import Field
    from ui.shared.editors import Editor

SHOWN_UNITS: Final = {
    "m": (tr_later("units", "千米"), 1000),
    "g": (tr_later("units", "千克"), 1000),
}
"""Units that nobody types: the one a form asks in, and how many make one of it."""


class FormTexts(Protocol):
    """The words of a form; ``carbon_points.methodology.texts.Texts`` has them."""

    def field(self, name: str) -> str:
        """The label of an input."""
        ...

    def help(self, name: str) -> str:
        """What to enter, and from where."""
        ...

    def unit(self, name: str) -> str:
        """The unit beside an input."""
        ...

    def choice(self, field: str, word: str) -> str:
        """The label of a code word."""
        ...


class FormField(QWidget):
    """A label, an editor, and a line below for help, remarks and complaints."""

    def __init__(self, field: Field, texts: FormTexts, editor: Editor) -> None:
        super().__init__()
        self.field = field
        self.label = texts.field(field.name)
        self.editor = editor
        self.help = _help(field, texts)
        self.applies = True
        self._problem = ""
        unit = _unit(field, texts)
        shown = language.with_note(self.label, unit) if unit else self.label
        name = Label(f"{shown} *" if is_wanted(field) else shown, "second")
        name.setBuddy(editor.parts[0])
        self.below = Label(self.help, "caption", wrap=True)
        self.setLayout(column(name, editor, self.below, gap=4))
        editor.changed.connect(self._changed)

    @property
    def lacks(self) -> bool:
        """Whether it is asked for and has no readable value."""
        return self.applies and self.editor.value is None

    def complain(self, sentence: str) -> bool:
        """Say what is wrong with it, empty for nothing; False if that was said."""
        if sentence == self._problem:
            return False
        self._problem = sentence
        self.say()
        return True

    def say(self) -> None:
        """Bring the line below up to date: a complaint, a remark, or the help."""
        problem = self._problem or self.editor.complaint
        self.editor.mark(bad=bool(problem))
        if problem:
            self.below.say(problem, Tone.BAD)
        else:
            self.below.say(self.editor.remark or self.help)

    def _changed(self) -> None:
        self._problem = ""
        self.say()


def editor_of(field: Field, texts: FormTexts, now: Callable[[], dt.date]) -> Editor:
    """The editor for a field's type."""
    name = texts.field(field.name)
    options = [(word, texts.choice(field.name, word)) for word in field.choices]
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        whole = field.type is FieldType.INTEGER
        return NumberEditor(name, whole=whole, scale=_scale(field))
    simple: dict[FieldType, Callable[[], Editor]] = {
        FieldType.DATE: lambda: DayEditor(name, now),
        FieldType.MOMENT: lambda: MomentEditor(name, now),
        FieldType.CHOICE: lambda: ChoiceEditor(name, options),
        FieldType.TEXT: lambda: LineEditor(name),
        FieldType.SEGMENTS: lambda: SegmentsEditor(name),
        FieldType.SHARES: lambda: SharesEditor(name, options),
    }
    return simple[field.type]()


def _scale(field: Field) -> int:
    whole = field.type is FieldType.INTEGER
    return SHOWN_UNITS[field.unit][1] if whole and field.unit in SHOWN_UNITS else 1


def _unit(field: Field, texts: FormTexts) -> str:
    if _scale(field) > 1:
        return translated("units", SHOWN_UNITS[field.unit][0])
    return texts.unit(field.name)


def _help(field: Field, texts: FormTexts) -> str:
    """What to enter; the methodology's own words name the vector's unit."""
    if _scale(field) == 1:
        return texts.help(field.name)
    text = QCoreApplication.translate("fields", "按{unit}填写，例如 12.4")
    return text.format(unit=_unit(field, texts))


def is_wanted(field: Field) -> bool:
    """Whether a form asks for it as long as it shows it."""
    return field.required or field.shown_when is not None
