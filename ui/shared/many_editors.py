"""Editors of several numbers: meter segments and shares."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from ui.shared.editors import Editor
from ui.shared.identity import CodeEdit
from ui.shared.identity import LatinEdit
from ui.shared.identity import Writing
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence


class SegmentsEditor(Editor):
    """One line per meter: number, first and last reading; a changed meter adds one.

    The ratio of a current transformer and the range of a counter that turned over
    belong to the same line and are mostly empty.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._lines: list[_Segment] = []
        self._box = column(gap=6)
        self._add = Button(self.tr("换表：再加一段"), "refresh", "link")
        self._add.clicked.connect(lambda _checked: self._append())
        captions = [Label(text, "caption") for text in _heads().values()]
        spread = zip(captions, _STRETCHES, strict=True)
        heads = row(*spread, 44, gap=8)
        self.setLayout(column(heads, self._box, row(self._add, STRETCH), gap=4))
        self._append()

    @property
    def value(self) -> Any:
        values = [line.value for line in self._lines if any(line.draft.values())]
        return values if values and None not in values else None

    @property
    def draft(self) -> Any:
        drafts = [line.draft for line in self._lines]
        return drafts if any(any(one.values()) for one in drafts) else []

    @draft.setter
    def draft(self, draft: Any) -> None:
        while self._lines:
            self._remove(self._lines[-1])
        for one in draft or [{}]:
            self._append(one)

    def put(self, value: Any) -> None:
        """Show segments as a vector holds them."""
        self.draft = value

    @property
    def complaint(self) -> str:
        if self.is_empty or self.value is not None:
            return ""
        return self.tr("每一段都要有表号、起码和止码，读数只写数字。")

    @property
    def parts(self) -> list[QWidget]:
        return [edit for line in self._lines for edit in line.edits.values()]

    def _append(self, segment: dict[str, Any] | None = None) -> None:
        line = _Segment(len(self._lines) + 1, segment or {})
        line.remove.clicked.connect(lambda _checked: self._remove(line))
        for edit in line.edits.values():
            edit.textChanged.connect(lambda _text: self.changed.emit())
        self._lines.append(line)
        self._box.addWidget(line)
        self._show_removers()
        self.setFocusProxy(self.parts[0])
        self.changed.emit()

    def _remove(self, line: _Segment) -> None:
        self._lines.remove(line)
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_removers()
        self.changed.emit()

    def _show_removers(self) -> None:
        for line in self._lines:
            line.remove.setEnabled(len(self._lines) > 1)


_STRETCHES: Final = (4, 4, 4, 2, 3)


def _heads() -> dict[str, str]:
    """The names in a segment and what they are called."""
    heads = {
        "meter_id": tr_later("segments", "表号"),
        "start": tr_later("segments", "起码"),
        "end": tr_later("segments", "止码"),
        "ct": tr_later("segments", "变比"),
        "max": tr_later("segments", "满码归零"),
    }
    return {name: translated("segments", head) for name, head in heads.items()}


class _Segment(QWidget):
    """The readings of one meter."""

    def __init__(self, number: int, segment: dict[str, Any]) -> None:
        super().__init__()
        self.edits: dict[str, LatinEdit] = {}
        for name, head in _heads().items():
            said = f"{head} {number}"
            edit = _editor(name, said)
            edit.setText(str(segment.get(name, "")))
            self.edits[name] = edit
        self.edits["ct"].setPlaceholderText("1")
        self.edits["max"].setPlaceholderText("100000")
        self.edits["max"].setToolTip(
            self.tr("只在电表走满归零时填：归零前的满码，例如 100000。")
        )
        self.remove = IconButton(self.tr("删去第 {n} 段").format(n=number), "trash")
        spread = zip(self.edits.values(), _STRETCHES, strict=True)
        self.setLayout(row(*spread, self.remove, gap=8))

    @property
    def draft(self) -> dict[str, str]:
        """What is on screen."""
        return {name: edit.text().strip() for name, edit in self.edits.items()}

    @property
    def value(self) -> dict[str, Any] | None:
        """The segment as a vector holds it; None while something is missing."""
        draft = self.draft
        numbers = [e for e in self.edits.values() if isinstance(e, CodeEdit)]
        needed = all(draft[name] for name in ("meter_id", "start", "end"))
        if not needed or not all(e.hasAcceptableInput() for e in numbers if e.text()):
            return None
        found: dict[str, Any] = {name: text for name, text in draft.items() if text}
        if draft["ct"]:
            found["ct"] = int(draft["ct"])
        if draft["max"]:
            found["rollover"] = True
        return found


def _editor(name: str, said: str) -> LatinEdit:
    if name == "meter_id":
        return LatinEdit(said)
    return CodeEdit(Writing.INTEGER if name == "ct" else Writing.DECIMAL, said)


class SharesEditor(Editor):
    """A decimal for each name; together they are 1."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setSpacing(px(6))
        grid.setContentsMargins(0, 0, 0, 0)
        self._edits: dict[str, CodeEdit] = {}
        for at, (code, text) in enumerate(options):
            edit = CodeEdit(Writing.DECIMAL, f"{name}：{text}")
            edit.setPlaceholderText("0")
            edit.textChanged.connect(lambda _text: self.changed.emit())
            grid.addWidget(Label(text, "caption"), 0, at)
            grid.addWidget(edit, 1, at)
            self._edits[code] = edit
        self.setLayout(grid)
        self.setFocusProxy(self.parts[0])

    @property
    def value(self) -> Any:
        if self.is_empty or not all(
            edit.hasAcceptableInput() for edit in self._edits.values() if edit.text()
        ):
            return None
        return {code: edit.text() or "0" for code, edit in self._edits.items()}

    @property
    def draft(self) -> Any:
        texts = {code: edit.text() for code, edit in self._edits.items()}
        return texts if any(texts.values()) else {}

    @draft.setter
    def draft(self, draft: Any) -> None:
        for code, edit in self._edits.items():
            edit.setText(str((draft or {}).get(code, "")))

    def put(self, value: Any) -> None:
        """Show shares as a vector holds them."""
        self.draft = value

    @property
    def complaint(self) -> str:
        if self.is_empty or self.value is not None:
            return ""
        return self.tr("占比只写小数，例如 0.35；合计为 1。")

    @property
    def parts(self) -> list[QWidget]:
        return list(self._edits.values())
