"""Certificates without widgets: issue, save, print, verify."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.certificates.issue import Period
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import verify_pdf
from carbon_points.certificates.verify import verify_text
from carbon_points.common.days import ZONE
from carbon_points.common.problems import UserError
from carbon_points.participants.queries import summary
from carbon_points.security.rules import may
from carbon_points.storage.files import write_whole
from ui.service_desk.desk_work import caller_of
from ui.service_desk.desk_work import candidates
from ui.service_desk.verdicts import verdict
from ui.service_desk.wording import refusal
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.printing import print_pdf
from ui.shared.printing import printer_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.common.progress import Progress
    from carbon_points.participants.queries import Summary
    from carbon_points.participants.search import Match
    from carbon_points.security.chain import Caller
    from ui.service_desk.verdicts import Verdict
    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class Made:
    """A certificate on the disk, and what it says."""

    file: Path
    content: CertificateContent
    key_id: str
    again: bool
    """Nothing had changed, so it is the same paper as before."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One verification of today."""

    at: dt.datetime
    verdict: Verdict


class CertificatePresenter(QObject):
    """Serves one holder at a time; every answer arrives as a signal."""

    found = Signal(str, object)
    """(query, matches)"""

    holder_known = Signal(object)
    """A `Summary`."""

    issued = Signal(object)
    """`Made`."""

    refused = Signal(object)
    """A `Message`: no certificate was issued."""

    printers_known = Signal(object)
    printed = Signal(int)
    """The pages that were sent."""

    saved = Signal(object)
    """The path of a copy."""

    verified = Signal(object)
    failed = Signal(object)

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self._today = today
        self.holder: Summary | None = None
        self.made: Made | None = None
        self.verifications: list[Verified] = []
        """Newest first."""

    @property
    def may_issue(self) -> bool:
        """Whether who sits here may issue certificates."""
        roles = frozenset(str(role) for role in self._context.operator.roles)
        return self._db is not None and may(roles, "certificate issue")

    @property
    def today(self) -> dt.date:
        """The day of issue."""
        return self._today()

    @property
    def folder(self) -> Path:
        """Where certificates are kept: beside the database."""
        return Path(self._db.path).parent / "certificates"

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, self.today)

    def search(self, query: str) -> None:
        """Look for a holder; `found` follows."""
        db, by = self._db, self.caller()

        def tell(matches: list[Match]) -> None:
            self.found.emit(query, matches)

        self._tasks.start(
            lambda _progress: candidates(db, by, query),
            tell,
            self._fail,
            owner=self,
            key="certificate/find",
        )

    def take(self, participant_id: int) -> None:
        """Work with this holder; `holder_known` follows."""
        db = self._db

        def work(_progress: Progress) -> Summary:
            with db.reading() as session:
                who = summary(session, participant_id)
            if who is None:
                raise UserError("PARTICIPANT_UNKNOWN")
            return who

        self._tasks.start(work, self._taken, self._fail, owner=self)

    def _taken(self, who: Summary) -> None:
        if self.holder is None or self.holder.participant_id != who.participant_id:
            self.made = None
        self.holder = who
        self.holder_known.emit(who)

    def issue(self, first: dt.date, last: dt.date) -> None:
        """Issue the holder's certificate; `issued` or `refused` follows."""
        if self.holder is None:
            return
        db, by, folder = self._db, self.caller(), self.folder
        wanted = [self.holder.participant_id]

        def work(progress: Progress) -> Made:
            paper = issue(db, by, wanted, Period(first, last), folder, progress)[0]
            found = verify_pdf(paper.file.read_bytes(), trusted_keys())
            if found.content is None:
                raise UserError("FILE_UNREADABLE", file=str(paper.file))
            known = found.key.listed.key_id.hex().upper() if found.key else ""
            return Made(paper.file, found.content, known, paper.reprint)

        self._tasks.start(work, self._issued, self._refuse, owner=self, lane=Lane.LONG)

    def _issued(self, made: Made) -> None:
        self.made = made
        self._context.frame.saved(dt.datetime.now(ZONE))
        self.issued.emit(made)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(refusal(error))

    def save_copy(self, target: Path) -> None:
        """Write the certificate to another place; `saved` follows."""
        if self.made is None:
            return
        source = self.made.file

        def work(_progress: Progress) -> Path:
            try:
                write_whole(target, source.read_bytes())
            except OSError as error:
                why = str(error.strerror)
                raise UserError("OUT_UNWRITABLE", file=str(target), why=why) from None
            return target

        self._tasks.start(work, self.saved.emit, self._fail, owner=self)

    def load_printers(self) -> None:
        """Ask for the printers of this machine; `printers_known` follows."""
        self._tasks.start(
            lambda _progress: printer_names(),
            self.printers_known.emit,
            self._fail,
            owner=self,
        )

    def print(self, printer: str, copies: int) -> None:
        """Send the certificate to a printer; `printed` follows."""
        if self.made is None:
            return
        file = self.made.file
        self._tasks.start(
            lambda progress: print_pdf(
                file, progress, printer_name=printer, copies=copies
            ),
            self.printed.emit,
            self._fail,
            owner=self,
            lane=Lane.LONG,
        )

    def verify_file(self, path: Path) -> None:
        """Verify a PDF; `verified` follows."""

        def work(_progress: Progress) -> Verdict:
            try:
                data = path.read_bytes()
            except OSError as error:
                why = str(error.strerror)
                raise UserError("FILE_UNREADABLE", file=str(path), why=why) from None
            return verdict(verify_pdf(data, trusted_keys()))

        self._verify(work)

    def verify_code(self, text: str) -> None:
        """Verify the text of a QR code; `verified` follows."""
        self._verify(lambda _progress: verdict(verify_text(text, trusted_keys())))

    def _verify(self, work: Callable[[Progress], Verdict]) -> None:
        self._tasks.start(
            work, self._verified, self._fail, owner=self, key="certificate/verify"
        )

    def _verified(self, found: Verdict) -> None:
        line = Verified(dt.datetime.now(ZONE), found)
        self.verifications.insert(0, line)
        self.verified.emit(found)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))
