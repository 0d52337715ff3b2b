"""Printing at the desk without widgets: make the paper, send it, say what became of it.

A paper may be asked for before it is made and before the printers are known: the wish
waits for both, so that two keys print a slip however quick they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.service_desk import papers_work as work
from ui.service_desk.wording import refusal
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.desk import caller_of
from ui.shared.printing import ANSWER_S
from ui.shared.printing import Printers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from carbon_points.certificates.desk_paper import Paper
    from carbon_points.security.chain import Caller
    from ui.service_desk.papers_work import Wish
    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class Sending:
    """A print that is on its way."""

    paper: Paper
    printer: str
    copies: int
    job_id: int = 0


class PapersPresenter(QObject):
    """One paper at a time."""

    made = Signal(object)
    """A `Paper`: it can be shown and printed."""

    unmade = Signal(object)
    """A `Message`: there is no such paper."""

    printers_known = Signal(list)
    sending = Signal()
    printed = Signal(object)
    """A `Sending` that came out, as far as the printer says."""

    looked_for = Signal(object)
    """A `Sending` whose paper somebody must look at before it counts."""

    silent = Signal(object, int)
    """(`Sending`, seconds): the printer has not answered."""

    saved = Signal(object, bool)
    """(path, whether because there is no printer)"""

    failed = Signal(object)
    """A `Message`: nothing was printed or saved."""

    def __init__(self, context: Context, printers: Printers | None = None) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self._printers = printers or Printers()
        self.wish: Wish | None = None
        self.paper: Paper | None = None
        self.names: list[str] | None = None
        """None until they are known."""

        self.waiting: Sending | None = None
        """What was sent and has not been confirmed."""

        self._wanted: Callable[[], object] | None = None

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, dates.today())

    def offer(self, wish: Wish) -> None:
        """Make a paper; `made` or `unmade` follows."""
        self.wish, self.paper, self._wanted = wish, None, None
        self.waiting = None  # an earlier one without answer stays counted as sent
        self._make()
        self.load_printers()

    def hold(self, paper: Paper) -> None:
        """Print this one next; nothing is made."""
        self.wish, self.paper = None, paper
        self._go_on()

    def load_printers(self) -> None:
        """Ask for the printers of this machine; `printers_known` follows."""
        self._tasks.start(
            lambda _progress: self._printers.names(),
            self._know_printers,
            self._miss_printers,
            owner=self,
            lane=Lane.PRINT,
            key="papers/printers",
        )

    def change(self, **changes: Any) -> None:
        """Make the paper anew with another size, large print, or whole page."""
        if self.wish is not None:
            self.wish = replace(self.wish, **changes)
            self.paper = None
            self._make()

    def _make(self) -> None:
        db, by, wish = self._db, self.caller(), self.wish
        if wish is None:
            return
        self._tasks.start(
            lambda _progress: work.make(db, by, wish),
            self._made,
            self._not_made,
            owner=self,
            key="papers/make",
        )

    def _made(self, paper: Paper) -> None:
        self.paper = paper
        self.made.emit(paper)
        self._go_on()

    def _not_made(self, error: Exception) -> None:
        self._wanted = None
        self.unmade.emit(refusal(error))

    def _know_printers(self, names: list[str]) -> None:
        self.names = names
        self.printers_known.emit(names)
        self._go_on()

    def _miss_printers(self, _error: Exception) -> None:
        """A machine that cannot tell its printers has none, as far as we can print."""
        self._know_printers([])

    def _go_on(self) -> None:
        """Do what was wanted before everything was there."""
        if self._wanted is not None and self.paper and self.names is not None:
            wanted, self._wanted = self._wanted, None
            wanted()

    def when_ready(self, act: Callable[[], object]) -> None:
        """Do it now, or as soon as paper and printers are known."""
        self._wanted = act
        self._go_on()

    # Printing

    def print(self, printer: str, copies: int) -> None:
        """Send the paper to a printer; without one, save it in the usual place."""
        paper = self.paper
        if paper is None:
            return
        if not printer:
            self._save(paper, None)
            return
        self.sending.emit()
        self._send(Sending(paper, printer, copies))

    def _send(self, sending: Sending) -> None:
        db, by = self._db, self.caller()
        paper, printer, copies = sending.paper, sending.printer, sending.copies

        def sent(job_id: int) -> None:
            self._hand_over(replace(sending, job_id=job_id))

        self._tasks.start(
            lambda _progress: work.begin(db, by, paper, printer, copies),
            sent,
            self._fail,
            owner=self,
        )

    def _hand_over(self, sending: Sending) -> None:
        self.waiting = sending
        pdf, printer, copies = sending.paper.pdf, sending.printer, sending.copies

        def answered(pages: int | None) -> None:
            self._answered(sending, pages)

        def broke(error: Exception) -> None:
            self._end(sending, "failed")
            self._fail(error)

        self._tasks.start(
            lambda progress: self._printers.send(
                pdf, progress, printer_name=printer, copies=copies
            ),
            answered,
            broke,
            owner=self,
            lane=Lane.PRINT,
        )

    def _answered(self, sending: Sending, pages: int | None) -> None:
        if pages is None:
            self._end(sending, "sent")
            self.silent.emit(sending, ANSWER_S)
        elif sending.paper.kind == "passbook":
            # Its place in the book moves only when somebody saw the line on the paper.
            self._end(sending, "sent")
            self.looked_for.emit(sending)
        else:
            self.confirm()

    def confirm(self) -> None:
        """The paper came out; `printed` follows."""
        sending, self.waiting = self.waiting, None
        if sending is not None:
            self._end(sending, "confirmed")
            self.printed.emit(sending)

    def repeat(self) -> None:
        """The paper did not come out: it does not count, and is sent again."""
        sending, self.waiting = self.waiting, None
        if sending is not None:
            self._end(sending, "failed")
            self.sending.emit()
            self._send(sending)

    def _end(self, sending: Sending, state: str) -> None:
        db, by, job = self._db, self.caller(), (sending.job_id, sending.paper.title)
        self._tasks.start(
            lambda _progress: work.end(db, by, job, state),
            None,
            self._fail,
            owner=self,
        )

    # Saving

    def save(self, target: Path) -> None:
        """Keep the paper in a place of one's own; `saved` follows."""
        if self.paper is not None:
            self._save(self.paper, target)

    def _save(self, paper: Paper, target: Path | None) -> None:
        db, by = self._db, self.caller()
        place = target or work.usual_place(paper, by)

        def kept(path: Path) -> None:
            self.saved.emit(path, target is None)

        self._tasks.start(
            lambda _progress: work.keep(db, by, paper, place),
            kept,
            self._fail,
            owner=self,
        )

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))
