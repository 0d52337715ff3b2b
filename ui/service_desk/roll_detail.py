"""The file of one participant beside the list: head, five leaves, what may be done."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QStackedWidget

from carbon_points.common.units import mass_text
from ui.service_desk.parts import Figure
from ui.service_desk.parts import FocusFollower
from ui.service_desk.roll_consent_leaf import ConsentLeaf
from ui.service_desk.roll_file_leaf import FileLeaf
from ui.service_desk.roll_ledger_leaf import LedgerLeaf
from ui.service_desk.roll_paper_leaves import CertificatesLeaf
from ui.service_desk.roll_paper_leaves import InstallationsLeaf
from ui.service_desk.roll_parts import tab_before
from ui.service_desk.roll_rights_leaf import RightsLeaf
from ui.service_desk.roll_rights_presenter import RightsPresenter
from ui.service_desk.roll_twins import CompareSheet
from ui.service_desk.roll_twins import TwinBox
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.cards import Avatar
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.page import Role
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.service_desk.desk_work import Visitor
    from ui.service_desk.roll_work import Profile
    from ui.service_desk.roll_work import Side
    from ui.shared.messages import Message
    from ui.shared.page import Context

LEAVES: Final = ("file", "ledger", "installations", "certificates", "consents")


_SHOWN: Final = {"frozen": "frozen", "closed": "closed", "erased": "closed"}
"""States that are shown in place of the kind."""


class RollDetail(Card):
    """Everything of one person in five leaves; `compare` lies over them."""

    serve_wanted = Signal()
    certificate_wanted = Signal()
    closed = Signal()
    """The drawer is to be shut."""

    def __init__(self, context: Context, *, writable: bool) -> None:
        layout = column(margins=(14, 14, 14, 14), gap=10)
        super().__init__(layout)
        worker = Role.WORKER in context.operator.roles
        auditor = Role.AUDITOR in context.operator.roles
        self.profile: Profile | None = None
        may_mark = (worker or auditor) and writable
        changes = worker and writable
        self.file = FileLeaf(
            may_edit=changes, may_unmask=(worker or auditor) and writable
        )
        self.twins = TwinBox(may_mark=may_mark)
        self.ledger = LedgerLeaf()
        self.installations = InstallationsLeaf()
        self.certificates = CertificatesLeaf()
        self.consents = ConsentLeaf(may_change=changes, may_print=changes)
        self.rights = RightsLeaf(RightsPresenter(context))
        self.compare = CompareSheet(may_mark=may_mark)
        self.bar = MessageBar()
        self._leaves: dict[str, Choice] = {}
        self._stack = QStackedWidget()
        self._may_serve = worker
        self._make_head()
        self._make_leaves()
        body = column(
            self._head,
            self.bar,
            row(*self._leaves.values(), STRETCH, gap=4),
            Rule(),
            (self._stack, 1),
            row((self._serve, 1), (self._certificate, 1), gap=8),
            gap=10,
        )
        self._whole = box(body)
        self._nobody = EmptyState(self.tr("在左边选一位，这里显示档案。"), "user")
        layout.addWidget(self._nobody, 1)
        layout.addWidget(self._whole, 1)
        self._serve.setVisible(self._may_serve)
        self.clear()

    def _make_head(self) -> None:
        self._avatar = Avatar(size=44)
        self._name = Elided(role="title")
        self._kind = Pill(badge("resident"))
        self._numbers = Elided(role="second")
        self._points = Figure(self.tr("可用积分"))
        self._reduction = Figure(self.tr("核定减排量（未经核证）"))
        self.shut = IconButton(self.tr("收起"), "x", "Esc")
        self.shut.clicked.connect(self.closed)
        self.shut.hide()
        first = row((self._name, 1), self._kind, self.shut, gap=8)
        words = column(first, self._numbers, gap=0)
        figures = row(self._points, self._reduction, STRETCH, gap=28)
        who = row(self._avatar, (words, 1), gap=12)
        self._head = box(column(who, figures, gap=8))
        self._serve = Button(self.tr("在服务台办理"), "building-community", key="Enter")
        self._certificate = Button(self.tr("打印证书"), "certificate", key="Ctrl+P")
        self._serve.clicked.connect(self.serve_wanted)
        self._certificate.clicked.connect(self.certificate_wanted)

    def _make_leaves(self) -> None:
        names = {
            "file": self.tr("档案"),
            "ledger": self.tr("流水"),
            "installations": self.tr("设施"),
            "certificates": self.tr("证书"),
            "consents": self.tr("同意书"),
        }
        parts = (self.twins.questions, self.file, self.twins, STRETCH)
        file = box(column(*parts, gap=10))
        consents = box(column(self.consents, self.rights, STRETCH, gap=10))
        pages: dict[str, QWidget] = {
            "file": self._scrolled(file),
            "ledger": self.ledger,
            "installations": self._scrolled(self.installations),
            "certificates": self._scrolled(self.certificates),
            "consents": self._scrolled(consents),
            "compare": self._scrolled(self.compare),
        }
        self._pages = pages
        for page in pages.values():
            self._stack.addWidget(page)
        for number, name in enumerate(LEAVES, 1):
            leaf = Choice(names[name])
            leaf.setToolTip(f"Alt+{number}")
            leaf.setAutoExclusive(True)
            leaf.clicked.connect(lambda _checked=False, n=name: self.turn(n))
            self._leaves[name] = leaf
        self._leaves["file"].setChecked(True)
        self.compare.closed.connect(self.stop_comparing)
        self.file.editing.connect(self._show_editor)

    def _scrolled(self, inside: QWidget) -> QWidget:
        made = scrolling(box(column(inside, margins=(0, 0, 8, 0))))
        FocusFollower(made)
        return made

    # Who is shown

    def clear(self) -> None:
        """Nobody is chosen."""
        self.profile = None
        self.ledger.clear()
        self.bar.dismiss()
        self._whole.hide()
        self._nobody.show()
        self.setAccessibleName(self._nobody.accessibleName())

    def show_profile(self, profile: Profile) -> None:
        """Show somebody's file."""
        before = self.profile
        self.profile = profile
        who = profile.summary
        if before is None or before.summary.participant_id != who.participant_id:
            self.bar.dismiss()
            self.ledger.clear()
            self.stop_comparing()
            self._points.say("…", "")
            self._reduction.say("…", "")
        self._avatar.show_name(who.name)
        self._name.say_whole(who.name)
        state = _SHOWN.get(who.state, who.kind)
        self._kind.show_badge(badge(state))
        numbers = (who.masked_id, who.masked_phone)
        self._numbers.say_whole("　".join(filter(None, numbers)))
        for part in (self.file, self.twins, self.installations):
            part.show_profile(profile)
        tab_before(self.file.unmask, self.twins.compares)
        self.certificates.show_profile(profile)
        self.consents.show_profile(profile)
        self.rights.show_profile(profile)
        self.setAccessibleName(self.tr("{name}的档案").format(name=who.name))
        self._nobody.hide()
        self._whole.show()

    def show_visitor(self, visitor: Visitor) -> None:
        """Add what the person did and holds."""
        held = visitor.account
        self._points.say(f"{held.points:,}", self.tr("分"), Tone.PRIMARY)
        amount, unit = mass_text(held.reduction_mg)
        self._reduction.say(amount, f"{unit}CO₂e")
        self.file.show_visitor(visitor)
        self.ledger.show_visitor(visitor)
        self.installations.show_visitor(visitor)

    def _show_editor(self, shown: bool) -> None:  # noqa: FBT001  (what the leaf says)
        """The editor has the leaf to itself."""
        self.twins.setHidden(shown)
        self.twins.questions.setVisible(bool(self.twins.compares) and not shown)

    def fail_account(self, said: Message) -> None:
        """Say that the movements cannot be read; the file stays."""
        for figure in (self._points, self._reduction):
            figure.say("—", "")
        self.ledger.fail(said)

    # What is shown of them

    @property
    def leaf(self) -> str:
        """The leaf that is open."""
        return next(name for name, leaf in self._leaves.items() if leaf.isChecked())

    def turn(self, name: str) -> None:
        """Open a leaf."""
        self._leaves[name].setChecked(True)
        self._stack.setCurrentWidget(self._pages[name])

    def show_sides(self, sides: tuple[Side, Side]) -> None:
        """Lay the comparison over the leaves."""
        pairs = self.profile.pairs if self.profile is not None else ()
        other = sides[1].summary.participant_id
        marks = (p.mark.mark_id for p in pairs if p.other.participant_id == other)
        self._stack.setCurrentWidget(self._pages["compare"])
        self.compare.show_sides(sides, next(marks, 0))

    @property
    def is_comparing(self) -> bool:
        """Whether two files lie side by side."""
        return self._stack.currentWidget() is self._pages["compare"]

    def stop_comparing(self) -> None:
        """Show the leaf again; keys that went to the comparison go to it."""
        focus = QApplication.focusWidget()
        had_keys = focus is not None and self.compare.isAncestorOf(focus)
        self._stack.setCurrentWidget(self._pages[self.leaf])
        if had_keys:
            self.take_focus()

    def escape(self) -> bool:
        """Close the innermost thing that is open; False if nothing was."""
        for reason in self._reasons():
            if reason.isVisible():
                reason.hide()
                return True
        if self.is_comparing:
            self.stop_comparing()
            return True
        if self.file.is_editing:
            self.file.stop_editing()
            return True
        return False

    def commit(self) -> None:
        """Ctrl+Enter: save what is being changed."""
        if self.file.is_editing:
            self.file.save()

    def take_focus(self) -> None:
        """The keyboard into the open leaf."""
        self._leaves[self.leaf].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def as_drawer(self, *, drawer: bool) -> None:
        """Whether it lies over the list and needs a way to shut it."""
        self.shut.setVisible(drawer)

    def _reasons(self) -> tuple[QWidget, ...]:
        return (
            self.file.reason,
            self.consents.reason,
            self.rights.why_copy,
            self.rights.why_close,
            self.rights.sheet,
            self.compare.same_why,
            self.compare.apart_why,
        )
