"""One paper or one criterion beside the table: facts, files, history, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from ui.scenario_desk import file_words
from ui.shared import language
from ui.shared.badges import Pill
from ui.shared.fitted import AskBar
from ui.shared.fitted import Fitted
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.scenarios.documents import Document
    from carbon_points.scenarios.documents import DocumentFile
    from carbon_points.scenarios.targets import Target
    from ui.scenario_desk.file_work import Seen
    from ui.shared.messages import Message
    from ui.shared.widgets import Part


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done about what is shown."""

    text: str
    icon: str
    act: Callable[[], object]
    kind: str = ""


class DetailPanel(QWidget):
    """What is known of one thing; its files can be saved."""

    copy_wanted = Signal(object)
    """A `DocumentFile`."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(role="section", wrap=True)
        self.bar = AskBar()
        self._facts = column(gap=8)
        self._verbs = row(gap=6)
        self.back = IconButton(self.tr("返回"), "x", "Esc")
        inside = box(column(self._facts, STRETCH, margins=(0, 0, 10, 0), gap=8))
        head = row((self._title, 1), self.back, gap=6)
        parts = (head, self.bar, (scrolling(inside), 1), self._verbs)
        self.setLayout(column(*parts, gap=10))
        self.back.clicked.connect(lambda _on: self.left.emit())

    def ask(self, said: Message) -> None:
        """Say why nothing was recorded."""
        self.bar.say(said.tone, said.title, said.text)

    def show_document(self, document: Document, seen: Seen, verbs: list[Verb]) -> None:
        """Show a paper with its files and who put it there."""
        self._begin(document.title, verbs)
        self._fact(self.tr("证明什么"), file_words.claim_text(document))
        self._fact(self.tr("文号"), document.number)
        self._fact(self.tr("日期"), document.issued_on.isoformat())
        self._fact(self.tr("存入"), self._signed(document.operator, document.at, seen))
        where = f"{id_text(document.id)} · {document.chain_position}"
        self._fact(self.tr("编号 · 链位置"), where)
        self._fact(self.tr("作废理由"), document.withdrawn)
        for file in document.files:
            self._facts.addWidget(self._file(file))

    def show_criterion(self, criterion: str, seen: Seen, verbs: list[Verb]) -> None:
        """Show a criterion with every row that its target ever had."""
        self._begin(file_words.criterion_name(criterion), verbs)
        found = next(each for each in seen.file.criteria if each.id == criterion)
        here = file_words.actual_text(found, suppress=seen.suppress)
        self._fact(self.tr("现状"), here)
        for target in reversed(seen.history[criterion]):
            self._facts.addWidget(self._row(target, seen))

    def _begin(self, title: str, verbs: list[Verb]) -> None:
        self.bar.dismiss()
        self._title.setText(title)
        empty(self._facts)
        empty(self._verbs)
        for verb in verbs:
            button = Button(verb.text, verb.icon, verb.kind)
            button.clicked.connect(lambda _on=False, verb=verb: verb.act())
            self._verbs.addWidget(button, 1)

    def _fact(self, name: str, value: str) -> None:
        if value:
            said = Label(value, wrap=True)
            self._facts.addLayout(column(Label(name, "caption"), said, gap=1))

    def _signed(self, operator: str, at: int, seen: Seen) -> str:
        who = seen.names.get(operator, operator)
        return f"{who}　{local_moment(at):%Y-%m-%d %H:%M}"

    def _file(self, file: DocumentFile) -> QWidget:
        save = Button(file.name, "download", "link")
        save.setAccessibleName(self.tr("保存 {name} 的副本").format(name=file.name))
        save.clicked.connect(lambda _on=False: self.copy_wanted.emit(file))
        digest = f"SHA-256 {file.sha256.hex()[:16]}…　{_size_text(file.size)}"
        body = column(
            row(save, STRETCH), Label(digest, "caption"), margins=(8, 6, 8, 6), gap=2
        )
        made = Fitted(body, "sunken")
        made.setToolTip(file.sha256.hex())
        return made

    def _row(self, target: Target, seen: Seen) -> QWidget:
        head: tuple[Part | int, ...] = (
            Label(file_words.target_text(target), "strong"),
            Pill(file_words.basis_badge(target)),
            -1,
        )
        day = self.tr("自 {day} 起").format(day=target.valid_from.isoformat())
        who = language.listed(seen.names.get(each, each) for each in target.operators)
        step = {
            "shipped": self.tr("程序自带"),
            "proposed": self.tr("提出：{who}"),
            "confirmed": self.tr("提出、确认：{who}"),
            "dropped": self.tr("已撤回：{who}"),
        }[target.step].format(who=who)
        lines = filter(None, (day, target.source, target.document, step))
        labels = (Label(each, "caption", wrap=True) for each in lines)
        body = column(row(*head, gap=8), *labels, margins=(10, 8, 10, 8), gap=2)
        return Fitted(body, "sunken")


def _size_text(size: int) -> str:
    if size < 1_000_000:
        return f"{-(-size // 1000):,} KB"
    return f"{size // 1_000_000:,} MB"
