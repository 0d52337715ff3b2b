"""The list of participants without its widgets: filter, one person's file, acts."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.crediting.roll_export import export_roll
from carbon_points.methodology.contract import Calculation
from carbon_points.participants.editing import edit_details
from carbon_points.participants.service import give_consent
from carbon_points.participants.service import reveal_identity
from carbon_points.participants.service import withdraw_consent
from carbon_points.participants.twins import dismiss_twin
from carbon_points.participants.twins import mark_twin
from carbon_points.participants.twins import tell_apart
from carbon_points.places.queries import subdistricts
from ui.service_desk import roll_work
from ui.service_desk.roll_work import FIRST_ROWS
from ui.service_desk.roll_work import RollSource
from ui.service_desk.wording import refusal
from ui.shared import language
from ui.shared.background import Lane
from ui.shared.dates import today
from ui.shared.desk import caller_of
from ui.shared.why import why

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.crediting.account import AccountEntry
    from carbon_points.crediting.explain import Explained
    from carbon_points.crediting.roll_export import Exported
    from carbon_points.participants.drafts import Proxy
    from carbon_points.security.chain import Caller
    from ui.service_desk.desk_work import Visitor
    from ui.service_desk.roll_work import Listed
    from ui.service_desk.roll_work import Profile
    from ui.service_desk.roll_work import Wanted
    from ui.shared.background import Task
    from ui.shared.page import Context


class RollPresenter(QObject):
    """Lists participants, opens one and acts on it; answers arrive as signals."""

    listed = Signal(object)
    """A `RollSource`."""

    places_known = Signal(object)
    profiled = Signal(object)
    """A `Profile`."""

    opened = Signal(object)
    """A `Visitor`."""

    account_failed = Signal(object)
    """The `Message` why what somebody did cannot be read; the file still can."""

    details_known = Signal(object)
    revealed = Signal(object, str)
    """(participant id, whole number)"""

    compared = Signal(object)
    """Two `Side`s."""

    matched = Signal(object)
    behind_known = Signal(object, object)
    """(`AccountEntry`, action ids)"""

    traced = Signal(object)
    """The `Why` of an action."""

    changed = Signal(object, str)
    """(participant id, what was done)"""

    exported = Signal(object)
    list_failed = Signal(object)
    """The `Message` why there is no list."""

    failed = Signal(object)
    """The `Message` why an act or a question about one person came to nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self.visitor: Visitor | None = None
        self.profile: Profile | None = None
        self.person = 0
        """Whose file is open or on its way."""

    @property
    def shown(self) -> int:
        """Whose file is shown; acts are about this one, never about who is to come."""
        return self.profile.summary.participant_id if self.profile else 0

    def caller(self) -> Caller:
        """The caller of one act."""
        return caller_of(self._context.operator.login, today())

    # The list

    def load_places(self) -> None:
        """Ask for the subdistricts; `places_known` follows."""
        db = self._db

        def work(_progress: object) -> list[str]:
            with db.reading() as session:
                return [place.name for place in subdistricts(session)]

        self._tasks.start(work, self.places_known.emit, self._fail_list, owner=self)

    def load(self, wanted: Wanted) -> None:
        """List those who fit; `listed` follows, for a long list twice."""
        self._list(wanted, FIRST_ROWS)

    def _list(self, wanted: Wanted, most: int | None) -> None:
        db, by = self._db, self.caller()

        def tell(found: Listed) -> None:
            self.listed.emit(RollSource(db, found))
            if not found.whole:
                self._list(wanted, None)

        self._tasks.start(
            lambda _progress: roll_work.listed(db, by, wanted, most),
            tell,
            self._fail_list,
            owner=self,
            lane=Lane.SHORT if most else Lane.LONG,
            key="roll/list",
        )

    def export(
        self, source: RollSource, path: Path, step: Callable[[int, int], object]
    ) -> Task[Exported]:
        """Write the list into a workbook; `exported` follows."""
        db, by = self._db, self.caller()
        task: Task[Exported] = self._tasks.start(
            lambda progress: export_roll(db, by, source.ids, path, progress),
            self.exported.emit,
            self._fail_list,
            owner=self,
            lane=Lane.LONG,
        )
        task.progressed.connect(step)
        return task

    # One person

    def open(self, participant_id: int) -> None:
        """Read somebody's file; `profiled` and `opened` follow."""
        db, by, self.person = self._db, self.caller(), participant_id
        self._ask(
            "file", lambda: roll_work.profile(db, by, participant_id), self._profiled
        )
        self._tasks.start(
            lambda _progress: roll_work.visitor(db, by, participant_id),
            self._opened,
            lambda error: self.account_failed.emit(refusal(error)),
            owner=self,
            key="roll/account",
        )

    def _profiled(self, profile: Profile) -> None:
        self.profile = profile
        self.profiled.emit(profile)

    def _opened(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.opened.emit(visitor)

    def load_details(self) -> None:
        """Ask for what may be changed; `details_known` follows."""
        db, by, person = self._db, self.caller(), self.shown
        self._ask(
            "details",
            lambda: roll_work.details(db, by, person),
            self.details_known.emit,
        )

    def compare(self, other: int) -> None:
        """Put somebody beside the one who is shown; `compared` follows."""
        db, by, person = self._db, self.caller(), self.shown
        self._ask(
            "sides",
            lambda: roll_work.sides(db, by, person, other),
            self.compared.emit,
        )

    def look_for(self, query: str) -> None:
        """Look for the other one of a pair; `matched` follows."""
        db, by, person = self._db, self.caller(), self.shown
        self._ask(
            "match",
            lambda: [
                match
                for match in roll_work.matches(db, by, query)
                if match.participant_id != person
            ],
            self.matched.emit,
        )

    def explain(self, action_id: int) -> None:
        """Ask how a number came about; `traced` follows."""
        db, by = self._db, self.caller()
        self._ask("why", lambda: roll_work.explained(db, by, action_id), self._traced)

    def explain_entry(self, entry: AccountEntry) -> None:
        """Ask which actions are behind a movement; `behind_known` follows."""
        db, by, person = self._db, self.caller(), self.shown
        self._ask(
            "why",
            lambda: roll_work.behind(db, by, person, entry.cause),
            lambda found: self.behind_known.emit(entry, found),
        )

    def _traced(self, found: Explained) -> None:
        answer = found.answer
        if isinstance(answer, Calculation):
            spoken = language.in_force()
            methodology, version = found.methodology, found.version
            self.traced.emit(why(methodology, version, answer, spoken, found.inputs))

    # Acts

    def save(self, changes: Mapping[str, str]) -> None:
        """Change details of the file; `changed` follows."""
        db, by, person = self._db, self.caller(), self.shown
        said = self.tr("档案已保存。")
        self._act(lambda: edit_details(db, by, person, changes), said)

    def reveal(self, reason: str) -> None:
        """Show the whole number; `revealed` follows."""
        db, by, person = self._db, self.caller(), self.shown
        self._ask(
            "reveal",
            lambda: reveal_identity(db, by, person, reason),
            lambda number: self.revealed.emit(person, number),
        )

    def withdraw_consent(self, reason: str) -> None:
        """End the consent; `changed` follows."""
        db, by, person = self._db, self.caller(), self.shown
        said = self.tr("同意已撤回：不再登记新的行为，已核定的保留。")
        self._act(lambda: withdraw_consent(db, by, person, reason), said)

    def give_consent(self, proxy: Proxy) -> None:
        """Record a new consent to today's text; `changed` follows."""
        if self.profile is None:
            return
        db, by, person = self._db, self.caller(), self.shown
        version = self.profile.consent_version
        said = self.tr("同意已重新登记（文本第 {version} 版）。").format(
            version=version
        )
        self._act(lambda: give_consent(db, by, person, version, proxy), said)

    def mark(self, other: int, reason: str) -> None:
        """Mark two accounts for merging; `changed` follows."""
        db, by, person = self._db, self.caller(), self.shown
        said = self.tr("已标为待合并，由审核员合并。")
        self._act(lambda: mark_twin(db, by, person, other, reason), said)

    def dismiss(self, mark_id: int, reason: str) -> None:
        """Take a mark back; `changed` follows."""
        db, by = self._db, self.caller()
        said = self.tr("已取消待合并标记。")
        self._act(lambda: dismiss_twin(db, by, mark_id, reason), said)

    def tell_apart(self, other: int, reason: str) -> None:
        """Say that two accounts are not one person's; `changed` follows."""
        db, by, person = self._db, self.caller(), self.shown
        said = self.tr("已记下：不是同一人，不再提示。")
        self._act(lambda: tell_apart(db, by, person, other, reason), said)

    def _act(self, work: Callable[[], object], said: str) -> None:
        person = self.shown
        self._tasks.start(
            lambda _progress: work(),
            lambda _done: self.changed.emit(person, said),
            self._fail,
            owner=self,
        )

    def _ask(
        self, key: str, work: Callable[[], Any], tell: Callable[[Any], object]
    ) -> None:
        self._tasks.start(
            lambda _progress: work(),
            tell,
            self._fail,
            owner=self,
            key=f"roll/{key}",
        )

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))

    def _fail_list(self, error: Exception) -> None:
        self.list_failed.emit(refusal(error))
