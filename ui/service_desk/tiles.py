"""The kinds of action as tiles: a digit picks one."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import Kind
from carbon_points.methodology.contract import Status
from carbon_points.methodology.texts import texts_of
from carbon_points.scenarios.definitions import scenarios
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.cards import Tile
from ui.shared.tokens import px

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from carbon_points.methodology.contract import Methodology
    from ui.service_desk.desk_work import Visitor

_WIDTH: Final = 122
"""Nobody needs a tile that is wider than this, however long its words."""

_BADGES: Final = {
    Status.PUBLISHED: "published",
    Status.TRIAL: "trial",
    Status.DRAFT: "draft",
    Status.WITHDRAWN: "stopped",
}


def in_order(catalogue: Mapping[str, Methodology]) -> list[Methodology]:
    """The methodologies in the order of the application scenarios, then the others.

    The order decides the digits, so it does not depend on statuses, which change.
    """
    named = [name for scenario in scenarios() for name in scenario.methodologies]
    ids = [name for name in dict.fromkeys(named) if name in catalogue]
    return [catalogue[name] for name in (*ids, *sorted(catalogue.keys() - set(ids)))]


class TileRow(QWidget):
    """All kinds that there are; those not open to the person cannot be chosen."""

    chosen = Signal(str)
    """The id of a methodology."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: dict[str, Tile] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(8))
        self._columns = 0
        self.setLayout(self._grid)

    @property
    def ids(self) -> list[str]:
        """The methodologies in the order of their digits."""
        return list(self._tiles)

    @property
    def checked(self) -> str:
        """The chosen one; empty while none is."""
        return next((id_ for id_, t in self._tiles.items() if t.isChecked()), "")

    def show_kinds(self, visitor: Visitor, statuses: Mapping[str, Status]) -> None:
        """Offer what is open to this person."""
        for tile in self._tiles.values():
            tile.hide()
            tile.deleteLater()
        methodologies = in_order(visitor.book.catalogue)
        self._tiles = {
            each.id: self._made(each, statuses[each.id], number)
            for number, each in enumerate(methodologies, 1)
        }
        for each in methodologies:
            self._tiles[each.id].setEnabled(visitor.summary.kind in each.participants)
        self._columns = 0
        self._lay_out()

    def pick(self, digit: int) -> bool:
        """Choose by digit, counted from 1; False if there is no such tile."""
        ids = self.ids
        if not 0 < digit <= len(ids) or not self._tiles[ids[digit - 1]].isEnabled():
            return False
        self.choose(ids[digit - 1])
        return True

    def choose(self, methodology_id: str) -> None:
        """Choose a methodology."""
        tile = self._tiles.get(methodology_id)
        if tile is not None:
            tile.setChecked(True)
            self.chosen.emit(methodology_id)

    def take_focus(self) -> None:
        """Wait for a digit."""
        for tile in self._tiles.values():
            if tile.isEnabled():
                tile.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.text().isascii() and event.text().isdigit():
                return self.pick(int(event.text()))
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if plain and enter and isinstance(watched, Tile):
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _made(self, methodology: Methodology, status: Status, number: int) -> Tile:
        name = texts_of(methodology, language.in_force()).short_name
        shown = badge(_BADGES[status])
        word = shown.text
        if methodology.kind is Kind.INSTALLATION:
            word = self.tr("{status} · 抄表").format(status=word)
        digit = str(number) if number < 10 else ""
        made = Tile(methodology.icon, name, word, shown.tone, digit)
        made.installEventFilter(self)
        made.clicked.connect(lambda: self.choose(methodology.id))
        return made

    def _lay_out(self) -> None:
        """As many in a row as there is room for, the rows about equally long."""
        count = len(self._tiles)
        narrowest = max(
            (tile.minimumSizeHint().width() for tile in self._tiles.values()),
            default=px(_WIDTH),
        )
        least = min(narrowest, px(_WIDTH)) + px(8)
        room = max(1, (self.width() + px(8)) // least)
        rows = -(-count // room) if count else 1
        columns = -(-count // rows) if count else 1
        if columns == self._columns:
            return
        self._columns = columns
        tiles: Sequence[Tile] = list(self._tiles.values())
        for number, tile in enumerate(tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
        for at in range(max(count, 1)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
