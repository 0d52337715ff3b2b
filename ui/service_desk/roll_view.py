"""Participants: the whole roll, narrowed by kind and place, and one person's file."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui.service_desk.paper_drawer import PaperDrawer
from ui.service_desk.roll_detail import LEAVES
from ui.service_desk.roll_detail import RollDetail
from ui.service_desk.roll_export_strip import ExportStrip
from ui.service_desk.roll_filter import RollFilterBar
from ui.service_desk.roll_list import RollList
from ui.service_desk.roll_presenter import RollPresenter
from ui.shared import language
from ui.shared.page import Command
from ui.shared.page import Role
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.why_panel import WhyPanel
from ui.shared.widgets import column
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from ui.service_desk.roll_work import Profile
    from ui.service_desk.roll_work import RollSource
    from ui.service_desk.roll_work import Wanted
    from ui.shared.messages import Message
    from ui.shared.page import Context
    from ui.shared.why import Why

_FILE: Final = {Width.NARROW: 430, Width.NORMAL: 400, Width.WIDE: 480}
_MORE_IN_ENGLISH: Final = 30
"""The leaves' names are longer there."""

_WHY: Final = 420


class RollView(QWidget):
    """A table of everybody; beside it, or over it, the file of the current one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = RollPresenter(context)
        self.presenter.setParent(self)
        self._width: Width | None = None
        self._kept: dict[int, dict[str, str]] = {}
        is_writable = context.opened is None or not context.opened.read_only
        self._may_serve = Role.WORKER in context.operator.roles
        self.filter = RollFilterBar()
        self.edit = self.filter.edit
        self.list = RollList(may_register=self._may_serve)
        self.model, self.table = self.list.model, self.list.table
        self.file = RollDetail(context, writable=is_writable)
        self.why = WhyPanel()
        self.papers = PaperDrawer(context, self)
        self._progress = ExportStrip(self.presenter, context.frame)
        self._body = row((self.list, 1), self.file, gap=12)
        whole = (self.filter, self._progress, (self._body, 1))
        self.setLayout(column(*whole, margins=(12, 12, 12, 12), gap=12))
        self.why.setParent(self)
        self.why.as_drawer(drawer=True)
        self.why.hide()
        self._connect()
        self._bind()
        self.presenter.load_places()
        self.load()

    def _connect(self) -> None:
        presenter, file = self.presenter, self.file
        presenter.listed.connect(self._show_list)
        presenter.places_known.connect(self.filter.show_places)
        presenter.profiled.connect(self._show_profile)
        presenter.opened.connect(file.show_visitor)
        presenter.account_failed.connect(file.fail_account)
        presenter.details_known.connect(self._edit)
        presenter.revealed.connect(self._reveal)
        presenter.compared.connect(file.show_sides)
        presenter.matched.connect(file.twins.show_matches)
        presenter.behind_known.connect(file.ledger.show_behind)
        presenter.traced.connect(self._show_why)
        presenter.changed.connect(self._tell_changed)
        file.rights.presenter.changed.connect(self._tell_changed)
        presenter.failed.connect(self._fail)
        presenter.list_failed.connect(self._fail_list)
        self.filter.changed.connect(self.load)
        self.filter.entered.connect(self.table.setFocus)
        self.filter.export_wanted.connect(self.export)
        self.list.picked.connect(self._pick)
        self.list.clear_wanted.connect(self.filter.clear)
        self.list.register_wanted.connect(self._register)
        self.list.retry_wanted.connect(self.load)
        self.table.opened.connect(lambda _row: self._enter())
        self.why.closed.connect(self.why.hide)
        self.why.methodology_wanted.connect(
            lambda: self._context.navigate("methodologies")
        )
        self._connect_file()

    def _connect_file(self) -> None:
        presenter, file = self.presenter, self.file
        file.serve_wanted.connect(self.serve)
        file.certificate_wanted.connect(self.print_page)
        file.closed.connect(self._shut_drawer)
        file.file.edit_wanted.connect(presenter.load_details)
        file.file.saved.connect(presenter.save)
        file.file.dropped.connect(lambda: self._kept.pop(presenter.shown, None))
        file.file.number_wanted.connect(presenter.reveal)
        file.twins.compare_wanted.connect(presenter.compare)
        file.twins.look_wanted.connect(presenter.look_for)
        file.compare.mark_wanted.connect(presenter.mark)
        file.compare.apart_wanted.connect(presenter.tell_apart)
        file.compare.dismiss_wanted.connect(presenter.dismiss)
        file.compare.other_wanted.connect(self.pick)
        file.ledger.entry_wanted.connect(presenter.explain_entry)
        file.ledger.action_wanted.connect(presenter.explain)
        file.ledger.retry_wanted.connect(self._again)
        file.certificates.print_wanted.connect(self.print_page)
        file.consents.withdraw_wanted.connect(presenter.withdraw_consent)
        file.consents.give_wanted.connect(presenter.give_consent)
        file.consents.print_wanted.connect(self.print_consent)

    def _bind(self) -> None:
        slash = QShortcut(QKeySequence("/"), self.table)
        slash.setContext(Qt.ShortcutContext.WidgetShortcut)
        slash.activated.connect(self.take_focus)
        new = QShortcut(QKeySequence("Ctrl+N"), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self._register)
        for number, name in enumerate(LEAVES, 1):
            leaf = QShortcut(QKeySequence(f"Alt+{number}"), self)
            leaf.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            leaf.activated.connect(lambda n=name: self.file.turn(n))

    # What the window asks of its pages.

    def arrive(self, participant_id: int = 0) -> None:
        """Show somebody's file, if another page says whose."""
        if participant_id:
            self.pick(participant_id)
        elif not self.table.hasFocus():
            self.take_focus()

    def leave(self) -> None:
        """Nobody looks any more: a whole number is masked again."""
        self.file.file.hide_number()

    def pick(self, participant_id: int) -> None:
        """Show somebody's file."""
        self.list.wish(participant_id)
        self.presenter.open(participant_id)

    def scan(self, text: str) -> None:
        """A card was read: whose is it."""
        self.edit.setText(text)

    def explain(self) -> None:
        """F1: why is the number of the current row what it is."""
        if self.file.leaf == "ledger" and self.file.ledger.explain():
            return
        self.file.turn("ledger")

    def commit(self) -> None:
        """Ctrl+Enter: save what is being changed."""
        self.file.commit()

    def escape(self) -> bool:
        """Esc: close the innermost panel; True if there was one."""
        if self.papers.close():
            return True
        if self.why.isVisible():
            self.why.hide()
            return True
        self._keep_typed()
        if self.file.escape():
            return True
        if self._width is Width.NARROW and self.file.isVisible():
            self._shut_drawer()
            return True
        return False

    def print_page(self) -> None:
        """Ctrl+P: a certificate of the shown person."""
        if self.presenter.person:
            person = self.presenter.person
            self._context.navigate("verify", participant_id=person)

    def print_consent(self) -> None:
        """Print the consent of the shown person, to be signed."""
        if self.presenter.person:
            self.papers.offer("consent", self.presenter.person)

    def serve(self) -> None:
        """Serve the shown person at the desk."""
        if self._may_serve and self.presenter.person:
            person = self.presenter.person
            self._context.navigate("service", participant_id=person)

    def take_focus(self) -> None:
        """The caret into the filter."""
        self.filter.take_focus()

    def commands(self) -> list[Command]:
        """What the palette offers besides the pages."""
        return [
            Command(
                self.tr("导出参与者（脱敏）"), self.export, "dccyz", "table-export"
            ),
            Command(
                self.tr("待合并的参与者"),
                self.filter.kinds["marked"].click,
                "dhb",
                "users",
            ),
        ]

    def snapshot(self) -> dict[str, Any]:
        """The filter, whose file is open and at which leaf, and what was typed."""
        self._keep_typed()
        return {
            "wanted": self.wanted,
            "person": self.presenter.person,
            "leaf": self.file.leaf,
            "kept": dict(self._kept),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be again as before."""
        self.filter.restore(state["wanted"])
        self._kept = dict(state.get("kept", {}))
        self.file.turn(state.get("leaf", "file"))
        if state["person"]:
            self.pick(state["person"])
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = width_of(self.size() + QSize(px(76), px(52)))
        if width is not self._width:
            self._width = width
            self._arrange(narrow=width is Width.NARROW)
        more = _MORE_IN_ENGLISH if language.in_force() == language.EN else 0
        self.file.setFixedWidth(px(_FILE[width] + more))
        self._place_drawers()

    # The list

    @property
    def wanted(self) -> Wanted:
        """What the list is narrowed to."""
        return self.filter.wanted

    def load(self) -> None:
        """List those who fit."""
        self.filter.typing.stop()
        self.presenter.load(self.wanted)

    def export(self) -> None:
        """Write the list into a workbook, masked as it is shown."""
        self._progress.export(self.list.source)

    def _show_list(self, source: RollSource) -> None:
        self.list.show_source(source, self.wanted)
        count = self.tr("%Ln 位", "", source.count())
        self.filter.count.setText(count if source.is_whole else f"{count}…")

    def _pick(self, person: int) -> None:
        if not person:
            self.file.clear()
        elif person != self.presenter.person or self.file.profile is None:
            self.presenter.open(person)

    def _enter(self) -> None:
        """Enter on a row: the drawer first where there is one, then the desk."""
        if self._width is Width.NARROW and not self.file.isVisible():
            self.file.show()
            self._place_drawers()
            self.file.take_focus()
        elif self._may_serve:
            self.serve()
        else:
            self.file.take_focus()

    def _register(self) -> None:
        page = self._context.navigate("service")
        begin = getattr(page, "new_participant", None)
        if begin is not None:
            begin()

    # The file

    def _show_profile(self, profile: Profile) -> None:
        """Show somebody; what was typed into another file waits there."""
        person = profile.summary.participant_id
        before = self.file.profile
        if before is not None and before.summary.participant_id != person:
            self._keep_typed()
        self.file.show_profile(profile)
        if person in self._kept:
            self.presenter.load_details()

    def _keep_typed(self) -> None:
        """Keep what the editor says and nobody saved."""
        typed = self.file.file.typed
        if typed and self.file.profile is not None:
            self._kept[self.file.profile.summary.participant_id] = typed

    def _edit(self, details: Mapping[str, str]) -> None:
        """Open the editor, with what was typed before if there is something."""
        typed = self._kept.pop(self.presenter.shown, None)
        self.file.file.start_editing(details, typed)
        if typed:
            self.file.bar.say(
                Tone.INFO, self.tr("没保存的修改还在，可继续，或不改了。")
            )

    def _again(self) -> None:
        if self.presenter.person:
            self.presenter.open(self.presenter.person)

    def _reveal(self, person: int, number: str) -> None:
        if person == self.presenter.person:
            self.file.file.show_number(number)

    def _show_why(self, why: Why) -> None:
        self.why.show_why(why)
        self.why.show()
        self._place_drawers()
        self.why.take_focus()

    def _tell_changed(self, person: int, said: str) -> None:
        self._context.frame.toast(said)
        self.file.bar.dismiss()
        self._kept.pop(person, None)
        if person == self.presenter.person:
            self.file.stop_comparing()
            self.presenter.open(person)
        if self.wanted.marked:
            self.load()
        else:
            self.list.renew(person)

    def _fail(self, said: Message) -> None:
        """Say it where the act was, or at the head of the page."""
        if self.file.profile is not None and self.file.isVisible():
            self.file.bar.say(said.tone, said.title, said.text, said.code)
        else:
            self._context.frame.show_message(said)

    def _fail_list(self, said: Message) -> None:
        self.list.fail()
        self._context.frame.show_message(said)

    # The shape

    def _arrange(self, *, narrow: bool) -> None:
        self.filter.arrange(narrow=narrow)
        self.file.as_drawer(drawer=narrow)
        if narrow:
            self._body.removeWidget(self.file)
            self.file.setParent(self)
            self.file.hide()
        else:
            self._body.addWidget(self.file)
            self.file.show()

    def _place_drawers(self) -> None:
        if self._width is Width.NARROW and self.file.isVisible():
            width = min(self.file.width(), self.width())
            self.file.setGeometry(self.width() - width, 0, width, self.height())
            self.file.raise_()
        if self.why.isVisible():
            width = min(px(_WHY), self.width())
            self.why.setGeometry(self.width() - width, 0, width, self.height())
            self.why.raise_()

    def _shut_drawer(self) -> None:
        self.file.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
