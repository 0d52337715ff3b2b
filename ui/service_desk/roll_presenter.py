"""The list of participants without its widgets: filter, pages, one person's file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.common.units import mass_text
from carbon_points.crediting.roll import roll_ids
from carbon_points.crediting.roll import roll_lines
from carbon_points.crediting.roll import RollFilter
from carbon_points.participants.search import find
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.places.queries import subdistricts
from carbon_points.security.acts import own_subdistrict
from carbon_points.security.acts import permitted
from ui.service_desk import desk_work
from ui.service_desk.wording import refusal
from ui.shared.badges import badge
from ui.shared.dates import today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.crediting.roll import RollLine
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from ui.service_desk.desk_work import Visitor
    from ui.shared.page import Context
    from ui.shared.table_model import Cell

_MOST_FOUND = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    kind: str = ""
    state: str = ""
    subdistrict: str = ""
    text: str = ""


class RollSource:
    """The rows of the table; a page is read when it is first painted."""

    def __init__(self, db: Database, ids: Sequence[int]) -> None:
        self._db = db
        self.ids = ids

    def count(self) -> int:
        """How many there are."""
        return len(self.ids)

    def rows(self, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """One page."""
        with self._db.reading() as session:
            lines = roll_lines(session, self.ids[first : first + count])
        return [_cells(line) for line in lines]


class RollPresenter(QObject):
    """Lists participants and opens one; every answer arrives as a signal."""

    listed = Signal(object)
    """A `RollSource`."""

    places_known = Signal(object)
    opened = Signal(object)
    """A `Visitor`."""

    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks
        self._db = context.database
        self.visitor: Visitor | None = None

    def caller(self) -> Caller:
        """The caller of one act."""
        return desk_work.caller_of(self._context.operator.login, today())

    def load_places(self) -> None:
        """Ask for the subdistricts; `places_known` follows."""
        db = self._db

        def work(_progress: object) -> list[str]:
            with db.reading() as session:
                return [place.name for place in subdistricts(session)]

        self._tasks.start(work, self.places_known.emit, self._fail, owner=self)

    def load(self, wanted: Wanted) -> None:
        """List those who fit; `listed` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: RollSource(db, _ids(db, by, wanted)),
            self.listed.emit,
            self._fail,
            owner=self,
            key="roll/list",
        )

    def open(self, participant_id: int) -> None:
        """Read somebody's file; `opened` follows."""
        db, by = self._db, self.caller()
        self._tasks.start(
            lambda _progress: desk_work.visitor(db, by, participant_id),
            self._opened,
            self._fail,
            owner=self,
            key="roll/open",
        )

    def _opened(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.opened.emit(visitor)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(refusal(error))


def _ids(db: Database, by: Caller, wanted: Wanted) -> Sequence[int]:
    with db.reading() as session:
        by = permitted(session, "find", by)
        within = own_subdistrict(session, by)
        place = within
        if wanted.subdistrict and within is None:
            place = subdistrict_by_name(session, wanted.subdistrict)
        narrowed = RollFilter(wanted.kind, wanted.state, place)
        ids = roll_ids(session, narrowed)
        if not wanted.text.strip():
            return ids
        found = find(session, db.sealer, wanted.text, _MOST_FOUND, within)
    allowed = set(ids)
    return [m.participant_id for m in found if m.participant_id in allowed]


def _cells(line: RollLine) -> Sequence[Cell]:
    amount, unit = mass_text(line.reduction_mg)
    return (
        line.name,
        badge("frozen" if line.state == "frozen" else line.kind),
        line.masked_id,
        line.masked_phone or None,
        line.subdistrict,
        f"{line.points:,}" if line.points else None,
        f"{amount} {unit}" if line.reduction_mg else None,
        line.last_day.isoformat() if line.last_day else None,
    )
