"""Fields for identity codes, telephones and numbers.

They take what people and readers really send, full-width digits, spaces, dashes, small
letters, and keep what was meant; what is wrong with a code is the core's answer.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from enum import Enum
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.participants.rules import normalise_id
from carbon_points.participants.rules import normalise_phone
from carbon_points.participants.rules import phone_problem
from carbon_points.participants.rules import ric_birth_date
from carbon_points.participants.rules import ric_problem
from carbon_points.participants.rules import ric_sex
from carbon_points.participants.rules import uscc_problem
from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.tokens import Tone
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import repolish

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent

_CODE_LENGTH = 18
_PHONE_LENGTH = 11


class Writing(Enum):
    """How a code is written: whole, and while it is being typed."""

    RIC = (r"\d{17}[\dX]", r"\d{0,17}[\dX]?")
    USCC = (r"[0-9A-Z]{18}", r"[0-9A-Z]{0,18}")
    PHONE = (r"1\d{10}", r"\d{0,11}")
    INTEGER = (r"\d+", r".{0,40}")
    """What is not a number stays on screen, so that it can be pointed out."""

    DECIMAL = (r"-?\d+(\.\d+)?", r".{0,40}")

    @property
    def is_number(self) -> bool:
        """Whether it is a quantity rather than a code."""
        return self in {Writing.INTEGER, Writing.DECIMAL}


_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")


def normalised(text: str, writing: Writing) -> str:
    """`text` as it was meant: half width, upper case, without spaces and dashes."""
    if writing is Writing.PHONE:
        return normalise_phone(text)
    if not writing.is_number:
        return normalise_id(text)
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace("−", "-")
    plain = re.sub(r"\s", "", plain)
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def judged(text: str, writing: Writing, day: dt.date) -> Message | None:
    """What is wrong with a normalised text, as a message; None if nothing is.

    `day` is today: nobody is born after it.
    """
    if not text:
        return None
    if writing is Writing.RIC:
        return _judged_ric(text, day)
    if writing is Writing.USCC:
        return _judged_uscc(text)
    if writing is Writing.PHONE:
        return _judged_phone(text)
    whole, _part = writing.value
    return None if re.fullmatch(whole, text) else message("M11", text=text)


def _judged_phone(text: str) -> Message | None:
    if phone_problem(text) is None:
        return None
    said = message("M06")
    # Half a number is no mistake yet; the form insists when it is handed over.
    begun = text.startswith("1") and len(text) < _PHONE_LENGTH
    return replace(said, tone=Tone.INFO) if begun else said


def _judged_ric(text: str, day: dt.date) -> Message | None:
    problem = ric_problem(text, day)
    if problem is None:
        return None
    if problem == "ID_LENGTH":
        return message("M01", n=_CODE_LENGTH - len(text))
    if problem == "ID_IMPOSSIBLE_DATE":
        return message("M03", date=text[6:14])
    return message("M02")


def _judged_uscc(text: str) -> Message | None:
    problem = uscc_problem(text)
    if problem != "USCC_LENGTH":
        return message("M05") if problem else None
    lacking = QCoreApplication.translate(
        "identity", "统一社会信用代码还差 {n} 位。已输入的保留，可继续输入。"
    )
    return Message(Tone.INFO, lacking.format(n=_CODE_LENGTH - len(text)))


class NormalisingValidator(QValidator):
    """Writes the text anew instead of refusing it."""

    def __init__(self, writing: Writing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._whole, self._part = map(re.compile, writing.value)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        tidy = normalised(text, self._writing)
        at = len(normalised(text[:position], self._writing))
        if self._whole.fullmatch(tidy):
            return QValidator.State.Acceptable, tidy, at
        if self._part.fullmatch(tidy):
            return QValidator.State.Intermediate, tidy, at
        return QValidator.State.Invalid, text, position


class LatinEdit(QLineEdit):
    """A line for digits and letters; input methods stay away from it."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhLatinOnly
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferNumbers
        )

    def inputMethodQuery(  # noqa: N802
        self, query: Qt.InputMethodQuery, argument: Any = None
    ) -> Any:
        # The attribute alone does not change the field's own answer.
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, argument)


class CodeEdit(LatinEdit):
    """A line for one kind of code or number."""

    def __init__(self, writing: Writing, name: str = "") -> None:
        super().__init__(name)
        self.writing = writing
        self.setValidator(NormalisingValidator(writing, self))
        if writing.is_number:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)


class CodeField(QWidget):
    """A code with its caption, and below it at once what it says or what is wrong."""

    changed = Signal()

    def __init__(self, writing: Writing, caption: str) -> None:
        super().__init__()
        self.place_of: Callable[[str], str] = _unknown_place
        """Names the place in which a resident ID was given, as far as it is known."""

        self.edit = CodeEdit(writing, caption)
        name = Label(caption, "second")
        name.setBuddy(self.edit)
        self._says = Label(role="caption", wrap=True)
        self.setLayout(column(name, self.edit, self._says, gap=4))
        self.edit.textChanged.connect(self._judge)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would stop here, wherever the part was moved to.
        super().focusInEvent(event)
        self.edit.setFocus(event.reason())

    @property
    def text(self) -> str:
        """The code as it is to be kept."""
        return self.edit.text()

    @property
    def says(self) -> str:
        """The line below the field."""
        return self._says.text()

    @property
    def is_sound(self) -> bool:
        """Whether a code is there and nothing is wrong with it."""
        return bool(self.text) and self.problem is None

    @property
    def problem(self) -> Message | None:
        """What is wrong with what is there."""
        return judged(
            self.text, self.edit.writing, dt.datetime.now().astimezone().date()
        )

    def complain(self, sentence: str) -> None:
        """Say what is wrong with it as part of the form, until it changes."""
        self._mark(wrong=bool(sentence))
        self._says.say(sentence, Tone.BAD)

    def tell(self, said: Message) -> None:
        """Say something about a sound code, until it changes."""
        self._says.say(said.whole, said.tone)

    def _judge(self) -> None:
        problem = self.problem
        self._mark(wrong=problem is not None and problem.tone is Tone.BAD)
        if problem is not None:
            self._says.say(problem.whole, problem.tone)
        else:
            self._says.say(self._reading(), Tone.OK)
        self.changed.emit()

    def _mark(self, *, wrong: bool) -> None:
        self.edit.setProperty("state", "bad" if wrong else "")
        repolish(self.edit)

    def _reading(self) -> str:
        born = ric_birth_date(self.text) if self.edit.writing is Writing.RIC else None
        if born is None:
            return ""
        sex = self.tr("男") if ric_sex(self.text) == "male" else self.tr("女")
        said = self.tr("{date} 出生 · {sex}").format(date=born.isoformat(), sex=sex)
        return " · ".join(filter(None, (said, self.place_of(self.text))))


def _unknown_place(_text: str) -> str:
    return ""
