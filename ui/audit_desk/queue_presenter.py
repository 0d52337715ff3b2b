"""The audit queue without its widgets: what waits, the open batch, signing it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal

from carbon_points.audit import deciding
from carbon_points.audit.judging import Wish
from carbon_points.common.days import ZONE
from carbon_points.common.ids import id_text
from carbon_points.security.chain import Committed
from ui.audit_desk import queue_words
from ui.audit_desk import queue_work
from ui.audit_desk.queue_work import Wanted
from ui.shared import dates
from ui.shared import language
from ui.shared.errors import message_for
from ui.shared.messages import message
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from carbon_points.audit.deciding import Decided
    from carbon_points.audit.persons import PersonFrozen
    from carbon_points.audit.queue import QueueRow
    from carbon_points.evidence.queries import File
    from carbon_points.security.chain import Caller
    from ui.audit_desk.queue_work import Batch
    from ui.audit_desk.queue_work import Listed
    from ui.audit_desk.queue_work import Loaded
    from ui.audit_desk.queue_work import Signed
    from ui.shared.messages import Message
    from ui.shared.page import Context

_SETTLES_MS: Final = 200
"""Several commits in a row ask once what waits."""


_UNDECIDED: Final = frozenset({"waiting", "second"})
_STATES: Final = {
    "approve": _UNDECIDED,
    "freeze": _UNDECIDED,
    "reject": _UNDECIDED | {"frozen"},
    "release": frozenset({"frozen"}),
    "reverse": frozenset({"approved"}),
}
"""The states that a decision may start from."""


class QueuePresenter(QObject):
    """One auditor's marks; asks anew what waits after every commit."""

    loaded = Signal(object)
    """`Loaded`: what waits, with the counts of the segments."""

    listed = Signal(object)
    """`Listed`: what fits the filter."""

    beside = Signal(object)
    """`Beside` of the current action."""

    marked = Signal(object)
    """Ids of actions whose mark has changed."""

    returned = Signal(object)
    """The action that a mark was taken back from."""

    batch_known = Signal(object)
    """The `Batch` as it stands; None while nothing is known."""

    previewed = Signal(object)
    """The `Decided` of a bulk approval that is only looked at."""

    copied = Signal(str)
    """The text of marks that could not be booked, for the clipboard."""

    signing = Signal(str)
    ended = Signal()
    said = Signal(object)
    load_failed = Signal(object)
    """The `Message` why nothing can be listed."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.db = context.database
        self.today = today
        self.loaded_rows: Loaded | None = None
        self.wanted = Wanted()
        self.marks: dict[int, Wish] = {}
        self.ticks: set[int] = set()
        self._rows: dict[int, QueueRow] = {}
        self._on_the_way = 0
        """Marks that the core has not answered yet."""

        self.busy = False
        """Whether something is being signed."""

        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self.refresh)
        context.bridge.listen(Committed, lambda _news: self._settling.start(), self)

    @property
    def operator(self) -> str:
        """Who decides."""
        return self._context.operator.login

    @property
    def read_only(self) -> str:
        """Why nothing can be decided here; empty if it can."""
        opened = self._context.opened
        return opened.read_only if opened is not None else ""

    def only_looks(self) -> bool:
        """Whether nothing can be written, which is said then."""
        if reason := self.read_only:
            self.said.emit(split(Tone.WARN, reason))
        return bool(reason)

    def caller(self) -> Caller:
        """The caller of one act."""
        return queue_work.caller_of(self.operator, self.today())

    # What waits.

    def refresh(self) -> None:
        """Ask what waits; `loaded`, `listed` and `batch_known` follow."""
        db, by, spoken = self.db, self.caller(), language.in_force()
        self._ask(
            lambda progress: queue_work.load(db, by, spoken, progress),
            self._loaded,
            "audit.load",
            self._load_failed,
        )
        self.ask_batch()

    def narrow(self, wanted: Wanted) -> None:
        """List what fits; `listed` follows."""
        self.wanted = wanted
        loaded = self.loaded_rows
        if loaded is None:
            return
        db, by, spoken = self.db, self.caller(), language.in_force()
        self._ask(
            lambda _: queue_work.narrowed(db, by, loaded, wanted, spoken),
            self._listed,
            "audit.list",
        )

    def look_at(self, action_id: int) -> None:
        """Ask what stands beside an action; `beside` follows."""
        loaded = self.loaded_rows
        if loaded is None:
            return
        db, by = self.db, self.caller()
        self._ask(
            lambda _: queue_work.beside(db, by, loaded.book, action_id),
            self.beside.emit,
            "audit.beside",
        )

    def fetch_photo(self, file: File, done: Callable[[bytes], object]) -> None:
        """Ask for the content of a file; of one that cannot be read there is none."""
        db, by, number, size = self.db, self.caller(), file.evidence_id, file.size
        self._ask(
            lambda _: queue_work.photo(db, by, number, size),
            done,
            "audit.photo",
            lambda _error: done(b""),
        )

    def row(self, action_id: int) -> QueueRow | None:
        """A row of the list."""
        return self._rows.get(action_id)

    # Ticks and marks.

    def tick(self, action_ids: Iterable[int]) -> None:
        """Tick what is not ticked, and the other way round."""
        self.ticks ^= set(action_ids)

    def forbids(self, row: QueueRow, verb: str) -> str:
        """Code of the rule that keeps the operator from this decision; or empty."""
        if row.state not in _STATES[verb]:
            return "WRONG_STATE"
        if verb != "approve":
            return ""
        if row.person_frozen:
            return "PARTICIPANT_FROZEN"
        if row.logged_by == self.operator:
            return "OWN_ENTRY"
        again = row.first_by == self.operator
        return "SAME_PERSON" if again and row.needs_second else ""

    def mark(self, verb: str, action_ids: Sequence[int], reason: str = "") -> None:
        """Put decisions into the open batch; they show at once."""
        numbers = list(action_ids)
        if not numbers or self.busy:
            return
        for number in numbers:
            self.marks[number] = Wish(number, verb, reason)
        self.marked.emit(numbers)
        self._on_the_way += 1
        db, by = self.db, self.caller()
        self._context.tasks.start(
            lambda _: deciding.mark(db, by, verb, numbers, reason),
            self._was_marked,
            self._mark_failed,
            owner=self,
        )

    def undo(self) -> None:
        """Take the last decision out of the open batch."""
        if self.busy:
            return
        db, by = self.db, self.caller()
        self._context.tasks.start(
            lambda _: deciding.undo(db, by), self._undone, self._fail, owner=self
        )

    def ask_batch(self) -> None:
        """Ask what signing would do; `batch_known` follows."""
        db, by = self.db, self.caller()
        self._ask(lambda _: queue_work.batch(db, by), self._batch, "audit.batch")

    def preview(self, action_ids: Sequence[int]) -> None:
        """Ask what approving these would do; `previewed` follows."""
        db, by, numbers = self.db, self.caller(), list(action_ids)
        self._ask(
            lambda _: deciding.preview(db, by, "approve", numbers),
            self.previewed.emit,
            "audit.preview",
        )

    def sign(self) -> None:
        """Book the open batch in one transaction."""
        if self.busy or not self.marks:
            return
        self.busy = True
        self.signing.emit(self.tr("正在签批…"))
        db, by = self.db, self.caller()
        self._context.tasks.start(
            lambda _: queue_work.sign(db, by), self._signed, self._fail, owner=self
        ).finished.connect(self._end)

    def settle_person(self, row: QueueRow, reason: str) -> None:
        """Freeze who is not frozen, release who is."""
        db, by, who = self.db, self.caller(), row.participant_id
        freeze = not row.person_frozen
        self._context.tasks.start(
            lambda _: queue_work.settle_person(db, by, who, reason, freeze=freeze),
            partial(self._person_settled, row.name),
            self._fail,
            owner=self,
        )

    # What comes back.

    def _loaded(self, loaded: Loaded) -> None:
        self.loaded_rows = loaded
        self._rows = {row.action_id: row for row in loaded.rows}
        self.ticks.intersection_update(self._rows)
        self.loaded.emit(loaded)
        self.narrow(self.wanted)

    def _listed(self, listed: Listed) -> None:
        self._rows.update((row.action_id, row) for row in listed.rows)
        self.listed.emit(listed)

    def _was_marked(self, done: Decided) -> None:
        self._on_the_way -= 1
        codes = {code: number for number, code in done.refused}
        for code, number in codes.items():
            self.said.emit(self._refused(number, code))
        self.ask_batch()

    def _refused(self, number: int, code: str) -> Message:
        text = f"{id_text(number)}：{queue_words.refusal_text(code)}"
        return split(Tone.WARN, text, "M31" if code == "SAME_PERSON" else code)

    def _mark_failed(self, error: Exception) -> None:
        self._on_the_way -= 1
        self._fail(error)
        self.ask_batch()

    def _undone(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self.marks.pop(number, None)
        self.marked.emit(list(numbers))
        if numbers:
            self.returned.emit(numbers[0])
        self.ask_batch()

    def _batch(self, batch: Batch) -> None:
        if self._on_the_way:
            return  # the answer to the last mark asks again
        now = {wish.action_id: wish for wish in batch.wishes}
        changed = sorted(now.keys() ^ self.marks.keys())
        # In place: the rows of the list look into it.
        self.marks.clear()
        self.marks.update(now)
        self.marked.emit(changed)
        self.batch_known.emit(batch)

    def _signed(self, signed: Signed) -> None:
        done = signed.done
        self.marks.clear()
        self.ticks.clear()
        if done.decided:
            self._context.frame.saved(dt.datetime.now(ZONE))
        self.said.emit(self._outcome(signed))
        self.refresh()

    def _outcome(self, signed: Signed) -> Message:
        done, earlier = signed.done, signed.earlier
        if earlier is not None:
            lost = "\n".join(
                f"{id_text(w.action_id)} {queue_words.verb_word(w.verb)} {w.reason}"
                for w in signed.lost
            )
            self.copied.emit(lost)
            return message(
                "M32",
                name=earlier.operator,
                time=queue_words.moment(earlier.at),
                result=queue_words.step_word(earlier.kind),
            )
        text = self.tr("已签批 {n} 笔，积分 {p} 分。待另一位审核员复核 {second} 笔。")
        if not done.second:
            text = self.tr("已签批 {n} 笔，积分 {p} 分。都已写入流水。")
        filled = text.format(
            n=f"{done.decided:,}", p=f"{done.points:+,}", second=len(done.second)
        )
        return split(Tone.OK, filled)

    def _person_settled(self, name: str, done: PersonFrozen) -> None:
        text = self.tr("已冻结 {name}。积分暂停使用，待审核的 {n} 笔等您处理。")
        if not done.frozen:
            text = self.tr("已解冻 {name}。待审核的 {n} 笔可以继续处理。")
        self.said.emit(split(Tone.OK, text.format(name=name, n=done.waiting)))
        self.refresh()

    def _end(self) -> None:
        self.busy = False
        self.ended.emit()

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.said.emit(message_for(error))

    def _load_failed(self, error: Exception) -> None:
        self.load_failed.emit(message_for(error))

    def _ask(
        self,
        work: Callable[[Any], Any],
        done: Callable[[Any], object],
        key: str,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self._context.tasks.start(work, done, failed or self._fail, owner=self, key=key)
