"""Methodologies: what each counts, by which formula and factors, tried at once."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QTextBrowser
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import Status
from carbon_points.methodology.texts import texts_of
from ui.service_desk import methodologies_work as work
from ui.service_desk.methodologies_adopt import AdoptCard
from ui.service_desk.methodologies_formula import FormulaView
from ui.service_desk.methodologies_list import MethodologyList
from ui.service_desk.methodologies_presenter import MethodologiesPresenter
from ui.service_desk.methodologies_tables import DatedTable
from ui.service_desk.methodologies_tables import HistoryCard
from ui.service_desk.methodologies_try import TryCard
from ui.service_desk.parts import FocusFollower
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.fitted import Fitted
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Methodology
    from ui.service_desk.methodologies_work import Example
    from ui.service_desk.methodologies_work import Library
    from ui.shared.page import Context

_LIST = 312


class MethodologiesView(QWidget):
    """The list at the left; at the right everything about the current one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = MethodologiesPresenter(context)
        self.presenter.setParent(self)
        self._wished = ""
        self._is_new = True
        self.current: Methodology | None = None
        self.list = MethodologyList(self.presenter)
        self.list.setFixedWidth(px(_LIST))
        self._make_parts()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._sheet())
        self._pages.addWidget(self._document_page())
        parts = (self.list, (self._pages, 1))
        self.setLayout(row(*parts, margins=(12, 12, 12, 12), gap=12))
        self._connect()
        self.presenter.load()

    def _make_parts(self) -> None:
        self._name = Label(role="name")
        self._badge = Pill(badge("draft"))
        self._version = Label(role="second")
        self._summary = Label(wrap=True)
        self._sentence = Label(role="second", wrap=True)
        self._diff = Button(self.tr("版本与变更"), "git-compare", key="Ctrl+D")
        self._open = Button(self.tr("打开文件原文"), "file-text")
        self.formula = FormulaView()
        self._reading = Label(role="second", wrap=True)
        self.factors = DatedTable(
            self.tr("因子与参数"), self.tr("按行为发生日取值，不按录入日")
        )
        self.limits = DatedTable(
            self.tr("上限与门槛"), self.tr("正好等于上限的可以计入")
        )
        self.history = HistoryCard()
        self.history.hide()
        self.trial = TryCard(self._today)
        self.adoption = AdoptCard(self._today)
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("方法学全文"))

    def _sheet(self) -> QWidget:
        head = row(self._name, self._badge, STRETCH, self._diff, self._open)
        below = row((self._sentence, 1), self._version, gap=12)
        margins = (16, 12, 16, 12)
        self._about = Fitted(column(head, self._summary, below, margins=margins))
        title = Label(self.tr("公式"), "section")
        inner = column(title, self.formula, self._reading, margins=margins)
        self._formula_card = Fitted(inner)
        body = column(
            self._about,
            self.history,
            self.adoption,
            self._formula_card,
            self.trial,
            self.factors,
            self.limits,
            STRETCH,
            margins=(0, 0, 8, 0),
            gap=12,
        )
        inside = box(body)
        tight = QSizePolicy.Policy.Maximum
        for part in (self.trial, self.adoption):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, tight)
        self._area = scrolling(inside)
        FocusFollower(self._area)
        return self._area

    def _document_page(self) -> QWidget:
        back = Button(self.tr("返回"), "chevron-left", key="Esc")
        back.clicked.connect(lambda _checked: self.escape())
        self._document_name = Label(role="section")
        head = row(self._document_name, STRETCH, back)
        return Card(column(head, (self._text, 1), margins=(16, 12, 16, 12), gap=8))

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._show_library)
        presenter.adopted.connect(self._show_adopted)
        presenter.refused.connect(self.adoption.ask)
        presenter.failed.connect(self._context.frame.show_message)
        self.list.picked.connect(self.show_methodology)
        self._diff.clicked.connect(lambda _checked: self.toggle_history())
        self._open.clicked.connect(lambda _checked: self.open_document())
        self.trial.wanted.connect(self._compute)
        self.adoption.wanted.connect(self._adopt)
        diff = QShortcut(QKeySequence("Ctrl+D"), self)
        diff.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        diff.activated.connect(self.toggle_history)

    # What the window asks of its pages.

    def arrive(self, methodology: str = "") -> None:
        """Show a methodology, if another page says which."""
        self._wished = methodology or self._wished
        self._pages.setCurrentIndex(0)
        if self._wished:
            self.list.choose(self._wished)
        self.list.take_focus()

    def find_participant(self) -> None:
        """F2 or /: into the filter."""
        self.list.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        """Esc: back from the full text, or fold the history."""
        if self._pages.currentIndex():
            self._pages.setCurrentIndex(0)
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.history.isHidden():
            return False
        self.history.hide()
        return True

    def snapshot(self) -> dict[str, Any]:
        """Which one is open."""
        return {"methodology": self.current.id if self.current else ""}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Open it again."""
        self._wished = state["methodology"]

    def toggle_history(self) -> None:
        """Ctrl+D: versions and changes, or fold them."""
        self.history.setVisible(self.history.isHidden())
        self._area.verticalScrollBar().setValue(0)

    def open_document(self) -> None:
        """The methodology's own text."""
        if self.current is None:
            return
        texts = texts_of(self.current, language.in_force())
        self._document_name.setText(texts.name)
        self._text.setMarkdown(work.document(self.current))
        self._pages.setCurrentIndex(1)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def show_methodology(self, methodology: Methodology) -> None:
        """Everything about one of them."""
        found = self.presenter.library
        if found is None:
            return
        self.current = methodology
        spoken = language.in_force()
        self._show_head(methodology)
        texts = texts_of(methodology, spoken)
        symbols = work.symbols(found, methodology, spoken)
        self.formula.show_formula(texts.formula, texts.reading, symbols)
        self._reading.setText(texts.reading)
        today = self.presenter.today
        factors = work.factor_lines(found, methodology, spoken)
        limits = work.limit_lines(found, methodology, spoken)
        self.factors.show_lines(factors, today)
        self.limits.show_lines(limits, today)
        self.history.show_history(work.history(found, methodology, spoken))
        self.trial.show_methodology(methodology, work.examples(methodology, spoken))
        self._show_adoption(methodology)
        self._pages.setCurrentIndex(0)
        self._area.verticalScrollBar().setValue(0)

    def _show_head(self, methodology: Methodology) -> None:
        texts = texts_of(methodology, language.in_force())
        status = self.presenter.status(methodology)
        self._name.setText(texts.name)
        self._badge.show_badge(badge(status_badge(status)))
        self._version.setText(
            self.tr("版本 {version} · {day} 起生效").format(
                version=methodology.current.version,
                day=methodology.current.valid_from.isoformat(),
            )
        )
        self._summary.setText(texts.summary)
        self._sentence.setText(self._status_sentence(status))

    def _status_sentence(self, status: Status) -> str:
        sentences = {
            Status.PUBLISHED: self.tr("正式：核算并计分。"),
            Status.TRIAL: self.tr("试行：核算并计分，证书注明“试行”。"),
            Status.DRAFT: self.tr("研究稿：只作摸底核算，不计分、不入池、不发证书。"),
            Status.WITHDRAWN: self.tr("停用：只受理停用日以前的行为。"),
        }
        return sentences[status]

    def _show_adoption(self, methodology: Methodology) -> None:
        is_draft = self.presenter.status(methodology) is Status.DRAFT
        self.adoption.setVisible(is_draft and self.presenter.may_adopt)
        proposal = self.presenter.proposal(methodology)
        own = proposal is not None and self.presenter.is_own(proposal)
        self.adoption.show_proposal(proposal, own=own)

    def _show_library(self, found: Library) -> None:
        self.list.show_library(found)
        wished = self._wished or (self.current.id if self.current else "")
        self._wished = ""
        self.list.choose(wished)
        if self._is_new:
            self._is_new = False
            self.list.take_focus()

    def _compute(self, example: Example, inputs: Mapping[str, Any]) -> None:
        if self.current is not None:
            answer = self.presenter.tried(self.current, example, inputs)
            self.trial.show_answer(example, inputs, answer)

    def _adopt(self, day: dt.date, document: str) -> None:
        if self.current is not None:
            self.presenter.adopt(self.current.id, day, document)

    def _show_adopted(self, status: str) -> None:
        said = {
            "trial": self.tr("已采用为试行。"),
            "proposed": self.tr("已提出，等另一位审核员确认。"),
        }
        self._context.frame.toast(said[status])

    def _today(self) -> dt.date:
        return self.presenter.today


def status_badge(status: Status) -> str:
    """The name of the badge of a status."""
    return "stopped" if status is Status.WITHDRAWN else status.value
