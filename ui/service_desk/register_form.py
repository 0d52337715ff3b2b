"""The form of a registration, made from the core's own list of fields."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from carbon_points.participants.forms import FORMS
from carbon_points.participants.rules import native_place
from ui.service_desk.consent_box import ConsentBox
from ui.service_desk.register_fields import ChoiceEntry
from ui.service_desk.register_fields import CodeEntry
from ui.service_desk.register_fields import LineEntry
from ui.service_desk.register_fields import made
from ui.service_desk.register_fields import PhoneEntry
from ui.shared.tick_box import TickBox
from ui.shared.tokens import px
from ui.shared.widgets import column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from ui.service_desk.register_fields import Entry
    from ui.service_desk.register_work import Setting

_LATER: Final = frozenset({"platform_account", "registered_on", "note"})
"""Asked only if somebody wants to say it."""

_PROXY: Final = ("proxy_name", "proxy_relation", "proxy_phone")
_NO_PHONE: Final = "no_phone"
_BY_PROXY: Final = "by_proxy"
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TOP: Final = Qt.AlignmentFlag.AlignTop


class RegisterForm(QWidget):
    """Holds the answers; Enter goes on to the next one, the last Enter is `done`."""

    changed = Signal(str)
    """The name of the field that was answered anew."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self._entries: dict[str, Entry] = {}
        self._setting: Setting | None = None
        self._places: Mapping[str, tuple[str, ...]] = {}
        self._columns = 3
        self._shows_more = False
        self.enter_is_done = False
        """Whether any Enter ends the form: there is nothing left to ask."""

        self._grid = QGridLayout()
        self._proxy_grid = QGridLayout()
        self.by_proxy = TickBox(self.tr("由他人代办（亲属、邻居等代为登记）"))
        self.consent = ConsentBox()
        parts = (self._grid, self.by_proxy, self._proxy_grid, self.consent)
        self.setLayout(column(*parts, gap=10))
        self.by_proxy.toggled.connect(self._fold_proxy)
        self.consent.changed.connect(lambda: self.changed.emit("consent"))
        for tick in (self.by_proxy, self.consent.tick):
            tick.installEventFilter(self)

    # Answers

    @property
    def kind(self) -> str:
        """``resident`` or ``sme``."""
        return self._kind

    @property
    def answers(self) -> dict[str, object]:
        """The form as the core takes it; who needs no proxy names none."""
        found: dict[str, object] = {n: e.value for n, e in self._entries.items()}
        if not self.by_proxy.isChecked():
            found.update(dict.fromkeys(_PROXY, ""))
        return {**found, "consent": self.consent.value}

    def value(self, name: str) -> object:
        """One answer; empty where the form does not ask."""
        if name == "consent":
            return self.consent.value
        entry = self._entries.get(name)
        return entry.value if entry is not None else ""

    def put(self, name: str, value: object) -> None:
        """Answer in place of the person."""
        if name == "consent":
            self.consent.put(value)
        elif name == _BY_PROXY:
            self.by_proxy.setChecked(value is True)
        elif name == _NO_PHONE:
            phone = self._entries.get("phone")
            if isinstance(phone, PhoneEntry):
                phone.none.setChecked(value is True)
        elif name in self._entries:
            self._entries[name].put(value)

    @property
    def state(self) -> dict[str, object]:
        """All that was typed and ticked, for a restore."""
        found: dict[str, object] = {n: e.value for n, e in self._entries.items()}
        phone = self._entries.get("phone")
        none = isinstance(phone, PhoneEntry) and phone.none.isChecked()
        ticks = {_NO_PHONE: none, _BY_PROXY: self.by_proxy.isChecked()}
        return {**found, "consent": self.consent.value, **ticks}

    @property
    def is_begun(self) -> bool:
        """Whether anything was said that the program did not know."""
        known = {"subdistrict", "community"}
        return any(value for name, value in self.state.items() if name not in known)

    def clear(self) -> None:
        """Forget what was typed; what the program knows is filled in again."""
        for name in self.state:
            self.put(name, False if name in {"consent", _NO_PHONE, _BY_PROXY} else "")
        self.preset()

    # What is wrong

    def problems(self) -> dict[str, str]:
        """What is wrong at which field, as far as the form can tell."""
        found = {name: entry.problem for name, entry in self._entries.items()}
        return {name: said for name, said in found.items() if said}

    def complain(self, problems: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it."""
        for name, said in problems.items():
            if name in self._entries:
                self._entries[name].complain(said)

    def entry(self, name: str) -> Entry | None:
        """The field of this name."""
        return self._entries.get(name)

    def focus(self, name: str = "") -> None:
        """The caret into a field; without a name into the first one that is empty."""
        if name == "consent":
            self.consent.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (entry := self._entries.get(name)) is not None:
            if name in _PROXY:
                self.by_proxy.setChecked(True)
            if name in _LATER:
                self.show_more(shown=True)
            entry.stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            empties = [e for e in self._shown() if not e.value]
            for first in empties[:1]:
                first.stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What is known

    def know(self, setting: Setting) -> None:
        """Take what the program knows of this desk."""
        self._setting = setting
        self.offer_places(setting.places)
        self.consent.know(setting, self._kind)
        self._tell_place()
        if not self.is_begun or not self.value("subdistrict"):
            self.preset()

    def offer_places(self, places: Mapping[str, tuple[str, ...]]) -> None:
        """Offer these subdistricts, and their communities as suggestions."""
        self._places = places
        where = self._entries.get("subdistrict")
        if isinstance(where, ChoiceEntry):
            where.offer((name, name) for name in places)
        self._suggest()

    def preset(self) -> None:
        """Fill in the own subdistrict, or the one that was registered last."""
        known = self._setting
        if known is None:
            return
        where = known.own_subdistrict or known.last_subdistrict
        self.put("subdistrict", where)
        if where == known.last_subdistrict:
            self.put("community", known.last_community)

    # The shape

    def ask(self, kind: str) -> None:
        """Ask for a resident's or a company's particulars; common ones stay."""
        if kind == self._kind:
            return
        kept = {n: e.value for n, e in self._entries.items() if n != "identity"}
        for entry in self._entries.values():
            entry.hide()
            entry.deleteLater()
        self._kind = kind
        fields = [field for field in FORMS[kind] if field.values != "yes_no"]
        self._entries = {field.name: made(field, kind) for field in fields}
        for name, entry in self._entries.items():
            entry.setParent(self)  # before anything shows it: it would be a window
            entry.changed.connect(lambda n=name: self._answered(n))
            for part in entry.parts:
                part.installEventFilter(self)
        self.offer_places(self._places)
        for name, value in kept.items():
            self.put(name, value)
        self._tell_place()
        if self._setting is not None:
            self.consent.know(self._setting, kind)
        self._fold()

    @property
    def chain(self) -> list[QWidget]:
        """Everything that Tab reaches, in reading order."""
        names = [n for n in self._entries if n not in _PROXY]
        usual = [w for n in names for w in self._entries[n].parts]
        proxy = [w for n in _PROXY for w in self._entries[n].parts]
        return [*usual, self.by_proxy, *proxy, *self.consent.parts]

    def show_more(self, *, shown: bool) -> None:
        """Show or hide what is seldom asked."""
        self._shows_more = shown
        self._fold()

    @property
    def shows_more(self) -> bool:
        """Whether the seldom asked is shown."""
        return self._shows_more

    def set_columns(self, columns: int) -> None:
        """Lay the fields out side by side."""
        if columns != self._columns:
            self._columns = columns
            self._fold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and isinstance(watched, QWidget):
                self._after(watched)
                return True
        return super().eventFilter(watched, event)

    def _after(self, editor: QWidget) -> None:
        """Enter: the next field; after the last one the form is done."""
        stops = self._stops()
        if self.enter_is_done:
            at = len(stops)
        elif editor is self.by_proxy:
            at = stops.index(self.consent.tick)
            proxy = self._entries["proxy_name"].stops[0]
            at = stops.index(proxy) if proxy in stops else at
        else:
            at = stops.index(editor) + 1 if editor in stops else len(stops)
        if at < len(stops):
            stops[at].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()

    def _stops(self) -> list[QWidget]:
        """Where Enter stops, in reading order; what is known for sure is passed."""
        certain = self._setting is not None and bool(self._setting.own_subdistrict)
        passed = {"subdistrict"} if certain and self.value("subdistrict") else set()
        shown = [n for n, e in self._entries.items() if e.isVisibleTo(self)]
        first = [n for n in shown if n not in _PROXY]
        proxies = [n for n in shown if n in _PROXY]
        names = [n for n in (*first, *proxies) if n not in passed]
        found = [stop for name in names for stop in self._entries[name].stops]
        return [*found, self.consent.tick]

    def _shown(self) -> list[Entry]:
        return [e for e in self._entries.values() if e.isVisibleTo(self)]

    def _answered(self, name: str) -> None:
        if name == "subdistrict":
            self._suggest()
        self.changed.emit(name)

    def _suggest(self) -> None:
        community = self._entries.get("community")
        if isinstance(community, LineEntry):
            names = self._places.get(str(self.value("subdistrict")), ())
            community.suggest(names, self.tr("社区"))

    def _tell_place(self) -> None:
        identity, known = self._entries.get("identity"), self._setting
        if known is not None and isinstance(identity, CodeEntry):
            identity.field.place_of = lambda text: native_place(
                text, known.district_code, known.district_name
            )

    def _fold_proxy(self) -> None:
        self._fold()
        if self.by_proxy.isChecked():
            self.focus("proxy_name")
        self.changed.emit(_BY_PROXY)

    def _fold(self) -> None:
        """Show what is asked now, and lay it out."""
        by_proxy = self.by_proxy.isChecked()
        usual = [n for n in self._entries if n not in _PROXY and n not in _LATER]
        later = [n for n in self._entries if n in _LATER]
        for name, entry in self._entries.items():
            hidden = (name in _LATER and not self._shows_more) or (
                name in _PROXY and not by_proxy
            )
            entry.setVisible(not hidden)
        self._lay_out(self._grid, [*usual, *(later if self._shows_more else ())])
        self._lay_out(self._proxy_grid, _PROXY if by_proxy else ())

    def _lay_out(self, grid: QGridLayout, names: Iterable[str]) -> None:
        while grid.takeAt(0) is not None:
            pass
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(10))
        for at in range(3):
            grid.setColumnStretch(at, 1 if at < self._columns else 0)
        for number, name in enumerate(names):
            line, at = divmod(number, self._columns)
            if name in self._entries:
                grid.addWidget(self._entries[name], line, at, _TOP)
