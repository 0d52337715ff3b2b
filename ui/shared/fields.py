"""A form made from the fields that a methodology declares.

Enter goes to the next field, Ctrl+Enter commits from anywhere; what is wrong stands
under its field. The form knows how values are written, never the programme's rules.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import FieldType
from ui.shared import language
from ui.shared.dates import today
from ui.shared.editors import ChoiceEditor
from ui.shared.form_field import editor_of
from ui.shared.form_field import FormField
from ui.shared.form_field import is_wanted
from ui.shared.tokens import look
from ui.shared.tokens import px

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from carbon_points.methodology.contract import Field
    from ui.shared.editors import Editor
    from ui.shared.form_field import FormTexts

_WIDE: Final = frozenset({FieldType.SEGMENTS, FieldType.SHARES})
_TWO_COLUMNS: Final = 360
_THREE_COLUMNS: Final = 600


class FieldForm(QWidget):
    """The whole form; values are those of a golden vector."""

    changed = Signal()
    """Something was entered: recompute the preview."""

    committed = Signal()
    """Ctrl+Enter was pressed in a field."""

    finished = Signal()
    """Enter was pressed in the last field: the save button is next."""

    def __init__(
        self,
        fields: Sequence[Field],
        texts: FormTexts,
        notes: Mapping[str, str] | None = None,
        now: Callable[[], dt.date] = today,
    ) -> None:
        """`notes` are sentences for the line under a field, e.g. its limit."""
        super().__init__()
        self._now = now
        self._is_filling = False
        self._columns = 0
        self._recorded = {f.name: f.default for f in fields if f.hidden}
        asked = [field for field in fields if not field.hidden]
        self._fields = {field.name: self._made(field, texts) for field in asked}
        for name, note in (notes or {}).items():
            if name in self._fields:
                self._fields[name].help = note
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(8))
        self.setLayout(self._grid)
        self.clear()
        self._arrange(3)

    @property
    def values(self) -> dict[str, Any]:
        """What is entered and shown, as a golden vector; what is empty is left out."""
        found = dict(self._recorded)
        for name, field in self._fields.items():
            if field.applies:
                found[name] = field.editor.value
        return {name: value for name, value in found.items() if value is not None}

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels of what is still needed, in order."""
        return tuple(
            field.label
            for field in self._fields.values()
            if field.lacks and (field.field.required or field.field.shown_when)
        )

    @property
    def is_untouched(self) -> bool:
        """Whether nothing but the defaults stands there."""
        return all(
            field.editor.is_empty or field.editor.value == field.field.default
            for field in self._fields.values()
        )

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values; the others keep theirs."""
        with self._at_once():
            for name, value in values.items():
                if name in self._fields:
                    self._fields[name].editor.put(value)

    def clear(self) -> None:
        """Back to the defaults."""
        with self._at_once():
            for field in self._fields.values():
                field.editor.put(field.field.default)
                field.complain("")
                field.say()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say under each field what is wrong with it; the others are right."""
        said = [f.complain(problems.get(n, "")) for n, f in self._fields.items()]
        if any(said):
            self._fit()

    def focus_first_empty(self) -> None:
        """Put the caret where the next thing is to be entered."""
        shown = [field for field in self._fields.values() if field.applies]
        empty = [f for f in shown if f.editor.is_empty and is_wanted(f.field)]
        for field in (empty or shown)[:1]:
            _focus(field.editor.parts[0])

    def focus_field(self, name: str) -> None:
        """Put the caret into one field."""
        if name in self._fields:
            _focus(self._fields[name].editor.parts[0])

    def below(self, name: str) -> str:
        """The line under a field."""
        return self._fields[name].below.text()

    def asks(self, name: str) -> bool:
        """Whether a field is on screen now."""
        return name in self._fields and self._fields[name].applies

    def snapshot(self) -> object:
        """What is on screen, as plain values."""
        return {name: field.editor.draft for name, field in self._fields.items()}

    def restore(self, state: object) -> None:
        """Bring a snapshot back."""
        if not isinstance(state, dict):
            return
        with self._at_once():
            for name, draft in state.items():
                if name in self._fields:
                    self._fields[name].editor.draft = draft

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.committed.emit()
        elif isinstance(watched, QWidget):
            self._next(watched)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width() * 100 // look.size
        self._arrange(1 + (width >= _TWO_COLUMNS) + (width >= _THREE_COLUMNS))
        self._fit()

    def _made(self, field: Field, texts: FormTexts) -> FormField:
        made = FormField(field, texts, editor_of(field, texts, self._now))
        made.editor.changed.connect(self._changed)
        self._watch(made.editor)
        return made

    def _watch(self, editor: Editor) -> None:
        for part in editor.parts:
            part.removeEventFilter(self)
            part.installEventFilter(self)

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Many values arrive together: follow them once, at the end."""
        outer, self._is_filling = self._is_filling, True
        try:
            yield
        finally:
            self._is_filling = outer
        self._changed()

    def _changed(self) -> None:
        if self._is_filling:
            return
        self._show_what_applies()
        self._fit()
        self.changed.emit()

    def _show_what_applies(self) -> None:
        """Fields that depend on another one come and go with it."""
        before = [not field.applies for field in self._fields.values()]
        for field in self._fields.values():
            self._watch(field.editor)
            if field.field.shown_when is not None:
                name, wanted = field.field.shown_when
                field.applies = self._current(name) in wanted
        if before != [not field.applies for field in self._fields.values()]:
            self._arrange(self._columns or 3, again=True)

    def _current(self, name: str) -> Any:
        if name in self._recorded:
            return self._recorded[name]
        field = self._fields.get(name)
        return None if field is None or not field.applies else field.editor.value

    def _arrange(self, columns: int, *, again: bool = False) -> None:
        if columns == self._columns and not again:
            return
        self._columns = columns
        at = 0
        top = Qt.AlignmentFlag.AlignTop
        for field in self._fields.values():
            self._grid.removeWidget(field)
            if not field.applies:
                field.hide()
                continue
            span = columns if field.field.type in _WIDE else 1
            at += -at % columns if span > 1 else 0
            self._grid.addWidget(field, at // columns, at % columns, 1, span, top)
            field.show()  # not before it has a parent: it would be a window
            at += span
        for number in range(3):
            self._grid.setColumnStretch(number, int(number < columns))
        self._fit()

    def _fit(self) -> None:
        """Ask for the height that wrapped lines need; a scroll area does not."""
        if self._grid.hasHeightForWidth():
            self.setMinimumHeight(self._grid.totalHeightForWidth(self.width()))

    def _next(self, current: QWidget) -> None:
        parts = [
            part
            for field in self._fields.values()
            if field.applies
            for part in _stops(field.editor)
        ]
        spots = [at for at, part in enumerate(parts) if part is current]
        if isinstance(current, QAbstractButton) and not spots:
            spots = [at for at, p in enumerate(parts) if p.parent() is current.parent()]
        if spots and spots[0] + 1 < len(parts):
            _focus(parts[spots[0] + 1])
        else:
            self.finished.emit()


def still_missing(labels: Sequence[str]) -> str:
    """``还差：里程、日期``, for the preview bar while a form is incomplete."""
    text = QCoreApplication.translate("fields", "还差：{what}")
    return text.format(what=language.listed(labels))


def _stops(editor: Editor) -> list[QWidget]:
    """Where Enter stops: buttons side by side are one stop."""
    return editor.parts[:1] if isinstance(editor, ChoiceEditor) else editor.parts


def _focus(part: QWidget) -> None:
    part.setFocus(Qt.FocusReason.TabFocusReason)
