"""After a registration: the consent may be printed, to be signed and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut

from ui.shared.notices import MessageBar
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from ui.service_desk.desk_presenter import DeskPresenter
    from ui.service_desk.desk_work import Visitor
    from ui.service_desk.paper_drawer import PaperDrawer
    from ui.service_desk.reception import Reception


class ConsentOffer(MessageBar):
    """An offer that takes no focus; it goes with the person it is about."""

    def __init__(
        self, papers: PaperDrawer, presenter: DeskPresenter, reception: Reception
    ) -> None:
        super().__init__()
        self._papers = papers
        self._person = 0
        key = QShortcut(QKeySequence("F4"), self)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.activated.connect(self.print)
        reception.registered.connect(self.ask)
        presenter.opened.connect(self._follow)
        presenter.closed.connect(self.dismiss)

    def ask(self, person: int) -> None:
        """Offer the consent of somebody who was just registered."""
        self._person = person
        title = self.tr("已登记。")
        text = self.tr(
            "同意书可打印，由本人（代办人）签字后留存；以后也可在参与者页打印。"
        )
        self.say(Tone.OK, title, text)
        self.offer(f"{self.tr('打印同意书')}  F4", self.print, "printer")

    def print(self) -> None:
        """Show the paper, ready to be printed."""
        self.dismiss()
        if self._person:
            self._papers.offer("consent", self._person)

    def _follow(self, visitor: Visitor) -> None:
        if visitor.summary.participant_id != self._person:
            self.dismiss()
