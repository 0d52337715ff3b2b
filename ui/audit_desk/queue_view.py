"""The audit queue: one list, one record beside it, decided with single keys."""

from __future__ import annotations

from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui.audit_desk import queue_words
from ui.audit_desk.queue_filter import QueueFilter
from ui.audit_desk.queue_list import is_narrowed
from ui.audit_desk.queue_list import QueueList
from ui.audit_desk.queue_presenter import QueuePresenter
from ui.audit_desk.queue_side import QueueSide
from ui.audit_desk.queue_views import Views
from ui.audit_desk.queue_work import Wanted
from ui.audit_desk.queue_zoom import PhotoSheet
from ui.shared import dates
from ui.shared import language
from ui.shared.messages import split
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.tokens import is_short
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import row
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QResizeEvent

    from carbon_points.evidence.queries import File
    from ui.audit_desk.queue_work import Beside
    from ui.audit_desk.queue_work import Listed
    from ui.audit_desk.queue_work import Loaded
    from ui.shared.messages import Message
    from ui.shared.page import Context

_SIDE: Final = {Width.NARROW: 324, Width.NORMAL: 340, Width.WIDE: 380}


class QueueView(QWidget):
    """J K move, X ticks, A R F decide, Z takes back, Ctrl+Enter signs the batch."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.presenter = QueuePresenter(context, today)
        self._beside: Beside | None = None
        self.bar, self.progress = MessageBar(), ProgressStrip()
        self.by_policy = Button(self.tr("按规则签批"), "shield-check")
        self.views = Views(context, self._filter_now)
        self.filter = QueueFilter(self.views, self.by_policy)
        self.corner = self.filter.corner
        self.list = QueueList(self.presenter)
        self.table, self.model = self.list.table, self.list.model
        self.side, self._stack = QueueSide(context, self.presenter), Stack()
        self.panel = self.side.panel
        self.panel.read_only = bool(self.presenter.read_only)
        self.by_policy.setEnabled(not self.panel.read_only)
        self._desk = box(row((self.list, 1), self.side, gap=12))
        self._skeleton: QWidget = Skeleton(12)
        self._broken: QWidget = self._error_state()
        for part in (self._skeleton, self._broken, self._desk):
            self._stack.addWidget(part)
        parts = (self.bar, self.progress, self.filter.line, (self._stack, 1))
        self.setLayout(column(*parts, gap=8))
        self.photo = PhotoSheet(self, self.panel.check.photo)
        self._connect()
        self._connect_side()
        self._bind()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    # What the window asks of a page.

    def arrive(self, segment: str = "") -> None:
        """Come here; what waits is fetched anew."""
        if segment:
            self.filter.choose(Wanted(segment))
        self.presenter.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Ctrl+Enter: sign the batch, or by policy where its sheet is open."""
        if not self.side.commit():
            self.presenter.sign()

    def undo(self) -> None:
        """Ctrl+Z: take the last decision out of the batch."""
        self.presenter.undo()

    def explain(self) -> None:
        """F1: how the number of the current action came about."""
        self.side.explain(self._beside)

    def escape(self) -> bool:
        """Esc: close the innermost part; True if there was one."""
        if self.photo.isVisible():
            self._close_photo()
            return True
        if self.panel.reasons.drop():
            self._back_to_table()
            return True
        if self.side.is_over:
            self.side.show_panel()
            return True
        if self.bar.isVisibleTo(self):
            self.bar.dismiss()
            return True
        if not self.table.hasFocus():
            self._back_to_table()
            return True
        return False

    def snapshot(self) -> tuple[Wanted, int | None]:
        """The filter and the current action."""
        return self.filter.wanted, self.list.current

    def restore(self, state: tuple[Wanted, int | None]) -> None:
        """Be again as before."""
        self.filter.choose(state[0])

    def commands(self) -> list[Command]:
        """What the palette offers besides the pages."""
        return [
            Command(self.tr("按规则签批"), self.by_policy.click, "agzqp"),
            Command(self.tr("把当前筛选存为视图"), self.views.keep, "cwst"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = width_of(self.size() + QSize(px(100), px(52)))
        more = 36 if language.in_force() == language.EN else 0
        self.side.setFixedWidth(px(_SIDE[width] + more))
        self.list.arrange(width)
        self.panel.reasons.fold(short=is_short(self.size() + QSize(0, px(150))))

    # Parts.

    def _error_state(self) -> EmptyState:
        made = EmptyState(self.tr("队列暂时读不出来，账本没有改动。"), "alert-triangle")
        made.offer(self.tr("重试"), self.presenter.refresh)
        return made

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.loaded.connect(self._show_loaded)
        presenter.listed.connect(self._show_list)
        presenter.beside.connect(self._show_beside)
        presenter.marked.connect(self._show_marks)
        presenter.returned.connect(self.list.go_to)
        presenter.batch_known.connect(lambda it: self.list.show_batch(it.effect))
        presenter.copied.connect(lambda text: QGuiApplication.clipboard().setText(text))
        presenter.signing.connect(self._begin)
        presenter.ended.connect(self.progress.end)
        presenter.said.connect(self._say)
        presenter.load_failed.connect(self._fail_load)
        self.filter.changed.connect(self._narrow)
        self.filter.entered.connect(self._back_to_table)
        self.views.chosen.connect(self.filter.choose)
        self.views.told.connect(self._context.frame.toast)
        self.list.picked.connect(self._pick)
        self.list.opened.connect(self.photo.open)
        self.list.way_out.connect(self._leave_empty)
        self.list.strip.undo.clicked.connect(lambda _on: self._then(presenter.undo))
        self.list.strip.sign.clicked.connect(lambda _on: self._then(presenter.sign))

    def _connect_side(self) -> None:
        panel, side = self.panel, self.side
        panel.decided.connect(self._decide)
        panel.reasons.given.connect(self._give_reason)
        panel.person_wanted.connect(self._settle_person)
        panel.why_wanted.connect(self.explain)
        panel.check.file_wanted.connect(self._fetch_photo)
        panel.check.other_wanted.connect(self._go_to)
        panel.check.photo.opened.connect(self.photo.open)
        for leaf in (panel.person, panel.installation):
            leaf.wanted.connect(self._go_to)
        self.photo.closed.connect(self._close_photo)
        self.photo.stepped.connect(panel.check.step)
        side.left.connect(self._back_to_table)
        side.agreed.connect(self._agree)
        side.said.connect(self._say)
        side.signed.connect(self.presenter.refresh)
        side.policy.signing.connect(self._begin)
        side.policy.ended.connect(self.progress.end)
        side.policy.failed.connect(self.presenter.tell)
        self.by_policy.clicked.connect(lambda _on: self._open_policy())

    def _bind(self) -> None:
        panel = self.panel
        keys: dict[str, Callable[[], object]] = {
            "J": partial(self.list.step, 1),
            "K": partial(self.list.step, -1),
            "X": self._tick,
            "Ctrl+A": self.list.tick_all,
            "A": partial(self._decide, "approve"),
            "Shift+A": self._preview,
            "R": lambda: self._decide(panel.taking_back),
            "F": lambda: self._decide(panel.freezing),
            "Shift+F": self._settle_person,
            "Z": self.presenter.undo,
            "N": panel.turn_on,
            "[": partial(panel.check.photo.turn, -1),
            "]": partial(panel.check.photo.turn, 1),
            "/": self.filter.take_focus,
            "Left": partial(self.filter.step, -1),
            "Right": partial(self.filter.step, 1),
        }
        for number in range(1, 10):
            keys[str(number)] = partial(self._reason, number)
        # Only where no text is typed: over the list and the panel beside it.
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self._desk, context=within)
            shortcut.activated.connect(act)

    # Deciding.

    def _decide(self, verb: str) -> None:
        """A, R or F on the current action; the next row is selected at once."""
        current = self.panel.row
        if current is None or self.presenter.busy or self.presenter.only_looks():
            return
        self.panel.reasons.drop()
        if code := self.presenter.forbids(current, verb):
            self._say(queue_words.refusal(code))
        elif verb in {"reject", "freeze", "reverse"}:
            self.panel.reasons.ask(verb)
        else:
            self._mark(verb, "")

    def _reason(self, number: int) -> None:
        """A digit counts only after R or F."""
        if self.panel.reasons.verb:
            self.panel.reasons.give(number)

    def _give_reason(self, verb: str, reason: str) -> None:
        current = self.panel.row
        if current is None:
            return
        if verb == "freeze_person":
            self.presenter.settle_person(current, reason)
        elif verb == "reject":
            self._mark(self.panel.taking_back, reason)
        else:
            self._mark(verb, reason)
        self._back_to_table()

    def _mark(self, verb: str, reason: str) -> None:
        number = self.list.current
        if number is not None:
            self.bar.dismiss()
            self.list.step(1)  # first: the next record does not wait for the mark
            self.presenter.mark(verb, [number], reason)

    def _settle_person(self) -> None:
        current = self.panel.row
        if current is None or self.presenter.only_looks():
            return
        if current.person_frozen:
            self.presenter.settle_person(current, "")
        else:
            self.panel.reasons.ask("freeze_person")

    def _tick(self) -> None:
        self.list.tick()
        self.list.step(1)

    def _preview(self) -> None:
        """Shift+A: look at what approving the ticked ones would do."""
        if self.presenter.only_looks():
            return
        ticked = sorted(self.presenter.ticks)
        if not ticked:
            self._say(split(Tone.INFO, self.tr("还没有勾选。按 X 勾选，Ctrl+A 全选。")))
            return
        self.side.preview(ticked)

    def _agree(self, action_ids: Sequence[int]) -> None:
        self.presenter.mark("approve", action_ids)
        self.presenter.tick(list(self.presenter.ticks))
        self.list.renew(action_ids)

    # What comes back.

    def _show_loaded(self, loaded: Loaded) -> None:
        self.filter.show_loaded(loaded)
        self._stack.setCurrentWidget(self._desk)

    def _show_list(self, listed: Listed) -> None:
        self.list.show_list(listed)
        self._pick(self.list.current)

    def _leave_empty(self) -> None:
        wanted = self.filter.wanted
        if is_narrowed(wanted):
            self.filter.choose(Wanted(wanted.segment))
        else:
            self._context.navigate("import")

    def _pick(self, action_id: int | None) -> None:
        row_ = self.presenter.row(action_id) if action_id is not None else None
        loaded = self.presenter.loaded_rows
        self._beside = None
        if row_ is None or loaded is None:
            self.panel.clear()
            return
        self.side.look()
        forbidden = self.presenter.forbids(row_, "approve")
        self.panel.show_row(row_, loaded, forbidden)
        self.presenter.look_at(row_.action_id)

    def _show_beside(self, beside: Beside) -> None:
        row_, loaded = self.panel.row, self.presenter.loaded_rows
        number = beside.record.action_id
        if row_ is None or loaded is None or number != row_.action_id:
            self.side.explain(beside)  # of an action that is not in the list
            return
        self._beside = beside
        self.panel.show_beside(row_, loaded, beside)

    def _show_marks(self, action_ids: Sequence[int]) -> None:
        self.list.renew(action_ids)
        self.list.show_batch(None)

    def _go_to(self, action_id: int) -> None:
        """Show another action: in the list if it is there, else its calculation."""
        if not self.list.go_to(action_id):
            self.presenter.look_at(action_id)

    def _fetch_photo(self, file: File) -> None:
        self.presenter.fetch_photo(file, self._show_photo)

    def _show_photo(self, data: bytes) -> None:
        self.panel.check.show_photo(data)
        self.photo.follow()

    def _close_photo(self) -> None:
        self.photo.hide()
        self._back_to_table()

    def _open_policy(self) -> None:
        if (loaded := self.presenter.loaded_rows) is not None:
            self.side.open_policy(loaded, self.filter.methodology.code)

    def _narrow(self) -> None:
        self.presenter.narrow(self.filter.wanted)

    def _filter_now(self) -> tuple[str, Wanted]:
        wanted = self.filter.wanted
        return self.filter.summary(wanted), wanted

    def _fail_load(self, said: Message) -> None:
        self._say(said)
        if self.presenter.loaded_rows is None:
            self._stack.setCurrentWidget(self._broken)

    def _back_to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _then(self, act: Callable[[], object]) -> None:
        act()
        self._back_to_table()

    def _begin(self, what: str) -> None:
        self.bar.dismiss()
        self.progress.begin(what)

    def _say(self, said: Message) -> None:
        self.bar.say(said.tone, said.title, said.text, said.code)
