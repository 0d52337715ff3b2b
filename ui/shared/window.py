"""The main window: rail, top bar, messages and the pages of who sits here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from ui.shared import language
from ui.shared.books_care import BooksCare
from ui.shared.drops import SheetDrops
from ui.shared.errors import message_for
from ui.shared.event_bridge import EventBridge
from ui.shared.history import History
from ui.shared.idle_lock import IdleLock
from ui.shared.leaving import all_let_go
from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.opening import HEALTH
from ui.shared.opening import KEY_MISSING
from ui.shared.opening import OpeningNews
from ui.shared.opening import RESTORE
from ui.shared.page import Context
from ui.shared.page import NOBODY
from ui.shared.page import Opened
from ui.shared.page import Role
from ui.shared.page import role_word
from ui.shared.page_stack import answers
from ui.shared.page_stack import call
from ui.shared.page_stack import PageStack
from ui.shared.palette_search import PaletteSearch
from ui.shared.palette_search import Scene
from ui.shared.restyling import focus_again
from ui.shared.restyling import focus_name
from ui.shared.restyling import LookWatch
from ui.shared.surroundings import Surroundings
from ui.shared.tokens import Tone
from ui.shared.window_keys import WindowKeys

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from ui.shared.background import TaskRunner
    from ui.shared.guards import EventGuards
    from ui.shared.page import Operator
    from ui.shared.page import PageSpec
    from ui.shared.settings import Settings

LOCK: Final = "lock"
UNLOCK: Final = "unlock"
OFF_RAIL: Final = (HEALTH,)
"""Pages for everyone that have no place on every rail."""

_ALONE: Final = "alone/"


class MainWindow(QMainWindow):
    """Lives from start to end; what stands in it is rebuilt when the look changes."""

    books_opened = Signal(object)
    """An ``Opened`` with a database, by whatever way: start, key, backup, first run."""

    def __init__(
        self,
        settings: Settings,
        tasks: TaskRunner,
        pages: Sequence[PageSpec],
        rail_of: Callable[[Sequence[Role]], Sequence[str]],
    ) -> None:
        """`rail_of` names the pages that some roles see, in order."""
        super().__init__()
        self._settings = settings
        self._tasks = tasks
        self._pages = {page.id: page for page in pages}
        self._rail_of = rail_of
        self._opened: Opened | None = None
        self._operator = NOBODY
        self._bridge: EventBridge | None = None
        self._alone = ""
        self._back = ""
        self._shown_last = ""
        self.history = History()
        self._stack = PageStack()
        self._care = BooksCare(tasks, self)
        self._news = OpeningNews(self, self._care.watch.reopen)
        self._look = LookWatch(settings, self)
        self._finder = PaletteSearch(tasks, self)
        self._finder.setParent(self)
        self._idle = IdleLock(settings, self)
        self._build_around(self._stack)
        SheetDrops(self, lambda paths: self.navigate("import", paths=paths))
        self._keys = WindowKeys(self, settings)
        self._connect()

    # What a page may ask of the window: ``page.Frame``.

    def navigate(self, page_id: str, **kwargs: Any) -> QWidget | None:
        """Show a page and hand it `kwargs`; None if this operator has no such page."""
        if page_id not in ([self._alone] if self._alone else self.page_ids):
            return None
        spec = self._pages[page_id]
        if self._alone:
            # Nobody sits here: never a page that somebody has left open.
            spec = replace(spec, id=f"{_ALONE}{page_id}")
        page = self._stack.show_page(spec, self._context())
        self.around.rail.mark(page_id)
        self.around.top.show_title(spec.name)
        program = self.tr("碳普惠")
        self.setWindowTitle(f"{spec.name} · {program}")
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.around.help.follow(page_id)
        call(page, "arrive", **kwargs)
        return page

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was just done."""
        self.history.add(Message(Tone.OK, text))
        if self._alone != LOCK:
            self.around.toast.say(text, undo)

    def show_message(self, shown: Message) -> None:
        """Show a message above the page."""
        self.history.add(shown)
        if self._alone == LOCK:
            return  # it may name somebody; the list of messages keeps it
        self.around.bar.say(shown.tone, shown.title, shown.text, shown.code)

    def offer(self, verb: str, act: Callable[[], object], icon: str) -> None:
        """Put a button on the message above the page, if one is shown."""
        if self.message:
            self.around.bar.offer(verb, act, icon)

    def show_error(self, error: BaseException) -> None:
        """Show what went wrong."""
        self.show_message(message_for(error))

    def show_alone(self, page_id: str, back: str = "", **kwargs: Any) -> None:
        """Let one page stand alone; `back` names the one that Esc leads back to."""
        for id_ in {page_id, self._alone}:
            self._stack.discard(f"{_ALONE}{id_}")
        self._alone, self._back = page_id, back
        self.around.bar.dismiss()
        self.around.toast.hide()
        self.around.palette_box.hide()
        self._show_frame()
        self.navigate(page_id, **kwargs)

    def go_back(self) -> None:
        """From a page that stands alone to the one before it, if there is one."""
        if self._back:
            self.show_alone(self._back)

    def enter(self, opened: Opened, operator: Operator) -> None:
        """Give the screen to `operator`; what somebody else has begun is put by."""
        was_here = self._shown_last or self._stack.current_id
        for alone in {self._alone, self._back, LOCK} - {""}:
            self._stack.discard(f"{_ALONE}{alone}")
        if self._opened is None or opened.handle is not self._opened.handle:
            self._stack.forget()
            self._listen_to(opened)
        elif operator != self._operator:
            self._stack.hand_over(self._operator.login, operator.login)
        self._opened, self._operator = opened, operator
        self._alone = self._back = self._shown_last = ""
        self._settings.note_operator(operator.login)
        self._renew_frame()
        ids = self.around.rail.ids
        self.navigate(was_here if was_here in ids else ids[0])
        self._idle.begin()
        self._news.tell(opened)
        self._care.follow(opened, operator)

    def saved(self, at: dt.datetime) -> None:
        """Say when the last entry was written."""
        self.around.top.show_saved(at)

    # What the program asks of the window.

    def show_opened(self, opened: Opened) -> None:
        """The database is open: seat somebody, or show the page that stands alone."""
        if opened.alone:
            self._stack.forget()
            self._opened, self._operator = opened, NOBODY
            self._listen_to(opened)
            self.show_alone(opened.alone)
            return
        seats = {operator.login: operator for operator in opened.operators}
        first = next(iter(opened.operators), NOBODY)
        self.enter(opened, seats.get(self._settings.last_operator, first))

    def show_unopened(
        self, error: BaseException, again: Callable[[], object] | None = None
    ) -> None:
        """The database cannot be opened: ask for its key, or say why and what to do.

        `again` tries to open it once more.
        """
        if getattr(error, "code", "") in KEY_MISSING and UNLOCK in self._pages:
            path = error.details.get("path", "")  # type: ignore[attr-defined]
            self.show_alone(UNLOCK, path=path, error=error)
            return
        self._renew_frame()
        if self.around.rail.ids:
            self.navigate(self.around.rail.ids[0])
        can_restore = RESTORE in self._pages
        self._news.tell_unopened(error, again, can_restore=can_restore)

    def guard(self, guards: EventGuards) -> None:
        """Take scans from the reader, and lock when nobody is there."""
        guards.wedge.scanned.connect(self.scan)
        guards.touched.connect(self._idle.touch)

    def lock(self, chosen: str = "", why: str = "") -> None:
        """Replace the screen by the lock page, where there is one; drafts are kept.

        The pages stay as they are behind it: whoever comes back finds every key press
        and a running import goes on. `chosen` is who wants to sign in, `why` what is
        told there.
        """
        if self.can_lock and (not self._alone or call(self.page, "may_lock")):
            self._shown_last = self._stack.current_id
            call(self.page, "leave")
            left = self._operator.login
            self.show_alone(LOCK, chosen=chosen or left, left=left, why=why)

    def take_seat(self, operator: Operator) -> None:
        """Somebody else wants to sit here, by the password if there is one."""
        if self.can_lock:
            self.lock(operator.login)
        elif self._opened is not None:
            self.enter(self._opened, operator)

    def open_palette(self) -> None:
        """Offer what can be done here, unless a page stands alone."""
        if self._alone:
            return
        scene = Scene(
            self._opened,
            self._operator,
            [self._pages[id_] for id_ in self.page_ids],
            call(self.page, "commands") or (),
            self.lock if self.can_lock else None,
            self._care.back_up,
        )
        self._finder.open(self.around.palette_box, scene)

    def scan(self, text: str) -> None:
        """A reader sent `text`."""
        if answers(self.page, "scan"):
            call(self.page, "scan", text)
        else:
            self.show_message(message("M10"))

    @property
    def can_lock(self) -> bool:
        """Whether there is a lock page and somebody who has a password for it."""
        opened = self._opened
        return LOCK in self._pages and opened is not None and not opened.set_up_mode

    @property
    def alone(self) -> str:
        """The page that stands alone; empty for none."""
        return self._alone

    @property
    def shown_id(self) -> str:
        """The shown page's name, alone or not; empty for none."""
        return self._alone or self._stack.current_id

    @property
    def page(self) -> QWidget | None:
        """The shown page."""
        return self._stack.current

    @property
    def page_ids(self) -> list[str]:
        """The pages of this operator in the order of the rail, then those off it."""
        ids = self.around.rail.ids
        return [*ids, *(id_ for id_ in OFF_RAIL if id_ in self._pages.keys() - ids)]

    @property
    def message(self) -> str:
        """What the message above the page says; empty without one."""
        return self.around.bar.text if self.around.bar.isVisibleTo(self) else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._look.language_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        living = self._stack.living
        if not all_let_go(self, living) or self._care.closing.comes_first():
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        super().closeEvent(event)

    def keep_backups(self) -> None:
        """Make backups by the plan from now on: at the set hour and before closing."""
        self._care.keeper.arm()

    def _context(self) -> Context:
        opened = self._opened or Opened(None, ())
        return Context(
            database=opened.handle,
            operator=NOBODY if self._alone else self._operator,
            tasks=self._tasks,
            bridge=self._bridge or EventBridge(opened.events),
            settings=self._settings,
            frame=self,
            opened=opened,
        )

    def _shown_pages(self) -> list[PageSpec]:
        roles = self._operator.roles
        specs = [self._pages[id_] for id_ in self._rail_of(roles or tuple(Role))]
        if self._opened is None:
            return [page for page in specs if not page.needs_database]
        return specs

    def _build_around(self, stack: PageStack) -> None:
        around = self.around = Surroundings(self._shown_pages(), stack)
        around.serve(self, self._care)
        around.top.show_lock(possible=self.can_lock)
        if self._opened is not None:
            around.top.show_opened(self._opened, self._operator)
        self.setCentralWidget(around)
        around.show()
        self._show_frame()

    def _show_frame(self) -> None:
        self.around.show_around(alone=bool(self._alone), back=bool(self._back))
        self._show_standing()

    def _renew_frame(self) -> None:
        """Everything around the pages anew, in the language and look in force."""
        self.setUpdatesEnabled(False)
        self._stack.setParent(None)
        self._build_around(self._stack)
        self._stack.show()
        self.setUpdatesEnabled(True)

    def _listen_to(self, opened: Opened) -> None:
        self._bridge = EventBridge(opened.events)
        self._care.listen(opened, self._bridge)
        if opened.handle is not None:
            self.books_opened.emit(opened)

    def _show_standing(self) -> None:
        if self._care.watch.standing is not None:
            self.around.show_standing(self._care.watch.standing)

    def _seat_anew(self, operator: Operator) -> None:
        """Who sits here was given other roles: other pages, the same person."""
        if self._opened is not None and not self._alone:
            before = self._operator.roles
            self.enter(self._opened, operator)
            if operator.roles != before:
                told = self.tr("您的角色现在是：{roles}。没有办完的内容都已保存。")
                words = language.listed(role_word(role) for role in operator.roles)
                self.toast(told.format(roles=words))

    def _put_out(self) -> None:
        """Who sits here was closed."""
        told = self.tr("“{name}”已被停用，不能再登录；填写中的内容已保存。请找管理员。")
        self.lock(why=told.format(name=self._operator.name))

    def _connect(self) -> None:
        self._care.watch.stands.connect(self._show_standing)
        self._care.seat.gone.connect(self._put_out)
        self._care.seat.changed.connect(self._seat_anew)
        self._look.due.connect(self._rebuild)
        self._tasks.unhandled.connect(self.show_error)

    def _rebuild(self) -> None:
        """The window in another look or language; every page keeps its state."""
        shown, focus = self.shown_id, focus_name(self)
        self._stack.drop(keep_translating=not self._look.apply())
        self._renew_frame()
        if shown:
            self.navigate(shown)
        focus_again(self, focus)
