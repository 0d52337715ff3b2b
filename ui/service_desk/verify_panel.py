"""Is this paper genuine: one box, one answer, and the list of what was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QVBoxLayout
from PySide6.QtWidgets import QWidget

from carbon_points.certificates.qr import PREFIX
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.identity import LatinEdit
from ui.shared.notices import announce
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtGui import QDropEvent

    from ui.service_desk.certificate_presenter import Verified
    from ui.service_desk.verdicts import Check
    from ui.service_desk.verdicts import Verdict

_REMEMBERED: Final = 20


class VerifyPanel(QWidget):
    """Takes a code or a file; works without a database and without signing in."""

    code_given = Signal(str)
    file_given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.edit = LatinEdit()
        self.edit.setProperty("big", "true")
        hint = self.tr("扫码、粘贴二维码文字、输入编号，或把 PDF 拖到这里")
        self.edit.setAccessibleName(hint)
        self.edit.setPlaceholderText(f"{PREFIX}…")
        self.edit.setClearButtonEnabled(True)
        self._choose = Button(self.tr("选择 PDF 文件"), "file-text")
        ask = column(
            Label(hint, "strong"),
            row((self.edit, 1), self._choose, gap=10),
            margins=(16, 12, 16, 14),
            gap=8,
        )
        self.result = ResultCard()
        self._list = QVBoxLayout()
        self._list.setSpacing(px(2))
        self._count = Label(role="caption")
        head = row(Label(self.tr("今天的核验"), "section"), STRETCH, self._count)
        history = column(head, Rule(), self._list, margins=(16, 12, 16, 12), gap=8)
        self._history = Card(history)
        self._history.hide()
        parts = (Card(ask), self.result, self._history, STRETCH)
        self.setLayout(column(*parts, gap=12))
        self.edit.returnPressed.connect(self._enter)
        self.edit.textChanged.connect(self._typed)
        self._choose.clicked.connect(self._ask_for_file)

    def take(self, text: str) -> None:
        """A reader sent this."""
        self.edit.setText(text)
        self._enter()

    def take_focus(self) -> None:
        """The caret into the box."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_verified(self, done: Sequence[Verified]) -> None:
        """Show the newest verdict and those before it."""
        if not done:
            return
        self.result.show_verdict(done[0].verdict)
        empty(self._list)
        for each in done[:_REMEMBERED]:
            self._list.addWidget(_line(each))
        self._count.setText(self.tr("%n 次", "", len(done)))
        self._history.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pdf_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in pdf_files(event)[:1]:
            event.acceptProposedAction()
            self.file_given.emit(path)

    def _typed(self, text: str) -> None:
        # A pasted code is whole at once; typing one takes a reader or great patience.
        if text.startswith(PREFIX) and len(text) >= _SHORTEST_CODE:
            self.code_given.emit(text.strip())

    def _enter(self) -> None:
        text = self.edit.text().strip()
        if text and not (text.startswith(PREFIX) and len(text) >= _SHORTEST_CODE):
            self.code_given.emit(text)

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("选择证书"), "", "PDF (*.pdf)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.file_given.emit(Path(name)))
        dialog.open()


_SHORTEST_CODE: Final = 120


class ResultCard(Card):
    """The verdict: in a word, in a sentence, in facts, and check by check."""

    def __init__(self) -> None:
        self._mark = Mark("rosette-discount-check", "ok", 44)
        self._title = Label(role="figure")
        self._sentence = Label(role="second", wrap=True)
        self._facts = row(gap=32)
        self._checks = column(gap=10)
        self._rules = (Rule(), Rule())
        words = column(self._title, self._sentence, gap=0)
        head = row(self._mark, (words, 1), gap=16)
        parts = (head, self._rules[0], self._facts, self._rules[1], self._checks)
        super().__init__(column(*parts, margins=(20, 16, 20, 16), gap=12))
        self.hide()

    def show_verdict(self, found: Verdict) -> None:
        """Show a verdict, and let a screen reader say it."""
        self._mark.show_icon(found.icon, found.tone.ink, 44)
        self._title.say(found.title, found.tone)
        self._sentence.setText(found.sentence)
        empty(self._facts)
        for fact in found.facts:
            tone = Tone.PRIMARY if fact.is_amount else None
            value = Label(fact.value, "section", tone)
            self._facts.addLayout(column(Label(fact.name, "caption"), value, gap=0))
        self._facts.addStretch(1)
        empty(self._checks)
        for check in found.checks:
            self._checks.addWidget(_check_row(check))
        self._rules[0].setVisible(bool(found.facts))
        self._rules[1].setVisible(bool(found.checks))
        said = self.tr("结果：{title}。{sentence}")
        name = said.format(title=found.title, sentence=found.sentence)
        self.setAccessibleName(name)
        self.show()
        announce(self)


def _check_row(check: Check) -> QWidget:
    shapes = {
        True: ("circle-check", Tone.OK),
        False: ("circle-x", Tone.BAD),
        None: ("circle-dashed", Tone.MUTE),
    }
    icon, tone = shapes[check.passed]
    mark = Mark(icon, tone.ink, 20)
    return box(row(mark, Label(check.name), STRETCH, Label(check.detail, "second")))


def _line(done: Verified) -> QWidget:
    found = done.verdict
    at = Label(f"{done.at:%H:%M}", "caption")
    at.setFixedWidth(px(52))
    serial = Label(found.serial or "—", "strong")
    serial.setMinimumWidth(px(240))
    pill = box(row(Pill(Badge(found.title, found.tone, found.icon)), STRETCH))
    pill.setFixedWidth(px(130))
    line = box(row(at, serial, (Elided(found.holder or "—"), 1), pill, gap=10))
    line.setMinimumHeight(px(36))
    return line


def pdf_files(event: QDropEvent) -> list[Path]:
    """The PDFs that hang on the pointer."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ".pdf"]
