"""The leaf that an auditor looks at first: photo, amounts, what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.audit_desk import queue_words
from ui.audit_desk.queue_photo import Photo
from ui.audit_desk.queue_photo import picture_of
from ui.audit_desk.queue_source import total_text
from ui.shared.amounts import mass
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.audit.queue import QueueRow
    from carbon_points.evidence.queries import File
    from ui.audit_desk.queue_work import Beside

_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".bmp")


class CheckLeaf(QWidget):
    """Shows one action; the view fetches the photo."""

    file_wanted = Signal(object)
    """A `File` to be shown; None if there is none."""

    other_wanted = Signal(object)
    """The id of an action that a question names."""

    def __init__(self) -> None:
        super().__init__()
        self.photo = Photo()
        self.files: tuple[File, ...] = ()
        self.at = 0
        self._row: int | None = None
        self._name = Label(role="caption", wrap=True)
        self._facts = column(gap=4)
        self._questions = column(gap=6)
        self._entered = column(gap=4)
        parts = (
            *(self.photo, self._name, self._facts, Rule(), self._questions, Rule()),
            *(self._entered, STRETCH),
        )
        inside = box(column(*parts, margins=(0, 2, 6, 0), gap=6))
        self._scroll = scrolling(inside)
        self.setLayout(column((self._scroll, 1), gap=0))

    @property
    def file(self) -> File | None:
        """The file that is shown."""
        return self.files[self.at] if self.files else None

    def show_action(self, row: QueueRow, beside: Beside | None) -> None:
        """Show what the list knows, then what stands beside it."""
        empty(self._facts)
        empty(self._questions)
        empty(self._entered)
        self._fact(self.tr("减排量"), total_text(row.reduction_mg), Tone.PRIMARY)
        if beside is None:
            return
        record = beside.record
        points = f"{beside.line.points:,}" if beside.line else "—"
        self._fact(self.tr("积分"), self.tr("{p} 分").format(p=points), Tone.PRIMARY)
        self._fact(self.tr("该参与者 90 天均值"), self._each(record.mean_mg_90))
        self._fact(self.tr("同类 P99"), self._each(record.p99_mg))
        for flag in row.flags:
            self._question(flag.says, flag.others, doubt=flag.doubt)
        stands_out = queue_words.comparison(
            row.reduction_mg, record.mean_mg_90, record.p99_mg
        )
        if stands_out:
            self._question(stands_out, (), doubt=True)
        if not row.flags and not stands_out:
            quiet = Label(self.tr("没有疑点。"), "second")
            self._questions.addWidget(quiet)
        self._show_entered(beside)
        self.files, self.at = record.files, 0
        self._row = record.source_row
        self.step(0)

    def step(self, by: int) -> None:
        """The next file, or the one before."""
        file = self.file
        if file is None:
            self.photo.hide()
            self._name.setText(self.tr("没有凭证文件。"))
            return
        self.at = (self.at + by) % len(self.files)
        file = self.files[self.at]
        number = f"{self.at + 1}/{len(self.files)}　" if len(self.files) > 1 else ""
        is_photo = file.name.lower().endswith(_PHOTOS)
        self.photo.setVisible(is_photo)
        if is_photo:
            text = self.tr("{name}　Enter 放大")
            self._name.setText(text.format(name=number + file.name))
            self.photo.say(self.tr("正在读取"))
            self.file_wanted.emit(file)
        elif self._row is not None:
            text = self.tr("导入文件 {name} 第 {row} 行")
            self._name.setText(text.format(name=number + file.name, row=self._row))
        else:
            self._name.setText(number + file.name)

    def show_photo(self, data: bytes) -> None:
        """The content of the file has come."""
        name = self.file.name if self.file else ""
        picture = picture_of(data) if data else None
        if picture is None or picture.isNull():
            self.photo.say(self.tr("{name}：打不开，文件可能已损坏").format(name=name))
        else:
            self.photo.show_picture(picture, name)

    def _show_entered(self, beside: Beside) -> None:
        """What was typed or imported, field by field."""
        explained = beside.explained
        if explained is None:
            return
        for name, value in queue_words.entered(explained):
            words = Label(value, "second", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignRight)
            line = row(Label(name, "caption"), (words, 1), gap=8)
            self._entered.addWidget(box(line))

    def _each(self, reduction_mg: int | None) -> str:
        if reduction_mg is None:
            return "—"
        return self.tr("{amount} / 次").format(amount=mass(reduction_mg))

    def _fact(self, name: str, value: str, tone: Tone | None = None) -> None:
        self._facts.addWidget(box(named_value(name, value, tone)))

    def _question(self, said: str, others: tuple[int, ...], *, doubt: bool) -> None:
        icon = ("alert-octagon", "bad") if doubt else ("alert-triangle", "warn")
        words = row(Mark(*icon, 18), (Label(said, "second", wrap=True), 1), gap=6)
        self._questions.addWidget(box(words))
        if others:
            look = Button(self.tr("看相关的 %n 笔", "", len(others)), "link", "link")
            look.clicked.connect(lambda _on: self.other_wanted.emit(others[0]))
            self._questions.addLayout(row(look, STRETCH, margins=(18, 0, 0, 0)))
