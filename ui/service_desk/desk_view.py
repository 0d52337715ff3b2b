"""The service desk: find or register, log, see why, take back."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from carbon_points.participants.rules import normalise_id
from ui.service_desk.consent_offer import ConsentOffer
from ui.service_desk.desk_draft import DeskDraft
from ui.service_desk.desk_presenter import DeskPresenter
from ui.service_desk.find_panel import FindPanel
from ui.service_desk.paper_drawer import PaperDrawer
from ui.service_desk.parts import FocusFollower
from ui.service_desk.reception import Reception
from ui.service_desk.register_panel import RegisterPanel
from ui.service_desk.work_page import WorkPage
from ui.shared.messages import message
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.page import Command
from ui.shared.tokens import px
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.why_panel import WhyPanel
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.service_desk.desk_work import Record
    from ui.service_desk.desk_work import Visitor
    from ui.shared.page import Context
    from ui.shared.why import Why

_SIDES: Final = {Width.NORMAL: (292, 274), Width.WIDE: (340, 360)}
_DRAWER: Final = 330


class DeskView(QWidget):
    """One person at a time, one screen, one hand on the keyboard."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = DeskPresenter(context)
        self.presenter.setParent(self)
        self.reception = Reception(context)
        self.reception.setParent(self)
        self.panel = FindPanel()
        self.register = RegisterPanel(context)
        self.work = WorkPage(self.presenter)
        self.why = WhyPanel()
        self._nobody = EmptyState("", "users")
        self._middle = QStackedWidget()
        register = scrolling(box(column(self.register, STRETCH)))
        FocusFollower(register)
        nobody = Card(column(self._nobody))
        self._pages = {"nobody": nobody, "register": register, "work": self.work}
        for page in self._pages.values():
            self._middle.addWidget(page)
        self._sides = row(self.panel, (self._middle, 1), self.why, gap=12)
        self._back = MessageBar()
        self._all = column(
            self._back, (self._sides, 1), margins=(12, 12, 12, 12), gap=10
        )
        self.setLayout(self._all)
        self._width: Width | None = None
        self._nobody.say(
            self.tr("刷身份证、扫码，或输入姓名首字母查找；没有档案的按 F3 登记。")
        )
        self._nobody.offer(self.tr("新登记参与者"), self.new_participant, "F3")
        parts = (self.presenter, self.panel, self.register, self.work)
        self.papers = PaperDrawer(context, self)
        self.draft = DeskDraft(context, parts)
        self.draft.setParent(self)
        self.consent = ConsentOffer(self.papers, self.presenter, self.reception)
        self._all.insertWidget(0, self.consent)
        self._connect()
        self.reception.load_places()
        self.presenter.load_day()
        self.panel.take_focus()
        self.draft.look()

    def _connect(self) -> None:
        presenter, reception = self.presenter, self.reception
        self.panel.wanted.connect(reception.search)
        self.panel.chosen.connect(presenter.open)
        self.panel.register_wanted.connect(self._register)
        self.panel.why.clicked.connect(self.explain)
        self.register.submitted.connect(reception.register)
        self.register.left.connect(self._leave_register)
        self.register.identity_typed.connect(reception.look_up_owner)
        self.register.owner_wanted.connect(presenter.open)
        reception.found.connect(self.panel.show_found)
        reception.places_known.connect(self.register.offer_places)
        reception.owner_known.connect(self.register.show_owner)
        reception.refused.connect(self.register.refuse)
        reception.registered.connect(presenter.open)
        reception.registered.connect(lambda _person: self.register.clear())
        presenter.opened.connect(self._show_visitor)
        presenter.closed.connect(self._show_nobody)
        presenter.day_changed.connect(lambda: self.panel.show_day(presenter.day))
        self.draft.registering.connect(lambda: self._show("register"))
        self.draft.found.connect(self._tell_found)
        for source in (presenter, reception):
            source.failed.connect(self._context.frame.show_message)
        presenter.traced.connect(self._show_trace)
        self.work.explained.connect(self._explain)
        self.work.booked.connect(self._tell_booked)
        self.work.visit.slip_wanted.connect(self.print_slip)
        self.work.visit.passbook_wanted.connect(lambda: self._offer("passbook"))
        self.work.visit.certificate_wanted.connect(self.print_certificate)
        self.work.history.paper_wanted.connect(self._print_why)
        self.work.visit.end_wanted.connect(self.end_visit)
        self.why.closed.connect(self.why.hide)
        self.why.methodology_wanted.connect(self._open_methodology)
        certificate = QShortcut(QKeySequence("Ctrl+Shift+P"), self)
        certificate.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        certificate.activated.connect(self.print_certificate)

    # What the window asks of its pages.

    def arrive(self, participant_id: int = 0) -> None:
        """Serve somebody, if another page says whom."""
        if participant_id:
            self.presenter.open(participant_id)
        elif self._shown == "nobody":
            self.panel.take_focus()

    def pick(self, participant_id: int) -> None:
        """Serve somebody."""
        self.presenter.open(participant_id)

    def scan(self, text: str) -> None:
        """A card or code was read: look it up and open who it is."""
        if self._shown == "register":
            self.register.scan(text)
            return
        self.panel.look_up(normalise_id(text) if len(text) < 32 else text)

    def find_participant(self) -> None:
        """F2: the caret into the search box."""
        self.panel.take_focus()

    def new_participant(self, number: str = "") -> None:
        """F3: register somebody, perhaps whom another page found missing."""
        self._register(number or self.panel.unanswered)

    def end_visit(self) -> None:
        """F12: the next person, please."""
        said = self.presenter.end_visit()
        if said is not None:
            self._context.frame.toast(said.whole)

    def commit(self) -> None:
        """Ctrl+Enter: save what is being filled in."""
        if self._shown == "register":
            self.register.submit()
        elif self._shown == "work":
            self.work.commit()

    def explain(self) -> None:
        """F1: why is the number what it is."""
        if self._width is Width.NARROW:
            self.why.setVisible(not self.why.isVisible())
            self._place_drawer()
        else:
            self.why.take_focus()

    def print_page(self) -> None:
        """Ctrl+P: the slip of this visit; before anything is logged, a certificate."""
        if self.presenter.live:
            self.print_slip()
        else:
            self.print_certificate()

    def print_slip(self) -> None:
        """The slip of what this visit logged."""
        self._offer("slip", [record.action_id for record in self.presenter.live])

    def print_certificate(self) -> None:
        """Ctrl+Shift+P: a certificate of the person at the desk."""
        if self.presenter.participant_id:
            person = self.presenter.participant_id
            self._context.navigate("verify", participant_id=person)

    def _print_why(self, record: Record) -> None:
        self._offer("explanation", [record.action_id])

    def _offer(self, kind: str, action_ids: Sequence[int] = ()) -> None:
        if self.presenter.participant_id:
            self.papers.offer(kind, self.presenter.participant_id, action_ids)

    def undo(self) -> None:
        """Ctrl+Z: take back the newest undecided action of this visit."""
        self.work.undo()

    def redo(self) -> None:
        """Ctrl+Y: log again what was taken back last."""
        self.work.redo()

    def leave(self) -> None:
        """Another page comes: what is typed is kept at once."""
        self.draft.flush()

    def before_quit(self) -> None:
        """The window closes: nothing of it waits for an answer."""
        self.draft.keep_now()

    def escape(self) -> bool:
        """Esc: close the innermost panel; True if there was one."""
        if self.papers.close():
            return True
        if self._width is Width.NARROW and self.why.isVisible():
            self.why.hide()
            return True
        if self._shown == "register":
            self._leave_register()
            return True
        return False

    def commands(self) -> list[Command]:
        """What the palette offers besides the pages."""
        return [
            Command(
                self.tr("查找参与者"), self.find_participant, "czcyz", "search", "F2"
            ),
            Command(
                self.tr("登记新参与者"),
                self.new_participant,
                "djxcyz",
                "user-plus",
                "F3",
            ),
            Command(self.tr("打印凭条"), self.print_slip, "dypt", "printer", "Ctrl+P"),
            Command(
                self.tr("打印证书"),
                self.print_certificate,
                "dyzs",
                "certificate",
                "Ctrl+Shift+P",
            ),
            Command(
                self.tr("打印存折"), lambda: self._offer("passbook"), "dycz", "printer"
            ),
            Command(self.tr("结束办理"), self.end_visit, "jsbl", "checks", "F12"),
        ]

    def snapshot(self) -> dict[str, Any]:
        """Everything that was typed, and who is served."""
        presenter = self.presenter
        return {
            "query": self.panel.edit.text(),
            "shown": self._shown,
            "visit": (presenter.visitor, presenter.visit),
            "work": self.work.snapshot(),
            "register": self.register.snapshot(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be again as before."""
        presenter = self.presenter
        presenter.visitor, presenter.visit = state["visit"]
        self.panel.edit.setText(state["query"])
        self.register.restore(state["register"])
        self.work.restore(state["work"])
        self._show(state["shown"])
        self.work.visit.show_visit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    # What is shown

    @property
    def _shown(self) -> str:
        at = self._middle.currentWidget()
        return next(name for name, page in self._pages.items() if page is at)

    def _show(self, name: str) -> None:
        self._middle.setCurrentWidget(self._pages[name])
        self.draft.show_registering(on=name == "register")

    def _tell_found(self, at: dt.datetime) -> None:
        said = message("M22", time=f"{at:%H:%M}")
        self._back.say(said.tone, said.title, said.text, said.code)
        self._back.offer(self.tr("清空"), self._forget)
        self._back.offer(self.tr("继续"), self._back.dismiss)

    def _forget(self) -> None:
        """Away with what was typed; what was logged stays logged."""
        self._back.dismiss()
        self.register.clear()
        self.work.forget()
        self.end_visit()
        self._show_nobody()

    def _show_visitor(self, _visitor: Visitor) -> None:
        self._show("work")
        self.panel.settle()
        self.why.clear()
        self.work.take_focus()

    def _show_nobody(self) -> None:
        self._show("nobody")
        self.why.clear()
        self.panel.edit.clear()
        self.panel.take_focus()

    def _register(self, text: str) -> None:
        self._show("register")
        self.register.begin(text)

    def _leave_register(self) -> None:
        self._show("work" if self.presenter.visitor else "nobody")
        self.panel.take_focus()

    def _explain(self, why: Why | None) -> None:
        if why is None:
            self.why.clear()
        else:
            self.why.show_why(why)

    def _show_trace(self, why: Why) -> None:
        self.why.show_why(why)
        if self._width is Width.NARROW:
            self.why.show()
            self._place_drawer()

    def _tell_booked(self, told: tuple[str, Record]) -> None:
        text, record = told
        self._context.frame.toast(text, lambda: self.work.undo_record(record))

    def _open_methodology(self) -> None:
        methodology = self.work.form.methodology
        chosen = {"methodology": methodology.id} if methodology else {}
        self._context.navigate("methodologies", **chosen)

    # The room

    def _fold(self) -> None:
        """Side columns where there is room, else search on top and a drawer."""
        whole = self.size() + QSize(px(76), px(52))
        width = width_of(whole)
        self.work.set_room(whole)
        self.register.set_columns(2 if width is Width.NARROW else 3)
        if width is not self._width:
            self._width = width
            self._arrange(narrow=width is Width.NARROW)
        if width is Width.NARROW:
            self._place_drawer()
            return
        left, right = _SIDES[width]
        self.panel.setFixedWidth(px(left))
        self.why.setFixedWidth(px(right))

    def _arrange(self, *, narrow: bool) -> None:
        self.panel.fold(narrow=narrow)
        self.why.as_drawer(drawer=narrow)
        if narrow:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16_777_215)
            self._sides.removeWidget(self.panel)
            self._sides.removeWidget(self.why)
            self._all.insertWidget(0, self.panel)
            self.why.setParent(self)
            self.why.hide()
        else:
            self._all.removeWidget(self.panel)
            self._sides.insertWidget(0, self.panel)
            self._sides.addWidget(self.why)
            self.why.show()

    def _place_drawer(self) -> None:
        if self.why.isVisible():
            width = min(px(_DRAWER), self.width())
            self.why.setFixedWidth(width)
            self.why.setGeometry(self.width() - width, 0, width, self.height())
            self.why.raise_()
            self.why.take_focus()
