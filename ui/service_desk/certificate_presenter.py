"""Certificates without widgets: issue, list, print, save, hand over, verify."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.certificates.register import hand_over
from carbon_points.common.days import ZONE
from carbon_points.security.rules import may
from ui.service_desk import certificate_work as work
from ui.service_desk import papers_work
from ui.service_desk.desk_work import candidates
from ui.service_desk.papers_presenter import PapersPresenter
from ui.service_desk.wording import refusal
from ui.shared import dates
from ui.shared.background import Lane
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.certificates.register import RegisterFilter
    from carbon_points.common.progress import Progress
    from carbon_points.participants.queries import Summary
    from carbon_points.participants.search import Match
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from ui.service_desk.certificate_work import Made
    from ui.service_desk.verdicts import Verdict
    from ui.shared.page import Context
    from ui.shared.printing import Printers


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
    """`Made`: issued now, or opened from the register."""

    changed = Signal(object)
    """`Made`: what became of its paper is known anew."""

    refused = Signal(object)
    """A `Message`: no certificate was issued."""

    listed = Signal(object)
    """`RegisterRows`."""

    unlisted = Signal(object)
    """A `Message`: the register cannot be read."""

    saved = Signal(object)
    """The path of a copy."""

    handed_over = Signal(str)
    """The serial."""

    verified = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        today: Callable[[], dt.date] = dates.today,
        printers: Printers | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self._today = today
        self.printing = PapersPresenter(context, printers)
        self.printing.setParent(self)
        self.printing.printed.connect(lambda _sending: self.reload())
        self.holder: Summary | None = None
        self.made: Made | None = None
        self.verifications: list[Verified] = []
        """Newest first."""

    @property
    def may_issue(self) -> bool:
        """Whether who sits here may issue certificates and see the register."""
        return self._may("certificate issue")

    def _may(self, command: str) -> bool:
        roles = frozenset(str(role) for role in self._context.operator.roles)
        return self._db is not None and may(roles, command)

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

    # Whose, and its paper

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
        self._tasks.start(
            lambda _progress: work.holder(db, participant_id),
            self._taken,
            self._fail,
            owner=self,
        )

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
        wanted = (self.holder.participant_id, first, last)
        self._tasks.start(
            lambda progress: work.issue_one(db, by, wanted, folder, progress),
            self._issued,
            self._refuse,
            owner=self,
            lane=Lane.LONG,
        )

    def open(self, serial: str, participant_id: int) -> None:
        """Show a certificate of the register; `holder_known` and `issued` follow."""
        db, by = self._db, self.caller()
        self.take(participant_id)
        self._tasks.start(
            lambda _progress: work.known(db, by, serial),
            self._opened,
            self._fail,
            owner=self,
            key="certificate/open",
        )

    def reload(self) -> None:
        """Read anew what became of the shown paper; `changed` follows."""
        if self.made is None:
            return
        db, by = self._db, self.caller()
        serial, again = self.made.content.serial, self.made.again
        self._tasks.start(
            lambda _progress: work.known(db, by, serial, again=again),
            self._known_anew,
            self._fail,
            owner=self,
            key="certificate/open",
        )

    def _issued(self, made: Made) -> None:
        self._context.frame.saved(dt.datetime.now(ZONE))
        self._opened(made)

    def _opened(self, made: Made) -> None:
        self.made = made
        self.printing.hold(made.paper)
        self.issued.emit(made)

    def _known_anew(self, made: Made) -> None:
        self.made = made
        self.printing.hold(made.paper)
        self.changed.emit(made)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(refusal(error))

    def save_copy(self, target: Path) -> None:
        """Write the certificate to another place; `saved` follows."""
        if self.made is None:
            return
        db, by, paper = self._db, self.caller(), self.made.paper
        self._tasks.start(
            lambda _progress: papers_work.keep(db, by, paper, target),
            self.saved.emit,
            self._fail,
            owner=self,
        )

    def hand_over(self) -> None:
        """The holder has the paper; `handed_over` follows."""
        if self.made is None:
            return
        db, by, serial = self._db, self.caller(), self.made.content.serial

        def done(_nothing: object) -> None:
            self.handed_over.emit(serial)
            self.reload()

        self._tasks.start(
            lambda _progress: hand_over(db, by, serial), done, self._fail, owner=self
        )

    # The register

    def list(self, wanted: RegisterFilter) -> None:
        """List the certificates that fit; `listed` or `unlisted` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: work.listed(db, by, wanted),
            self.listed.emit,
            lambda error: self.unlisted.emit(refusal(error)),
            owner=self,
            key="certificate/list",
        )

    # Verifying

    def verify_file(self, path: Path) -> None:
        """Verify a PDF; `verified` follows."""
        db = self._register
        self._verify(lambda _progress: work.verify_file(db, path))

    def verify_code(self, text: str) -> None:
        """Verify the text of a QR code, or a typed serial; `verified` follows."""
        db, by = self._register, self.caller()
        self._verify(lambda _progress: work.verify_code(db, by, text))

    @property
    def _register(self) -> Database | None:
        """The register, for who may know whose certificates are in it."""
        return self._db if self._may("find") else None

    def _verify(self, verify: Callable[[Progress], Verdict]) -> None:
        self._tasks.start(
            verify, self._verified, self._fail, owner=self, key="certificate/verify"
        )

    def _verified(self, found: Verdict) -> None:
        line = Verified(dt.datetime.now(ZONE), found)
        self.verifications.insert(0, line)
        self.verified.emit(found)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))
