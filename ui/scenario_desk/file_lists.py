"""The two tables of a scenario's file: its papers, and its criteria with targets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.scenarios.definitions import definitions
from ui.scenario_desk import file_words
from ui.shared.table import Table
from ui.shared.table_model import Column
from ui.shared.table_model import TableModel
from ui.shared.widgets import column

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtGui import QDropEvent

    from carbon_points.scenarios.documents import Document
    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.scenarios.requirements import Requirement
    from carbon_points.scenarios.targets import Target
    from ui.scenario_desk.file_work import Seen
    from ui.shared.table_model import Cell


@dataclass(frozen=True, slots=True)
class Paper:
    """One row: a needed document, a paper that is there, or both."""

    kind: str
    requirement: Requirement | None
    document: Document | None

    @property
    def lacks(self) -> bool:
        """Whether it is needed and does not count yet."""
        return self.requirement is not None and not self.requirement.held


def papers_of(file: ScenarioFile) -> tuple[Paper, ...]:
    """What is needed first, then what else is there, then what no longer counts."""
    rows = []
    for needed in file.requirements:
        held = needed.papers or (None,)
        rows += [Paper(needed.kind.id, needed, each) for each in held]
    shown = {row.document.id for row in rows if row.document is not None}
    rest = [each for each in file.documents if each.id not in shown]
    rest.sort(key=lambda each: not each.in_force)
    return (*rows, *(Paper(each.kind, None, each) for each in rest))


class PapersTable(QWidget):
    """The papers; files may be dropped on it."""

    opened = Signal(object)
    """A `Paper`."""

    dropped = Signal(object)
    """Paths of files."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._rows: tuple[Paper, ...] = ()
        self.model = TableModel(
            (
                Column(self.tr("状态"), 100),
                Column(self.tr("文件"), 216, strong=True),
                Column(self.tr("标题、文号"), 200, stretch=True),
                Column(self.tr("日期"), 96, optional=1),
                Column(self.tr("附件"), 60, right=True),
            )
        )
        self.table = Table(self.model, self.tr("档案文件"))
        self.setLayout(column(self.table))
        self.setFocusProxy(self.table)
        self.table.opened.connect(lambda at: self.opened.emit(self._rows[at]))

    @property
    def current(self) -> Paper | None:
        """The row that is looked at."""
        at = self.table.current
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def show_file(self, file: ScenarioFile) -> None:
        """Show the papers of a scenario; the current row stays."""
        at = self.table.current
        self._rows = papers_of(file)
        self.model.show_rows([self._cells(row) for row in self._rows])
        self.table.go_to(at)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(_paths(event.mimeData()))

    def _cells(self, row: Paper) -> tuple[Cell, ...]:
        kinds = {e.id: e for e in (*definitions().documents, *definitions().papers)}
        name = file_words.kind_name(kinds[row.kind])
        document = row.document
        state: Cell
        if row.requirement is not None:
            state = file_words.held_badge(held=row.requirement.held)
        elif document is not None and not document.in_force:
            state = file_words.void_badge(replaced=not document.withdrawn)
        else:
            state = file_words.kept_badge()
        if document is None:
            return (state, name, self._said(row.requirement), "", "")
        words = "　".join(filter(None, (document.title, document.number)))
        day = document.issued_on.isoformat()
        return (state, name, words, day, str(len(document.files)))

    def _said(self, needed: Requirement | None) -> str:
        if needed is None or not needed.why:
            return self.tr("由记录证明")
        return file_words.why_words(needed)


class CriteriaTable(QWidget):
    """Each criterion with its target, where that comes from and how far it is met."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []
        self.model = TableModel(
            (
                Column(self.tr("验收条件"), 200, strong=True, stretch=True),
                Column(self.tr("目标"), 142, right=True),
                Column(self.tr("现状"), 112, right=True),
                Column(self.tr("依据"), 108),
                Column(self.tr("生效日期"), 100, optional=1),
                Column(self.tr("来源"), 150, quiet=True, optional=2),
            )
        )
        self.table = Table(self.model, self.tr("验收条件"))
        self.setLayout(column(self.table))
        self.setFocusProxy(self.table)
        self.table.opened.connect(lambda at: self.opened.emit(self._ids[at]))

    def show_seen(self, seen: Seen) -> None:
        """Show the targets in force and how far each criterion is."""
        at, file = self.table.current, seen.file
        actual = {
            each.id: file_words.actual_text(each, suppress=seen.suppress)
            for each in file.criteria
        }
        waiting = {each.criterion: each for each in file.proposals}
        self._ids = [each.id for each in file.criteria]
        self.model.show_rows(
            [
                self._cells(file.targets[name], waiting.get(name), actual[name])
                for name in self._ids
            ]
        )
        self.table.go_to(at)

    def _cells(
        self, target: Target, waiting: Target | None, actual: str
    ) -> tuple[Cell, ...]:
        return (
            file_words.criterion_name(target.criterion),
            file_words.target_text(target),
            actual,
            file_words.basis_badge(waiting or target),
            target.valid_from.isoformat(),
            "　".join(filter(None, (target.source, target.document))),
        )


def _paths(data: QMimeData) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
