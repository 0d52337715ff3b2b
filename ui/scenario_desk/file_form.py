"""One form for every act on a scenario's file: fields, complaints, one button."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QListWidget
from PySide6.QtWidgets import QListWidgetItem
from PySide6.QtWidgets import QPlainTextEdit
from PySide6.QtWidgets import QWidget

from ui.shared import language
from ui.shared.editors import ChoiceEditor
from ui.shared.editors import DayEditor
from ui.shared.editors import Editor
from ui.shared.editors import LineEditor
from ui.shared.editors import NumberEditor
from ui.shared.fitted import AskBar
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from ui.shared.messages import Message

LINE: Final = "line"
TEXT: Final = "text"
DAY: Final = "day"
CHOICE: Final = "choice"
NUMBER: Final = "number"
FILES: Final = "files"
TICKS: Final = "ticks"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form."""

    name: str
    label: str
    kind: str = LINE
    value: Any = None
    """What stands there at first."""

    needed: bool = True
    options: tuple[tuple[str, str], ...] = ()
    help: str = ""
    scale: int = 1
    """Of a number: how many units of the records make one that is typed."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form asks, and what its button says."""

    id: str
    title: str
    hint: str
    verb: str
    asked: tuple[Asked, ...]
    about: Any = None
    """What it is about, handed back with the values."""


class TextEditor(Editor):
    """A few lines; Tab leaves them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(name)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(px(92))
        self.setLayout(row(self.edit))
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self.changed.emit)

    @property
    def value(self) -> Any:
        return self.draft.strip() or None

    @property
    def draft(self) -> Any:
        return self.edit.toPlainText()

    @draft.setter
    def draft(self, draft: Any) -> None:
        self.edit.setPlainText(str(draft))

    @property
    def parts(self) -> list[QWidget]:
        return [self.edit]


class FilesEditor(Editor):
    """Files that were chosen or dropped, with a way to let go of them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._files: list[Path] = []
        self._choose = Button(self.tr("选择文件"), "paperclip")
        self._choose.setAccessibleName(f"{name}：{self.tr('选择文件')}")
        self._names = Elided(role="second")
        self._clear = IconButton(self.tr("去掉这些文件"), "x")
        self._choose.clicked.connect(lambda _on: self._ask())
        self._clear.clicked.connect(lambda _on: self.put(()))
        self.setLayout(row(self._choose, (self._names, 1), self._clear, gap=6))
        self.setFocusProxy(self._choose)
        self.put(())

    @property
    def value(self) -> Any:
        return tuple(self._files) or None

    @property
    def draft(self) -> Any:
        return [str(path) for path in self._files]

    @draft.setter
    def draft(self, draft: Any) -> None:
        self.put(tuple(map(Path, draft)))

    def put(self, value: Any) -> None:
        """Hold these files instead."""
        self._files = list(dict.fromkeys(value or ()))
        self._names.say_whole(language.listed(path.name for path in self._files))
        self._clear.setVisible(bool(self._files))
        self.changed.emit()

    def take(self, files: Iterable[Path]) -> None:
        """Hold these files too."""
        self.put((*self._files, *files))

    @property
    def parts(self) -> list[QWidget]:
        return [self._choose]

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("选择扫描件或电子文件"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take(map(Path, names)))
        dialog.open()


class TicksEditor(Editor):
    """Any of a list."""

    def __init__(self, name: str, options: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setTabKeyNavigation(False)
        self.list.setFixedHeight(px(160))
        for code, text in options:
            item = QListWidgetItem(text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.setLayout(row(self.list))
        self.setFocusProxy(self.list)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())

    @property
    def value(self) -> Any:
        return tuple(self.draft) or None

    @property
    def draft(self) -> Any:
        items = map(self.list.item, range(self.list.count()))
        role = Qt.ItemDataRole.UserRole
        on = Qt.CheckState.Checked
        return [str(item.data(role)) for item in items if item.checkState() is on]

    @draft.setter
    def draft(self, draft: Any) -> None:
        for item in map(self.list.item, range(self.list.count())):
            is_on = str(item.data(Qt.ItemDataRole.UserRole)) in draft
            state = Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
            item.setCheckState(state)

    def put(self, value: Any) -> None:
        """Tick these."""
        self.draft = value or ()

    @property
    def parts(self) -> list[QWidget]:
        return [self.list]


class ActForm(QWidget):
    """Shows a `Form`; the button works once everything asked for can be read."""

    wanted = Signal(object, object)
    """The `Form` and its values by name."""

    left = Signal()

    def __init__(self, now: Callable[[], dt.date]) -> None:
        super().__init__()
        self._now = now
        self.form: Form | None = None
        self.editors: dict[str, Editor] = {}
        self._title = Label(role="section", wrap=True)
        self._hint = Label(role="second", wrap=True)
        self.bar = AskBar()
        self._fields = column(gap=10)
        self.save = Button("", "check", "primary", key="Ctrl+Enter")
        self.back = Button(self.tr("返回"), "arrow-back-up", key="Esc")
        close = row(self.back, STRETCH, self.save, gap=8)
        parts = (self._hint, self.bar, self._fields, STRETCH)
        inside = box(column(*parts, margins=(0, 0, 10, 0), gap=10))
        self._area = scrolling(inside)
        self.setLayout(column(self._title, (self._area, 1), close, gap=10))
        self.save.clicked.connect(lambda _on: self.commit())
        self.back.clicked.connect(lambda _on: self.left.emit())

    def open(self, form: Form) -> None:
        """Begin anew."""
        self.form, self.editors = form, {}
        self.bar.dismiss()
        empty(self._fields)
        self._title.setText(form.title)
        self._hint.setText(form.hint)
        self._hint.setVisible(bool(form.hint))
        self.save.setText(form.verb)
        for asked in form.asked:
            self._add(asked)
        self._area.verticalScrollBar().setValue(0)
        self._changed()
        first = next(
            (self.editors[e.name] for e in form.asked if self.editors[e.name].is_empty),
            next(iter(self.editors.values())),
        )
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def values(self) -> dict[str, Any]:
        """What can be read of each field; None where nothing can."""
        return {name: editor.value for name, editor in self.editors.items()}

    @property
    def drafts(self) -> dict[str, Any]:
        """What stands in each field, readable or not."""
        return {name: editor.draft for name, editor in self.editors.items()}

    def write_again(self, drafts: Mapping[str, Any]) -> None:
        """Bring back what stood there."""
        for name, draft in drafts.items():
            if name in self.editors:
                self.editors[name].draft = draft

    def commit(self) -> None:
        """Hand over what was entered, if all of it can be read."""
        if self.save.isEnabled() and self.form is not None:
            self.wanted.emit(self.form, self.values)

    def ask(self, said: Message) -> None:
        """Say why nothing was recorded."""
        self.bar.say(said.tone, said.title, said.text)
        self._area.verticalScrollBar().setValue(0)

    def _add(self, asked: Asked) -> None:
        editor = _editor(asked, self._now)
        if asked.value is not None:
            editor.put(asked.value)
        self.editors[asked.name] = editor
        label = Label(f"{asked.label} *" if asked.needed else asked.label, "second")
        label.setBuddy(editor.parts[0])
        below = Label(asked.help, "caption", wrap=True)
        self._fields.addLayout(column(label, editor, below, gap=4))
        below.setVisible(bool(asked.help))  # not before it has a parent: a window

        def changed() -> None:
            said = editor.complaint or editor.remark or asked.help
            below.setText(said)
            below.setVisible(bool(said))
            editor.mark(bad=bool(editor.complaint))
            self._changed()

        editor.changed.connect(changed)

    def _changed(self) -> None:
        form = self.form
        if form is None or len(self.editors) < len(form.asked):
            return
        lacks = any(
            self.editors[each.name].value is None
            and (each.needed or not self.editors[each.name].is_empty)
            for each in form.asked
        )
        self.save.setEnabled(not lacks)


def _editor(asked: Asked, now: Callable[[], dt.date]) -> Editor:
    if asked.kind == DAY:
        return DayEditor(asked.label, now)
    if asked.kind == CHOICE:
        return ChoiceEditor(asked.label, asked.options)
    if asked.kind == NUMBER:
        return NumberEditor(asked.label, whole=True, scale=asked.scale)
    makers = {TEXT: TextEditor, FILES: FilesEditor, LINE: LineEditor}
    if asked.kind == TICKS:
        return TicksEditor(asked.label, asked.options)
    return makers[asked.kind](asked.label)
