"""What stands around the pages: rail, top bar, messages, and what opens over them."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.shared.books_watch import now
from ui.shared.help_panel import HelpPanel
from ui.shared.notices import BackBar
from ui.shared.notices import MessageBar
from ui.shared.notices import UndoToast
from ui.shared.palette import Palette
from ui.shared.palette_search import FIRST_RUN
from ui.shared.rail import Rail
from ui.shared.top_bar import TopBar
from ui.shared.widgets import column
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.shared.books_care import BooksCare
    from ui.shared.page import PageSpec
    from ui.shared.page_stack import PageStack
    from ui.shared.standing import Standing
    from ui.shared.window import MainWindow

QUEUE: Final = "audit"


class Surroundings(QWidget):
    """Made anew in another look or language; the stack of pages moves over."""

    def __init__(self, pages: Sequence[PageSpec], stack: PageStack) -> None:
        super().__init__()
        self.setProperty("plain", "true")
        self.rail, self.top = Rail(pages), TopBar()
        self.bar, self.way_back = MessageBar(), BackBar()
        holder = QWidget()
        holder.setLayout(row(self.bar, margins=(12, 10, 12, 0)))
        holder.hide()
        self.bar.showing.connect(holder.setVisible)
        inner = column(self.way_back, self.top, holder, (stack, 1), gap=0)
        self.setLayout(row(self.rail, (inner, 1), gap=0))
        self.toast, self.palette_box = UndoToast(self), Palette(self)
        self.help = HelpPanel(self)

    def serve(self, window: MainWindow, care: BooksCare) -> None:
        """Hand what is asked for here to whom it concerns."""
        self.rail.chosen.connect(window.navigate)
        self.way_back.wanted.connect(window.go_back)
        top = self.top
        top.operator_chosen.connect(window.take_seat)
        top.lock_wanted.connect(window.lock)
        top.history_wanted.connect(lambda at: window.history.pop_up(at, self.bar))
        top.palette_wanted.connect(window.open_palette)
        top.real_use_wanted.connect(lambda: window.show_alone(FIRST_RUN))
        top.queue_wanted.connect(lambda: window.navigate(QUEUE))
        top.backup_wanted.connect(care.back_up)
        top.folder_wanted.connect(care.watch.open_folder)

    def show_standing(self, standing: Standing) -> None:
        """How the books stand, for who decides and who does not."""
        self.top.show_standing(standing, now(), decides=QUEUE in self.rail.ids)

    def show_around(self, *, alone: bool, back: bool) -> None:
        """Rail and top bar, unless a page stands alone; perhaps a way back."""
        for part in (self.rail, self.top):
            part.setVisible(not alone)
        self.way_back.setVisible(back)
