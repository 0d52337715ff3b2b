"""The main window: rail, top bar, messages and the pages of who sits here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from ui.shared.backup_keeper import BackupKeeper
from ui.shared.books_watch import BooksWatch
from ui.shared.books_watch import now as books_now
from ui.shared.closing_panel import LastBackup
from ui.shared.drops import SheetDrops
from ui.shared.errors import message_for
from ui.shared.event_bridge import EventBridge
from ui.shared.history import History
from ui.shared.keys import bind
from ui.shared.keys import HOME_METHODS
from ui.shared.keys import PAGE_KEYS
from ui.shared.keys import SIZE_KEYS
from ui.shared.leaving import quits_anyway
from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.opening import CRASHED
from ui.shared.opening import how_it_opened
from ui.shared.page import Context
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import Role
from ui.shared.page_stack import answers
from ui.shared.page_stack import call
from ui.shared.page_stack import PageStack
from ui.shared.palette_search import FIRST_RUN
from ui.shared.palette_search import PaletteSearch
from ui.shared.palette_search import Scene
from ui.shared.restyling import apply_settings
from ui.shared.restyling import DISPLAY_KEYS
from ui.shared.restyling import focus_again
from ui.shared.restyling import focus_name
from ui.shared.restyling import step_text_size
from ui.shared.retention_reminder import RetentionReminder
from ui.shared.seat_watch import SeatWatch
from ui.shared.settings import LOCK_KEY
from ui.shared.surroundings import Surroundings
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from ui.shared.background import TaskRunner
    from ui.shared.guards import EventGuards
    from ui.shared.page import PageSpec
    from ui.shared.settings import Settings
    from ui.shared.standing import Standing
    from ui.shared.top_bar import TopBar

HOME: Final = "service"
QUEUE: Final = "audit"
LOCK: Final = "lock"
UNLOCK: Final = "unlock"
RESTORE: Final = "restore"
KEY_MISSING: Final = frozenset({"DB_NO_KEY", "DB_WRONG_KEY", "KEY_FILE_DAMAGED"})
"""Why a sound database stays shut until somebody gives its key."""

HEALTH: Final = "health"
OFF_RAIL: Final = (HEALTH,)
"""Pages for everyone that have no place on every rail."""

NOBODY: Final = Operator("", "", ())
_ALONE: Final = "alone/"
_MINUTE_MS: Final = 60_000


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
        self._look_wanted = self._told_left = False
        self.history = History()
        self._stack = PageStack()
        self._watch = BooksWatch(tasks, self)
        self._watch.setParent(self)
        self._keeper = BackupKeeper(tasks, self)
        self._keeper.setParent(self)
        self._last_backup = LastBackup(self, self._keeper, self._watch)
        self._reminder = RetentionReminder(tasks, self)
        self._reminder.setParent(self)
        self._seat = SeatWatch(tasks)
        self._seat.setParent(self)
        self._finder = PaletteSearch(tasks, self)
        self._finder.setParent(self)
        self._build_around(self._stack)
        SheetDrops(self, lambda paths: self.navigate("import", paths=paths))
        self._bind_keys()
        self._make_timers()
        self._watch.stands.connect(self._show_standing)
        self._watch.overdue.connect(self._offer_backup)
        self._seat.gone.connect(self.lock)
        self._seat.changed.connect(self._seat_anew)
        self._keeper.failed.connect(self._offer_backup)
        self._keeper.ran.connect(lambda _runs: self._watch.look())
        settings.changed.connect(self._setting_changed)
        tasks.unhandled.connect(self.show_error)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self._want_look())

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
        self._rail.mark(page_id)
        self._top.show_title(spec.name)
        program = self.tr("碳普惠")
        self.setWindowTitle(f"{spec.name} · {program}")
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._help.follow(page_id)
        call(page, "arrive", **kwargs)
        return page

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was just done."""
        self.history.add(Message(Tone.OK, text))
        if self._alone != LOCK:
            self._toast.say(text, undo)

    def show_message(self, shown: Message) -> None:
        """Show a message above the page."""
        self.history.add(shown)
        if self._alone == LOCK:
            return  # it may name somebody; the list of messages keeps it
        self._bar.say(shown.tone, shown.title, shown.text, shown.code)

    def show_error(self, error: BaseException) -> None:
        """Show what went wrong."""
        self.show_message(message_for(error))

    def show_alone(self, page_id: str, back: str = "", **kwargs: Any) -> None:
        """Let one page stand alone; `back` names the one that Esc leads back to."""
        for id_ in {page_id, self._alone}:
            self._stack.discard(f"{_ALONE}{id_}")
        self._alone, self._back = page_id, back
        self._bar.dismiss()
        self._toast.hide()
        self._palette.hide()
        self._show_frame()
        self.navigate(page_id, **kwargs)

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
        ids = self._rail.ids
        self.navigate(was_here if was_here in ids else ids[0])
        self._watch_idle()
        self._tell_how_it_opened(opened)
        self._reminder.follow(opened, operator)
        self._seat.follow(opened, operator)

    def _tell_how_it_opened(self, opened: Opened) -> None:
        told = how_it_opened(opened)
        if told is None or (told.code == CRASHED and self._told_left):
            return
        self._told_left = self._told_left or told.code == CRASHED
        self.show_message(told)
        if opened.reopen is not None:
            self._bar.offer(self.tr("重试"), self._watch.reopen, "refresh")
        if opened.broken_at:
            self._offer_health()

    def _offer_health(self) -> None:
        look = partial(self.navigate, HEALTH)
        self._bar.offer(self.tr("健康检查"), look, "checklist")

    def saved(self, at: dt.datetime) -> None:
        """Say when the last entry was written."""
        self._top.show_saved(at)

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

    def show_unopened(self, error: BaseException) -> None:
        """The database cannot be opened: ask for its key, or say why and what to do."""
        if getattr(error, "code", "") in KEY_MISSING and UNLOCK in self._pages:
            path = error.details.get("path", "")  # type: ignore[attr-defined]
            self.show_alone(UNLOCK, path=path, error=error)
            return
        self._renew_frame()
        if self._rail.ids:
            self.navigate(self._rail.ids[0])
        self.show_error(error)
        if RESTORE in self._pages:
            begin = partial(self.show_alone, RESTORE, back=FIRST_RUN)
            self._bar.offer(self.tr("从备份恢复"), begin, "history")
        if HEALTH in self.page_ids:
            self._offer_health()

    def guard(self, guards: EventGuards) -> None:
        """Take scans from the reader, and lock when nobody is there."""
        guards.wedge.scanned.connect(self.scan)
        guards.touched.connect(self._watch_idle)

    def lock(self, chosen: str = "") -> None:
        """Replace the screen by the lock page, where there is one; drafts are kept.

        The pages stay as they are behind it: whoever comes back finds every key press
        and a running import goes on. `chosen` is who wants to sign in.
        """
        if self._can_lock and (not self._alone or call(self.page, "may_lock")):
            self._shown_last = self._stack.current_id
            call(self.page, "leave")
            self.show_alone(LOCK, chosen=chosen or self._operator.login, locked=True)

    def scan(self, text: str) -> None:
        """A reader sent `text`."""
        if answers(self.page, "scan"):
            call(self.page, "scan", text)
        else:
            self.show_message(message("M10"))

    @property
    def page(self) -> QWidget | None:
        """The shown page."""
        return self._stack.current

    @property
    def page_ids(self) -> list[str]:
        """The pages of this operator in the order of the rail, then those off it."""
        ids = self._rail.ids
        return [*ids, *(id_ for id_ in OFF_RAIL if id_ in self._pages.keys() - ids)]

    @property
    def message(self) -> str:
        """What the message above the page says; empty without one."""
        return self._bar.text if self._bar.isVisibleTo(self) else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            # The language is chosen already. Choosing it once more here would let two
            # windows of different settings change it to and fro for ever.
            self._rebuilding.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self._stack.living:
            reason = call(page, "before_quit")
            if isinstance(reason, Message) and not quits_anyway(self, reason):
                event.ignore()
                return
        if self._last_backup.comes_first():
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        super().closeEvent(event)

    def keep_backups(self) -> None:
        """Make backups by the plan from now on: at the set hour and before closing."""
        self._keeper.arm()

    def _offer_backup(self, shown: Message) -> None:
        self.show_message(shown)
        if self.message:
            again = self.tr("立即备份")
            self._bar.offer(again, self._top.backup_wanted.emit, "database")

    @property
    def _can_lock(self) -> bool:
        opened = self._opened
        return LOCK in self._pages and opened is not None and not opened.set_up_mode

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
        around = Surroundings(self._shown_pages(), stack)
        self._rail, self._top, self._bar = around.rail, around.top, around.bar
        self._toast, self._palette = around.toast, around.palette_box
        self._help, self._around = around.help, around
        around.rail.chosen.connect(self.navigate)
        around.way_back.wanted.connect(self._go_back)
        self._connect_top(around.top)
        self.setCentralWidget(around)
        around.show()
        self._show_frame()

    def _show_frame(self) -> None:
        self._around.show_around(alone=bool(self._alone), back=bool(self._back))
        if self._watch.standing is not None:
            self._show_standing(self._watch.standing)

    def _go_back(self) -> None:
        self.show_alone(self._back)

    def _renew_frame(self) -> None:
        """Everything around the pages anew, in the language and look in force."""
        self.setUpdatesEnabled(False)
        self._stack.setParent(None)
        self._build_around(self._stack)
        self._stack.show()
        self.setUpdatesEnabled(True)

    def _connect_top(self, top: TopBar) -> None:
        top.operator_chosen.connect(self._take_seat)
        top.lock_wanted.connect(self.lock)
        top.history_wanted.connect(lambda at: self.history.pop_up(at, self._bar))
        top.palette_wanted.connect(self._open_palette)
        top.real_use_wanted.connect(lambda: self.show_alone(FIRST_RUN))
        top.queue_wanted.connect(lambda: self.navigate(QUEUE))
        top.backup_wanted.connect(lambda: self._keeper.back_up(self._operator))
        top.folder_wanted.connect(self._watch.open_folder)
        top.show_lock(possible=self._can_lock)
        if self._opened is not None:
            top.show_opened(self._opened, self._operator)

    def _listen_to(self, opened: Opened) -> None:
        self._bridge = EventBridge(opened.events)
        self._watch.follow(opened, self._bridge)
        self._keeper.follow(opened)
        if opened.handle is not None:
            self.books_opened.emit(opened)
        self._seat.listen(opened, self._bridge)

    def _show_standing(self, standing: Standing) -> None:
        decides = QUEUE in self._rail.ids
        self._top.show_standing(standing, books_now(), decides=decides)

    def _seat_anew(self, operator: Operator) -> None:
        """Who sits here was given other roles: other pages, the same person."""
        if self._opened is not None and not self._alone:
            self.enter(self._opened, operator)

    def _take_seat(self, operator: Operator) -> None:
        if self._can_lock:
            self.lock(operator.login)
        elif self._opened is not None:
            self.enter(self._opened, operator)

    def _bind_keys(self) -> None:
        for key, method in PAGE_KEYS.items():
            bind(self, key, partial(self._key, method))
        for digit in range(1, 10):
            bind(self, f"Ctrl+{digit}", partial(self._go_to, digit))
        bind(self, "Shift+F1", self._open_help)
        bind(self, "Ctrl+K", self._open_palette)
        bind(self, "Ctrl+L", self.lock)
        for key, step in SIZE_KEYS.items():
            bind(self, key, partial(step_text_size, self._settings, step))

    def _key(self, method: str) -> None:
        if method == "undo" and self._toast.isVisible() and self._toast.undo():
            return
        if method == "explain" and not answers(self.page, method):
            self._open_help()
        elsewhere = method in HOME_METHODS and not self._alone
        if elsewhere and not answers(self.page, method):
            self.navigate(HOME)
        done = call(self.page, method)
        if method == "escape" and not done:
            if self._back:
                self._go_back()
            self._bar.dismiss()

    def _open_help(self) -> None:
        self._help.open(self._alone or self._stack.current_id)

    def _go_to(self, digit: int) -> None:
        ids = self._rail.ids
        if not self._alone and digit <= len(ids):
            self.navigate(ids[digit - 1])

    def _open_palette(self) -> None:
        if self._alone:
            return
        scene = Scene(
            self._opened,
            self._operator,
            [self._pages[id_] for id_ in self.page_ids],
            call(self.page, "commands") or (),
            self.lock if self._can_lock else None,
            partial(self._keeper.back_up, self._operator),
        )
        self._finder.open(self._palette, scene)

    def _make_timers(self) -> None:
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        # Not at once: the button that changed the setting is still being clicked.
        self._rebuilding = QTimer(self, singleShot=True, interval=0)
        self._rebuilding.timeout.connect(self._rebuild)

    def _watch_idle(self) -> None:
        if self._can_lock:
            self._idle.start(self._settings.lock_minutes * _MINUTE_MS)

    def _setting_changed(self, key: str) -> None:
        if key in DISPLAY_KEYS:
            self._want_look()
        elif key == LOCK_KEY:
            self._watch_idle()

    def _want_look(self) -> None:
        self._look_wanted = True
        self._rebuilding.start()

    def _rebuild(self) -> None:
        """The window in another look or language; every page keeps its state."""
        shown, focus = self._alone or self._stack.current_id, focus_name(self)
        wanted, self._look_wanted = self._look_wanted, False
        another = wanted and apply_settings(self._settings)
        self._stack.drop(keep_translating=not another)
        self._renew_frame()
        if shown:
            self.navigate(shown)
        focus_again(self, focus)
