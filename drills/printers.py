"""A printer or the viewer fails: the same serial, the same bytes, counted once.

The desk's own presenter prints certificates on a printer that refuses, falls silent or
throws what nobody expects, and on a viewer that cannot read the paper. Somebody tries
again until it comes out.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from unittest.mock import patch

from sqlalchemy import text

from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.register import certificate_paper
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.storage.engine import open_database
from drills import ground
from drills.killing import BEGUN
from drills.killing import whole
from drills.tally import Tally
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.certificates.desk_paper import Paper
    from carbon_points.common.progress import Progress
    from carbon_points.storage.engine import Database
    from drills.killing import Tell

FULL: Final = 200
SHORT: Final = 6
_PEOPLE: Final = (1, 2, 3)
_FAULTS: Final = ("refused", "silent", "odd", "viewer", "none")
_MOST_TRIES: Final = 3
_COPY: Final = "copy.pdf"


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Prints until so many have failed; each ends with a paper that came out."""
    times = FULL if full else SHORT
    database = ground.made_busy(folder)
    tally = Tally("a printer or the viewer fails")
    # In a fork: Qt starts threads, and the rows after this one fork again.
    told, _ = whole(partial(_printed, database, times))
    for line in told:
        kind, _, words = line.partition(" ")
        if kind == "tried":
            tally.tried += int(words)
        else:
            tally.problem(kind, words)
    yield tally.end()


def _printed(database: Path, times: int, tell: Tell) -> None:
    tell(BEGUN)
    # A paper without a printer is saved among the user's documents.
    os.environ["XDG_DOCUMENTS_DIR"] = str(database.parent / "documents")
    with open_database(database) as db:
        desk = PrintDesk(db, database.parent)
        desk.work(times)
        desk.tasks.close()
        tell(f"tried {desk.failures}")
        for kind, words in desk.wrong():
            tell(f"{kind} {words}")


@dataclass
class PrintDesk:
    """A counter with a bad printer, and what came out of it."""

    db: Database
    folder: Path
    sent: dict[str, set[str]] = field(default_factory=dict)
    """By serial the digests of what went to the printer."""

    came_out: Counter[str] = field(default_factory=Counter)
    failures: int = 0

    def __post_init__(self) -> None:
        """A presenter as the certificate page has it, and a printer of its own."""
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # Here and not above: only the fork may know Qt.
        from ui.app import make_application
        from ui.service_desk.papers_presenter import PapersPresenter
        from ui.shared.background import TaskRunner
        from ui.shared.event_bridge import EventBridge
        from ui.shared.page import Context
        from ui.shared.page import Operator
        from ui.shared.printing import Printers
        from ui.shared.settings import Settings

        self._application = make_application()
        self.tasks = TaskRunner()
        self._chance = random.Random("printer")  # noqa: S311  (a drill that can be repeated)
        self._fault = ""
        self._serial = ""
        self._before = _serials(self.db)
        self._was_silent = False
        nobody: Any = None
        context = Context(
            self.db,
            Operator("worker", "", ()),
            self.tasks,
            EventBridge(self.db.events),
            Settings(self.folder / "desk.ini"),
            nobody,
        )
        self.presenter = PapersPresenter(context, Printers(lambda: ["HP"], self._send))

    def work(self, times: int) -> None:
        """Issue and print until so many prints have failed."""
        while self.failures < times:
            who = self._chance.choice(_PEOPLE)
            folder = self.folder / "papers"
            [made] = issue(self.db, as_of("worker"), [person(who)], YEAR, folder)
            paper = certificate_paper(self.db, as_of("worker"), made.serial)
            self._print(made.serial, paper)

    def wrong(self) -> Iterator[tuple[str, str]]:
        """What was lost or done twice: kind and words."""
        for serial, digests in self.sent.items():
            if len(digests) != 1:
                yield "double", f"{serial}: {len(digests)} different papers"
            counted = "SELECT prints FROM certificate WHERE serial = :serial"
            known = ground.number(self.db, counted, serial=serial)
            if known != self.came_out[serial]:
                kind = "lost" if known < self.came_out[serial] else "double"
                yield kind, f"{serial}: {known} counted, {self.came_out[serial]} out"
            paper = certificate_paper(self.db, as_of("worker"), serial)
            if verify_pdf(paper.pdf, trusted_keys()).reason is not Reason.OK:
                yield "lost", f"{serial}: its paper does not verify"
        if _serials(self.db) != sorted({*self._before, *self.sent}):
            yield "double", "a serial that nobody asked for"
        if ground.trouble(self.db):
            yield "lost", ground.trouble(self.db)

    def _print(self, serial: str, paper: Paper) -> None:
        """One paper, tried until it comes out, as somebody at the counter does."""
        self._serial = serial
        self.presenter.hold(paper)
        for _ in range(self._chance.randrange(_MOST_TRIES)):
            self._try(self._chance.choice(_FAULTS))
            self.failures += 1
        self._try("")
        self.came_out[serial] += 1

    def _try(self, fault: str) -> None:
        self._fault = fault
        if fault == "none":
            self.presenter.print("", 1)
        elif self._was_silent:
            self.presenter.repeat()
        else:
            self.presenter.print("HP", 1)
        self._settle()
        self._was_silent = fault == "silent" or (fault == "none" and self._was_silent)

    def _settle(self) -> None:
        from PySide6.QtCore import QCoreApplication

        while self.tasks.busy:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents()

    def _send(
        self, pdf: bytes, progress: Progress, *, printer_name: str, copies: int
    ) -> int | None:
        """The printer: takes the bytes, and does what was set for it."""
        self.sent.setdefault(self._serial, set()).add(hashlib.sha256(pdf).hexdigest())
        if self._fault == "refused":
            raise OSError(printer_name)
        if self._fault == "odd":
            raise ZeroDivisionError(copies)
        if self._fault == "viewer":
            self._draw_blind(pdf, progress)
        return None if self._fault == "silent" else 1

    def _draw_blind(self, pdf: bytes, progress: Progress) -> None:
        from ui.shared.printing import print_pdf

        broken = patch("ui.shared.printing.render", side_effect=OSError("viewer"))
        with broken:
            print_pdf(pdf, progress, to_file=self.folder / _COPY)


def _serials(db: Database) -> list[str]:
    with db.reading() as session:
        known = session.scalars(text("SELECT serial FROM certificate ORDER BY serial"))
        return list(known)
